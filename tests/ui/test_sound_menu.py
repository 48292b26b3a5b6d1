"""The menu of the volume button, over a backend whose outputs come and go by hand."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget

from reader.players.base import OUTPUT_GONE, SoundOutput
from reader.players.fake import FakeBackend
from reader.services.sound import Sound
from reader.ui.sound_menu import SoundMenu
from tests.services.conftest import Desk

EAR = SoundOutput("hw:1", "Left & right ear")
HALL = SoundOutput("hw:2", "<b>Hall</b> of a name that is very, very long indeed, as some are")


@pytest.fixture
def sound(desk: Desk) -> Sound:
    """What is wished of sound, over a backend with two outputs."""
    sound = Sound(desk.player, desk.messages, desk.owner)
    desk.backend.outputs = (EAR, HALL)
    sound._use(desk.backend)
    return sound


@pytest.fixture
def menu(sound: Sound) -> Iterator[SoundMenu]:
    """The menu, opened once."""
    owner = QWidget()
    menu = SoundMenu(sound, owner)
    menu.aboutToShow.emit()
    yield menu
    shiboken6.delete(owner)


def shown(menu: SoundMenu) -> list[str]:
    """The outputs in the menu, with a tick before the one that holds."""
    return [("✓ " if action.isChecked() else "") + action.text() for action in menu.outputs()]


def test_the_outputs_that_are_there_can_be_chosen(menu: SoundMenu, sound: Sound, desk: Desk) -> None:
    hall = "<b>Hall</b> of a name that is very, very long i…"
    assert shown(menu) == ["✓ The system’s default", "Left && right ear", hall]
    menu.outputs()[1].trigger()
    assert desk.backend.output == "hw:1"
    assert shown(menu) == ["The system’s default", "✓ Left && right ear", hall]
    menu.outputs()[0].trigger()
    assert desk.backend.output == ""


def test_an_output_that_has_gone_stays_chosen_but_is_said_to_be_away(menu: SoundMenu, sound: Sound, desk: Desk) -> None:
    menu.outputs()[1].trigger()
    desk.backend.outputs = ()
    menu.aboutToShow.emit()
    assert shown(menu) == ["The system’s default", "✓ hw:1 (not there)"]
    assert not menu.outputs()[1].isEnabled()


def test_equal_loudness_is_switched_here(menu: SoundMenu, sound: Sound, desk: Desk) -> None:
    menu.equal.trigger()
    assert (sound.equal, desk.backend.equal_loudness) == (True, True)
    sound.set_equal(False)
    assert not menu.equal.isChecked()


def test_another_backend_is_told_what_is_wished_and_what_fails_is_said(sound: Sound, desk: Desk) -> None:
    sound.choose("hw:2")
    sound.set_equal(True)
    other = FakeBackend(desk.owner)
    desk.player.use(other)
    assert other.equal_loudness
    assert [message.text for message in desk.said] == [OUTPUT_GONE]
