"""A command that holds for as long as its key is held, which shortcuts alone cannot tell."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent

_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})


class HoldKey(QObject):
    """Begins when the `action` is triggered by its key, and ends when that is released or the window loses the keys."""

    held = Signal(bool)

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self._action = action
        self.holds = False
        action.setAutoRepeat(False)

    def begin(self) -> None:
        """The key went down."""
        if not self.holds:
            self.holds = True
            QGuiApplication.instance().installEventFilter(self)
            QGuiApplication.instance().applicationStateChanged.connect(self._on_state)
            self.held.emit(True)

    def end(self) -> None:
        """The key is up, or nobody would hear that it is."""
        if self.holds:
            self.holds = False
            QGuiApplication.instance().removeEventFilter(self)
            QGuiApplication.instance().applicationStateChanged.disconnect(self._on_state)
            self.held.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the key is released; the event goes on its way."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self.end()
        elif event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            keys = {sequence[0].key() for sequence in self._action.shortcuts() if not sequence.isEmpty()}
            if event.key() in keys or event.key() in _MODIFIERS:
                self.end()
        return False

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.end()
