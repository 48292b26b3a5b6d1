"""The open library: its catalogue, and its notes made into pages."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError
from reader.library import catalog as catalogs
from reader.library.catalog import Catalog
from reader.library.media import Media
from reader.notes.links import slug
from reader.notes.note import Note
from reader.notes.page import Page, WindowHrefs, render
from reader.notes.sentences import Moment, moments
from reader.services.messages import Messages
from reader.services.tasks import Task, Tasks, uncollected

log = logging.getLogger(__name__)
_KEPT_PAGES = 48


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note, the page made of it, its moments, and what its channel and its video are called (empty for none)."""

    note: Note
    page: Page
    moments: tuple[Moment, ...]
    channel: str
    video: str


class LibraryService(QObject):
    """The library that is open.

    `catalog` is empty until the folder was read the first time; a note can be read before that.
    """

    opened = Signal(Path)
    """A library was opened; nothing of it is known yet."""
    changed = Signal()
    """The catalogue is another one."""
    progress = Signal(int)
    """How many notes were read so far, while the folder is read."""

    def __init__(self, tasks: Tasks, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._messages = messages
        self._scan: Task | None = None
        self._pages: OrderedDict[str, OpenedNote] = OrderedDict()
        self._media_folders: tuple[Path, ...] = ()
        self.root = Path()
        self.catalog = Catalog(self.root)
        self.ready = False

    def open(self, root: Path, media_folders: tuple[Path, ...] = ()) -> None:
        """Open the library at `root`.  Raises ReaderError where that is no folder that can be read."""
        check_library(root)
        self.root = root
        self._media_folders = media_folders
        self.catalog = Catalog(root)
        self.ready = False
        self._pages.clear()
        self.opened.emit(root)
        self.refresh()

    def set_media_folders(self, folders: tuple[Path, ...]) -> None:
        """Look for videos in `folders` too."""
        self._media_folders = folders
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again."""
        self.cancel()
        root, folders = self.root, self._media_folders

        def work(task: Task) -> Catalog:
            with uncollected():
                return catalogs.build(
                    root,
                    folders,
                    cancelled=task.cancelled,
                    progress=lambda count: task.report(lambda: self.progress.emit(count)),
                )

        self._scan = self._tasks.run(work, self._take, self._messages.error)

    def cancel(self) -> None:
        """Stop reading the folder; what is known stays."""
        if self._scan:
            self._scan.cancel()
            self._scan = None

    def media(self, video: str) -> Media | None:
        """The file on this disk that shows `video`."""
        return self.catalog.media.find(video)

    def page(self, path: str, done: Callable[[OpenedNote], None], failed: Callable[[Exception], None]) -> Task | None:
        """Have the note at `path` read and made into a page; `done` is called at once where that was done before."""
        if kept := self._pages.get(path):
            self._pages.move_to_end(path)
            done(kept)
            return None
        root, catalog, ready = self.root, self.catalog, self.ready

        def keep(opened: OpenedNote) -> None:
            if catalog is self.catalog:
                self._pages[path] = opened
                while len(self._pages) > _KEPT_PAGES:
                    self._pages.popitem(last=False)
            done(opened)

        return self._tasks.run(lambda _: make_page(root, catalog, path, resolving=ready), keep, failed)

    def _take(self, catalog: Catalog) -> None:
        self._scan = None
        self.catalog = catalog
        self.ready = True
        self._pages.clear()
        for trouble in catalog.troubles:
            log.warning("%s", trouble.sentence)
        if catalog.troubles:
            first, others = catalog.troubles[0].sentence, len(catalog.troubles) - 1
            more = f" And {others} more." if others else ""
            self._messages.warn(first + more, "\n".join(trouble.sentence for trouble in catalog.troubles))
        self.changed.emit()


def check_library(root: Path) -> None:
    """Raise ReaderError where `root` is no folder that can be read."""
    if not root.exists():
        raise ReaderError(f"There is no folder “{root}”. Choose another one.")
    if not root.is_dir():
        raise ReaderError(f"“{root}” is a file; a library is a folder of Markdown notes.")
    try:
        next(root.iterdir(), None)
    except OSError as error:
        raise ReaderError(f"The folder “{root}” cannot be read: {error.strerror}.", repr(error)) from error


def make_page(root: Path, catalog: Catalog, path: str, *, resolving: bool) -> OpenedNote:
    """Read the note at `path` and make its page.  Raises ReaderError where it cannot be read."""
    note = catalogs.read(root, path)
    media = catalog.media.find(note.video) if note.video else None
    channel = catalog.channel_title(note.channel) if note.channel else ""
    video = catalog.video_title(note.video) if note.video else ""

    def resolve(target: str) -> tuple[str, ...]:
        return catalog.resolve(target, note.channel) if resolving else guess(root, target, note.channel)

    page = render(
        note,
        hrefs=WindowHrefs(),
        resolve=resolve,
        channel_title=channel,
        video_title=video if resolving else "",
        duration=(media.duration or None) if media else None,
    )
    return OpenedNote(note, page, moments(note.body, page.readings), channel, video if resolving else "")


def guess(root: Path, target: str, channel: str) -> tuple[str, ...]:
    """What a link most probably means while the catalogue is not there: the note of that name in the same channel.

    Else it is left open, as if there were several.
    """
    path = f"{channel}/{slug(target)}.md" if channel else f"{slug(target)}.md"
    return (path,) if (root / path).is_file() else ("", "")
