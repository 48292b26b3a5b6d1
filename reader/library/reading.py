"""What one note gives to the catalogue and to the search index: plain values, made in whatever process reads it."""

import json
from pathlib import Path
from typing import NamedTuple

from reader.library.folding import fold
from reader.library.notefile import MAX_NOTE_BYTES
from reader.library.packed import pack
from reader.library.resolve import hashed, hashed_name, names_of
from reader.notes.channel import is_channel_note, listed_videos
from reader.notes.note import Note, read_note
from reader.notes.outline import LinkAt, Outline, nearest, outline

Link = tuple[str, int, str, str, str, int, int | None]


class Read(NamedTuple):
    """A note that was read; the fields are the columns of `schema.sql` unless said otherwise."""

    path: str
    key: int
    channel: str
    stem: str
    title: str
    folded: str
    video: str
    blank: bool
    own: bool
    stamps: bytes
    names: dict[int, int]
    """The step of each name."""
    headings: list[tuple[int, int, str]]
    links: list[Link]
    """Target, place, heading, label, excerpt, where the link ends in it, number of the nearest stamp."""
    tags: list[str]
    listed: list[tuple[int, str, str, str]]
    words: str
    """The body as the search index gets it: folded, without what nobody reads."""


def read(root: Path, path: str) -> Read:
    """The note at `path` below `root`.  Raises OSError where it cannot be read."""
    with (root / path).open("rb") as file:
        note = read_note(path, file.read(MAX_NOTE_BYTES))
    return read_of(note, outline(note))


def read_of(note: Note, kept: Outline) -> Read:
    """What is kept of a note with its outline."""
    own = is_channel_note(note.path)
    listed = listed_videos(note.body) if own else []
    return Read(
        note.path,
        hashed(note.path),
        note.channel,
        note.stem,
        note.title,
        fold(note.title),
        note.video or "",
        not note.body.strip(),
        own,
        pack(kept.stamps),
        {hashed_name(step, name): step for step, name in names_of(note.path, note.title, kept.aliases)},
        list(kept.headings),
        [_link(note, kept, link) for link in kept.links],
        list(dict.fromkeys(kept.tags)),
        [(place, video.id, video.title, json.dumps(video.targets)) for place, video in enumerate(listed)],
        fold(kept.words),
    )


def _link(note: Note, kept: Outline, link: LinkAt) -> Link:
    """A link to a heading of its own note names that note."""
    stamp = nearest(kept.stamps, note.body, link.at)
    return link.target or note.stem, link.at, link.heading, link.label, link.excerpt, link.end, stamp
