"""Takes rolling captions apart, in which each cue repeats the line of the one before it.

YouTube writes what it hears as pairs of cues: one with the line before and the new line, and for 10 ms one with the
new line alone.  Shown or listed as they are, each line is there three times.
"""

from collections.abc import Sequence
from itertools import pairwise

Lines = tuple[float, float, list[str]]
"""Start and end in seconds, and the lines."""

_BLINK = 0.05
"""Seconds; nobody can read a cue as short as that: it only holds the line until the next one."""
_AT_ONCE = 0.1
"""Seconds between two cues that follow each other without a pause."""


def rolls(cues: Sequence[Lines], *, stamped: bool) -> bool:
    """Whether most cues repeat lines of the one before them; with `stamped` words it is enough that some do."""
    pairs = list(pairwise(cues))
    signs = sum(_is_sign(before, cue) for before, cue in pairs)
    return signs > 0 and (stamped or 2 * signs >= len(pairs))


def unrolled(cues: Sequence[Lines]) -> list[Lines]:
    """Each line once, from when it is new until the next one comes or it goes."""
    found: list[Lines] = []
    before: list[str] = []
    for start, end, lines in cues:
        at_once = bool(found) and start - found[-1][1] <= _AT_ONCE
        new = lines[_repeated(before, lines, holds=at_once and (end - start <= _BLINK or len(lines) == 1)) :]
        before = lines
        if new:
            found.append((start, end, new))
        elif end > found[-1][1]:
            found[-1] = (found[-1][0], end, found[-1][2])
    return found


def _is_sign(before: Lines, cue: Lines) -> bool:
    start, end, lines = cue
    only_holds = end - start <= _BLINK and start - before[1] <= _AT_ONCE
    return (len(lines) > 1 or only_holds) and _repeated(before[2], lines, holds=only_holds) > 0


def _repeated(before: Sequence[str], lines: Sequence[str], *, holds: bool) -> int:
    """How many lines at the top are the last ones of the cue before; all may be only where the cue `holds` them."""
    most = min(len(before), len(lines) if holds else len(lines) - 1)
    return next((count for count in range(most, 0, -1) if before[-count:] == lines[:count]), 0)
