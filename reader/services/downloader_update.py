"""*Update the downloader*, as the window has it: when the reader asks, behind everything else, and stopped at will."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from reader.services.messages import Messages
from reader.services.tasks import Task, Tasks


class Updated(Protocol):
    """What came of an update."""

    @property
    def sentence(self) -> str:
        """It, for people."""


class Step(Protocol):
    """What an update does; `value` is for people."""

    @property
    def value(self) -> str:
        """It, for people."""


Update = Callable[[Callable[[Any, float], None], Callable[[], bool]], Updated]


class DownloaderUpdate(QObject):
    """`update` fetches a newer one (as `downloads.updating.update`), `version` tells which is used: both take time."""

    changed = Signal()
    """`words` or `running` are others."""
    done = Signal()
    """Another downloader is in use from now on, or it is known that there is no newer one."""

    def __init__(
        self, update: Update, version: Callable[[], str], tasks: Tasks, messages: Messages, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._update, self._version, self._tasks, self._messages = update, version, tasks, messages
        self._task: Task | None = None
        self._looked: Task | None = None
        self.words = ""
        """Which one is in use, or how far its update is."""

    @property
    def running(self) -> bool:
        """Whether an update is under way."""
        return self._task is not None

    def look(self) -> None:
        """Find out which one is in use."""
        if self._looked:
            self._looked.cancel()
        self._looked = self._tasks.run(lambda _: self._version(), self._say_version, self._messages.error)

    def begin(self) -> None:
        """Fetch a newer one, unless that is being done."""
        if self._task:
            return

        def work(task: Task) -> Updated:
            return self._update(lambda step, part: task.report(lambda: self._say(_words(step, part))), task.cancelled)

        self._task = self._tasks.run(work, self._on_done, self._on_failed)
        self._say("Fetching the newest downloader…")

    def stop(self) -> None:
        """Leave it as it is."""
        if self._task:
            self._task.cancel()
            self._task = None
            self.look()

    def _on_done(self, updated: Updated) -> None:
        self._task = None
        self._messages.say(updated.sentence)
        self.look()
        self.done.emit()

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self._messages.error(error)
        self.look()

    def _say_version(self, version: str) -> None:
        if not self._task:
            self._say(f"yt-dlp {version}" if version else "There is none: videos cannot be fetched.")

    def _say(self, words: str) -> None:
        self.words = words
        self.changed.emit()


def _words(step: Step, part: float) -> str:
    return f"{step.value}: {part:.0%}" if part else f"{step.value}…"
