"""Opening notes, following links, and the way back."""

import pytest
from pytestqt.qtbot import QtBot

from reader.notes.hrefs import place_href
from reader.players.base import State
from reader.services.navigator import Place, is_number
from reader.services.player import Pane
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

ONE, TWO, AWAY = "aaaaaaaaaaa", "BBBBBBBBBBB", "ccccccccccc"

LIBRARY = {
    "index.md": note("Welcome", "Come in."),
    "a/one.md": note("One", "[[two]] [0:05]", ONE),
    "a/gop.md": note("Group", "It is an [[open_gop | open GOP]] [0:09]."),
    "a/again.md": note("Again", "", ONE),
    "a/two.md": note("Two", "", TWO),
    "a/away.md": note("Away", "", AWAY),
    "a/silent.md": note("No video"),
    "a/wrong.md": "---\nvideoId: wrong\n---\n",
    "b/same.md": note("Same"),
    "c/same.md": note("Same"),
    f"a/x [{ONE}].mp4": b"v",
    f"a/y [{TWO}].mp4": b"v",
    "a/Broken [brokenbroke].mp4": b"v",
    "a/broken.md": note("Broken", "", "brokenbroke"),
}


@pytest.fixture
def reading(desk: Desk, make_library: MakeLibrary) -> Desk:
    """A desk with a library that was read, and no note open yet."""
    desk.read(make_library(LIBRARY))
    return desk


def test_a_note_is_opened_with_its_video_paused_where_it_was_left(reading: Desk) -> None:
    reading.positions[ONE] = 42.0
    reading.open("a/one.md")
    assert reading.player.shown.pane is Pane.VIDEO
    assert (reading.backend.position(), reading.backend.state()) == (42.0, State.PAUSED)


def test_back_and_forward_restore_note_scroll_and_moment(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.scroll = 300.0
    reading.navigator.follow(f"seek:{ONE}?t=100")
    reading.open("a/two.md")
    reading.scroll = 50.0
    reading.player.seek_to(7.0)
    reading.arrive(reading.navigator.back, "a/one.md")
    assert (reading.scroll, reading.player.video, reading.backend.position()) == (300.0, ONE, 100.0)
    reading.arrive(reading.navigator.forward, "a/two.md")
    assert (reading.scroll, reading.player.video, reading.backend.position()) == (50.0, TWO, 7.0)


def test_back_to_a_note_about_the_same_video_shows_its_moment_again(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.player.seek_to(10.0)
    reading.open("a/again.md")
    assert reading.backend.position() == 10.0
    reading.player.seek_to(20.0)
    reading.arrive(reading.navigator.back, "a/one.md")
    assert reading.backend.position() == 10.0


def test_history_knows_its_ends(reading: Desk) -> None:
    navigator = reading.navigator
    assert (navigator.can_go_back, navigator.can_go_forward) == (False, False)
    navigator.back()
    navigator.forward()
    reading.open("index.md")
    assert (navigator.can_go_back, navigator.can_go_forward) == (False, False)
    reading.open("a/one.md")
    reading.open("a/two.md")
    reading.arrive(navigator.back, "a/one.md")
    assert (navigator.can_go_back, navigator.can_go_forward) == (True, True)
    reading.open("a/again.md")
    assert (navigator.can_go_back, navigator.can_go_forward) == (True, False)
    reading.arrive(navigator.back, "a/one.md")
    reading.arrive(navigator.back, "index.md")
    assert not navigator.can_go_back


def test_of_two_notes_asked_for_at_once_the_newer_one_is_opened(reading: Desk) -> None:
    reading.open("index.md")
    reading.navigator.open("a/one.md")
    reading.open("a/two.md")
    reading.settle()
    assert [path for path, _ in reading.arrivals] == ["index.md", "a/two.md"]
    reading.arrive(reading.navigator.back, "index.md")


def test_asking_for_the_open_note_again_takes_back_another_wish(reading: Desk) -> None:
    reading.open("index.md")
    reading.navigator.open("a/one.md")
    reading.navigator.open("index.md")
    reading.settle()
    assert reading.path == "index.md"


def test_a_library_that_has_changed_does_not_take_back_a_wish(reading: Desk) -> None:
    reading.open("index.md")
    reading.navigator.open("a/one.md")
    reading.navigator.reload()
    reading.settle()
    assert [path for path, _ in reading.arrivals] == ["index.md", "a/one.md"]
    reading.arrive(reading.navigator.back, "index.md")


def test_another_library_takes_back_what_was_asked_of_this_one(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.navigator.open("a/two.md")
    reading.navigator.begin(None)
    reading.settle()
    assert (reading.path, reading.navigator.can_go_back) == (None, False)
    assert reading.player.shown.pane is Pane.NO_VIDEO


def test_beginning_at_a_place_leaves_nothing_to_go_back_to(reading: Desk) -> None:
    reading.open("index.md")
    reading.open("a/two.md")
    reading.arrive(lambda: reading.navigator.begin(Place("a/one.md", 80.0, seconds=9.0)), "a/one.md")
    assert (reading.scroll, reading.backend.position()) == (80.0, 9.0)
    assert not reading.navigator.can_go_back


def test_the_first_page_is_opened(reading: Desk) -> None:
    reading.arrive(reading.navigator.open_start, "index.md")


def test_a_page_is_made_again_where_it_stands(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.scroll = 120.0
    reading.player.seek_to(33.0)
    reading.arrive(reading.navigator.reload, "a/one.md")
    assert (reading.scroll, reading.backend.position()) == (120.0, 33.0)
    assert not reading.navigator.can_go_back


def test_a_heading_of_the_open_note_is_a_place_of_its_own(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.scroll = 10.0
    reading.arrive(lambda: reading.navigator.follow("note:a/one.md#part%20two"), "a/one.md")
    assert reading.arrivals[-1][1].heading == "part two"
    reading.arrive(reading.navigator.back, "a/one.md")
    assert reading.scroll == 10.0


def test_a_note_that_is_gone_says_so_and_all_stays(reading: Desk) -> None:
    reading.open("a/one.md")
    with reading.qtbot.waitSignal(reading.messages.said) as said:
        reading.navigator.open("a/gone.md")
    assert said.args[0].text == "“a/gone.md” cannot be read: No such file or directory."
    assert (reading.path, reading.navigator.can_go_back) == ("a/one.md", False)


def test_back_leads_past_a_note_that_is_gone(reading: Desk) -> None:
    for path in ("index.md", "a/one.md", "a/two.md"):
        reading.open(path)
    (reading.library.root / "a/one.md").unlink()
    with reading.qtbot.waitSignal(reading.library.changed):
        reading.library.refresh()
    with reading.qtbot.waitSignal(reading.messages.said):
        reading.navigator.back()
    assert reading.path == "a/two.md"
    reading.arrive(reading.navigator.back, "index.md")


def test_a_note_that_names_no_proper_video_says_so(reading: Desk) -> None:
    with reading.qtbot.waitSignal(reading.messages.said) as said:
        reading.navigator.open("a/wrong.md")
    assert "“wrong”" in said.args[0].text
    assert reading.player.shown.pane is Pane.NO_VIDEO


def test_a_stamp_shows_its_second(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.player.play()
    reading.navigator.follow(f"seek:{ONE}?t=83.5")
    assert (reading.backend.position(), reading.backend.state()) == (83.5, State.PLAYING)


def test_a_stamp_of_another_video_loads_it_at_that_second(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.player.seek_to(12.0)
    reading.navigator.follow(f"seek:{TWO}?t=90")
    assert (reading.player.video, reading.backend.position()) == (TWO, 90.0)
    assert reading.positions[ONE] == 12.0


def test_a_stamp_of_a_video_that_is_not_here_says_where_it_would_be(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.navigator.follow(f"seek:{AWAY}?t=793")
    shown = reading.player.shown
    assert (shown.pane, shown.video, shown.seconds, reading.player.position()) == (Pane.NOT_HERE, AWAY, 793.0, 793.0)


def test_a_stamp_in_a_note_without_video_says_why_nothing_is_shown(reading: Desk) -> None:
    reading.open("a/silent.md")
    reading.navigator.follow("seek:?t=5")
    assert [message.text for message in reading.said] == ["This note does not say which video its stamps belong to."]


@pytest.mark.parametrize("href", ["t=", "t=x", "t=-5", "t=nan", "t=inf", "t=1e9", "t=" + "9" * 400, "", "u=5"])
def test_a_stamp_without_a_time_moves_nothing(reading: Desk, href: str) -> None:
    reading.open("a/one.md")
    reading.player.seek_to(5.0)
    reading.navigator.follow(f"seek:{ONE}?{href}")
    assert reading.backend.position() == 5.0


def test_a_link_opens_its_note(reading: Desk) -> None:
    reading.arrive(lambda: reading.navigator.follow("note:a/one.md"), "a/one.md")
    reading.arrive(lambda: reading.navigator.follow("choose:two"), "a/two.md")


def test_a_phantom_leads_to_a_page_that_lists_who_mentions_it(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.arrive(lambda: reading.navigator.follow("phantom:open%20GOP"), "")
    opened = reading.navigator.opened
    assert opened
    assert opened.note.title == "open GOP"
    assert "note:a/gop.md?says=" in opened.page.article
    reading.arrive(reading.navigator.back, "a/one.md")
    reading.arrive(reading.navigator.forward, "")


def test_a_link_that_turns_out_to_be_a_phantom_leads_to_its_page_too(reading: Desk) -> None:
    reading.arrive(lambda: reading.navigator.follow("choose:open%20GOP"), "")
    assert reading.navigator.here == Place("", address="phantom:open%20GOP")


def test_the_page_of_a_video_shows_that_video(reading: Desk) -> None:
    reading.arrive(lambda: reading.navigator.follow(f"video:{ONE}"), "")
    assert reading.player.video == ONE
    assert reading.navigator.opened
    assert [moment.seconds for moment in reading.navigator.opened.moments] == [5.0]


def test_a_channel_has_a_page(reading: Desk) -> None:
    reading.arrive(lambda: reading.navigator.follow("channel:a"), "")
    assert reading.navigator.opened
    assert f'href="video:{TWO}"' in reading.navigator.opened.page.article


def test_a_page_of_what_is_not_there_says_so_and_nothing_moves(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.navigator.follow("video:nowherenown")
    reading.settle()
    assert [message.text for message in reading.said] == ["No note is about this video any more."]
    assert reading.path == "a/one.md"


def test_a_place_in_a_note_can_be_meant_by_what_is_said_there(reading: Desk) -> None:
    reading.open("index.md")
    reading.arrive(lambda: reading.navigator.follow(place_href("a/one.md", "A player & more?")), "a/one.md")
    assert reading.arrivals[-1][1] == Place("a/one.md", sentence="A player & more?")
    assert reading.backend.state() is State.PAUSED


def test_a_place_with_a_second_plays_from_there(reading: Desk) -> None:
    reading.arrive(lambda: reading.navigator.follow(place_href("a/one.md", "Two", 7.5)), "a/one.md")
    assert (reading.backend.position(), reading.backend.state()) == (7.5, State.PLAYING)
    reading.navigator.reload()
    reading.settle()
    assert reading.arrivals[-1][1] == Place("a/one.md", seconds=7.5)


def test_a_name_of_several_notes_is_the_readers_choice(reading: Desk) -> None:
    reading.open("a/one.md")
    with reading.qtbot.waitSignal(reading.navigator.choice_needed) as needed:
        reading.navigator.follow("choose:same")
    assert needed.args == ["same", ("b/same.md", "c/same.md")]


def test_before_the_library_was_read_a_doubtful_link_asks_for_patience(desk: Desk, make_library: MakeLibrary) -> None:
    desk.library.open(make_library(LIBRARY))
    desk.navigator.follow("choose:same")
    assert "still being read" in desk.said[0].text


@pytest.mark.parametrize("href", ["https://example.org/a?b=c#d", "HTTP://example.org", "mailto:a@example.org"])
def test_an_address_is_shown_before_it_is_opened(reading: Desk, href: str) -> None:
    with reading.qtbot.waitSignal(reading.navigator.address_wished) as wished:
        reading.navigator.follow(href)
    assert wished.args == [href]


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JavaScript:alert(1)", "file:///etc/passwd", "data:text/html,x", "about:blank",
     "vbscript:x", "chrome://gpu", "smb://host/x", "", "nothing", "//host/x"],
)  # fmt: skip
def test_any_other_link_is_dead_and_says_so(reading: Desk, href: str) -> None:
    reading.open("a/one.md")
    with (
        reading.qtbot.assertNotEmitted(reading.navigator.address_wished),
        reading.qtbot.assertNotEmitted(reading.navigator.arrived),
    ):
        reading.navigator.follow(href)
    assert "is not opened" in reading.said[-1].text


@pytest.mark.parametrize("path", ["../outside.md", "%2e%2e/outside.md", "/etc/passwd", "a/../../outside.md", "%00"])
def test_a_link_that_leads_out_of_the_library_opens_nothing(reading: Desk, path: str) -> None:
    (reading.library.root.parent / "outside.md").write_text("outside")
    with reading.qtbot.waitSignal(reading.messages.said) as said:
        reading.navigator.follow(f"note:{path}")
    assert "cannot be read" in said.args[0].text
    assert reading.path is None


def test_the_place_is_what_would_be_gone_back_to(reading: Desk) -> None:
    assert reading.navigator.place() is None
    reading.open("a/one.md")
    reading.scroll = 5.0
    reading.player.seek_to(6.0)
    assert reading.navigator.place() == Place("a/one.md", 5.0, "", 6.0)
    reading.open("a/silent.md")
    assert reading.navigator.place() == Place("a/silent.md", 0.0, "", None)


def test_a_video_that_cannot_be_played_leaves_the_note_readable(reading: Desk) -> None:
    reading.open("a/broken.md")
    assert reading.path == "a/broken.md"
    assert reading.player.shown.pane is Pane.CANNOT_PLAY


@pytest.mark.parametrize(
    ("text", "number"),
    [("793", True), ("0.5", True), ("", False), (".", False), ("-1", False), ("1e5", False), ("nan", False)],
)
def test_seconds_are_plain_numbers(qtbot: QtBot, text: str, number: bool) -> None:
    assert is_number(text) is number


def test_the_scheme_of_a_page_may_be_written_in_capitals(reading: Desk) -> None:
    reading.arrive(lambda: reading.navigator.follow(f"VIDEO:{ONE}"), "")
    assert reading.navigator.here
    assert reading.navigator.here.address == f"video:{ONE}"


def test_a_moment_of_a_note_shows_it_paused_or_plays_from_it(reading: Desk) -> None:
    reading.arrive(lambda: reading.navigator.follow("note:a/one.md?at=33.5"), "a/one.md")
    assert (reading.backend.position(), reading.backend.state()) == (33.5, State.PAUSED)
    reading.navigator.follow("note:a/one.md?play=40")
    assert (reading.backend.position(), reading.backend.state()) == (40.0, State.PLAYING)


def test_a_moment_of_the_open_note_leaves_the_page_where_it_is(reading: Desk) -> None:
    reading.open("a/one.md")
    reading.scroll = 300.0
    reading.arrive(lambda: reading.navigator.follow("note:a/one.md?at=33"), "a/one.md")
    assert (reading.scroll, reading.backend.position()) == (300.0, 33.0)


def test_a_moment_of_a_video_without_a_note_can_be_played(reading: Desk) -> None:
    reading.open("a/silent.md")
    reading.navigator.follow(f"seek:{TWO}?t=12&play=1")
    assert (reading.path, reading.player.video) == ("a/silent.md", TWO)
    assert (reading.backend.position(), reading.backend.state()) == (12.0, State.PLAYING)
