"""A queue over the fake downloader, whose clock is turned by hand."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.downloads.base import Wish
from reader.downloads.fake import FakeDownloader
from reader.services.download_items import Item, ItemState
from reader.services.downloads import Downloads
from reader.services.messages import Message, Messages


class QueueBench:
    """A queue whose file is in `folder`."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder, self.now = qtbot, folder, 1000.0
        self.owner = QObject()
        self.fake = FakeDownloader(self.owner)
        messages = Messages(self.owner)
        self.said: list[Message] = []
        self.file = folder / "state" / "downloads.json"
        self.queue = Downloads(self.fake, self.file, messages, self.owner, now=lambda: self.now)
        messages.said.connect(self.said.append)

    def add(self, *videos: str) -> None:
        """Wish for videos."""
        self.queue.add([self.wish(video) for video in videos], {video: f"Title {video}" for video in videos})

    def wish(self, video: str) -> Wish:
        """A wish for a video."""
        return Wish(video, self.folder)

    def until(self, *videos: str) -> None:
        """Wait until just these are under way."""
        self.qtbot.waitUntil(lambda: sorted(self.fake.videos()) == sorted(videos))

    def item(self, video: str) -> Item:
        """The item of a video."""
        return next(item for item in self.queue.items if item.wish.video == video)

    def ticket(self, video: str) -> str:
        return self.item(video).ticket

    def state(self, video: str) -> ItemState:
        return self.item(video).state

    def order(self) -> str:
        return "".join(item.wish.video for item in self.queue.items)

    def close(self) -> None:
        """End the program."""
        self.queue.close()
        shiboken6.delete(self.owner)
