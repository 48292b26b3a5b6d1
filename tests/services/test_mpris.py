"""MPRIS 2, driven from outside by `playerctl` and `gdbus` on a session bus of the test's own."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from reader.paths import Places
from reader.services.bus import Bus
from reader.services.keeper import Keeper
from reader.services.loops import Loops
from reader.services.mpris import Mpris, Stage
from reader.services.walking import Walking
from tests.conftest import MakeLibrary
from tests.services.conftest import Desk
from tests.services.session_bus import Asking, session_bus
from tests.window import LIBRARY, SEEK

NAME = "org.mpris.MediaPlayer2.alongside"
PLAYER = "org.mpris.MediaPlayer2.Player"
OBJECT = ("--session", "--dest", NAME, "--object-path", "/org/mpris/MediaPlayer2")
TRACK = f"/org/alongside/video/x{SEEK.encode().hex()}"


class Outside:
    """A desk on a bus, the window's part of it, and the programs of the desktop."""

    def __init__(self, desk: Desk, qtbot: QtBot, places: Places) -> None:
        self.desk, self.player, self.qtbot = desk, desk.player, qtbot
        self.window = SimpleNamespace(raised=0, closed=0, full=False)
        self.ask = Asking(qtbot)
        keeper = Keeper(desk.tasks, desk.messages, places.state / "kept.sqlite", desk.owner)
        self.loops = Loops(desk.player, keeper, desk.messages, desk.owner)
        self.walking = Walking(desk.player, desk.messages, desk.navigator.follow, desk.owner)
        self.close_keeper = keeper.close

    def enter(self) -> tuple[Bus, Mpris]:
        """Come to the bus."""
        bus = Bus(self.desk.tasks, self.desk.owner)
        stage = Stage(self._raise, self._close, lambda: self.window.full, self._toggle_full)
        mpris = self.mpris = Mpris(
            bus, self.player, self.loops, self.walking, self.desk.library, stage, self.desk.owner
        )
        self.desk.navigator.arrived.connect(lambda opened, _: (self.walking.show_note(opened), mpris.show_note(opened)))
        bus.open(mpris.take_name)
        return bus, mpris

    def settle(self) -> None:
        """Wait until all that has changed so far was told."""
        self.desk.settle()
        self.qtbot.waitUntil(lambda: not self.mpris._exported._soon.isActive())

    def call(self, method: str, *arguments: str) -> str:
        """Call a method as `gdbus` does."""
        return self.ask("gdbus", "call", *OBJECT, "--method", method, *arguments)

    def get(self, name: str, interface: str = PLAYER) -> str:
        """A property as `gdbus` prints it."""
        return self.call("org.freedesktop.DBus.Properties.Get", interface, name).removeprefix("(<").removesuffix(">,)")

    def set(self, name: str, value: str, interface: str = PLAYER) -> str:
        """Set a property."""
        return self.call("org.freedesktop.DBus.Properties.Set", interface, name, f"<{value}>")

    def ctl(self, *command: str) -> str:
        """What `playerctl` says."""
        return self.ask("playerctl", "--player=alongside", *command)

    def is_there(self) -> bool:
        """Whether others find the player."""
        return "alongside" in self.ask("playerctl", "--list-all")

    def _raise(self) -> None:
        self.window.raised += 1

    def _close(self) -> None:
        self.window.closed += 1

    def _toggle_full(self) -> None:
        self.window.full = not self.window.full


@pytest.fixture
def bus_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of the test's own."""
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def outside(bus_address: str, desk: Desk, qtbot: QtBot, places: Places, make_library: MakeLibrary) -> Iterator[Outside]:
    """A reader with a note open whose video is here, seen from the desktop."""
    outside = Outside(desk, qtbot, places)
    root = make_library(LIBRARY)
    (root / "film" / f"What a seek does [{SEEK}].jpg").write_bytes(b"picture")
    bus, _ = outside.enter()
    desk.read(root)
    desk.arrive(lambda: desk.navigator.open("film/exact_seeking.md"), "film/exact_seeking.md")
    qtbot.waitUntil(outside.is_there, timeout=20_000)
    yield outside
    bus.close()
    desk.settle()
    outside.close_keeper()


def test_playerctl_drives_the_video(outside: Outside) -> None:
    assert outside.ctl("status") == "Paused"
    outside.ctl("play")
    assert outside.player.playing
    assert outside.ctl("status") == "Playing"
    outside.ctl("play-pause")
    assert not outside.player.playing
    outside.ctl("position", "83.5")
    assert outside.player.position() == pytest.approx(83.5)
    outside.ctl("position", "10+")
    assert outside.ctl("position") == "93.500000"
    outside.ctl("volume", "0.25")
    assert outside.player.volume == 0.25
    outside.ctl("stop")
    assert outside.ctl("status") == "Stopped"
    assert outside.player.position() == 0
    outside.ctl("play")
    assert outside.ctl("status") == "Playing"


def test_next_and_previous_go_from_stamp_to_stamp(outside: Outside) -> None:
    outside.ctl("next")
    assert outside.player.position() == 84
    outside.ctl("next")
    assert outside.player.position() == 168
    outside.ctl("previous")
    assert outside.player.position() == 84


def test_what_plays_is_told_with_the_types_of_the_specification(outside: Outside) -> None:
    outside.qtbot.waitUntil(lambda: "What a seek does" in outside.get("Metadata"))
    told = outside.get("Metadata")
    assert f"'mpris:trackid': <objectpath '{TRACK}'>" in told
    assert "'mpris:length': <int64 600000000>" in told
    assert "'xesam:album': <'film'>" in told
    assert re.search(r"'xesam:url': <'file:///.*What%20a%20seek%20does%20.*mp4'>", told)
    assert re.search(r"'mpris:artUrl': <'file:///.*jpg'>", told)
    assert outside.get("Position") == "int64 0"
    assert outside.get("Rate") == "1.0"
    assert outside.ctl("metadata", "xesam:title") == "What a seek does"


def test_every_property_that_introspection_lists_can_be_read(outside: Outside) -> None:
    seen = outside.ask("gdbus", "introspect", *OBJECT)
    for interface, count in (("org.mpris.MediaPlayer2", 9), (PLAYER, 15)):
        part = seen[seen.index(f"interface {interface} {{") :]
        listed = re.findall(r"^      read\w+ \S+ (\w+) = ", part[: part.index("\n  };")], re.MULTILINE)
        assert len(listed) == count
        given = outside.call("org.freedesktop.DBus.Properties.GetAll", interface)
        assert all(f"'{name}': <" in given for name in listed)
    assert "readonly x Position" in seen
    assert "Seeked(x Position)" in seen


def test_what_changes_is_told_once_and_together_and_playing_says_nothing(outside: Outside) -> None:
    outside.settle()
    with outside.ask.signals(NAME) as signals:
        outside.player.set_rate(1.5)
        outside.player.set_volume(0.5)
        outside.player.play()
        outside.qtbot.waitUntil(lambda: bool(signals()))
        for _ in range(50):
            outside.desk.backend.advance(0.1)
        outside.player.seek_to(20)
        outside.player.seek_to(30)
        outside.qtbot.waitUntil(lambda: "Seeked" in signals()[-1])
        outside.player.pause()
        outside.qtbot.waitUntil(lambda: "Paused" in signals()[-1])
        first, *rest = signals()
    assert all(told in first for told in ("'Rate': <1.5>", "'Volume': <0.5>", "'PlaybackStatus': <'Playing'>"))
    assert "Metadata" not in first
    assert [line.split(".Player.")[-1] for line in rest[:1]] == ["Seeked (int64 30000000,)"]
    assert len(rest) == 2
    assert "Position" not in rest[1]


def test_playing_again_from_the_end_is_a_seek(outside: Outside) -> None:
    outside.player.seek_to(599)
    outside.player.play()
    outside.desk.backend.advance(5)
    assert outside.ctl("status") == "Stopped"
    with outside.ask.signals(NAME) as signals:
        outside.ctl("play")
        outside.qtbot.waitUntil(lambda: any("Seeked (int64 0,)" in line for line in signals()))


def test_rate_and_loop_can_be_set(outside: Outside) -> None:
    outside.set("Rate", "2.0")
    assert outside.player.rate == 2
    outside.player.play()
    outside.set("Rate", "0.0")
    assert (outside.player.rate, outside.player.playing) == (2, False)
    assert outside.ctl("loop") == "None"
    outside.ctl("loop", "Track")
    assert outside.loops.range == (0, 600)
    assert outside.ctl("loop") == "Track"
    outside.ctl("loop", "None")
    assert outside.loops.range is None
    assert outside.ctl("shuffle") == "Off"


def test_the_window_can_be_raised_filled_and_closed(outside: Outside) -> None:
    root = "org.mpris.MediaPlayer2"
    outside.call(f"{root}.Raise")
    outside.set("Fullscreen", "true", root)
    assert outside.get("Fullscreen", root) == "true"
    outside.set("Fullscreen", "true", root)
    outside.call(f"{root}.Quit")
    outside.qtbot.waitUntil(lambda: outside.window.closed == 1)
    assert outside.window == SimpleNamespace(raised=1, closed=1, full=True)


def test_a_position_of_another_video_or_past_the_end_is_let_go(outside: Outside) -> None:
    outside.player.seek_to(12)
    outside.call(f"{PLAYER}.SetPosition", "/org/alongside/video/x00", "5000000")
    outside.call(f"{PLAYER}.SetPosition", TRACK, "900000000")
    outside.call(f"{PLAYER}.SetPosition", TRACK, "-1")
    assert outside.player.position() == 12
    outside.call(f"{PLAYER}.SetPosition", TRACK, "5000000")
    assert outside.player.position() == 5


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        (f"{PLAYER}.OpenUri", ("file:///etc/passwd",), "NotSupported"),
        (f"{PLAYER}.Fly", (), "UnknownMethod"),
        ("org.freedesktop.DBus.Properties.Get", (PLAYER, "Colour"), "UnknownProperty"),
        ("org.freedesktop.DBus.Properties.Get", ("org.example", "Rate"), "UnknownInterface"),
        ("org.freedesktop.DBus.Properties.Set", (PLAYER, "Position", "<int64 5>"), "PropertyReadOnly"),
        ("org.freedesktop.DBus.Properties.Set", (PLAYER, "Rate", "<'fast'>"), "InvalidArgs"),
    ],
)
def test_what_cannot_be_is_refused_by_name(outside: Outside, method: str, arguments: tuple[str], error: str) -> None:
    assert f"org.freedesktop.DBus.Error.{error}" in outside.call(method, *arguments)


def test_without_a_video_there_is_nothing_to_play(outside: Outside) -> None:
    outside.player.show_video(None)
    assert outside.ctl("status") == "Stopped"
    assert outside.get("Metadata") == "@a{sv} {}"
    assert outside.get("CanSeek") == "false"
    outside.ctl("play-pause")
    assert not outside.player.playing


def test_strange_titles_do_not_break_the_connection(outside: Outside) -> None:
    outside.desk.library.catalog.video_title = lambda _: "a\0b\udce9 💡"  # type: ignore[method-assign]
    with outside.qtbot.waitSignal(outside.player.shown_changed):
        outside.player.show_video(None)
        outside.player.show_video(SEEK)
    outside.qtbot.waitUntil(lambda: "ab? 💡" in outside.ctl("metadata", "title"))


def test_a_second_reader_has_a_name_of_its_own(outside: Outside) -> None:
    second, _ = outside.enter()
    outside.qtbot.waitUntil(lambda: "alongside.instance" in outside.ask("playerctl", "--list-all"))
    second.close()


def test_without_a_bus_everything_goes_on(
    desk: Desk, qtbot: QtBot, places: Places, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    outside = Outside(desk, qtbot, places)
    for address in ("", f"unix:path={tmp_path}/none", "tcp:host=localhost", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        outside.enter()
        desk.settle()
    outside.player.set_rate(2)
    assert desk.said == []
    outside.close_keeper()


def test_a_bus_that_goes_is_let_go(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    outside = Outside(desk, qtbot, places)
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        bus, mpris = outside.enter()
        qtbot.waitUntil(outside.is_there, timeout=20_000)
        gone = QProcess()
        gone.start("true")
    qtbot.waitUntil(lambda: bus._socket is None)
    outside.player.set_rate(2)
    mpris.notice()
    gone.waitForFinished()
    desk.settle()
    outside.close_keeper()
