"""How likely it is that the stamps of a note are written one place too far left: a model of the whole sequence.

A stamp `25:13:00` is 25 hours and 13 minutes as it is written, or 25 minutes and 13 seconds with a field too many.
Which of the two is meant shows in what stands round it: one stamp mostly follows the one before by seconds or a few
minutes, nothing lies past the end of the video, sister notes cite the same moments, and the field too many is `00`, or
a frame, or the seconds again.  Notes are wrong as a whole, in a run, or here and there; each of these habits is weighed
by how well it explains the note (a hidden Markov model of two states, summed over the habits, forwards and backwards).

The numbers were counted on the 2,502 notes of 3,202 real ones whose stamps are right; `tests/benchmarks/repairing.py`
prints what comes of them.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

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
_TINY, _SMALL, _NEGLIGIBLE = 1e-300, 1e-200, 1e-5
_NOT_WORTH_ASKING = 20.0
"""Times that a note is better explained by shifted stamps: one in ten notes has any, so this is not enough."""


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
    seconds = 0.0
    for field in fields:
        seconds = seconds * 60 + field
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


class _Habit(NamedTuple):
    """How the writer of a note errs."""

    share: float
    """Of notes that are so."""
    shifted: float
    """Share of its stamps that are shifted."""
    sticks: float = 0.0
    """How likely a stamp is as the one before simply because that was so; 0 where each goes its own way."""
    frames: bool = False
    """Whether the field too many holds frames; else `00`."""
    leaps: bool = False
    strides: bool = False
    """Whether it goes on and on evenly, as notes of lectures do that cite each chapter once."""
    rounds: bool = False
    """Whether right times are rounded to whole minutes."""

    @property
    def turns(self) -> tuple[float, float, float, float]:
        """How likely a stamp is right or shifted after a right one, and after a shifted one."""
        free = 1 - self.sticks
        right, wrong = free * (1 - self.shifted), free * self.shifted
        return right + self.sticks, wrong, right, wrong + self.sticks


_HABITS = (
    _Habit(0.70, 0.0002),
    _Habit(0.08, 0.0002, leaps=True),
    _Habit(0.002, 0.0002, strides=True),
    _Habit(0.001, 0.0002, rounds=True),
    _Habit(0.10, 0.98, sticks=0.5),
    _Habit(0.02, 0.35, sticks=0.93),
    _Habit(0.02, 0.65, sticks=0.93),
    _Habit(0.02, 0.33),
    _Habit(0.01, 0.67),
    _Habit(0.005, 0.08),
    _Habit(0.02, 0.98, sticks=0.5, frames=True),
    _Habit(0.01, 0.35, sticks=0.93, frames=True),
    _Habit(0.01, 0.33, frames=True),
    _Habit(0.005, 0.67, frames=True),
)

_Two = tuple[float, float]
_Odds = tuple[float, float, float]
_Step = tuple[float, float, float, float]
"""How likely the way from one stamp to the next is: from written to written and to shifted, from shifted to both."""


def shifted(times: Sequence[Time], prospect: Prospect) -> list[float]:
    """For each stamp of a note, in the order of the text, how likely it is that it is shifted, 0 to 1."""
    if is_calm([time.written for time in times], prospect):
        return [0.0] * len(times)
    odds = [_odds(time, prospect) for time in times]
    plain = list(map(_step, times, times[1:]))
    if not odds or _bound(odds, plain) < _NOT_WORTH_ASKING:
        return [0.0] * len(times)
    anywhere = _LEAPS / prospect.reach
    free = 1 - _LEAPS
    striding = _striding(times, prospect)
    leaping = [
        (free * a + anywhere, free * b + anywhere, free * c + anywhere, free * d + anywhere) for a, b, c, d in plain
    ]
    weighed = []
    for habit in _HABITS:
        steps = leaping if habit.leaps else striding if habit.strides else plain
        own = _rounded(times, odds) if habit.rounds else odds
        weighed.append((habit, own, steps, *_forward(habit, own, steps)))
    best = max(weight for *_, weight in weighed)
    found, total = [0.0] * len(times), 0.0
    for habit, own, steps, rows, weight in weighed:
        share = math.exp(weight - best)
        if share > _NEGLIGIBLE:
            total += share
            for number, likely in enumerate(_backward(habit, own, steps, rows)):
                found[number] += share * likely
    return [likely / total for likely in found]


def is_calm(seconds: Sequence[float], prospect: Prospect) -> bool:
    """Whether stamps, as written, are so plainly right that nothing has to be weighed: seven notes of ten."""
    if not seconds:
        return True
    if max(seconds) > prospect.limit:
        return False
    if sum([not each % 60 for each in seconds]) > max(_FEW, _AT_ZERO * 2.4 * len(seconds)):
        return False
    return all(-_FAR < after - before < _FAR for before, after in pairwise(seconds))


def _bound(odds: Sequence[_Odds], steps: Sequence[_Step]) -> float:
    """How many times better the note can at most be explained by shifted stamps than by none."""
    written, *moved = odds[0]
    bound = max(1.0, *moved) / (written or _TINY)
    for (a, b, c, d), (written, zeros, frames) in zip(steps, odds[1:], strict=True):
        gain = max(c, max(b, d) * max(zeros, frames) / (written or _TINY)) / a
        if gain > 1:
            bound *= gain
    return bound


def _odds(time: Time, prospect: Prospect) -> _Odds:
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


def _rounded(times: Sequence[Time], odds: Sequence[_Odds]) -> list[_Odds]:
    """The odds in a note that gives whole minutes."""
    return [
        (written * (_ROUNDED / _AT_ZERO if time.last == 0 else 1 - _ROUNDED), zeros, frames)
        for time, (written, zeros, frames) in zip(times, odds, strict=True)
    ]


def _density(step: float) -> float:
    size = min(int(abs(step)).bit_length(), _LONGEST_STEP)
    return _DENSITIES[_LONGEST_STEP + size if step > 0 else _LONGEST_STEP - size]


def _step(before: Time, after: Time) -> _Step:
    return (
        _density(after.written - before.written),
        _density(after.shifted - before.written),
        _density(after.written - before.shifted),
        _density(after.shifted - before.shifted),
    )


def _leaping(step: _Step, anywhere: float) -> _Step:
    """The same in a note that leaps about."""
    near = 1 - _LEAPS
    a, b, c, d = step
    return near * a + anywhere, near * b + anywhere, near * c + anywhere, near * d + anywhere


def _striding(times: Sequence[Time], prospect: Prospect) -> list[_Step]:
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


def _forward(habit: _Habit, odds: Sequence[_Odds], steps: Sequence[_Step]) -> tuple[list[_Two], float]:
    """For each stamp how likely it is right and shifted by those before it, and how well the habit explains all.

    That is a logarithm.
    """
    stay, err, mend, go_on = habit.turns
    kind = 2 if habit.frames else 1
    right, wrong = odds[0][0] * (1 - habit.shifted), odds[0][kind] * habit.shifted
    product = (right + wrong) or _TINY
    right, wrong = right / product, wrong / product
    rows, weight = [(right, wrong)], math.log(habit.share)
    for (a, b, c, d), at in zip(steps, odds[1:], strict=True):
        written, moved = at[0], at[kind]
        right, wrong = (
            (right * stay * a + wrong * mend * c) * written,
            (right * err * b + wrong * go_on * d) * moved,
        )
        whole = (right + wrong) or _TINY
        right, wrong = right / whole, wrong / whole
        rows.append((right, wrong))
        product *= whole
        if product < _SMALL:
            weight += math.log(product or _TINY)
            product = 1.0
    return rows, weight + math.log(product)


def _backward(habit: _Habit, odds: Sequence[_Odds], steps: Sequence[_Step], rows: Sequence[_Two]) -> list[float]:
    """How likely each stamp is shifted, by those before it (`rows`) and those behind it."""
    stay, err, mend, go_on = habit.turns
    kind = 2 if habit.frames else 1
    right = wrong = 1.0
    found = [rows[-1][1]]
    for number in range(len(steps) - 1, -1, -1):
        a, b, c, d = steps[number]
        written, moved = odds[number + 1][0], odds[number + 1][kind]
        right, wrong = (
            stay * a * written * right + err * b * moved * wrong,
            mend * c * written * right + go_on * d * moved * wrong,
        )
        whole = (right + wrong) or _TINY
        right, wrong = right / whole, wrong / whole
        before = rows[number]
        moved_here = before[1] * wrong
        found.append(moved_here / (before[0] * right + moved_here or _TINY))
    found.reverse()
    return found
