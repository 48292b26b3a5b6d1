"""The stamps of many notes, each read with all that is known of its video: how long it is, and what other notes cite.

A video's notes are read together, so that nothing but these is held; where there are many, in further processes.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from reader.library.media import MediaIndex
from reader.library.notefile import MAX_NOTE_BYTES
from reader.library.scan import Trouble
from reader.notes.note import Note, read_note
from reader.notes.repair import Certainty, Evidence, How, Reading, read_stamps
from reader.notes.sentences import sentence
from reader.notes.stamps import Stamp, find_stamps

FEW = 250
"""Notes; so many are read before a process has started."""
_AT_ONCE = 24
"""Notes of one request to a process, or a few more: a video's stay together."""
_AHEAD = 16
"""Requests that are under way: what they bring waits in memory until its turn."""
_BEGINNING = 64 * 1024
"""Bytes; front matter that is longer is no front matter of a note."""
_MOST_PROCESSES = 4
_NICE = 10
Length = Callable[[str], float | None]
"""How long a video is in seconds, by its id; None where that is not known."""


class Cited(NamedTuple):
    """A stamp of a note, and how it is read."""

    written: str
    seconds: float | None
    reading: How
    certainty: Certainty
    why: str
    line: int
    """The line of the file, counted from 1."""
    sentence: str
    """What it vouches for, as plain text; told of doubtful ones only."""


class StampedNote(NamedTuple):
    """A note with all of its stamps, in the order of the text."""

    path: str
    video: str | None
    stamps: tuple[Cited, ...]


class Together(NamedTuple):
    """Notes of one video, or one that names none, and how long the video is in seconds, where known."""

    paths: tuple[str, ...]
    length: float | None


Answer = StampedNote | Trouble


def read_stamped(root: Path, videos: Mapping[str, str | None], length: Length) -> Generator[Answer, None, None]:
    """The notes at the paths of `videos`, which tells what each is about, in the order of their paths.

    A Trouble stands for one that cannot be read.  Close the iterator when it is left before its end.  Raises OSError
    where a process that reads is ended.
    """
    requests = _requests(_together(videos, length))
    here = len(videos) <= FEW
    answers = (_read_all(root, request) for request in requests) if here else _in_processes(root, requests)
    ready: dict[str, Answer] = {}
    try:
        for path in sorted(videos):
            while path not in ready:
                ready.update((answer.path, answer) for answer in next(answers))
            yield ready.pop(path)
    finally:
        answers.close()


def length_by(media: MediaIndex) -> Length:
    """The lengths that the media files of videos tell."""

    def length(video: str) -> float | None:
        found = media.find(video)
        return (found.duration or None) if found else None

    return length


def read_together(root: Path, together: Together) -> list[Answer]:
    """The notes of one video: first each for itself, then with what is certain of the others."""
    notes: list[tuple[Note, list[Stamp]]] = []
    troubles: list[Answer] = []
    for path in together.paths:
        try:
            note = _read(root, path)
        except OSError as error:
            troubles.append(Trouble(path, f"“{path}” cannot be read: {error.strerror}."))
        else:
            notes.append((note, find_stamps(note.body)))
    alone = [read_stamps(stamps, Evidence(together.length)) for _, stamps in notes]
    return troubles + [
        _stamped(note, readings) for (note, _), readings in zip(notes, _weighed(alone, together.length), strict=True)
    ]


def _weighed(alone: list[list[Reading]], length: float | None) -> Iterator[list[Reading]]:
    """The readings of the notes of one video, each with what is certain in the others."""
    certain = [sorted(_certain(readings)) for readings in alone]
    for number, readings in enumerate(alone):
        others = sorted(seconds for other, each in enumerate(certain) if other != number for seconds in each)
        stamps = [reading.stamp for reading in readings]
        yield read_stamps(stamps, Evidence(length, tuple(others))) if others and stamps else readings


def _certain(readings: Iterable[Reading]) -> Iterator[float]:
    return (reading.seconds for reading in readings if reading.certainty == "certain" and reading.seconds is not None)


def _stamped(note: Note, readings: list[Reading]) -> StampedNote:
    return StampedNote(note.path, note.video, tuple(_cited(note, reading) for reading in readings))


def _cited(note: Note, reading: Reading) -> Cited:
    stamp = reading.stamp
    said = sentence(note.body, stamp.start, stamp.end) if reading.certainty == "doubtful" else ""
    line = note.body_line + stamp.line - 1
    return Cited(stamp.written, reading.seconds, reading.reading, reading.certainty, reading.why, line, said)


def videos_of(root: Path, paths: Iterable[str]) -> dict[str, str | None]:
    """What the notes at these paths are about; None for those that name no video, or cannot be read."""
    return {path: _video_of(root, path) for path in paths}


def _video_of(root: Path, path: str) -> str | None:
    try:
        return _read(root, path, _BEGINNING).video
    except OSError:
        return None


def _read(root: Path, path: str, most: int = MAX_NOTE_BYTES) -> Note:
    """The note, made of at most so many bytes."""
    with (root / path).open("rb") as file:
        return read_note(path, file.read(most))


def _together(videos: Mapping[str, str | None], length: Length) -> Iterator[Together]:
    """The notes by their videos, in the order of the first path of each."""
    by_video: dict[str, list[str]] = {}
    for path in sorted(videos):
        by_video.setdefault(videos[path] or f"/{path}", []).append(path)
    for video, paths in by_video.items():
        yield Together(tuple(paths), None if video.startswith("/") else length(video))


def _requests(videos: Iterable[Together]) -> Iterator[list[Together]]:
    """Enough of them for one request."""
    request: list[Together] = []
    for together in videos:
        request.append(together)
        if sum(len(each.paths) for each in request) >= _AT_ONCE:
            yield request
            request = []
    if request:
        yield request


def _read_all(root: Path, request: list[Together]) -> list[Answer]:
    return [answer for together in request for answer in read_together(root, together)]


def _in_processes(root: Path, requests: Iterator[list[Together]]) -> Generator[list[Answer], None, None]:
    """What each request brings, in their order."""
    number = min(os.cpu_count() or 1, _MOST_PROCESSES)
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _begin_process)
    waiting: deque[Future[list[Answer]]] = deque()
    try:
        for request in requests:
            waiting.append(pool.submit(_read_all, root, request))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise OSError("a process that reads notes was ended") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches all; whoever began ends the others
    if hasattr(os, "nice"):
        os.nice(_NICE)
    threading.Thread(target=_end_with_whoever_began, daemon=True).start()


def _end_with_whoever_began() -> None:
    """Even where that was killed."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
