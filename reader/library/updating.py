"""Bring a catalogue up to date, here where little is to be read, else in a process of its own; likewise what is said.

A process, because reading thousands of notes in a thread would let the window wait for Python's lock again and again.
It may be killed at any moment: what it has kept so far stays, and the next one carries on.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from reader.library.change import Change, Report
from reader.library.fingerprints import Chosen
from reader.library.hearing import Hearing, forget
from reader.library.indexer import Indexer
from reader.library.readers import read_ahead
from reader.library.search import BusyError
from reader.library.store import DamagedError, Store

FEW = 250
"""Notes; so many are read in half a second, less than a process takes to start and to read them."""
FEW_TRANSCRIPTS = 4
"""Videos; their captions are read in about as long."""
_TICK = 0.05  # seconds
_NICE = 10
Told = Callable[[int, int, Change], None]


def update(
    root: Path,
    store: Store,
    media_folders: Iterable[Path] = (),
    *,
    chosen: Iterable[Chosen] = (),
    cancelled: Callable[[], bool] = lambda: False,
    told: Told = lambda *_: None,
    places: frozenset[str] | None = None,
) -> Report:
    """Bring the catalogue in `store` up to date.

    `places`: the notes and folders to look at, if not at everything.  `chosen`: the media that the reader chose.

    A damaged cache is made anew.  Raises BusyError while another process writes, OSError where it cannot be written.
    """
    folders, by_hand = tuple(media_folders), tuple(chosen)
    for _ in range(2):
        try:
            indexer = Indexer(root, store, chosen=by_hand, cancelled=cancelled, told=told)
            if places is not None:
                return indexer.update_places(places)
            report = indexer.update(folders, FEW)
            work = partial(_update, root, store.folder, folders, by_hand)
            return _in_process(work, cancelled, told) if report.too_many else report
        except DamagedError:
            store.renew()
    raise OSError(f"the cache in {store.folder} cannot be made")


def hear(
    store: Store,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    told: Callable[[int, int], None] = lambda *_: None,
) -> Report:
    """Bring what is known to be said in the videos that the catalogue in `store` knows up to date.

    Raises BusyError while another process does, DamagedError where the whole cache is to be made anew, and OSError
    where it cannot be written.
    """
    for _ in range(2):
        try:
            report = Hearing(store, cancelled=cancelled, told=told).update(FEW_TRANSCRIPTS)
            return _in_process(partial(_hear, store.folder), cancelled, told) if report.too_many else report
        except DamagedError:
            forget(store)
    raise OSError(f"the cache in {store.folder} cannot be made")


def cannot_keep(store: Store, error: OSError) -> str:
    """What a person is told where an update raised OSError."""
    return (
        f"The library is not read to its end: {error}. Notes can be read all the same; for search and links make room"
        f" on the disk that holds “{store.folder}”."
    )


def _in_process(work: "_Work", cancelled: Callable[[], bool], told: Callable[..., None]) -> Report:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, work))
    process.start()
    theirs.close()
    try:
        while not cancelled():
            if ours.poll(_TICK):
                answer = ours.recv()
                if isinstance(answer, Report):
                    return answer
                if isinstance(answer, Exception):
                    raise answer
                told(*answer)
    except EOFError as error:
        raise OSError("the process that reads the library was ended") from error
    finally:
        process.kill()
        process.join()
        ours.close()
    return Report([])


def _serve(pipe: Connection, work: "_Work") -> None:
    """In the process, and those it starts: the window goes first where there are too few cores for all."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches all; whoever began ends the others
    threading.Thread(target=_end_with_the_window, daemon=True).start()
    try:
        pipe.send(work(told=lambda *news: pipe.send(news)))
    except BrokenPipeError:
        return
    except (BusyError, DamagedError, OSError) as error:
        pipe.send(type(error)(str(error)))


class _Work(Protocol):
    """What is done in the process."""

    def __call__(self, *, told: Callable[..., None]) -> Report: ...


def _update(
    root: Path, folder: Path, folders: tuple[Path, ...], chosen: tuple[Chosen, ...], *, told: Callable[..., None]
) -> Report:
    with closing(Store(folder)) as store, read_ahead(root) as reads:
        return Indexer(root, store, reads=reads, chosen=chosen, told=told).update(folders)


def _hear(folder: Path, *, told: Callable[..., None]) -> Report:
    with closing(Store(folder)) as store:
        return Hearing(store, told=told).update()


def _end_with_the_window() -> None:
    """Even where the window was killed; what was kept so far stays."""
    if window := multiprocessing.parent_process():
        window.join()
        os._exit(1)
