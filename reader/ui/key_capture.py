"""Waits for one chord of the keyboard."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel

from reader.ui.chords import pressed


class KeyCapture(QLabel):
    """While it has the focus every key is its own.  Escape, or the focus elsewhere, ends it without a chord."""

    captured = Signal(str)
    """A chord was pressed; empty for a key that has no name."""
    cancelled = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text, objectName="key-capture", textFormat=Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def begin(self) -> None:
        """Wait for a chord from now on."""
        self.setAccessibleName(self.text())
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Take every key before Tab, a shortcut or the dialog can."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self._on_press(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer."""
        super().focusOutEvent(event)
        self._end()

    def _on_press(self, event: QKeyEvent) -> None:
        chord = pressed(event)
        if chord == "Esc":
            self._end()
        elif chord is not None:
            self.hide()
            self.captured.emit(chord)

    def _end(self) -> None:
        if not self.isHidden():
            self.hide()
            self.cancelled.emit()
