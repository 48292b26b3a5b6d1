"""Cues by their time."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.library.captions import Cue
from reader.notes.timemap import ONE_TO_ONE, TimeMap

_JITTER = 0.004
"""Seconds by which a frame may be timed too early: a tick of 90 kHz, rounded, is less."""
_AT_ONCE = 8
"""So many cues at most are looked at for those that are shown together."""
_LONGEST = 60.0
"""Seconds; longer cues are looked for no further back."""


class CueList:
    """Cues in the order of time; seconds are those of the cues."""

    def __init__(self, cues: Sequence[Cue] = ()) -> None:
        self.cues = tuple(cues)
        self._starts = [cue.start for cue in self.cues]

    def number_at(self, seconds: float) -> int:
        """The number of the cue that is shown, or was last; -1 for none."""
        return bisect_right(self._starts, seconds + _JITTER) - 1

    def lines_at(self, seconds: float) -> tuple[str, ...]:
        """The lines that are shown, those of the earlier cue first."""
        end = self.number_at(seconds) + 1
        shown = (cue for cue in self.cues[max(end - _AT_ONCE, 0) : end] if cue.end > seconds + _JITTER)
        return tuple(line for cue in shown for line in cue.text.split("\n"))

    def between(self, start: float, end: float) -> tuple[Cue, ...]:
        """The cues that are shown at any moment between two."""
        some = self.cues[bisect_right(self._starts, start - _LONGEST) : bisect_right(self._starts, end)]
        return tuple(cue for cue in some if cue.end > start)


NO_CUES = CueList()


@dataclass(frozen=True, slots=True)
class PlacedCues:
    """Cues of a file with what makes its time cited time: the map, and the offset in seconds."""

    source: CueList
    map: TimeMap
    offset: float

    @property
    def as_in_file(self) -> bool:
        """Whether there is nothing to be made."""
        return (self.map, self.offset) == (ONE_TO_ONE, 0.0) or not self.source.cues

    def cited(self) -> CueList:
        """The cues in cited time; those of a part that nobody cites have no length, so that all keep their number."""
        return CueList([Cue(self._at(cue.start), self._at(cue.end), cue.text) for cue in self.source.cues])

    def _at(self, seconds: float) -> float:
        return round(self.map.to_cited(seconds + self.offset).seconds, 6)
