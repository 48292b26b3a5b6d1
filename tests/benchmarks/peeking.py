"""From the mouse over a stamp, or over the seek bar, to the card painted with its frame.

The rest of 250 ms that the first card waits for is not in it: the mouse goes from stamp to stamp.  Frames of stamps are
ready beforehand as in the program; those of any time on the bar are decoded when they are asked for, in a video of
720p with a key frame every 5 seconds.  The floor is a bare PyAV loop that decodes the frame in the card's size.
"""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import av
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtTest import QTest

from reader import start
from reader.app import App
from reader.paths import Places
from reader.ui.lanes import MARGIN
from tests.benchmarks import Options, Row, share
from tests.benchmarks.opening import wait
from tests.benchmarks.seeking import SECONDS, VIDEOS, video_folder
from tests.videos import make_video

STAMPS, TURNS = 12, 60
PREPARED_MS = 4000
"""So long frames are made ready before the mouse comes."""


def rows(options: Options) -> Iterator[Row]:
    """p50 and p95 over stamps and over the bar, and how long the window's thread is busy with one card."""
    qt = start.application()
    film = make_video(VIDEOS["720p gop 150"], video_folder())
    with TemporaryDirectory() as home:
        root = _library(Path(home) / "library", film)
        app = start.make_app(qt, Places.below(Path(home)))
        wait(app.library.changed, lambda: app.start(root / "note.md"))
        _rest(PREPARED_MS)
        stamps = [_timed(app, move) for move in _over_stamps(app)]
        bar = [_timed(app, move) for move in _over_bar(app)]
        busy = [_busy(move) for move in _over_bar(app)]
        app.window.close()
    floor = _bare(film)
    for name, found in (("stamp", stamps), ("seek bar", bar)):
        for part in (0.5, 0.95):
            figure, bare = share(found, part), share(floor, part)
            label = f"mouse on {name} → card with frame, p{part * 100:.0f}"
            yield Row(label, figure, "ms", f"bare PyAV {bare:.1f} ms", figure / bare, "≤ 80")
    yield Row("mouse on seek bar, window's thread, p95", share(busy, 0.95), "ms", "", None, "≤ 16")


def _library(root: Path, film: Path) -> Path:
    root.mkdir()
    (root / "film [PeekPeekPee].mp4").hardlink_to(film)
    said = " ".join(f"It says so [0:{1 + number:02}]." for number in range(STAMPS))
    (root / "note.md").write_text(f"---\ntitle: Note\nvideoId: PeekPeekPee\n---\n\n{said}\n", "utf-8")
    return root


def _over_stamps(app: App) -> Iterator[Callable[[], None]]:
    places: list[QPoint] = []
    for number in range(STAMPS):
        loop, found = QEventLoop(), []
        app.note_view.ask_place_of_stamp(number, lambda place, f=found, end=loop.quit: (f.append(place), end()))
        loop.exec()
        places.append(QPoint(round(found[0][1]), round(found[0][2])))
    for turn in range(TURNS):
        yield lambda place=places[turn % STAMPS]: QTest.mouseMove(app.note_view.page_widget(), place)


def _over_bar(app: App) -> Iterator[Callable[[], None]]:
    bar = app.window.video_pane.transport.bar
    chance = random.Random(3)
    for _ in range(TURNS):
        x = round(chance.uniform(MARGIN, bar.width() - MARGIN))
        yield lambda x=x: QTest.mouseMove(bar, QPoint(x, 8))


def _timed(app: App, move: Callable[[], None]) -> float:
    """Milliseconds until the card is painted with a frame."""
    loop, seen = QEventLoop(), []
    app.peeking.card.clear_picture()

    def paint(with_frame: bool) -> None:
        if with_frame:
            seen.append(time.perf_counter())
            loop.quit()

    painted = app.peeking.card.painted.connect(paint)
    before = time.perf_counter()
    move()
    if not seen:  # a frame that is ready is painted before the mouse's event has returned
        QTimer.singleShot(1000, loop, loop.quit)
        loop.exec()
    app.peeking.card.painted.disconnect(painted)
    return ((seen or [time.perf_counter()])[0] - before) * 1000


def _busy(move: Callable[[], None]) -> float:
    before = time.perf_counter()
    move()
    return (time.perf_counter() - before) * 1000


def _bare(film: Path) -> list[float]:
    chance, found = random.Random(3), []
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for _ in range(TURNS):
            seconds, before = chance.uniform(0, SECONDS - 1), time.perf_counter()
            container.seek(round(seconds / stream.time_base), stream=stream)
            frame = next(frame for frame in container.decode(stream) if frame.time >= seconds - 0.02)
            frame.reformat(256, 144, "bgra")
            found.append((time.perf_counter() - before) * 1000)
    return found


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
