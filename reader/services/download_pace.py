"""How fast downloads go and how long they take, told so that the numbers stand still enough to be read."""

import math
from collections.abc import Iterable
from dataclasses import replace

from reader.downloads.base import Progress, Stage
from reader.services.download_items import Item, ItemState

_SMOOTH = 5.0
"""Seconds over which a speed is smoothed."""
_SHORTEST = 0.5
"""Seconds; what comes within less says little of the speed."""


class Pace:
    """The speed of one download, from what came when."""

    def __init__(self) -> None:
        self._at = self._speed = 0.0
        self._done = -1

    def take(self, new: Progress, before: Progress, now: float) -> Progress:
        """`new` with a steady speed, at the second `now`; what it does not know any more stays as `before` had it."""
        if new.stage is not Stage.FETCHING:
            self._done = -1
            return new if new.of else replace(new, done=before.done, of=before.of, speed=0.0, left=0.0)
        if self._done < 0 or new.done < self._done:
            self._at, self._done = now, new.done
            self._speed = self._speed or new.speed
        elif now - self._at >= _SHORTEST:
            speed = (new.done - self._done) / (now - self._at)
            part = 1 - math.exp((self._at - now) / _SMOOTH)
            self._speed = self._speed + (speed - self._speed) * part if self._speed else speed
            self._at, self._done = now, new.done
        speed = self._speed or new.speed
        return replace(new, speed=speed, left=_left(new.done, new.of, speed))


def total(items: Iterable[Item], came: int, ended: int) -> Progress:
    """How far those that wait or run are, with `ended` others that were `came` bytes.

    Of those whose size is not known it is taken that they are like the others; `of` is 0 where none is known.
    """
    done, of, known, number, speed = came, came, ended if came else 0, ended, 0.0
    for item in items:
        if item.state not in (ItemState.WAITING, ItemState.RUNNING):
            continue
        progress = item.progress
        number += 1
        done += progress.done
        if progress.of:
            of, known = of + progress.of, known + 1
        if item.state is ItemState.RUNNING:
            speed += progress.speed
    of = round(of * number / known) if known else 0
    return Progress(Stage.FETCHING, done, of, speed, _left(done, of, speed))


def _left(done: int, of: int, speed: float) -> float:
    return (of - done) / speed if speed and of > done else 0.0
