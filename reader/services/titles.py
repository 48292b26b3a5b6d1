"""Finding notes by their titles while they are typed: any of the library, or one of the few that a link can mean."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject

from reader.library.catalog import Catalog
from reader.library.folding import fold
from reader.library.store import DamagedError
from reader.library.titles import Choice, TitleIndex
from reader.services.history import ReadingHistory
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.tasks import Task, Tasks

Done = Callable[[list[Choice]], None]
_MOST = 50
_MOST_RECENT = 200


class Titles(QObject):
    """Knows the titles of the open library from when they are first asked for; learns them anew when it has changed."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        library: LibraryService,
        history: ReadingHistory,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._messages, self._library, self._history = tasks, messages, library, history
        self._known: TitleIndex | None = None
        self._stale = False
        library.opened.connect(self._on_opened)
        library.changed.connect(lambda change: self._on_changed() if change.notes else None)
        library.grew.connect(self._on_changed)

    def ask(self, text: str, done: Done) -> Task | None:
        """Have the notes found whose titles are most like `text`, for an empty one those that were read last."""
        if self._known is None:
            return None
        known, recent, stale = self._known, self._history.recent(_MOST_RECENT), self._stale
        self._stale = False

        def work(task: Task) -> list[Choice]:
            if stale:
                with suppress(DamagedError):  # it is made anew, and what was known before is sought meanwhile
                    known.load()
            return known.find(text, recent, _MOST, task.cancelled)

        return self._tasks.run(work, done, self._messages.error)

    def ask_among(self, paths: Sequence[str], text: str, done: Done) -> Task:
        """Have those of the notes at `paths` found whose title or channel holds `text`."""
        work = partial(_among, self._library.catalog, tuple(paths), fold(text).split())
        return self._tasks.run(lambda _: work(), done, self._messages.error)

    def _on_opened(self) -> None:
        store = self._library.catalog.store
        self._known, self._stale = TitleIndex(store) if store else None, False

    def _on_changed(self) -> None:
        self._stale = True


def _among(catalog: Catalog, paths: Sequence[str], words: Sequence[str]) -> list[Choice]:
    found = []
    for path in paths:
        if entry := catalog.entry(path):
            video = catalog.video_title(entry.video) if entry.video else ""
            choice = Choice(path, entry.title, catalog.channel_title(entry.channel), video, ())
            if all(word in fold(f"{choice.title} {choice.channel} {video}") for word in words):
                found.append(choice)
    return found
