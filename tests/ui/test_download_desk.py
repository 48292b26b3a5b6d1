"""Downloads in the whole window, with a downloader that does what the test says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.doctor import Finding
from reader.downloads.base import Action, Trouble
from reader.downloads.fake import FakeDownloader
from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.services.download_items import ItemState
from reader.ui.download_item import Act
from tests.conftest import MakeLibrary
from tests.window import AWAY, LIBRARY, SEEK, Reader, reading

SIGN_IN = Trouble("bot", "The site asks to sign in.", Action.COOKIES, "Sign in to confirm")
NO_ROOM = Trouble("room", "There is no room left.", Action.FOLDER, "No space left on device")
REFUSED = Trouble("forbidden", "The site refused.", Action.UPDATE, "HTTP Error 403")


class Bench:
    """A reader at the note whose video is not here, and the downloader."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.app, self.qtbot = reader, reader.app, reader.qtbot
        downloader = self.app.downloader
        assert isinstance(downloader, FakeDownloader)
        self.downloader = downloader
        self.card = self.app.window.video_pane.card

    def begin(self, button: QWidget) -> None:
        """Ask for the video and have it fetched."""
        click(button)
        asking = self.app.desk.asking
        self.qtbot.waitUntil(lambda: self.downloader.videos() == [AWAY])
        self.downloader.find(AWAY, length=900.0, size=43_000_000)
        assert asking.dialog is not None
        assert asking.dialog.facts.sum.text().startswith("1 video · ")
        click(asking.dialog.begin)
        self.qtbot.waitUntil(lambda: self.downloader.videos() == [AWAY])

    def fail(self, trouble: Trouble) -> str:
        """Let the video fail; the ticket."""
        ticket = self.downloader.ticket(AWAY)
        self.downloader.fail(AWAY, trouble)
        self.qtbot.waitUntil(lambda: trouble.sentence in self.reader.warning())
        assert [item.state for item in self.app.downloads.items] == [ItemState.FAILED]
        return ticket


@pytest.fixture
def bench(qtbot: Any, places: Places, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    def fake(_data: Path, _cookies: object, parent: QObject) -> FakeDownloader:
        return FakeDownloader(parent)

    monkeypatch.setattr("reader.core.ProcessDownloader", fake)
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend(), "film/elsewhere.md") as reader:
        qtbot.waitUntil(reader.app.window.video_pane.card.isVisible)
        yield Bench(reader)


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_window_tells_how_far_the_video_is_and_shows_it_when_it_has_come(bench: Bench, places: Places) -> None:
    bench.begin(bench.card.download)
    bench.downloader.tell(AWAY, 21_000_000, 42_000_000)
    line = bench.app.desk.line
    bench.qtbot.waitUntil(lambda: line.text() == "1 download · 50 %")
    assert bench.card.progress.words.text() == "21 MB of 42 MB"
    assert bench.app.window.header.downloads.badge == "accent"
    file = places.downloads / f"Elsewhere [{AWAY}].mp4"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"video")
    bench.downloader.end(AWAY, file)
    bench.qtbot.waitUntil(lambda: bench.app.player.file == file)
    assert bench.reader.toast() == "“Elsewhere” is here."
    assert (line.isVisible(), bench.app.window.header.downloads.badge) == (False, "")


def test_what_goes_to_a_folder_of_its_own_is_found_there(bench: Bench, tmp_path: Path) -> None:
    bench.app.desk.asking.settings.changed.emit({"download_folder": str(tmp_path / "mine")})
    bench.begin(bench.card.download)
    file = tmp_path / "mine" / f"Elsewhere [{AWAY}].mp4"
    file.parent.mkdir()
    file.write_bytes(b"video")
    bench.downloader.end(AWAY, file)
    bench.qtbot.waitUntil(lambda: bench.app.player.file == file)


def test_a_channel_and_everything_are_asked_about_by_their_commands(bench: Bench) -> None:
    asking = bench.app.desk.asking
    bench.app.actions["channel.get"].trigger()
    bench.qtbot.waitUntil(lambda: asking.dialog is not None)
    assert asking.dialog is not None
    assert asking.dialog.title.text() == "Get “All of film”"
    bench.app.actions["library.get"].trigger()
    bench.qtbot.waitUntil(lambda: asking.dialog is not None and asking.dialog.title.text() != "Get “All of film”")
    assert asking.dialog.title.text() == "Get “Everything that is cited”"
    asking.dialog.close()


def test_rows_of_the_tree_that_are_chosen_are_asked_about(bench: Bench) -> None:
    bench.app.window.sidebar.download_wished.emit("Two of them", (SEEK, AWAY))
    asking = bench.app.desk.asking
    bench.qtbot.waitUntil(lambda: asking.dialog is not None and "1 video" in asking.dialog.facts.sum.text())
    assert asking.dialog is not None
    assert asking.dialog.facts.room.text().startswith("1 more is here already.")
    asking.dialog.close()


def test_where_the_page_has_neither_video_nor_channel_that_is_said(bench: Bench) -> None:
    bench.reader.open("index.md")
    bench.app.actions["channel.get"].trigger()
    assert bench.reader.toast() == "The page that is open belongs to no channel."
    bench.app.actions["video.get"].trigger()
    bench.qtbot.waitUntil(lambda: bench.reader.toast() == "There is no video to fetch.")


def test_what_failed_for_want_of_cookies_is_tried_again_with_them(bench: Bench) -> None:
    bench.begin(bench.card.download)
    ticket = bench.fail(SIGN_IN)
    asking = bench.app.desk.asking
    asking.list.do(ticket, Act.REMEDY)
    assert asking.settings.isVisible()
    asking.settings.changed.emit({"cookies_from": "firefox"})
    bench.qtbot.waitUntil(lambda: bench.downloader.videos() == [AWAY])
    assert bench.app.preferences.now.cookies_from == "firefox"


def test_what_the_disk_has_no_room_for_goes_to_another_folder(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.begin(bench.card.download)
    ticket = bench.fail(NO_ROOM)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "large"))
    bench.app.desk.asking.list.do(ticket, Act.REMEDY)
    bench.qtbot.waitUntil(lambda: bench.downloader.videos() == [AWAY])
    assert [item.wish.folder for item in bench.app.downloads.items] == [tmp_path / "large"]
    assert tmp_path / "large" in bench.app.media_folders.all


def test_what_a_site_refused_is_tried_again_with_a_newer_downloader(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.begin(bench.card.download)
    ticket = bench.fail(REFUSED)
    begun: list[bool] = []
    monkeypatch.setattr(bench.app.desk.updates, "begin", lambda: begun.append(True))
    bench.app.desk.asking.list.do(ticket, Act.REMEDY)
    assert begun == [True]
    bench.app.desk.updates.done.emit()
    bench.qtbot.waitUntil(lambda: bench.downloader.videos() == [AWAY])


def test_the_command_that_installs_a_helper_is_told_and_once_it_is_there_the_video_is_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.begin(bench.card.download)
    ticket = bench.fail(Trouble("helper", "YouTube needs JavaScript.", Action.HELPER))
    for advice in ("pip install deno", ""):
        found = [Finding("ffmpeg", True, "here"), Finding("JavaScript", True, "no deno", advice)]
        monkeypatch.setattr("reader.doctor.examine", lambda found=found: found)
        bench.app.desk.asking.list.do(ticket, Act.REMEDY)
        if advice:
            bench.qtbot.waitUntil(lambda: bench.reader.warning().endswith(": pip install deno"))
            click(bench.app.window.message_bar.action)
            assert QGuiApplication.clipboard().text() == "pip install deno"
    bench.qtbot.waitUntil(lambda: bench.downloader.videos() == [AWAY])


def test_what_is_under_way_is_stopped_when_the_window_is_closed(bench: Bench) -> None:
    bench.begin(bench.card.download)
    bench.app.window.close()
    assert bench.downloader.closed
