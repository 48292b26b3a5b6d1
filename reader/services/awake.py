"""Keeps the screen on and the computer awake while a video plays.

All that is asked for ends by itself when the program does.
"""

import ctypes
import logging
import os
import subprocess
from typing import Any, Protocol

from jeepney import DBusAddress
from PySide6.QtCore import QObject

from reader.services.bus import Bus
from reader.services.player import Player

log = logging.getLogger(__name__)

_WHO, _WHY = "Alongside", "Playing a video"
_SCREEN_SAVER = DBusAddress(
    "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver"
)
_PORTAL = "org.freedesktop.portal."
_INHIBIT = DBusAddress("/org/freedesktop/portal/desktop", f"{_PORTAL}Desktop", f"{_PORTAL}Inhibit")
_SUSPEND, _IDLE = 4, 8


class Wakefulness(Protocol):
    """How a platform is kept awake.  Neither is called twice in a row."""

    def begin(self) -> None:
        """Stay awake from now on."""

    def end(self) -> None:
        """It may sleep again."""


class Awake(QObject):
    """Stays awake while `player` plays."""

    def __init__(self, player: Player, wakefulness: Wakefulness, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wakefulness = wakefulness
        self._awake = False
        player.playing_changed.connect(self._set)

    def close(self) -> None:
        """Let the computer sleep."""
        self._set(False)

    def _set(self, awake: bool) -> None:
        if awake != self._awake:
            self._awake = awake
            (self._wakefulness.begin if awake else self._wakefulness.end)()


def wakefulness_of(platform: str, bus: Bus) -> Wakefulness:
    """What keeps awake a `platform` of `sys.platform`."""
    if platform == "win32":
        return OfWindows()
    return OfMac() if platform == "darwin" else OfDesktop(bus)


class OfDesktop:
    """By the screen saver's service, else by the portal, on the session bus."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._wished = self._asked = False
        self._cookie: int | None = None
        self._request = ""

    def begin(self) -> None:
        """See `Wakefulness`."""
        self._wished = True
        if not self._asked:
            self._asked = True
            self._bus.call(_SCREEN_SAVER, "Inhibit", self._by_service, "ss", _WHO, _WHY)

    def end(self) -> None:
        """See `Wakefulness`; where the answer is still awaited, it is given back when it comes."""
        self._wished = False
        if self._cookie is not None:
            self._bus.call(_SCREEN_SAVER, "UnInhibit", lambda _: None, "u", self._cookie)
        elif self._request:
            request = DBusAddress(self._request, f"{_PORTAL}Desktop", f"{_PORTAL}Request")
            self._bus.call(request, "Close", lambda _: None)
        else:
            return
        self._asked, self._cookie, self._request = False, None, ""

    def _by_service(self, answer: tuple[Any, ...] | None) -> None:
        if answer is None:
            options = {"reason": ("s", _WHY)}
            self._bus.call(_INHIBIT, "Inhibit", self._by_portal, "sua{sv}", "", _SUSPEND | _IDLE, options)
        else:
            self._cookie = answer[0]
            self._settle()

    def _by_portal(self, answer: tuple[Any, ...] | None) -> None:
        if answer is None:
            self._asked = False
            log.info("Nothing here can keep the screen on")
        else:
            self._request = answer[0]
            self._settle()

    def _settle(self) -> None:
        if not self._wished:
            self.end()


class OfWindows:
    """By the thread's execution state, which the system forgets when the program ends."""

    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2

    def begin(self) -> None:
        """See `Wakefulness`."""
        self._set(self._CONTINUOUS | self._SYSTEM | self._DISPLAY)

    def end(self) -> None:
        """See `Wakefulness`."""
        self._set(self._CONTINUOUS)

    def _set(self, state: int) -> None:
        ctypes.windll.kernel32.SetThreadExecutionState(state)  # type: ignore[attr-defined,unused-ignore]


class OfMac:
    """By macOS's own program for it, which ends when this one does (`-w`)."""

    def __init__(self) -> None:
        self._program: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """See `Wakefulness`."""
        try:
            self._program = subprocess.Popen(["/usr/bin/caffeinate", "-di", "-w", str(os.getpid())])  # noqa: S603
        except OSError as error:
            log.info("The screen cannot be kept on: %s", error)

    def end(self) -> None:
        """See `Wakefulness`."""
        if self._program:
            self._program.terminate()
            self._program.wait()
            self._program = None
