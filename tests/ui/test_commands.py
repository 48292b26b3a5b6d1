"""The table of commands: every row can be reached, and no key does two things."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.commands import COMMANDS
from reader.ui.chords import chords, sequences
from reader.ui.keys_sheet import KeysSheet
from tests.window import SEEK, Reader


def test_no_key_is_given_twice(qapp: object) -> None:
    keys = Counter(key.toString() for command in COMMANDS for text in command.keys for key in sequences(text))
    assert [key for key, number in keys.items() if number > 1] == []


def test_ids_are_unique_and_every_command_has_a_title() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert all(command.title and command.group for command in COMMANDS)


def test_every_key_is_a_key(qapp: object) -> None:
    assert all(not key.isEmpty() for command in COMMANDS for text in command.keys for key in sequences(text))


def test_every_key_can_be_given_to_a_command(qapp: object) -> None:
    refused = [
        (command.id, text) for command in COMMANDS for text in command.keys if sequences(text) and not chords(text)
    ]
    assert refused == []


def test_the_sheet_shows_every_command_that_has_keys(reader: Reader) -> None:
    reader.press("?")
    sheet = reader.app.window.findChild(KeysSheet)
    shown = {label.text() for label in sheet.findChildren(type(reader.app.window.summary))}
    expected = {
        each.title for each in COMMANDS if any(map(chords, each.keys)) and not each.id.startswith("video.tenth-")
    }
    assert expected <= shown
    sheet.close()


def test_letters_drive_the_video(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.press("l")
    assert reader.app.player.position() == 10.0
    reader.press("j")
    assert reader.app.player.position() == 0.0
    reader.press("k")
    assert reader.app.player.playing
    reader.press(Qt.Key.Key_Space)
    assert not reader.app.player.playing
    reader.press("5")
    assert reader.app.player.position() == 300.0
    reader.press(Qt.Key.Key_Right)
    assert reader.app.player.position() == 305.0
    reader.press(".")
    assert abs(reader.app.player.position() - (305 + 1 / 30)) < 1e-6
    reader.press(Qt.Key.Key_Home)
    assert reader.app.player.position() == 0.0


def test_letters_and_arrows_do_nothing_to_the_video_while_typing(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    field = reader.app.window.sidebar.filter
    field.setFocus()
    QTest.keyClicks(field, "jkl 5?,.")
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_Home)
    assert field.text() == "jkl 5?,."
    assert (reader.app.player.position(), reader.app.player.playing) == (0.0, False)


def test_arrows_belong_to_the_tree_when_it_is_focused(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    tree = reader.app.window.sidebar.tree
    tree.setFocus()
    folder = tree.model().index(1, 0)
    tree.setCurrentIndex(folder)
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(folder)
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(folder)
    assert reader.app.player.position() == 0.0


def test_speed_and_sound_have_keys_and_are_remembered(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.press(">")
    reader.press("m")
    transport = reader.app.window.video_pane.transport
    assert (reader.backend.rate, transport.rate.text()) == (1.25, "1.25×")
    assert (reader.backend.volume, transport.volume.value()) == (0.0, 0)
    settings = reader.app.session.settings.now
    assert (settings.rate, settings.muted, settings.volume) == (1.25, True, 0.8)


def test_the_next_stamp_is_a_key_away(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.see()
    reader.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 84.0)
    reader.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 168.0)
    reader.press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 84.0)
    assert reader.app.player.video == SEEK
