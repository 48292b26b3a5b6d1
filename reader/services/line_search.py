"""Find words in lines of text as they are spoken: a hit may begin in one line and end in the next."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from reader.library.folding import fold, place_in


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a line, from and to in characters, that belongs to the hit of a number."""

    start: int
    end: int
    hit: int


class LineSearch:
    """Compares without case and accents.  The lines are folded when they are asked for the first time."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self._lines = lines

    def find(self, words: str) -> "Found":
        """All places where `words` stand one after the other, whatever blanks or ends of lines are between them."""
        wished = [re.escape(word) for word in fold(words).split()]
        hits = re.finditer(r"\s+".join(wished), self._folded) if wished else ()
        return Found(self._lines, self._starts, [hit.span() for hit in hits])

    @cached_property
    def _folded(self) -> str:
        return "\n".join(self._each)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self._each), initial=0))

    @cached_property
    def _each(self) -> list[str]:
        return [fold(line) for line in self._lines]


class Found:
    """The hits of a question, in the order of the text."""

    def __init__(self, lines: Sequence[str] = (), starts: Sequence[int] = (), spans: Sequence[tuple[int, int]] = ()):
        self._lines, self._starts, self._spans = lines, starts, spans

    def __len__(self) -> int:
        return len(self._spans)

    def line_of(self, hit: int) -> int:
        """The line in which a hit begins."""
        return bisect_right(self._starts, self._spans[hit][0]) - 1

    def first_from(self, line: int) -> int:
        """The first hit in a line or after it; the first of all where none follows."""
        number = bisect_left(self._spans, (self._starts[line],)) if self._spans else 0
        return number if number < len(self._spans) else 0

    def marks(self, line: int) -> tuple[Mark, ...]:
        """What is to be marked in a line."""
        if not self._spans:
            return ()
        start, end = self._starts[line], self._starts[line + 1] - 1
        first = bisect_right(self._spans, start, key=lambda span: span[1])
        last = bisect_left(self._spans, end, key=lambda span: span[0])
        return tuple(self._mark(line, start, end, hit) for hit in range(first, last))

    def _mark(self, line: int, start: int, end: int, hit: int) -> Mark:
        text, (begins, ends) = self._lines[line], self._spans[hit]
        last = place_in(text, min(ends, end) - start - 1) + 1
        return Mark(place_in(text, max(begins, start) - start), last, hit)
