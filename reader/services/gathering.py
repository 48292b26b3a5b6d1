"""News of many things, gathered: thousands that change at once are told in one word."""

from PySide6.QtCore import QObject, QTimer, Signal

_EVERY_MS = 200
_MANY = 20
"""So many that are others at once are told of together."""


class Gathering(QObject):
    """Tells of what was added, when the event loop comes to it."""

    one = Signal(str)
    """The one of this name is another."""
    many = Signal()
    """Many are, or which ones there are."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names: dict[str, None] = {}
        self._all = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._later = QTimer(self, singleShot=True, interval=_EVERY_MS)
        self._soon.timeout.connect(self._tell)
        self._later.timeout.connect(self._tell)

    def add(self, name: str, *, soon: bool = True) -> None:
        """One is another now; what need not be told `soon` is told within 200 ms."""
        self._names[name] = None
        timer = self._soon if soon else self._later
        if not timer.isActive():
            timer.start()

    def add_all(self) -> None:
        """There are others than before, or in another order."""
        self._all = True
        self._soon.start()

    def close(self) -> None:
        """Tell nothing more."""
        self.blockSignals(True)

    def _tell(self) -> None:
        names, self._names = self._names, {}
        everything, self._all = self._all, False
        if everything or len(names) > _MANY:
            self.many.emit()
            return
        for name in names:
            self.one.emit(name)
