"""Put notes into the catalogue and take them out: what one transaction of the indexer does."""

import json
import sqlite3
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reader.library.folding import fold
from reader.library.packed import pack
from reader.library.resolve import Candidate, best, hashed, hashed_name, names_of, names_sought
from reader.library.scan import Found
from reader.library.store import Store
from reader.notes.channel import is_channel_note, listed_videos
from reader.notes.note import Note
from reader.notes.outline import Outline, nearest

_OF_A_NOTE = ("names", "headings", "links", "tags", "listed")
_TARGETS_AT_ONCE = 4000

_PUT_NOTE = """
INSERT INTO notes (key, path, channel, stem, title, folded, video, blank, own, size, changed, inode, stamps)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET title = excluded.title, folded = excluded.folded, video = excluded.video,
    blank = excluded.blank, size = excluded.size, changed = excluded.changed, inode = excluded.inode,
    stamps = excluded.stamps
RETURNING id
"""
_UNRESOLVE = """
UPDATE targets SET state = NULL WHERE id IN (
    SELECT target FROM target_names JOIN names USING (name) WHERE note = ?)
"""
_TO_RESOLVE = """
SELECT targets.id, targets.channel, targets.target, names.step, notes.path, notes.id
FROM (SELECT * FROM targets WHERE state IS NULL ORDER BY id LIMIT ?) AS targets
LEFT JOIN target_names ON target_names.target = targets.id
LEFT JOIN names ON names.name = target_names.name
LEFT JOIN notes ON notes.id = names.note
ORDER BY targets.id
"""


@dataclass(frozen=True, slots=True)
class Read:
    """A note that was read, with its file as it was found."""

    found: Found
    note: Note
    outline: Outline


class Writer:
    """Writes within one transaction; `finish` brings what depends on several notes up to date."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self._targets: dict[tuple[str, str], int] = {}
        self._left: set[int] = set()
        self._videos: set[str] = set()

    def put(self, read: Read) -> None:
        """Take a note in, instead of what was known of it."""
        note = read.note
        sought = names_of(note.path, note.title, read.outline.aliases)
        names = {hashed_name(step, name): step for step, name in sought}
        before = self._forget(note.path, names.keys())
        (id_,) = self._sql.execute(_PUT_NOTE, self._note_row(read)).fetchone()
        rows = [(name, id_, step) for name, step in names.items()]
        self._sql.executemany("INSERT INTO names VALUES (?, ?, ?)", rows)
        if before != names.keys():
            self._sql.execute(_UNRESOLVE, (id_,))
        self._put_parts(id_, read)

    def remove(self, path: str) -> None:
        """Take a note out."""
        self._forget(path, frozenset())
        self._sql.execute("DELETE FROM meanings WHERE note = (SELECT id FROM notes WHERE path = ?)", (path,))
        self._sql.execute("DELETE FROM notes WHERE path = ?", (path,))

    def finish(self) -> None:
        """Bring the videos up to date, and drop the targets that nobody names any more."""
        self._sql.executemany("DELETE FROM videos WHERE id = ?", [(video,) for video in self._videos])
        for video in self._videos - {""}:
            self._put_video(video)
        unnamed = [
            (target,)
            for target in self._left
            if not self._sql.execute("SELECT 1 FROM links WHERE target = ? LIMIT 1", (target,)).fetchone()
        ]
        for table, column in (("target_names", "target"), ("meanings", "target"), ("targets", "id")):
            self._sql.executemany(f"DELETE FROM {table} WHERE {column} = ?", unnamed)  # noqa: S608

    def _forget(self, path: str, names: Set[int]) -> Set[int]:
        """Take out what belongs to a note, and give its names; where they change, links to it are looked up again."""
        found = self._sql.execute("SELECT id, video FROM notes WHERE path = ?", (path,)).fetchone()
        if found is None:
            return frozenset()
        id_, video = found
        self._videos.add(video)
        self._videos |= self._values("SELECT video FROM listed WHERE note = ?", id_)
        self._left |= self._values("SELECT target FROM links WHERE note = ?", id_)
        before = self._values("SELECT name FROM names WHERE note = ?", id_)
        if before != names:
            self._sql.execute(_UNRESOLVE, (id_,))
        for table in _OF_A_NOTE:
            self._sql.execute(f"DELETE FROM {table} WHERE note = ?", (id_,))  # noqa: S608
        return before

    def _values(self, question: str, id_: int) -> set[Any]:
        return {row[0] for row in self._sql.execute(question, (id_,))}

    def _note_row(self, read: Read) -> Sequence[object]:
        note, found = read.note, read.found
        self._videos.add(note.video or "")
        return (
            hashed(note.path),
            note.path,
            note.channel,
            note.stem,
            note.title,
            fold(note.title),
            note.video or "",
            not note.body.strip(),
            is_channel_note(note.path),
            found.size,
            found.changed,
            found.inode,
            pack(read.outline.stamps),
        )

    def _put_parts(self, id_: int, read: Read) -> None:
        sql, note, outline = self._sql, read.note, read.outline
        sql.executemany(
            "INSERT INTO headings VALUES (?, ?, ?, ?)", [(id_, at, level, text) for at, level, text in outline.headings]
        )
        sql.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(tag, id_) for tag in outline.tags])
        rows = []
        for link in outline.links:
            stamp = nearest(outline.stamps, note.body, link.at)
            seconds = stamp.seconds if stamp else None
            target = self._target(note.channel, link.target) if link.target else self._target(note.channel, note.stem)
            rows.append((target, id_, link.at, link.heading, link.label, link.excerpt, link.end, seconds))
        sql.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        if is_channel_note(note.path):
            listed = listed_videos(note.body)
            self._videos.update(video.id for video in listed)
            sql.executemany(
                "INSERT INTO listed VALUES (?, ?, ?, ?, ?)",
                [(id_, place, video.id, video.title, json.dumps(video.targets)) for place, video in enumerate(listed)],
            )

    def _target(self, channel: str, target: str) -> int:
        known = self._targets.get((channel, target))
        if known is not None:
            return known
        found = self._sql.execute(
            "SELECT id FROM targets WHERE channel = ? AND target = ?", (channel, target)
        ).fetchone()
        if found is None:
            made = self._sql.execute("INSERT INTO targets (channel, target) VALUES (?, ?)", (channel, target))
            found = (made.lastrowid,)
            names = {(found[0], hashed_name(step, name)) for step, name in names_sought(target, channel)}
            self._sql.executemany("INSERT INTO target_names VALUES (?, ?)", names)
        self._targets[channel, target] = found[0]
        return int(found[0])

    def _put_video(self, video: str) -> None:
        """A video is called as a channel lists it, else as its one note, else by its id."""
        count, title = self._sql.execute(
            "SELECT count(*), min(title) FROM notes WHERE video = ? AND video != ''", (video,)
        ).fetchone()
        if not count:
            return
        listed = self._sql.execute(
            "SELECT listed.title FROM listed JOIN notes ON id = note"
            " WHERE listed.video = ? ORDER BY path, place LIMIT 1",
            (video,),
        ).fetchone()
        called = listed[0] if listed else title if count == 1 else video
        called = called or video
        self._sql.execute("INSERT INTO videos VALUES (?, ?, ?, ?)", (video, called, fold(called), count))


def resolve_some(store: Store) -> int:
    """Look up what some of the targets mean for which that is not known yet; how many these were, 0 at the end."""
    with store.writing() as sql:
        found = sql.execute(_TO_RESOLVE, (_TARGETS_AT_ONCE,))
        states: list[tuple[int, int]] = []
        meanings: list[tuple[int, int]] = []
        for (id_, channel, target), rows in groupby(found, key=lambda row: row[:3]):
            candidates = [row[3:] for row in rows if row[3] is not None]
            ids = {path: note for _, path, note in candidates}
            paths = best(target, channel, [Candidate(step, path) for step, path, _ in candidates])
            meanings += [(ids[path], id_) for path in paths]
            states.append((len(paths), id_))
        sql.executemany("DELETE FROM meanings WHERE target = ?", [(id_,) for _, id_ in states])
        sql.executemany("INSERT INTO meanings VALUES (?, ?)", meanings)
        sql.executemany("UPDATE targets SET state = ? WHERE id = ?", states)
    return len(states)
