"""What playing costs: the processor against plain VLC, and how long the window's thread is held up.

VLC draws into a window of the same size (`xcb_x11`, on an Xvfb of its own); with `vdummy` it decodes and throws the
pictures away, which is a floor.  Ours are scaled, handed over and painted on a QWidget (offscreen).
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.players.base import Backend
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.benchmarks import Options, Row, share
from tests.benchmarks.seeking import VIDEOS, video_folder
from tests.videos import make_video

_SCREEN = ":93"
PLAYED = 10
"""Seconds that are measured."""


def rows(options: Options) -> Iterator[Row]:
    """The share of one core, the gaps of the event loop, and how long the calls take."""
    app = QApplication.instance() or QApplication([])
    file = make_video(VIDEOS["1080p gop 150"], video_folder())
    drawing, floor = _cpu_of_vlc(file, "xcb_x11", "--zoom=0.5"), _cpu_of_vlc(file, "vdummy")
    backend = VlcBackend(Vlc(["--aout=dummy"]))
    backend.set_view_size(QSize(960, 540))
    view = View(backend)
    view.show()
    backend.load(file, playing=True)
    _wait(1500)
    ours, gaps, shown = _while_playing(backend)
    yield Row("playing 1080p30, processor", ours, "% core", f"VLC in a window {drawing:.0f} %", ours / drawing, "")
    yield Row("playing 1080p30, processor", ours, "% core", f"VLC without pictures {floor:.0f} %", ours / floor, "")
    yield Row("playing 1080p30, frames shown of 30 a second", shown / PLAYED, "1/s", "", None, "30")
    yield Row("playing 1080p30, event loop gap, p99", share(gaps, 0.99) * 1000, "ms", "", None, "≤ 50")
    calls = _calls(backend, file)
    yield Row("calls of the player, longest of 180", max(calls) * 1000, "ms", "", None, "≤ 50")
    backend.close()
    view.close()
    app.processEvents()


class View(QWidget):
    """Paints the newest frame, as the video view does."""

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend = backend
        self.resize(960, 540)
        backend.frame_shown.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._backend.image())
        painter.end()


def _cpu_of_vlc(file: Path, output: str, *options: str) -> float:
    command = ["cvlc", "--quiet", f"--vout={output}", *options, "--aout=dummy", "--avcodec-hw=none", str(file)]
    user = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []  # VLC refuses root
    screen = ["Xvfb", _SCREEN, "-screen", "0", "1280x800x24", "-ac", "-nolisten", "tcp"]
    environment = os.environ | {"DISPLAY": _SCREEN, "HOME": tempfile.gettempdir()}
    with subprocess.Popen(screen, stderr=subprocess.DEVNULL) as server:
        _wait(1000)
        with subprocess.Popen([*user, *command], env=environment, stderr=subprocess.DEVNULL) as vlc:
            _wait(1500)
            used = _processor_share(psutil.Process(vlc.pid))
            vlc.terminate()
        server.terminate()
    return used


def _processor_share(process: psutil.Process) -> float:
    before, begun = sum(process.cpu_times()[:2]), time.perf_counter()
    _wait(PLAYED * 1000)
    return (sum(process.cpu_times()[:2]) - before) / (time.perf_counter() - begun) * 100


def _while_playing(backend: Backend) -> tuple[float, list[float], int]:
    gaps: list[float] = []
    shown: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=5)
    timer.timeout.connect(tick)
    backend.frame_shown.connect(shown.append)
    timer.start()
    used = _processor_share(psutil.Process())
    timer.stop()
    return used, gaps, len(shown)


def _calls(backend: Backend, file: Path) -> list[float]:
    took = []
    for turn in range(20):
        wishes: list[Callable[[], object]] = [
            backend.play,
            lambda turn=turn: backend.seek(turn % 15),
            lambda: backend.set_rate(1.5),
            lambda: backend.set_volume(0.5),
            backend.pause,
            lambda turn=turn: backend.seek(turn % 15 + 1),
            lambda: backend.set_rate(1.0),
            backend.unload,
            lambda: backend.load(file, 3.0, playing=True),
        ]
        for wish in wishes:
            before = time.perf_counter()
            wish()
            took.append(time.perf_counter() - before)
            _wait(30)
    return took


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
