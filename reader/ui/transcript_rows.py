"""How high the rows of a long list are: guessed until somebody comes near them, so that it opens at once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate


class RowHeights:
    """Heights and tops in pixels.  `measure` tells the height of a row; each is measured once at most."""

    def __init__(self, guesses: Sequence[int] = (), measure: Callable[[int], int] = lambda _: 0) -> None:
        self._heights = list(guesses)
        self._measure = measure
        self._known = bytearray(len(guesses))
        self._tops = list(accumulate(self._heights, initial=0))

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """The height of all rows."""
        return self._tops[-1]

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """How high a row is."""
        return self._heights[row]

    def at(self, y: int) -> int:
        """The row at `y`, or the one that is nearest; 0 where there are none."""
        return max(min(bisect_right(self._tops, y) - 1, len(self) - 1), 0)

    def between(self, top: int, bottom: int) -> range:
        """The rows of which something lies between two places."""
        return range(self.at(top), self.at(bottom) + 1) if len(self) else range(0)

    def measure(self, rows: Iterable[int]) -> bool:
        """Measure those of the rows that are guesses; whether anything is elsewhere now."""
        before = self.total
        unknown = [row for row in rows if not self._known[row]]
        for row in unknown:
            self._heights[row] = self._measure(row)
            self._known[row] = True
        self._tops = list(accumulate(self._heights, initial=0)) if unknown else self._tops
        return bool(unknown) and self.total != before
