"""The moments of the open note as a list: each stamp with its sentence, the current one lit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.clock import clock
from reader.notes.hrefs import stamp_href
from reader.services.pages import OpenedNote
from reader.ui.drawing import SMALL, font_like, paint_pill, paint_text
from reader.ui.moments_list import MomentsList
from reader.ui.rows import Index, Role
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import Heading, row

if TYPE_CHECKING:
    from reader.notes.sentences import Moment

_HEIGHT = 34
_TEXT_LEFT = 84
_OFTEN = 24
"""Pixels for how often a moment is cited."""


@dataclass(frozen=True, slots=True)
class Row:
    """Moments of one second and one sentence: the first of them, and their numbers in the note."""

    moment: "Moment"
    numbers: tuple[int, ...]


class MomentsModel(QAbstractListModel):
    """The moments of one note, in the order of the video or of the text; those that say the same are one row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.opened: OpenedNote | None = None
        self._rows: list[Row] = []
        self._row_of: dict[int, int] = {}
        self._number: int | None = None
        self._current: int | None = None
        self.by_time = True

    def show(self, opened: OpenedNote | None) -> None:
        """Show the moments of another note, or of none."""
        self.beginResetModel()
        self.opened = opened
        self._number = self._current = None
        self._rows = _rows(opened.moments if opened else (), by_time=self.by_time)
        self._row_of = {number: place for place, row in enumerate(self._rows) for number in row.numbers}
        self.endResetModel()

    def arrange(self, *, by_time: bool) -> QModelIndex:
        """List them in another order; the row of the current one."""
        number, self.by_time = self._number, by_time
        self.show(self.opened)
        return self.set_current(number)

    def set_current(self, number: int | None) -> QModelIndex:
        """Have the moment of this number, in the order of the text, be the current one; its row."""
        self._number = number
        before, self._current = self._current, None if number is None else self._row_of.get(number)
        for place in {before, self._current} - {None}:
            self.dataChanged.emit(self.index(place), self.index(place), [Role.CURRENT])
        return QModelIndex() if self._current is None else self.index(self._current)

    def number_at(self, index: Index) -> int:
        """The number of a row's moment, in the order of the text; of several the first."""
        return self._rows[index.row()].numbers[0]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """DisplayRole is the sentence, `Role.EXTRA` the time as a clock shows it, with its marks."""
        assert self.opened
        row = self._rows[index.row()]
        moment = row.moment
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return plain(moment.sentence)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(*filter(None, (moment.sentence, moment.reading.why)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(filter(None, (clock(moment.seconds), plain(moment.sentence), moment.reading.why)))
            case Role.EXTRA:
                return clock(moment.seconds) + _mark(moment)
            case Role.SECOND:
                return f"×{len(row.numbers)}" if len(row.numbers) > 1 else ""
            case Role.CURRENT:
                return index.row() == self._current
            case Role.HREF:
                return stamp_href(self.opened.note.video, moment.seconds)
        return None


def _rows(moments: Sequence["Moment"], *, by_time: bool) -> list[Row]:
    numbered = list(enumerate(moments))
    if by_time:
        numbered.sort(key=lambda each: each[1].seconds)
    same: dict[tuple[float, str], list[int]] = {}
    for number, moment in numbered:
        same.setdefault((moment.seconds, moment.sentence), []).append(number)
    return [Row(moments[numbers[0]], tuple(numbers)) for numbers in same.values()]


def _mark(moment: "Moment") -> str:
    if moment.reading.certainty == "doubtful":
        return " ?"
    return " ~" if moment.reading.repaired else ""


class MomentDelegate(QStyledItemDelegate):
    """Draws the time as a pill, and the sentence beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(160, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one moment."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(Role.CURRENT):
            painter.fillRect(option.rect, self._theme.colour("now"))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, _HEIGHT)), self._theme.colour("nowbar"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        elif option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(option.rect, self._theme.colour("pill"))
        paint_pill(painter, self._theme, option.rect.adjusted(16, 0, 0, 0), option.font, index.data(Role.EXTRA))
        rect = option.rect.adjusted(_TEXT_LEFT, 0, -16, 0)
        if often := index.data(Role.SECOND):
            room = rect.adjusted(rect.width() - _OFTEN, 0, 0, 0)
            paint_text(painter, room, often, font_like(option.font, SMALL), self._theme.colour("quiet"))
            rect.setRight(room.left() - 4)
        paint_text(painter, rect, str(index.data()), option.font, self._theme.colour("ink"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


class Moments(QWidget):
    """The list with its heading, and a button for its order."""

    link_activated = Signal(str)
    order_wished = Signal(str)
    """`time` or `text`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model = MomentsModel(self)
        self.list = MomentsList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MomentDelegate(theme))
        self.list.setAccessibleName("Moments of this note")
        self.heading = Heading("Moments")
        self.order = QToolButton(objectName="rate")
        self.order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.order.clicked.connect(lambda: self.order_wished.emit("text" if self.model.by_time else "time"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = row(self.heading, None, self.order, margins=(8, 0, 12, 0))
        head.setAlignment(self.order, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.list.activated.connect(self._follow)
        self.set_order("time")

    def show_note(self, opened: OpenedNote) -> None:
        """Show the moments of another note."""
        self.model.show(opened)

    def set_order(self, order: str) -> None:
        """List by `time`, or as in the `text`."""
        self._show_current(self.model.arrange(by_time=order == "time"))
        shown, other = ("In time order", "as in the text") if order == "time" else ("As in the text", "in time order")
        self.order.setText(shown)
        self.order.setToolTip(tooltip(f"List the moments {other}"))
        self.order.setAccessibleName(f"{shown}; list the moments {other}")

    def set_current(self, number: int | None) -> None:
        """Light the moment of this number, in the order of the text; in sight, unless the reader scrolled the list."""
        self._show_current(self.model.set_current(number))

    def _show_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.list.bring(index)

    def clear(self) -> None:
        """Show nothing."""
        self.model.show(None)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to list."""
        return self.model.rowCount() == 0

    def _follow(self, index: QModelIndex) -> None:
        self.link_activated.emit(index.data(Role.HREF))
