"""The application without a window: real services over a real folder, a player whose clock is turned by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.services.library import LibraryService
from reader.services.messages import Message, Messages
from reader.services.navigator import Navigator, Place
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.tasks import Tasks


class Desk:
    """Everything below the window, and what it was told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.scroll = 0.0
        self.positions: dict[str, float] = {}
        self.said: list[Message] = []
        self.arrivals: list[tuple[str, Place]] = []
        self.owner = QObject()
        self.messages = Messages(self.owner)
        self.tasks = Tasks(self.owner)
        self.library = LibraryService(self.tasks, self.messages, Places.of_user().cache, self.owner)
        self.backend = FakeBackend(self.owner, broken=("Broken [brokenbroke].mp4",))
        self.player = Player(self.library.media, lambda video: self.positions.get(video, 0.0), self.owner)
        self.player.use(self.backend)
        self.player.left.connect(self.positions.__setitem__)
        self.navigator = Navigator(self.library, self.player, self.messages, lambda: self.scroll, self.owner)
        self.messages.said.connect(self.said.append)
        self.navigator.arrived.connect(self._arrived)

    def _arrived(self, opened: OpenedNote, place: Place) -> None:
        assert opened.note.path == place.path
        self.arrivals.append((place.path, place))
        self.scroll = place.scroll

    @property
    def path(self) -> str | None:
        """The note that is open."""
        return self.navigator.here.path if self.navigator.here else None

    def read(self, root: Path) -> None:
        """Open a library and wait until it was read."""
        with self.qtbot.waitSignal(self.library.changed):
            self.library.open(root)

    def arrive(self, go: Callable[[], None], path: str) -> None:
        """Go, and wait until the note at `path` is open."""
        before = len(self.arrivals)
        go()
        self.qtbot.waitUntil(lambda: len(self.arrivals) > before and self.path == path)

    def open(self, path: str) -> None:
        """Open a note and wait for it."""
        self.arrive(lambda: self.navigator.open(path), path)

    def settle(self) -> None:
        """Wait until all work that was begun so far has been delivered."""
        self.qtbot.waitUntil(lambda: not self.tasks._running)

    def close(self) -> None:
        """Let everything go, here and now: Python might collect it later, in the thread of another test's work."""
        self.player.close()
        self.tasks.close()
        self.library.close()
        shiboken6.delete(self.owner)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """A desk with nothing on it."""
    desk = Desk(qtbot)
    yield desk
    desk.close()
