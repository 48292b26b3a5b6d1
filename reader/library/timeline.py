"""What all notes about one video tell of it and when: asked of the catalogue, their sentences of their files."""

from dataclasses import dataclass
from pathlib import Path

from reader.errors import ReaderError
from reader.library import notefile
from reader.library.packed import PackedStamps
from reader.library.store import Store
from reader.notes.outline import StampAt
from reader.notes.sentences import sentence
from reader.notes.stamps import find_stamps


@dataclass(frozen=True, slots=True)
class StampedNote:
    """A note with its stamps that have a time, by that time."""

    path: str
    title: str
    stamps: tuple[StampAt, ...]


def stamped_notes(store: Store, video: str) -> list[StampedNote]:
    """The notes about a video that have stamps, by title."""
    rows = store.rows("SELECT path, title, stamps FROM notes WHERE video = ? AND video != '' ORDER BY path", video)
    notes = [
        StampedNote(path, title, tuple(sorted(PackedStamps(stamps), key=lambda stamp: stamp.seconds)))
        for path, title, stamps in rows
        if stamps
    ]
    return sorted(notes, key=lambda note: note.title.casefold())


def sentences(root: Path, path: str) -> dict[int, str]:
    """The sentence of each stamp of a note, by its place in the body; none where the note cannot be read any more."""
    try:
        body = notefile.read(root, path).body
    except ReaderError:  # deleted a moment ago, and the catalogue does not know yet
        return {}
    return {stamp.start: sentence(body, stamp.start, stamp.end) for stamp in find_stamps(body)}
