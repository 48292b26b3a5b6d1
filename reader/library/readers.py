"""Read notes ahead of the process that writes: half of the work of a first index, on another core.

Each process answers in the order it was asked.  It ends by itself when nobody is there any more to ask it.
"""

import gc
import multiprocessing
import os
import pickle
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from reader.library.reading import Read, read
from reader.library.scan import Trouble

_AHEAD = 24
"""Requests that are under way in each process, each of some dozens of notes: at most that much memory is taken."""
_MOST_PROCESSES = 4
_SWITCH = 0.0005  # seconds that what is sent waits at most for what is read

Answer = list[Read | Trouble]


class Reads(Protocol):
    """Where notes are read."""

    def __call__(self, requests: Iterator[list[str]]) -> Iterator[Answer]:
        """What each request, some paths, brings: in their order, a Trouble where a note cannot be read."""


def read_here(root: Path) -> Reads:
    """Notes are read in this process, when they are asked for."""
    return lambda requests: (_read_all(root, paths) for paths in requests)


@contextmanager
def read_ahead(root: Path) -> Iterator[Reads]:
    """Notes are read in other processes, ahead of what is asked for."""
    context = multiprocessing.get_context("spawn")
    pipes: list[Connection] = []
    processes = []
    for _ in range(max(1, min((os.cpu_count() or 1) - 1, _MOST_PROCESSES))):
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, root), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    try:
        yield lambda requests: _asked(root, pipes, requests)
    finally:
        for pipe, process in zip(pipes, processes, strict=True):
            pipe.close()
            process.kill()
            process.join()


def _asked(root: Path, pipes: list[Connection], requests: Iterator[list[str]]) -> Iterator[Answer]:
    """While the processes are behind, notes are read here too."""
    waiting: deque[Connection | Answer] = deque()
    turns = cycle(pipes)
    for paths in requests:
        if len(waiting) >= _AHEAD * len(pipes):
            first = waiting[0]
            if not isinstance(first, list) and not first.poll():
                waiting.append(_read_all(root, paths))
                continue
            yield _answer(waiting.popleft())
        pipe = next(turns)
        pipe.send(paths)
        waiting.append(pipe)
    while waiting:
        yield _answer(waiting.popleft())


def _answer(pipe: Connection | Answer) -> Answer:
    """Raises OSError where the process is gone."""
    if isinstance(pipe, list):
        return pipe
    try:
        answer: Answer = pickle.loads(pipe.recv_bytes())  # noqa: S301  from our own process
    except EOFError as error:
        raise OSError("a process that reads notes was ended") from error
    return answer


def _serve(pipe: Connection, root: Path) -> None:
    """In the process.  A thread sends what was read, so that reading goes on while nobody takes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks says when to end
    gc.disable()  # nothing that is made here holds itself
    sys.setswitchinterval(_SWITCH)
    answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    sender = threading.Thread(target=_send, args=(pipe, answers))
    sender.start()
    with suppress(EOFError, OSError):  # whoever asks has gone
        while True:
            answers.put(pickle.dumps(_read_all(root, pipe.recv()), pickle.HIGHEST_PROTOCOL))
    answers.put(None)
    sender.join()


def _send(pipe: Connection, answers: "queue.SimpleQueue[bytes | None]") -> None:
    with suppress(OSError):
        while (answer := answers.get()) is not None:
            pipe.send_bytes(answer)


def _read_all(root: Path, paths: list[str]) -> Answer:
    return [_read(root, path) for path in paths]


def _read(root: Path, path: str) -> Read | Trouble:
    try:
        return read(root, path)
    except OSError as error:
        return Trouble(path, f"“{path}” cannot be read: {error.strerror}.")
