"""The list of downloads: driven by mouse, by keys and by a menu alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QToolTip

from reader.services.download_items import ItemState
from reader.ui.download_item import HEIGHT, Act, DownloadDelegate, acts, name_of, places
from reader.ui.download_model import DownloadModel
from reader.ui.text import tooltip
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.services.download_items import Item

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DownloadView(QListView):
    """Space pauses, goes on or tries again; Delete cancels; Alt with Up or Down moves; Enter does what helps."""

    wished = Signal(str, Act)
    """This is to be done with the item of that ticket."""

    def __init__(self, model: DownloadModel, theme: Theme) -> None:
        super().__init__(uniformItemSizes=True)
        self._delegate = DownloadDelegate(theme)
        self._ticket, self._row = "", 0
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Downloads")
        self.setAccessibleDescription("Space pauses or goes on, Delete cancels, Alt with Up or Down moves")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.verticalScrollBar().setSingleStep(HEIGHT // 3)
        theme.changed.connect(self.viewport().update)
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._take_place)

    def item_at(self, index: QModelIndex) -> "Item | None":
        """The item of a row."""
        return index.data(DownloadModel.ITEM) if index.isValid() else None

    def dataChanged(self, first: QModelIndex, last: QModelIndex, _roles: Sequence[int] = ()) -> None:
        """Draw rows anew.  QListView would place all others again, too: of thousands, many times a second."""
        for row in range(first.row(), last.row() + 1):
            self.update(self.model().index(row, 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light what is under the mouse."""
        super().mouseMoveEvent(event)
        self._light(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing."""
        super().leaveEvent(event)
        self._light(QPoint(-1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a button selects its row, but drags nothing."""
        if event.button() == Qt.MouseButton.LeftButton and self._act_at(event.position().toPoint()):
            self.setCurrentIndex(self.indexAt(event.position().toPoint()))
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was clicked."""
        place = event.position().toPoint()
        act, item = self._act_at(place), self.item_at(self.indexAt(place))
        if event.button() == Qt.MouseButton.LeftButton and act and item and self.indexAt(place) == self.currentIndex():
            self.wished.emit(item.ticket, act)
        else:
            super().mouseReleaseEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what a button does."""
        if event.type() == QEvent.Type.ToolTip and (act := self._act_at(event.pos())):
            item = self.item_at(self.indexAt(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(name_of(act, item)), self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with the current row what the key stands for."""
        item = self.item_at(self.currentIndex())
        if item and event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self._move(item, _STEPS[event.key()])
        elif item and (act := _act_of(event.key(), item)):
            self.wished.emit(item.ticket, act)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer all that can be done with a row."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if item := self.item_at(index):
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_of(item).popup(self.viewport().mapToGlobal(place))

    def menu_of(self, item: "Item") -> QMenu:
        """The menu of a row; it goes away by itself once it is closed."""
        menu = QMenu(self)
        for act in acts(item):
            menu.addAction(name_of(act, item), lambda act=act: self.wished.emit(item.ticket, act))
        row, last = self.model().index_of(item.ticket).row(), self.model().rowCount() - 1
        menu.addSeparator()
        for name, to in (("Up", row - 1), ("Down", row + 1), ("To the top", 0), ("To the end", last)):
            menu.addAction(name, lambda to=to: self.model().moved.emit(item.ticket, to)).setEnabled(
                to != row and 0 <= to <= last
            )
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _act_at(self, place: QPoint) -> Act | None:
        index = self.indexAt(place)
        if not (item := self.item_at(index)):
            return None
        shown = places(item, self.visualRect(index), self.font())
        return next((act for act, rect in shown.items() if rect.contains(place)), None)

    def _light(self, place: QPoint) -> None:
        self._delegate.mouse = place
        over = self._act_at(place) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _move(self, item: "Item", step: int) -> None:
        row = self.currentIndex().row() + step
        if 0 <= row < self.model().rowCount():
            self.model().moved.emit(item.ticket, row)
            self.scrollTo(self.currentIndex())

    def _note_place(self) -> None:
        index = self.currentIndex()
        item = self.item_at(index)
        self._ticket, self._row = (item.ticket, index.row()) if item else ("", 0)

    def _take_place(self) -> None:
        """Keep the row that was current, or what stands in its place now."""
        index = self.model().index_of(self._ticket)
        last = self.model().rowCount() - 1
        self.setCurrentIndex(index if index.isValid() else self.model().index(min(self._row, last), 0))


def _act_of(key: int, item: "Item") -> Act | None:
    known = acts(item)
    if key == Qt.Key.Key_Space:
        return known[0] if item.state is not ItemState.DONE else None
    if key == Qt.Key.Key_Delete:
        return Act.CANCEL if Act.CANCEL in known else None
    if key in _ENTER:
        return Act.REMEDY if Act.REMEDY in known else Act.SHOW if Act.SHOW in known else None
    return None
