"""Moments in the order of the video: which is the current one, and which come before and after it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from reader.notes.ranges import Range
from reader.notes.sentences import Moment

_SHORTEST = 2.0
_AFTER_THE_LAST = 30.0


def times_of(moments: Iterable[Moment]) -> list[float]:
    """Their seconds in rising order, each once."""
    return sorted({moment.seconds for moment in moments})


def next_after(times: Sequence[float], now: float) -> float | None:
    """The first of `times` (rising) that is later than `now`."""
    place = bisect_right(times, now)
    return times[place] if place < len(times) else None


def last_before(times: Sequence[float], now: float) -> float | None:
    """The last of `times` (rising) that is earlier than `now`."""
    place = bisect_left(times, now)
    return times[place - 1] if place else None


def passage(times: Sequence[float], now: float, end: float) -> Range | None:
    """What is told of at `now`: from the last of `times` (rising) up to then to the next later one.

    At least two seconds long; after the last of them half a minute, or up to the `end` of the video (0 where that is
    not known).  None before the first one.
    """
    place = bisect_right(times, now)
    if not place:
        return None
    start = times[place - 1]
    following = next_after(times, start + _SHORTEST)
    stop = start + _AFTER_THE_LAST if following is None else following
    return start, min(stop, end) if end > start else stop
