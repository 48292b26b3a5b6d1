"""The sidebar: the library as a tree with a filter, and below it what the open note is linked with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QTreeView, QVBoxLayout, QWidget

from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.ui.library_model import LibraryModel
from reader.ui.rows import ROW_HEIGHT, Role, RowDelegate
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import Heading

if TYPE_CHECKING:
    from reader.notes.page import PageLink

_MOST_ROWS_SHOWN = 9
_ABOVE_TREE = 64
_FEW_ROWS = 3
"""A library with so few channels shows their videos at once."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its title, what is followed when it is activated, and a quiet word."""

    title: str
    href: str
    extra: str = ""
    phantom: bool = False
    current: bool = False


class RowsModel(QAbstractListModel):
    """A list of rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel and `Role`."""
        row = self._rows[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.ToolTipRole: tooltip(f"{row.title} – {row.extra}" if row.extra else row.title),
            Role.EXTRA: row.extra,
            Role.PHANTOM: row.phantom,
            Role.CURRENT: row.current,
            Role.HREF: row.href,
        }.get(role)


class RowsView(QListView):
    """A list under a heading, as high as its rows up to a few, and hidden where it has none."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._room = 0
        self.heading = Heading(title)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(theme))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(title)
        self.show_rows([])

    def show_rows(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.rows.show(rows)
        self.heading.setVisible(bool(rows))
        self.setVisible(bool(rows))
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Be as high as the rows, but no higher than `room` allows: at least three of them."""
        self._room = room
        most = min(max(room // ROW_HEIGHT, 3), _MOST_ROWS_SHOWN)
        self.setFixedHeight(min(self.rows.rowCount(), most) * ROW_HEIGHT + 2)


class Tree(QTreeView):
    """A tree with quiet chevrons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(headerHidden=True, uniformRowHeights=True, indentation=16, animated=False)
        self._theme = theme
        theme.changed.connect(self.viewport().update)
        self._open: set[tuple[str, ...]] = set()
        self._showed_all = True

    def follow_model(self, model: LibraryModel) -> None:
        """Show a tree; what was open in it is open again when it was made anew."""
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._note_open)
        model.modelReset.connect(self._open_again)

    def _note_open(self) -> None:
        if self._showed_all:
            self._open = set(self._open_below(QModelIndex()))

    def _open_below(self, parent: QModelIndex) -> Iterator[tuple[str, ...]]:
        for index in self._rows(parent):
            if self.isExpanded(index):
                yield self.model().keys(index)
                yield from self._open_below(index)

    def _open_again(self) -> None:
        self._showed_all = not self.model().filtered
        if self._open and self._showed_all:
            self._open_those_of(QModelIndex())

    def _open_those_of(self, parent: QModelIndex) -> None:
        for index in self._rows(parent):
            if self.model().keys(index) in self._open:
                self.expand(index)
                self._open_those_of(index)

    def _rows(self, parent: QModelIndex) -> list[QModelIndex]:
        return [self.model().index(row, 0, parent) for row in range(self.model().rowCount(parent))]

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:  # noqa: N802
        """Draw the chevron of a row that can be opened."""
        if self.model().hasChildren(index):
            name = "ri.arrow-down-s-line" if self.isExpanded(index) else "ri.arrow-right-s-line"
            place = QRect(rect.right() - 15, rect.center().y() - 8, 16, 16)
            self._theme.icon(name).paint(painter, place)


class Sidebar(QWidget):
    """Leads through the library.  `link_activated` carries a link as pages write them."""

    link_activated = Signal(str)

    def __init__(self, library: LibraryService, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._library = library
        self._opened: OpenedNote | None = None
        self.filter = QLineEdit(placeholderText="Filter", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the library by title")
        self.model = LibraryModel(library)
        self.tree = self._make_tree(theme)
        self.links = RowsView(theme, "Links in this note")
        self.about = RowsView(theme, "Also about this video")
        self._lay_out()
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self._open_first)
        library.changed.connect(self._on_changed)
        for view in (self.tree, self.links, self.about):
            view.activated.connect(self._follow)

    def show_note(self, opened: OpenedNote) -> None:
        """Show where the open note stands and what it is linked with."""
        self._opened = opened
        self._reveal()
        self.links.show_rows(self._link_rows(opened) if self._library.ready else [])
        self.about.show_rows(self._about_rows(opened))

    def clear(self) -> None:
        """No note is open."""
        self._opened = None
        self.model.set_current("")
        for view in (self.links, self.about):
            view.show_rows([])

    def focus_filter(self) -> None:
        """Type into the filter."""
        self.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the tree half of the height."""
        super().resizeEvent(event)
        for view in (self.links, self.about):
            view.fit((self.height() - _ABOVE_TREE) // 4 - ROW_HEIGHT)

    def _make_tree(self, theme: Theme) -> QTreeView:
        tree = Tree(theme)
        tree.follow_model(self.model)
        tree.setObjectName("tree")
        tree.setItemDelegate(RowDelegate(theme))
        tree.setMouseTracking(True)
        tree.setExpandsOnDoubleClick(False)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setAccessibleName("Library")
        return tree

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(0)
        layout.addWidget(self.filter)
        layout.addWidget(Heading("Library"))
        layout.addWidget(self.tree, 1)
        for view in (self.links, self.about):
            layout.addWidget(view.heading)
            layout.addWidget(view)

    def _on_filter(self, text: str) -> None:
        self.model.set_filter(text)
        if text.strip():
            self.tree.expandAll()
        else:
            self._reveal()

    def _on_changed(self) -> None:
        if self.filter.text().strip():
            self.tree.expandAll()
        if self._opened:
            self.show_note(self._opened)

    def _reveal(self) -> None:
        if self._opened is None:
            return
        path = self._opened.note.path
        self.model.set_current(path)
        if self.model.rowCount() <= _FEW_ROWS:
            for row in range(self.model.rowCount()):  # expandToDepth would close what lies deeper
                self.tree.expand(self.model.index(row, 0))
        index = self.model.index_of(path)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _open_first(self) -> None:
        index = self.model.index(0, 0)
        while index.isValid() and not index.data(Role.HREF):
            index = self.model.index(0, 0, index)
        if index.isValid():
            self.link_activated.emit(index.data(Role.HREF))

    def _follow(self, index: QModelIndex) -> None:
        if href := index.data(Role.HREF):
            self.link_activated.emit(href)
        elif isinstance(index.model(), LibraryModel):
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _link_rows(self, opened: OpenedNote) -> list[Row]:
        different: dict[tuple[str, ...] | str, PageLink] = {}
        for each in opened.page.links:
            different.setdefault(each.paths or each.link.target, each)
        different.pop((opened.note.path,), None)
        return [self._link_row(each) for each in different.values()]

    def _link_row(self, each: "PageLink") -> Row:
        target = each.link.target
        if len(each.paths) == 1 and (entry := self._library.catalog.entry(each.paths[0])):
            return Row(plain(entry.title), f"note:{quote(entry.path)}")
        if each.paths:
            return Row(plain(target), f"choose:{quote(target)}", f"{len(each.paths)} notes")
        return Row(plain(each.link.label or target), f"phantom:{quote(target)}", "no note yet", phantom=True)

    def _about_rows(self, opened: OpenedNote) -> list[Row]:
        if not opened.note.video:
            return []
        return [
            Row(plain(entry.title), f"note:{quote(entry.path)}")
            for entry in self._library.catalog.about(opened.note.video)
            if entry.path != opened.note.path
        ]
