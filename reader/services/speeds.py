"""Keeps at which speed the reader plays: one speed for all, and another for channels that speak too slowly."""

from PySide6.QtCore import QObject, Signal

from reader.files import finite
from reader.services.keeper import Keeper, note_key
from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.services.player import Player

KIND = "speed"


class Speeds(QObject):
    """Sets the speed that belongs to the open note's channel, or else the general one.

    What the reader changes is the channel's from then on where it has a speed of its own.
    """

    general_changed = Signal(float)
    """Another speed is to be that of all channels which have none of their own."""
    changed = Signal()
    """Another channel is open, or whether it has a speed of its own is otherwise than before."""

    def __init__(self, player: Player, keeper: Keeper, library: LibraryService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._keeper, self._library = player, keeper, library
        self._key = ""
        self.channel = ""
        """What the open note's channel is called; empty where it has none."""
        self.general = player.rate
        player.rate_changed.connect(self._on_rate)

    def set_general(self, rate: float) -> None:
        """Have another general speed, as it was the last day."""
        self.general = rate
        self._apply()

    def show_note(self, opened: OpenedNote) -> None:
        """Another page is open; one that was gathered leaves the speed as it is."""
        folder = opened.note.channel
        if opened.note.path:
            self._key = note_key(self._library.root, folder) if folder else ""
            self.channel = (opened.channel or folder) if folder else ""
            self._apply()

    def clear(self) -> None:
        """No page is open."""
        self._key = self.channel = ""
        self._apply()

    @property
    def own(self) -> float | None:
        """The speed of the open note's channel; None where it has none of its own."""
        return finite(self._keeper.value(KIND, self._key)) if self._key else None

    def remember(self, on: bool) -> None:
        """Have the speed of now be the channel's own; or have none, and play at the general speed again."""
        if self._key:
            self._keeper.put(KIND, self._key, self._player.rate if on else None)
            self._apply()

    def _apply(self) -> None:
        own = self.own
        self._player.set_rate(self.general if own is None else own)
        self.changed.emit()

    def _on_rate(self, rate: float) -> None:
        own = self.own
        if own is None:
            if rate != self.general:
                self.general = rate
                self.general_changed.emit(rate)
        elif rate != own:
            self._keeper.put(KIND, self._key, rate)
