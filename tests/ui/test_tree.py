"""The tree of the library: its orders, tags, what was read, and what stays where it is when something changes."""

import os
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reader.notes.hrefs import channel_href, place_href, video_href
from reader.ui.rows import Role
from tests.conftest import MakeLibrary, note
from tests.ui.shelf import Shelf

VIDEO = "SeekSeekSee"
NOTES = {
    "alpha/one.md": note("One", "Of #light and #Sound.\n", VIDEO),
    "alpha/two.md": note("Two", "Text.\n", VIDEO),
    "alpha/three.md": note("Three", "Text.\n", VIDEO),
    "beta/four.md": note("Four", "More #light.\n"),
    "gamma/five.md": note("Five", "Text.\n"),
    "gamma/six.md": note("Six", "Text.\n"),
    "delta/same.md": note("Same", "Text.\n"),
    "gamma/same.md": note("Same", "Text.\n"),
}
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups
Save = Callable[[str, str], None]


@pytest.fixture
def tree(shelf: Shelf, make_library: MakeLibrary) -> Shelf:
    root = make_library(NOTES)
    for number, path in enumerate(("gamma/five.md", "gamma/six.md", "gamma/same.md", "alpha/one.md", "alpha/two.md",
                                   "alpha/three.md", "beta/four.md", "delta/same.md")):  # fmt: skip
        os.utime(root / path, (1000 + number, 1000 + number))
    shelf.read(root)
    return shelf


def arrange(shelf: Shelf, order: str = "name", group: str = "channel", *, only_unread: bool = False) -> list[str]:
    shelf.sidebar.arrange(order, group, only_unread=only_unread)
    shelf.settle()
    return list(shelf.tree())


def read(shelf: Shelf, *paths: str) -> None:
    for path in paths:
        shelf.history.note_read(path)
    shelf.settle()


def menu_of(shelf: Shelf, *titles: str) -> dict[str, Callable[[], None]]:
    """The menu that the key for it opens on a row, and what its actions do."""
    shelf.sidebar.tree.setCurrentIndex(shelf.row(*titles))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(shelf.sidebar.tree.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action.trigger for action in menu.actions() if action.text()}
    menu.close()
    return actions


def test_the_heading_tells_how_many_notes_there_are(tree: Shelf) -> None:
    assert tree.sidebar.count.text() == "8"


@pytest.mark.parametrize(
    ("order", "channels"),
    [
        ("name", ["alpha", "beta", "delta", "gamma"]),
        ("notes", ["alpha", "gamma", "beta", "delta"]),
        ("changed", ["delta", "beta", "alpha", "gamma"]),
        ("read", ["gamma", "beta", "alpha", "delta"]),
    ],
)
def test_channels_are_sorted_as_the_reader_wants(tree: Shelf, order: str, channels: list[str]) -> None:
    read(tree, "gamma/six.md", "beta/four.md", "gamma/five.md")
    assert arrange(tree, order) == channels


def test_notes_are_listed_under_their_tags(tree: Shelf) -> None:
    assert arrange(tree, group="tag") == ["#light", "#Sound"]
    assert tree.tree() == {"#light": {"Four": {}, "One": {}}, "#Sound": {"One": {}}}
    tree.show("alpha/one.md")
    assert tree.sidebar.tree.currentIndex() == tree.row("#Sound", "One")


def test_a_filter_holds_among_tags_too(tree: Shelf) -> None:
    arrange(tree, group="tag")
    tree.sidebar.filter.setText("o")
    tree.settle()
    assert tree.tree() == {"#light": {"Four": {}, "One": {}}, "#Sound": {"One": {}}, "Two": {}}


def test_a_library_without_tags_says_so(shelf: Shelf, make_library: MakeLibrary) -> None:
    shelf.read(make_library({"a.md": note("A", "Text.\n")}))
    assert arrange(shelf, group="tag") == ["No note here has a tag"]
    assert not shelf.row("No note here has a tag").data(Role.HREF)


def test_only_unread_notes_are_listed_when_that_is_wanted(tree: Shelf) -> None:
    read(tree, "gamma/five.md", "beta/four.md", "alpha/one.md")
    assert arrange(tree, only_unread=True) == ["alpha", "delta", "gamma"]
    assert list(tree.tree()["gamma"]) == ["Same", "Six"]
    tree.history.mark([path for path in NOTES if path.startswith("alpha")], read=True)
    tree.settle()
    assert list(tree.tree()) == ["delta", "gamma"]
    tree.history.mark(NOTES, read=True)
    tree.settle()
    assert list(tree.tree()) == ["All notes are read"]
    assert list(arrange(tree)) == ["alpha", "beta", "delta", "gamma"]


def test_the_open_note_stays_listed_when_it_is_read(tree: Shelf) -> None:
    arrange(tree, only_unread=True)
    tree.show("beta/four.md")
    read(tree, "beta/four.md")
    assert tree.sidebar.tree.currentIndex() == tree.row("beta", "Four")


def test_a_note_that_was_read_has_a_check_and_rows_above_tell_how_many(tree: Shelf) -> None:
    read(tree, "alpha/one.md", "alpha/two.md")
    assert tree.row("alpha", VIDEO, "One").data(Role.READ)
    assert not tree.row("alpha", VIDEO, "Three").data(Role.READ)
    for row in (tree.row("alpha"), tree.row("alpha", VIDEO)):
        assert "2 of 3 read" in row.data(Qt.ItemDataRole.ToolTipRole)


def test_the_menu_tells_what_the_reader_wants(tree: Shelf, qtbot: object) -> None:
    said: list[dict[str, object]] = []
    tree.sidebar.arranged.connect(said.append)
    for text in ("Recently changed", "Tag", "Only unread"):
        next(action for action in tree.sidebar.menu.actions() if action.text() == text).trigger()
    assert said == [{"tree_order": "changed"}, {"tree_group": "tag"}, {"only_unread": True}]
    tree.sidebar.arrange("notes", "tag", only_unread=True)
    checked = [action.text() for action in tree.sidebar.menu.actions() if action.isChecked()]
    assert checked == ["Number of notes", "Tag", "Only unread"]


@OFFSCREEN
def test_a_row_has_a_menu_of_what_can_be_done_with_it(tree: Shelf) -> None:
    assert list(menu_of(tree, "alpha")) == ["Channel’s page", "Mark all as read"]
    assert list(menu_of(tree, "alpha", VIDEO)) == ["Video’s page", "Channel’s page", "Mark all as read"]
    actions = menu_of(tree, "alpha", VIDEO, "One")
    assert list(actions) == ["Open", "Video’s page", "Channel’s page", "Mark as read", "Copy link"]
    for action in actions.values():
        action()
    tree.settle()
    assert tree.followed == [place_href("alpha/one.md"), video_href(VIDEO), channel_href("alpha")]
    assert QGuiApplication.clipboard().text() == "[[one]]"
    assert "Mark as unread" in menu_of(tree, "alpha", VIDEO, "One")


@OFFSCREEN
def test_a_link_is_copied_so_that_it_means_that_note_only(tree: Shelf) -> None:
    menu_of(tree, "gamma", "Same")["Copy link"]()
    assert QGuiApplication.clipboard().text() == "[[gamma/same]]"


def test_a_saved_note_that_looks_the_same_leaves_the_tree_alone(tree: Shelf, save: Save) -> None:
    resets: list[None] = []
    tree.row("alpha", VIDEO, "One")
    tree.sidebar.model.modelReset.connect(lambda: resets.append(None))
    save("alpha/one.md", NOTES["alpha/one.md"] + "One word more.\n")
    assert resets == []
    save("alpha/one.md", NOTES["alpha/one.md"].replace("title: One", "title: First"))
    assert len(resets) == 1
    assert list(tree.tree()["alpha"][VIDEO]) == ["First", "Three", "Two"]


def test_a_change_leaves_what_is_open_and_what_is_on_top(shelf: Shelf, make_library: MakeLibrary, save: Save) -> None:
    shelf.read(make_library({f"c{n:02}/n{m}.md": note(f"N {n} {m}") for n in range(40) for m in range(4)}))
    view = shelf.sidebar.tree
    for title in ("c05", "c20"):
        view.expand(shelf.row(title))
    view.scrollTo(shelf.row("c20"), view.ScrollHint.PositionAtTop)
    view.setCurrentIndex(shelf.row("c20", "N 20 2"))
    save("c01/new.md", note("New"))
    assert shelf.row("c01", "New").isValid()
    assert view.isExpanded(shelf.row("c05"))
    assert view.indexAt(QPoint(4, 1)) == shelf.row("c20")
    assert view.currentIndex() == shelf.row("c20", "N 20 2")


def test_what_is_not_opened_is_not_asked_for(tree: Shelf) -> None:
    model = tree.sidebar.model
    assert not any(model.node(model.index(row, 0)).filled for row in range(model.rowCount()))


def test_the_tree_fills_while_a_library_is_read_the_first_time(shelf: Shelf, make_library: MakeLibrary) -> None:
    root = make_library({f"c{n}/n{m}.md": note(f"N {m}") for n in range(7) for m in range(100)})
    resets: list[bool] = []
    shelf.sidebar.model.modelReset.connect(lambda: resets.append(shelf.library.ready))
    shelf.read(root)
    assert len(shelf.tree()) == 7
    assert len(resets) <= 3


def test_a_row_is_left_and_folded_by_keys(tree: Shelf) -> None:
    view = tree.sidebar.tree
    view.setCurrentIndex(tree.row("alpha"))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.isExpanded(tree.row("alpha"))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not view.isExpanded(tree.row("alpha"))
    assert tree.followed == []


def test_a_menu_key_where_no_row_is_opens_nothing(shelf: Shelf) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(shelf.sidebar.tree, event)
    assert QApplication.activePopupWidget() is None
    assert event.type() == QEvent.Type.ContextMenu
