"""The videos that wait to be watched on: where each stopped, beside which note, and when."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.clock import clock
from reader.ui.drawing import SMALL, font_like, paint_choice, paint_text
from reader.ui.palette import Palette
from reader.ui.rows import Index, Role
from reader.ui.text import count, plain, tooltip
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.services.resume import Unfinished
    from reader.services.tasks import Task

    Ask = Callable[[str, Callable[[list[Unfinished]], None]], Task]

_HEIGHT, _BAR = 52, 120
_DAY = 86_400


class UnfinishedModel(QAbstractListModel):
    """The videos, the newest first."""

    VIDEO, SHARE = (Qt.ItemDataRole.UserRole + number for number in (21, 22))
    """The video's id, and how much of it was seen, 0 to 1, or -1 where its length is unknown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Unfinished] = []

    def show(self, rows: "list[Unfinished]") -> None:
        """Show other videos."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel, `Role`, `VIDEO` and `SHARE`."""
        row = self._rows[index.row()]
        title, about = plain(row.title), " · ".join(filter(None, (plain(row.channel), ago(row.when, time.time()))))
        far = f"{clock(row.seconds)} of {clock(row.length)}" if row.length else clock(row.seconds)
        return {
            Qt.ItemDataRole.DisplayRole: title,
            Qt.ItemDataRole.ToolTipRole: tooltip(title, about, far),
            Qt.ItemDataRole.AccessibleTextRole: ", ".join((title, far, about)),
            Role.SECOND: about,
            Role.STAMP: far,
            Role.PLAY_HREF: row.href,
            Role.HREF: row.still_href,
            self.VIDEO: row.video,
            self.SHARE: min(row.seconds / row.length, 1.0) if row.length else -1.0,
        }.get(role)


class UnfinishedDelegate(QStyledItemDelegate):
    """Draws a title and what it belongs to; at the right a bar that tells how far it was seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(240, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_choice(painter, self._theme, option)
        rect = option.rect.adjusted(16, 5, -16, -5)
        half, quiet = rect.height() // 2, self._theme.colour("quiet")
        text = rect.adjusted(0, 0, -_BAR - 20, 0)
        first, second = text.adjusted(0, 0, 0, -half), text.adjusted(0, half, 0, 0)
        paint_text(painter, first, str(index.data()), option.font, self._theme.colour("ink"))
        small = font_like(option.font, SMALL)
        paint_text(painter, second, index.data(Role.SECOND), small, quiet)
        far = str(index.data(Role.STAMP))
        at = rect.right() - QFontMetrics(small).horizontalAdvance(far)
        paint_text(painter, QRect(at, second.top(), rect.right() - at + 1, second.height()), far, small, quiet)
        self._paint_bar(painter, QRect(rect.right() - _BAR, first.center().y() - 1, _BAR, 4), index)
        painter.restore()

    def _paint_bar(self, painter: QPainter, rect: QRect, index: Index) -> None:
        share = index.data(UnfinishedModel.SHARE)
        if share >= 0:
            painter.setPen(Qt.PenStyle.NoPen)
            for width, token in ((rect.width(), "line"), (max(round(rect.width() * share), 4), "accent")):
                painter.setBrush(self._theme.colour(token))
                painter.drawRoundedRect(QRect(rect.left(), rect.top(), width, rect.height()), 2, 2)


class ContinueList(QObject):
    """Lists them over the window.  `ask(text, done)` has those found that fit the words of a text."""

    link_activated = Signal(str)
    removed = Signal(str)
    """A video is not to be listed any more."""

    def __init__(self, over: QWidget, theme: Theme, ask: "Ask") -> None:
        super().__init__(over)
        self._ask_for = ask
        self._task: Task | None = None
        self.model = UnfinishedModel(self)
        blank = QLabel("Videos that you began to watch will stand here.", objectName="palette-nothing")
        hints = (("Enter", "watch on"), ("Shift+Enter", "open"), ("Del", "remove"), ("Esc", "close"))
        self.palette = Palette(over, theme, "Continue watching", self.model, UnfinishedDelegate(theme), blank, hints)
        self.palette.asked.connect(lambda text: self._ask(text))
        self.palette.chosen.connect(self._on_chosen)
        self.palette.line.installEventFilter(self)
        remove = QAction("Remove from this list", self.palette.list)
        remove.triggered.connect(self.remove)
        self.palette.list.addAction(remove)
        self.palette.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def open(self) -> None:
        """Come up with an empty line."""
        self.palette.line.blockSignals(True)
        self.palette.line.clear()
        self.palette.line.blockSignals(False)
        self.model.show([])
        self.palette.show_blank()
        self.palette.open()

    def remove(self) -> None:
        """List the selected video no more; its position stays."""
        index = self.palette.list.currentIndex()
        if index.isValid():
            self.removed.emit(index.data(UnfinishedModel.VIDEO))
            self._ask(self.palette.line.text(), index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete removes a video where there is nothing in the line for it to delete."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and self._removes(event):
            if event.type() == QEvent.Type.KeyPress:
                self.remove()
            event.accept()
            return True
        return False

    def _removes(self, event: QKeyEvent) -> bool:
        line = self.palette.line
        at_end = line.cursorPosition() == len(line.text()) and not line.hasSelectedText()
        return event.key() == Qt.Key.Key_Delete and not event.modifiers() and at_end

    def _on_chosen(self, index: QModelIndex, still: bool) -> None:
        self.link_activated.emit(index.data(Role.HREF if still else Role.PLAY_HREF))

    def _ask(self, text: str, at: int = 0) -> None:
        """Have the list made anew, with the row `at` selected."""
        if self._task:
            self._task.cancel()
        self._task = self._ask_for(text, lambda rows: self._show(text, rows, at))

    def _show(self, text: str, rows: "list[Unfinished]", at: int) -> None:
        self.model.show(rows)
        if rows:
            kept = rows[min(at, len(rows) - 1)].video
            self.palette.show_rows(count(len(rows), "video", "videos"), kept, UnfinishedModel.VIDEO)
        elif text.strip():
            self.palette.show_nothing("No video that you began is called so.")
        else:
            self.palette.show_blank()


def ago(when: float, now: float) -> str:
    """How long ago it was, for people; both in seconds since 1970."""
    passed = max(now - when, 0.0)
    if passed < 60:
        return "just now"
    if passed < 3600:
        return count(int(passed // 60), "minute ago", "minutes ago")
    today, day = datetime.fromtimestamp(now).date(), datetime.fromtimestamp(when).date()  # noqa: DTZ006  the reader's own clock
    days = (today - day).days
    if days == 0:
        return count(int(passed // 3600), "hour ago", "hours ago")
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 7 else f"{day.day} {day:%B %Y}"
