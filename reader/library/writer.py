"""Put notes into the catalogue and take them out: what one transaction of the indexer does."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import count, groupby
from typing import Any

from reader.library.folding import fold
from reader.library.reading import Read
from reader.library.resolve import Candidate, best, hashed_name, names_sought
from reader.library.scan import Found
from reader.library.store import Store

_OF_A_NOTE = ("names", "headings", "links", "tags", "listed")
_COLUMNS = {
    "notes": 14, "names": 3, "headings": 4, "links": 8, "tags": 2, "listed": 5, "targets": 4, "target_names": 2,
}  # fmt: skip
_TARGETS_AT_ONCE = 4000

_UNRESOLVE = "UPDATE targets SET state = NULL WHERE id IN (SELECT target FROM target_names WHERE name = ?)"
_TO_RESOLVE = """
SELECT targets.id, targets.channel, targets.target, names.step, notes.path, notes.id
FROM (SELECT * FROM targets WHERE state IS NULL ORDER BY id LIMIT ?) AS targets
LEFT JOIN target_names ON target_names.target = targets.id
LEFT JOIN names ON names.name = target_names.name
LEFT JOIN notes ON notes.id = names.note
ORDER BY targets.id
"""
_PUT_CHANNEL = """
INSERT OR REPLACE INTO channels
SELECT :folder, coalesce(
    (SELECT title FROM notes WHERE channel = :folder AND own ORDER BY stem != :name, path LIMIT 1), :folder),
    count(*), count(DISTINCT nullif(video, ''))
FROM notes WHERE channel = :folder
"""


class Writer:
    """Writes within one transaction; `finish` puts in what was gathered, and what depends on several notes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._note_ids, self._target_ids = self._free_ids("notes"), self._free_ids("targets")
        self._targets: dict[tuple[str, str], int] = {}
        self._left: set[int] = set()
        self._renamed: set[int] = set()
        self._videos: set[str] = set()
        self._channels: set[str] = set()

    def put(self, found: Found, read: Read) -> None:
        """Take a note in, instead of what was known of it."""
        id_ = self._forget(read.path, read.names.keys())
        if id_ is None:
            id_ = next(self._note_ids)
            self._renamed |= read.names.keys()
        self._videos |= {read.video, *(video for _, video, _, _ in read.listed)}
        self._channels.add(read.channel)
        rows = self._rows
        file = (found.size, found.changed, found.inode)
        rows["notes"].append((id_, read.key, read.path, *read[2:9], *file, read.stamps))
        rows["names"] += [(name, id_, step) for name, step in read.names.items()]
        rows["headings"] += [(id_, *heading) for heading in read.headings]
        rows["links"] += [(self._target(read.channel, target), id_, *rest) for target, *rest in read.links]
        rows["tags"] += [(tag, id_) for tag in read.tags]
        rows["listed"] += [(id_, *listed) for listed in read.listed]

    def remove(self, path: str) -> None:
        """Take a note out."""
        id_ = self._forget(path, frozenset())
        self._channels.add(path.rpartition("/")[0])
        self._sql.execute("DELETE FROM meanings WHERE note = ?", (id_,))
        self._sql.execute("DELETE FROM notes WHERE id = ?", (id_,))

    def finish(self) -> None:
        """Put all in, have links looked up again that may mean another note now, and bring the videos up to date."""
        for table, columns in _COLUMNS.items():
            rows = self._rows[table]
            if table == "links":
                rows.sort(key=lambda row: row[:3])
            marks = ", ".join("?" * columns)
            self._sql.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)  # noqa: S608
        if self._values(_HAS_INDEXES):
            self._sql.executemany(_UNRESOLVE, [(name,) for name in self._renamed])
        self._drop_unnamed()
        self._sql.executemany("DELETE FROM videos WHERE id = ?", [(video,) for video in self._videos])
        for video in self._videos - {""}:
            self._put_video(video)
        self._sql.executemany(
            "INSERT OR IGNORE INTO unsettled VALUES (?)", [(video,) for video in self._videos if video]
        )
        for folder in self._channels:
            self._sql.execute(_PUT_CHANNEL, {"folder": folder, "name": folder.rpartition("/")[2]})
        self._sql.execute("DELETE FROM channels WHERE notes = 0")

    def _free_ids(self, table: str) -> Iterator[int]:
        (last,) = self._sql.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608
        return count(last + 1)

    def _forget(self, path: str, names: Set[int]) -> int | None:
        """Take out what belongs to a note; its id, None where it is not known."""
        found = self._sql.execute("SELECT id, video FROM notes WHERE path = ?", (path,)).fetchone()
        if found is None:
            return None
        id_, video = found
        self._videos |= {video, *self._values("SELECT video FROM listed WHERE note = ?", id_)}
        self._left |= self._values("SELECT target FROM links WHERE note = ?", id_)
        before = self._values("SELECT name FROM names WHERE note = ?", id_)
        if before != names:
            self._renamed |= before | names
        for table in _OF_A_NOTE:
            self._sql.execute(f"DELETE FROM {table} WHERE note = ?", (id_,))  # noqa: S608
        return int(id_)

    def _values(self, question: str, *ids: int) -> set[Any]:
        return {row[0] for row in self._sql.execute(question, ids)}

    def _target(self, channel: str, target: str) -> int:
        id_ = self._targets.get((channel, target))
        if id_ is None:
            question = "SELECT id FROM targets WHERE channel = ? AND target = ?"
            found = self._sql.execute(question, (channel, target)).fetchone()
            id_ = found[0] if found else self._new_target(channel, target)
            self._targets[channel, target] = id_
        return id_

    def _new_target(self, channel: str, target: str) -> int:
        id_ = next(self._target_ids)
        self._rows["targets"].append((id_, channel, target, None))
        self._rows["target_names"] += {(id_, hashed_name(*sought)) for sought in names_sought(target, channel)}
        return id_

    def _drop_unnamed(self) -> None:
        """Drop the targets that nobody names any more."""
        unnamed = [(target,) for target in self._left if not self._values(_IS_NAMED, target)]
        for table, column in (("target_names", "target"), ("meanings", "target"), ("targets", "id")):
            self._sql.executemany(f"DELETE FROM {table} WHERE {column} = ?", unnamed)  # noqa: S608

    def _put_video(self, video: str) -> None:
        """A video is called as a channel lists it, else as its one note, else by its id."""
        number, title = self._sql.execute(
            "SELECT count(*), min(title) FROM notes WHERE video = ? AND video != ''", (video,)
        ).fetchone()
        if not number:
            return
        listed = self._sql.execute(
            "SELECT listed.title FROM listed JOIN notes ON id = note"
            " WHERE listed.video = ? ORDER BY path, place LIMIT 1",
            (video,),
        ).fetchone()
        called = listed[0] if listed else title if number == 1 else video
        called = called or video
        self._sql.execute("INSERT INTO videos VALUES (?, ?, ?, ?)", (video, called, fold(called), number))


_HAS_INDEXES = "SELECT 1 FROM sqlite_schema WHERE name = 'targets_of_name'"  # before that nothing is looked up
_IS_NAMED = "SELECT 1 FROM links WHERE target = ? LIMIT 1"


def resolve_some(store: Store) -> int:
    """Look up what some of the targets mean for which that is not known yet; how many these were, 0 at the end."""
    with store.writing() as sql:
        found = sql.execute(_TO_RESOLVE, (_TARGETS_AT_ONCE,))
        states: list[tuple[int, int]] = []
        meanings: list[tuple[int, int]] = []
        for (id_, channel, target), rows in groupby(found, key=lambda row: row[:3]):
            candidates = [row[3:] for row in rows if row[3] is not None]
            ids = {path: note for _, path, note in candidates}
            paths = best(target, channel, [Candidate(step, path) for step, path, _ in candidates]) if candidates else ()
            meanings += [(ids[path], id_) for path in paths]
            states.append((len(paths), id_))
        sql.executemany("DELETE FROM meanings WHERE target = ?", [(id_,) for _, id_ in states])
        sql.executemany("INSERT INTO meanings VALUES (?, ?)", meanings)
        sql.executemany("UPDATE targets SET state = ? WHERE id = ?", states)
    return len(states)
