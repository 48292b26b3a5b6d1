"""Keys of one's own: changed in the dialog, in force at once in the whole window, and there the next day."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.ui.keys_sheet import KeysSheet
from tests.conftest import MakeLibrary
from tests.window import LIBRARY, Reader, reading

CTRL = Qt.KeyboardModifier.ControlModifier


def type_key(reader: Reader, title: str, *keys: Qt.Key) -> None:
    """Open the dialog, find the command, press Enter and the keys."""
    reader.press(Qt.Key.Key_Comma, CTRL)
    dialog = reader.app.windows.keys
    reader.qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(dialog.line, title)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, *keys):
        QTest.keyClick(QApplication.focusWidget(), key)
    dialog.close()
    reader.app.window.activateWindow()
    reader.qtbot.waitUntil(reader.app.window.isActiveWindow)
    reader.app.note_view.setFocus()


def test_a_key_that_was_given_works_at_once_and_the_next_day(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as reader:
        reader.open("film/exact_seeking.md")
        type_key(reader, "play or pause", Qt.Key.Key_F8)
        reader.press(Qt.Key.Key_F8)
        assert reader.app.player.playing
    with reading(qtbot, places, root, FakeBackend()) as reader:
        reader.open("film/exact_seeking.md")
        reader.press(Qt.Key.Key_F8)
        assert reader.app.player.playing
        assert reader.app.session.settings.now.keys == {
            "video.toggle": ("K", "Space", "Media Play", "Toggle Media Play/Pause", "F8")
        }


def test_a_key_that_was_taken_does_only_the_new(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    type_key(reader, "10 seconds on", Qt.Key.Key_K, Qt.Key.Key_Return)
    reader.press("k")
    assert (reader.app.player.position(), reader.app.player.playing) == (10.0, False)
    transport = reader.app.window.video_pane.transport
    assert transport.play.toolTip() == "<qt>Play or pause (Space)</qt>"


def test_a_preset_holds_in_the_whole_window(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.app.keys.choose("vlc")
    reader.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert (reader.app.player.position(), reader.title) == (10.0, "Exact seeking")
    reader.press(Qt.Key.Key_Backspace)
    reader.qtbot.waitUntil(lambda: reader.title == "Welcome")


def test_tooltips_tell_the_keys_as_they_are_now(reader: Reader) -> None:
    reader.app.keys.give("search.open", "F8")
    reader.app.keys.remove("Ctrl+K")
    reader.app.keys.give("video.follow", "F9")
    reader.app.keys.remove("Shift+F")
    assert reader.app.window.header.search.toolTip() == "<qt>Search all notes (F8)</qt>"
    assert reader.app.following.button.toolTip() == "<qt>Follow the video (F9)</qt>"


def test_the_sheet_shows_the_keys_as_they_are_now_and_leads_to_the_dialog(reader: Reader) -> None:
    reader.app.keys.give("video.mute", "F8")
    reader.press("?")
    sheet = reader.app.window.findChild(KeysSheet)
    shown = {label.text() for label in sheet.findChildren(type(reader.app.window.summary))}
    assert QKeySequence("F8").toString(QKeySequence.SequenceFormat.NativeText) in shown
    (change,) = sheet.findChildren(QPushButton)
    QTest.mouseClick(change, Qt.MouseButton.LeftButton)
    reader.qtbot.waitUntil(reader.app.windows.keys.isActiveWindow)
    reader.qtbot.waitUntil(lambda: reader.app.window.findChild(KeysSheet) is None)
    reader.app.windows.keys.close()
