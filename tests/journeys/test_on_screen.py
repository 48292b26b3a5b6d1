"""The real program on a screen: the mouse clicks stamps, `playerctl` drives, frame numbers are read off the screen.

Nothing of the program is touched from inside.  Xvfb keeps its screen in a file (`-fbdir`), which is read as it changes.
"""

import os
import select
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO

import pytest
from PySide6.QtGui import QImage

from tests.conftest import MakeLibrary, note
from tests.services.session_bus import session_bus
from tests.videos import Video, make_video, number_in

RATE, VIDEO = 30, "NumbersNumb"
STAMPS = (2, 7, 4)
BODY = "".join(f"A moment is told of here [0:0{second}].\n\n" for second in STAMPS)
PAPER, PILL, GREY = 250, 237, 130
"""How light a page and a stamp are (`resources/theme.css`, as Qt greys it), and the lower half of a test video."""
HEIGHT = 20
"""Of a stamp, in pixels."""
PATIENCE = 20.0
"""Seconds until something that has to come is given up."""


@dataclass(frozen=True)
class Desk:
    """A person before the screen: looks at it, has a mouse, and another program that drives players."""

    screen: Path
    environment: Mapping[str, str]

    def image(self) -> QImage:
        """What is on the screen."""
        data = self.screen.read_bytes()
        header = struct.unpack(">25I", data[:100])  # see XWDFile.h
        start, (width, height), pitch = header[0] + 12 * header[19], header[4:6], header[12]
        return QImage(data[start:], width, height, pitch, QImage.Format.Format_RGB32).copy()

    def run(self, *command: str) -> str:
        """What a program prints."""
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=self.environment
        )
        return done.stdout.strip()

    def click(self, x: int, y: int) -> None:
        """Click there, and leave the mouse where it covers nothing."""
        self.run("xdotool", "mousemove", str(x), str(y), "click", "1", "mousemove", "2", "2")

    def frame(self) -> int | None:
        """The number of the frame on the screen; None where there is no whole one."""
        image = self.image()
        grey = _runs(image, GREY, 4, 200)
        if not grey:
            return None
        top, bottom = min(grey), max(grey) + 1
        left = min(run.start for run in grey.values())
        width = max(run.stop for run in grey.values()) - left
        try:
            return number_in(image.copy(left, 2 * top - bottom, width, 2 * (bottom - top)))
        except ValueError:
            return None

    def sees(self, second: int) -> None:
        """Wait until the first frame of a second is on the screen."""
        until(lambda: self.frame() == second * RATE, f"frame {second * RATE} is not on the screen")

    def stamps(self) -> list[tuple[int, int]]:
        """Where to click for each stamp in the note, from above."""
        image = self.image()
        paper = _runs(image, PAPER, 0, 300)
        if not paper:
            return []
        column = paper[max(paper)]
        pills = _runs(image.copy(column.start, 0, len(column), image.height()), PILL, 0, 20)
        tops = [y for y in pills if not any(above in pills for above in range(y - HEIGHT, y))]
        return [(column.start + pills[y].start + 10, y + HEIGHT // 2) for y in tops]


def until(holds: Callable[[], bool], what: str) -> None:
    """Look again and again until it holds."""
    deadline = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < deadline, what
        select.select((), (), (), 0.02)


@pytest.fixture
def desk(tmp_path: Path, home: Path, make_library: MakeLibrary) -> Iterator[Desk]:
    """A screen and a bus of the test's own, and the program on them with a note and its video."""
    library = make_library({"film/numbers.md": note("Numbers", BODY, VIDEO)})
    make_video(Video(f"Numbers [{VIDEO}].mp4", rate=RATE, size=(640, 360)), library / "film")
    with ExitStack() as stack:
        screen, display = stack.enter_context(_screen(tmp_path))
        environment = os.environ | {
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": stack.enter_context(session_bus()),
            "QT_QPA_PLATFORM": "xcb",
        }
        log = stack.enter_context((tmp_path / "program.log").open("wb"))
        command = [sys.executable, "-m", "reader", str(library / "film" / "numbers.md")]
        program = stack.enter_context(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
        stack.callback(program.terminate)
        yield Desk(screen, environment)


def test_stamps_and_playerctl_show_their_frames_on_the_screen(desk: Desk) -> None:
    until(lambda: len(desk.stamps()) == len(STAMPS) and desk.frame() is not None, "no note with stamps, or no frame")
    until(lambda: desk.run("playerctl", "status") == "Paused", "no player is on the bus")
    for place, second in zip(desk.stamps(), STAMPS, strict=True):
        desk.click(*place)
        desk.sees(second)
    desk.run("playerctl", "position", "6")
    desk.sees(6)
    desk.run("playerctl", "position", "1-")
    desk.sees(5)
    desk.run("playerctl", "play")
    until(lambda: (desk.frame() or 0) > 5 * RATE + 5, "it does not play")
    desk.run("playerctl", "pause")
    until(lambda: _agree(desk.frame(), desk.run("playerctl", "position")), "the frame is not that of the position")


def _agree(frame: int | None, position: str) -> bool:
    """Whether a frame is that of a position in seconds, which may lie within it."""
    return frame is not None and abs(frame - float(position) * RATE) <= 1


@contextmanager
def _screen(folder: Path) -> Iterator[tuple[Path, str]]:
    """A screen of 1280×800, as the file that is its picture and the name of its display."""
    shape = ("-screen", "0", "1280x800x24", "-fbdir", str(folder), "-nolisten", "tcp")
    told, tells = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(tells), *shape], pass_fds=(tells,), stderr=subprocess.DEVNULL)
    os.close(tells)
    with server, os.fdopen(told) as answer:
        try:
            yield folder / "Xvfb_screen0", f":{_line(answer)}"
        finally:
            server.terminate()


def _line(answer: IO[str]) -> str:
    assert select.select((answer,), (), (), PATIENCE)[0], "Xvfb did not start"
    return answer.readline().strip()


def _runs(image: QImage, level: int, slack: int, least: int) -> dict[int, range]:
    """Where rows of the image have at least `least` pixels as light as `level`, or nearly so: from left, by row."""
    near = bytes(abs(value - level) <= slack for value in range(256))
    lightness = image.convertToFormat(QImage.Format.Format_Grayscale8)
    found = {}
    for y in range(image.height()):
        row = bytes(memoryview(lightness.constScanLine(y)))[: image.width()].translate(near)
        left = row.find(b"\1" * least)
        if left >= 0:
            end = row.find(b"\0", left)
            found[y] = range(left, end if end >= 0 else len(row))
    return found
