"""The one way by which other threads reach a backend.

libvlc's callbacks and the workers only post here; Qt carries each message to the thread the backend lives in.  Nothing
is ever called back from a foreign thread, which libvlc forbids and Qt widgets do not survive.
"""

from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal


class Mailbox(QObject):
    """Hands what is posted to `handler`, on the thread it was made in and in the order of posting."""

    _posted = Signal(object)

    def __init__(self, handler: Callable[[object], None], parent: QObject) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._open = True
        self._handler = handler
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, message: object) -> None:
        """From any thread; what is posted after `close` is dropped."""
        with self._lock:
            if self._open:
                self._posted.emit(message)

    def close(self) -> None:
        """Deliver nothing any more, not even what was posted before."""
        with self._lock:
            self._open = False
        self.deleteLater()  # here, and not where the last of those who post lets go of it

    def _deliver(self, message: object) -> None:
        if self._open:
            self._handler(message)
