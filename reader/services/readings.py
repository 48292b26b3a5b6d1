"""How the reader wants the stamps of a note to be read, where it is not to be found out: kept, and known at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.notes.repair import Choice
from reader.services.keeper import Keeper, note_key

_KIND = "readings"
CHOICES: tuple[Choice, ...] = ("automatic", "as written", "minutes:seconds")


class Readings(QObject):
    """What was chosen for the notes of all libraries."""

    changed = Signal(Path, str)
    """The stamps of a note are to be read otherwise than before: its library and its path."""

    def __init__(self, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper

    def choice(self, library: Path, path: str) -> Choice:
        """How the note at `path` is to be read.  Any thread may ask."""
        return _choice(self._keeper.value(_KIND, note_key(library, path)))

    def choices(self, library: Path) -> Callable[[str], Choice]:
        """How each note of a library is to be read, by its path, as it is kept now.  Any thread may ask."""
        kept, start = self._keeper.values(_KIND), note_key(library, "")
        return lambda path: _choice(kept.get(start + path))

    def choose(self, library: Path, path: str, choice: Choice) -> None:
        """Have the note at `path` read so from now on."""
        if choice != self.choice(library, path):
            self._keeper.put(_KIND, note_key(library, path), None if choice == "automatic" else choice)
            self.changed.emit(library, path)


def _choice(kept: object) -> Choice:
    return next((choice for choice in CHOICES if choice == kept), "automatic")
