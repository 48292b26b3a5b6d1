"""Knows which time map a video's file has, and keeps what the reader said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from reader.files import finite
from reader.library.media import Media
from reader.notes.alignment import Known, Pair, align, consistent
from reader.notes.timemap import TimeMap
from reader.services.cited import FileMoment
from reader.services.keeper import Keeper

KIND = "time map"
_SAME_LENGTH = 1.0
"""Seconds by which what two players say of one file's length may differ."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the reader said of one file of a video, known by its name and length in seconds; the newest pair is last."""

    name: str
    length: float
    pairs: tuple[Pair, ...] = ()

    def is_of(self, name: str, length: float) -> bool:
        """Whether it is about that file; while its length is unknown (0) the name decides, then the length."""
        return abs(self.length - length) <= _SAME_LENGTH if length else self.name == name


class TimeMaps(QObject):
    """The maps of all videos; the pairs of a video are kept by its id, for each of its files."""

    changed = Signal(str)
    """The map of a video is another one now."""

    def __init__(self, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        keeper.changed.connect(lambda kind, key: self.changed.emit(key) if kind == KIND else None)

    def of(self, video: str, media: Media, length: float) -> TimeMap:
        """The map of a video's file that is `length` seconds long, 0 while unknown; a file of parts brings its own."""
        if media.pieces:
            return TimeMap(media.pieces, length=media.duration, in_parts=True)
        return align(self.known(video, media, length))

    def known(self, video: str, media: Media, length: float) -> Known:
        """What is known of a video's file."""
        pairs = self.pairs(video, media.file.name, length)
        return Known(pairs, media.segments, length, media.duration)

    def pairs(self, video: str, name: str, length: float) -> tuple[Pair, ...]:
        """What the reader said of a file, the newest last."""
        return next((told.pairs for told in self._told(video) if told.is_of(name, length)), ())

    def tell(self, cited: float, here: FileMoment) -> None:
        """What is cited at `cited` seconds is what is seen `here`; it takes the place of what was said of `cited`."""
        kept = (pair for pair in self.pairs(here.video, here.name, here.length) if abs(pair.cited - cited) > 1e-3)
        self._keep(here.video, Told(here.name, here.length, (*kept, Pair(cited, here.seconds))))

    def forget(self, here: FileMoment, *pairs: Pair) -> None:
        """Take back some of what was said of the file that is shown."""
        rest = tuple(pair for pair in self.pairs(here.video, here.name, here.length) if pair not in pairs)
        self._keep(here.video, Told(here.name, here.length, rest))

    def _keep(self, video: str, new: Told) -> None:
        others = [told for told in self._told(video) if not told.is_of(new.name, new.length)]
        self._keeper.put(KIND, video, as_json([told for told in (*others, new) if told.pairs]) or None)

    def _told(self, video: str) -> list[Told]:
        return from_json(self._keeper.value(KIND, video))


def used(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Those that make the map; the others are contradicted by newer ones."""
    return consistent(pairs)


def as_json(told: Sequence[Told]) -> list[dict[str, Any]]:
    """What was said, as it is kept."""
    return [{"file": each.name, "length": each.length, "pairs": [list(pair) for pair in each.pairs]} for each in told]


def from_json(value: Any) -> list[Told]:
    """What was kept; what is no such thing is left out."""
    files = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return [
        Told(str(each.get("file", "")), finite(each.get("length")) or 0.0, tuple(_pairs(each.get("pairs"))))
        for each in files
    ]


def _pairs(value: Any) -> list[Pair]:
    found = []
    for each in value if isinstance(value, list) else []:
        numbers = [number for part in each if (number := finite(part)) is not None] if isinstance(each, list) else []
        if len(numbers) == 2:
            found.append(Pair(*numbers))
    return found
