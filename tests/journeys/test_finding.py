"""Finding in a library and walking it: search, quick open, the chooser, the sidebar, the graph, what was read."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.paths import Places
from reader.players.base import State
from reader.players.fake import FakeBackend
from tests.conftest import MakeLibrary, note
from tests.library.spoken import vtt
from tests.window import LIBRARY, READ, SEEK, Reader, reading

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _type(reader: Reader, words: str) -> None:
    QTest.keyClicks(reader.app.window.focusWidget(), words)


def test_search_leads_to_the_sentence(reader: Reader) -> None:
    reader.press(Qt.Key.Key_K, CTRL)
    _type(reader, "last wor")
    reader.press(Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.title == "Exact seeking")
    reader.qtbot.waitUntil(lambda: reader.app.note_view.scroll() > 500)
    assert not reader.app.search.palette.isVisible()
    assert reader.app.note_view.page_widget().hasFocus()


def test_search_with_shift_plays_from_the_stamp(reader: Reader) -> None:
    reader.press(Qt.Key.Key_K, CTRL)
    _type(reader, "captions title:captions")
    reader.qtbot.waitUntil(lambda: reader.app.search.model.notes == 1)
    reader.press(Qt.Key.Key_Return, SHIFT)
    reader.qtbot.waitUntil(lambda: reader.title == "Captions")
    assert (reader.app.player.video, reader.backend.position()) == (READ, 5.0)
    assert reader.backend.state() is State.PLAYING


def test_search_leads_to_what_a_video_says_beside_the_note_about_it(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    said = vtt((100, "and this is a capybara"), (150, "there it went"))
    root = make_library(LIBRARY | {f"film/What a seek does [{SEEK}].en.vtt": said})
    with reading(qtbot, places, root, FakeBackend(), "index.md") as reader:
        qtbot.waitUntil(lambda: reader.title == "Welcome")
        reader.press(Qt.Key.Key_K, CTRL)
        _type(reader, "capybara")
        qtbot.waitUntil(lambda: reader.app.search.model.said == 1)
        reader.press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: reader.title == "Exact seeking")
        assert (reader.app.player.video, reader.backend.position()) == (SEEK, 100.0)
        assert reader.backend.state() is State.PAUSED
        qtbot.waitUntil(lambda: reader.ask("alongside.drawn") is True)
        reader.press(Qt.Key.Key_K, CTRL)
        _type(reader, "there it went")
        qtbot.waitUntil(lambda: reader.app.search.model.said == 1)
        reader.press(Qt.Key.Key_Return, SHIFT)
        qtbot.waitUntil(lambda: reader.backend.position() == 150.0)
        assert (reader.title, reader.backend.state()) == ("Exact seeking", State.PLAYING)


def test_quick_open_offers_what_was_read_last_and_finds_titles_by_some_letters(reader: Reader) -> None:
    reader.open("film/keyframes.md")
    reader.app.history.note_read("film/keyframes.md")
    reader.open("index.md")
    reader.press(Qt.Key.Key_P, CTRL)
    reader.qtbot.waitUntil(lambda: reader.app.quick.model.rowCount() > 0)
    assert reader.app.quick.model.index(0, 0).data() == "Keyframes"
    _type(reader, "capt")
    reader.press(Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.title == "Captions")


def test_a_name_of_several_notes_is_chosen_in_a_panel(qtbot: Any, places: Places, make_library: MakeLibrary) -> None:
    root = make_library(
        {
            "a/one.md": note("One", "It is the [[same]] thing."),
            "b/same.md": note("Same of b", "This is b."),
            "c/same.md": note("Same of c", "This is c."),
        }
    )
    with reading(qtbot, places, root, FakeBackend()) as reader:
        reader.open("a/one.md")
        reader.click("choose:same")
        chooser = reader.app.chooser
        qtbot.waitUntil(lambda: chooser.model.rowCount() == 2)
        assert chooser.palette.line.placeholderText() == "Which “same”?"
        _type(reader, "of c")
        qtbot.waitUntil(lambda: chooser.model.rowCount() == 1)
        reader.press(Qt.Key.Key_Return)
        reader.reads("This is c.")


def test_a_note_that_is_written_while_the_window_is_open_is_found_and_linked(reader: Reader) -> None:
    reader.open("film/keyframes.md")
    before = reader.app.library.catalog.count_notes()
    (reader.app.library.root / "film/new.md").write_text(note("Quite new", "See [[keyframes]] and zebrafish."))
    reader.qtbot.waitUntil(lambda: reader.app.library.catalog.count_notes() == before + 1)
    reader.press(Qt.Key.Key_K, CTRL)
    _type(reader, "zebrafish")
    reader.qtbot.waitUntil(lambda: reader.app.search.model.notes == 1)
    reader.press(Qt.Key.Key_Escape)
    rows = reader.app.window.sidebar.linked.view.rows
    reader.qtbot.waitUntil(lambda: "Quite new" in _titles(rows))


def _titles(model: Any) -> list[str]:
    sections = [model.index(at, 0) for at in range(model.rowCount())]
    return [model.index(at, 0, each).data() for each in sections for at in range(model.rowCount(each))]


def test_the_graph_of_the_open_note_leads_on(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    with reader.qtbot.waitSignal(reader.app.windows.graph.shown):
        reader.press(Qt.Key.Key_G)
    assert reader.app.windows.graph.isVisible()
    reader.app.windows.graph.close()


def test_the_pages_of_the_video_and_the_channel_are_a_key_away(reader: Reader) -> None:
    reader.open("film/captions.md")
    reader.press(Qt.Key.Key_V, SHIFT)
    reader.qtbot.waitUntil(lambda: reader.title == "Reading along")
    reader.press(Qt.Key.Key_C, SHIFT)
    reader.qtbot.waitUntil(lambda: reader.title == "film")
    reader.app.navigator.back()
    reader.qtbot.waitUntil(lambda: reader.title == "Reading along")
    reader.app.navigator.back()
    reader.qtbot.waitUntil(lambda: reader.title == "Captions")
    reader.press(Qt.Key.Key_C, SHIFT)
    reader.qtbot.waitUntil(lambda: reader.title == "film")
    reader.press(Qt.Key.Key_C, SHIFT)
    assert reader.toast() == "The page that is open belongs to no channel."


def test_a_note_is_marked_as_unread_and_stays_so_the_next_day(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library({"a.md": note("A", "Text."), "b.md": note("B", "Text.")})
    with reading(qtbot, places, root, FakeBackend(), "a.md") as reader:
        reader.reads("Text.")
        reader.press(Qt.Key.Key_U)
        assert reader.app.history.is_read("a.md")
        reader.app.history.mark(("b.md",), read=True)
        reader.press(Qt.Key.Key_U)
        assert not reader.app.history.is_read("a.md")
    with reading(qtbot, places, root, FakeBackend()) as reader:
        qtbot.waitUntil(lambda: reader.app.history.is_read("b.md"))
        assert not reader.app.history.is_read("a.md")


def test_panels_of_one_library_go_when_another_is_opened(reader: Reader) -> None:
    reader.press(Qt.Key.Key_P, CTRL)
    assert reader.app.quick.palette.isVisible()
    (reader.app.library.root.parent / "other").mkdir()
    reader.app.open_library(reader.app.library.root.parent / "other")
    assert not reader.app.quick.palette.isVisible()


def test_the_first_reading_of_a_large_library_can_be_stopped_and_taken_up_again(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library({f"a/{number}.md": note(f"N {number}", "word " * 200) for number in range(3000)})
    with reading(qtbot, places, make_library({"b/n.md": note("B")}) / "b", FakeBackend()) as reader:
        library, window = reader.app.library, reader.app.window
        with qtbot.waitSignal(library.grew, timeout=20_000):
            reader.app.open_library(root)
        qtbot.waitUntil(window.stop.isVisible)
        QTest.mouseClick(window.stop, Qt.MouseButton.LeftButton)
        assert (window.stop.isVisible(), library.ready) == (False, False)
        assert window.summary.text() == "Not all of the library is read; F5 reads on."
        with qtbot.waitSignal(library.changed, timeout=20_000):
            reader.press(Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: window.summary.text().startswith("3,001 notes"))
        assert not window.stop.isVisible()
