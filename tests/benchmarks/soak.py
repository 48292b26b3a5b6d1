"""Two hours of playing and clicking, time-lapsed: whether memory stays flat, and how long the window ever stalls.

The whole program plays a video at four times its speed beside a note with thirty stamps; once a second or so the reader
clicks a stamp, peeks at one, scrubs, or goes to another note.  Memory is that of the program alone (Chromium's
processes are its own), from the end of the first tenth, when the caches are full, to the end; a stall is the longest
time in which the window's thread did nothing else.  `ALONGSIDE_SOAK` is how many minutes it runs: 30 are two hours of
video.
"""

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage

from reader import start
from reader.app import App
from reader.notes.hrefs import stamp_href
from reader.paths import Places
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.benchmarks import Options, Row
from tests.benchmarks.opening import wait
from tests.benchmarks.seeking import SECONDS, VIDEOS, video_folder
from tests.videos import make_video

VIDEO, NAME = "SoakSoakSoa", "720p gop 150"
STAMPS = 30
MINUTES = float(os.environ.get("ALONGSIDE_SOAK", "30"))
PULSE_MS = 5
STALL_MS = 100


class Pulse:
    """Notes how late the window's thread comes to its timer."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.stalls = 0
        self._last = time.perf_counter()
        self._timer = QTimer(interval=PULSE_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        late = (now - self._last) * 1000 - PULSE_MS
        self._last = now
        self.longest = max(self.longest, late)
        self.stalls += late > STALL_MS


def rows(options: Options) -> Iterator[Row]:
    """Growth of memory and the longest stall."""
    qt = start.application()
    with TemporaryDirectory() as folder:
        root = _library(Path(folder))
        backend = VlcBackend(Vlc(["--aout=dummy"]), None, Path(folder) / "frames")
        app = start.make_app(qt, Places.below(Path(folder) / "home"), backend)
        wait(app.note_view.note_shown, lambda: app.start(root / "one.md"))
        app.player.set_rate(4.0)
        app.player.play()
        yield from _soak(app)
        app.window.close()


def _soak(app: App) -> Iterator[Row]:
    chosen, process, pulse = random.Random(11), psutil.Process(), None
    end = time.monotonic() + MINUTES * 60
    warm = time.monotonic() + MINUTES * 6
    acts, before = 0, 0
    while time.monotonic() < end:
        if pulse is None and time.monotonic() > warm:
            pulse, before = Pulse(), process.memory_info().rss
        _act(app, chosen)
        acts += 1
        _rest(chosen.randint(300, 1500))
    assert pulse
    grown = (process.memory_info().rss - before) / 2**20
    minutes = MINUTES * app.player.rate
    yield Row(f"memory grown in {minutes:.0f} min of video, {acts} acts", grown, "MB", "", None, "≤ 30")
    yield Row("longest stall of the window", pulse.longest, "ms", f"{pulse.stalls} over 100 ms", None, "≤ 100")


def _act(app: App, chosen: random.Random) -> None:
    seconds = float(chosen.randrange(1, SECONDS - 1))
    match chosen.randrange(8):
        case 0:
            app.navigator.open(chosen.choice(("one.md", "two.md")))
        case 1:
            app.frames.peek(VIDEO, seconds + 0.4, QSize(320, 180), _look)
        case 2:
            app.player.scrub(seconds)
        case _:
            app.go(stamp_href(VIDEO, seconds))
    if not app.player.playing:
        app.player.play()


def _look(_: QImage) -> None:
    """Only looked at."""


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _library(folder: Path) -> Path:
    root = folder / "library"
    root.mkdir()
    shutil.copy(make_video(VIDEOS[NAME], video_folder()), root / f"Soak [{VIDEO}].mp4")
    for name in ("one", "two"):
        lines = (f"Sentence {number} of {name} [0:{number % SECONDS:02}].\n\n" for number in range(STAMPS))
        (root / f"{name}.md").write_text(f"---\ntitle: {name}\nvideoId: {VIDEO}\n---\n\n{''.join(lines)}")
    return root
