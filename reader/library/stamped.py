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
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from reader.library.evidence import evidence_of
from reader.library.lengths import Length, length_of
from reader.library.media import MediaIndex
from reader.library.notefile import MAX_NOTE_BYTES
from reader.library.scan import Trouble
from reader.notes.note import Note, read_note
from reader.notes.repair import Certainty, Choice, How, Reading, read_stamps
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
LengthOf = Callable[[str], Length | None]
"""How long a video is, by its id; None where that is not known."""


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
    """Notes of one video, or one that names none; how each is to be read, and how long the video is in seconds."""

    paths: tuple[str, ...]
    choices: tuple[Choice, ...]
    length: Length | None


Answer = StampedNote | Trouble


def read_stamped(
    root: Path,
    videos: Mapping[str, str | None],
    length: LengthOf,
    choice: Callable[[str], Choice] = lambda _: "automatic",
    *,
    nice: int = 0,
) -> Generator[Answer, None, None]:
    """The notes at the paths of `videos`, which tells what each is about, in the order of their paths.

    `choice` tells how the reader wants the note at a path to be read, `nice` how far processes let others go first.  A
    Trouble stands for a note that cannot be read.  Close the iterator when it is left before its end.  Raises OSError
    where a process that reads is ended.
    """
    requests = _requests(_together(videos, length, choice))
    here = len(videos) <= FEW
    answers = (_read_all(root, request) for request in requests) if here else _in_processes(root, requests, nice)
    ready: dict[str, Answer] = {}
    try:
        for path in sorted(videos):
            while path not in ready:
                ready.update((answer.path, answer) for answer in next(answers))
            yield ready.pop(path)
    finally:
        answers.close()


def length_by(media: MediaIndex) -> LengthOf:
    """The lengths that the media files of videos tell."""
    return partial(length_of, media)


def read_together(root: Path, together: Together) -> list[Answer]:
    """The notes of one video: first each for itself, then with what is certain of the others."""
    notes: list[_Alone] = []
    answers: list[Answer] = []
    for path, choice in zip(together.paths, together.choices, strict=True):
        try:
            note = _read(root, path)
        except OSError as error:
            answers.append(Trouble(path, f"“{path}” cannot be read: {error.strerror}."))
        else:
            stamps = [stamp for stamp in find_stamps(note.body, video=note.video) if not stamp.video]
            notes.append(_Alone(note, choice, stamps, read_stamps(stamps, evidence_of(together.length), choice)))
    for each in notes:
        readings = _weighed(each, notes, together.length)
        answers.append(StampedNote(each.note.path, each.note.video, tuple(_cited(each.note, one) for one in readings)))
    return answers


class _Alone(NamedTuple):
    """A note whose stamps were read without those of others."""

    note: Note
    choice: Choice
    stamps: list[Stamp]
    readings: list[Reading]

    def certain(self) -> Iterator[float]:
        for reading in self.readings:
            if reading.certainty == "certain" and reading.seconds is not None:
                yield reading.seconds


def _weighed(note: _Alone, notes: list[_Alone], length: Length | None) -> list[Reading]:
    """The readings of a note, with what is certain in the others of its video."""
    siblings = sorted(seconds for other in notes if other is not note for seconds in other.certain())
    if not siblings or not note.stamps:
        return note.readings
    return read_stamps(note.stamps, evidence_of(length, siblings), note.choice)


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


def _together(
    videos: Mapping[str, str | None], length: LengthOf, choice: Callable[[str], Choice]
) -> Iterator[Together]:
    """The notes by their videos, in the order of the first path of each."""
    by_video: dict[str, list[str]] = {}
    for path in sorted(videos):
        by_video.setdefault(videos[path] or f"/{path}", []).append(path)
    for video, paths in by_video.items():
        known = None if video.startswith("/") else length(video)
        yield Together(tuple(paths), tuple(map(choice, paths)), known)


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


def _in_processes(root: Path, requests: Iterator[list[Together]], nice: int) -> Generator[list[Answer], None, None]:
    """What each request brings, in their order."""
    number = min(os.cpu_count() or 1, _MOST_PROCESSES)
    pool = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _begin_process, (nice,))
    waiting: deque[Future[list[Answer]]] = deque()
    try:
        for request in requests:
            with _without_interrupts():
                waiting.append(pool.submit(_read_all, root, request))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise OSError("a process that reads notes was ended") from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl+C in a terminal reaches all: a process that is started here never hears it, not even while it begins."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_process(nice: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(nice)
    threading.Thread(target=_end_with_whoever_began, daemon=True).start()


def _end_with_whoever_began() -> None:
    """Even where that was killed."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
