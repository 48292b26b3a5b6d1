"""One speed for all channels, and one for those that have their own."""

from pathlib import Path

import pytest

from reader.services.keeper import Keeper
from reader.services.speeds import Speeds
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk


class Listener:
    """Who reads notes of two channels, and hears what the general speed is to be."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self.desk = desk
        self.keeper = Keeper(desk.tasks, desk.messages, file, desk.owner)
        self.speeds = Speeds(desk.player, self.keeper, desk.library, desk.owner)
        self.general: list[float] = []
        self.speeds.general_changed.connect(self.general.append)
        desk.navigator.arrived.connect(lambda opened, _: self.speeds.show_note(opened))

    def at(self, path: str) -> float:
        """The speed at which a note's video plays."""
        self.desk.open(path)
        return self.desk.player.rate


@pytest.fixture
def listener(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Listener:
    desk.read(make_library({"slow/a.md": note("A"), "fast/b.md": note("B"), "c.md": note("C")}))
    return Listener(desk, tmp_path / "kept.sqlite")


def test_without_a_speed_of_its_own_a_channel_has_the_general_one(listener: Listener) -> None:
    listener.speeds.set_general(1.25)
    assert listener.at("slow/a.md") == 1.25
    listener.desk.player.set_rate(1.5)
    assert (listener.at("fast/b.md"), listener.general) == (1.5, [1.5])


def test_a_channel_keeps_the_speed_that_is_remembered_for_it(listener: Listener) -> None:
    listener.at("slow/a.md")
    listener.desk.player.set_rate(1.75)
    listener.speeds.remember(True)
    listener.desk.player.set_rate(2.0)
    listener.at("fast/b.md")
    listener.desk.player.set_rate(0.9)
    assert (listener.at("slow/a.md"), listener.at("fast/b.md")) == (2.0, 0.9)
    assert listener.speeds.own is None


def test_the_speed_of_a_channel_is_not_the_general_one(listener: Listener) -> None:
    listener.at("slow/a.md")
    listener.speeds.remember(True)
    listener.desk.player.set_rate(2.0)
    assert (listener.general, listener.at("fast/b.md")) == ([], 1.0)


def test_a_channel_whose_speed_is_forgotten_plays_at_the_general_one(listener: Listener) -> None:
    listener.at("slow/a.md")
    listener.speeds.remember(True)
    listener.desk.player.set_rate(2.0)
    listener.speeds.remember(False)
    assert (listener.desk.player.rate, listener.speeds.own) == (1.0, None)


def test_a_note_of_no_channel_has_nothing_to_remember(listener: Listener) -> None:
    listener.at("slow/a.md")
    assert listener.speeds.channel == "slow"
    listener.at("c.md")
    listener.speeds.remember(True)
    assert (listener.speeds.channel, listener.speeds.own) == ("", None)


def test_a_hurry_is_nobody_s_speed(listener: Listener) -> None:
    listener.at("slow/a.md")
    listener.desk.player.hurry(True)
    listener.desk.player.hurry(False)
    assert (listener.general, listener.desk.player.rate) == ([], 1.0)


@pytest.mark.parametrize("nonsense", ["x", [], {"a": 1}, True])
def test_nonsense_is_no_speed(listener: Listener, nonsense: object) -> None:
    listener.at("slow/a.md")
    listener.keeper.put("speed", listener.speeds._key, nonsense)
    assert (listener.speeds.own, listener.at("slow/a.md")) == (None, 1.0)
