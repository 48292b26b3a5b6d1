"""A sidebar alone, over a real library."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QModelIndex, QObject

from reader.paths import Places
from reader.services.history import ReadingHistory
from reader.services.library import LibraryService
from reader.services.messages import Message, Messages
from reader.services.pages import OpenedNote
from reader.services.tasks import Tasks
from reader.ui.sidebar import Sidebar
from reader.ui.theme import Theme


class Shelf:
    """A sidebar over a real library, and what it asked to have opened."""

    def __init__(self, qtbot: Any, qapp: Any) -> None:
        self.qtbot = qtbot
        self.owner = QObject()
        self.said: list[Message] = []
        self.followed: list[str] = []
        places = Places.of_user()
        self.messages, self.tasks = Messages(self.owner), Tasks(self.owner)
        self.messages.said.connect(self.said.append)
        self.library = LibraryService(self.tasks, self.messages, places.cache, self.owner)
        self.history = ReadingHistory(
            self.tasks, self.messages, self.library, places.state / "history.sqlite", self.owner
        )
        self.theme = Theme(qapp)
        self.sidebar = Sidebar(self.library, self.theme)
        self.sidebar.attend(self.history)
        self.sidebar.link_activated.connect(self.followed.append)
        self.sidebar.resize(300, 900)
        self.sidebar.show()

    def read(self, root: Path) -> None:
        """Open a library and wait until it is listed."""
        with self.qtbot.waitSignal(self.library.updated):
            self.library.open(root)
        self.settle()

    def show(self, path: str) -> None:
        """Show the note at `path` as the open one."""
        got: list[OpenedNote] = []
        self.library.page(path, got.append, self.messages.error)
        self.qtbot.waitUntil(lambda: bool(got))
        self.sidebar.show_note(got[0])
        self.settle()

    def settle(self) -> None:
        """Wait until all that was asked has been answered."""
        self.qtbot.waitUntil(lambda: not self.tasks._running)

    def tree(self) -> dict[str, Any]:
        """What is listed in the tree, however deep."""
        return below(self.sidebar.model)

    def linked(self) -> dict[str, list[str]]:
        """What is listed below it, by headings."""
        return {title: list(rows) for title, rows in below(self.sidebar.linked.view.rows).items()}

    def row(self, *titles: str) -> QModelIndex:
        """A row of the tree."""
        return find(self.sidebar.model, *titles)

    def linked_row(self, *titles: str) -> QModelIndex:
        """A row of the list."""
        return find(self.sidebar.linked.view.rows, *titles)

    def close(self) -> None:
        """Let everything go, here and now."""
        self.tasks.close()
        self.history.close()
        self.library.close()
        for each in (self.sidebar, self.theme, self.owner):
            shiboken6.delete(each)


def find(model: Any, *titles: str) -> QModelIndex:
    """The row that these titles lead to."""
    index = QModelIndex()
    for title in titles:
        places = [model.index(row, 0, index) for row in range(model.rowCount(index))]
        index = next(place for place in places if place.data() == title)
    return index


def below(model: Any, parent: QModelIndex | None = None) -> dict[str, Any]:
    """The rows of a model by their titles."""
    parent = parent or QModelIndex()
    places = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return {place.data(): below(model, place) for place in places}


@pytest.fixture
def shelf(qtbot: Any, qapp: Any) -> Iterator[Shelf]:
    """A sidebar with no library open yet."""
    shelf = Shelf(qtbot, qapp)
    yield shelf
    shelf.close()


@pytest.fixture
def save(shelf: Shelf) -> Callable[[str, str], None]:
    """Writes a note into the open library, and waits until the sidebar has heard of it."""

    def write(path: str, text: str) -> None:
        (shelf.library.root / path).write_text(text)
        with shelf.qtbot.waitSignal(shelf.library.updated):
            shelf.library.refresh()
        shelf.settle()

    return write
