"""What was watched: what really played, kept for the next day."""

from pathlib import Path

import pytest

from reader.services.keeper import Keeper
from reader.services.watched import KIND, Watched
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

ONE, TWO = "SeekSeekSee", "ReadReadRea"


class Watching:
    """A reader who watches a video of ten minutes, with a clock that ticks ten times a second."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self.desk = desk
        self.keeper = Keeper(desk.tasks, desk.messages, file, desk.owner)
        self.watched = Watched(desk.player, self.keeper, desk.owner)

    def watch(self, start: float, end: float) -> None:
        """Go to `start` and play to `end`."""
        self.desk.player.seek_to(start)
        self.desk.player.play()
        self.play(end - start)
        self.desk.player.pause()

    def play(self, seconds: float) -> None:
        """Let some of the video go by."""
        for _ in range(round(seconds * 10 / self.desk.player.rate)):
            self.desk.backend.advance(0.1)

    def ranges(self) -> list[tuple[float, float]]:
        """What was watched, in tenths of a second."""
        return [(round(start, 1), round(end, 1)) for start, end in self.watched.ranges()]


@pytest.fixture
def watching(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Watching:
    files: dict[str, str | bytes] = {"a.md": note("A", "Text.", ONE), "b.md": note("B", "Text.", TWO)}
    desk.read(make_library({**files, f"One [{ONE}].mp4": b"video", f"Two [{TWO}].mp4": b"video"}))
    watching = Watching(desk, tmp_path / "kept.sqlite")
    desk.player.show_video(ONE)
    return watching


def test_what_is_played_is_watched_and_what_is_sought_over_is_not(watching: Watching) -> None:
    watching.watch(10, 20)
    watching.watch(100, 130)
    assert watching.ranges() == [(10, 20), (100, 130)]


def test_what_was_watched_twice_counts_once(watching: Watching) -> None:
    watching.watch(10, 30)
    watching.watch(20, 50)
    assert watching.ranges() == [(10, 50)]


def test_going_elsewhere_while_it_plays_is_not_watching(watching: Watching) -> None:
    watching.desk.player.play()
    watching.play(5)
    watching.desk.player.skip(60)
    watching.play(5)
    watching.desk.player.skip(-30)
    watching.play(5)
    assert watching.ranges() == [(0, 5), (40, 45), (65, 70)]


def test_it_counts_at_any_speed(watching: Watching) -> None:
    for rate, start in ((0.25, 0), (4.0, 100)):
        watching.desk.player.set_rate(rate)
        watching.watch(start, start + 20)
    assert watching.ranges() == [(0, 20), (100, 120)]


def test_stepping_through_a_paused_video_is_not_watching(watching: Watching) -> None:
    for _ in range(30):
        watching.desk.player.step(1)
    assert watching.ranges() == []


def test_the_end_is_watched_too(watching: Watching) -> None:
    watching.desk.player.seek_to(590)
    watching.desk.player.play()
    watching.play(20)
    assert watching.desk.player.ended
    assert watching.ranges() == [(590, 600)]


def test_each_video_has_its_own(watching: Watching) -> None:
    watching.watch(10, 20)
    watching.desk.player.show_video(TWO)
    assert watching.ranges() == []
    watching.watch(1, 4)
    assert watching.ranges() == [(1, 4)]
    watching.desk.player.show_video(ONE)
    assert watching.ranges() == [(10, 20)]


def test_it_is_kept_at_a_pause(watching: Watching) -> None:
    watching.watch(10, 20)
    assert watching.keeper.value(KIND, ONE) == [[100, 200]]


def test_it_is_kept_while_it_plays_but_for_the_last_seconds(watching: Watching) -> None:
    watching.desk.player.play()
    watching.play(25)
    ((start, end),) = watching.keeper.value(KIND, ONE)
    assert start == 0
    assert end >= 150


def test_it_is_kept_when_another_video_is_shown_while_it_plays(watching: Watching) -> None:
    watching.desk.player.play()
    watching.play(5)
    watching.desk.player.show_video(TWO)
    assert watching.keeper.value(KIND, ONE) == [[0, 50]]
    assert watching.keeper.value(KIND, TWO) is None


def test_it_is_kept_at_the_end_of_the_day(watching: Watching) -> None:
    watching.desk.player.play()
    watching.play(5)
    watching.watched.close()
    assert watching.keeper.value(KIND, ONE) == [[0, 50]]


def test_what_another_window_kept_meanwhile_stays(watching: Watching) -> None:
    watching.keeper.put(KIND, ONE, [[3000, 4000]])
    watching.watch(10, 20)
    assert watching.keeper.value(KIND, ONE) == [[100, 200], [3000, 4000]]
    assert watching.ranges() == [(10, 20), (300, 400)]


@pytest.mark.parametrize("nonsense", ["x", 3, {"a": 1}, [[1], "ab", [None, 2], [9, 3], [1, 2, 3]], [["1", "2"]]])
def test_nonsense_is_passed_over(watching: Watching, nonsense: object) -> None:
    watching.keeper.put(KIND, TWO, nonsense)
    watching.desk.player.show_video(TWO)
    assert watching.ranges() == []


def test_it_does_not_grow_without_bound(watching: Watching) -> None:
    watching.keeper.put(KIND, ONE, [[number * 10, number * 10 + 1] for number in range(2000)])
    watching.watch(10, 20)
    assert len(watching.keeper.value(KIND, ONE)) <= 400
