"""The line at the window's foot: how much the library holds, what is being read of it, and where a link leads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.navigator import Navigator
from reader.services.tasks import Task
from reader.services.watcher import Watcher
from reader.ui.text import count, host_and_rest
from reader.ui.window import Window

if TYPE_CHECKING:
    from reader.library.catalog import Numbers


class StatusLine(QObject):
    """Follows the library; whenever that was counted anew, it is watched and a note of it is opened."""

    def __init__(
        self, window: Window, library: LibraryService, watcher: Watcher, navigator: Navigator, messages: Messages
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._watcher = window, library, watcher
        self._navigator, self._messages = navigator, messages
        self._counting: Task | None = None
        library.opened.connect(self._forget)
        library.changed.connect(self._count)
        library.progress.connect(self._on_progress)
        library.rested.connect(window.stop.hide)
        window.stop.clicked.connect(self._stop_reading)
        window.note_view.link_hovered.connect(self._on_hovered)

    def _forget(self) -> None:
        """What was counted of the library before is not wanted any more."""
        if self._counting:
            self._counting.cancel()

    def _count(self) -> None:
        self._forget()
        self._counting = self._library.ask(lambda catalog: catalog.numbers(), self._show_numbers)

    def _show_numbers(self, numbers: "Numbers") -> None:
        self._window.header.show_count(numbers.notes)
        notes, videos = count(numbers.notes, "note", "notes"), count(numbers.videos, "video", "videos")
        self._window.summary.setText(f"{notes} · {videos}, {numbers.here} here")
        self._watcher.watch(self._library.root, numbers.folders)
        if numbers.notes:
            self._navigator.settle()
        else:
            self._messages.warn(
                f"There are no notes in “{self._library.root}”. Open another folder, or add .md files to it."
            )

    def _on_progress(self, taken: int, of: int) -> None:
        self._window.summary.setText(f"Reading… {taken:,} of {count(of, 'note', 'notes')}")
        self._window.stop.setVisible(taken < of)

    def _stop_reading(self) -> None:
        self._library.cancel()
        self._window.summary.setText("Not all of the library is read; F5 reads on.")

    def _on_hovered(self, href: str) -> None:
        scheme = href.partition(":")[0]
        self._window.notice.setText("".join(host_and_rest(href)) if scheme in ("http", "https", "mailto") else "")
