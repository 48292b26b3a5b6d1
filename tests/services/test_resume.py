"""Where the reader stopped in each video, and which are to be watched on."""

from pathlib import Path

import pytest

from reader.services.keeper import Keeper
from reader.services.resume import KIND, Resume, Unfinished
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

ONE, TWO, AWAY, LONE = "SeekSeekSee", "ReadReadRea", "AwayAwayAwa", "LoneLoneLon"
LIBRARY: dict[str, str | bytes] = {
    "film/one.md": note("One", "Text [0:31].", ONE),
    "film/also.md": note("Also of one", "Text.", ONE),
    "film/two.md": note("Two", "Text.", TWO),
    "film/none.md": note("No video"),
    "film/away.md": note("Away", "Text.", AWAY),
    f"One [{ONE}].mp4": b"video",
    f"Two [{TWO}].mp4": b"video",
    f"A file without a note [{LONE}].mp4": b"video",
}


class Day:
    """A day of watching videos of ten minutes; another one begins with what was kept."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self.desk = desk
        self.keeper = Keeper(desk.tasks, desk.messages, file, desk.owner)
        self.resume = Resume(self.keeper, desk.library, desk.owner)
        self.resume.attend(desk.player)
        desk.navigator.arrived.connect(lambda opened, _: self.resume.show_note(opened))

    def watch(self, path: str, start: float, end: float) -> None:
        """Open a note and play its video from `start` to `end`."""
        self.desk.open(path)
        self.desk.player.seek_to(start)
        self.desk.player.play()
        self.desk.backend.advance(end - start)
        self.desk.player.pause()

    def listed(self, text: str = "") -> list[Unfinished]:
        """What is to be watched on."""
        answers: list[list[Unfinished]] = []
        self.resume.unfinished(text, answers.append)
        self.desk.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]


@pytest.fixture
def day(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Day:
    desk.read(make_library(LIBRARY))
    return Day(desk, tmp_path / "kept.sqlite")


def test_what_was_watched_goes_on_three_seconds_before_it_was_left(day: Day) -> None:
    day.watch("film/one.md", 50, 61.5)
    day.desk.open("film/two.md")
    assert day.resume.position(ONE) == 58.5


def test_a_frame_that_was_only_looked_at_is_found_again_as_it_was(day: Day) -> None:
    day.desk.open("film/one.md")
    day.desk.player.seek(ONE, 61.5)
    day.desk.open("film/two.md")
    assert day.resume.position(ONE) == 61.5
    assert day.listed() == []


def test_coming_back_again_and_again_does_not_lead_farther_and_farther_back(day: Day, tmp_path: Path) -> None:
    day.desk.positions.clear()
    day.watch("film/one.md", 50, 61.5)
    day.desk.player._position_of = day.resume.position
    for _ in range(5):
        day.desk.open("film/two.md")
        day.desk.open("film/one.md")
    assert day.desk.player.position() == 58.5


def test_who_has_hardly_begun_begins_at_the_start(day: Day) -> None:
    day.watch("film/one.md", 0, 4)
    assert day.resume.position(ONE) == 0
    assert day.listed() == []


@pytest.mark.parametrize(("end", "again"), [(584, 581), (585, 0), (599, 0), (600, 0)])
def test_a_video_that_was_seen_to_its_end_begins_anew(day: Day, end: float, again: float) -> None:
    day.watch("film/one.md", 500, end)
    assert day.resume.position(ONE) == again
    assert [each.video for each in day.listed()] == ([ONE] if again else [])


def test_the_end_itself_counts_as_the_end(day: Day) -> None:
    day.watch("film/one.md", 590, 650)
    assert day.desk.player.ended
    day.desk.open("film/none.md")
    assert day.resume.position(ONE) == 0


def test_a_position_is_kept_while_it_plays(day: Day) -> None:
    day.desk.open("film/one.md")
    day.desk.player.play()
    day.desk.backend.advance(40)
    assert day.resume._timer.isActive()
    assert day.resume._timer.interval() <= 10_000
    day.resume._timer.timeout.emit()
    assert day.keeper.value(KIND, ONE)["at"] == 40


def test_nothing_is_written_while_the_video_stands(day: Day) -> None:
    day.watch("film/one.md", 50, 61.5)
    kept: list[str] = []
    day.keeper.changed.connect(lambda kind, key: kept.append(key))
    day.resume._timer.timeout.emit()
    day.resume._timer.timeout.emit()
    assert kept == []


def test_a_position_is_on_the_disk_a_moment_later(day: Day, tmp_path: Path) -> None:
    day.watch("film/one.md", 50, 61.5)
    day.desk.settle()
    another = Keeper(day.desk.tasks, day.desk.messages, tmp_path / "kept.sqlite", day.desk.owner)
    assert another.value(KIND, ONE)["at"] == 61.5
    another.close()


def test_a_position_survives_the_video_being_put_away(day: Day) -> None:
    day.watch("film/one.md", 50, 61.5)
    day.desk.player.play()
    day.desk.open("film/none.md")
    assert day.resume.position(ONE) == 58.5


def test_what_waits_is_listed_with_its_title_channel_and_place_the_newest_first(day: Day) -> None:
    day.watch("film/one.md", 50, 61.5)
    day.watch("film/two.md", 100, 200)
    two, one = day.listed()
    assert (two.video, two.title, two.channel, two.seconds, two.length) == (TWO, "Two", "film", 200, 600)
    assert (one.video, one.href, one.still_href) == (ONE, "note:film/one.md?play=58.5", "note:film/one.md")
    assert one.when <= two.when


def test_a_video_is_watched_on_beside_the_note_it_was_watched_beside(day: Day) -> None:
    day.watch("film/one.md", 50, 60)
    day.watch("film/also.md", 60, 70)
    (one,) = day.listed()
    assert one.href == "note:film/also.md?play=67"


def test_going_on_leads_to_the_note_and_plays(day: Day) -> None:
    day.watch("film/also.md", 50, 61.5)
    day.desk.open("film/two.md")
    (one,) = day.listed()
    day.desk.arrive(lambda: day.desk.navigator.follow(one.href), "film/also.md")
    assert (day.desk.player.video, day.desk.player.position(), day.desk.player.playing) == (ONE, 58.5, True)


def test_a_stamp_of_another_note_does_not_change_where_a_video_is_watched(day: Day) -> None:
    day.desk.open("film/two.md")
    day.desk.player.seek(ONE, 100)
    day.desk.player.play()
    day.desk.backend.advance(20)
    day.desk.player.pause()
    (one,) = day.listed()
    assert one.href == f"video:{ONE}"


def test_a_video_whose_note_is_gone_is_shown_by_its_page_or_alone(day: Day) -> None:
    place = {"at": 100.0, "of": 600.0, "note": "film/gone.md", "when": 5.0, "watched": True}
    for video in (ONE, LONE, "NowhereAtAl"):
        day.keeper.put(KIND, video, place)
    assert {each.video: each.href for each in day.listed()} == {ONE: f"video:{ONE}", LONE: f"seek:{LONE}?t=97"}
    assert "A file without a note" in next(each.title for each in day.listed() if each.video == LONE)


def test_a_note_whose_video_is_not_on_this_disk_is_listed_too(day: Day) -> None:
    day.keeper.put(KIND, AWAY, {"at": 100.0, "of": 600.0, "note": "film/away.md", "when": 5.0, "watched": True})
    assert [each.href for each in day.listed()] == ["note:film/away.md?play=97"]


def test_words_choose_among_them(day: Day) -> None:
    day.watch("film/one.md", 50, 61.5)
    day.watch("film/two.md", 100, 200)
    assert [each.video for each in day.listed("TWO film")] == [TWO]


def test_what_was_removed_is_listed_no_more_until_it_plays_again(day: Day) -> None:
    day.watch("film/one.md", 50, 61.5)
    day.resume.drop(ONE)
    assert (day.listed(), day.resume.position(ONE)) == ([], 61.5)
    day.desk.open("film/two.md")
    assert day.listed() == []
    day.watch("film/one.md", 50, 70)
    assert [each.video for each in day.listed()] == [ONE]


@pytest.mark.parametrize("nonsense", ["x", 3, [], {}, {"at": "5"}, {"at": -5}, {"at": 9e99, "of": "x", "watched": 1}])
def test_nonsense_is_passed_over(day: Day, nonsense: object) -> None:
    day.keeper.put(KIND, ONE, nonsense)
    assert day.listed() == []
    day.watch("film/one.md", 50, 61.5)
    assert day.resume.position(ONE) == 58.5
