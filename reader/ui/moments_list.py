"""The rows of the moments, which keep the current one in sight as the page does: softly, until the reader scrolls."""

from PySide6.QtCore import QEvent, QModelIndex, QPropertyAnimation, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle

from reader.ui.rows import Role

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class MomentsList(QListView):
    """Follows until the reader scrolls; again once a row is chosen, or the mouse or the keys are elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.follows = True
        self._glide = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self.verticalScrollBar().actionTriggered.connect(self._hold)
        self.activated.connect(self._let_go)

    def bring(self, index: QModelIndex) -> None:
        """Have a row in sight: where it is not, a third from above, at once where the platform wants no motion."""
        box, room = self.visualRect(index), self.viewport().height()
        if not self.follows or (box.top() >= 0 and box.bottom() < room):
            return
        bar = self.verticalScrollBar()
        goal = bar.value() + box.top() - (room - box.height()) // 3
        self._glide.stop()
        self._glide.setDuration(self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self))
        self._glide.setStartValue(bar.value())
        self._glide.setEndValue(min(max(goal, bar.minimum()), bar.maximum()))
        self._glide.start()

    def copy(self) -> None:
        """Copy the time and the sentence of the row that the keys are at."""
        index = self.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(f"[{index.data(Role.EXTRA).rstrip(' ~?')}] {index.data()}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The reader looks elsewhere."""
        self._hold()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The reader moves along the rows."""
        if event.key() in _MOVES:
            self._hold()
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is elsewhere."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._let_go()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere."""
        super().focusOutEvent(event)
        if not self.underMouse():
            self._let_go()

    def _hold(self) -> None:
        self._glide.stop()
        self.follows = False

    def _let_go(self) -> None:
        self.follows = True
