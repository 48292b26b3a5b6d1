"""Work away from the window's thread, and its results back on it."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
log = logging.getLogger(__name__)


class Task:
    """One piece of work that was begun.  Once cancelled, it tells nothing more."""

    def __init__(self, deliver: Callable[["Task", Callable[[], None]], None]) -> None:
        self._deliver = deliver
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop; its result is not wanted any more."""
        self._cancelled = True

    def cancelled(self) -> bool:
        """Whether the result is not wanted any more: long work asks now and then."""
        return self._cancelled

    def report(self, call: Callable[[], None]) -> None:
        """From the work: have `call` called on the window's thread."""
        self._deliver(self, call)


class Tasks(QObject):
    """Runs work in a few threads.  Results are delivered on the thread this object lives in."""

    _delivered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="alongside")
        self._running: set[Task] = set()
        self._closed = False
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[Task], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]) -> Task:
        """Call `work`, then `done` with its result, or `failed` with what it raised; after `close`, nothing."""
        task = Task(self._delivered.emit)
        if self._closed:
            task.cancel()
            return task
        self._running.add(task)
        self._pool.submit(self._work, task, work, done, failed)
        return task

    def close(self) -> None:
        """Cancel what runs and wait for its threads; nothing is delivered after it."""
        self._closed = True
        for task in self._running:
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(
        self,
        task: Task,
        work: Callable[[Task], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        try:
            result = work(task)
        except Exception as error:  # noqa: BLE001  it is handed on, whatever it is
            problem = error
            self._delivered.emit(task, lambda: self._end(task, failed, problem))
        else:
            self._delivered.emit(task, lambda: self._end(task, done, result))

    def _end(self, task: Task, call: Callable[[Any], Any], value: Any) -> None:
        self._running.discard(task)
        call(value)

    def _on_delivered(self, task: Task, call: Callable[[], None]) -> None:
        if task.cancelled():
            self._running.discard(task)
        else:
            call()
