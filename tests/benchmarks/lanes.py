"""What the seek bar costs: while the video plays, when another note comes, and under the mouse.

Held against the stamps of a usual video (five notes with 30 each); the heavy one has 2,082 in one note, as the longest
real note, and 700 in each of fifteen others.
"""

import random
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from reader.services.coverage import Covered
from reader.services.timeline import Lane, Tick
from reader.ui.seek_bar import SeekBar
from reader.ui.seek_tips import tip
from reader.ui.theme import Theme
from tests.benchmarks import Options, Row

_LENGTH, _PLAYED = 1200, 60
"""Seconds of the video, and of it those that are played."""


def rows(options: Options) -> Iterator[Row]:
    """The share of a core that playing costs, and how long the window's thread is busy."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme(app)
    usual, heavy = _bar(theme, 500), _bar(theme, 1000)
    stamps = {usual: (_lane(30), [_lane(30)] * 4), heavy: (_lane(2082), [_lane(700)] * 15)}
    covered = _covered()
    times = {bar: _costs(app, bar, own, others, covered) for bar, (own, others) in stamps.items()}
    aims = {
        "playing, seek bar": ("% core", "≤ 1"),
        "another note at the seek bar": ("ms", "≤ 50"),
        "mouse on the seek bar": ("ms", "≤ 1"),
    }
    for name, (unit, aim) in aims.items():
        floor = times[usual][name]
        yield Row(name, times[heavy][name], unit, f"a usual video {floor:.2f} {unit}", times[heavy][name] / floor, aim)
    for bar in stamps:
        bar.close()


def _costs(app: QApplication, bar: SeekBar, own: Lane, others: list[Lane], covered: Covered) -> dict[str, float]:
    def show() -> None:
        bar.set_lanes(own, others)
        app.processEvents()

    def play() -> None:
        for tenth in range(_PLAYED * 10):
            bar.set_position(300 + tenth / 10)
            if tenth % 10 == 0:
                bar.set_covered(covered)
            app.processEvents()

    def look() -> None:
        for x in range(200):
            tip(bar._theme, bar._rows, QPointF(8 + 2 * x, 30), covered)

    shown = _seconds(show)
    return {
        "another note at the seek bar": shown * 1000,
        "playing, seek bar": _seconds(play) / _PLAYED * 100,
        "mouse on the seek bar": _seconds(look) / 200 * 1000,
    }


def _seconds(work: Callable[[], None]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _bar(theme: Theme, width: int) -> SeekBar:
    bar = SeekBar(theme)
    bar.set_room(6, strips=True)
    bar.set_duration(_LENGTH)
    bar.resize(width, 80)
    bar.show()
    return bar


def _lane(stamps: int) -> Lane:
    chance = random.Random(stamps)
    times = sorted(chance.random() * _LENGTH for _ in range(stamps))
    return Lane("a.md", "A note", tuple(Tick(seconds, "a.md", "A note", "It says so.") for seconds in times))


def _covered() -> Covered:
    """As broken up as what was watched can be."""
    parts = tuple((number * 3.0, number * 3 + 1.5) for number in range(_LENGTH // 3))
    return Covered(_LENGTH, parts, parts, parts)
