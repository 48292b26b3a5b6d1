"""A thread that does one thing after the other, for calls that may block."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec

P = ParamSpec("P")


class Lane:
    """Runs jobs in order; an error in one is a bug and is told to `sys.excepthook`."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, name)

    def do(self, job: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Run `job` after those before it."""
        self._pool.submit(job, *args, **kwargs).add_done_callback(_tell_error)

    def close(self) -> None:
        """Take no more jobs; those taken are still done, also while the program ends."""
        self._pool.shutdown(wait=False)


def _tell_error(done: Future[object]) -> None:
    error = done.exception()
    if error:
        sys.excepthook(type(error), error, error.__traceback__)
