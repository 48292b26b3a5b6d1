"""What the open note is linked with: sections that fold, rows that lead to places, hits while something is sought."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.notes.hrefs import phantom_href, place_href, video_href
from reader.ui.linked_model import Row, Section
from reader.ui.rows import Role
from tests.conftest import MakeLibrary, note
from tests.ui.shelf import Shelf

VIDEO = "SeekSeekSee"
LINKS, ABOUT, BACKLINKS, IN_TEXT = "Links in this note", "Also about this video", "Links to here", "In the text"
NOTES = {
    "film/film.md": note("film", "- [[seek]]\n"),
    "film/seek.md": note("Seek", "A seek needs a [[keyframe]]. See [[same]] and [[open_gop | open GOP]].\n", VIDEO),
    "film/keyframe.md": note("Keyframe", "It is whole [0:31], unlike what a [[seek]] passes over.\n", VIDEO),
    "film/twice.md": note("Twice", "First a [[seek]] [0:10]. Then another [[seek]] [0:20].\n"),
    "one/same.md": note("Same", "Text.\n"),
    "two/same.md": note("Same", "Text.\n"),
    "two/lonely.md": note("Lonely", "Text.\n"),
}


@pytest.fixture
def seek(shelf: Shelf, make_library: MakeLibrary) -> Shelf:
    shelf.read(make_library(NOTES))
    shelf.show("film/seek.md")
    return shelf


def test_a_note_is_listed_with_its_links_its_video_and_what_links_to_it(seek: Shelf) -> None:
    assert seek.linked() == {
        LINKS: ["Keyframe", "same", "open GOP"],
        ABOUT: ["All of this video’s notes", "Keyframe"],
        BACKLINKS: ["film", "Keyframe", "Twice"],
    }


def test_a_heading_tells_how_many_there_are(seek: Shelf) -> None:
    assert seek.linked_row(BACKLINKS).data(Role.EXTRA) == "3"
    assert seek.linked_row(BACKLINKS).data(Qt.ItemDataRole.AccessibleTextRole) == "Links to here, 3"
    assert seek.linked_row(ABOUT).data(Role.EXTRA) == "1"


@pytest.mark.parametrize(
    ("row", "href", "extra"),
    [
        ((LINKS, "Keyframe"), place_href("film/keyframe.md"), ""),
        ((LINKS, "same"), "choose:same", "2 notes"),
        ((LINKS, "open GOP"), phantom_href("open_gop"), "no note yet"),
        ((ABOUT, "All of this video’s notes"), video_href(VIDEO), "2"),
        ((BACKLINKS, "film"), place_href("film/film.md"), ""),
        ((BACKLINKS, "Twice"), place_href("film/twice.md", "First a seek."), "2 ×"),
    ],
)
def test_a_row_leads_where_it_says(seek: Shelf, row: tuple[str, str], href: str, extra: str) -> None:
    index = seek.linked_row(*row)
    assert index.data(Role.EXTRA) == extra
    view = seek.sidebar.linked.view
    view.setCurrentIndex(index)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert seek.followed == [href]


def test_a_backlink_shows_its_sentence_and_stamp(seek: Shelf) -> None:
    index = seek.linked_row(BACKLINKS, "Keyframe")
    assert index.data(Role.SECOND) == "It is whole, unlike what a seek passes over."
    assert index.data(Role.STAMP) == "0:31"
    assert "unlike what a seek passes over" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_a_link_that_stands_alone_has_one_line(seek: Shelf) -> None:
    view = seek.sidebar.linked.view
    alone, told = (seek.linked_row(BACKLINKS, title) for title in ("film", "Twice"))
    assert alone.data(Role.SECOND) is None
    assert view.visualRect(alone).height() < view.visualRect(told).height()


def test_shift_and_enter_play_from_the_stamp(seek: Shelf) -> None:
    view = seek.sidebar.linked.view
    view.setCurrentIndex(seek.linked_row(BACKLINKS, "Keyframe"))
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    view.setCurrentIndex(seek.linked_row(LINKS, "Keyframe"))
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    sentence = "It is whole, unlike what a seek passes over."
    assert seek.followed == [place_href("film/keyframe.md", sentence, 31), place_href("film/keyframe.md")]


def test_a_section_folds_by_click_and_by_key_and_stays_folded_in_the_next_note(seek: Shelf) -> None:
    view = seek.sidebar.linked.view
    place = view.visualRect(seek.linked_row(LINKS)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not view.isExpanded(seek.linked_row(LINKS))
    view.setCurrentIndex(seek.linked_row(ABOUT, "Keyframe"))
    for _ in range(2):  # to the heading, and fold it
        QTest.keyClick(view, Qt.Key.Key_Left)
    seek.show("film/keyframe.md")
    assert [view.isExpanded(seek.linked_row(title)) for title in seek.linked()] == [False, False, True]
    view.setCurrentIndex(seek.linked_row(LINKS))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.isExpanded(seek.linked_row(LINKS))


def test_tab_leads_from_the_tree_to_the_list(seek: Shelf) -> None:
    tree, view = seek.sidebar.tree, seek.sidebar.linked.view
    seek.sidebar.activateWindow()
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Tab)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert tree.hasFocus()


def test_a_note_that_is_linked_with_nothing_has_an_empty_list(seek: Shelf) -> None:
    seek.show("two/lonely.md")
    assert seek.linked() == {}


def test_when_no_note_is_open_nothing_is_listed(seek: Shelf) -> None:
    seek.sidebar.clear()
    seek.settle()
    assert seek.linked() == {}


def test_what_is_sought_is_found_in_the_text_and_leads_to_its_place(seek: Shelf) -> None:
    seek.sidebar.filter.setText("passes over")
    seek.settle()
    assert seek.linked() == {IN_TEXT: ["Keyframe"]}
    assert seek.tree() == {"No title is like that": {}}
    index, view = seek.linked_row(IN_TEXT, "Keyframe"), seek.sidebar.linked.view
    assert index.data(Role.SECOND) == "It is whole, unlike what a seek passes over."
    view.setCurrentIndex(index)
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(seek.sidebar.filter, Qt.Key.Key_Return)
    text = str(index.data(Role.SECOND))
    assert seek.followed == [place_href("film/keyframe.md", text, 31), place_href("film/keyframe.md", text)]


def test_a_stamp_of_no_video_is_not_offered(seek: Shelf) -> None:
    seek.sidebar.filter.setText("another")
    seek.settle()
    index = seek.linked_row(IN_TEXT, "Twice")
    assert (index.data(Role.STAMP), index.data(Role.PLAY_HREF)) == ("", index.data(Role.HREF))


def test_a_phantom_that_is_spelt_in_two_ways_is_listed_once(shelf: Shelf, make_library: MakeLibrary) -> None:
    shelf.read(make_library({"a.md": note("A", "An [[open_gop]], an [[Open GOP]] and a [[closed gop]].")}))
    shelf.show("a.md")
    assert shelf.linked()[LINKS] == ["open gop", "closed gop"]


def test_the_links_are_back_when_nothing_is_sought_any_more(seek: Shelf) -> None:
    before = seek.linked()
    seek.sidebar.filter.setText("whole")
    seek.settle()
    seek.sidebar.filter.clear()
    seek.settle()
    assert seek.linked() == before


def test_the_newest_question_wins(seek: Shelf) -> None:
    for text in ("whole", "wh", "another"):
        seek.sidebar.filter.setText(text)
    seek.settle()
    assert seek.linked() == {IN_TEXT: ["Twice"]}


def test_tooltips_and_rows_of_strangers_are_plain_text(shelf: Shelf, make_library: MakeLibrary) -> None:
    evil = "<img src=x>\u202e"
    shelf.read(
        make_library(
            {
                "a.md": note("A", f"To [[no | {evil}]].\n"),
                "b.md": f'---\ntitle: "{evil}"\n---\n\nSee [[a]] <b>now</b> {evil}.\n',
            }
        )
    )
    shelf.show("a.md")
    model = shelf.sidebar.linked.view.rows
    for place in range(2):
        row = model.index(0, 0, model.index(place, 0))
        assert "\u202e" not in row.data() + str(row.data(Role.SECOND))
        assert "<img" not in row.data(Qt.ItemDataRole.ToolTipRole)


def test_a_hub_is_listed_without_its_sentences_being_cut(shelf: Shelf, make_library: MakeLibrary) -> None:
    notes = {f"n{number:03}.md": note(f"N {number}", f"Sentence {number} has a [[hub]].\n") for number in range(300)}
    shelf.read(make_library({"hub.md": note("Hub"), **notes}))
    shelf.show("hub.md")
    model, view = shelf.sidebar.linked.view.rows, shelf.sidebar.linked.view
    view.viewport().repaint()
    assert model.rowCount(model.index(0, 0)) == 300
    assert 0 < len(model._made) < 30
    view.scrollToBottom()
    view.viewport().repaint()
    assert len(model._made) < 60


def test_a_list_of_very_many_ends_with_how_many_more_there_are(shelf: Shelf) -> None:
    view = shelf.sidebar.linked.view
    view.show_sections([Section("Many", range(5000), lambda number: Row(f"Row {number}", "note:a.md"))])
    many = shelf.linked()["Many"]
    assert (len(many), many[-2], many[-1]) == (2501, "Row 2499", "… and 2,500 more")
    assert shelf.linked_row("Many").data(Role.EXTRA) == "5,000"


def test_a_linked_note_that_is_called_otherwise_is_listed_so(seek: Shelf, save: Callable[[str, str], None]) -> None:
    assert seek.linked()[LINKS][0] == "Keyframe"
    save("film/keyframe.md", NOTES["film/keyframe.md"].replace("title: Keyframe", "title: I-frame"))
    assert seek.linked()[LINKS][0] == "I-frame"
    assert "I-frame" in seek.linked()[BACKLINKS]


def test_the_place_between_tree_and_list_is_remembered(seek: Shelf) -> None:
    seek.sidebar.parts.setSizes([500, 300])
    remembered = seek.sidebar.remembered()
    seek.sidebar.parts.setSizes([200, 600])
    seek.sidebar.restore(remembered)
    assert seek.sidebar.remembered() == remembered
    for strange in ({}, {"parts": [1]}, {"parts": "x"}, {"parts": [True, None]}, {"parts": [0, 0]}):
        seek.sidebar.restore(strange)
    assert seek.sidebar.remembered() == remembered
