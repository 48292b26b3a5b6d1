"""What a library knows of a video that helps to read the stamps of its notes."""

from collections.abc import Iterable

from reader.library.catalog import Catalog
from reader.library.lengths import Length
from reader.library.packed import PackedStamps
from reader.library.store import values_of
from reader.notes.repair import NOTHING_KNOWN, Evidence

_OTHERS = "SELECT stamps FROM notes WHERE video = ? AND video != '' AND path != ?"
_LENGTH = "SELECT seconds, slack FROM lengths WHERE video = ?"


def evidence(catalog: Catalog, video: str | None, path: str = "") -> Evidence:
    """What is known of `video` besides the note at `path`: its length, and what the other notes about it cite."""
    if not video:
        return NOTHING_KNOWN
    found = values_of(catalog.asked(lambda store: store.rows(_OTHERS, video, path), []))
    length = catalog.asked(lambda store: store.row(_LENGTH, video), None)
    siblings = (second for packed in found for second in PackedStamps(packed).certain())
    return evidence_of(Length(*length) if length else None, siblings)


def evidence_of(length: Length | None, siblings: Iterable[float] = ()) -> Evidence:
    """The same of a length and of seconds that other notes cite, in any order."""
    ordered = tuple(sorted(siblings))
    return Evidence(length.seconds, ordered, length.slack) if length else Evidence(None, ordered)
