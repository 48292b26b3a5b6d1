"""Keeps what the reader makes: known at once to whoever asks, on the disk a moment later."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from reader.library.kept import Kept, note_key
from reader.services.messages import Messages
from reader.services.tasks import Tasks

__all__ = ["Keeper", "note_key"]
T = TypeVar("T")


class Keeper(QObject):
    """The things that are kept in `file`, by their kind and what they belong to."""

    changed = Signal(str, str)
    """Another value than before is kept: its kind and its key."""

    def __init__(self, tasks: Tasks, messages: Messages, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._messages = tasks, messages
        self._kept = Kept(file)
        self._waiting: dict[tuple[str, str], tuple[Any, float]] = {}
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._told = False

    def value(self, kind: str, key: str) -> Any:
        """What is kept, a JSON value; None where nothing is.  Any thread may ask."""
        with self._lock:
            if (kind, key) in self._waiting:
                return self._waiting[kind, key][0]
        return self._asked(lambda: self._kept.value(kind, key), None)

    def values(self, kind: str) -> dict[str, Any]:
        """All that is kept of a kind, by key, what was changed last at the end.  Any thread may ask."""
        found: dict[str, Any] = self._asked(lambda: self._kept.values(kind), {})
        with self._lock:
            waiting = {key: value for (each, key), (value, _) in self._waiting.items() if each == kind}
        found = {key: value for key, value in found.items() if key not in waiting} | waiting
        return {key: value for key, value in found.items() if value is not None}

    def put(self, kind: str, key: str, value: Any) -> None:
        """Keep a JSON value, or with None none any more."""
        with self._lock:
            self._waiting.pop((kind, key), None)
            self._waiting[kind, key] = value, time.time()
        self._tasks.run(lambda _: self._keep(), lambda _: self._tell_moved(), self._cannot_keep)
        self.changed.emit(kind, key)

    def close(self) -> None:
        """Keep what is not kept yet; after the last task has ended."""
        self._asked(self._keep, None)
        self._kept.close()

    def _keep(self) -> None:
        """Write what waits, in its order.  Raises OSError; it waits on then."""
        with self._writing:
            while True:
                with self._lock:
                    if not self._waiting:
                        return
                    (kind, key), entry = next(iter(self._waiting.items()))
                self._kept.put(kind, key, *entry)
                with self._lock:
                    if self._waiting.get((kind, key)) is entry:
                        del self._waiting[kind, key]

    def _asked(self, question: Callable[[], T], otherwise: T) -> T:
        """What the file answers; `otherwise` where it cannot be read or written, and the reader is told."""
        try:
            return question()
        except OSError as error:
            self._cannot_keep(error)
            return otherwise

    def _cannot_keep(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            self._messages.warn("What you make cannot be kept: its file cannot be written.", repr(error))

    def _tell_moved(self) -> None:
        if self._kept.moved:
            moved, self._kept.moved = self._kept.moved, None
            self._messages.warn(
                f"What you have made was kept in a file that cannot be read any more; it is still there as"
                f" “{moved.name}”. A new one was begun.",
                str(moved),
            )
