"""What a catalogue and its folder differ in: the folder is noted in a table of the moment, and SQLite compares."""

from collections.abc import Iterable, Iterator

from reader.library.scan import Found
from reader.library.store import Store, values_of

_AT_ONCE = 50
_SEEN = """
CREATE TEMP TABLE IF NOT EXISTS seen
    (path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, inode INTEGER) WITHOUT ROWID
"""
_TODO = """
CREATE TEMP TABLE todo AS
SELECT seen.path, seen.size, seen.changed, seen.inode, notes.id IS NOT NULL AS known
FROM seen LEFT JOIN notes ON notes.path = seen.path
WHERE notes.id IS NULL OR (notes.size, notes.changed, notes.inode) != (seen.size, seen.changed, seen.inode)
ORDER BY seen.path
"""
_NEXT = "SELECT rowid, known, path, size, changed, inode FROM todo WHERE rowid > ? ORDER BY rowid LIMIT ?"
_GONE = "SELECT path FROM notes WHERE path NOT IN (SELECT path FROM seen) ORDER BY path"


class Differences:
    """The notes to be read, since they are new or otherwise than before, and those that are gone.

    Belongs to the thread that made it, as SQLite's tables of the moment do.  Methods raise DamagedError.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, found: Iterable[Found]) -> None:
        """Take down what is in the folder, and compare."""
        self._store.run("DROP TABLE IF EXISTS temp.seen", _SEEN)
        rows = ((each.path, each.size, each.changed, each.inode) for each in found)
        self._store.run_many("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)", rows)
        self.compare()

    def compare(self) -> None:
        """Compare again: another process may have taken in some of it meanwhile."""
        self._store.run("DROP TABLE IF EXISTS temp.todo", _TODO)

    def count(self) -> int:
        """How many notes are to be read."""
        return int(self._store.value("SELECT count(*) FROM todo"))

    def some_are_known(self) -> bool:
        """Whether notes that are known already are among those to be read."""
        return bool(self._store.row("SELECT 1 FROM todo WHERE known LIMIT 1"))

    def some_are_gone(self) -> bool:
        """Whether notes that are known are not in the folder."""
        return bool(self._store.row(f"{_GONE} LIMIT 1"))

    def gone(self) -> list[str]:
        """The notes that are known and not in the folder."""
        return values_of(self._store.rows(_GONE))

    def to_read(self) -> Iterator[list[tuple[Found, bool]]]:
        """The notes to be read, some at a time, each with whether it was known."""
        last = 0
        while rows := self._store.rows(_NEXT, last, _AT_ONCE):
            last = rows[-1][0]
            yield [(Found(*found), bool(known)) for _, known, *found in rows]
