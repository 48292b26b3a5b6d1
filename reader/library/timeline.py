"""What all notes about one video tell of it and when: quickly as the catalogue has it, exactly as their files have."""

from dataclasses import dataclass

from reader.errors import ReaderError
from reader.library import notefile
from reader.library.catalog import Catalog
from reader.library.evidence import evidence
from reader.library.packed import PackedStamps
from reader.library.store import Store
from reader.notes.ranges import Range, around
from reader.notes.repair import Choice, read_stamps
from reader.notes.sentences import Moment, moments
from reader.notes.stamps import find_stamps


@dataclass(frozen=True, slots=True)
class CitingNote:
    """A note with the seconds that it cites, in rising order."""

    path: str
    title: str
    seconds: tuple[float, ...]


def citing_notes(store: Store, video: str) -> list[CitingNote]:
    """The notes about a video that have stamps, by title."""
    rows = store.rows("SELECT path, title, stamps FROM notes WHERE video = ? AND video != '' ORDER BY path", video)
    notes = [
        CitingNote(path, title, tuple(sorted(stamp.seconds for stamp in PackedStamps(stamps))))
        for path, title, stamps in rows
        if stamps
    ]
    return sorted(notes, key=lambda note: note.title.casefold())


def cited_ranges(catalog: Catalog, video: str, margin: float) -> list[Range]:
    """What all notes cite of a video, with so many seconds before and after each moment; what nearly touches is one."""
    nothing: list[CitingNote] = []
    notes = catalog.asked(lambda store: citing_notes(store, video), nothing)
    return around((second for note in notes for second in note.seconds), margin)


def moments_of(catalog: Catalog, path: str, video: str, choice: Choice = "automatic") -> tuple[Moment, ...]:
    """The moments of a note as its own page has them; none where it cannot be read any more."""
    try:
        body = notefile.read(catalog.root, path).body
    except ReaderError:  # deleted a moment ago, and the catalogue does not know yet
        return ()
    return moments(body, read_stamps(find_stamps(body, video=video), evidence(catalog, video, path), choice))
