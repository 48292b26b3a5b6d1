"""Changing keys by mouse and by keyboard: found, given, refused, taken, removed, given back, undone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader.commands import COMMANDS
from reader.ui.actions import Keys, make_actions
from reader.ui.keys_dialog import KeysDialog
from reader.ui.keys_list import KeysModel
from reader.ui.theme import Theme

ENTER, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
CTRL = Qt.KeyboardModifier.ControlModifier

PLAY = ("Media Play", "Toggle Media Play/Pause")
"""What a keyboard's own buttons for it are called."""


class Desk:
    """Someone at the dialog."""

    def __init__(self, qapp: QApplication, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        self.theme = Theme(qapp)
        self.keys = Keys(COMMANDS, make_actions(self.window, COMMANDS), self.window)
        self.dialog = KeysDialog(self.keys, self.theme, self.window)
        self.dialog.show()
        self.dialog.activateWindow()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused
        QTest.keyClick(focused, key, modifiers)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def choose(self, title: str) -> None:
        """Type a title and go to the list."""
        self.dialog.line.setFocus()
        self.dialog.line.clear()
        QTest.keyClicks(self.dialog.line, title)
        self.press(DOWN)

    def listed(self) -> list[str]:
        model = self.dialog.model
        commands = (model.index(row, 0).data(KeysModel.COMMAND) for row in range(model.rowCount()))
        return [command.id for command in commands if command]

    def caps(self) -> dict[str, QToolButton]:
        found = self.dialog.panel.findChildren(QToolButton, "cap")
        return {cap.text(): cap for cap in found if not cap.isHidden()}

    @property
    def said(self) -> str:
        return str(self.dialog.panel.said.text())


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(qapp, qtbot)
    yield desk
    desk.window.close()
    desk.window.deleteLater()
    desk.theme.deleteLater()


def test_every_command_is_listed_with_its_keys_and_says_them(desk: Desk) -> None:
    assert desk.listed() == [command.id for command in COMMANDS]
    spoken = desk.dialog.model.index_of("video.toggle").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Play or pause: K or Space or Media Play or Toggle Media Play/Pause"
    none = desk.dialog.model.index_of("note.times").data(Qt.ItemDataRole.AccessibleTextRole)
    assert none == "How the times of this note are read: no key"


def test_words_of_the_title_find_a_command(desk: Desk) -> None:
    desk.choose("10 SEC on")
    assert desk.listed() == ["video.on-10"]


def test_a_key_is_added_by_the_keyboard_alone(desk: Desk) -> None:
    desk.choose("sound on")
    assert desk.listed() == ["video.mute"]
    desk.press(ENTER)
    desk.press(Qt.Key.Key_F8)
    assert desk.keys.of("video.mute") == ("M", "F8")
    assert desk.said == "F8 does “Sound on or off” now."
    assert set(desk.caps()) == {"M", "F8"}
    assert desk.dialog.list.hasFocus()
    assert desk.dialog.summary.text() == "1 command changed"


def test_escape_ends_the_capture_and_changes_nothing(desk: Desk) -> None:
    desk.choose("sound on")
    desk.press(ENTER)
    desk.press(ESCAPE)
    assert desk.dialog.isVisible()
    assert desk.dialog.list.hasFocus()
    assert desk.keys.changes == 0


def test_the_focus_elsewhere_ends_the_capture(desk: Desk) -> None:
    desk.choose("sound on")
    desk.press(ENTER)
    desk.dialog.line.setFocus()
    assert desk.dialog.panel.capture.isHidden()
    assert desk.dialog.panel.add.isVisible()


def test_a_taken_key_is_refused_and_taken_only_when_that_is_said(desk: Desk) -> None:
    desk.choose("sound on")
    desk.click(desk.dialog.panel.add)
    desk.press("k")
    assert desk.said == "K is taken: it does “Play or pause”."
    assert desk.dialog.panel.instead.accessibleDescription() == desk.said
    assert desk.keys.changes == 0
    desk.click(desk.dialog.panel.instead)
    assert (desk.keys.of("video.mute"), desk.keys.of("video.toggle")) == (("M", "K"), ("Space", *PLAY))
    assert desk.said == "K does “Sound on or off” now, and “Play or pause” no longer."
    desk.click(desk.dialog.undo)
    assert (desk.keys.of("video.mute"), desk.keys.of("video.toggle")) == (("M",), ("K", "Space", *PLAY))
    assert not desk.dialog.undo.isEnabled()


def test_escape_takes_the_offer_back_before_it_closes(desk: Desk) -> None:
    desk.choose("sound on")
    desk.press(ENTER)
    desk.press("k")
    desk.press(ESCAPE)
    assert desk.dialog.isVisible()
    assert (desk.said, desk.dialog.panel.instead.isHidden()) == ("", True)
    desk.press(ESCAPE)
    assert not desk.dialog.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Menu])
def test_a_key_that_the_window_needs_is_refused_with_a_sentence(desk: Desk, key: Qt.Key) -> None:
    desk.choose("sound on")
    desk.press(ENTER)
    desk.press(key)
    assert desk.said.endswith("so it cannot be given to a command.")
    assert not desk.dialog.panel.instead.isVisible()
    assert desk.keys.changes == 0


def test_enter_presses_what_has_the_focus(desk: Desk) -> None:
    desk.choose("sound on")
    desk.dialog.panel.add.setFocus()
    desk.press(ENTER)
    desk.press("k")
    desk.press(ENTER)
    assert desk.keys.of("video.mute") == ("M", "K")
    desk.caps()["K"].setFocus()
    desk.press(ENTER)
    assert desk.keys.of("video.mute") == ("M",)


def test_a_key_that_the_command_has_is_not_given_again(desk: Desk) -> None:
    desk.choose("sound on")
    desk.press(ENTER)
    desk.press("m")
    assert (desk.said, desk.keys.of("video.mute")) == ("M does that already.", ("M",))


def test_a_key_is_removed_by_a_click_or_by_delete(desk: Desk) -> None:
    desk.choose("play or pause")
    cap = desk.caps()["K"]
    assert cap.accessibleName() == "Remove K from “Play or pause”"
    desk.click(cap)
    assert (desk.keys.of("video.toggle"), desk.said) == (("Space", *PLAY), "K does nothing now.")
    desk.press(Qt.Key.Key_Delete)
    assert desk.keys.of("video.toggle") == ("Space", PLAY[0])
    desk.press("z", CTRL)
    assert desk.keys.of("video.toggle") == ("Space", *PLAY)


def test_one_command_is_reset_or_all(desk: Desk) -> None:
    desk.keys.give("video.mute", "F8")
    desk.keys.give("video.toggle", "F9")
    desk.choose("sound on")
    assert desk.dialog.panel.reset.isVisible()
    desk.click(desk.dialog.panel.reset)
    assert (desk.keys.of("video.mute"), desk.keys.changes) == (("M",), 1)
    assert not desk.dialog.panel.reset.isVisible()
    desk.click(desk.dialog.reset_all)
    assert (desk.keys.changes, desk.said) == (0, "All keys are those of YouTube again.")
    assert not desk.dialog.reset_all.isEnabled()


def test_pressing_a_key_finds_what_it_does(desk: Desk) -> None:
    desk.click(desk.dialog.by_key)
    desk.press("b", CTRL)
    assert (desk.dialog.line.text(), desk.listed()) == ("key:Ctrl+B", ["window.sidebar"])
    assert desk.dialog.panel.title.text() == "Show or hide the sidebar"
    desk.click(desk.dialog.by_key)
    desk.press(Qt.Key.Key_F12)
    assert desk.dialog.nothing.text() == "F12 does nothing yet. Choose a command, and add it there."
    desk.click(desk.dialog.by_key)
    desk.press(Qt.Key.Key_Tab)
    assert desk.dialog.nothing.text().startswith("Tab goes to what is next")
    assert desk.dialog.command is None


def test_another_preset_holds_at_once_and_ones_own_changes_stay(desk: Desk) -> None:
    desk.keys.give("video.mute", "F8")
    desk.click(desk.dialog.presets.button(1))
    assert (desk.keys.preset, desk.keys.of("video.mute")) == ("mpv", ("M", "F8"))
    assert "P" in desk.keys.of("video.toggle")
    assert desk.said == "The keys are those of mpv now. Your own changes stay."
    desk.dialog.undo.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert (desk.keys.preset, desk.dialog.presets.checkedId()) == ("youtube", 0)


def test_nothing_that_fits_is_said(desk: Desk) -> None:
    desk.dialog.line.setText("bake a cake")
    assert desk.dialog.nothing.text() == "No command is called so."
    assert desk.dialog.pages.currentWidget() is desk.dialog.nothing
    desk.press(DOWN)
    desk.press(ENTER)
    desk.press(Qt.Key.Key_Delete)
    assert desk.keys.changes == 0
    desk.dialog.line.clear()
    assert desk.dialog.pages.currentWidget() is desk.dialog.list


def test_the_list_stays_where_it_is_while_keys_change(desk: Desk) -> None:
    desk.dialog.list.setCurrentIndex(desk.dialog.model.index_of("window.theme"))
    place = desk.dialog.list.verticalScrollBar().value()
    desk.keys.give("window.theme", "F8")
    assert desk.dialog.command is not None
    assert desk.dialog.command.id == "window.theme"
    assert desk.dialog.list.verticalScrollBar().value() == place > 0


def test_every_control_has_a_name_and_is_reached_by_tab(desk: Desk) -> None:
    desk.keys.give("video.toggle", "F8")
    reached = set()
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused
        reached.add(focused.accessibleName() or focused.property("text"))
        desk.press(Qt.Key.Key_Tab)
    assert {
        "Keys as in YouTube",
        "Find a command",
        "Find what a key does by pressing it",
        "Commands",
        "Add a key for “Play or pause”",
        "Reset the keys of “Play or pause”",
        "Remove F8 from “Play or pause”",
        "Undo",
    } <= reached
