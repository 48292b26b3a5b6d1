"""A session bus of a test's own, and programs that ask on it while Qt's events go on."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot


@contextmanager
def session_bus() -> Iterator[str]:
    """A bus, and its address; it ends with the block."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


class Asking:
    """Runs programs that talk to this process over the bus."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def __call__(self, *command: str) -> str:
        """What a program prints, its errors too; Qt's events go on meanwhile."""
        process = QProcess()
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        with self._qtbot.waitSignal(process.finished, timeout=20_000):
            process.start(command[0], command[1:])
        return bytes(process.readAll().data()).decode().strip()

    @contextmanager
    def signals(self, name: str) -> Iterator[Callable[[], list[str]]]:
        """The signals that the owner of `name` sends from now on, as `gdbus` prints them, one a line."""
        process = QProcess()
        process.start("gdbus", ["monitor", "--session", "--dest", name])
        heard = bytearray()
        process.readyReadStandardOutput.connect(lambda: heard.extend(process.readAllStandardOutput().data()))
        self._qtbot.waitUntil(lambda: b"is owned by" in heard or b"does not" in heard, timeout=20_000)
        try:
            yield lambda: [line for line in heard.decode().splitlines() if line.startswith("/")]
        finally:
            process.kill()
            process.waitForFinished()
