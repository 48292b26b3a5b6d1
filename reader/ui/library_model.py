"""The tree of the library: channel → video → notes, asked for only where it is opened."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt

from reader.services.library import LibraryService
from reader.ui.library_tree import Node, matching, trail, whole
from reader.ui.rows import Role
from reader.ui.text import tooltip

if TYPE_CHECKING:
    from reader.library.indexer import Change

_Index = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractItemModel):
    """The library as a tree, or what of it matches a filter."""

    def __init__(self, library: LibraryService) -> None:
        super().__init__(library)
        self._library = library
        self._filter = ""
        self._current = ""
        self._root = Node("")
        library.changed.connect(self._on_changed)
        library.grew.connect(self._rebuild)
        library.opened.connect(self._rebuild)

    @property
    def filtered(self) -> bool:
        """Whether only a part of the tree is shown."""
        return bool(self._filter.strip())

    def keys(self, index: QModelIndex) -> tuple[str, ...]:
        """What a row stands for, whatever the tree is like around it."""
        node: Node | None = self._node(index)
        found: list[str] = []
        while node is not None and node is not self._root:
            found.append(node.key)
            node = node.parent
        return tuple(reversed(found))

    def set_filter(self, text: str) -> None:
        """Show only notes, videos and channels whose title holds every word of `text`."""
        self._filter = text
        self._rebuild()

    def set_current(self, path: str) -> None:
        """Mark the note at `path` as the open one."""
        before, self._current = self._current, path
        for each in (before, path):
            index = self.index_of(each)
            if index.isValid():
                self.dataChanged.emit(index, index, [Role.CURRENT])

    def index_of(self, path: str) -> QModelIndex:
        """Where the note at `path` stands; invalid where it does not."""
        entry = self._library.catalog.entry(path) if path else None
        index = QModelIndex()
        for node in trail(self._root, entry) if entry else ():
            index = self.index(node.place, 0, index)
        return index

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """See QAbstractItemModel."""
        children = self._node(parent).children
        if 0 <= row < len(children) and column == 0:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """See QAbstractItemModel."""
        parent = self._node(index).parent
        if parent is None or parent is self._root:
            return QModelIndex()
        return self.createIndex(parent.place, 0, parent)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return len(self._node(parent).children)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 1

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether a row can be opened, told without making its children."""
        node = self._node(parent)
        return node is self._root or node.fill is not None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel and `Role`."""
        node = self._node(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return node.title
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(f"{node.title} {node.extra}".strip())
            case Role.EXTRA:
                return node.extra
            case Role.HERE:
                return node.here
            case Role.CURRENT:
                return bool(node.path) and node.path == self._current
            case Role.HREF:
                return f"note:{quote(node.path)}" if node.path else ""
        return None

    def _node(self, index: _Index) -> Node:
        return index.internalPointer() if index.isValid() else self._root

    def _on_changed(self, change: "Change") -> None:
        if change.notes or change.media or not self.rowCount():
            self._rebuild()

    def _rebuild(self) -> None:
        self.beginResetModel()
        catalog = self._library.catalog
        self._root = matching(catalog, self._filter) if self._filter.strip() else whole(catalog)
        self.endResetModel()
