"""Parts of a video as ranges, and what a stamp covers: what a reader has seen and what notes tell of is compared so.

A range is `(start, end)` in seconds; lists of them are sorted and do not touch, as `union` gives them.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Range = tuple[float, float]

COVERS = 30.0
"""Seconds; a stamp tells of so much at most.  In 3,202 real notes the next one comes after 11 s (median), and four of
five come within 30 s: past that nothing says that the note still tells of what is shown."""


def union(ranges: Iterable[Range], together: float = 0.0) -> list[Range]:
    """All that lies in any of the ranges, in whatever order they come; gaps of `together` seconds are closed."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if end <= start:
            continue
        if found and start <= found[-1][1] + together:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def intersection(one: Sequence[Range], other: Sequence[Range]) -> list[Range]:
    """What lies in both."""
    found: list[Range] = []
    first, second = 0, 0
    while first < len(one) and second < len(other):
        start = max(one[first][0], other[second][0])
        end = min(one[first][1], other[second][1])
        if start < end:
            found.append((start, end))
        if one[first][1] < other[second][1]:
            first += 1
        else:
            second += 1
    return found


def gaps(ranges: Sequence[Range], end: float, shortest: float = 0.0) -> list[Range]:
    """What lies in none between 0 and `end`, where that is `shortest` seconds long at least."""
    edges = [0.0, *(edge for each in intersection(ranges, [(0.0, end)]) for edge in each), end]
    between = zip(edges[::2], edges[1::2], strict=True)
    return [(start, stop) for start, stop in between if stop > start and stop - start >= shortest]


def total(ranges: Iterable[Range]) -> float:
    """How many seconds they are together."""
    return sum(end - start for start, end in ranges)


def covered(times: Iterable[float]) -> list[Range]:
    """What the stamps of one note tell of: each from its time to the next later one, `COVERS` seconds at most."""
    return union((start, start + COVERS) for start in times)


def around(seconds: Iterable[float], margin: float) -> list[Range]:
    """So many seconds before and after each moment, one after it at least; gaps smaller than both are closed."""
    return union(((max(each - margin, 0.0), each + max(margin, 1.0)) for each in seconds), together=2 * margin)


def bounded(ranges: Sequence[Range], most: int) -> list[Range]:
    """At most so many ranges: the narrowest gaps are closed."""
    if len(ranges) <= most:
        return list(ranges)
    widths = sorted(after[0] - before[1] for before, after in pairwise(ranges))
    return union(ranges, together=widths[len(ranges) - most - 1])
