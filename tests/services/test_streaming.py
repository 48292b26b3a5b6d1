"""Playing a video from its site: only when it is asked for, and from addresses that hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject

from reader.downloads.base import Action, Stream, Trouble
from reader.library.media import Media
from reader.players.base import Stream as Played
from reader.players.fake import FakeBackend
from reader.services.player import Pane, Player
from reader.services.streaming import Streaming
from reader.settings import SettingsFile
from tests.services.asked_site import AskedSite

FIRST = Stream("http://site/first", "http://site/sound", {"User-Agent": "Reader"}, 100.0, expires=10_000.0)
SECOND = Stream("http://site/second", expires=90_000.0)
OFFLINE = Trouble("network", "There is no connection to the site.", Action.RETRY, "URLError")
BOT = Trouble("bot", "The site takes this computer for a robot.", Action.COOKIES)


class Refusable(FakeBackend):
    """Its stream may be refused while it is played."""

    def refuse(self) -> None:
        self.unload()
        self.failed.emit("The site refuses “A talk”.", "403")


class Viewing:
    """A player to which a site is joined, and a clock that the test turns."""

    def __init__(self, folder: Path) -> None:
        self.owner = QObject()
        self.time = 1000.0
        self.files: dict[str, Media] = {"here": Media(Path("here.mp4"), 1)}
        self.settings = SettingsFile(folder / "settings.json")
        self.backend = Refusable(self.owner, length=100.0)
        self.player = Player(lambda video: self.files.get(video), lambda _: 7.0, self.owner)
        self.player.use(self.backend)
        self.site = AskedSite()
        self.site.setParent(self.owner)
        self.streaming = Streaming(
            self.site, self.player, self.settings, lambda _: "A talk", folder, self.owner, now=lambda: self.time
        )

    def play(self, seconds: float, stream: Stream = FIRST) -> None:
        """Have the video play from its site."""
        self.player.seek("away", seconds)
        self.streaming.play()
        self.site.answer(stream)

    @property
    def address(self) -> str:
        """Where what is played comes from."""
        return self.backend.file.picture if isinstance(self.backend.file, Played) else ""


@pytest.fixture
def viewing(qtbot: Any, tmp_path: Path) -> Iterator[Viewing]:
    viewing = Viewing(tmp_path)
    yield viewing
    shiboken6.delete(viewing.owner)


def test_nothing_is_asked_of_the_site_until_the_reader_asks(viewing: Viewing) -> None:
    viewing.player.show_video("away")
    viewing.player.seek("away", 30.0)
    viewing.player.look_again()
    assert viewing.site.asked == []
    assert viewing.player.shown.pane is Pane.NOT_HERE


def test_it_plays_from_the_site_at_the_moment_that_was_asked_for(viewing: Viewing) -> None:
    viewing.settings.change(download_height=480)
    viewing.player.seek("away", 30.0)
    viewing.streaming.play()
    assert viewing.streaming.resolving
    assert viewing.site.asked[0][1].height == 480
    viewing.site.answer(FIRST)
    assert viewing.backend.file == Played("A talk", FIRST.picture, FIRST.sound, (("User-Agent", "Reader"),))
    assert (viewing.player.playing, viewing.player.position()) == (True, 30.0)
    assert not viewing.streaming.resolving


def test_a_stamp_that_is_clicked_while_the_site_is_asked_is_where_it_plays(viewing: Viewing) -> None:
    viewing.player.seek("away", 30.0)
    viewing.streaming.play()
    viewing.player.seek("away", 60.0)
    viewing.streaming.play()
    assert viewing.site.videos == ["away"]
    viewing.site.answer(FIRST)
    assert viewing.player.position() == 60.0


def test_stamps_and_their_frames_are_those_of_the_stream(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.player.seek("away", 45.0)
    assert (viewing.player.position(), viewing.address, len(viewing.site.asked)) == (45.0, FIRST.picture, 1)
    assert viewing.player.file is None
    assert viewing.player.source == viewing.backend.file


def test_asking_again_can_be_called_off(viewing: Viewing) -> None:
    viewing.player.seek("away", 30.0)
    viewing.streaming.play()
    viewing.streaming.cancel()
    assert viewing.site.stopped_tickets == [viewing.site.asked[0][0]]
    viewing.site.answer(FIRST)
    assert (viewing.streaming.resolving, viewing.player.shown.pane) == (False, Pane.NOT_HERE)


def test_whoever_goes_to_another_video_waits_no_more(viewing: Viewing) -> None:
    viewing.player.seek("away", 30.0)
    viewing.streaming.play()
    viewing.player.show_video("here")
    assert viewing.site.stopped_tickets == [viewing.site.asked[0][0]]
    viewing.site.answer(FIRST)
    assert viewing.backend.file == Path("here.mp4")


def test_coming_back_asks_nothing_and_a_click_plays_from_the_addresses_that_still_hold(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.player.show_video("here")
    viewing.player.show_video("away")
    assert viewing.player.shown.pane is Pane.NOT_HERE
    viewing.streaming.play()
    assert (viewing.address, len(viewing.site.asked)) == (FIRST.picture, 1)


def test_a_file_that_comes_is_preferred_and_plays_on_where_the_stream_was(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.files["away"] = Media(Path("away.mp4"), 1)
    viewing.player.look_again()
    assert viewing.backend.file == Path("away.mp4")
    assert (viewing.player.playing, viewing.player.position(), viewing.player.stream) == (True, 30.0, None)


def test_other_files_that_come_do_not_disturb_a_stream(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.player.look_again()
    assert (viewing.address, viewing.player.playing) == (FIRST.picture, True)


def test_where_the_reader_set_so_opening_a_note_is_asking(viewing: Viewing) -> None:
    viewing.settings.change(stream_when_missing=True)
    viewing.player.show_video("away")
    assert viewing.site.videos == ["away"]
    viewing.site.answer(FIRST)
    assert (viewing.player.position(), viewing.player.playing) == (7.0, False)


def test_a_click_on_a_stamp_leaves_it_to_play_where_the_reader_wanted_it_to(viewing: Viewing) -> None:
    viewing.settings.change(stream_when_missing=True)
    viewing.player.show_video("away")
    viewing.streaming.play()
    viewing.player.seek("away", 20.0)
    viewing.site.answer(FIRST)
    assert (viewing.player.position(), viewing.player.playing) == (20.0, True)


def test_what_failed_is_asked_for_again_by_a_stamp_and_not_by_a_look_at_the_disk(viewing: Viewing) -> None:
    viewing.settings.change(stream_when_missing=True)
    viewing.player.show_video("away")
    viewing.site.refuse(OFFLINE)
    viewing.player.look_again()
    assert viewing.site.videos == ["away"]
    viewing.player.seek("away", 50.0)
    assert viewing.site.videos == ["away", "away"]


def test_a_trouble_is_told_and_trying_again_is_its_remedy(viewing: Viewing) -> None:
    viewing.player.show_video("away")
    viewing.streaming.play()
    viewing.site.refuse(OFFLINE)
    assert viewing.streaming.trouble == OFFLINE
    viewing.streaming.mend()
    assert viewing.streaming.trouble is None
    assert viewing.site.videos == ["away", "away"]


def test_a_remedy_of_another_kind_is_left_to_who_has_it(viewing: Viewing) -> None:
    wished: list[tuple[str, Action]] = []
    viewing.streaming.remedy_wished.connect(lambda video, action: wished.append((video, action)))
    viewing.player.show_video("away")
    viewing.streaming.play()
    viewing.site.refuse(BOT)
    viewing.streaming.mend()
    assert wished == [("away", Action.COOKIES)]


def test_addresses_that_expire_are_renewed_at_the_next_pause(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.time = FIRST.expires - 200
    viewing.backend.advance(5.0)
    assert len(viewing.site.asked) == 1
    viewing.player.pause()
    viewing.site.answer(SECOND)
    assert viewing.address == SECOND.picture
    assert (viewing.player.playing, viewing.player.position()) == (False, 35.0)


def test_addresses_that_expire_are_renewed_by_a_seek_and_taken_at_the_next_one(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.time = FIRST.expires - 200
    viewing.player.seek("away", 50.0)
    viewing.site.answer(SECOND)
    assert (viewing.address, viewing.player.position()) == (FIRST.picture, 50.0)
    viewing.player.seek("away", 70.0)
    assert (viewing.address, viewing.player.position(), viewing.player.playing) == (SECOND.picture, 70.0, True)
    assert len(viewing.site.asked) == 2


def test_addresses_that_are_refused_are_renewed_once_and_it_goes_on_where_it_stood(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.backend.advance(8.0)
    viewing.time += 3600
    viewing.backend.refuse()
    assert (viewing.streaming.resolving, viewing.player.shown.seconds) == (True, 38.0)
    viewing.site.answer(SECOND)
    assert (viewing.address, viewing.player.position(), viewing.player.playing) == (SECOND.picture, 38.0, True)


def test_what_stood_still_when_it_was_refused_stands_still_again(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.player.pause()
    viewing.backend.refuse()
    viewing.site.answer(SECOND)
    assert (viewing.player.playing, viewing.player.position()) == (False, 30.0)


def test_addresses_that_are_refused_twice_are_a_trouble(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.backend.refuse()
    viewing.site.answer(SECOND)
    viewing.backend.refuse()
    assert len(viewing.site.asked) == 2
    assert viewing.streaming.trouble == Trouble("stream", "The site refuses “A talk”.", Action.UPDATE, "403")
    assert viewing.player.shown.pane is Pane.NOT_HERE


def test_what_is_refused_again_an_hour_later_is_renewed_again(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.backend.refuse()
    viewing.site.answer(SECOND)
    viewing.time += 3600
    viewing.backend.refuse()
    viewing.site.answer(FIRST)
    assert viewing.address == FIRST.picture


def test_a_renewal_that_fails_disturbs_nothing_while_it_plays(viewing: Viewing) -> None:
    viewing.play(30.0)
    viewing.time = FIRST.expires - 200
    viewing.player.seek("away", 50.0)
    viewing.site.refuse(OFFLINE)
    viewing.player.seek("away", 60.0)
    assert (viewing.streaming.trouble, viewing.player.playing, len(viewing.site.asked)) == (None, True, 2)
