"""Everything below the window: every service, built once, and what joins them."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from reader import paths
from reader.downloads.process import ProcessDownloader
from reader.library.state import State
from reader.services.awake import Awake, wakefulness_of
from reader.services.bus import Bus
from reader.services.captions import Captions
from reader.services.chapters import Chapters
from reader.services.coverage import Coverage
from reader.services.downloads import Downloads
from reader.services.dropping import Dropping
from reader.services.follow import Follow
from reader.services.frames import Frames
from reader.services.history import ReadingHistory
from reader.services.keeper import Keeper
from reader.services.library import LibraryService
from reader.services.loops import Loops
from reader.services.media_choice import MediaChoice, chosen_in
from reader.services.media_folders import MediaFolders
from reader.services.messages import Messages
from reader.services.navigator import Navigator
from reader.services.peek import Peek
from reader.services.player import Player
from reader.services.readings import Readings
from reader.services.resume import Resume
from reader.services.session import Session
from reader.services.snapshot import Snapshot
from reader.services.sound import Sound
from reader.services.speeds import Speeds
from reader.services.streaming import Streaming
from reader.services.tasks import Tasks
from reader.services.timeline import Timeline
from reader.services.timemaps import TimeMaps
from reader.services.titles import Titles
from reader.services.walking import Walking
from reader.services.watched import Watched
from reader.services.watcher import Watcher
from reader.settings import SettingsFile

if TYPE_CHECKING:
    from reader.players.base import Source
    from reader.players.glimpses import Glimpses


class Core(QObject):
    """The program without its window; `scroll` tells how far the page is scrolled, in pixels."""

    def __init__(self, parent: QObject, places: paths.Places, scroll: Callable[[], float]) -> None:
        super().__init__(parent)
        self.messages = Messages(self)
        self.tasks = Tasks(self)
        self.session = Session(SettingsFile(places.settings), State(places.state / "state.json"), self.messages, self)
        self.keeper = Keeper(self.tasks, self.messages, places.state / "kept.sqlite", self)
        self.readings = Readings(self.keeper, self)
        self.timemaps = TimeMaps(self.keeper, self)
        self.library = LibraryService(
            self.tasks, self.messages, places.cache, self, choice=self.readings.choice, map_of=self.timemaps.of,
            chosen=lambda: chosen_in(self.keeper),
        )  # fmt: skip
        self.media_folders = MediaFolders(self.session, self.library, self.messages, places.downloads, self)
        self.watcher = Watcher(self)
        self.resume = Resume(self.keeper, self.library, self)
        self.player = Player(self.library.media, self.resume.position, self, self.timemaps.of)
        self.resume.attend(self.player)
        self.media_choice = MediaChoice(self.keeper, self.library, self.player, self.tasks, self.messages, self)
        self.dropping = Dropping(self.media_choice, self.library, self.player, self.messages, self)
        self.speeds = Speeds(self.player, self.keeper, self.library, self)
        self.snapshot = Snapshot(
            self.player, self.library, self.tasks, self.messages,
            whole_frame, QGuiApplication.clipboard(), places.pictures, self,
        )  # fmt: skip
        self.sound = Sound(self.player, self.messages, self)
        self.bus = Bus(self.tasks, self)
        self.awake = Awake(self.player, wakefulness_of(sys.platform, self.bus), self)
        self.navigator = Navigator(self.library, self.player, self.messages, scroll, self)
        self.history = ReadingHistory(self.tasks, self.messages, self.library, places.state / "history.sqlite", self)
        self.timeline = Timeline(
            self.library, self.player, lambda path: self.readings.choice(self.library.root, path), self
        )
        self.watched = Watched(self.player, self.keeper, self)
        self.coverage = Coverage(self.player, self.timeline, self.watched, self.messages, self)
        self.downloader = ProcessDownloader(places.data, lambda: self.session.settings.now.cookies_from, self)
        self.downloads = Downloads(self.downloader, places.state / "downloads.json", self.messages, self)
        self.streaming = Streaming(
            self.downloader, self.player, self.session.settings,
            lambda video: self.library.catalog.video_title(video), places.downloads, self,
        )  # fmt: skip
        self.follow = Follow(self.player, self)
        self.frames = Frames(self.player, self.timeline, self.library.media, make_glimpses, self)
        self.loops = Loops(self.player, self.keeper, self.messages, self)
        self.captions = Captions(self.player, self.library, self.keeper, self.session, self.messages, self)
        self.chapters = Chapters(self.tasks, self.messages, self.library, self.player)
        self.peek = Peek(self.library, self.player, self.timeline, self.captions, self.chapters, self)
        self.walking = Walking(self.player, self.messages, self.go, self)
        self.titles = Titles(self.tasks, self.messages, self.library, self.history, self)
        self.timemaps.changed.connect(self.player.read_map)
        self.player.hindered.connect(self.messages.warn)
        self.watcher.noticed.connect(self.library.refresh)

    def go(self, href: str) -> None:
        """Follow a link from outside the page; one to a moment takes the page there too."""
        self.follow.follow_link(href)
        self.navigator.follow(href)

    def close(self) -> None:
        """Keep what is to be kept and let everything go."""
        self.downloads.close()
        self.library.cancel()
        self.watched.close()
        self.awake.close()
        self.bus.close()
        self.frames.close()
        self.resume.keep()
        self.player.close()
        self.tasks.close()
        self.history.close()
        self.keeper.close()
        self.library.close()


def make_glimpses() -> "Glimpses":
    """What decodes single frames; PyAV takes long to import, as below."""
    from reader.players.glimpses import Glimpses

    return Glimpses()


def whole_frame(file: "Source", seconds: float, seen: QImage) -> QImage:
    """See `reader.players.whole`."""
    from reader.players import whole

    return whole.whole_frame(file, seconds, seen)
