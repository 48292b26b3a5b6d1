"""A command that holds for as long as its key is held, which shortcuts alone cannot tell."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})
_SURE_MS = 40
"""X tells a key that repeats as released and pressed anew, and not always that it repeats."""


class HoldKey(QObject):
    """Begins when the `action` is triggered by its key; ends when that is released, or when the keys go elsewhere.

    Only the widget that has the keys is listened to: a filter of the whole application in Python crashes QtWebEngine.
    """

    held = Signal(bool)

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action = action
        self._widget: QWidget | None = None
        self._released = QTimer(self, interval=_SURE_MS, singleShot=True)
        self._released.timeout.connect(self.end)
        action.setAutoRepeat(False)
        QApplication.instance().focusChanged.connect(self.end)

    def begin(self) -> None:
        """The key went down."""
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        if widget and not self._widget:
            self._widget = widget
            widget.installEventFilter(self)
            self.held.emit(True)

    def end(self) -> None:
        """The key is up, or nobody would hear that it is."""
        self._released.stop()
        if self._widget:
            self._widget = None
            self.held.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the key is released; the event goes on its way."""
        if watched is not self._widget:
            watched.removeEventFilter(self)
        elif event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            self._released.stop()
        elif event.type() == QEvent.Type.KeyRelease and self._is_ours(event) and not event.isAutoRepeat():
            self._released.start()
        return False

    def _is_ours(self, event: QKeyEvent) -> bool:
        keys = {sequence[0].key() for sequence in self._action.shortcuts() if not sequence.isEmpty()}
        return event.key() in keys or (event.type() == QEvent.Type.KeyRelease and event.key() in _MODIFIERS)
