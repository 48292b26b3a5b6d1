"""The screen stays on while a video plays, by whatever the desktop has for it."""

import ctypes
import os
import subprocess
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from jeepney import HeaderFields, Message, new_error, new_method_return
from pytestqt.qtbot import QtBot

from reader.services.awake import Awake, OfWindows, wakefulness_of
from reader.services.bus import Bus
from tests.conftest import MakeLibrary
from tests.services.conftest import Desk
from tests.services.session_bus import session_bus
from tests.window import LIBRARY, SEEK

SAVER = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver")
PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop")
REQUEST = "/org/freedesktop/portal/desktop/request/1_2/t"


class StandIn:
    """A service of the desktop's that notes what it is asked, and answers when it may."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.bus = Bus(desk.tasks, desk.owner)
        self.asked: list[tuple[object, ...]] = []
        self.held: list[Message] = []
        self.holds = False
        self._qtbot = qtbot

    def enter(self, name: str, *paths: str) -> None:
        """Come to the bus by a name."""
        there: list[bool] = []
        for path in paths:
            self.bus.serve(path, self._serve)
        self.bus.open(lambda: self.bus.own(name, there.append))
        self._qtbot.waitUntil(lambda: there == [True])

    def until(self, *asked: tuple[object, ...]) -> None:
        """Wait until it was asked just that."""
        self._qtbot.waitUntil(lambda: self.asked == list(asked))

    def let_go(self) -> None:
        """Answer what was held back."""
        self.holds = False
        for call in self.held:
            self.bus.send(self._answer(call))

    def _serve(self, call: Message) -> Message | None:
        self.asked.append((call.header.fields[HeaderFields.member], *call.body))
        if self.holds:
            self.held.append(call)
            return None
        return self._answer(call)

    def _answer(self, call: Message) -> Message:
        match call.header.fields[HeaderFields.interface], call.header.fields[HeaderFields.member]:
            case "org.freedesktop.ScreenSaver", "Inhibit":
                return new_method_return(call, "u", (7,))
            case "org.freedesktop.portal.Inhibit", "Inhibit":
                return new_method_return(call, "o", (REQUEST,))
            case ("org.freedesktop.ScreenSaver", "UnInhibit") | ("org.freedesktop.portal.Request", "Close"):
                return new_method_return(call)
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")


@pytest.fixture(autouse=True)
def on_a_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield


@pytest.fixture
def stand_in(desk: Desk, qtbot: QtBot, make_library: MakeLibrary) -> Iterator[StandIn]:
    """A service that is not on the bus yet; a video is open."""
    desk.read(make_library(LIBRARY))
    desk.player.show_video(SEEK)
    service = StandIn(desk, qtbot)
    yield service
    service.bus.close()


@pytest.fixture
def awake(stand_in: StandIn, desk: Desk, qtbot: QtBot) -> Iterator[Awake]:
    """The part that is tested, on the bus."""
    bus = Bus(desk.tasks, desk.owner)
    opened: list[bool] = []
    bus.open(lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    yield Awake(desk.player, wakefulness_of("linux", bus), desk.owner)
    bus.close()


INHIBIT = ("Inhibit", "Alongside", "Playing a video")


def test_the_screen_saver_waits_while_it_plays(awake: Awake, stand_in: StandIn, desk: Desk) -> None:
    stand_in.enter(*SAVER)
    desk.player.play()
    stand_in.until(INHIBIT)
    desk.backend.advance(5)
    desk.player.seek_to(100)
    desk.player.pause()
    stand_in.until(INHIBIT, ("UnInhibit", 7))
    desk.player.play()
    stand_in.until(INHIBIT, ("UnInhibit", 7), INHIBIT)
    awake.close()
    stand_in.until(INHIBIT, ("UnInhibit", 7), INHIBIT, ("UnInhibit", 7))


def test_the_end_of_the_video_lets_the_screen_sleep(awake: Awake, stand_in: StandIn, desk: Desk) -> None:
    stand_in.enter(*SAVER)
    desk.player.seek_to(599)
    desk.player.play()
    desk.backend.advance(2)
    stand_in.until(INHIBIT, ("UnInhibit", 7))


def test_an_answer_that_comes_after_the_pause_is_given_back(awake: Awake, stand_in: StandIn, desk: Desk) -> None:
    stand_in.enter(*SAVER)
    stand_in.holds = True
    desk.player.play()
    stand_in.until(INHIBIT)
    desk.player.pause()
    stand_in.let_go()
    stand_in.until(INHIBIT, ("UnInhibit", 7))


def test_pausing_for_a_moment_asks_only_once(awake: Awake, stand_in: StandIn, desk: Desk) -> None:
    stand_in.enter(*SAVER)
    stand_in.holds = True
    desk.player.play()
    stand_in.until(INHIBIT)
    desk.player.pause()
    desk.player.play()
    stand_in.let_go()
    desk.settle()
    desk.player.pause()
    stand_in.until(INHIBIT, ("UnInhibit", 7))


def test_the_portal_is_asked_where_there_is_no_screen_saver(awake: Awake, stand_in: StandIn, desk: Desk) -> None:
    stand_in.enter(PORTAL[0], PORTAL[1], REQUEST)
    desk.player.play()
    stand_in.until(("Inhibit", "", 12, {"reason": ("s", "Playing a video")}))
    desk.player.pause()
    stand_in.until(("Inhibit", "", 12, {"reason": ("s", "Playing a video")}), ("Close",))


def test_where_nothing_can_it_plays_on_and_asks_again_the_next_time(
    awake: Awake, stand_in: StandIn, desk: Desk, qtbot: QtBot
) -> None:
    desk.player.play()
    qtbot.waitUntil(lambda: not awake._wakefulness._asked)  # type: ignore[attr-defined]
    desk.player.pause()
    stand_in.enter(*SAVER)
    desk.player.play()
    stand_in.until(INHIBIT)
    assert desk.said == []


def test_windows_is_told_by_its_own_call(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    states: list[int] = []
    kernel = SimpleNamespace(kernel32=SimpleNamespace(SetThreadExecutionState=states.append))
    monkeypatch.setattr(ctypes, "windll", kernel, raising=False)
    windows = wakefulness_of("win32", Bus(desk.tasks))
    assert isinstance(windows, OfWindows)
    windows.begin()
    windows.end()
    assert states == [0x80000003, 0x80000000]


def test_macos_runs_its_own_program_which_ends_with_the_pause(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    started: list[tuple[list[str], subprocess.Popen[bytes]]] = []
    real = subprocess.Popen

    def start(command: list[str]) -> subprocess.Popen[bytes]:
        started.append((command, real(["sleep", "60"])))
        return started[-1][1]

    monkeypatch.setattr(subprocess, "Popen", start)
    mac = wakefulness_of("darwin", Bus(desk.tasks))
    mac.begin()
    mac.end()
    ((command, program),) = started
    assert command == ["/usr/bin/caffeinate", "-di", "-w", str(os.getpid())]
    assert program.returncode is not None


def test_macos_without_that_program_plays_on(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    def fail(_: Callable[..., object]) -> None:
        raise FileNotFoundError("caffeinate")

    monkeypatch.setattr(subprocess, "Popen", fail)
    mac = wakefulness_of("darwin", Bus(desk.tasks))
    mac.begin()
    mac.end()
