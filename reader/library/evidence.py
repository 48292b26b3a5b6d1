"""What a library knows of a video that helps to read the stamps of its notes."""

from reader.library.catalog import Catalog
from reader.library.media import MediaIndex
from reader.library.packed import PackedStamps
from reader.library.store import values_of
from reader.notes.repair import NOTHING_KNOWN, Evidence

_OTHERS = "SELECT stamps FROM notes WHERE video = ? AND video != '' AND path != ?"


def evidence(catalog: Catalog, video: str | None, path: str = "") -> Evidence:
    """What is known of `video` besides the note at `path`: its length, and what the other notes about it cite."""
    if not video:
        return NOTHING_KNOWN
    found = values_of(catalog.asked(lambda store: store.rows(_OTHERS, video, path), []))
    siblings = (second for packed in found for second in PackedStamps(packed).certain())
    return Evidence(length_of(catalog.media, video), tuple(sorted(siblings)))


def length_of(media: MediaIndex, video: str) -> float | None:
    """The length in seconds that is told beside the file of a video, where there is one."""
    found = media.find(video)
    return (found.duration or None) if found else None
