"""Where the ticks of the seek bar are: in rows, one for each note, on one scale; and which one the mouse is at."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.services.timeline import Lane, Tick, by_time
from reader.ui.text import count

MARGIN = 8
NEAR = 4
"""Pixels; so near a tick the mouse means the tick."""
TRACK, OWN_TOP, _OWN_HEIGHT = 10, 17, 7
"""The middle of the bar itself, and the ticks of the open note under it."""
_LANES_TOP, _LANE_HEIGHT, _LANE_PITCH = 28, 4, 6
_STRIPS_ABOVE, STRIP_HEIGHT, STRIP_PITCH, _STRIPS = 6, 2, 4, 3
EMPTY = Lane()
SIGN = 20
"""Room for the sign at the end that some stamps lie past it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Seconds of a video of `length` as pixels of a bar so wide, and back; `right` is left free at its end."""

    width: float
    length: float
    right: float = 0.0

    @property
    def span(self) -> float:
        """How long the bar itself is."""
        return max(self.width - 2 * MARGIN - self.right, 1.0)

    def x(self, seconds: float) -> float:
        """Where a moment is; what lies past the end is at the end."""
        return MARGIN + self.span * (min(max(seconds / self.length, 0.0), 1.0) if self.length else 0.0)

    def seconds(self, x: float) -> float:
        """The moment at a place."""
        return min(max((x - MARGIN) / self.span, 0.0), 1.0) * self.length


@dataclass(frozen=True, slots=True)
class Hit:
    """The tick that the mouse is at, its row, and how many more are as near."""

    row: int
    tick: Tick
    more: int


class Rows:
    """The ticks of the open note, the lanes of the others, and the strips of what is covered, from top to bottom.

    `most`: how many lanes there is room for.  `width` is that of the bar, `length` the video's in seconds.
    """

    def __init__(
        self,
        own: Lane = EMPTY,
        others: Sequence[Lane] = (),
        most: int = 0,
        *,
        strips: bool = False,
        width: float = 0.0,
        length: float = 0.0,
    ) -> None:
        self.rows = (own, *_at_most(others, most))
        """The first is that of the open note."""
        self.strips = strips
        self.past = sum(is_past(tick, length) for lane in (own, *others) for tick in lane.ticks) if length else 0
        """How many stamps lie past the end, where that is known."""
        self.scale = Scale(width, length, SIGN if self.past else 0)

    @property
    def height(self) -> int:
        """All of it, in pixels."""
        return self.strips_top + (_STRIPS * STRIP_PITCH if self.strips else 0)

    @property
    def strips_top(self) -> int:
        """Where the strips begin."""
        top, height = self.place(len(self.rows) - 1)
        return top + height + (_STRIPS_ABOVE if self.strips else 0)

    def place(self, number: int) -> tuple[int, int]:
        """Where a row begins, and how high it is."""
        return (_LANES_TOP + _LANE_PITCH * (number - 1), _LANE_HEIGHT) if number else (OWN_TOP, _OWN_HEIGHT)

    def row_at(self, y: float) -> int | None:
        """The row at a height, the first one over them all; None at the strips."""
        if self.strips and y >= self.strips_top - 1:
            return None
        return min(max(int((y - _LANES_TOP + 1) // _LANE_PITCH) + 1, 0), len(self.rows) - 1)

    def hit(self, x: float, y: float) -> Hit | None:
        """The nearest tick in the row at that place, if one is near."""
        number, scale = self.row_at(y), self.scale
        if number is None or not scale.length:
            return None
        ticks = self.rows[number].ticks
        first = bisect_left(ticks, x - NEAR, key=lambda tick: scale.x(tick.seconds))
        last = bisect_right(ticks, x + NEAR, key=lambda tick: scale.x(tick.seconds))
        near = [tick for tick in ticks[first:last] if not is_past(tick, scale.length)]
        if not near:
            return None
        return Hit(number, min(near, key=lambda tick: abs(scale.x(tick.seconds) - x)), len(near) - 1)


def is_past(tick: Tick, length: float) -> bool:
    """Whether a stamp lies past the end; what its rounding alone takes there lies at the end."""
    return tick.seconds > length + 1


def _at_most(lanes: Sequence[Lane], most: int) -> tuple[Lane, ...]:
    """So many lanes; those there is no room for are in the last one together."""
    if len(lanes) <= most or not most:
        return tuple(lanes[:most])
    rest = lanes[most - 1 :]
    title = count(len(rest), "note", "notes") if most == 1 else count(len(rest), "more note", "more notes")
    return (*lanes[: most - 1], Lane("", title, by_time(tick for lane in rest for tick in lane.ticks)))
