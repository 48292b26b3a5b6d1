"""A file of the reader's own: SQLite that is never dropped and never rebuilt.

Two windows may write at once.  A file that cannot be read is moved aside under another name, and kept.
"""

import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_WAIT_SECONDS = 10.0
_ASIDE = ("", "-wal", "-shm")
log = logging.getLogger(__name__)


class OwnFile:
    """The file at `path`, made with its folder where there is none.  Any thread may ask.

    `application` and `version` are the marks by which SQLite files are told apart; `schema` makes a new one.
    `moved` tells where a file that could not be read went.
    """

    def __init__(self, path: Path, application: int, version: int, schema: tuple[str, ...]) -> None:
        self.path = path
        self.moved: Path | None = None
        self._marks = application, version
        self._schema = schema
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def run(self, sql: str, *values: object) -> list[Any]:
        """All rows that a statement brings; what it writes is on the disk then.

        Raises OSError where the file cannot be written.
        """

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

    def close(self) -> None:
        """Let the file go; it is opened again when it is needed."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _open(self) -> None:
        """Open the file and see that it is ours.  Raises sqlite3.DatabaseError where it is not."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(self.path, _WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        run = self._connection.execute
        application, version, tables = self._what_it_is()
        if (application, version) != self._marks:
            if tables:
                raise sqlite3.DatabaseError(f"it is of version {version} of {application:x}")
            self._make()
        elif run("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("it is damaged")
        with suppress(sqlite3.OperationalError):  # another window is just doing it
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")

    def _what_it_is(self) -> tuple[int, int, int]:
        """Its marks and how many tables it has, as they are at one moment: another window may just be making it."""
        assert self._connection
        run = self._connection.execute
        run("BEGIN")
        try:
            application, version = (run(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            return application, version, run("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        finally:
            self._connection.rollback()

    def _make(self) -> None:
        assert self._connection
        run = self._connection.execute
        application, version = self._marks
        run("BEGIN IMMEDIATE")
        try:
            if run("PRAGMA user_version").fetchone()[0] == version:
                return  # another window has made it in this very moment
            for statement in (
                *self._schema,
                f"PRAGMA application_id = {application}",
                f"PRAGMA user_version = {version}",
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


def library_key(library: Path) -> str:
    """A library by its absolute path; what of it is no UTF-8 is written out."""
    return os.fsencode(os.path.abspath(library)).decode("utf-8", "backslashreplace")  # noqa: PTH100  without `..`


def _telling_of_disk(ask: Callable[[], list[Any]]) -> list[Any]:
    """What SQLite says of the disk is an OSError."""
    try:
        return ask()
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_FULL", "SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
            raise OSError(f"it cannot be kept ({error})") from error
        raise
