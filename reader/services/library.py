"""The open library: its catalogue, kept up to date behind the window, and its notes made into pages."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from reader.errors import ReaderError
from reader.library.catalog import Catalog
from reader.library.change import Change, Report
from reader.library.finder import Finder, Group, Hit, grouped
from reader.library.fingerprints import Chosen
from reader.library.linked import Mention, backlinks
from reader.library.media import Media, MediaIndex
from reader.library.neighbours import Neighbourhood, neighbourhood
from reader.library.said import MapOf, Said, SaidFinder, usual_map
from reader.library.scan import Trouble, check_library
from reader.library.search import BusyError
from reader.library.store import Store, cache_folder
from reader.library.updating import cannot_keep, update
from reader.notes.repair import Choice
from reader.services.listening import Listening
from reader.services.messages import Messages
from reader.services.pages import OpenedNote, gather, make_page
from reader.services.tasks import Task, Tasks

T = TypeVar("T")
log = logging.getLogger(__name__)
_KEPT_PAGES = 48
_BEGIN_MS = 200
"""A library that is known is looked through a little later, so that its first note comes sooner."""
_SOON_MS = 20
"""What changes and what that does to links is told within a few milliseconds, and announced together."""
_AGAIN_AFTER_MS = 1000
"""When another window is reading the library."""
_BY_OTHERS = Change(frozenset({""}), relinked=True, media=True)
"""Another window took in what has changed, which may be anything."""


class LibraryService(QObject):
    """The library that is open.

    `catalog` knows nothing, or what was known the last time, until the folder was looked through; a note can be read
    before that.
    """

    opened = Signal(Path)
    """A library was opened."""
    changed = Signal(object)
    """What is known is complete, and otherwise than before by this `Change`."""
    grew = Signal(object)
    """While the folder is read the first time: some more is known, by this `Change`."""
    updated = Signal()
    """The folder was looked through to its end, whether anything had changed or not."""
    progress = Signal(int, int)
    """How many notes were taken in so far, and of how many, while the folder is read."""
    rested = Signal()
    """Nothing is being read any more, whatever came of it."""
    heard = Signal()
    """More, or something else, is known of what is said in videos."""
    _damaged = Signal()

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        cache: Path,
        parent: QObject | None = None,
        *,
        choice: Callable[[Path, str], Choice] = lambda *_: "automatic",
        map_of: MapOf = usual_map,
        chosen: Callable[[], tuple[Chosen, ...]] = tuple,
    ) -> None:
        """`map_of`: as a `Player` is given.  `chosen`: the media that the reader chose, asked for in a thread."""
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._cache = cache
        self._choice = choice
        self._map_of = map_of
        self._chosen = chosen
        self._settled: dict[str, Path] = {}
        self._media: MediaIndex | None = None  # as it is now, to be told with the other changes
        self._update: Task | None = None
        self._listening = Listening(tasks, messages, self)
        self._listening.heard.connect(self._on_heard)
        self._changes: list[Change] = []
        self._troubles: list[Trouble] = []
        self._pages: OrderedDict[str, OpenedNote] = OrderedDict()
        self._media_folders: tuple[Path, ...] = ()
        self._stores: dict[Path, Store] = {}
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._announce_soon)
        self._begin = QTimer(self, interval=_BEGIN_MS, singleShot=True)
        self._begin.timeout.connect(lambda: self.refresh())
        self._again = QTimer(self, interval=_AGAIN_AFTER_MS, singleShot=True)
        self._again.timeout.connect(self.refresh_after)
        self._damaged.connect(self._renew, Qt.ConnectionType.QueuedConnection)
        self._version = 0
        self._told = False
        self.root = Path()
        self.catalog = Catalog(self.root)
        self.finder: Finder | None = None
        self._said: SaidFinder | None = None
        self.ready = False

    def open(self, root: Path, media_folders: tuple[Path, ...] = ()) -> None:
        """Open the library at `root`.  Raises ReaderError where that is no folder that can be read."""
        check_library(root)
        self.cancel()
        self._listening.stop()
        store = self._store_of(root)
        self.root = root
        self._media_folders = media_folders
        self._settled, self._media = {}, None
        self.catalog = Catalog(root, store)
        self.catalog.when_damaged = self._damaged.emit
        self.finder = Finder(root, store)
        self._said = SaidFinder(store, self._map_of)
        self.ready = self.catalog.complete
        self._troubles = []
        self._changes = []
        self._version = self.catalog.version
        self._pages.clear()
        self.opened.emit(root)
        if self.ready:
            QTimer.singleShot(0, self, partial(self._announce, self.catalog))
            self._begin.start()
        else:
            self.refresh()

    def set_media_folders(self, folders: tuple[Path, ...]) -> None:
        """Look for videos in `folders` too."""
        self._media_folders = folders
        self.refresh()

    def refresh(self, places: frozenset[str] | None = None) -> None:
        """Look through the folder again, or at some notes and folders of it; only what changed is read."""
        if self._update and places is not None:
            self._again.start()  # what is under way may have been there already
            return
        self.cancel()
        root, catalog, folders = self.root, self.catalog, self._media_folders
        store = catalog.store
        if store is None:
            return

        def work(task: Task) -> Report:
            def told(taken: int, of: int, change: Change) -> None:
                media = catalog.load_media() if change.media else None
                task.report(lambda: self._on_told(taken, of, change, media))

            chosen = self._chosen()
            return update(root, store, folders, chosen=chosen, cancelled=task.cancelled, told=told, places=places)

        self._update = self._tasks.run(work, self._take, self._on_failed)

    def look_again(self) -> None:
        """Look through the folder again, unless that is being done or it was not read yet."""
        if self.ready and not self._update:
            self.refresh()

    def refresh_after(self) -> None:
        """Look through the folder again once what is under way is done: stopped each time, it would never end."""
        if self._update:
            self._again.start()
        else:
            self.refresh()

    def cancel(self) -> None:
        """Stop reading the folder; what is known stays."""
        self._begin.stop()
        self._again.stop()
        self._soon.stop()
        if self._update:
            self._update.cancel()
            self._update = None
            self.rested.emit()

    def close(self) -> None:
        """Let the caches go; after the last task has ended."""
        self.cancel()
        self._listening.stop()
        for store in self._stores.values():
            store.close()

    def media(self, video: str) -> Media | None:
        """The file on this disk that shows `video`."""
        return self.catalog.media.find(video)

    def settle_media(self, video: str, file: Path) -> None:
        """Of the files between which only their length can tell, have `file` show `video` while the library is open."""
        self._settled[video] = file
        self.catalog.media.settle(video, file)
        self.changed.emit(Change(media=True))

    def search(self, text: str, done: Callable[[list[Group]], None], most: int = 50) -> Task | None:
        """Have notes found by their words, the best first, and as many moments at which videos say so.

        `done` is not called once the task is cancelled.
        """
        if self.finder is None or self._said is None:
            return None
        finder, said_finder, catalog = self.finder, self._said, self.catalog

        def work(task: Task) -> list[Group]:
            hits: list[Hit] = catalog.asked(lambda _: finder.find(text, most, task.cancelled), [])
            said: list[Said] = catalog.asked(lambda _: said_finder.find(text, most, task.cancelled), [])
            return grouped(hits, said)

        return self._tasks.run(work, done, self._messages.error)

    def ask(self, question: Callable[[Catalog], T], done: Callable[[T], Any]) -> Task:
        """Have something asked of the catalogue in a thread; `done` is not called once the task is cancelled."""
        catalog = self.catalog
        return self._tasks.run(lambda _: question(catalog), done, self._messages.error)

    def backlinks(self, path: str, done: Callable[[list[Mention]], None]) -> Task:
        """Have the other notes found that link to the one at `path`, by title."""
        nothing: list[Mention] = []
        return self.ask(lambda catalog: catalog.asked(lambda store: backlinks(store, path), nothing), done)

    def neighbourhood(self, path: str, steps: int, done: Callable[[Neighbourhood], None]) -> Task:
        """Have the notes found that are one or two links away from the one at `path`."""
        nothing = Neighbourhood()
        return self.ask(lambda catalog: catalog.asked(lambda store: neighbourhood(store, path, steps), nothing), done)

    def page(self, path: str, done: Callable[[OpenedNote], None], failed: Callable[[Exception], None]) -> Task | None:
        """Have the note at `path` read and made into a page; `done` is called at once where that was done before."""
        if kept := self._pages.get(path):
            self._pages.move_to_end(path)
            done(kept)
            return None
        root, catalog, ready, pages = self.root, self.catalog, self.ready, self._pages

        def keep(opened: OpenedNote) -> None:
            if pages is self._pages:
                pages[path] = opened
                while len(pages) > _KEPT_PAGES:
                    pages.popitem(last=False)
            done(opened)

        def work(_: Task) -> OpenedNote:
            return make_page(root, catalog, path, resolving=ready, choice=self._choice(root, path))

        return self._tasks.run(work, keep, failed)

    def forget_pages(self) -> None:
        """Make each page anew when it is asked for again."""
        self._pages = OrderedDict()

    def gathered(
        self, address: str, done: Callable[[OpenedNote], None], failed: Callable[[Exception], None]
    ) -> Task | None:
        """Have the page at `video:ID`, `channel:FOLDER` or `phantom:TARGET` made of what is known now."""
        root, catalog = self.root, self.catalog
        choice = partial(self._choice, root)
        return self._tasks.run(lambda _: gather(catalog, address, choice), done, failed)

    def _store_of(self, root: Path) -> Store:
        folder = cache_folder(self._cache, root)
        if known := self._stores.get(folder):
            return known
        try:
            store = Store(folder)
        except OSError as error:
            raise ReaderError(f"Nothing can be kept of “{root}”: {error}.", repr(error)) from error
        if store.temporary:
            self._messages.say("The cache cannot be written: what is found in this library is kept until you leave.")
        self._stores[folder] = store
        return store

    def _on_told(self, taken: int, of: int, change: Change, media: MediaIndex | None) -> None:
        self._changes.append(change)
        self._media = media or self._media
        self._told = True
        if self.ready:
            self._soon.start()
        elif change.notes:
            self.grew.emit(change)
        self.progress.emit(taken, of)

    def _take(self, report: Report) -> None:
        self._update = None
        self.rested.emit()
        self._tell(report.troubles)
        if not report.finished:
            return
        if self._others_wrote():
            self._changes.append(_BY_OTHERS)
        is_news = not self.ready or bool(self._changes)
        self.ready = True
        if is_news:
            self._soon.stop()
            self._announce(self.catalog)
        self.updated.emit()
        self._listening.listen(self.catalog)

    def _on_heard(self) -> None:
        self._told = True
        self.heard.emit()

    def _others_wrote(self) -> bool:
        """Whether what an update did not find to be done had been done by another window since the last one."""
        before, told = self._version, self._told
        self._version, self._told = self.catalog.version, False
        return self._version != before and not told

    def _announce_soon(self) -> None:
        self._announce(self.catalog)

    def _announce(self, catalog: Catalog) -> None:
        """Say what is otherwise than before, unless another library was opened meanwhile."""
        if catalog is self.catalog:
            change = Change.of(self._changes)
            self._changes = []
            if change != Change():
                self._pages = OrderedDict()
            if change.media:
                catalog.media, self._media = self._media or catalog.load_media(), None
                for video, file in self._settled.items():
                    catalog.media.settle(video, file)
            self.changed.emit(change)

    def _on_failed(self, error: Exception) -> None:
        self._update = None
        self.rested.emit()
        if isinstance(error, BusyError):
            self._again.start()
        elif isinstance(error, OSError) and self.catalog.store:
            self._messages.warn(cannot_keep(self.catalog.store, error), repr(error))
        else:
            self._messages.error(error)

    def _renew(self) -> None:
        """The cache is of no use any more: make it anew."""
        if self.catalog.damaged and self.catalog.store:
            self.cancel()
            self.catalog.store.renew()
            self.catalog.damaged = False
            self.ready = False
            self.refresh()

    def _tell(self, troubles: list[Trouble]) -> None:
        if troubles == self._troubles:
            return
        self._troubles = troubles
        for trouble in troubles:
            log.warning("%s", trouble.sentence)
        if troubles:
            first, others = troubles[0].sentence, len(troubles) - 1
            more = f" And {others} more." if others else ""
            self._messages.warn(first + more, "\n".join(trouble.sentence for trouble in troubles))
