"""How likely each stamp of a note is in either of its senses, and the way from one to the next, by what is usual.

The numbers were counted on the 2,502 notes of 3,202 real ones whose stamps are right.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reader.notes.times import in_seconds

_STEPS = {
    -14: 0.0002, -13: 0.0016, -12: 0.0036, -11: 0.005, -10: 0.0076, -9: 0.0099, -8: 0.012, -7: 0.0121, -6: 0.0139,
    -5: 0.0129, -4: 0.0098, -3: 0.0063, -2: 0.0021, -1: 0.0002, 0: 0.0078, 1: 0.013, 2: 0.0928, 3: 0.2073, 4: 0.2444,
    5: 0.1578, 6: 0.0778, 7: 0.0389, 8: 0.0236, 9: 0.0167, 10: 0.0102, 11: 0.0062, 12: 0.0042, 13: 0.0017, 14: 0.0003,
}  # fmt: skip
"""Share of the steps from one stamp to the next by their length: ±n is 2ⁿ⁻¹ up to 2ⁿ seconds on or back."""
_LONGEST_STEP = 20
_DENSITIES = tuple(
    _STEPS.get(n, 1e-5) / (2 ** (abs(n) - 1) if n else 1) for n in range(-_LONGEST_STEP, _LONGEST_STEP + 1)
)
"""The same for each whole second."""
_LEAPS = 0.6
"""Share of the steps that lead anywhere in the video, in notes that leap about."""
_SHORTEST_STRIDE = 60.0
"""Seconds."""
_BACKWARDS = 0.01
"""Share of steps that lead back, in notes that go on evenly, in parts of a stride."""
_AT_ZERO = 0.025
"""Share of right stamps that end in :00."""
_ROUNDED = 0.95
"""The same in notes that give whole minutes."""
_OVER_59 = 0.001
"""Share of stamps with 60 minutes or seconds, or more (`notes-format.md` §3)."""
_SISTERS_AGREE = 0.64
"""Share of stamps that a sister note has too, to the second, where there is one."""
_BEYOND_SISTERS = 0.009
"""Share of stamps that lie farther on than all sister notes go, by a tenth or more."""
_PAST_THE_END = 1e-9
_PLAY = 5.0
_FAR = 512.0
_FEW = 2

Odds = tuple[float, float, float]
"""How likely a stamp is as it is written, and shifted with `00` or with a frame behind."""
Step = tuple[float, float, float, float]
"""How likely the way from one stamp to the next is: from written to written and to shifted, from shifted to both."""


class Time(NamedTuple):
    """A time of a note in both its senses, in seconds; one that cannot be shifted has the same twice."""

    written: float
    shifted: float
    second: float = 0.0
    """The field that is the seconds where it is shifted."""
    last: float | None = None
    """The field that is too many then; None where it cannot be shifted."""


def time_of(fields: tuple[float, ...]) -> Time:
    """Both senses of what `fields_of` gives; only three fields can be one too many."""
    seconds = in_seconds(fields)
    if len(fields) != 3:
        return Time(seconds, seconds)
    return Time(seconds, fields[0] * 60 + fields[1], fields[1], fields[2])


@dataclass(frozen=True, slots=True)
class Prospect:
    """Where in its video a stamp can lie."""

    end: float
    """Seconds; nothing lies past it."""
    sisters: tuple[float, ...] = ()
    """The seconds that other notes of the same video cite, in rising order."""

    @property
    def reach(self) -> float:
        """How far a leap can lead, in seconds."""
        return max(60.0, min(self.end, 1.1 * self.sisters[-1]) if self.sisters else self.end)

    @property
    def limit(self) -> float:
        """How far a stamp can lie without being remarkable, in seconds."""
        return min(self.end, 1.1 * self.sisters[-1] + _PLAY) if self.sisters else self.end

    def likelihood(self, seconds: float) -> float:
        """How likely a stamp is here, in parts of the likelihood of a place of which nothing is known."""
        likely = 1.0 if seconds <= self.end else _PAST_THE_END
        if not self.sisters:
            return likely
        place = bisect_left(self.sisters, seconds)
        if place < len(self.sisters) and self.sisters[place] == seconds:
            return likely * (1 - _SISTERS_AGREE + _SISTERS_AGREE * max(self.sisters[-1] / len(self.sisters), 1.0))
        return likely * (_BEYOND_SISTERS if seconds > 1.1 * self.sisters[-1] + _PLAY else 1 - _SISTERS_AGREE)


def is_calm(seconds: Sequence[float], prospect: Prospect) -> bool:
    """Whether stamps, as written, are so plainly right that nothing has to be weighed: seven notes of ten."""
    if not seconds:
        return True
    if max(seconds) > prospect.limit:
        return False
    if sum([not each % 60 for each in seconds]) > max(_FEW, _AT_ZERO * 2.4 * len(seconds)):
        return False
    return all(-_FAR < after - before < _FAR for before, after in pairwise(seconds))


def odds_of(time: Time, prospect: Prospect) -> Odds:
    """How likely a stamp is as written, and shifted with `00` or a frame behind, before its neighbours are asked."""
    written, _, second, last = time
    likely = prospect.likelihood(written)
    if last is None:
        return likely, 0.0, 0.0
    moved = prospect.likelihood(time.shifted)
    if second > 59:
        likely, moved = likely * _OVER_59, moved * _OVER_59
    elif last > 59:
        likely *= _OVER_59
    frame = 0.02 / 100 + (0.73 / 30 if last < 30 else 0.0) + (0.25 if last == second else 0.0)
    if last:
        return likely, moved * 0.03 / 99, moved * frame
    return likely * 60 * _AT_ZERO, moved * 0.97, moved * frame


def rounded(times: Sequence[Time], odds: Sequence[Odds]) -> list[Odds]:
    """The odds in a note that gives whole minutes."""
    return [
        (written * (_ROUNDED / _AT_ZERO if time.last == 0 else 1 - _ROUNDED), zeros, frames)
        for time, (written, zeros, frames) in zip(times, odds, strict=True)
    ]


def _density(step: float) -> float:
    size = min(int(abs(step)).bit_length(), _LONGEST_STEP)
    return _DENSITIES[_LONGEST_STEP + size if step > 0 else _LONGEST_STEP - size]


def step_of(before: Time, after: Time) -> Step:
    """How likely the way from one stamp to the next is in most notes."""
    return (
        _density(after.written - before.written),
        _density(after.shifted - before.written),
        _density(after.written - before.shifted),
        _density(after.shifted - before.shifted),
    )


def leaping(steps: Iterable[Step], prospect: Prospect) -> list[Step]:
    """The same in a note that leaps about."""
    near, anywhere = 1 - _LEAPS, _LEAPS / prospect.reach
    return [
        (near * a + anywhere, near * b + anywhere, near * c + anywhere, near * d + anywhere) for a, b, c, d in steps
    ]


def striding(times: Sequence[Time], prospect: Prospect) -> list[Step]:
    """The same in a note that goes on evenly: by a stride on average, hardly ever back."""
    farthest = max((time.written for time in times if time.written <= prospect.end), default=0.0)
    stride = max(farthest / len(times), _SHORTEST_STRIDE)
    senses = [(time.written, time.shifted) for time in times]
    return [
        (_stride(b - a, stride), _stride(d - a, stride), _stride(b - c, stride), _stride(d - c, stride))
        for (a, c), (b, d) in pairwise(senses)
    ]


def _stride(step: float, stride: float) -> float:
    return math.exp(-step / stride) / stride if step > 0 else _BACKWARDS / stride
