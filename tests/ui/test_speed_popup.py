"""Where the speed is set, and for whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from reader.commands import COMMANDS
from reader.services.keeper import Keeper
from reader.services.speeds import Speeds
from reader.ui.actions import make_actions
from reader.ui.speed_popup import SpeedPopup
from reader.ui.theme import Theme
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


class Hand:
    """A popup that is open over its button, in a library with one channel."""

    def __init__(self, qapp: QApplication, desk: Desk, file: Path) -> None:
        self.desk = desk
        keeper = Keeper(desk.tasks, desk.messages, file, desk.owner)
        self.speeds = Speeds(desk.player, keeper, desk.library, desk.owner)
        desk.navigator.arrived.connect(lambda opened, _: self.speeds.show_note(opened))
        self.button = QToolButton()
        self.popup = SpeedPopup(desk.player, Theme(qapp), make_actions(desk.owner, COMMANDS), self.button)
        self.popup.attend(self.speeds)
        self.button.show()
        self.popup.open()

    def press(self, rate: float) -> None:
        """Press the button of a speed."""
        QTest.mouseClick(self.popup.presets.button(round(rate * 20)), Qt.MouseButton.LeftButton)

    @property
    def marked(self) -> list[str]:
        """The speeds whose buttons are marked."""
        return [button.text() for button in self.popup.presets.buttons() if button.isChecked()]


@pytest.fixture
def hand(qapp: QApplication, desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Iterator[Hand]:
    desk.read(make_library({"R&D <b>x/a.md": note("A"), "fast/b.md": note("B"), "top.md": note("Top")}))
    hand = Hand(qapp, desk, tmp_path / "kept.sqlite")
    yield hand
    hand.popup.close()
    hand.button.deleteLater()


def test_each_step_of_the_slider_is_a_twentieth(hand: Hand) -> None:
    QTest.keyClick(hand.popup.slider, Qt.Key.Key_Right)
    assert hand.desk.player.rate == 1.05
    for _ in range(100):
        QTest.keyClick(hand.popup.slider, Qt.Key.Key_Left)
    assert (hand.desk.player.rate, hand.popup.shown.text()) == (0.25, "0.25×")


def test_the_buttons_beside_the_number_are_fine_too(hand: Hand) -> None:
    QTest.mouseClick(hand.popup.faster, Qt.MouseButton.LeftButton)
    QTest.mouseClick(hand.popup.faster, Qt.MouseButton.LeftButton)
    QTest.mouseClick(hand.popup.slower, Qt.MouseButton.LeftButton)
    assert (hand.desk.player.rate, hand.popup.slider.value()) == (1.05, 21)


def test_the_speed_in_force_is_marked(hand: Hand) -> None:
    hand.press(1.5)
    assert (hand.desk.player.rate, hand.marked) == (1.5, ["1.5"])
    hand.press(1.5)
    assert hand.marked == ["1.5"]
    hand.desk.player.set_rate(1.55)
    assert hand.marked == []


def test_a_speed_is_remembered_for_a_channel_that_is_named(hand: Hand) -> None:
    hand.desk.open("R&D <b>x/a.md")
    assert hand.popup.remember.text() == "Remember for R&&D <b>x"
    hand.press(2.0)
    QTest.mouseClick(hand.popup.remember, Qt.MouseButton.LeftButton)
    hand.desk.open("fast/b.md")
    assert hand.speeds.own is None
    hand.press(0.75)
    hand.desk.open("R&D <b>x/a.md")
    assert (hand.popup.shown.text(), hand.speeds.own) == ("2.00×", 2.0)
    QTest.mouseClick(hand.popup.remember, Qt.MouseButton.LeftButton)
    assert (hand.desk.player.rate, hand.speeds.own) == (0.75, None)


def test_where_there_is_no_channel_nothing_is_offered(hand: Hand) -> None:
    hand.desk.open("fast/b.md")
    assert hand.popup.remember.isVisible()
    hand.desk.open("top.md")
    assert not hand.popup.remember.isVisible()


def test_escape_closes_it(hand: Hand) -> None:
    QTest.keyClick(hand.popup.slider, Qt.Key.Key_Escape)
    assert not hand.popup.isVisible()
