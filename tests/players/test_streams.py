"""What is played from a network: its very frames, and what is said where the site does not send it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reader.players import spool, watchdog
from reader.players.base import State, Stream
from reader.players.whole import whole_frame
from tests.players.conftest import Watched
from tests.players.streaming import Site, for_streaming
from tests.videos import Video, number_in

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio", "AVStream duration")
on_libvlc = pytest.mark.parametrize("watched", ["libvlc"], indirect=True)
VideoFile = Callable[[Video], Path]
BOTH = Video("both.mp4", size=(640, 360), moving=True, gop=30, seconds=12.0)
LONG = replace(BOTH, name="long.mp4", seconds=40.0)
PICTURE = replace(BOTH, name="picture.mp4", sound=False)
SOUND = Video("sound.m4a", codec=None, seconds=12.0)
LONG_SOUND = replace(SOUND, name="far.m4a", seconds=40.0)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def streamed(video_file: VideoFile, tmp_path: Path) -> VideoFile:
    """The file of a test video as a site has it."""
    return lambda video: for_streaming(video_file(video), tmp_path)


@pytest.fixture
def told(watched: Watched) -> list[str]:
    """What was said of the stream."""
    sentences: list[str] = []
    watched.backend.hindered.connect(sentences.append)
    return sentences


def test_a_stream_shows_the_very_frames(watched: Watched, site: Site, streamed: VideoFile) -> None:
    watched.backend.load(Stream("A talk", site.add(streamed(BOTH))), 2.0)
    watched.until(lambda: watched.numbers == [60])
    assert watched.backend.duration() == pytest.approx(12, abs=0.2)
    assert watched.first_after_seek(8.5)[0] == 255


@on_libvlc
def test_picture_and_sound_come_from_two_addresses_with_the_headers_of_the_site(
    watched: Watched, site: Site, streamed: VideoFile, told: list[str]
) -> None:
    headers = (("User-Agent", "Reader/1"), ("Referer", "http://127.0.0.1/talk"))
    picture, sound = site.add(streamed(PICTURE)), site.add(streamed(SOUND))
    watched.backend.load(Stream("A talk", picture, sound, headers), playing=True)
    watched.until(lambda: watched.backend.position() > 3.5)
    assert {path for path, _ in site.asked} == {"/picture.mp4", "/sound.m4a"}
    assert {sent["User-Agent"] for _, sent in site.asked} == {"Reader/1"}
    assert {sent["Referer"] for _, sent in site.asked} == {"http://127.0.0.1/talk"}
    assert told == []


@on_libvlc
def test_a_stream_in_fragments_plays_on_from_where_it_was_sought(
    watched: Watched, site: Site, streamed: VideoFile
) -> None:
    picture, sound = site.add(streamed(replace(LONG, name="far.mp4", sound=False))), site.add(streamed(LONG_SOUND))
    watched.backend.load(Stream("A talk", picture, sound), 12.0, playing=True)
    watched.until(lambda: 13.0 < watched.backend.position() < 20.0)
    watched.backend.seek(31.0)
    watched.until(lambda: 32.0 < watched.backend.position() < 39.0)


@on_libvlc
def test_sound_that_is_refused_is_said_to_and_the_picture_plays_on(
    watched: Watched, site: Site, streamed: VideoFile, told: list[str]
) -> None:
    picture, sound = site.add(streamed(PICTURE)), site.add(streamed(SOUND))
    site.refuse(sound, 403)
    watched.backend.load(Stream("A talk", picture, sound), playing=True)
    watched.until(lambda: bool(told))
    assert told == ["“A talk” has no sound: the site does not send it."]
    shown = len(watched.frames)
    watched.until(lambda: len(watched.frames) > shown + 5)


@pytest.mark.parametrize(
    ("status", "says"), [(403, "The site refuses “A talk”."), (503, "The site does not send “A talk”.")]
)
def test_a_stream_that_is_refused_fails_with_a_sentence(
    watched: Watched, site: Site, streamed: VideoFile, status: int, says: str
) -> None:
    address = site.add(streamed(BOTH))
    site.refuse(address, status)
    watched.backend.load(Stream("A talk", address))
    watched.until_state(State.FAILED)
    assert watched.failures[0][0] == says


@on_libvlc
def test_a_stream_that_stalls_is_said_to_and_plays_on_when_it_comes_again(
    watched: Watched, site: Site, streamed: VideoFile, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "PATIENCE", 1.0)
    file = streamed(BOTH)
    address = site.add(file)
    site.stall(address, file.stat().st_size // 2)
    watched.backend.load(Stream("A talk", address), playing=True)
    watched.until(lambda: bool(told))
    assert told == ["“A talk” stands still and does not go on. Press play to try again."]
    assert 30 < watched.numbers[-1] < 240
    site.go_on()
    watched.backend.play()
    watched.until(lambda: watched.numbers[-1] > 240)


@pytest.mark.parametrize("separate", [False, True])
def test_what_is_in_memory_of_a_stream_is_told_and_sought_without_the_site(
    watched: Watched, site: Site, streamed: VideoFile, *, separate: bool
) -> None:
    address = site.add(streamed(PICTURE if separate else BOTH))
    watched.backend.load(Stream("A talk", address), 2.0)
    watched.until(lambda: watched.numbers == [60])
    watched.until(lambda: any(start <= 2.0 < end for start, end in watched.backend.loaded()))
    assert watched.backend.loaded()[-1][1] <= 12.1
    asked = len(site.asked)
    assert watched.first_after_seek(2.5)[0] == 75
    assert len(site.asked) == asked


def test_nothing_is_told_to_be_in_memory_of_a_file(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(BOTH))
    assert watched.backend.loaded() == ()


def test_a_stream_that_is_refused_on_the_way_fails_with_a_sentence(
    watched: Watched, site: Site, streamed: VideoFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "ASKED", 512 * 2**10)
    address = site.add(streamed(LONG))
    watched.backend.load(Stream("A talk", address))
    watched.until(lambda: watched.numbers == [0])
    site.refuse(address, 403)
    watched.backend.seek(35.0)
    watched.until_state(State.FAILED)
    assert watched.failures[0][0] == "The site refuses “A talk”."


def test_dragging_shows_only_what_is_in_memory(
    watched: Watched, site: Site, streamed: VideoFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "ASKED", 512 * 2**10)
    watched.backend.load(Stream("A talk", site.add(streamed(LONG))), 2.0)
    watched.until(lambda: any(start <= 2.0 < end for start, end in watched.backend.loaded()))
    glimpses: list[int] = []
    watched.backend.glimpsed.connect(lambda: glimpses.append(number_in(watched.backend.image())))
    watched.backend.scrub(2.0)
    watched.until(lambda: glimpses == [60])
    asked = len(site.asked)
    watched.backend.scrub(35.0)
    assert (watched.backend.position(), len(site.asked)) == (35.0, asked)
    assert watched.first_after_seek(35.0)[0] == 1050


def test_the_whole_frame_of_a_stream_is_taken(site: Site, streamed: VideoFile) -> None:
    frame = whole_frame(Stream("A talk", site.add(streamed(BOTH))), 2.0, QImage())
    assert (frame.width(), number_in(frame)) == (640, 60)
