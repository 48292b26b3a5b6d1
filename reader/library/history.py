"""What was read and when, of each library: the reader's own, so it is never dropped and never rebuilt.

Two windows may write at once.  A file that cannot be read is moved aside under another name, and kept.
"""

import json
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

VERSION = 1
_APPLICATION = 0x416C6F72  # "Alor"
_WAIT_SECONDS = 10.0
_ASIDE = ("", "-wal", "-shm")
log = logging.getLogger(__name__)

_SCHEMA = """
CREATE TABLE notes (
    library TEXT NOT NULL,          -- the folder, absolute
    path TEXT NOT NULL,             -- in the library, with forward slashes
    video TEXT NOT NULL,            -- empty where it names none; a renamed note can be found again by it
    read INTEGER NOT NULL,          -- whether it counts as read
    opened REAL,                    -- when it was read last, seconds since 1970; NULL where it was only marked
    PRIMARY KEY (library, path)
) WITHOUT ROWID
"""
_RECENT = "CREATE INDEX notes_opened ON notes (library, opened) WHERE opened IS NOT NULL"
_PUT = """
INSERT INTO notes VALUES (?, ?, ?, 1, ?) ON CONFLICT (library, path) DO UPDATE
SET read = 1, opened = max(excluded.opened, coalesce(opened, 0)), video = coalesce(nullif(excluded.video, ''), video)
"""
_MARK = """
INSERT INTO notes SELECT ?, value, '', ?, NULL FROM json_each(?) WHERE true
ON CONFLICT (library, path) DO UPDATE SET read = excluded.read
"""


class History:
    """The notes that were read.  Any thread may ask; `path` is the file, made with its folder where there is none.

    Methods raise OSError where the file cannot be written.  `moved` tells where a file that could not be read went.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.moved: Path | None = None
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def note_read(self, library: Path, path: str, when: float, video: str = "") -> None:
        """Take down that a note was read at `when` (seconds since 1970), and the video it is about."""
        self._run(_PUT, _key(library), path, video, when)

    def mark(self, library: Path, paths: Iterable[str], *, read: bool) -> None:
        """Have notes count as read or as unread; when they were read last stays known."""
        self._run(_MARK, _key(library), read, json.dumps(list(paths)))

    def is_read(self, library: Path, path: str) -> bool:
        """Whether a note counts as read."""
        return bool(self._run("SELECT 1 FROM notes WHERE library = ? AND path = ? AND read", _key(library), path))

    def read_paths(self, library: Path) -> set[str]:
        """The notes that count as read; some may not be there any more."""
        return {path for (path,) in self._run("SELECT path FROM notes WHERE library = ? AND read", _key(library))}

    def recent(self, library: Path, most: int = -1) -> list[str]:
        """At most so many notes that were opened, the one read last before all others."""
        found = self._run(
            "SELECT path FROM notes WHERE library = ? AND opened IS NOT NULL ORDER BY opened DESC, path LIMIT ?",
            _key(library),
            most,
        )
        return [path for (path,) in found]

    def close(self) -> None:
        """Let the file go; it is opened again when it is needed."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _run(self, sql: str, *values: object) -> list[Any]:
        def ask() -> list[Any]:
            if self._connection is None:
                self._open()
            assert self._connection
            return self._connection.execute(sql, values).fetchall()

        with self._lock:
            try:
                return _telling_of_disk(ask)
            except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
                raise
            except sqlite3.DatabaseError as error:
                log.warning("%s cannot be read: %s", self.path, error)
                self._move_aside()
                return _telling_of_disk(ask)

    def _open(self) -> None:
        """Open the file and see that it is ours.  Raises sqlite3.DatabaseError where it is not."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(self.path, _WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        run = self._connection.execute
        application, version = (run(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        if (application, version) != (_APPLICATION, VERSION):
            if run("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise sqlite3.DatabaseError(f"it is of version {version} of {application:x}")
            self._make()
        elif run("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("it is damaged")
        with suppress(sqlite3.OperationalError):  # another window is just doing it
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")

    def _make(self) -> None:
        assert self._connection
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        try:
            if run("PRAGMA user_version").fetchone()[0] == VERSION:
                return  # another window has made it in this very moment
            for statement in (
                _SCHEMA,
                _RECENT,
                f"PRAGMA application_id = {_APPLICATION}",
                f"PRAGMA user_version = {VERSION}",
            ):
                run(statement)
        finally:
            self._connection.commit()

    def _move_aside(self) -> None:
        self.close()
        now = datetime.now(UTC)
        self.moved = self.path.with_name(f"{self.path.name}.damaged-{now:%Y-%m-%d-%H%M%S-%f}")
        for ending in _ASIDE:
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + ending).replace(self.moved.with_name(self.moved.name + ending))


def _key(library: Path) -> str:
    """A library by its absolute path; what of it is no UTF-8 is written out."""
    return os.fsencode(os.path.abspath(library)).decode("utf-8", "backslashreplace")  # noqa: PTH100  without `..`


def _telling_of_disk(ask: Callable[[], list[Any]]) -> list[Any]:
    """What SQLite says of the disk is an OSError."""
    try:
        return ask()
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_FULL", "SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
            raise OSError(f"what was read cannot be kept ({error})") from error
        raise
