"""A film is chapters of spoken lines; every line starts on a whole second, so that a stamp in a note is exact."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sample.drawing import Palette, Stage

FPS = 30
OPENING = 1  # seconds before the first line
BREATH = 0.3  # seconds of silence at least between two lines
CHAPTER_BREATH = 1.0  # and between two chapters
ENDING = 3.0  # seconds after the last line

Draw = Callable[["Stage", "Clock"], None]


@dataclass(frozen=True)
class Line:
    """One sentence of the narration.  `say` is what the voice is given where it would read `text` wrongly."""

    key: str
    text: str
    say: str = ""

    @property
    def spoken(self) -> str:
        return self.say or self.text


@dataclass(frozen=True)
class Chapter:
    title: str
    lines: tuple[Line, ...]
    draw: Draw


@dataclass(frozen=True)
class Film:
    id: str
    title: str
    description: str
    palette: Palette
    chapters: tuple[Chapter, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for chapter in self.chapters for line in chapter.lines)


@dataclass(frozen=True)
class Timing:
    """When each line of a film starts and ends, and how long the film is: seconds."""

    starts: dict[str, int]
    ends: dict[str, float]
    length: int

    @property
    def frames(self) -> int:
        return self.length * FPS


def time_film(film: Film, seconds: dict[str, float]) -> Timing:
    """Lay the lines of `film`, which take `seconds` to say, one after another."""
    starts: dict[str, int] = {}
    ends: dict[str, float] = {}
    free = 0.0
    for number, chapter in enumerate(film.chapters):
        for index, line in enumerate(chapter.lines):
            breath = CHAPTER_BREATH if index == 0 else BREATH
            starts[line.key] = OPENING if number == index == 0 else math.ceil(free + breath)
            free = ends[line.key] = starts[line.key] + seconds[line.key]
    return Timing(starts, ends, math.ceil(free + ENDING))


def ease(share: float) -> float:
    """`share` of a movement done, 0 to 1, begun and ended softly."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


@dataclass(frozen=True)
class Clock:
    """The moment that is drawn, as the drawing wants to know it: by the line that is being said."""

    timing: Timing
    frame: int

    @property
    def now(self) -> float:
        return self.frame / FPS

    def since(self, key: str) -> float:
        """Seconds since the line `key` began; negative before."""
        return self.now - self.timing.starts[key]

    def after(self, key: str, delay: float = 0.0, length: float = 0.7) -> float:
        """How far a movement is that begins `delay` seconds after the line `key` and takes `length`: 0 to 1."""
        return ease((self.since(key) - delay) / length)

    def during(self, key: str, until: str, length: float = 0.5) -> float:
        """1 from the start of the line `key` to that of `until`, 0 elsewhere, soft at both ends."""
        return self.after(key, 0, length) * (1 - self.after(until, 0, length))
