"""How far a loop plays past its end, and how long it takes to be at its start again.

`Loops` itself goes back and forth in a video whose frames carry their numbers (libvlc, without a window), so that what
was shown is read from the pixels.  *Past* is the last frame of a round against the end of the loop: 0 is the frame that
begins at the end, at which the loop goes back; less than 0 was cut short.  *Gap* is the wall time from that frame to
the first one of the next round.  A frame is *not as told* where `frame_shown` gave another time than its pixels do: a
loop can go by nothing but what it is told.  *Seeks* are those that the backend was asked for, a round.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import QEventLoop, QObject, QTimer

from reader import start
from reader.library.media import Media
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from reader.services.keeper import Keeper
from reader.services.loops import Loop, Loops
from reader.services.messages import Messages
from reader.services.player import Player
from reader.services.tasks import Tasks
from tests.benchmarks import Options, Row, share
from tests.benchmarks.seeking import VIDEOS, VIEW, video_folder
from tests.videos import make_video, number_in

VIDEO = VIDEOS["720p gop 150"]
ROUNDS = 6
ASTRAY = 0.1
"""Seconds by which a frame may be another than is told."""
LOOPS = (
    (0.25, Loop(7.0, 7.5)), (0.5, Loop(7.0, 8.0)), (1.0, Loop(7.0, 9.0)), (2.0, Loop(7.0, 10.0)),
    (4.0, Loop(7.0, 12.0)), (4.0, Loop(7.0, 7.5)), (1.0, Loop(VIDEO.seconds - 1.5, VIDEO.seconds)),
)  # fmt: skip
"""Speeds and what is looped; the last two are the shortest loop, and one up to the end of the file."""


def rows(options: Options) -> Iterator[Row]:
    """For each loop: past its end, the gap, frames that are not as told or torn, and seeks."""
    start.application()
    file = make_video(VIDEO, video_folder())
    for rate, loop in LOOPS:
        with TemporaryDirectory() as folder:
            yield from Bench(file, Path(folder)).rows(rate, loop)


class Bench:
    """A player with a loop, and every frame that it shows: when, and which."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.owner = QObject()
        self.tasks, self.backend = Tasks(self.owner), Counted(Vlc(["--aout=dummy"]))
        self.player = Player(lambda _: Media(file, file.stat().st_size), lambda _: 0.0, self.owner)
        self.player.use(self.backend)
        self.player.set_view_size(VIEW)
        messages = Messages(self.owner)
        self.keeper = Keeper(self.tasks, messages, folder / "kept.sqlite", self.owner)
        self.frames: list[tuple[float, int]] = []
        self.all = self.astray = self.torn = 0
        self.player.frame_shown.connect(self._on_frame)
        self.loops = Loops(self.player, self.keeper, messages, self.owner)

    def rows(self, rate: float, loop: Loop) -> Iterator[Row]:
        """Play a loop some times, and tell how it went."""
        self._play(rate, loop)
        turns = [
            (last, then)
            for last, then in zip(self.frames, self.frames[1:], strict=False)
            if last[1] / VIDEO.rate - then[1] / VIDEO.rate > (loop.end - loop.start) / 2
        ]
        past = [last[1] / VIDEO.rate - loop.end for last, _ in turns]
        gaps = [then[0] - last[0] for last, then in turns]
        name = f"loop {loop.start:g}–{loop.end:g} s at {rate:g}×"
        yield Row(f"{name}: past its end, most of {len(past)}", max(past) * 1000, "ms", "", None, "≤ 100")
        yield Row(f"{name}: past its end, least", min(past) * 1000, "ms", "", None, "≥ -100")
        yield Row(f"{name}: gap, p50", share(gaps, 0.5) * 1000, "ms", "", None, "")
        yield Row(f"{name}: not as told of {self.all} frames", self.astray, "frames", "", None, "0")
        yield Row(f"{name}: torn", self.torn, "frames", "", None, "0")
        yield Row(f"{name}: seeks", self.backend.seeks / (self.loops.round - 1), "a round", "", None, "1")

    def _play(self, rate: float, loop: Loop) -> None:
        done = QEventLoop()
        self.player.show_video("x", loop.start)
        self.player.duration_changed.connect(lambda _: QTimer.singleShot(500, done.quit))
        done.exec()
        self.player.set_rate(rate)
        self.frames.clear()
        self.all = self.astray = self.torn = self.backend.seeks = 0
        self.loops.changed.connect(lambda: self.loops.round > ROUNDS and done.quit())
        self.loops.start(loop)
        done.exec()
        QTimer.singleShot(500, done.quit)
        done.exec()
        self.player.close()
        self.tasks.close()
        self.keeper.close()

    def _on_frame(self, seconds: float) -> None:
        self.all += 1
        try:
            number = number_in(self.player.image())
        except ValueError:  # libvlc has left out what this frame is made of
            self.torn += 1
            return
        self.frames.append((perf_counter(), number))
        self.astray += abs(number / VIDEO.rate - seconds) > ASTRAY


class Counted(VlcBackend):
    """Counts what it is asked to seek."""

    seeks = 0

    def seek(self, seconds: float) -> None:
        """See Backend."""
        self.seeks += 1
        super().seek(seconds)
