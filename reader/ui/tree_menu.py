"""What can be done with a row of the library's tree, and how the tree is to be arranged: the sidebar's two menus."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from reader.notes.hrefs import channel_href, place_href, video_href
from reader.services.history import ReadingHistory
from reader.services.library import LibraryService
from reader.ui.library_model import LibraryModel

_ORDERS = {"name": "Name", "notes": "Number of notes", "read": "Recently read", "changed": "Recently changed"}
_GROUPS = {"channel": "Channel", "tag": "Tag"}


class ArrangeMenu(QMenu):
    """Chooses the order, the grouping and whether only unread notes are listed; the values are those of `Settings`."""

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

    def show_choice(self, order: str, group: str, *, only_unread: bool) -> None:
        """Check what holds now."""
        for group_of, name in ((self._orders, order), (self._groups, group)):
            for action in group_of.actions():
                action.setChecked(action.data() == name)
        self._only_unread.setChecked(only_unread)

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
    if history:
        menu.addSeparator()
        _add_marks(menu, model, index, history)
    if node.path:
        menu.addSeparator()
        menu.addAction("Copy link", lambda: QGuiApplication.clipboard().setText(wikilink(library, node.path)))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def wikilink(library: LibraryService, path: str) -> str:
    """The link that means the note at `path` wherever it is written, as short as may be."""
    whole = path.rpartition(".")[0]
    name = whole.rpartition("/")[2]
    return f"[[{name if library.catalog.resolve(name, '') == (path,) else whole}]]"


def _add_marks(menu: QMenu, model: LibraryModel, index: QModelIndex, history: ReadingHistory) -> None:
    paths = model.notes_at(index)
    read = sum(map(history.is_read, paths))
    every = " all" if len(paths) > 1 else ""
    if read < len(paths):
        menu.addAction(f"Mark{every} as read", partial(history.mark, paths, read=True))
    if read:
        menu.addAction(f"Mark{every} as unread", partial(history.mark, paths, read=False))
