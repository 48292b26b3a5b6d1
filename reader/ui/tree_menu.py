"""What can be done with a row of the library's tree, and how the tree is to be arranged: the sidebar's two menus."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from reader.notes.hrefs import channel_href, place_href, video_href
from reader.services.history import ReadingHistory
from reader.services.library import LibraryService
from reader.services.media_choice import MediaChoice

if TYPE_CHECKING:
    from reader.library.catalog import Catalog, Entry
    from reader.ui.tree_nodes import Node

Fetch = Callable[[str, tuple[str, ...]], None]
"""Asks how the videos of these ids, which a name stands for, are to be fetched."""
Pack = Callable[[str, tuple[str, ...]], None]
"""Asks how the notes at these paths, which a name stands for, are packed."""
_ORDERS = {"name": "Name", "notes": "Number of notes", "read": "Recently read", "changed": "Recently changed"}
_GROUPS = {"channel": "Channel", "tag": "Tag"}


class ArrangeMenu(QMenu):
    """Chooses the order, the grouping and whether only some notes are listed; the values are those of `Settings`."""

    arranged = Signal(dict)
    """The settings that the reader changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._orders = self._choices("Sort channels by", "tree_order", _ORDERS)
        self._groups = self._choices("Group by", "tree_group", _GROUPS)
        self.addSeparator()
        self._only_unread = self.addAction("Only unread")
        self._only_unread.setCheckable(True)
        self._only_unread.triggered.connect(lambda checked: self.arranged.emit({"only_unread": checked}))
        self._only_here = self.addAction("Only with video here")
        self._only_here.setCheckable(True)
        self._only_here.triggered.connect(lambda checked: self.arranged.emit({"only_here": checked}))

    def show_choice(self, order: str, group: str, *, only_unread: bool, only_here: bool) -> None:
        """Check what holds now."""
        for group_of, name in ((self._orders, order), (self._groups, group)):
            for action in group_of.actions():
                action.setChecked(action.data() == name)
        self._only_unread.setChecked(only_unread)
        self._only_here.setChecked(only_here)

    def _choices(self, title: str, setting: str, names: dict[str, str]) -> QActionGroup:
        self.addSeparator()
        self.addAction(title).setEnabled(False)
        group = QActionGroup(self)
        for name, shown in names.items():
            action = self.addAction(shown)
            action.setCheckable(True)
            action.setData(name)
            action.triggered.connect(lambda _, name=name: self.arranged.emit({setting: name}))
            group.addAction(action)
        return group


def row_menu(
    parent: QWidget,
    index: QModelIndex,
    follow: Callable[[str], None],
    library: LibraryService,
    history: ReadingHistory | None,
    fetch: Fetch | None = None,
    pack: Pack | None = None,
    choice: MediaChoice | None = None,
) -> QMenu:
    """The menu of a row; it goes away by itself once it is closed."""
    menu, model = QMenu(parent), index.model()
    node, keys = model.node(index), model.keys(index)
    by_tag = model.grouped_by == "tag"
    if node.path:
        menu.addAction("Open", lambda: follow(place_href(node.path)))
    if node.kind != "tag":
        entry = library.catalog.entry(node.path) if node.path else None
        video = node.key if node.kind == "video" else (entry.video if entry else None)
        channel = entry.channel if entry else "" if by_tag else keys[0]
        if video:
            menu.addAction("Video’s page", lambda: follow(video_href(video)))
        if channel:
            menu.addAction("Channel’s page", lambda: follow(channel_href(channel)))
    if fetch and (videos := videos_at([node], library)):
        menu.addSeparator()
        menu.addAction(_get(videos), lambda: fetch(node.title, videos))
    if choice and node.kind in ("video", "note") and (videos := videos_at([node], library)):
        _add_choice(menu, videos[0], choice)
    if pack and (notes := model.notes_at(index)):
        menu.addSeparator()
        menu.addAction("Pack…", lambda: pack(node.title, tuple(notes)))
    if history:
        menu.addSeparator()
        _add_marks(menu, model.notes_at(index), history)
    if node.path:
        menu.addSeparator()
        menu.addAction("Copy link", lambda: QGuiApplication.clipboard().setText(wikilink(library, node.path)))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def rows_menu(
    parent: QWidget,
    indexes: Sequence[QModelIndex],
    library: LibraryService,
    history: ReadingHistory | None,
    fetch: Fetch | None = None,
    pack: Pack | None = None,
) -> QMenu:
    """The menu of several rows together; it goes away by itself once it is closed."""
    menu, model = QMenu(parent), indexes[0].model()
    nodes = [model.node(index) for index in indexes]
    name = f"{nodes[0].title} and {len(nodes) - 1:,} more"
    paths = tuple(dict.fromkeys(path for index in indexes for path in model.notes_at(index)))
    if fetch and (videos := videos_at(nodes, library)):
        menu.addAction(_get(videos), lambda: fetch(name, videos))
    if pack and paths:
        menu.addAction("Pack…", lambda: pack(name, paths))
    if history:
        menu.addSeparator()
        _add_marks(menu, list(paths), history)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def videos_at(nodes: "Iterable[Node]", library: LibraryService) -> tuple[str, ...]:
    """The ids of all videos that the notes at and below these rows are about, each once."""
    return tuple(dict.fromkeys(video for node in nodes for video in _videos_of(node, library.catalog)))


def _videos_of(node: "Node", catalog: "Catalog") -> "Iterator[str]":
    entries = list["Entry | None"]()
    match node.kind:
        case "video":
            yield from filter(None, [node.key])
        case "note":
            entries = [catalog.entry(node.path)]
        case "channel":
            entries = catalog.under(node.key)
        case "tag":
            entries = catalog.tagged(node.key)
    yield from (each.video for each in entries if each and each.video)


def _get(videos: tuple[str, ...]) -> str:
    return f"Get {len(videos):,} videos…" if len(videos) > 1 else "Get the video…"


def wikilink(library: LibraryService, path: str) -> str:
    """The link that means the note at `path` wherever it is written, as short as may be."""
    whole = path.rpartition(".")[0]
    name = whole.rpartition("/")[2]
    return f"[[{name if library.catalog.resolve(name, '') == (path,) else whole}]]"


def _add_choice(menu: QMenu, video: str, choice: MediaChoice) -> None:
    menu.addSeparator()
    menu.addAction("Choose its file…", partial(choice.ask, video))
    if choice.is_chosen(video):
        menu.addAction("Forget the file that was chosen", partial(choice.forget, video))


def _add_marks(menu: QMenu, paths: list[str], history: ReadingHistory) -> None:
    read = sum(map(history.is_read, paths))
    every = " all" if len(paths) > 1 else ""
    if read < len(paths):
        menu.addAction(f"Mark{every} as read", partial(history.mark, paths, read=True))
    if read:
        menu.addAction(f"Mark{every} as unread", partial(history.mark, paths, read=False))
