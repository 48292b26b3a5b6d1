"""The commands as a list: what each is called, and its keys as caps at the right."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from reader.commands import Command
from reader.ui.actions import Keys
from reader.ui.chords import shown
from reader.ui.drawing import SMALL, font_like, paint_choice, paint_text
from reader.ui.rows import Index
from reader.ui.theme import Theme

_HEIGHT = 30
_MARGIN, _GAP = 16, 4
KEY = "key:"
"""What a question for a key, and not for a title, begins with."""


class KeysModel(QAbstractListModel):
    """The commands that fit a question, under the headings of their groups."""

    COMMAND = Qt.ItemDataRole.UserRole + 31
    """The command of a row; None for a heading."""
    CAPS = Qt.ItemDataRole.UserRole + 32
    """Its chords, as this platform writes them."""
    CHANGED = Qt.ItemDataRole.UserRole + 33
    """Whether the reader chose them."""

    def __init__(self, keys: Keys, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = keys
        self._rows: list[Command | str] = []
        self.ask("")

    def ask(self, question: str) -> None:
        """List the commands whose titles have words that begin like those of `question`; after `key:`, by a key."""
        found = [command for command in self._keys.commands if self._fits(command, question.casefold().strip())]
        groups = dict.fromkeys(command.group for command in found)
        rows = [row for group in groups for row in (group, *(each for each in found if each.group == group))]
        if rows == self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def index_of(self, id_: str) -> QModelIndex:
        """The row of a command; no valid index where it is not listed."""
        rows = (row for row, each in enumerate(self._rows) if isinstance(each, Command) and each.id == id_)
        return self.index(next(rows, -1), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        heading = isinstance(self._rows[index.row()], str)
        return Qt.ItemFlag.NoItemFlags if heading else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel, and the roles above."""
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        caps = [shown(chord) for chord in self._keys.of(row.id)]
        changed = row.id in self._keys.own
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: spoken(row.title, caps, changed=changed),
            self.COMMAND: row,
            self.CAPS: caps,
            self.CHANGED: changed,
        }.get(role)

    def _fits(self, command: Command, question: str) -> bool:
        if question.startswith(KEY):
            wished = question.removeprefix(KEY).strip()
            return any(wished in (chord.casefold(), shown(chord).casefold()) for chord in self._keys.of(command.id))
        words = command.title.casefold().split()
        return all(any(word.startswith(part) for word in words) for part in question.split())


class KeysDelegate(QStyledItemDelegate):
    """Draws a command with its keys in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(160, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if index.data(KeysModel.COMMAND) is None:
            font = font_like(option.font, SMALL, QFont.Weight.DemiBold)
            paint_text(painter, rect.adjusted(0, 6, 0, 0), str(index.data()), font, self._theme.colour("quiet"))
        else:
            paint_choice(painter, self._theme, option)
            rect.setRight(self._paint_caps(painter, rect, option.font, index.data(KeysModel.CAPS)))
            width = paint_text(painter, rect, str(index.data()), option.font, self._theme.colour("ink"))
            if index.data(KeysModel.CHANGED):
                small = font_like(option.font, SMALL)
                paint_text(painter, rect.adjusted(width + 10, 1, 0, 0), "changed", small, self._theme.colour("accent"))
        painter.restore()

    def _paint_caps(self, painter: QPainter, rect: QRect, font: QFont, caps: Iterable[str]) -> int:
        """Draw as many of the first caps as half of `rect` has room for, at its right; how far left they reach."""
        font = font_like(font, SMALL)
        left, room = rect.right(), rect.width() // 2
        widths = {cap: max(QFontMetrics(font).horizontalAdvance(cap) + 12, 20) for cap in caps}
        reached = accumulate(width + _GAP for width in widths.values())
        fitting = [cap for cap, reach in zip(widths, reached, strict=True) if reach <= room]
        for cap in reversed(fitting):
            width = widths[cap]
            box = QRect(left - width, rect.center().y() - 9, width, 20)
            painter.setPen(self._theme.colour("line"))
            painter.setBrush(self._theme.colour("paper"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(font)
            painter.setPen(self._theme.colour("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)
            left -= width + _GAP
        return left - _GAP


class KeysList(QListView):
    """Gives a command a key by Enter or a double click, and takes its last one by Delete."""

    key_wished = Signal()
    removal_wished = Signal()

    def __init__(self, model: KeysModel, theme: Theme) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(KeysDelegate(theme))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Commands")
        self.doubleClicked.connect(lambda _: self.key_wished.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds a key, Delete removes one; all other keys are those of a list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.key_wished.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_wished.emit()
        else:
            super().keyPressEvent(event)


def spoken(title: str, caps: Iterable[str], *, changed: bool) -> str:
    """A command and its keys as a screen reader should say them."""
    keys = " or ".join(caps) or "no key"
    return f"{title}: {keys}{', changed' if changed else ''}"
