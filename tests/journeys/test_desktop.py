"""The desktop beside the window: `playerctl` drives the real program, which keeps what is wished of its sound."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reader.paths import Places
from reader.players.fake import FakeBackend
from tests.conftest import MakeLibrary
from tests.services.session_bus import Asking, session_bus
from tests.window import LIBRARY, SEEK, Reader, reading


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of the test's own."""
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield


@pytest.mark.qt_log_ignore("Unhandled key code")
def test_playerctl_drives_the_window(bus: None, qtbot: Any, places: Places, make_library: MakeLibrary) -> None:
    ask, backend = Asking(qtbot), FakeBackend()
    with reading(qtbot, places, make_library(LIBRARY), backend, "film/exact_seeking.md") as reader:
        qtbot.waitUntil(lambda: ask("playerctl", "metadata", "title") == "What a seek does", timeout=20_000)
        ask("playerctl", "play")
        assert ask("playerctl", "status") == "Playing"
        ask("playerctl", "next")
        qtbot.waitUntil(lambda: reader.app.player.position() == 84)
        name = ("--session", "--dest", "org.mpris.MediaPlayer2.alongside", "--object-path", "/org/mpris/MediaPlayer2")
        get = ("gdbus", "call", *name, "--method", "org.freedesktop.DBus.Properties.Get", "org.mpris.MediaPlayer2")
        reader.press(Qt.Key.Key_MediaStop)
        assert ask("playerctl", "status") == "Paused"
        reader.press(Qt.Key.Key_MediaTogglePlayPause)
        assert reader.app.player.playing
        reader.press(Qt.Key.Key_MediaNext)
        qtbot.waitUntil(lambda: reader.app.player.position() == 168)
        reader.press("F")
        qtbot.waitUntil(lambda: ask(*get, "Fullscreen") == "(<true>,)")
        reader.press("F")
        qtbot.waitUntil(lambda: ask(*get, "Fullscreen") == "(<false>,)")
        assert reader.app.player.video == SEEK
        ask("gdbus", "call", *name, "--method", "org.mpris.MediaPlayer2.Quit")
        qtbot.waitUntil(lambda: not reader.app.window.isVisible())
    assert ask("playerctl", "--list-all") == "No players found"


def test_what_is_wished_of_sound_is_kept(qtbot: Any, places: Places, reader: Reader, make_library: MakeLibrary) -> None:
    reader.app.sound.choose("hw:7")
    reader.app.sound.set_equal(True)
    reader.app.window.close()
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend()) as again:
        assert (again.app.sound.output, again.app.sound.equal) == ("hw:7", True)
