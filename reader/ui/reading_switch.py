"""The line that says how the times of the open note are read, where not all are as written, and that changes it."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.services.readings import Readings
from reader.ui.stamp_menu import StampMenu
from reader.ui.text import count, tooltip


class ReadingSwitch(QToolButton):
    """Hidden while there is nothing to say; its `times` can be shown elsewhere, too."""

    def __init__(self, readings: Readings, library: LibraryService) -> None:
        super().__init__(objectName="reading-switch", focusPolicy=Qt.FocusPolicy.TabFocus)
        self._readings, self._library = readings, library
        self._path = ""
        self.times = StampMenu(self)
        self.times.setEnabled(False)
        self.times.chosen.connect(self._choose)
        self.setMenu(self.times)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.hide()

    def show_note(self, opened: OpenedNote) -> None:
        """Say it of another note, or of this one read otherwise."""
        self._path = opened.note.path
        choice = self._readings.choice(self._library.root, self._path) if self._path else "automatic"
        said = said_of(opened, choice) if self._path else ""
        self.times.setEnabled(bool(self._path and opened.page.readings))
        self.times.show_choice(choice)
        self.setText(f"{said} · Change")
        self.setToolTip(tooltip("How the times in this note are read; the note itself is never changed."))
        self.setAccessibleName(f"{said}. Change how the times in this note are read")
        self.setVisible(bool(said))

    def clear(self) -> None:
        """No note is open."""
        self._path = ""
        self.times.setEnabled(False)
        self.hide()

    def open(self) -> None:
        """Let the reader choose, even while there is nothing to say."""
        if self.times.isEnabled():
            below = self.rect().topLeft() if self.isVisible() else self.window().rect().center()
            self.times.popup((self if self.isVisible() else self.window()).mapToGlobal(below))

    def _choose(self, choice: str) -> None:
        if self._path:
            self._readings.choose(self._library.root, self._path, choice)


def said_of(opened: OpenedNote, choice: str) -> str:
    """How the times of a note are read, in a few words; nothing where all are as written and none is doubtful."""
    if choice != "automatic":
        return f"Times are read {_as(choice)}"
    ways = Counter(reading.reading for reading in opened.page.readings if reading.repaired)
    doubtful = sum(reading.certainty == "doubtful" for reading in opened.page.readings)
    parts = []
    if ways:
        way = _as(next(iter(ways))) if len(ways) == 1 else "otherwise than written"
        parts.append(f"{count(ways.total(), 'time is', 'times are')} read {way}")
    if doubtful:
        parts.append(f"{doubtful:,} doubtful" if parts else count(doubtful, "time is doubtful", "times are doubtful"))
    return ", ".join(parts)


def _as(way: str) -> str:
    return {"frames": "as minutes:seconds:frames", "as shown": "as their links show them"}.get(
        way, way if way.startswith("as ") else f"as {way}"
    )
