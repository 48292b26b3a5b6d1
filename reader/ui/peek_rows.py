"""The rows of a list as places to peek at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Signal
from PySide6.QtGui import QMouseEvent

from reader.services.peek import Spot

if TYPE_CHECKING:
    from reader.ui.moments import Moments


class RowSpots(QObject):
    """Tells of the moment whose row the mouse is over, instead of a tooltip."""

    hovered = Signal(object, QRect)
    left = Signal()

    def __init__(self, moments: "Moments", spot_of: Callable[[int], Spot | None]) -> None:
        super().__init__(moments)
        self._moments, self._spot_of = moments, spot_of
        self._row = QModelIndex()
        self._on = False
        moments.list.viewport().installEventFilter(self)
        moments.list.verticalScrollBar().valueChanged.connect(self._leave)
        moments.model.modelReset.connect(self._leave)

    def set_on(self, on: bool) -> None:
        """Tell of rows, or leave them to tooltips."""
        self._on = on

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the mouse, and hold tooltips back."""
        if not self._on:
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._be_over(event.position().toPoint())
        elif event.type() == QEvent.Type.Leave:
            self._leave()
        elif event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self.left.emit()
        return event.type() == QEvent.Type.ToolTip

    def _be_over(self, place: QPoint) -> None:
        view = self._moments.list
        index = view.indexAt(place)
        if index == self._row:
            return
        self._leave()
        if index.isValid() and (spot := self._spot_of(self._moments.model.number_at(index))):
            self._row = index
            box = view.visualRect(index).intersected(view.viewport().rect())
            self.hovered.emit(spot, QRect(view.viewport().mapToGlobal(box.topLeft()), box.size()))

    def _leave(self) -> None:
        self._row = QModelIndex()
        self.left.emit()
