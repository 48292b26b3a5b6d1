"""How the times of a note are to be read, as a menu: for the line that says it, and for the page's own menu."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from reader.services.readings import CHOICES

_NAMES = {"automatic": "Automatic", "as written": "As written", "minutes:seconds": "Minutes:seconds"}
_TIPS = {
    "automatic": "Each time is read as it was most likely meant.",
    "as written": "No time is repaired: 25:13:00 is 25 hours and 13 minutes.",
    "minutes:seconds": "The first two numbers count: 25:13:00 is 25 minutes and 13 seconds.",
}


class StampMenu(QMenu):
    """The three ways; the one that holds is checked."""

    chosen = Signal(str)
    """One of `CHOICES`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Times in this note", parent)
        self.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        for choice in CHOICES:
            action = self.addAction(_NAMES[choice])
            action.setCheckable(True)
            action.setData(choice)
            action.setToolTip(_TIPS[choice])
            action.triggered.connect(lambda _, choice=choice: self.chosen.emit(choice))
            self._group.addAction(action)

    def show_choice(self, choice: str) -> None:
        """Check what holds now."""
        for action in self._group.actions():
            action.setChecked(action.data() == choice)
