"""From a click to the right frame, against mpv's exact seeks in the same file.

Ours is timed from `seek()` to the first `frame_shown`, whose number is checked; mpv's from its `seek` command to
`playback-restart`, with no output to draw on.  They take turns, target by target, and the other stands paused
meanwhile.  *Moving* is the time until libvlc has taken over from the exact frame, and with it the sound.
"""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication

from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.benchmarks import Options, Row, share
from tests.benchmarks._mpv import Mpv
from tests.videos import Video, make_video, number_in

SECONDS = 20
TARGETS = 12
WARM = 300
"""Milliseconds of playing before a seek while playing."""
VIEW = QSize(960, 540)
VIDEOS = {
    "720p gop 150": Video("720p-150.mp4", seconds=SECONDS, size=(1280, 720), gop=150, moving=True),
    "1080p gop 150": Video("1080p-150.mp4", seconds=SECONDS, size=(1920, 1080), gop=150, moving=True),
    "1080p gop 250": Video("1080p-250.mp4", seconds=SECONDS, size=(1920, 1080), gop=250, moving=True),
}


def video_folder() -> Path:
    """Where the videos of benchmarks are kept, as they take a minute to make."""
    folder = Path(tempfile.gettempdir()) / "alongside-benchmarks"
    folder.mkdir(exist_ok=True)
    return folder


def rows(options: Options) -> Iterator[Row]:
    """p50 and p95 of 12 seeks each, paused and playing."""
    app = QApplication.instance() or QApplication([])
    for name, video in VIDEOS.items():
        file = make_video(video, video_folder())
        for playing in (False, True):
            yield from _compare(f"{name}, {'playing' if playing else 'paused'}", video, file, playing)
    app.processEvents()


def _compare(name: str, video: Video, file: Path, playing: bool) -> Iterator[Row]:
    ours, mpv = Ours(file), Mpv(file)
    chosen = random.Random(5)
    found, moving, theirs = [], [], []
    for turn in range(TARGETS):
        target = chosen.uniform(1, SECONDS - 2)
        for _ in range(2):
            if turn % 2:
                first, then = ours.seek(target, video, playing)
                found.append(first)
                moving.append(then)
            else:
                theirs.append(_seek_of_mpv(mpv, target, playing))
            turn += 1
    ours.backend.close()
    mpv.close()
    for part in (0.5, 0.95):
        ours_ms, mpv_ms = share(found, part) * 1000, share(theirs, part) * 1000
        label = f"click → frame, {name}, p{part * 100:.0f}"
        yield Row(label, ours_ms, "ms", f"mpv {mpv_ms:.0f} ms", ours_ms / mpv_ms, "≤ 1.1")
    if playing:
        yield Row(f"click → moving, {name}, p50", share(moving, 0.5) * 1000, "ms", "", None, "")


def _seek_of_mpv(mpv: Mpv, target: float, playing: bool) -> float:
    if playing:
        mpv.set_paused(False)
        _wait(WARM)
    took = mpv.seek(target)
    mpv.set_paused(True)
    return took


class Ours:
    """The backend that is used where libvlc is installed."""

    def __init__(self, file: Path) -> None:
        self.backend = VlcBackend(Vlc(["--aout=dummy"]))
        self.backend.set_view_size(VIEW)
        self._shown_at: list[float] = []
        self._loop = QEventLoop()
        self._wanted = 1
        self.backend.frame_shown.connect(self._on_frame)
        self.backend.load(file)
        self._loop.exec()

    def seek(self, target: float, video: Video, playing: bool) -> tuple[float, float]:
        """Seconds until the exact frame is there, and until the second one after it is (while playing)."""
        if playing:
            self.backend.play()
            _wait(WARM)
        self._wanted = 1
        self._shown_at.clear()
        before = perf_counter()
        self.backend.seek(target)
        self._loop.exec()
        assert abs(number_in(self.backend.image()) - int(target * video.rate + 0.03)) <= 1
        if playing:
            self._wanted = 3
            self._loop.exec()
        took = self._shown_at[0] - before, self._shown_at[-1] - before
        self.backend.pause()
        _wait(50 if playing else 300)  # libvlc follows a paused seek only then
        return took

    def _on_frame(self, _: float) -> None:
        self._shown_at.append(perf_counter())
        if len(self._shown_at) >= self._wanted:
            self._loop.quit()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
