"""How much of the video was told of and watched, and where the next part is that was not."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from reader.clock import clock
from reader.notes.ranges import Range, gaps, intersection, total, union
from reader.services.messages import Messages
from reader.services.player import Player
from reader.services.timeline import Timeline
from reader.services.watched import Watched

Missing = Literal["unwatched", "uncited"]
"""A part of the video that the reader has not watched, or one that no note cites."""

_SHORTEST = 5.0
"""Seconds; a shorter gap is none to go to."""
_HERE = 0.5
"""Seconds; a gap that begins so near is the one that the reader is at."""
_SENTENCES = {
    "unwatched": ("You have watched all of this video.", "Not watched yet", "You have watched all but this part."),
    "uncited": ("The notes cite all of this video.", "Cited by no note", "The notes cite all but this part."),
}


@dataclass(frozen=True, slots=True)
class Covered:
    """What was watched of a video, what the open note cites and what all notes do, and its length in seconds.

    `missing` is what its file does not have.
    """

    length: float = 0.0
    watched: tuple[Range, ...] = ()
    note: tuple[Range, ...] = ()
    notes: tuple[Range, ...] = ()
    missing: tuple[Range, ...] = ()

    def share(self, ranges: tuple[Range, ...]) -> int:
        """Per cent of the video."""
        return round(100 * total(ranges) / self.length) if self.length else 0


class Coverage(QObject):
    """Knows what is covered of the video that is shown."""

    changed = Signal()
    """More is covered, or another video is shown."""

    def __init__(
        self, player: Player, timeline: Timeline, watched: Watched, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._player, self._timeline, self._watched, self._messages = player, timeline, watched, messages
        self._cited = timeline.cited()
        timeline.changed.connect(self._on_timeline)
        watched.changed.connect(self.changed)
        player.duration_changed.connect(lambda _: self.changed.emit())

    def now(self) -> Covered:
        """What is covered now; nothing while the video's length is not known."""
        length = self._player.duration()
        parts = (self._watched.ranges(), *self._cited)
        watched, note, notes = (tuple(intersection(ranges, [(0.0, length)])) for ranges in parts)
        return Covered(length, watched, note, notes, tuple(intersection(self._player.map.cuts(), [(0.0, length)])))

    def gaps(self, missing: Missing) -> list[Range]:
        """The parts that are missing and long enough to go to; nobody can go to what the file lacks."""
        now = self.now()
        covered = now.watched if missing == "unwatched" else now.notes
        return gaps(union([*covered, *self._player.map.cuts()]), now.length, _SHORTEST)

    def go_to_gap(self, missing: Missing) -> None:
        """Show the next part that is missing, the first of all after the last, and say how long it is."""
        if not self._player.duration():
            return
        nothing, what, only = _SENTENCES[missing]
        found, here = self.gaps(missing), self._player.position()
        gap = _next(found, here)
        if gap:
            self._player.seek_to(gap[0])
            self._messages.say(f"{what}: {clock(gap[0])} to {clock(gap[1])}.")
        else:
            self._messages.say(only if found else nothing)

    def _on_timeline(self) -> None:
        self._cited = self._timeline.cited()
        self.changed.emit()


def _next(found: list[Range], here: float) -> Range | None:
    """Not the gap that the reader is at the beginning of."""
    later = [gap for gap in found if gap[0] > here + _HERE]
    before = [gap for gap in found if gap[0] < here - _HERE]
    return next(iter(later + before), None)
