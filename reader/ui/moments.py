"""The moments of the open note as a list: each stamp with its sentence, in the order of the text."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.clock import clock
from reader.notes.hrefs import stamp_href
from reader.services.pages import OpenedNote
from reader.ui.drawing import paint_pill, paint_text
from reader.ui.rows import Index, Role
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import Heading

_HEIGHT = 34
_TEXT_LEFT = 84


class MomentsModel(QAbstractListModel):
    """The moments of one note."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._opened: OpenedNote | None = None

    def show(self, opened: OpenedNote | None) -> None:
        """Show the moments of another note, or of none."""
        self.beginResetModel()
        self._opened = opened
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return len(self._opened.moments) if self._opened and not parent.isValid() else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """DisplayRole is the sentence, `Role.EXTRA` the time as a clock shows it."""
        assert self._opened
        moment = self._opened.moments[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return plain(moment.sentence)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(moment.reading.why or moment.sentence)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{clock(moment.seconds)} {plain(moment.sentence)}"
            case Role.EXTRA:
                return clock(moment.seconds) + (" ~" if moment.reading.why else "")
            case Role.HREF:
                return stamp_href(self._opened.note.video, moment.seconds)
        return None


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
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        elif option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(option.rect, self._theme.colour("pill"))
        paint_pill(painter, self._theme, option.rect.adjusted(16, 0, 0, 0), option.font, index.data(Role.EXTRA))
        rect = option.rect.adjusted(_TEXT_LEFT, 0, -16, 0)
        paint_text(painter, rect, str(index.data()), option.font, self._theme.colour("ink"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


class Moments(QWidget):
    """The list with its heading."""

    link_activated = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.model = MomentsModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MomentDelegate(theme))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName("Moments of this note")
        self.heading = Heading("Moments")
        self.heading.setContentsMargins(8, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.list, 1)
        self.list.activated.connect(self._follow)

    def show_note(self, opened: OpenedNote) -> None:
        """Show the moments of another note."""
        self.model.show(opened)

    def clear(self) -> None:
        """Show nothing."""
        self.model.show(None)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to list."""
        return self.model.rowCount() == 0

    def _follow(self, index: QModelIndex) -> None:
        self.link_activated.emit(index.data(Role.HREF))
