"""What is played from a network: its very frames, and what is said where the site does not send it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.players import watchdog
from reader.players.base import State, Stream
from tests.players.conftest import Watched
from tests.players.streaming import Site, for_streaming
from tests.videos import Video

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio", "AVStream duration")
on_libvlc = pytest.mark.parametrize("watched", ["libvlc"], indirect=True)
VideoFile = Callable[[Video], Path]
BOTH = Video("both.mp4", size=(640, 360), moving=True, gop=30, seconds=12.0)
PICTURE = replace(BOTH, name="picture.mp4", sound=False)
SOUND = Video("sound.m4a", codec=None, seconds=12.0)


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
    assert 60 < watched.numbers[-1] < 240
    site.go_on()
    watched.backend.play()
    watched.until(lambda: watched.numbers[-1] > 240)
