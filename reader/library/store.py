"""The files a catalogue is kept in: opened, thrown away where they are of no use, and asked by any thread.

One writer at a time; those who read see what was committed last, never half of it (SQLite's write-ahead log).
"""

import hashlib
import logging
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

VERSION = 7
"""Of the schema, of what is put in, and of the search index.  Another one: all is made anew."""
_APPLICATION = 0x416C6F6E  # "Alon"
_WAIT_MS = 10_000
log = logging.getLogger(__name__)

Value = str | int | float | bytes | None


class DamagedError(Exception):
    """The cache cannot be read: it has to be made anew."""


def cache_folder(cache: Path, root: Path) -> Path:
    """Where the caches of the library at `root` lie: a folder for each, named by its real path."""
    real = os.path.realpath(root)
    name = "".join(char if char.isalnum() else "_" for char in Path(real).name)[:40]
    return cache / "libraries" / f"{name}-{hashlib.blake2b(os.fsencode(real), digest_size=8).hexdigest()}"


class Store:
    """The database in `folder`, beside which the search indexes lie in `search` and `passages`.

    Where nothing can be written there, both are kept in a temporary folder until `close`; `temporary` tells.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary: tempfile.TemporaryDirectory[str] | None = None
        self._local = threading.local()
        self._open: list[_Connection] = []
        self._lock = threading.Lock()
        try:
            self._prepare()
        except DamagedError as error:
            log.warning("the cache in %s is made anew: %s", folder, error)
            self.renew()

    @property
    def search_folder(self) -> Path:
        """Where the search index lies."""
        return self.folder / "search"

    @property
    def passages_folder(self) -> Path:
        """Where the index of what is said in videos lies."""
        return self.folder / "passages"

    def rows(self, sql: str, *values: Value) -> list[Any]:
        """All rows that a question brings.  Raises DamagedError."""
        with _telling_damage(), self._connection() as connection:
            return connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Value) -> Any:
        """The first row, or None.  Raises DamagedError."""
        return next(iter(self.rows(sql, *values)), None)

    def value(self, sql: str, *values: Value) -> Any:
        """The first value of the first row, or None.  Raises DamagedError."""
        found = self.row(sql, *values)
        return found[0] if found else None

    def run(self, *statements: str) -> None:
        """Run statements that concern this thread's own temporary tables.  Raises DamagedError."""
        with _telling_damage(), self._connection() as connection:
            for statement in statements:
                connection.execute(statement)

    def run_many(self, statement: str, rows: Iterable[tuple[Value, ...]]) -> None:
        """Run a statement on a temporary table for each of the rows.  Raises DamagedError."""
        with _telling_damage(), self._connection() as connection:
            connection.execute("BEGIN")
            try:
                connection.executemany(statement, rows)
            finally:
                connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing.  Raises DamagedError, and OSError where the disk is full."""
        with _telling_damage(), self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.commit()
            except BaseException:
                if connection.in_transaction:
                    connection.rollback()
                raise

    def make_indexes(self) -> None:
        """Make what makes questions quick, where that is not there."""
        with self.writing() as sql:
            for statement in _statements("indexes.sql"):
                sql.execute(statement)

    def renew(self) -> None:
        """Throw everything away and begin anew, here or in a temporary folder where this one cannot be written."""
        self.close_connections()
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            self._prepare()
        except DamagedError:
            self._move_away()

    def close_connections(self) -> None:
        """Let go of the database, once other threads have their answers; it is opened again when it is asked."""
        with self._lock:
            connections, self._open = self._open, []
            self._local = threading.local()
        for each in connections:
            with each.lock:
                each.sql.close()

    def close(self) -> None:
        """Let everything go."""
        self.close_connections()
        if self.temporary:
            self.temporary.cleanup()

    def _prepare(self) -> None:
        """Make the database where there is none, here or where it can be made.

        Raises DamagedError where there is one that is not ours, and OSError where none can be made anywhere.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for place in (self.folder, *self.folder.glob("*.sqlite")):
                if not os.access(place, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                    raise PermissionError(f"{place} cannot be written")
            self._see_that_it_is_ours()
        except OSError:
            if self.temporary:
                raise
            self._move_away()

    def _see_that_it_is_ours(self) -> None:
        with _telling_damage(), self._connection() as connection:
            application, version = (_pragma(connection, name) for name in ("application_id", "user_version"))
            if (application, version) != (_APPLICATION, VERSION):
                if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                    raise DamagedError(f"it is of version {version} of {application:x}")
                self._make(connection)
        with suppress(sqlite3.OperationalError):  # another window is just doing it
            connection.execute("PRAGMA journal_mode = WAL")

    def _make(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _pragma(connection, "user_version") == VERSION:
                return  # another process has made it in this very moment
            for folder in (self.search_folder, self.passages_folder):
                shutil.rmtree(folder, ignore_errors=True)
            for statement in _statements("schema.sql"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
        finally:
            connection.commit()

    def _move_away(self) -> None:
        self.close_connections()
        self.temporary = tempfile.TemporaryDirectory(prefix="alongside-", ignore_cleanup_errors=True)
        self.folder = Path(self.temporary.name)
        self._prepare()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, which nobody closes meanwhile."""
        while True:
            connection = getattr(self._local, "connection", None) or self._connect()
            with connection.lock:
                if connection in self._open:  # else all was let go of in this very moment
                    yield connection.sql
                    return

    def _connect(self) -> "_Connection":
        sql = sqlite3.connect(
            self.folder / "catalog.sqlite", _WAIT_MS / 1000, isolation_level=None, check_same_thread=False
        )
        for pragma in ("synchronous = NORMAL", "temp_store = FILE", "cache_size = -16000"):
            sql.execute(f"PRAGMA {pragma}")
        connection = _Connection(sql, threading.RLock())
        with self._lock:
            self._open.append(connection)
            self._local.connection = connection
        return connection


class _Connection(NamedTuple):
    """One thread's; whoever uses it, or closes it, holds its lock: SQLite crashes where both are done at once."""

    sql: sqlite3.Connection
    lock: threading.RLock


def _statements(file: str) -> list[str]:
    return Path(__file__).with_name(file).read_text("utf-8").split(";\n")


_OF_THE_DISK = ("SQLITE_FULL", "SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC",
                "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_SHMSIZE")  # fmt: skip
"""What SQLite says when nothing more can be written, though what is there may be whole."""


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def _telling_damage() -> Iterator[None]:
    """What SQLite says of the file is DamagedError; of the disk, an OSError; of our own mistakes, itself."""
    try:
        yield
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(_OF_THE_DISK):
            raise OSError(f"the catalogue cannot be written ({error})") from error
        if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_CORRUPT")) or "no such table" in str(error):
            raise DamagedError(str(error)) from error
        raise
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise DamagedError(str(error)) from error


def values_of(rows: Sequence[Sequence[Any]]) -> list[Any]:
    """The first value of each row."""
    return [row[0] for row in rows]
