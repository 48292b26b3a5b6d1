"""Quick open: some letters of a title are typed, and the notes that may be meant stand below."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QTextCharFormat
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.notes.hrefs import place_href
from reader.services.tasks import Task
from reader.ui.drawing import SMALL, font_like, paint_choice, paint_text
from reader.ui.marked import paint_marked, plain_marked
from reader.ui.palette import Palette
from reader.ui.rows import Index, Role
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.titles import Choice

    Ask = Callable[[str, Callable[[list[Choice]], None]], Task | None]

_HEIGHT = 36


class ChoicesModel(QAbstractListModel):
    """The notes that may be meant."""

    MARKS = Qt.ItemDataRole.UserRole + 21
    """Where the letters that were typed stand in the title: pairs, from and to."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []

    def show(self, choices: "list[Choice]") -> None:
        """Show other notes."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel, `Role` and `MARKS`."""
        choice = self._choices[index.row()]
        title, marks = plain_marked(choice.title, choice.marks)
        extra = " · ".join(filter(None, (plain(choice.channel), plain(choice.video_title))))
        return {
            Qt.ItemDataRole.DisplayRole: title,
            Qt.ItemDataRole.ToolTipRole: tooltip(" – ".join(filter(None, (title, extra)))),
            Qt.ItemDataRole.AccessibleTextRole: ", ".join(filter(None, (title, extra))),
            Role.EXTRA: extra,
            Role.HREF: place_href(choice.path),
            self.MARKS: marks,
        }.get(role)


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a title with its letters marked, and quietly where the note belongs."""

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
        paint_choice(painter, self._theme, option)
        rect = option.rect.adjusted(16, 0, -16, 0)
        mark = QTextCharFormat()
        mark.setForeground(self._theme.colour("accent"))
        mark.setFontWeight(QFont.Weight.Bold)
        painter.setFont(option.font)
        title, marks = str(index.data()), index.data(ChoicesModel.MARKS)
        width = paint_marked(painter, rect, title, marks, self._theme.colour("ink"), mark)
        rest, quiet = rect.adjusted(width + 12, 1, 0, 0), self._theme.colour("quiet")
        paint_text(painter, rest, index.data(Role.EXTRA), font_like(option.font, SMALL), quiet)
        painter.restore()


class QuickOpen(QObject):
    """Opens a note by its title.  `ask(text, done)` has notes found, for an empty text those to begin with."""

    link_activated = Signal(str)

    def __init__(self, over: QWidget, theme: Theme, ask: "Ask", first: str = "Read last") -> None:
        """`first` says what is listed while nothing is typed."""
        super().__init__(over)
        self._ask_for, self._first = ask, first
        self._task: Task | None = None
        self.model = ChoicesModel(self)
        blank = QLabel("Type some letters of a title.", objectName="palette-nothing")
        hints = (("Enter", "open"), ("Esc", "close"))
        self.palette = Palette(over, theme, "Open a note", self.model, ChoiceDelegate(theme), blank, hints)
        self.palette.asked.connect(self._ask)
        self.palette.chosen.connect(lambda index, _: self.link_activated.emit(index.data(Role.HREF)))

    def open(self, prompt: str = "Open a note") -> None:
        """Come up with an empty line, in which the `prompt` stands, and what is listed first."""
        self.palette.line.setPlaceholderText(prompt)
        self.palette.line.blockSignals(True)
        self.palette.line.clear()
        self.palette.line.blockSignals(False)
        self.model.show([])
        self.palette.show_blank()
        self.palette.open()

    def _ask(self, text: str) -> None:
        if self._task:
            self._task.cancel()
        self._task = self._ask_for(text, lambda choices: self._show(text, choices))

    def _show(self, text: str, choices: "list[Choice]") -> None:
        self.model.show(choices)
        if choices:
            self.palette.show_rows("" if text.strip() else self._first)
        elif text.strip():
            self.palette.show_nothing("No title is like that.")
        else:
            self.palette.show_blank()
