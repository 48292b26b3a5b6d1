"""How long the window's thread stands still while videos are queued, told of, finished and paused."""

import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer

from reader.downloads.base import Progress, Stage, Wish
from reader.downloads.fake import FakeDownloader
from reader.services.download_news import DownloadNews
from reader.services.downloads import Downloads
from reader.services.messages import Messages
from tests.benchmarks import Options, Row

_TICK_MS = 5
_LASTS_S = 3.0


def rows(_: Options) -> Iterator[Row]:
    """The longest stall with 100 and with 5,000 items."""
    app = QCoreApplication.instance() or QCoreApplication([])
    for number in (100, 5000):
        idle, stall = _longest(app, 0), _longest(app, number)
        yield Row(f"{number:,} queued: longest stall", stall, "ms", f"idle {idle:.0f} ms", None, "≤ 50 ms")


def _longest(app: QCoreApplication, number: int) -> float:
    """The longest time in ms between two ticks of a timer, beyond what it was to be."""
    owner = QObject()
    with tempfile.TemporaryDirectory() as name:
        folder, messages = Path(name), Messages(owner)
        fake = FakeDownloader(owner)
        queue = Downloads(fake, folder / "downloads.json", messages, owner)
        news = DownloadNews(queue, messages, owner)
        news.changed.connect(news.summary)
        ticks = [time.perf_counter()]
        timer = QTimer(owner, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
        timer.start()
        work = QTimer(owner, interval=25)
        work.timeout.connect(lambda: _go_on(fake))
        work.start()
        wishes = [Wish(f"video{place:06}", folder, ranges=((1.0, 31.0),)) for place in range(number)]
        if wishes:
            QTimer.singleShot(100, owner, lambda: queue.add(wishes, {}))
            QTimer.singleShot(round(_LASTS_S * 600), owner, queue.pause_all)
            QTimer.singleShot(round(_LASTS_S * 700), owner, queue.resume_all)
        QTimer.singleShot(round(_LASTS_S * 1000), owner, app.quit)
        app.exec()
        timer.stop()
        queue.close()
        shiboken6.delete(owner)
    return max(after - before for before, after in pairwise(ticks)) * 1000 - _TICK_MS


def _go_on(fake: FakeDownloader) -> None:
    """What runs is further, and one of it is done."""
    for ticket in list(fake.asked):
        fake.progressed.emit(ticket, Progress(Stage.FETCHING, 500_000, 1_000_000, 1e6))
    for video in fake.videos()[:1]:
        fake.end(video)
