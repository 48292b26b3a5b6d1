"""The stamps of the video that is shown, and what of it is covered."""

from pathlib import Path

import pytest

from reader.notes.timemap import Piece, TimeMap
from reader.services.coverage import Coverage
from reader.services.keeper import Keeper
from reader.services.player import Player
from reader.services.timeline import Lane, Timeline
from reader.services.watched import KIND, Watched
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SEEK, READ = "SeekSeekSee", "ReadReadRea"
LIBRARY: dict[str, str | bytes] = {
    "film/exact.md": note("Exact seeking", "The last [2:48]. The first [0:10]. No time [N/A].\n", SEEK),
    "film/keyframes.md": note("Keyframes", "A keyframe is whole [0:31].\n", SEEK),
    "film/blank.md": note("Blank", "No stamp.\n", SEEK),
    "film/groups.md": note("Groups", "A group has several pictures [1:00]. More of it [20:00].\n", SEEK),
    "film/captions.md": note("Captions", "Captions [0:05].\n", READ),
    f"film/What a seek does [{SEEK}].mp4": b"video",
    f"film/Reading along [{READ}].mp4": b"video",
}


class Lines:
    """A desk with a time line, told of each note that is opened, and of what is covered."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self.desk = desk
        self.timeline = Timeline(desk.library, desk.player, parent=desk.owner)
        self.keeper = Keeper(desk.tasks, desk.messages, file, desk.owner)
        self.watched = Watched(desk.player, self.keeper, desk.owner)
        self.coverage = Coverage(desk.player, self.timeline, self.watched, desk.messages, desk.owner)
        desk.navigator.arrived.connect(lambda opened, _: self.timeline.show_note(opened))

    def lanes(self) -> dict[str, list[float]]:
        """The seconds in the lane of each other note."""
        return {lane.title: [tick.seconds for tick in lane.ticks] for lane in self.timeline.others}

    def shows(self, lanes: dict[str, list[float]]) -> None:
        """Wait until the lanes of the other notes are these."""
        self.desk.qtbot.waitUntil(lambda: self.lanes() == lanes)

    def open(self, path: str) -> None:
        """Open a note, and wait until all other notes of its video were read."""
        self.desk.open(path)
        self.desk.qtbot.waitUntil(lambda: all(tick.sentence for lane in self.timeline.others for tick in lane.ticks))


@pytest.fixture
def lines(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Lines:
    lines = Lines(desk, tmp_path / "kept.sqlite")
    desk.read(make_library(LIBRARY))
    return lines


def test_the_stamps_of_the_open_note_are_in_the_order_of_the_video(lines: Lines) -> None:
    lines.desk.open("film/exact.md")
    ticks = lines.timeline.own.ticks
    assert [(tick.seconds, tick.sentence) for tick in ticks] == [(10, "The first."), (168, "The last.")]


def test_every_other_note_about_the_video_has_a_lane(lines: Lines) -> None:
    lines.desk.open("film/exact.md")
    lines.shows({"Groups": [60, 1200], "Keyframes": [31]})
    lines.desk.open("film/keyframes.md")
    lines.shows({"Exact seeking": [10, 168], "Groups": [60, 1200]})


def test_their_sentences_are_read_a_moment_later(lines: Lines) -> None:
    lines.open("film/exact.md")
    lines.shows({"Groups": [60, 1200], "Keyframes": [31]})
    assert lines.timeline.others[1].ticks[0].sentence == "A keyframe is whole."


def test_another_video_has_other_lanes(lines: Lines) -> None:
    lines.desk.open("film/exact.md")
    lines.shows({"Groups": [60, 1200], "Keyframes": [31]})
    lines.desk.open("film/captions.md")
    lines.shows({})
    assert [tick.seconds for tick in lines.timeline.own.ticks] == [5]


def test_until_they_are_known_the_lanes_of_another_video_are_not_taken_for_its_own(lines: Lines) -> None:
    lines.open("film/exact.md")
    lines.shows({"Groups": [60, 1200], "Keyframes": [31]})
    lines.desk.player.show_video(READ)
    assert lines.timeline.others == (Lane(), Lane(), Lane())
    lines.shows({"Captions": [5]})


def test_while_the_video_of_another_note_is_shown_all_notes_about_it_have_lanes(lines: Lines) -> None:
    lines.desk.open("film/captions.md")
    lines.desk.navigator.follow(f"seek:{SEEK}?t=31")
    lines.shows({"Exact seeking": [10, 168], "Groups": [60, 1200], "Keyframes": [31]})
    assert lines.timeline.own == Lane()


def test_a_note_that_changes_has_other_ticks(lines: Lines) -> None:
    lines.desk.open("film/exact.md")
    lines.shows({"Groups": [60, 1200], "Keyframes": [31]})
    (lines.desk.library.root / "film/keyframes.md").write_text(note("Keyframes", "It is whole [0:35].\n", SEEK))
    lines.desk.library.refresh()
    lines.shows({"Groups": [60, 1200], "Keyframes": [35]})


def test_another_library_leaves_nothing_behind(lines: Lines, tmp_path: Path) -> None:
    lines.open("film/exact.md")
    other = tmp_path / "other"
    other.mkdir()
    lines.desk.library.open(other)
    assert (lines.timeline.own, lines.timeline.others) == (Lane(), ())


def test_what_was_asked_of_the_library_before_is_not_told_of_another(lines: Lines, tmp_path: Path) -> None:
    lines.open("film/exact.md")
    other = tmp_path / "other"
    other.mkdir()
    lines.timeline.look_again()
    lines.desk.library.open(other)
    told: list[tuple[Lane, ...]] = []
    lines.timeline.changed.connect(lambda: told.append(lines.timeline.others))
    lines.desk.settle()
    assert set(told) <= {()}


def test_the_same_library_opened_again_has_its_lanes_again(lines: Lines) -> None:
    lines.open("film/exact.md")
    lines.desk.read(lines.desk.library.root)
    lines.shows({"Exact seeking": [10, 168], "Groups": [60, 1200], "Keyframes": [31]})


def test_what_is_covered_ends_with_the_video(lines: Lines) -> None:
    lines.keeper.put(KIND, SEEK, [[0, 3000], [5900, 7000]])
    lines.open("film/exact.md")
    lines.shows({"Groups": [60, 1200], "Keyframes": [31]})
    now = lines.coverage.now()
    assert now.length == 600
    assert now.watched == ((0, 300), (590, 600))
    assert now.note == ((10, 40), (168, 198))
    assert now.notes == ((10, 90), (168, 198))
    assert [now.share(ranges) for ranges in (now.watched, now.note, now.notes)] == [52, 10, 18]


def test_the_next_part_that_was_not_watched_is_shown_and_after_the_last_the_first(lines: Lines) -> None:
    lines.keeper.put(KIND, SEEK, [[300, 1000], [1020, 3000], [4000, 5000]])
    lines.open("film/exact.md")
    been = []
    for _ in range(4):
        lines.coverage.go_to_gap("unwatched")
        been.append(lines.desk.player.position())
    assert been == [300, 500, 0, 300]
    assert lines.desk.said[-1].text == "Not watched yet: 5:00 to 6:40."


def test_the_next_part_that_no_note_cites_is_shown(lines: Lines) -> None:
    lines.open("film/exact.md")
    lines.shows({"Groups": [60, 1200], "Keyframes": [31]})
    lines.coverage.go_to_gap("uncited")
    assert lines.desk.player.position() == 90
    assert lines.desk.said[-1].text == "Cited by no note: 1:30 to 2:48."


def test_when_all_was_watched_it_says_so(lines: Lines) -> None:
    lines.keeper.put(KIND, SEEK, [[0, 6000]])
    lines.desk.open("film/exact.md")
    lines.coverage.go_to_gap("unwatched")
    assert lines.desk.said[-1].text == "You have watched all of this video."


def test_at_the_only_part_that_is_left_it_says_so(lines: Lines) -> None:
    lines.keeper.put(KIND, SEEK, [[0, 3000]])
    lines.desk.open("film/exact.md")
    lines.coverage.go_to_gap("unwatched")
    lines.coverage.go_to_gap("unwatched")
    assert lines.desk.player.position() == 300
    assert lines.desk.said[-1].text == "You have watched all but this part."


def test_what_the_file_lacks_is_no_gap(lines: Lines) -> None:
    lacks = TimeMap((Piece(0.0, 100.0, 0.0), Piece(200.0, 690.0, 100.0)), length=800.0)
    owner, library = lines.desk.owner, lines.desk.library
    player = Player(library.media, lambda _: 0.0, owner, lambda *_: lacks)
    player.use(lines.desk.backend)
    timeline, watched = Timeline(library, player, parent=owner), Watched(player, lines.keeper, owner)
    coverage = Coverage(player, timeline, watched, lines.desk.messages, owner)
    player.show_video(SEEK)
    assert coverage.now().length == 800
    assert coverage.gaps("unwatched") == [(0, 100), (200, 690)]


def test_without_a_video_there_is_no_gap(lines: Lines) -> None:
    lines.coverage.go_to_gap("unwatched")
    assert lines.desk.said == []
    assert lines.coverage.now().length == 0
