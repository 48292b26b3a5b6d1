"""Frames that are ready before the click: how long they take to be ready, and what a click shows and sounds then.

A click is timed from `seek()` to the end of the paint that shows its frame, whose number is checked; mpv's from its
`seek` command to `playback-restart`.  Sound is timed by the samples that libvlc hands over.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.players.base import State
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.benchmarks import Options, Row, share
from tests.benchmarks._mpv import Mpv
from tests.benchmarks._sound import Ear
from tests.benchmarks._vlc import BareVlc
from tests.benchmarks.seeking import SECONDS, VIDEOS, VIEW, video_folder
from tests.videos import Video, make_video, number_in

STAMPS = 30
CLICKS = 15
PLAYED_ALONG = 10.0
PLAYED = 0.7
"""Seconds of playing between two clicks."""


class View(QWidget):
    """Paints the newest frame, and notes when."""

    def __init__(self, backend: VlcBackend) -> None:
        super().__init__()
        self._backend = backend
        self.painted: list[tuple[float, int]] = []
        self.resize(VIEW)
        backend.frame_shown.connect(lambda _: self.update())
        self.show()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw."""
        image = self._backend.image()
        if image.isNull():
            return
        painter = QPainter(self)
        painter.drawImage(self.rect(), image)
        painter.end()
        self.painted.append((time.monotonic(), number_in(image)))


def rows(options: Options) -> Iterator[Row]:
    """For each of three videos."""
    app = QApplication.instance() or QApplication([])
    for name, video in VIDEOS.items():
        file = make_video(video, video_folder())
        yield from _rows_of(name, video, file)
        yield _dropped(name, file)
    app.processEvents()


def _rows_of(name: str, video: Video, file: Path) -> Iterator[Row]:
    chosen = random.Random(7)
    stamps = [chosen.uniform(1, SECONDS - 2) for _ in range(STAMPS)]
    bare = _bare(file, stamps)
    ear = Ear()
    with tempfile.TemporaryDirectory() as folder:
        backend = VlcBackend(Vlc(["--aout=dummy"]), None, Path(folder))
        view = View(backend)
        backend.set_view_size(VIEW)
        backend.load(file)
        _until(lambda: backend.state() is State.PAUSED)
        before = time.monotonic()
        backend.prepare(stamps)
        _until(lambda: not any(backend.ready(stamp).isNull() for stamp in stamps), step=50)
        took = time.monotonic() - before
        yield Row(f"30 stamps ready, {name}", took, "s", f"bare PyAV {bare:.1f} s", took / bare, "≤ 1.5")
        paused, _, _ = _clicks(backend, view, ear, video, stamps[:CLICKS], playing=False)
        playing, sounds, back = _clicks(backend, view, ear, video, stamps[:CLICKS], playing=True)
        view.close()
        backend.close()
    ear.close()
    theirs = _clicks_of_mpv(file, stamps[:CLICKS])
    median = share(theirs, 0.5) * 1000
    bare_vlc = share(_clicks_of_vlc(file, video, stamps[:CLICKS]), 0.5) * 1000
    for state, clicks in (("paused", paused), ("playing", playing)):
        p95 = share(clicks, 0.95) * 1000
        label = f"click → painted, ready, {name}, {state}, p95"
        yield Row(label, p95, "ms", f"mpv p50 {median:.0f} ms", p95 / median, "≤ 33 ms")
    p95 = share(playing, 0.95) * 1000
    label = f"click → painted, ready, {name}, playing, p95"
    yield Row(label, p95, "ms", f"libvlc p50 {bare_vlc:.0f} ms", p95 / bare_vlc, "")
    sound = share(sounds, 0.5) * 1000
    yield Row(f"click → sound, {name}, p50", sound, "ms", f"mpv {median:.0f} ms", sound / median, "≤ 1.2")
    yield Row(f"pictures that went back, {name}", back, f"of {CLICKS}", "", None, "0")


def _dropped(name: str, file: Path) -> Row:
    """Frames missed in ten seconds on one core while frames are made ready, and while none are."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})  # threads that begin from here on inherit it
    missed = []
    for stamps in ((), [number / 2 for number in range(2 * SECONDS)]):
        backend = VlcBackend(Vlc(["--aout=dummy"]))
        view = View(backend)
        backend.set_view_size(VIEW)
        backend.load(file, playing=True)
        _until(lambda view=view: len(view.painted) > 30)
        view.painted.clear()
        backend.prepare(stamps)
        _wait(PLAYED_ALONG)
        numbers = {number for _, number in view.painted}
        missed.append(max(numbers) - min(numbers) + 1 - len(numbers))
        view.close()
        backend.close()
    os.sched_setaffinity(0, cores)
    return Row(f"frames missed on one core, {name}", missed[1], "", f"{missed[0]} without", None, "no more")


def _bare(file: Path, stamps: list[float]) -> float:
    """Seconds of a loop that seeks, decodes on, and scales each frame for the view."""
    before = time.monotonic()
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for stamp in stamps:
            container.seek(int(stamp / stream.time_base), stream=stream)
            frame = next(each for each in container.decode(stream) if each.time + 1 / 30 > stamp + 0.001)
            frame.reformat(VIEW.width(), VIEW.height(), "bgra")
    return time.monotonic() - before


def _clicks(
    backend: VlcBackend, view: View, ear: Ear, video: Video, stamps: list[float], *, playing: bool
) -> tuple[list[float], list[float], int]:
    """Seconds to each paint and to each sound, and how often a picture went back after a click."""
    (backend.play if playing else backend.pause)()
    paints, sounds, back = [], [], 0
    for stamp in stamps:
        _wait(PLAYED)
        view.painted.clear()
        ear.heard.clear()
        before = time.monotonic()
        backend.seek(stamp)
        number = int(stamp * video.rate + 0.03)
        _until(lambda: bool(view.painted))
        at, shown = view.painted[0]
        assert shown == number, (shown, number)
        paints.append(at - before)
        if playing:
            _until(lambda: len(view.painted) > 8)
            back += any(later < number for _, later in view.painted)
            sounds.append(ear.begun() - before)
    return paints, sounds, back


def _clicks_of_mpv(file: Path, stamps: list[float]) -> list[float]:
    mpv = Mpv(file)
    mpv.set_paused(False)
    took = []
    for stamp in stamps:
        time.sleep(PLAYED)
        took.append(mpv.seek(stamp))
    mpv.close()
    return took


def _clicks_of_vlc(file: Path, video: Video, stamps: list[float]) -> list[float]:
    vlc = BareVlc(file, VIEW)
    took = []
    for stamp in stamps:
        time.sleep(PLAYED)
        took.append(vlc.seek(stamp, int(stamp * video.rate + 0.03)))
    vlc.close()
    return took


def _wait(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _until(happened: Callable[[], bool], step: int = 4) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=step)
    timer.timeout.connect(lambda: happened() and loop.quit())
    timer.start()
    if not happened():
        loop.exec()
