"""A screen of its own for the real program: what is on it, and a mouse and keys."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QImage

T = TypeVar("T")
SIZE = (1280, 800)
_PATIENCE = 30.0
_LOOK_EVERY = 0.05
_GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
for file in map(str.strip, sys.stdin):
    app.processEvents()
    app.primaryScreen().grabWindow(0).save(file)
    print("taken", flush=True)
"""


class Screen:
    """An X screen; `environment` is for the programs that show themselves on it."""

    def __init__(self, display: str, folder: Path) -> None:
        self.environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._picture = folder / "screen.png"
        self._grabber = subprocess.Popen(
            [sys.executable, "-c", _GRAB],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip

    def picture(self) -> QImage:
        """What is on the screen."""
        assert self._grabber.stdin
        assert self._grabber.stdout
        print(self._picture, file=self._grabber.stdin, flush=True)
        assert self._grabber.stdout.readline() == "taken\n"
        return QImage(str(self._picture)).convertToFormat(QImage.Format.Format_RGB32)

    def click(self, x: int, y: int) -> None:
        """Click there with the mouse."""
        self._do("mousemove", "--sync", str(x), str(y), "click", "1")

    def press(self, *keys: str) -> None:
        """Press keys, by the names that X gives them."""
        self._do("key", *keys)

    def until(self, look: Callable[[QImage], T | None]) -> T:
        """What `look` finds on the screen, once it finds something.  Raises TimeoutError."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if (found := look(self.picture())) is not None:
                return found
            time.sleep(_LOOK_EVERY)
        raise TimeoutError(f"not on the screen after {_PATIENCE} s")

    def close(self) -> None:
        """Look no more."""
        self._grabber.communicate()

    def _do(self, *command: str) -> None:
        subprocess.run(["xdotool", *command], env=self.environment, check=True, timeout=20)


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """An empty screen, which keeps its pictures in `folder`."""
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            shown = Screen(f":{told.readline().strip()}", folder)
        try:
            yield shown
        finally:
            shown.close()
            server.terminate()


def runs(image: QImage, colour: int, least: int) -> list[tuple[int, int, int]]:
    """Where `colour` (`0xRRGGBB`) fills at least so many pixels of a row: left edge, right edge, row."""
    pixel, found = (0xFF000000 | colour).to_bytes(4, "little"), []
    for row in range(image.height()):
        line, at = bytes(image.constScanLine(row))[: 4 * image.width()], 0
        while (start := line.find(pixel * least, at)) >= 0:
            if start % 4:
                at = start + 1
                continue
            at = start
            while line[at : at + 4] == pixel:
                at += 4
            found.append((start // 4, at // 4, row))
    return found
