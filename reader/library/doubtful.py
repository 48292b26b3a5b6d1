"""The stamps of many notes as a table: which of them are doubtful, how many there are of each kind, and all as CSV."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reader.library.packed import PackedStamps
from reader.library.stamped import Cited, StampedNote
from reader.library.store import Store

COLUMNS = ("path", "videoId", "line", "written", "seconds", "reading", "certainty", "why")
KINDS = ("certain", "likely", "doubtful", "no time")
_BOM = "\ufeff"  # without it spreadsheets take UTF-8 for the system's own encoding
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class StampRow(NamedTuple):
    """A stamp with the note it stands in."""

    path: str
    video: str | None
    stamp: Cited


class _Handed:
    """A file for `csv.writer` that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def rows(note: StampedNote, *, doubtful: bool) -> list[StampRow]:
    """The stamps of a note, or the `doubtful` ones alone."""
    return [
        StampRow(note.path, note.video, stamp) for stamp in note.stamps if not doubtful or stamp.certainty == "doubtful"
    ]


def kind_of(stamp: Cited) -> str:
    """One of `KINDS`: how far it is to be trusted, or that it is no time."""
    return "no time" if stamp.seconds is None else stamp.certainty


def as_csv(found: Iterable[StampRow]) -> Iterator[str]:
    """The lines of a CSV file as spreadsheets open it, its heading first: RFC 4180, with a mark that it is UTF-8.

    What a spreadsheet would take for a formula (also a video's id that begins with `-`) gets a `'` before it.
    """
    writer = csv.writer(_Handed())
    yield _BOM + str(writer.writerow(COLUMNS))
    for path, video, stamp in found:
        seconds = "" if stamp.seconds is None else f"{stamp.seconds:.3f}".rstrip("0").rstrip(".")
        cells = (path, video or "", str(stamp.line), stamp.written, seconds, stamp.reading, stamp.certainty, stamp.why)
        yield str(writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]))


def as_json(note: StampedNote, *, doubtful: bool = False) -> dict[str, Any]:
    """`{path, videoId, stamps: [{written, seconds, reading, certainty, why, line}]}`, maybe the doubtful ones alone."""
    return {
        "path": note.path,
        "videoId": note.video,
        "stamps": [
            {
                "written": stamp.written,
                "seconds": stamp.seconds,
                "reading": stamp.reading,
                "certainty": stamp.certainty,
                "why": stamp.why,
                "line": stamp.line,
            }
            for _, _, stamp in rows(note, doubtful=doubtful)
        ],
    }


def known_titles(store: Store) -> dict[str, str]:
    """What each note of a catalogue is called, by its path."""
    return dict(store.rows("SELECT path, title FROM notes"))


def known_videos(store: Store) -> dict[str, str | None]:
    """What each note of a catalogue is about, by its path."""
    return dict(store.rows("SELECT path, nullif(video, '') FROM notes"))


def doubted_videos(store: Store) -> dict[str, str | None]:
    """What those notes are about, by their paths, of whose videos a catalogue does not trust every stamp."""
    notes = store.rows("SELECT path, nullif(video, ''), stamps FROM notes")
    doubted = {video or path for path, video, stamps in notes if _has_doubt(PackedStamps(stamps))}
    return {path: video for path, video, _ in notes if (video or path) in doubted}


def _has_doubt(stamps: PackedStamps) -> bool:
    return len(stamps.certain()) < len(stamps)
