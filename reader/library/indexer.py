"""Bring a catalogue up to date with its folder: only what changed is read, in batches, each of them kept as a whole.

A batch goes to the search index first and to the catalogue then, and what is under way is noted before both.  So
whenever we are killed, what the catalogue does not know yet is simply found again, and put instead of what the search
index may have of it already.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile
from pathlib import Path

from reader.library.beside import folders_beside
from reader.library.change import Change, Report
from reader.library.differences import Differences
from reader.library.fingerprints import Chosen, ChosenFiles
from reader.library.lengths import length_of
from reader.library.media import MediaIndex
from reader.library.readers import Reads, read_here
from reader.library.reading import Read
from reader.library.scan import Found, Trouble, found_at, kind, walk
from reader.library.search import SearchIndex, SearchWriter
from reader.library.settling import settle_some
from reader.library.store import DamagedError, Store, values_of
from reader.library.writer import Writer, resolve_some

FIRST_BATCH, BATCH = 200, 2000
_BATCH_BYTES = 16 * 1024 * 1024
_FOR_MANY = ("PRAGMA cache_size = -64000", "PRAGMA wal_autocheckpoint = 8000")


@dataclass
class _Batch:
    """Notes that were read, each with its file and whether it was known before; and known ones that cannot be read."""

    reads: list[tuple[Found, bool, Read]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    size: int = 0  # bytes


class Indexer:
    """Brings the catalogue in `store` up to date with the folder at `root`.

    `reads` says where notes are read, here if it is not given; `chosen` which media the reader chose.  `told`
    hears after each batch that was kept how many notes were taken in so far, of how many, and what changed.
    """

    def __init__(
        self,
        root: Path,
        store: Store,
        *,
        reads: Reads | None = None,
        chosen: Iterable[Chosen] = (),
        cancelled: Callable[[], bool] = lambda: False,
        told: Callable[[int, int, Change], None] = lambda *_: None,
    ) -> None:
        self._root, self._store = root, store
        self._chosen = tuple(chosen)
        self._differences = Differences(store)
        self._reads = reads or read_here(root)
        self._cancelled, self._told = cancelled, told
        self._report = Report([])
        self._of = 0

    def update(self, media_folders: Iterable[Path] = (), at_most: int | None = None) -> Report:
        """Look at the whole folder; where more than `at_most` notes, or videos' stamps, are to be read, say only that.

        Raises BusyError while another process writes, DamagedError where all is to be made anew, and OSError where the
        disk is full.
        """
        index = open_index(self._store)
        if at_most is not None and not self._store.value(_COMPLETE) and self._holds_more_than(at_most):
            self._report.too_many = True
            return self._report
        media = self._scan(media_folders)
        if not self._cancelled() and self._is_behind():
            if at_most is not None and self._differences.count() > at_most:
                self._report.too_many = True
                return self._report
            with _writing(index) as writer:
                self._heal(writer)
                self._take_in(writer)
                self._resolve()  # before the writer is closed, which can take long: it waits for its own tidying
        self._resolve()
        if not self._cancelled():
            self._keep_media(media)
            self._report.too_many = at_most is not None and self._store.value(_UNSETTLED) > at_most
            if not self._report.too_many:
                self._finish(media)
        return self._report

    def update_places(self, places: Iterable[str]) -> Report:
        """Look at some notes only: those at these paths, and in these folders but not below them.

        Raises as `update` does.
        """
        index = open_index(self._store)
        found = {path: found_at(self._root, path) for place in places for path in self._notes_at(place)}
        self._differences.note(each for each in found.values() if each)
        gone = [path for path, each in found.items() if each is None and self._store.value(_KNOWN, path)]
        if gone or self._differences.count():
            with _writing(index) as writer:
                self._take_todo(writer, gone)
                self._settle(MediaIndex(self._store.rows(_MEDIA)))
                self._resolve()
        self._report.finished = True
        return self._report

    def _notes_at(self, place: str) -> set[str]:
        """The notes there are at a place, and those that are known to have been there."""
        folder = self._root / place
        known = values_of(self._store.rows("SELECT path FROM notes WHERE channel = ? OR path = ?", place, place))
        try:
            names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208  ten times as fast
        except OSError:
            names = []
        within = {f"{place}/{name}" if place else name for name in names if kind(name) == "note"}
        return within | set(known) | ({place} if kind(place) == "note" and not folder.is_dir() else set())

    def _holds_more_than(self, most: int) -> bool:
        """Whether there are more notes in the folder, told without looking at all of them."""
        found = (each for each in walk(self._root, cancelled=self._cancelled) if isinstance(each, Found))
        return sum(1 for _ in islice((each for each in found if kind(each.path) == "note"), most + 1)) > most

    def _scan(self, media_folders: Iterable[Path]) -> MediaIndex:
        """Note what is in the folder, and give the media that were found there and elsewhere."""
        media, chosen = MediaIndex(), ChosenFiles(self._chosen)
        self._differences.note(self._notes_found(media, chosen))
        for folder in dict.fromkeys((*folders_beside(self._root), *media_folders)):
            for found in walk(folder, cancelled=self._cancelled):
                if isinstance(found, Found) and kind(found.path) == "media":
                    _take_media(media, chosen, folder / found.path, found.size)
        for video, file, size in chosen.elsewhere():
            media.add_chosen(video, file, size)
        return media

    def _notes_found(self, media: MediaIndex, chosen: ChosenFiles) -> Iterator[Found]:
        for found in walk(self._root, cancelled=self._cancelled):
            if isinstance(found, Trouble):
                self._report.troubles.append(found)
            elif kind(found.path) == "media":
                _take_media(media, chosen, self._root / found.path, found.size)
            else:
                yield found

    def _is_behind(self) -> bool:
        """Whether there is anything to take in or out."""
        differences = self._differences
        pending = self._store.row("SELECT 1 FROM pending LIMIT 1")
        return bool(differences.count() or pending or differences.some_are_gone())

    def _heal(self, writer: SearchWriter) -> None:
        """Take out of the search index what was under way when we were killed; it is read again."""
        if pending := values_of(self._store.rows("SELECT path FROM pending")):
            writer.remove(pending)
            writer.commit()
            with self._store.writing() as sql:
                sql.execute("UPDATE notes SET changed = -1 WHERE path IN (SELECT path FROM pending)")
                sql.execute("DELETE FROM pending")

    def _take_in(self, writer: SearchWriter) -> None:
        """What is new or changed, and out what is gone; another process may have done some of it meanwhile."""
        self._differences.compare()
        self._take_todo(writer, self._differences.gone())

    def _take_todo(self, writer: SearchWriter, gone: list[str]) -> None:
        self._store.run(*_FOR_MANY)
        self._of = self._differences.count() + len(gone)
        if gone or self._differences.some_are_known():
            self._store.make_indexes()
        for batch in self._batches():
            self._keep(writer, batch, gone)
            gone = []
        if gone:
            self._keep(writer, _Batch(), gone)

    def _batches(self) -> Iterator["_Batch"]:
        batch, most = _Batch(), FIRST_BATCH
        for found, known, read in self._answers():
            if isinstance(read, Trouble):
                self._report.troubles.append(read)
                batch.unreadable += [found.path] if known else []
            else:
                batch.reads.append((found, known, read))
                batch.size += found.size
            if len(batch.reads) >= most or batch.size >= _BATCH_BYTES:
                yield batch
                batch, most = _Batch(), BATCH
        if (batch.reads or batch.unreadable) and not self._cancelled():
            yield batch

    def _answers(self) -> Iterator[tuple[Found, bool, Read | Trouble]]:
        """What is to be read, whether it was known before, and what came of it."""
        asked: deque[list[tuple[Found, bool]]] = deque()

        def requests() -> Iterator[list[str]]:
            for some in takewhile(lambda _: not self._cancelled(), self._differences.to_read()):
                asked.append(some)
                yield [found.path for found, _ in some]

        for answer in self._reads(requests()):
            for (found, known), read in zip(asked.popleft(), answer, strict=True):
                yield found, known, read

    def _keep(self, writer: SearchWriter, batch: "_Batch", gone: list[str]) -> None:
        """One batch: noted, put into the search index, and then into the catalogue."""
        gone = [*gone, *batch.unreadable]
        changed = frozenset(chain((read.path for _, _, read in batch.reads), gone))
        with self._store.writing() as sql:
            sql.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(path,) for path in changed])
        writer.remove(gone)
        for _, known, read in batch.reads:
            writer.put(read, known=known)
        writer.commit()
        with self._store.writing() as sql:
            catalog = Writer(sql)
            for path in gone:
                catalog.remove(path)
            for found, _, read in batch.reads:
                catalog.put(found, read)
            catalog.finish()
            sql.execute("DELETE FROM pending")
        self._report.taken += len(changed)
        self._told(self._report.taken, self._of, Change(changed))

    def _resolve(self) -> None:
        """Look up what links mean where that is open."""
        resolved = 0
        self._store.make_indexes()
        while not self._cancelled() and (some := resolve_some(self._store)):
            resolved += some
        if resolved:
            self._told(self._report.taken, self._of, Change(relinked=True))

    def _settle(self, media: MediaIndex) -> None:
        """Read the stamps again of which more is known now."""
        settled, changed = 1, []
        while settled and not self._cancelled():
            settled, some = settle_some(self._store, lambda video: length_of(media, video))
            changed += some
        if changed:
            self._told(self._report.taken, self._of, Change(frozenset(changed)))

    def _keep_media(self, media: MediaIndex) -> None:
        """Keep which media there are."""
        before = MediaIndex(self._store.rows(_MEDIA)).rows()
        if otherwise := {row[1] for row in {*before} ^ {*media.rows()}}:
            with self._store.writing() as sql:
                sql.execute("DELETE FROM media")
                sql.executemany("INSERT INTO media (file, video, trust, size) VALUES (?, ?, ?, ?)", media.rows())
                sql.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(video,) for video in otherwise])
            self._told(self._report.taken, self._of, Change(media=True))

    def _finish(self, media: MediaIndex) -> None:
        """Read stamps again where that is due, and keep that all was looked at."""
        self._settle(media)
        if not self._store.value(_COMPLETE):
            with self._store.writing() as sql:
                sql.execute("INSERT OR REPLACE INTO facts VALUES ('complete', 1)")
        if self._report.taken:
            self._store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        self._report.finished = True


_COMPLETE = "SELECT value FROM facts WHERE name = 'complete'"
_MEDIA = "SELECT file, video, trust, size FROM media"
_UNSETTLED = "SELECT count(*) FROM unsettled"
_KNOWN = "SELECT 1 FROM notes WHERE path = ?"


def open_index(store: Store) -> SearchIndex:
    """The search index beside a catalogue.  Raises DamagedError where it is not there although there are notes."""
    if not SearchIndex.exists(store.search_folder) and store.value("SELECT 1 FROM notes LIMIT 1"):
        raise DamagedError("the search index is not there")
    return SearchIndex(store.search_folder)


def _take_media(media: MediaIndex, chosen: ChosenFiles, file: Path, size: int) -> None:
    """A file that was chosen for a video shows that one, whatever its name says."""
    videos = chosen.videos_of(file, size)
    for video in videos:
        media.add_chosen(video, file, size)
    if not videos:
        media.add(file, size)


@contextmanager
def _writing(index: SearchIndex) -> Iterator[SearchWriter]:
    writer = index.writer()
    try:
        yield writer
    finally:
        writer.close()
