"""How far what is lit is from the frame on the screen, and what it costs to follow.

The whole program plays a video whose frames carry their numbers (libvlc, offscreen), beside a note with a stamp for
each second of it, in no order, spread over many screens: the page is lit and scrolled every second.  A frame counts
from when the video view has painted it, and which one it was is read from its pixels.  Lit counts from the second
`requestAnimationFrame` after the page was told, when the picture with the light in it has been handed on to be shown:
the error has Python, the way to Chromium's process and its drawing in it, but not the screen's own refresh, which the
video has before it as well.  The error is the time between the two: of the first frame at or after the second of the
stamp, and of its light.  Cost is the processor's time of the program and all processes of Chromium while it follows,
less that while `Follow` is cut off from the player, in turns in one run, as a share of one core.
"""

import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from reader import start
from reader.app import App
from reader.paths import Places
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.benchmarks import Options, Row, share
from tests.benchmarks.opening import wait
from tests.benchmarks.seeking import SECONDS, VIDEOS, video_folder
from tests.videos import make_video, number_in

VIDEO, NAME = "FollowFollo", "720p gop 150"
SEEKS = 40
TURNS = 2
"""How often the cost is taken, with and without."""
EVERY = (1, 8)
"""Seconds from one stamp to the next: each second, which no note has, and as the densest notes have them."""

_WATCH = """
var lit = [];
const light = following.light;
following.light = function (stamps, scroll) {
  light.call(this, stamps, scroll);
  if (stamps.length)
    requestAnimationFrame(() => requestAnimationFrame(() => lit.push([stamps[0][1], performance.timeOrigin + performance.now()])));
};
"""  # noqa: E501


def rows(options: Options) -> Iterator[Row]:
    """The errors playing at three speeds and after seeks while paused, then the cost."""
    qt = start.application()
    for every in EVERY:
        with playing(qt, every) as bench:
            if every == 1:
                yield from bench.errors()
            with_, without = bench.cost()
            yield Row(
                f"following, a stamp every {every} s: processor", with_ - without, "% core",
                f"{without:.0f} % without", with_ / without, "≤ 2",
            )  # fmt: skip


class Bench:
    """The program with the note open, and when each frame was painted and each second lit: seconds of the clock."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.painted: list[tuple[int, float]] = []
        app.window.video_pane.view.painted.connect(self._on_painted)
        app.note_view._run(_WATCH)

    def errors(self) -> Iterator[Row]:
        """A row for each speed, one for seeks."""
        for rate, seconds in ((1.0, SECONDS), (4.0, SECONDS), (0.25, 6)):
            errors = self._errors_of(lambda rate=rate, seconds=seconds: self._play(rate, seconds))
            yield from self._rows(f"{rate:g}×", errors)
        self.app.player.pause()
        yield from self._rows(
            "seeks while paused", [error for turn in range(SEEKS) for error in self._after_seek(turn)]
        )

    def cost(self) -> tuple[float, float]:
        """Per cent of a core while following, and without."""
        used: dict[bool, list[float]] = {True: [], False: []}
        frames, follow = self.app.player.frame_shown, self.app.follow
        self.app.player.set_rate(1.0)
        for turn in range(2 * TURNS):
            follows = turn % 4 in (0, 3)
            if not follows:
                frames.disconnect(follow._on_frame)
            self.app.player.seek_to(1)
            self.app.player.play()
            pause(500)
            before, begun = processor(), time.perf_counter()
            pause((SECONDS - 3) * 1000)
            used[follows].append((processor() - before) / (time.perf_counter() - begun) * 100)
            self.app.player.pause()
            if not follows:
                frames.connect(follow._on_frame)
        return share(used[True], 0.5), share(used[False], 0.5)

    def _play(self, rate: float, seconds: float) -> None:
        player = self.app.player
        player.set_rate(rate)
        player.seek_to(0)
        pause(500)
        player.play()
        pause(round(seconds / rate * 1000))
        player.pause()

    def _errors_of(self, act: Callable[[], None]) -> list[float]:
        """Milliseconds between a second's first frame and its light."""
        self.painted.clear()
        self._ask("lit.length = 0")
        act()
        pause(200)
        rate, found = VIDEOS[NAME].rate, []
        for said, at in json.loads(self._ask("JSON.stringify(lit)")):
            second = int(said.split()[-1].rstrip("."))
            seen = [when for number, when in self.painted if number >= second * rate]
            found += [abs(at / 1000 - seen[0]) * 1000] if seen else []
        return found

    def _after_seek(self, turn: int) -> list[float]:
        second = random.Random(turn).uniform(1, SECONDS - 1)

        def seek() -> None:
            wait(self.app.window.video_pane.view.painted, lambda: self.app.player.seek_to(second))

        return self._errors_of(seek)

    def _rows(self, name: str, errors: list[float]) -> Iterator[Row]:
        for part in (0.5, 0.95):
            label = f"following, {name}: error p{part * 100:.0f} of {len(errors)}"
            yield Row(label, share(errors, part), "ms", "", None, "≤ 50")

    def _ask(self, code: str) -> Any:
        answers: list[Any] = []
        loop = QEventLoop()

        def take(answer: Any) -> None:
            answers.append(answer)
            loop.quit()

        self.app.note_view._run(code, take)
        loop.exec()
        return answers[0]

    def _on_painted(self, _: float) -> None:
        self.painted.append((number_in(self.app.player.image()), time.time()))


@contextmanager
def playing(qt: QApplication, every: int) -> Iterator[Bench]:
    """The program with a note that has a stamp every so many seconds, in no order."""
    with TemporaryDirectory() as home:
        library = Path(home) / "library"
        library.mkdir()
        seconds = random.Random(3).sample(range(1, SECONDS, every), len(range(1, SECONDS, every)))
        text = "".join(f"Filler.\n\n{'Words that fill. ' * 30}Here is {at} [0:{at:02}].\n\n" for at in seconds)
        (library / "note.md").write_text(f"---\ntitle: Note\nvideoId: {VIDEO}\n---\n\n{text}")
        shutil.copy(make_video(VIDEOS[NAME], video_folder()), library / f"Video [{VIDEO}].mp4")
        app = start.make_app(qt, Places.below(Path(home)), VlcBackend(Vlc(["--aout=dummy"])))
        app.window.show()
        wait(app.library.changed, lambda: app.open_library(library))
        wait(app.note_view.note_shown, lambda: app.navigator.open("note.md"))
        pause(1500)
        yield Bench(app)
        app.window.close()
        app.deleteLater()
        pause(100)


def processor() -> float:
    """Seconds that the program and its processes have used."""
    own = psutil.Process()
    return sum(sum(each.cpu_times()[:2]) for each in (own, *own.children(recursive=True)))


def pause(milliseconds: int) -> None:
    """Let the program run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
