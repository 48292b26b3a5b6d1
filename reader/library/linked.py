"""Who links to whom: the links of a note, what leads to it, and what leads nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reader.library.packed import BYTES, PackedStamps
from reader.library.resolve import LOOSE, hashed_name, plain_target
from reader.library.store import Store
from reader.notes.links import loose_key
from reader.notes.outline import sentence_round

_LINKS = """
SELECT links.at, targets.target, label, heading, notes.path
FROM links JOIN targets ON targets.id = links.target
LEFT JOIN meanings ON meanings.target = targets.id LEFT JOIN notes ON notes.id = meanings.note
WHERE links.note = (SELECT id FROM notes WHERE path = ?) ORDER BY links.at, notes.path
"""
_BACKLINKS = """
SELECT notes.path, notes.title, notes.video, links.excerpt, links.ends, links.stamp, notes.stamps
FROM meanings JOIN links ON links.target = meanings.target JOIN notes ON notes.id = links.note
WHERE meanings.note = (SELECT id FROM notes WHERE path = ?) AND notes.path != ?
ORDER BY notes.folded, notes.path, links.at LIMIT ?
"""
_MENTIONS = """
SELECT notes.path, notes.title, notes.video, links.excerpt, links.ends, links.stamp, notes.stamps
FROM targets JOIN links ON links.target = targets.id JOIN notes ON notes.id = links.note
WHERE targets.state = 0 AND targets.id IN
    (SELECT id FROM targets WHERE target = ? UNION ALL SELECT target FROM target_names WHERE name = ?)
ORDER BY notes.folded, notes.path, links.at LIMIT ?
"""
_OF_STATE = """
SELECT targets.target, notes.path FROM targets JOIN links ON links.target = targets.id
JOIN notes ON notes.id = links.note WHERE {} ORDER BY targets.target, notes.path
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a note with the paths of the notes that it can mean: none is a phantom, several are ambiguous."""

    target: str
    label: str
    heading: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A note that links to another one: the sentence it does so in, and the seconds of the stamp nearest to it."""

    path: str
    title: str
    video: str
    """Empty where the note names none."""
    excerpt: str
    ends: int
    stamp: float | None

    @property
    def sentence(self) -> str:
        """The sentence as plain text; nothing where the link stands alone, as in the list of a channel."""
        return sentence_round(self.excerpt, self.ends) if self.excerpt else ""


@dataclass(frozen=True, slots=True)
class Loose:
    """A target that means no note, or several, with the notes that name it."""

    target: str
    notes: tuple[str, ...]


def links_of(store: Store, path: str) -> list[Link]:
    """The links of the note at `path`, in the order of its text."""
    rows = store.rows(_LINKS, path)
    return [
        Link(target, label, heading, tuple(row[4] for row in same if row[4]))
        for (_, target, label, heading), same in groupby(rows, key=lambda row: row[:4])
    ]


def backlinks(store: Store, path: str, most: int = -1) -> list[Mention]:
    """The other notes that link to the one at `path`, by title; a note that does so twice is there twice."""
    return [_mention(*row) for row in store.rows(_BACKLINKS, path, path, most)]


def mentions(store: Store, target: str, most: int = -1) -> list[Mention]:
    """The notes that name a phantom, however they spell it: `Open GOP` is `open_gop`."""
    spelled_alike = hashed_name(LOOSE, loose_key(plain_target(target)))
    return [_mention(*row) for row in store.rows(_MENTIONS, target, spelled_alike, most)]


def phantoms(store: Store) -> list[Loose]:
    """What is named and no note."""
    return _loose(store.rows(_OF_STATE.format("state = 0")))


def ambiguous(store: Store) -> list[Loose]:
    """What can mean several notes."""
    return _loose(store.rows(_OF_STATE.format("state > 1")))


def without_video(store: Store) -> list[str]:
    """The notes that name no video; a channel's own note need not."""
    return [path for (path,) in store.rows("SELECT path FROM notes WHERE video = '' AND NOT own ORDER BY path")]


def counts(store: Store) -> dict[str, int]:
    """How many notes, links, resolved, phantom and ambiguous ones, stamps and videos there are."""
    states = store.row(
        "SELECT count(*), sum(state = 1), sum(state = 0), sum(state > 1)"
        " FROM links JOIN targets ON targets.id = links.target"
    )
    notes, packed = store.row("SELECT count(*), coalesce(sum(length(stamps)), 0) FROM notes")
    videos = store.value("SELECT count(*) FROM videos")
    names = ("notes", "links", "resolved", "phantom", "ambiguous", "stamps", "videos")
    found = (notes, *states, packed // BYTES, videos)
    return {name: value or 0 for name, value in zip(names, found, strict=True)}


def _mention(path: str, title: str, video: str, excerpt: str, ends: int, stamp: int | None, stamps: bytes) -> Mention:
    seconds = None if stamp is None else PackedStamps(stamps)[stamp].seconds
    return Mention(path, title, video, excerpt, ends, seconds)


def _loose(rows: list[Any]) -> list[Loose]:
    return list(_grouped(rows))


def _grouped(rows: list[Any]) -> Iterator[Loose]:
    for target, same in groupby(rows, key=lambda row: row[0]):
        yield Loose(target, tuple(dict.fromkeys(path for _, path in same)))
