"""The tree of the library: channel → video → notes, or tag → notes, asked for only where it is opened."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QLocale, QModelIndex, Qt, QTimer, Signal

from reader.notes.hrefs import place_href
from reader.services.history import ReadingHistory
from reader.services.library import LibraryService
from reader.ui.library_tree import Wish, grown
from reader.ui.rows import Index, Role
from reader.ui.text import plain, tooltip
from reader.ui.tree_nodes import Keys, Node, filled_below, trail

if TYPE_CHECKING:
    from reader.library.catalog import Catalog
    from reader.library.change import Change
    from reader.services.tasks import Task

_GROWS_EVERY_MS = 1000
"""While the library is read the first time."""


class LibraryModel(QAbstractItemModel):
    """The library as a tree, or what of it matches a filter.

    It is made in a thread, and reset only where something looks otherwise than before.
    """

    settled = Signal()
    """What was wished for last is shown."""

    def __init__(self, library: LibraryService) -> None:
        super().__init__(library)
        self._library = library
        self._history: ReadingHistory | None = None
        self._wish = self._shown = Wish()
        self._catalog: Catalog | None = None
        self._task: Task | None = None
        self._current = ""
        self._root = Node("", "")
        self._soon = QTimer(self, interval=_GROWS_EVERY_MS, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        library.changed.connect(self._on_changed)
        library.grew.connect(self._on_grew)
        library.opened.connect(self.refresh)

    def attend(self, history: ReadingHistory) -> None:
        """Tell from now on which notes were read."""
        self._history = history
        history.changed.connect(self._on_history)
        history.loaded.connect(self.refresh)

    @property
    def filtered(self) -> bool:
        """Whether only a part of the tree is shown."""
        return self._shown.filtered

    @property
    def words(self) -> str:
        """The filter by which it is shown."""
        return self._shown.words

    @property
    def settling(self) -> bool:
        """Whether something else was wished for than what is shown."""
        return self._task is not None

    @property
    def grouped_by(self) -> str:
        """What the outermost rows are: `channel` or `tag`."""
        return self._shown.group

    def set_filter(self, text: str) -> None:
        """Show only notes, videos and channels whose title holds every word of `text`."""
        self._wish = replace(self._wish, words=text)
        self.refresh()

    def arrange(self, order: str, group: str, *, only_unread: bool, only_here: bool = False) -> None:
        """Show the tree in another order, see `Settings`."""
        self._wish = replace(self._wish, order=order, group=group, only_unread=only_unread, only_here=only_here)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what is shown; the newest wish wins."""
        self._soon.stop()
        if self._task:
            self._task.cancel()
        wish, filled = self._wish_now(), list(filled_below(self._root))
        catalog = self._library.catalog
        self._task = self._library.ask(
            lambda asked: grown(asked, wish, filled), lambda root: self._take(root, wish, catalog)
        )

    def set_current(self, path: str) -> None:
        """Mark the note at `path` as the open one."""
        before, self._current = self._current, path
        for each in (before, path):
            index = self.index_of(each)
            if index.isValid():
                self.dataChanged.emit(index, index, [Role.CURRENT])

    def keys(self, index: QModelIndex) -> Keys:
        """What a row stands for, whatever the tree is like around it."""
        return self._node(index).keys

    def index_at(self, keys: Keys) -> QModelIndex:
        """The row that `keys` stands for; invalid where there is none."""
        index = QModelIndex()
        for key in keys:
            child = self._node(index).child(key)
            if child is None:
                return QModelIndex()
            index = self.index(child.place, 0, index)
        return index

    def index_of(self, path: str) -> QModelIndex:
        """Where the note at `path` stands; invalid where it does not."""
        catalog = self._library.catalog
        entry = catalog.entry(path) if path else None
        if entry is None:
            return QModelIndex()
        by_tag = self.grouped_by == "tag"
        ways = [(tag, path) for tag in catalog.tags_of(path)] if by_tag else []
        nodes = trail(self._root, ways or [(entry.channel, entry.video or "", path)])
        return self.index_at(nodes[-1].keys) if nodes else QModelIndex()

    def node(self, index: QModelIndex) -> Node:
        """What a row is; the root for an invalid index."""
        return self._node(index)

    def count_notes(self) -> int:
        """How many notes the library holds."""
        return self._library.catalog.count_notes()

    def notes_at(self, index: QModelIndex) -> list[str]:
        """The paths of all notes at and below a row, whatever of them is shown."""
        node, catalog = self._node(index), self._library.catalog
        match node.kind:
            case "note":
                return [node.path]
            case "video":
                return [each.path for each in catalog.under(node.keys[0]) if each.video == node.key]
            case "channel":
                return [each.path for each in catalog.under(node.key)]
            case "tag":
                return [each.path for each in catalog.tagged(node.key)]
        return []

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """See QAbstractItemModel."""
        children = self._node(parent).children
        if 0 <= row < len(children) and column == 0:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """See QAbstractItemModel."""
        parent = self._node(index).parent
        if parent is None or parent is self._root:
            return QModelIndex()
        return self.createIndex(parent.place, 0, parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether a row can be opened, told without making its children."""
        node = self._node(parent)
        return node is self._root or node.fill is not None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel and `Role`."""
        node = self._node(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return plain(node.title)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(self._tip(index))
            case Role.EXTRA:
                return node.extra
            case Role.HERE:
                return node.here
            case Role.CURRENT:
                return bool(node.path) and node.path == self._current
            case Role.READ:
                return bool(node.path) and self._is_read(node.path)
            case Role.PHANTOM:
                return not node.kind
            case Role.HREF:
                return place_href(node.path) if node.path else ""
        return None

    def _tip(self, index: Index) -> str:
        node = self._node(index)
        tip = f"{node.title} {node.extra}".strip()
        if node.kind in ("video", "channel", "tag") and self._history:
            paths = self.notes_at(index)
            tip += f" – {sum(map(self._is_read, paths)):,} of {len(paths):,} read"
        tip += " – read" if node.path and self._is_read(node.path) else ""
        return f"{tip} – {_media_words(node)}" if node.here or node.size else tip

    def _is_read(self, path: str) -> bool:
        return self._history is not None and self._history.is_read(path)

    def _node(self, index: Index) -> Node:
        return index.internalPointer() if index.isValid() else self._root

    def _wish_now(self) -> Wish:
        history, wish = self._history, self._wish
        read = history.read_paths() - {self._current} if history and wish.only_unread else frozenset()
        recent = tuple(history.recent()) if history and wish.order == "read" else ()
        return replace(wish, read=read, recent=recent)

    def _take(self, root: Node, wish: Wish, catalog: "Catalog") -> None:
        self._task = None
        if wish != self._shown or catalog is not self._catalog or not root.looks_like(self._root):
            self.beginResetModel()
            self._root, self._shown, self._catalog = root, wish, catalog
            self.endResetModel()
        self.settled.emit()

    def _on_changed(self, change: "Change") -> None:
        if change.notes or change.media or not self.rowCount():
            self.refresh()

    def _on_grew(self) -> None:
        if not self.rowCount():
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def _on_history(self) -> None:
        if self._wish.only_unread:
            self.refresh()


def _media_words(node: Node) -> str:
    """How much of a row's videos is on this disk."""
    size = QLocale().formattedDataSize(node.size, 1)
    return {"whole": f"its video is here, {size}", "parts": f"parts of its video are here, {size}"}.get(node.here, size)
