"""Take in what is said in the videos of a library, from the captions beside their files; read after the notes.

Of a video only the best captions that can be read are taken.  What is under way is noted before the index is changed,
so that whenever we are killed it is simply taken in again, or out.
"""

import json
import logging
import os
import shutil
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from reader.library.captions import FOLDERS, SUFFIXES, Cue, cues_of, tracks_of
from reader.library.change import Report
from reader.library.infos import pieces_of, published_length, read_info, sponsor_segments
from reader.library.lengths import length_of_file
from reader.library.media import MediaIndex, is_parts, whole_stem
from reader.library.passages import PASSAGES, document, of_video, passages
from reader.library.resolve import hashed
from reader.library.search import SearchIndex, SearchWriter
from reader.library.store import DamagedError, Store

_AT_ONCE = 20
"""Videos; so many are kept together."""
_UNDER_WAY = """
INSERT INTO transcripts VALUES (?, 0, x'', 0, '', '', 0, 0, '[]', '[]') ON CONFLICT (video) DO UPDATE SET beside = 0
"""
_ANY = "SELECT 1 FROM transcripts LIMIT 1"
log = logging.getLogger(__name__)
Named = list[tuple[str, str]]
"""Files by their names, in order, each with a text that is another one as soon as the file is."""


class _Heard(NamedTuple):
    """A video's file, its size in bytes, and a hash of where it lies and of the captions beside it, never 0."""

    media: Path
    size: int
    hash: int


class Hearing:
    """Brings what is known to be said up to date with the media files that the catalogue in `store` knows.

    `told` hears after each batch that was kept how many videos were taken in or out so far, and of how many.
    """

    def __init__(
        self,
        store: Store,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        told: Callable[[int, int], None] = lambda *_: None,
    ) -> None:
        self._store, self._cancelled, self._told = store, cancelled, told

    def update(self, at_most: int | None = None) -> Report:
        """Take in what has changed; where that is more than `at_most` videos, say only that.

        Raises BusyError while another process writes, DamagedError where the whole cache is to be made anew, and
        OSError where the disk is full.
        """
        there = self._there()
        if not there and not self._store.value(_ANY):
            return Report([], finished=True)
        index = self._opened()
        known = dict(self._store.rows("SELECT video, beside FROM transcripts"))
        gone = sorted(known.keys() - there.keys())
        todo = sorted(video for video, heard in there.items() if known.get(video) != heard.hash)
        report = Report([])
        if at_most is not None and len(todo) > at_most:
            report.too_many = True
        elif gone or todo:
            self._take(index, {video: there[video] for video in todo}, gone, report)
        report.finished = not self._cancelled() and not report.too_many
        return report

    def _there(self) -> dict[str, _Heard]:
        """The videos beside whose files there are captions."""
        index = MediaIndex(self._store.rows("SELECT file, video, trust, size FROM media"))
        found = {video: index.best(video) for video in index.videos()}
        media = {video: (best.file, best.size) for video, best in found.items() if best}
        marks = _marks(media.values())
        return {video: _Heard(file, size, marks[file]) for video, (file, size) in media.items() if file in marks}

    def _opened(self) -> SearchIndex:
        """The index; another one where it is not there or damaged, for which everything is taken in anew."""
        folder = self._store.passages_folder
        if not SearchIndex.exists(folder) and self._store.value(_ANY):
            forget(self._store)
        try:
            return SearchIndex(folder, PASSAGES)
        except DamagedError as error:
            log.warning("what is said in videos is taken in anew: %s", error)
            forget(self._store)
            return SearchIndex(folder, PASSAGES)

    def _take(self, index: SearchIndex, todo: Mapping[str, _Heard], gone: list[str], report: Report) -> None:
        videos = [*gone, *todo]
        writer = index.writer()
        try:
            for first in range(0, len(videos), _AT_ONCE):
                some = videos[first : first + _AT_ONCE]
                if self._cancelled() or not self._keep(writer, some, todo):
                    return
                report.taken += len(some)
                self._told(report.taken, len(videos))
        finally:
            writer.close()

    def _keep(self, writer: SearchWriter, videos: list[str], todo: Mapping[str, _Heard]) -> bool:
        """One batch: noted, put into the index, and then into the catalogue; whether it came to that."""
        with self._store.writing() as sql:
            sql.executemany(_UNDER_WAY, [(video,) for video in videos])
        for video in videos:
            writer.drop(of_video(video))
            if video in todo:
                for passage in passages(video, _said_beside(todo[video].media)):
                    writer.add(document(passage))
            if self._cancelled():
                return False
        writer.commit()
        rows = [_row(video, todo[video]) for video in videos if video in todo]
        with self._store.writing() as sql:
            sql.executemany("DELETE FROM transcripts WHERE video = ?", [(video,) for video in videos])
            sql.executemany("INSERT INTO transcripts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return True


def forget(store: Store) -> None:
    """Throw away what is known to be said: it is all taken in anew by the next update."""
    with store.writing() as sql:
        sql.execute("DELETE FROM transcripts")
    shutil.rmtree(store.passages_folder, ignore_errors=True)


def _said_beside(media: Path) -> tuple[Cue, ...]:
    """The best captions of a media file that can be read; none where there are none."""
    for track in tracks_of(media):
        try:
            if cues := cues_of(track):
                return cues
        except (OSError, ValueError) as error:
            log.warning("the captions in %s cannot be searched: %s", track.file, error)
    return ()


def _row(video: str, heard: _Heard) -> tuple[object, ...]:
    info = read_info(heard.media)
    return (
        video,
        heard.hash,
        os.fsencode(heard.media),
        heard.size,
        _text(info, "title") or _named(heard.media, video),
        _text(info, "channel") or _text(info, "uploader"),
        length_of_file(heard.media) if info else 0.0,
        published_length(info),
        json.dumps(sponsor_segments(info)),
        json.dumps([astuple(piece) for piece in pieces_of(info)] if is_parts(heard.media) else []),
    )


def _named(media: Path, video: str) -> str:
    """What a file is called, without the id of its video; the id where nothing else is left."""
    stem = os.fsencode(whole_stem(media)).decode("utf-8", "replace")
    return stem.removesuffix("]").removesuffix(video).removesuffix("[").strip(" -_") or video


def _text(info: Mapping[str, object], name: str) -> str:
    """A text of an info.json, as SQLite can keep it."""
    value = info.get(name)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _marks(media: Iterable[tuple[Path, int]]) -> dict[Path, int]:
    """A hash of what lies beside each of the media files that have captions there; each folder is looked at once."""
    by_folder: defaultdict[Path, list[tuple[Path, int]]] = defaultdict(list)
    for file, size in media:
        by_folder[file.parent].append((file, size))
    marks: dict[Path, int] = {}
    for folder, files in by_folder.items():
        listed = sorted(_beside(folder, inside=True))
        for file, size in files:
            found = _beginning(listed, whole_stem(file))
            if any(name.lower().endswith(SUFFIXES) for name, _ in found):
                marks[file] = hashed("\n".join((f"{file} {size}", *(mark for _, mark in found)))) or 1
    return marks


def _beginning(listed: Named, stem: str) -> Named:
    """The files whose names begin so."""
    later = listed[bisect_left(listed, (stem, "")) :]
    return list(takewhile(lambda named: named[0].startswith(stem), later))


def _beside(folder: Path, *, inside: bool) -> Iterator[tuple[str, str]]:
    """The captions in a folder, with `inside` in its folders of captions too, and the files that tell of videos."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.lower().endswith((*SUFFIXES, ".info.json")):
                    yield entry.name, f"{entry.path} {_state(entry)}"
                elif inside and entry.name.lower() in FOLDERS and entry.is_dir():
                    yield from _beside(Path(entry.path), inside=False)
    except OSError as error:
        log.warning("captions in %s cannot be looked for: %s", folder, error)


def _state(entry: os.DirEntry[str]) -> str:
    try:
        status = entry.stat()
    except OSError:  # a link to nowhere
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"
