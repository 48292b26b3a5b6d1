"""A part of the video is played again and again, until it was often enough or the reader moves on."""

from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.library.kept import Kept
from reader.notes.note import read_note
from reader.notes.page import Page
from reader.notes.repair import read_stamps
from reader.notes.sentences import moments
from reader.notes.stamps import find_stamps
from reader.notes.timemap import Piece, TimeMap
from reader.players.base import State
from reader.players.fake import FakeBackend
from reader.services.keeper import Keeper
from reader.services.loops import Loop, Loops
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.walking import Walking
from tests.services.conftest import Desk
from tests.window import LIBRARY, SEEK

BODY = "A seek [1:40]. The first [0:10]. Then [0:11]. Later [0:30] and again [0:30]. The end [9:50].\n"


class Slides(FakeBackend):
    """Shows each picture for `each` seconds, and stands where it begins."""

    each = 4.0

    def _clamped(self, seconds: float) -> float:
        return super()._clamped(seconds) // self.each * self.each


class Room(Desk):
    """A desk with a video open, and what loops and walks on it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot)
        self.keeper = Keeper(self.tasks, self.messages, folder / "kept.sqlite", self.owner)
        self.loops = Loops(self.player, self.keeper, self.messages, self.owner)
        self.followed: list[str] = []
        self.walking = Walking(self.player, self.messages, self._follow, self.owner)
        note = read_note("film/n.md", f"---\ntitle: N\nvideoId: {SEEK}\n---\n{BODY}".encode())
        found = moments(note.body, read_stamps(find_stamps(note.body)))
        self.opened = OpenedNote(note, Page("", "N", 0, (), (), ()), found, "", "")

    def _follow(self, href: str) -> None:
        self.followed.append(href)
        self.navigator.follow(href)

    def begin(self, seconds: float) -> None:
        self.player.show_video(SEEK, seconds)
        self.loops.show_note(self.opened)
        self.walking.show_note(self.opened)

    def play(self, seconds: float) -> list[float]:
        """Let so many seconds pass, a tenth at a time; where the video was."""
        seen = []
        for _ in range(round(seconds * 10)):
            self.backend.advance(0.1)
            seen.append(round(self.player.position(), 1))
        return seen

    @property
    def last_said(self) -> str:
        return self.said[-1].text


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, make_library) -> Iterator[Room]:
    room = Room(qtbot, tmp_path)
    room.read(make_library(LIBRARY))
    yield room
    room.tasks.close()
    room.keeper.close()
    room.library.close()


def test_a_passage_is_from_its_stamp_to_the_next_later_one(room: Room) -> None:
    room.begin(12.0)
    room.loops.toggle_passage()
    assert room.loops.loop == Loop(11.0, 30.0, "Then.")
    seen = room.play(60)
    assert max(seen) <= 30.0
    assert seen.count(11.0) == 3
    assert room.loops.round == 4
    room.loops.toggle_passage()
    assert max(room.play(30)) > 40


def test_stamps_a_second_apart_are_one_passage(room: Room) -> None:
    room.begin(10.5)
    room.loops.toggle_passage()
    assert room.loops.loop == Loop(10.0, 30.0, "The first.")


def test_the_last_passage_ends_with_the_video(room: Room) -> None:
    room.begin(595.0)
    room.loops.toggle_passage()
    assert room.loops.loop
    assert (room.loops.loop.start, room.loops.loop.end) == (590.0, 600.0)
    seen = room.play(20)
    assert seen.count(590.0) >= 2
    assert room.backend.state() is State.PLAYING


def test_before_the_first_stamp_there_is_nothing_to_loop(room: Room) -> None:
    room.begin(3.0)
    room.loops.toggle_passage()
    assert room.loops.loop is None
    assert "no stamp before" in room.last_said


@pytest.mark.parametrize("each", [4.0, 1001 / 30_000])
def test_who_has_gone_to_a_stamp_loops_its_passage_though_its_frame_begins_before_it(room: Room, each: float) -> None:
    room.begin(0.0)
    slides = Slides()
    slides.each = each
    room.player.use(slides)
    room.player.seek(SEEK, 30.0)
    assert slides.position() < 30.0
    room.loops.toggle_passage()
    assert room.loops.loop == Loop(30.0, 100.0, "Later and again.")
    room.loops.stop()
    room.loops.set_start()
    assert room.loops.begun == 30.0


def test_a_passage_that_ends_with_the_video_at_once_is_not_looped(room: Room) -> None:
    room.player.use(FakeBackend(length=590.1))
    room.begin(590.0)
    room.loops.toggle_passage()
    assert room.loops.loop is None
    assert "too little left" in room.last_said


def test_a_video_that_begins_anew_is_where_it_plays(room: Room) -> None:
    room.begin(0.0)
    room.player.seek_to(room.player.duration() - 590.0)
    room.player.play()
    room.play(590)
    assert room.player.ended
    room.player.play()
    room.loops.set_start()
    assert room.loops.begun == 0.0


def test_it_is_played_so_many_times_and_then_on(room: Room) -> None:
    room.begin(11.0)
    room.loops.set_times(2)
    room.loops.toggle_passage()
    seen = room.play(60)
    assert seen.count(11.0) == 1
    assert room.loops.loop is None
    assert max(seen) > 30


@pytest.mark.parametrize(("to", "stays"), [(20.0, True), (11.0, True), (31.0, False), (5.0, False)])
def test_who_seeks_elsewhere_has_moved_on(room: Room, to: float, stays: bool) -> None:
    room.begin(12.0)
    room.loops.toggle_passage()
    room.player.seek_to(to)
    assert (room.loops.loop is not None) is stays


def test_a_pause_ends_nothing(room: Room) -> None:
    room.begin(12.0)
    room.loops.toggle_passage()
    room.player.pause()
    room.player.play()
    assert room.loops.loop
    assert max(room.play(30)) <= 30


def test_another_video_ends_the_loop(room: Room) -> None:
    room.begin(12.0)
    room.loops.toggle_passage()
    room.player.show_video("ReadReadRea")
    assert room.loops.loop is None


def test_a_loop_between_two_points(room: Room) -> None:
    room.begin(40.0)
    room.loops.set_end()
    assert "Start the loop first" in room.last_said
    room.loops.set_start()
    assert room.loops.begun == 40.0
    room.loops.set_end()
    assert "after its start" in room.last_said
    room.player.seek_to(45.0)
    room.loops.set_end()
    assert room.loops.loop
    assert (room.loops.loop.start, room.loops.loop.end) == (40.0, 45.0)
    assert set(room.play(20)) <= {tenth / 10 for tenth in range(400, 451)}
    room.player.seek_to(42.0)
    room.loops.set_start()
    assert room.loops.loop.start == 42.0


def test_what_the_note_says_of_one_video_names_no_loop_of_another(room: Room) -> None:
    room.begin(12.0)
    room.player.seek("ReadReadRea", 12.0)
    room.loops.set_start()
    room.player.seek_to(20.0)
    room.loops.set_end()
    assert room.loops.loop == Loop(12.0, 20.0, "")


def test_the_ends_can_be_moved_but_not_past_each_other(room: Room) -> None:
    room.begin(40.0)
    room.loops.start(Loop(40.0, 41.0))
    room.loops.move(end=0.5)
    room.loops.move(start=-0.5)
    assert room.loops.loop == Loop(39.5, 41.5)
    for _ in range(10):
        room.loops.move(start=0.5)
    assert room.loops.loop == Loop(41.0, 41.5)
    assert 41.0 <= room.player.position() < 41.5


def test_loops_are_kept_by_their_video_and_played_again(room: Room) -> None:
    room.begin(12.0)
    room.loops.toggle_passage()
    room.loops.keep()
    room.loops.keep()
    room.loops.start(Loop(1.0, 3.0, "b"))
    room.loops.keep()
    assert room.loops.kept() == [Loop(1.0, 3.0, "b"), Loop(11.0, 30.0, "Then.")]
    room.loops.drop(Loop(1.0, 3.0))
    assert [loop.start for loop in room.loops.kept()] == [11.0]
    room.loops.stop()
    room.loops.start(room.loops.kept()[0])
    assert (room.player.position(), room.player.playing) == (11.0, True)
    room.player.show_video("ReadReadRea")
    assert room.loops.kept() == []


def test_who_chooses_how_often_counts_from_then_on(room: Room) -> None:
    room.begin(40.0)
    room.loops.start(Loop(40.0, 45.0))
    room.play(20)
    assert room.loops.round > 3
    room.loops.set_times(2)
    assert room.loops.round == 1
    assert room.play(20).count(40.0) == 1
    assert room.loops.loop is None


def test_a_loop_that_was_dropped_can_be_put_back(room: Room) -> None:
    room.begin(12.0)
    room.loops.start(Loop(1.0, 3.0, "b"))
    room.loops.keep()
    room.loops.drop(Loop(1.0, 3.0, "b"))
    assert (room.loops.kept(), room.loops.dropped) == ([], Loop(1.0, 3.0, "b"))
    room.loops.put_back()
    assert (room.loops.kept(), room.loops.dropped) == ([Loop(1.0, 3.0, "b")], None)
    room.loops.drop(Loop(1.0, 3.0, "b"))
    room.player.show_video("ReadReadRea")
    assert room.loops.dropped is None


def test_no_loop_gives_way_to_one_too_many(room: Room) -> None:
    room.begin(0.0)
    room.keeper.put("ranges", SEEK, [{"start": at, "end": at + 1} for at in range(200)])
    room.loops.start(Loop(400.0, 410.0))
    room.loops.keep()
    assert (len(room.loops.kept()), room.loops.is_kept) == (200, False)
    assert "remove one" in room.last_said


def test_what_cannot_be_understood_of_what_was_kept_is_passed_over(room: Room) -> None:
    room.begin(0.0)
    room.keeper.put("ranges", SEEK, [{"start": 1, "end": 2}, {"start": "x"}, 7, None])
    assert room.loops.kept() == [Loop(1.0, 2.0)]


def test_walking_is_in_the_order_of_the_video_and_each_second_once(room: Room) -> None:
    room.begin(0.0)
    seen = []
    for _ in range(6):
        room.walking.step(1)
        seen.append(room.player.position())
    assert seen == [10.0, 11.0, 30.0, 100.0, 590.0, 590.0]
    assert room.last_said == "That was the last stamp."
    for _ in range(5):
        room.walking.step(-1)
    assert room.player.position() == 10.0
    assert room.last_said == "That was the first stamp."


def test_walking_gets_on_where_pictures_stand_for_seconds(room: Room) -> None:
    room.begin(0.0)
    room.player.use(Slides())
    for _ in range(4):
        room.walking.step(1)
    room.walking.step(-1)
    assert [href.partition("t=")[2] for href in room.followed] == ["10", "11", "30", "100", "30"]


def test_stamps_in_a_part_that_the_file_lacks_hold_nobody_up(room: Room) -> None:
    lacks = TimeMap((Piece(0.0, 9.5, 0.0), Piece(50.0, inf, 9.5)))
    player = Player(room.library.media, lambda _: 0.0, room.owner, lambda *_: lacks)
    player.use(room.backend)
    walking = Walking(player, room.messages, lambda href: player.seek(SEEK, float(href.partition("t=")[2])), room.owner)
    walking.show_note(room.opened)
    player.show_video(SEEK, 100.0)
    asked = []
    for step in (-1, -1, -1, 1):
        walking.step(step)
        asked.append(player.asked)
        assert player.position() == pytest.approx(50.0, abs=0.1)
    assert asked == [30.0, 11.0, 10.0, 11.0]
    player.seek_to(60.0)
    player.play()
    walking.step(-1)
    walking.step(-1)
    assert player.asked == 11.0


def test_who_goes_back_soon_after_a_stamp_means_the_one_before(room: Room) -> None:
    room.begin(101.0)
    room.player.play()
    room.walking.step(-1)
    assert room.player.position() == 30.0
    room.play(2)
    room.walking.step(-1)
    assert room.player.position() == 30.0


def test_a_page_without_stamps_says_so(room: Room) -> None:
    room.begin(0.0)
    room.walking.clear()
    room.walking.step(1)
    assert "no stamps" in room.last_said


def test_kept_loops_are_there_the_next_day(room: Room, tmp_path: Path) -> None:
    room.begin(12.0)
    room.loops.toggle_passage()
    room.loops.keep()
    room.tasks.close()
    room.keeper.close()
    assert Kept(tmp_path / "kept.sqlite").value("ranges", SEEK) == [{"start": 11.0, "end": 30.0, "name": "Then."}]


def test_one_key_begins_a_loop_then_ends_it_then_loops_no_more(room: Room) -> None:
    room.begin(20)
    room.loops.next()
    assert room.loops.range == (20, None)
    room.player.seek_to(25)
    room.loops.next()
    assert room.loops.range == (20, 25)
    room.loops.next()
    assert room.loops.range is None
