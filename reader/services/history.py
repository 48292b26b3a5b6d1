"""What of the open library was read: known at once in the window, kept behind it."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from reader.library.history import History
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.tasks import Task, Tasks

_READ_AFTER_MS = 2000
"""Whoever leaves a note sooner was only looking for another one."""


class ReadingHistory(QObject):
    """The notes of the open library that were read.  `file` is where all libraries' are kept."""

    changed = Signal()
    """Some notes count as read, or as unread, that did not before."""
    loaded = Signal()
    """What is known of the library that was opened is known now."""

    def __init__(
        self, tasks: Tasks, messages: Messages, library: LibraryService, file: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._messages, self._library = tasks, messages, library
        self._kept = History(file)
        self._waiting: deque[Callable[[History], None]] = deque()
        self._writing = threading.Lock()
        self._loading: Task | None = None
        self._told = False
        self._read: set[str] = set()
        self._recent: dict[str, None] = {}
        self._shown = ("", "")
        self.patience = QTimer(self, interval=_READ_AFTER_MS, singleShot=True)
        self.patience.timeout.connect(lambda: self.note_read(*self._shown))
        library.opened.connect(self._on_opened)

    def show_note(self, path: str, video: str = "") -> None:
        """A note is shown: it counts as read when it is still shown after a while.  No path: no note is."""
        self._shown = (path, video)
        if path:
            self.patience.start()
        else:
            self.patience.stop()

    def note_read(self, path: str, video: str = "") -> None:
        """A note was read now."""
        root, when = self._library.root, time.time()
        self._recent.pop(path, None)
        self._recent[path] = None
        self._read.add(path)
        self._write(lambda kept: kept.note_read(root, path, when, video))

    def mark(self, paths: Iterable[str], *, read: bool) -> None:
        """Have notes count as read, or as unread."""
        root, marked = self._library.root, list(paths)
        (self._read.update if read else self._read.difference_update)(marked)
        self._write(lambda kept: kept.mark(root, marked, read=read))

    def is_read(self, path: str) -> bool:
        """Whether a note counts as read."""
        return path in self._read

    def read_paths(self) -> frozenset[str]:
        """The notes that count as read; some may not be there any more."""
        return frozenset(self._read)

    def recent(self, most: int | None = None) -> list[str]:
        """At most so many notes that were read, the last one before all others."""
        return list(reversed(self._recent))[:most]

    def close(self) -> None:
        """Keep what is not kept yet; after the last task has ended."""
        self.patience.stop()
        self._keep_safely()
        self._kept.close()

    def _on_opened(self) -> None:
        self.show_note("")
        self._read, self._recent = set(), {}
        self.changed.emit()
        self._load()

    def _load(self) -> None:
        root = self._library.root
        if self._loading:
            self._loading.cancel()

        def work(_: Task) -> tuple[set[str], list[str]]:
            with suppress(OSError):  # it waits on, and is told of when the next is written
                self._keep()
            return self._kept.read_paths(root), self._kept.recent(root)

        self._loading = self._tasks.run(work, self._take, self._cannot_keep)

    def _take(self, found: tuple[set[str], list[str]]) -> None:
        self._loading = None
        self._read, self._recent = found[0], dict.fromkeys(reversed(found[1]))
        self._tell_moved()
        self.changed.emit()
        self.loaded.emit()

    def _write(self, call: Callable[[History], None]) -> None:
        self._waiting.append(call)
        if self._loading:
            self._load()  # what is being loaded does not have it yet
        else:
            self._tasks.run(lambda _: self._keep(), lambda _: self._tell_moved(), self._cannot_keep)
        self.changed.emit()

    def _keep(self) -> None:
        """Write what waits, in its order, whichever thread comes first.  Raises OSError; it waits on then."""
        with self._writing:
            while self._waiting:
                self._waiting[0](self._kept)
                self._waiting.popleft()

    def _keep_safely(self) -> None:
        try:
            self._keep()
        except OSError as error:
            self._cannot_keep(error)

    def _cannot_keep(self, error: Exception) -> None:
        self._loading = None
        if not self._told:
            self._told = True
            self._messages.warn("What you have read cannot be kept: its file cannot be written.", repr(error))

    def _tell_moved(self) -> None:
        if self._kept.moved:
            moved, self._kept.moved = self._kept.moved, None
            self._messages.warn(
                f"What you have read was kept in a file that cannot be read any more; it is still there as"
                f" “{moved.name}”. A new one was begun.",
                str(moved),
            )
