"""Frames that are made ready: painted at once, the right ones, and kept from one day to the next."""

import os
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader.players.base import State
from reader.players.decoder import Decoder
from reader.players.glimpses import Glimpses
from reader.players.ready import ReadyFrames
from reader.players.ready_store import tidy
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.players.conftest import SILENT, Watched
from tests.videos import Video, number_in

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio")

VideoFile = Callable[[Video], Path]
USUAL = Video("usual.mp4")
LARGE = Video("large.mp4", seconds=5, size=(960, 540))
TIMES = (7.5, 0.0, 3.34, 9.99, 5.017)
VIEW = QSize(320, 180)


def all_ready(watched: Watched, times: tuple[float, ...]) -> None:
    watched.backend.prepare(times)
    watched.until(lambda: not any(watched.backend.ready(seconds).isNull() for seconds in times))


def shown_at_once(watched: Watched, seconds: float) -> int:
    """The number of the frame that is there when `seek` returns."""
    watched.frames.clear()
    watched.backend.seek(seconds)
    return watched.numbers[0]


@pytest.mark.parametrize("playing", [False, True], ids=["paused", "playing"])
def test_a_ready_frame_is_shown_before_the_seek_returns(watched: Watched, video_file: VideoFile, playing: bool) -> None:
    watched.opened(video_file(USUAL), playing=playing)
    all_ready(watched, TIMES)
    for seconds in TIMES[:3]:
        assert shown_at_once(watched, seconds) == int(seconds * 30 + 0.03)
        watched.until(lambda: len(watched.frames) > (12 if playing else 0))
        assert all(one <= other for one, other in pairwise(watched.numbers))
        assert all(abs(number - said * 30) < 2 for number, said in watched.frames[:6])
    assert watched.backend.state() is (State.PLAYING if playing else State.PAUSED)


def test_what_was_decoded_for_a_click_before_comes_not_after_a_ready_frame(
    watched: Watched, video_file: VideoFile
) -> None:
    watched.opened(video_file(USUAL))
    all_ready(watched, (3.0,))
    watched.backend.seek(9.0)
    assert shown_at_once(watched, 3.0) == 90
    watched.first_after_seek(4.0)
    assert watched.numbers == [120]


def test_the_last_frame_can_be_ready_and_ends_what_plays(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    all_ready(watched, (9.99,))
    assert shown_at_once(watched, 9.99) == USUAL.frames - 1
    watched.until_state(State.ENDED)


def test_only_the_newest_wishes_are_made_ready(watched: Watched, video_file: VideoFile) -> None:
    watched.backend.prepare((1.0,))
    watched.opened(video_file(USUAL))
    all_ready(watched, (4.0, 6.0))
    assert watched.backend.ready(1.0).isNull()


def test_another_file_has_no_frames_of_the_one_before(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL))
    all_ready(watched, (4.0,))
    watched.opened(video_file(LARGE))
    assert watched.backend.ready(4.0).isNull()


def test_a_ready_frame_of_another_size_is_sharpened_behind(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(LARGE))
    all_ready(watched, (2.0,))
    watched.backend.set_view_size(QSize(960, 540))
    watched.backend.prepare(())
    assert shown_at_once(watched, 2.0) == 60
    watched.until(lambda: watched.backend.image().size() == QSize(960, 540))
    assert watched.numbers[-1] == 60


def test_scrubbing_shows_what_is_near_and_a_seek_its_very_frame(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL))
    glimpsed: list[int] = []
    watched.backend.glimpsed.connect(lambda: glimpsed.append(number_in(watched.backend.image())))
    shown = len(watched.frames)
    watched.backend.scrub(7.0)
    watched.until(lambda: bool(glimpsed))
    assert glimpsed[-1] == 150
    assert len(watched.frames) == shown
    assert watched.backend.position() == pytest.approx(7.0)
    assert watched.first_after_seek(7.0)[0] == 210


def test_scrubbing_while_playing_plays_on_from_where_it_was_let_go(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    watched.until(lambda: len(watched.frames) > 5)
    for seconds in (2.0, 5.0, 8.0, 6.0):
        watched.backend.scrub(seconds)
    assert watched.first_after_seek(4.0)[0] == 120
    watched.until(lambda: len(watched.frames) > 10)
    assert watched.backend.state() is State.PLAYING
    assert all(120 <= number < 200 for number in watched.numbers)


@pytest.fixture
def ready(video_file: VideoFile, tmp_path: Path) -> Iterator[ReadyFrames]:
    made = ReadyFrames(video_file(USUAL), None, tmp_path / "frames", most_bytes=4 * 320 * 180 * 4)
    yield made
    made.close()


def test_memory_holds_as_many_as_fit_the_wished_ones_first(ready: ReadyFrames, qtbot: QtBot) -> None:
    ready.want([1.0, 2.0, 3.0], VIEW)
    qtbot.waitUntil(lambda: ready.at(3.0) is not None)
    ready.want([4.0, 5.0, 3.0], VIEW)
    qtbot.waitUntil(lambda: ready.at(5.0) is not None)
    assert [seconds for seconds in (1.0, 2.0, 3.0, 4.0, 5.0) if ready.at(seconds)] == [2.0, 3.0, 4.0, 5.0]


def test_nothing_is_decoded_while_the_reader_waits(ready: ReadyFrames, qtbot: QtBot) -> None:
    ready.wait()
    ready.want([1.0], VIEW)
    assert ready.at(1.0) is None
    ready.go_on()
    qtbot.waitUntil(lambda: ready.at(1.0) is not None)


def kept_backend(folder: Path, qtbot: QtBot) -> Watched:
    return Watched(VlcBackend(Vlc(SILENT), None, folder), qtbot)


def test_frames_are_kept_until_the_next_day(
    video_file: VideoFile, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept_backend(tmp_path, qtbot)
    first.opened(video_file(USUAL))
    all_ready(first, TIMES)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*/[0-9]*.jpg"))) == len(TIMES))
    first.close()

    def refuse(*_: object) -> None:
        raise AssertionError("decoded again")

    monkeypatch.setattr("reader.players.ready.sights_from", refuse)
    then = kept_backend(tmp_path, qtbot)
    then.opened(video_file(USUAL), playing=True)
    all_ready(then, TIMES)
    assert shown_at_once(then, 7.5) == 225
    then.until(lambda: len(then.frames) > 12)
    assert all(one <= other for one, other in pairwise(then.numbers))
    then.close()


def test_a_file_that_changed_has_other_frames(video_file: VideoFile, qtbot: QtBot, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    for video in (USUAL, LARGE):
        film.write_bytes(video_file(video).read_bytes())
        watched = kept_backend(tmp_path / "frames", qtbot)
        watched.opened(film)
        all_ready(watched, (2.0,))
        watched.close()
    qtbot.waitUntil(lambda: len(list((tmp_path / "frames").glob("*/[0-9]*.jpg"))) == 2)
    assert len(list((tmp_path / "frames").iterdir())) == 2


def test_damage_in_what_is_kept_is_decoded_anew(video_file: VideoFile, qtbot: QtBot, tmp_path: Path) -> None:
    for _ in range(2):
        watched = kept_backend(tmp_path, qtbot)
        watched.opened(video_file(USUAL))
        all_ready(watched, (2.0,))
        assert shown_at_once(watched, 2.0) == 60
        qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*/[0-9]*.jpg"))))
        watched.close()
        for kept in tmp_path.glob("*/*.jpg"):
            kept.write_bytes(b"no picture")


def test_where_nothing_can_be_kept_frames_are_ready_all_the_same(
    video_file: VideoFile, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "frames").write_text("a file in the way")
    watched = kept_backend(tmp_path / "frames", qtbot)
    watched.opened(video_file(USUAL))
    all_ready(watched, (2.0,))
    watched.close()


def test_of_what_is_kept_the_files_shown_longest_ago_go_first(tmp_path: Path) -> None:
    for shown, name in enumerate(("older", "old", "new")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1_2_320x180.jpg").write_bytes(bytes(100))
        os.utime(tmp_path / name, (shown, shown))
    tidy(tmp_path, most_bytes=200)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["new", "old"]


@pytest.fixture
def glimpses() -> Iterator[Glimpses]:
    made = Glimpses()
    yield made
    made.close()


def test_a_glimpse_is_the_key_frame_and_then_the_very_frame(
    glimpses: Glimpses, video_file: VideoFile, qtbot: QtBot
) -> None:
    seen: list[int] = []
    glimpses.wish(video_file(USUAL), 7.0, QSize(160, 90), lambda image: seen.append(number_in(image)))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [150, 210]


def test_of_several_glimpses_only_the_newest_is_told(glimpses: Glimpses, video_file: VideoFile, qtbot: QtBot) -> None:
    seen: list[tuple[float, int]] = []
    for seconds in (9.0, 1.0, 8.0, 2.0):
        glimpses.wish(
            video_file(USUAL), seconds, VIEW, lambda image, seconds=seconds: seen.append((seconds, number_in(image)))
        )
    qtbot.waitUntil(lambda: (2.0, 60) in seen)
    assert {seconds for seconds, _ in seen} == {2.0}


def test_a_file_that_cannot_be_read_gives_a_null_glimpse(glimpses: Glimpses, qtbot: QtBot, tmp_path: Path) -> None:
    seen: list[QImage] = []
    glimpses.wish(tmp_path / "missing.mp4", 1.0, VIEW, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen[0].isNull()


def test_a_gentle_decoder_finds_the_same_frames(video_file: VideoFile) -> None:
    gentle, usual = Decoder(video_file(USUAL), gentle=True), Decoder(video_file(USUAL))
    for seconds in TIMES:
        one, other = (each.still(seconds, VIEW, lambda: False) for each in (gentle, usual))
        assert one
        assert other
        assert (one.time, one.image) == (other.time, other.image)
    gentle.close()
    usual.close()
