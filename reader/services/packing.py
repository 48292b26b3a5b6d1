"""Plans and writes packs, and opens them, behind everything else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.library.catalog import Catalog
from reader.library.pack_opening import open_pack
from reader.library.pack_plan import Plan, Wanted, make_plan
from reader.library.pack_writing import write_pack
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.tasks import Task, Tasks

__all__ = ["Find", "Packing", "Wanted"]
Find = Callable[[Catalog], Sequence[str]]
"""The paths of the notes that are meant."""


class StoppedError(Exception):
    """Nobody wants it any more."""


class Packing(QObject):
    """Packs of the library that is open; those that are opened are unpacked into `folder`."""

    progressed = Signal(int, int)
    """How many of how many notes and videos, or files, are done."""
    ended = Signal()
    """Nothing is written or unpacked any more."""

    def __init__(
        self, tasks: Tasks, library: LibraryService, messages: Messages, folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._library, self._messages, self._folder = tasks, library, messages, folder
        self._task: Task | None = None

    @property
    def active(self) -> bool:
        """Whether a pack is being written or unpacked."""
        return self._task is not None

    def plan(self, find: Find, wanted: Wanted, done: Callable[[Plan], None]) -> Task:
        """Find out what a pack of the notes that `find` gives would hold, otherwise as `wanted`."""
        return self._library.ask(lambda catalog: make_plan(catalog, replace(wanted, notes=tuple(find(catalog)))), done)

    def write(self, plan: Plan, target: Path, done: Callable[[Path], None]) -> None:
        """Write a pack to `target`, unless one is being written."""
        catalog = self._library.catalog

        def work(task: Task) -> Path:
            write_pack(catalog, plan, target, self._teller(task))
            return target

        self._run(work, done)

    def open(self, file: Path, done: Callable[[Path], None]) -> None:
        """Unpack the zip of a pack, and hand its folder to `done`."""
        self._run(lambda task: open_pack(file, self._folder, self._teller(task)), done)

    def cancel(self) -> None:
        """Leave it; what was written of it goes away."""
        if self._task:
            self._task.cancel()
            self._end()

    def _run(self, work: Callable[[Task], Path], done: Callable[[Path], None]) -> None:
        if self._task:
            self._messages.say("A pack is being made: wait for that one, or stop it.")
            return

        def deliver(path: Path) -> None:
            self._end()
            done(path)

        def fail(error: Exception) -> None:
            self._end()
            if not isinstance(error, StoppedError):
                self._messages.error(error)

        self._task = self._tasks.run(work, deliver, fail)

    def _end(self) -> None:
        self._task = None
        self.ended.emit()

    def _teller(self, task: Task) -> Callable[[int, int], None]:
        last = [-1]

        def tell(done: int, of: int) -> None:
            if task.cancelled():
                raise StoppedError
            if done > last[0]:
                last[0] = done
                task.report(lambda: self.progressed.emit(done, of))

        return tell
