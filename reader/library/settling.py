"""Read stamps again once it is known how long their video is and what other notes about it cite.

Each note is read alone at first.  The videos whose notes or media have changed wait in the table `unsettled`, so that
whenever we are killed it is taken up again.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from reader.library.evidence import evidence_of
from reader.library.lengths import Length
from reader.library.packed import PackedStamps
from reader.library.store import Store, values_of
from reader.notes.repair import weigh

_AT_ONCE = 500  # videos
_WAITING = "SELECT video FROM unsettled ORDER BY video LIMIT ?"
_STAMPS = """
SELECT video, id, path, stamps FROM notes
WHERE video IN (SELECT video FROM unsettled ORDER BY video LIMIT ?) AND video != '' ORDER BY video, path
"""


def settle_some(store: Store, length_of: Callable[[str], Length | None]) -> tuple[int, list[str]]:
    """Settle some of the videos that wait: how many, and the notes that are read otherwise now, by their paths.

    `length_of` gives a video's length where it is known, which is kept.  Raises DamagedError and OSError.
    """
    videos = values_of(store.rows(_WAITING, _AT_ONCE))
    changed: list[tuple[bytes, int]] = []
    paths: list[str] = []
    lengths = {video: length for video in videos if (length := length_of(video))}
    for video, rows in groupby(store.rows(_STAMPS, _AT_ONCE), key=lambda row: row[0]):
        notes = [(id_, path, PackedStamps(stamps)) for _, id_, path, stamps in rows]
        for number, stamps in _read_otherwise([note[2] for note in notes], lengths.get(video)):
            id_, path, _ = notes[number]
            changed.append((stamps, id_))
            paths.append(path)
    with store.writing() as sql:
        sql.executemany("UPDATE notes SET stamps = ? WHERE id = ?", changed)
        sql.executemany("DELETE FROM lengths WHERE video = ?", [(video,) for video in videos])
        sql.executemany("INSERT INTO lengths VALUES (?, ?, ?)", [(video, *each) for video, each in lengths.items()])
        sql.executemany("DELETE FROM unsettled WHERE video = ?", [(video,) for video in videos])
    return len(videos), paths


def _read_otherwise(notes: Sequence[PackedStamps], length: Length | None) -> Iterator[tuple[int, bytes]]:
    """Of the notes about one video, those whose stamps are read otherwise now, each by its number, packed."""
    cited = [note.certain() for note in notes]
    for number, note in enumerate(notes):
        others = (second for other, seconds in enumerate(cited) if other != number for second in seconds)
        evidence = evidence_of(length, others)
        seconds = note.seconds()
        if len(cited[number]) == len(seconds) and max(seconds, default=0.0) <= evidence.prospect.limit:
            continue
        read = [(round(second, 1), certainty == "certain") for second, certainty in weigh(note.times(), evidence)]
        packed = note.read_as(read)
        if packed != note.read_as([(stamp.seconds, stamp.certain) for stamp in note]):
            yield number, packed
