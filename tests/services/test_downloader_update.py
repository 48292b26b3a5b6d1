"""The reader can have the downloader updated, sees how far that is, and can stop it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.errors import ReaderError
from reader.services.downloader_update import DownloaderUpdate
from reader.services.messages import Messages
from reader.services.tasks import Tasks


class Step(Enum):
    FETCHING = "Fetching the newest downloader"


@dataclass
class Done:
    sentence: str


class Site:
    """An update that waits until the test lets it go on."""

    def __init__(self) -> None:
        self.version = "1.0"
        self.go = threading.Event()
        self.error: Exception | None = None

    def update(self, tell: Callable[[Any, float], None], cancelled: Callable[[], bool]) -> Done:
        tell(Step.FETCHING, 0.5)
        while not self.go.wait(0.01):
            if cancelled():
                raise RuntimeError("it was stopped")
        if self.error:
            raise self.error
        self.version = "2.0"
        return Done("The downloader is yt-dlp 2.0 now.")


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def updates(site: Site, said: list[str]) -> Iterator[DownloaderUpdate]:
    parent = QObject()
    tasks, messages = Tasks(parent), Messages(parent)
    messages.said.connect(lambda message: said.append(message.text))
    yield DownloaderUpdate(site.update, lambda: site.version, tasks, messages, parent)
    tasks.close()
    parent.deleteLater()


def test_the_version_in_use_is_told(qtbot: QtBot, updates: DownloaderUpdate) -> None:
    updates.look()
    qtbot.waitUntil(lambda: updates.words == "yt-dlp 1.0")
    assert not updates.running


def test_a_newer_one_is_fetched_and_told(qtbot: QtBot, site: Site, said: list[str], updates: DownloaderUpdate) -> None:
    updates.begin()
    qtbot.waitUntil(lambda: updates.words == "Fetching the newest downloader: 50%")
    assert updates.running
    updates.begin()  # it is being done already
    with qtbot.waitSignal(updates.done):
        site.go.set()
    qtbot.waitUntil(lambda: updates.words == "yt-dlp 2.0")
    assert (updates.running, said) == (False, ["The downloader is yt-dlp 2.0 now."])


def test_it_can_be_stopped(qtbot: QtBot, site: Site, said: list[str], updates: DownloaderUpdate) -> None:
    updates.begin()
    qtbot.waitUntil(lambda: "50%" in updates.words)
    updates.stop()
    assert not updates.running
    qtbot.waitUntil(lambda: updates.words == "yt-dlp 1.0")
    assert said == []


def test_what_went_wrong_is_told(qtbot: QtBot, site: Site, said: list[str], updates: DownloaderUpdate) -> None:
    site.error = ReaderError("No newer downloader could be fetched.")
    site.go.set()
    updates.begin()
    qtbot.waitUntil(lambda: updates.words == "yt-dlp 1.0")
    assert said == ["No newer downloader could be fetched."]
