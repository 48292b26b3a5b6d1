"""What the window shows of note and video, and that it remembers it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from reader.paths import Places
from reader.players.fake import FakeBackend
from tests.conftest import MakeLibrary
from tests.window import LIBRARY, Reader, reading

CTRL = Qt.KeyboardModifier.ControlModifier


def seen(reader: Reader) -> tuple[bool, bool]:
    """Whether the note is seen, and the video."""
    window = reader.app.window
    return window.note_view.isVisible(), window.video_pane.isVisible()


def test_each_layout_has_a_key_and_the_key_of_one_part_brings_both_back(reader):
    reader.open("film/exact_seeking.md")
    for key, both in (("3", (True, False)), ("3", (True, True)), ("4", (False, True)), ("4", (True, True))):
        reader.press(key, CTRL)
        assert seen(reader) == both
    reader.press("2", CTRL)
    assert reader.app.window.reading.orientation() is Qt.Orientation.Vertical
    reader.press("3", CTRL)
    reader.press("t")
    assert reader.app.window.reading.orientation() is Qt.Orientation.Vertical
    reader.press("1", CTRL)
    assert reader.app.window.reading.orientation() is Qt.Orientation.Horizontal


def test_how_the_two_share_the_room_is_remembered_for_each_layout(
    qtbot: object, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as first:
        first.open("film/exact_seeking.md")
        window, prefer = first.app.window, first.app.preferences.choose_layout
        window.resize(760, 600)
        window.reading.setSizes([270, 241])
        beside = window.reading.sizes()
        prefer("above")
        window.reading.setSizes([230, 299])
        above = window.reading.sizes()
        prefer("note")
        prefer("beside")
        first.qtbot.waitUntil(lambda: window.reading.sizes() == beside)
        prefer("above")
        first.qtbot.waitUntil(lambda: window.reading.sizes() == above)
        prefer("video")
    with reading(qtbot, places, root, FakeBackend()) as second:
        assert seen(second) == (False, True)
        second.press("t")
        assert seen(second) == (True, True)
        second.qtbot.waitUntil(lambda: second.app.window.reading.sizes() == above)
        second.press("t")
        second.qtbot.waitUntil(lambda: second.app.window.reading.sizes() == beside)


def test_a_note_that_was_never_seen_is_there_when_it_is_wanted(
    qtbot: object, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as first:
        first.app.preferences.choose_layout("video")
    with reading(qtbot, places, root, FakeBackend(), "film/exact_seeking.md") as second:
        second.qtbot.waitUntil(lambda: second.title == "Exact seeking")
        second.press("4", CTRL)
        second.reads("Paragraph 1")
        second.qtbot.waitUntil(lambda: second.ask("window.innerWidth") == second.app.note_view.width())
        second.click("seek:SeekSeekSee?t=84")
        second.qtbot.waitUntil(lambda: second.app.player.position() == 84.0)


def test_with_the_note_alone_the_video_plays_on_and_the_foot_tells_where(reader):
    reader.open("film/exact_seeking.md")
    now = reader.app.window.now_playing
    reader.app.player.play()
    assert not now.isVisible()
    reader.press("3", CTRL)
    assert reader.app.player.playing
    reader.click("seek:SeekSeekSee?t=84")
    reader.qtbot.waitUntil(lambda: now.time.text() == "1:24 / 10:00")
    assert now.isVisible()
    QTest.mouseClick(now.play, Qt.MouseButton.LeftButton)
    assert not reader.app.player.playing
    QTest.mouseClick(now.mini, Qt.MouseButton.LeftButton)
    assert reader.app.window.mini.isVisible()
    assert not now.isVisible()
    reader.app.window.come_back()
    assert seen(reader) == (True, False)


def test_a_page_without_video_has_nothing_to_tell_at_the_foot(reader):
    reader.app.preferences.choose_layout("note")
    assert not reader.app.window.now_playing.isVisible()


def test_the_keys_go_to_what_is_seen(reader):
    reader.open("film/exact_seeking.md")
    window = reader.app.window
    window.note_view.setFocus()
    reader.press("4", CTRL)
    assert window.focusWidget() is window.video_pane.view
    reader.press("k")
    assert reader.app.player.playing
    reader.press("3", CTRL)
    assert window.note_view.isAncestorOf(window.focusWidget())


def test_who_looks_for_words_of_the_note_sees_it(reader):
    reader.open("film/exact_seeking.md")
    reader.press("4", CTRL)
    reader.press("/")
    assert seen(reader) == (True, True)
    assert reader.app.window.find_bar.isVisible()


def test_what_is_said_is_seen_where_only_the_video_is(reader):
    reader.open("film/exact_seeking.md")
    reader.press("4", CTRL)
    reader.app.messages.say("Here I am.")
    reader.app.messages.warn("Look here.", "")
    assert (reader.toast(), reader.warning()) == ("Here I am.", "Look here.")


def test_a_layout_chosen_on_the_whole_screen_is_seen_afterwards(reader):
    reader.open("film/exact_seeking.md")
    reader.press("f")
    reader.qtbot.waitUntil(reader.app.window.isFullScreen)
    reader.press("3", CTRL)
    assert seen(reader) == (False, True)
    reader.press(Qt.Key.Key_Escape)
    reader.qtbot.waitUntil(lambda: seen(reader) == (True, False))


def test_a_narrow_window_does_without_its_sidebar_and_has_it_again_when_it_is_wide(reader):
    window = reader.app.window
    window.resize(480, 360)
    assert window.size() == QSize(480, 360)
    assert not window.sidebar.isVisible()
    reader.qtbot.waitUntil(lambda: min(window.reading.sizes()) >= 200)
    window.resize(1000, 600)
    assert window.sidebar.isVisible()


def test_a_sidebar_is_as_wide_as_before_when_the_window_was_narrow_for_a_while(reader):
    window = reader.app.window
    window.resize(1000, 600)
    before = window.columns.sizes()[0]
    for width in range(960, 400, -40):
        window.resize(width, 600)
    window.resize(1000, 600)
    assert window.columns.sizes()[0] == before


def test_a_sidebar_that_is_wanted_in_a_narrow_window_makes_it_wider(reader):
    window = reader.app.window
    window.resize(480, 360)
    window.toggle_sidebar()
    assert window.sidebar.isVisible()
    assert window.width() > 480
    window.toggle_sidebar()
    assert not window.sidebar.isVisible()
    window.resize(1000, 600)
    assert not window.sidebar.isVisible()


def test_a_window_closed_while_narrow_has_its_sidebar_the_next_day(
    qtbot: object, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as first:
        first.app.window.resize(480, 360)
    with reading(qtbot, places, root, FakeBackend()) as second:
        assert not second.app.window.sidebar.isVisible()
        second.app.window.resize(1000, 600)
        assert second.app.window.sidebar.isVisible()
