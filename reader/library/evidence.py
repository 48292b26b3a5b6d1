"""What a library knows of a video that helps to read the stamps of its notes."""

from reader.library.catalog import Catalog
from reader.library.packed import PackedStamps
from reader.library.store import values_of
from reader.notes.repair import NOTHING_KNOWN, Evidence


def evidence(catalog: Catalog, video: str | None, path: str = "") -> Evidence:
    """What is known of `video` besides the note at `path`: its length, and what the other notes about it cite."""
    if not video:
        return NOTHING_KNOWN
    media = catalog.media.find(video)
    others = "SELECT stamps FROM notes WHERE video = ? AND path != ?"
    found = values_of(catalog.asked(lambda store: store.rows(others, video, path), []))
    siblings = (stamp.seconds for packed in found for stamp in PackedStamps(packed) if stamp.certain)
    return Evidence((media.duration or None) if media else None, tuple(sorted(siblings)))
