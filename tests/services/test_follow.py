"""Which moment is current, and whether the page goes along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.library.media import Media
from reader.notes.note import Note
from reader.notes.page import Page
from reader.notes.repair import read_stamps
from reader.notes.sentences import moments
from reader.notes.stamps import find_stamps
from reader.players.fake import FakeBackend
from reader.services.follow import Follow
from reader.services.pages import OpenedNote
from reader.services.player import Player


def opened(*stamps: str, path: str = "a.md", video: str | None = "one") -> OpenedNote:
    """A note that has these stamps."""
    body = " ".join(f"A sentence [{stamp}]." for stamp in stamps)
    readings = tuple(read_stamps(find_stamps(body)))
    note = Note(path, path, video, {}, body, 1)
    return OpenedNote(note, Page("", path, 0, (), (), readings), moments(body, readings), "", "")


class Table:
    """A player whose clock is turned by hand, and what is heard of the current moment."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.owner = QObject()
        self.backend = FakeBackend(self.owner)
        self.player = Player(lambda video: Media(Path(f"{video}.mp4"), 1), lambda _: 0.0, self.owner)
        self.player.use(self.backend)
        self.follow = Follow(self.player, self.owner)
        self.heard: list[tuple[int | None, bool]] = []
        self.follow.current_changed.connect(lambda number: self.heard.append((number, self.follow.goes_along)))

    def open(self, *stamps: str, path: str = "a.md", video: str = "one") -> None:
        """Have a note open, its video paused at its start, and everything settled."""
        self.follow.show_note(opened(*stamps, path=path, video=video))
        self.player.show_video(video)
        self.qtbot.waitUntil(lambda: not self.follow._opening)
        self.heard.clear()

    def at(self, seconds: float) -> int | None:
        """The current moment after a seek."""
        self.player.seek_to(seconds)
        return self.follow.current


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    table = Table(qtbot)
    yield table
    shiboken6.delete(table.owner)


def test_before_the_first_stamp_nothing_is_current(table: Table) -> None:
    table.open("0:10", "0:20")
    assert table.at(9.9) is None


def test_the_largest_time_that_is_not_to_come_is_current_in_any_order_of_the_text(table: Table) -> None:
    table.open("1:00", "0:10", "2:00", "0:30")
    assert [table.at(second) for second in (10, 29.9, 30, 61, 600, 0)] == [1, 1, 3, 0, 2, None]


@pytest.mark.parametrize("rate", [0.25, 1.0, 4.0])
def test_it_goes_on_as_the_video_plays(table: Table, rate: float) -> None:
    table.open("0:02", "0:01")
    table.player.set_rate(rate)
    table.player.play()
    for _ in range(round(3 * 40 / rate)):
        table.backend.advance(1 / 40)
    assert table.heard == [(1, True), (0, True)]


def test_nothing_is_said_while_the_moment_stays(table: Table) -> None:
    table.open("0:01")
    table.player.play()
    for _ in range(100):
        table.backend.advance(0.1)
    assert table.heard == [(0, True)]


def test_moments_of_one_second_are_current_together(table: Table) -> None:
    table.open("0:10", "0:20", "0:10")
    table.at(12)
    assert (table.follow.current, table.follow.numbers) == (0, (0, 2))


def test_the_frame_of_a_wished_second_may_begin_before_it(table: Table) -> None:
    table.open("0:10", "0:20")
    table.player.seek_to(20.0)
    table.backend.frame_shown.emit(19.97)
    assert table.follow.current == 1
    table.player.seek_to(15.0)
    assert table.follow.current == 0


def test_playing_again_from_the_start_forgets_the_second_that_was_wished(table: Table) -> None:
    table.open("0:10", "0:20")
    table.at(30)
    table.backend.frame_shown.emit(0.0)
    assert table.follow.current is None


def test_only_stamps_of_the_video_that_is_shown_count(table: Table) -> None:
    table.open("0:10")
    table.at(20)
    table.player.show_video("two", 20.0)
    assert table.follow.current is None
    table.player.show_video("one", 20.0)
    assert table.follow.current == 0


def test_a_note_without_a_video_has_no_current_moment(table: Table) -> None:
    table.follow.show_note(opened("0:10", video=None))
    table.player.show_video("one", 20.0)
    assert table.follow.current is None


def test_where_a_page_and_its_video_begin_the_page_stays(table: Table) -> None:
    table.follow.show_note(opened("0:10", "0:20"))
    table.player.show_video("one", 15.0)
    assert table.heard == [(None, False), (0, False)]
    table.qtbot.waitUntil(lambda: not table.follow._opening)
    table.at(25)
    assert table.heard[-1] == (1, True)


def test_going_back_to_a_page_with_its_second_leaves_the_page_where_it_was(table: Table) -> None:
    table.open("0:10", "0:20")
    table.at(25)
    table.follow.show_note(opened("0:10", "0:20", path="b.md"))
    table.player.show_video("one", 15.0)
    assert table.heard[-1] == (0, False)


def test_a_page_made_anew_is_followed_as_it_was(table: Table) -> None:
    table.open("0:10")
    table.at(10)
    table.follow.stop()
    table.follow.show_note(opened("0:05", "0:10"))
    assert (table.follow.current, table.follow.following) == (1, False)
    table.follow.show_note(opened("0:10", path="b.md"))
    assert (table.follow.current, table.follow.following) == (0, True)


def test_who_looks_elsewhere_is_left_alone_but_told(table: Table) -> None:
    table.open("0:10", "0:20")
    with table.qtbot.waitSignal(table.follow.following_changed):
        table.follow.stop()
    table.at(10)
    assert table.heard == [(0, False)]


def test_following_again_goes_to_the_current_moment(table: Table) -> None:
    table.open("0:10")
    table.at(10)
    table.follow.stop()
    table.follow.again()
    assert table.heard[-1] == (0, True)
    assert table.follow.following


def test_a_click_on_a_stamp_leads_the_page_along_even_to_the_same_moment(table: Table) -> None:
    table.open("0:10")
    table.at(10)
    table.follow.stop()
    table.follow.follow_link("note:b.md")
    assert not table.follow.following
    table.follow.follow_link("seek:one?t=10")
    table.player.seek("one", 10)
    assert table.heard[-1] == (0, True)
    assert len(table.heard) == 2


def test_a_click_on_a_stamp_of_a_video_that_is_not_open_yet_leads_there_too(table: Table) -> None:
    table.open("0:10")
    table.player.show_video("two")
    table.follow.follow_link("seek:one?t=10")
    table.player.seek("one", 10)
    assert table.heard[-1] == (0, True)


def test_sound_alone_is_followed_by_its_position(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    table.open("0:10", "0:20")
    monkeypatch.setattr(Player, "only_sound", True)
    table.backend.position_changed.emit(12.0)
    assert table.follow.current == 0


def test_without_a_page_nothing_is_current(table: Table) -> None:
    table.open("0:10")
    table.at(10)
    table.follow.clear()
    assert table.heard[-1][0] is None
