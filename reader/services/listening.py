"""Has what is said in the videos of a library taken in, behind the window, once its notes are known."""

from PySide6.QtCore import QObject, Signal

from reader.library.catalog import Catalog
from reader.library.change import Report
from reader.library.search import BusyError
from reader.library.updating import cannot_keep, hear
from reader.services.messages import Messages
from reader.services.tasks import Task, Tasks


class Listening(QObject):
    """Listens to one library at a time."""

    heard = Signal()
    """More, or something else, is known of what is said in videos."""

    def __init__(self, tasks: Tasks, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._messages = tasks, messages
        self._task: Task | None = None
        self._again = False

    def listen(self, catalog: Catalog) -> None:
        """Take in what is new in the library of `catalog`; where that is being done already, after it once more."""
        if self._task:
            self._again = True
            return
        nothing = Report([])

        def work(task: Task) -> Report:
            def told(*_: int) -> None:
                task.report(self.heard.emit)

            return catalog.asked(lambda store: hear(store, cancelled=task.cancelled, told=told), nothing)

        def rest(_: Report) -> None:
            self._task = None
            if self._again:
                self.listen(catalog)

        self._again = False
        self._task = self._tasks.run(work, rest, lambda error: self._on_deaf(error, catalog))

    def stop(self) -> None:
        """Listen no more; what is known stays."""
        if self._task:
            self._task.cancel()
            self._task = None

    def _on_deaf(self, error: Exception, catalog: Catalog) -> None:
        """While another window does it, this one need not."""
        self._task = None
        if isinstance(error, OSError) and catalog.store:
            self._messages.warn(cannot_keep(catalog.store, error), repr(error))
        elif not isinstance(error, BusyError):
            self._messages.error(error)
