"""What `reader.players.base` promises, held against each backend with frames that carry their numbers."""

import os
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from reader.players.base import State
from tests.players.conftest import ALL_BACKENDS, Watched
from tests.videos import Video

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio")

VideoFile = Callable[[Video], Path]

USUAL = Video("usual.mp4")
VIDEOS = [
    USUAL,
    Video("25-fps.mp4", rate=25, gop=250),
    Video("all-key-frames.mp4", gop=1),
    Video("long-groups.mp4", gop=250),
    Video("vp9.webm", codec="libvpx-vp9"),
]
ONLY_SOUND = Video("sound.m4a", codec=None)
TARGETS = (7.5, 0.0, 3.34, 9.9, 3.2, 5.017)

every_video = pytest.mark.parametrize(
    ("watched", "video"),
    [(backend, video) for backend in ALL_BACKENDS for video in VIDEOS if backend != "fake" or video.rate == 30],
    indirect=["watched"],
    ids=lambda value: getattr(value, "name", value),
)
on_all_three = pytest.mark.parametrize("watched", ALL_BACKENDS, indirect=True)


def frame_at(video: Video, seconds: float) -> int:
    """The number of the frame that is on screen at `seconds`."""
    return min(int(seconds * video.rate + 0.03), video.frames - 1)


def assert_is_frame(video: Video, seconds: float, shown: tuple[int, float]) -> None:
    """It is the frame at `seconds`, give or take one, and was said to be the one it is."""
    number, said = shown
    assert abs(number - frame_at(video, seconds)) <= 1
    assert said == pytest.approx(number / video.rate, abs=1.1 / video.rate)


@every_video
def test_a_paused_seek_shows_that_very_frame(watched: Watched, video_file: VideoFile, video: Video) -> None:
    watched.opened(video_file(video))
    for target in TARGETS:
        assert_is_frame(video, target, watched.first_after_seek(target))
        assert watched.backend.position() == pytest.approx(target, abs=1.1 / video.rate)
    assert watched.backend.state() is State.PAUSED


@every_video
def test_a_seek_while_playing_shows_that_very_frame_and_plays_on(
    watched: Watched, video_file: VideoFile, video: Video
) -> None:
    watched.opened(video_file(video), playing=True)
    watched.until(lambda: len(watched.frames) > 5)
    for target in (7.5, 0.0, 3.34, 8.0):
        assert_is_frame(video, target, watched.first_after_seek(target))
        watched.until(lambda: len(watched.frames) > 12)
        assert all(number >= frame_at(video, target) - 1 for number in watched.numbers)
        assert all(abs(number - said * video.rate) < 2 for number, said in watched.frames[:6])
    assert watched.backend.state() is State.PLAYING


@every_video
@pytest.mark.parametrize("playing", [False, True], ids=["paused", "playing"])
def test_loading_with_a_start_shows_that_frame_first(
    watched: Watched, video_file: VideoFile, video: Video, playing: bool
) -> None:
    watched.opened(video_file(video), start=6.2, playing=playing)
    assert_is_frame(video, 6.2, watched.frames[0])
    assert watched.backend.state() is (State.PLAYING if playing else State.PAUSED)
    assert watched.backend.duration() == pytest.approx(video.seconds, abs=0.05)


@on_all_three
@pytest.mark.parametrize("playing", [False, True], ids=["paused", "playing"])
def test_of_ten_seeks_the_last_wins_and_nothing_stale_comes_after_it(
    watched: Watched, video_file: VideoFile, playing: bool
) -> None:
    watched.opened(video_file(USUAL), playing=playing)
    for target in (9, 1, 8, 2, 7, 3, 6, 4, 5):
        watched.backend.seek(target)
    first = watched.first_after_seek(2.5)
    assert watched.backend.position() == pytest.approx(2.5, abs=0.1)
    assert_is_frame(USUAL, 2.5, first)
    watched.play_on(20)
    assert all(one <= other for one, other in pairwise(watched.numbers))
    assert watched.numbers[-1] < 2.5 * 30 + 60


@on_all_three
def test_seeks_that_come_one_by_one_never_show_an_older_wish_after_a_newer(
    watched: Watched, video_file: VideoFile
) -> None:
    watched.opened(video_file(USUAL), playing=True)
    for target in (8, 2, 7, 3, 6):
        assert_is_frame(USUAL, target, watched.first_after_seek(target))
        assert len(watched.frames) == 1 or watched.numbers[-1] >= watched.numbers[0]


@on_all_three
def test_what_plays_on_from_a_paused_seek_begins_at_its_frame(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    watched.until(lambda: len(watched.frames) > 5)
    watched.backend.pause()
    watched.first_after_seek(3.334)
    watched.play_on(10)
    assert watched.numbers[0] in (99, 100, 101)
    assert all(one <= other <= one + 5 for one, other in pairwise(watched.numbers))


@on_all_three
def test_pausing_holds_the_picture(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    watched.until(lambda: len(watched.frames) > 5)
    watched.backend.pause()
    shown, position = len(watched.frames), watched.backend.position()
    watched.first_after_seek(position)
    assert watched.backend.state() is State.PAUSED
    assert len(watched.frames) == 1
    assert shown
    assert position == pytest.approx(watched.frames[0][1], abs=0.1)


@on_all_three
@pytest.mark.parametrize("target", [10.0, 3600.0])
def test_seeking_to_the_end_or_past_it_shows_the_last_frame(
    watched: Watched, video_file: VideoFile, target: float
) -> None:
    watched.opened(video_file(USUAL))
    number, _ = watched.first_after_seek(target)
    assert number == USUAL.frames - 1
    assert watched.backend.state() is State.PAUSED


@on_all_three
def test_seeking_past_the_end_while_playing_ends(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    number, _ = watched.first_after_seek(3600.0)
    watched.until_state(State.ENDED)
    assert number == USUAL.frames - 1


@on_all_three
def test_playing_to_the_end_ends_and_playing_again_begins_at_the_start(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), start=9.5, playing=True)
    watched.until_state(State.ENDED)
    assert watched.numbers[-1] >= USUAL.frames - 3
    assert watched.backend.position() == pytest.approx(10.0, abs=0.1)
    assert_is_frame(USUAL, 0.0, watched.first_after(watched.backend.play))
    watched.until(lambda: len(watched.frames) > 5)
    assert watched.backend.state() is State.PLAYING
    assert max(watched.numbers) < 60


@on_all_three
def test_a_seek_after_the_end_shows_its_frame_and_waits(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), start=9.5, playing=True)
    watched.until_state(State.ENDED)
    assert_is_frame(USUAL, 4.0, watched.first_after_seek(4.0))
    assert watched.backend.state() is State.PAUSED
    watched.play_on()
    assert all(120 <= number < 180 for number in watched.numbers)


def test_another_file_may_be_loaded_while_a_seek_is_under_way(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    watched.backend.seek(9.0)
    other = Video("25-fps.mp4", rate=25, gop=250)
    watched.frames.clear()
    watched.backend.load(video_file(other), 2.0, playing=True)
    assert watched.backend.image().isNull()
    watched.until(lambda: len(watched.frames) > 10)
    assert_is_frame(other, 2.0, watched.frames[0])
    assert all(49 <= number < 100 for number in watched.numbers)


def test_the_newest_wish_made_while_loading_counts(watched: Watched, video_file: VideoFile) -> None:
    watched.backend.load(video_file(USUAL), 1.0)
    watched.backend.seek(8.0)
    watched.backend.play()
    watched.until(lambda: bool(watched.frames))
    assert_is_frame(USUAL, 8.0, watched.frames[0])
    watched.until_state(State.PLAYING)


@on_all_three
def test_unloading_leaves_nothing(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    watched.backend.unload()
    assert watched.backend.state() is State.EMPTY
    assert watched.backend.image().isNull()
    assert watched.backend.position() == watched.backend.duration() == 0.0


def test_a_file_of_sound_only_has_positions_and_no_picture(watched: Watched, video_file: VideoFile) -> None:
    watched.backend.load(video_file(ONLY_SOUND), 2.0)
    watched.until_state(State.PAUSED)
    assert watched.backend.position() == pytest.approx(2.0)
    watched.backend.seek(6.0)
    watched.until(lambda: watched.positions[-1] == pytest.approx(6.0))
    watched.backend.play()
    watched.until(lambda: watched.backend.position() > 6.5)
    watched.backend.seek(3.0)
    watched.positions.clear()
    watched.until(lambda: watched.backend.position() > 3.3)
    assert max(watched.positions) < 4.5
    assert watched.frames == []
    assert watched.backend.image().isNull()


def test_at_double_speed_the_time_passes_twice_as_fast(watched: Watched, video_file: VideoFile) -> None:
    watched.opened(video_file(USUAL), playing=True)
    watched.backend.set_rate(2.0)
    watched.until(lambda: watched.backend.position() > 2.0)
    before = watched.backend.position(), len(watched.frames)
    watched.until(lambda: len(watched.frames) >= before[1] + 30)
    for number, said in watched.frames[-10:]:
        assert number == pytest.approx(said * 30, abs=4)


def test_a_larger_view_gets_larger_frames(watched: Watched, video_file: VideoFile) -> None:
    large = Video("large.mp4", seconds=5, size=(960, 540))
    watched.opened(video_file(large))
    assert watched.backend.image().size() == QSize(320, 180)
    watched.backend.set_view_size(QSize(640, 600))
    watched.until(lambda: watched.backend.image().size() == QSize(640, 360))
    assert watched.numbers[-1] == 0
    watched.play_on()
    watched.backend.set_view_size(QSize(4000, 3000))
    watched.until(lambda: watched.backend.image().size() == QSize(960, 540))
    watched.until(lambda: len(watched.frames) > 10)
    assert watched.backend.state() is State.PLAYING
    assert all(one <= other + 1 for one, other in pairwise(watched.numbers))


@pytest.mark.parametrize("playing", [False, True], ids=["paused", "playing"])
def test_pixels_that_are_not_square_are_drawn_in_their_shape(
    watched: Watched, video_file: VideoFile, playing: bool
) -> None:
    wide = Video("wide.mp4", seconds=3, size=(240, 180), shape=Fraction(4, 3))
    watched.opened(video_file(wide), playing=playing)
    watched.until(lambda: len(watched.frames) > (10 if playing else 0))
    assert watched.backend.image().size() == QSize(320, 180)


@pytest.mark.parametrize("playing", [False, True], ids=["paused", "playing"])
def test_a_turned_video_is_drawn_upright(watched: Watched, video_file: VideoFile, playing: bool) -> None:
    turned = Video("turned.mp4", seconds=3, turned=True)
    watched.opened(video_file(turned), playing=playing)
    watched.until(lambda: len(watched.frames) > (10 if playing else 0))
    assert watched.backend.image().size() == QSize(320, 180)


def damaged(content: bytes) -> Callable[[Path, Path], None]:
    """Makes a file with nothing but `content`."""
    return lambda whole, file: file.write_bytes(content) and None


BAD_FILES = {
    "missing": lambda whole, file: None,
    "empty": damaged(b""),
    "garbage": damaged(bytes(range(256)) * 400),
    "truncated": lambda whole, file: file.write_bytes(whole.read_bytes()[:20_000]) and None,
    "folder": lambda whole, file: file.mkdir(),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_played_is_told_in_a_sentence(
    watched: Watched, video_file: VideoFile, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "talk.mp4"
    BAD_FILES[kind](video_file(USUAL), file)
    watched.backend.load(file, 3.0, playing=True)
    watched.until_state(State.FAILED)
    [(sentence, detail)] = watched.failures
    assert "talk.mp4" in sentence
    assert sentence.endswith(".")
    assert detail
    assert watched.backend.image().isNull()
    watched.backend.seek(1.0)
    watched.backend.play()
    watched.opened(video_file(USUAL), playing=True)


def test_a_file_deleted_while_playing_plays_on(watched: Watched, video_file: VideoFile, tmp_path: Path) -> None:
    file = tmp_path / "talk.mp4"
    os.link(video_file(USUAL), file)
    watched.opened(file, playing=True)
    watched.until(lambda: len(watched.frames) > 5)
    file.unlink()
    assert_is_frame(USUAL, 9.0, watched.first_after_seek(9.0))
    watched.until_state(State.ENDED)
    assert watched.failures == []
