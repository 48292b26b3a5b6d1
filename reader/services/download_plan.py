"""What a download would mean before it is begun: how many videos, how long, how large, how much room there is."""

import secrets
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.downloads.base import Downloader, Found, Trouble, Wish
from reader.notes.ranges import total
from reader.services.download_items import Choice
from reader.services.download_wishes import Wishes, wishes_for
from reader.services.downloads import Downloads
from reader.services.library import LibraryService
from reader.services.tasks import Task

_AT_ONCE = 2


class Plan(QObject):
    """Looks wishes up once `begin` is called, two at a time; `here` and `room` (bytes) are told as they are given."""

    changed = Signal()
    """More is known."""

    def __init__(
        self, downloader: Downloader, wishes: Sequence[Wish], parent: QObject, *, here: int = 0, room: int = 0
    ) -> None:
        super().__init__(parent)
        self._downloader = downloader
        self.wishes = tuple(wishes)
        self._left = list(reversed(self.wishes))
        self._asked: dict[str, Wish] = {}
        self._cancelled = False
        self._length, self._bytes, self._lengths, self._sizes = 0.0, 0, 0, 0
        self.here, self.room = here, room
        self.known = 0
        """How many were looked up so far."""
        self.troubles: dict[str, Trouble] = {}
        """Why videos cannot be had, by their id."""
        downloader.found.connect(self._on_found)
        downloader.failed.connect(self._on_failed)

    @property
    def videos(self) -> int:
        """How many are to be fetched."""
        return len(self.wishes)

    @property
    def length(self) -> float:
        """Their seconds together: those that are not known are taken to be like the others; 0 where none is."""
        return self._all(self._length, self._lengths)

    @property
    def size(self) -> int:
        """Their bytes together, in the same way."""
        return round(self._all(self._bytes, self._sizes))

    def begin(self) -> None:
        """Ask the site of them."""
        for _ in range(_AT_ONCE - len(self._asked)):
            self._next()

    def cancel(self) -> None:
        """Ask of no more."""
        self._cancelled = True
        self._downloader.found.disconnect(self._on_found)
        self._downloader.failed.disconnect(self._on_failed)
        asked, self._asked = self._asked, {}
        for ticket in asked:
            self._downloader.stop(ticket)

    def _all(self, sum_of: float, number: int) -> float:
        had = self.videos - len(self.troubles)
        return sum_of * had / number if number else 0.0

    def _next(self) -> None:
        if self._left and not self._cancelled:
            ticket = secrets.token_hex(8)
            self._asked[ticket] = self._left.pop()
            self._downloader.look(ticket, self._asked[ticket])

    def _on_found(self, ticket: str, found: Found) -> None:
        wish = self._asked.pop(ticket, None)
        if wish is None:
            return
        part = min(total(wish.ranges) / found.length, 1.0) if wish.ranges and found.length else 1.0
        if found.length:
            self._length, self._lengths = self._length + found.length * part, self._lengths + 1
        if found.size:
            self._bytes, self._sizes = self._bytes + round(found.size * part), self._sizes + 1
        self._go_on()

    def _on_failed(self, ticket: str, trouble: Trouble) -> None:
        wish = self._asked.pop(ticket, None)
        if wish is not None:
            self.troubles[wish.video] = trouble
            self._go_on()

    def _go_on(self) -> None:
        self.known += 1
        self._next()
        self.changed.emit()


class Planning(QObject):
    """Makes plans of choices, and has what was chosen fetched."""

    def __init__(
        self, downloader: Downloader, downloads: Downloads, library: LibraryService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._downloader, self._downloads, self._library = downloader, downloads, library

    def make_plan(self, videos: tuple[str, ...], choice: Choice, done: Callable[[Plan], None]) -> Task:
        """Find out what a choice means, and hand the plan to `done`; it is the receiver's to delete."""

        def deliver(answer: tuple[Wishes, int]) -> None:
            found, room = answer
            done(Plan(self._downloader, found.wishes, self, here=found.here, room=room))

        return self._library.ask(lambda catalog: (wishes_for(catalog, videos, choice), room_in(choice.folder)), deliver)

    def fetch(self, videos: tuple[str, ...], choice: Choice) -> None:
        """Add what a choice means to the downloads."""
        self._library.ask(
            lambda catalog: wishes_for(catalog, videos, choice),
            lambda found: self._downloads.add(found.wishes, found.titles),
        )


def room_in(folder: Path) -> int:
    """The bytes that are free where a folder is, or will be; 0 where that cannot be told."""
    for place in (folder, *folder.parents):
        if place.is_dir():
            try:
                return shutil.disk_usage(place).free
            except OSError:
                return 0
    return 0
