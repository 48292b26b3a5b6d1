"""How likely it is that the stamps of a note are written one place too far left: a model of the whole sequence.

A stamp `25:13:00` is 25 hours and 13 minutes as it is written, or 25 minutes and 13 seconds with a field too many.
Which of the two is meant shows in what stands round it: one stamp mostly follows the one before by seconds or a few
minutes, nothing lies past the end of the video, sister notes cite the same moments, and the field too many is `00`, or
a frame, or the seconds again.  Notes are wrong as a whole, in a run, or here and there; each of these habits is weighed
by how well it explains the note (a hidden Markov model of two states, summed over the habits, forwards and backwards).

`odds.py` weighs a stamp by itself; `tests/benchmarks/repairing.py` prints how well all are read back.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from reader.notes.odds import Odds, Prospect, Step, Time, is_calm, leaping, odds_of, rounded, step_of, striding

_TINY, _SMALL, _NEGLIGIBLE = 1e-300, 1e-200, 1e-5
_NOT_WORTH_ASKING = 20.0
"""Times that a note is better explained by shifted stamps: one in ten notes has any, so this is not enough."""


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


def shifted(times: Sequence[Time], prospect: Prospect) -> list[float]:
    """For each stamp of a note, in the order of the text, how likely it is that it is shifted, 0 to 1."""
    if is_calm([time.written for time in times], prospect):
        return [0.0] * len(times)
    odds = [odds_of(time, prospect) for time in times]
    plain = list(map(step_of, times, times[1:]))
    if not odds or _bound(odds, plain) < _NOT_WORTH_ASKING:
        return [0.0] * len(times)
    leaps, strides = leaping(plain, prospect), striding(times, prospect)
    weighed = []
    for habit in _HABITS:
        steps = leaps if habit.leaps else strides if habit.strides else plain
        own = rounded(times, odds) if habit.rounds else odds
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


def _bound(odds: Sequence[Odds], steps: Sequence[Step]) -> float:
    """How many times better the note can at most be explained by shifted stamps than by none."""
    written, *moved = odds[0]
    bound = max(1.0, *moved) / (written or _TINY)
    for (a, b, c, d), (written, zeros, frames) in zip(steps, odds[1:], strict=True):
        gain = max(c, max(b, d) * max(zeros, frames) / (written or _TINY)) / a
        if gain > 1:
            bound *= gain
    return bound


def _forward(habit: _Habit, odds: Sequence[Odds], steps: Sequence[Step]) -> tuple[list[_Two], float]:
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


def _backward(habit: _Habit, odds: Sequence[Odds], steps: Sequence[Step], rows: Sequence[_Two]) -> list[float]:
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
