"""A command for as long as its key is held."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reader.commands import Command
from reader.ui.actions import make_actions
from reader.ui.hold_key import HoldKey

HOLD = "hold"


class Held:
    """A window whose key X, or Ctrl+Y, is to be held, and what was told of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.other = QPushButton(self.window)
        actions = make_actions(self.window, [Command(HOLD, "Hold", ("X", "Ctrl+Y"), "Video", lambda _: None)])
        self.action: QAction = actions[HOLD]
        self.key = HoldKey(self.action)
        self.action.triggered.connect(self.key.begin)
        self.told: list[bool] = []
        self.key.held.connect(self.told.append)
        self.window.addAction(self.action)
        self.window.show()
        self.window.activateWindow()
        self.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.window.setFocus()

    def release(self, key: Qt.Key) -> None:
        """Let a key go, and wait until that is believed."""
        before = len(self.told)
        QTest.keyRelease(self.window, key)
        self.qtbot.waitUntil(lambda: len(self.told) > before)


@pytest.fixture
def held(qtbot: QtBot) -> Iterator[Held]:
    held = Held(qtbot)
    qtbot.waitUntil(held.window.isActiveWindow)
    yield held
    held.key.end()
    held.window.close()
    held.window.deleteLater()


def repeat(window: QWidget, kind: QEvent.Type) -> None:
    """What a key that is held sends again and again."""
    QApplication.sendEvent(window, QKeyEvent(kind, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x", True))


def test_it_begins_with_the_key_and_ends_with_it(held: Held) -> None:
    QTest.keyPress(held.window, Qt.Key.Key_X)
    assert held.told == [True]
    held.release(Qt.Key.Key_X)
    assert held.told == [True, False]


def test_a_key_that_repeats_is_still_held(held: Held) -> None:
    QTest.keyPress(held.window, Qt.Key.Key_X)
    for _ in range(5):
        repeat(held.window, QEvent.Type.KeyRelease)
        repeat(held.window, QEvent.Type.KeyPress)
    assert held.told == [True]
    held.release(Qt.Key.Key_X)
    assert held.told == [True, False]


def test_a_repeat_that_is_not_told_as_one_is_still_holding(held: Held) -> None:
    QTest.keyPress(held.window, Qt.Key.Key_X)
    for _ in range(5):
        QTest.keyRelease(held.window, Qt.Key.Key_X)
        QTest.keyPress(held.window, Qt.Key.Key_X)
    assert held.told == [True]
    held.release(Qt.Key.Key_X)
    assert held.told == [True, False]


def test_other_keys_do_not_end_it(held: Held) -> None:
    QTest.keyPress(held.window, Qt.Key.Key_X)
    QTest.keyClick(held.window, Qt.Key.Key_Right)
    assert held.told == [True]


def test_it_ends_with_the_first_of_two_keys(held: Held) -> None:
    QTest.keyPress(held.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert held.told == [True]
    held.release(Qt.Key.Key_Control)
    assert held.told == [True, False]


def test_it_ends_when_the_keys_go_elsewhere(held: Held) -> None:
    QTest.keyPress(held.window, Qt.Key.Key_X)
    held.other.setFocus()
    assert held.told == [True, False]
    QTest.keyRelease(held.other, Qt.Key.Key_X)
    assert held.told == [True, False]


def test_it_can_be_held_again(held: Held) -> None:
    for _ in range(3):
        QTest.keyPress(held.window, Qt.Key.Key_X)
        held.release(Qt.Key.Key_X)
    assert held.told == [True, False] * 3
