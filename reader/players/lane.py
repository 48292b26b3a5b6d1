"""A thread that does one thing after the other, for calls that may block, perhaps for ever.

A share of the network that hangs holds whoever reads from it until it comes back: no program may wait for that to end.
"""

import atexit
import sys
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import ParamSpec

P = ParamSpec("P")

GRACE = 2.0
"""Seconds that a job may go on when the program ends."""


class Lane:
    """Runs jobs in order; an error in one is a bug and is told to `sys.excepthook`."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._busy_since: float | None = None
        self._closed = False
        self._thread = Thread(target=self._work, name=name, daemon=True)

    def do(self, job: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Run `job` after those before it.  Raises RuntimeError after `close`."""
        if self._closed:
            raise RuntimeError(f"the lane “{self._thread.name}” is closed")
        if not self._thread.ident:
            self._thread.start()
            atexit.register(self._finish)
        self._jobs.put(partial(job, *args, **kwargs))

    def close(self) -> None:
        """Take no more jobs; those taken are still done, also while the program ends, but for one that hangs."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)

    def _work(self) -> None:
        while job := self._jobs.get():
            self._busy_since = monotonic()
            try:
                job()
            except Exception as error:  # noqa: BLE001  a bug, told as one
                sys.excepthook(type(error), error, error.__traceback__)
            del job
            self._busy_since = None
        atexit.unregister(self._finish)

    def _finish(self) -> None:
        """Called as the program ends: one that hangs already is not waited for."""
        self.close()
        until = (self._busy_since or monotonic()) + GRACE
        self._thread.join(max(until - monotonic(), 0.0))
