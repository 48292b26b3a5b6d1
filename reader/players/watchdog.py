"""Notices that nothing comes any more: neither libvlc nor a disk that hangs says so."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

PATIENCE = 5.0
"""Seconds without any sign of life: a disk that sleeps takes less to start, and libvlc tells the time four times a
second."""


class Watchdog(QObject):
    """Barks once when there was no sign for `PATIENCE`, while something `is_due`."""

    barked = Signal()

    def __init__(self, is_due: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_due = is_due
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.barked)

    def stir(self) -> None:
        """Something came, or is waited for from now on, or is not any more."""
        if self._is_due():
            self._timer.start(round(PATIENCE * 1000))
        else:
            self._timer.stop()
