"""The graph as a list: the same notes below their videos, for those who cannot see it or would rather read."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from reader.ui.graph_layout import Cluster, clusters_of
from reader.ui.graph_view import spoken
from reader.ui.rows import Role, RowDelegate
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.neighbours import Neighbour, Neighbourhood

_NOTE = max(Role) + 1
"""The place of a row's note in the neighbourhood; None for a video."""


class GraphList(QTreeView):
    """Video → notes, each with the direction of its link; a click or Enter follows it."""

    link_activated = Signal(str)
    focused = Signal(int)
    """The note at that place in the neighbourhood was chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(headerHidden=True, uniformRowHeights=True, indentation=14, rootIsDecorated=False)
        self.rows = QStandardItemModel(self)
        self._items: dict[int, QStandardItem] = {}
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(theme))
        self.setMouseTracking(True)
        self.setItemsExpandable(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Notes of the graph, by video")
        self.activated.connect(lambda index: self._follow(index))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.viewport().update)

    def show_neighbourhood(self, hood: "Neighbourhood") -> None:
        """List other notes."""
        self._items = {}
        self.selectionModel().blockSignals(True)
        self.rows.clear()
        self.selectionModel().blockSignals(False)
        for cluster in clusters_of(hood):
            video = _video_item(cluster)
            for note in cluster.notes:
                self._items[note] = _note_item(hood.notes[note], note)
                video.appendRow(self._items[note])
            self.rows.appendRow(video)
        self.expandAll()
        self.focus_note(0)
        self.scrollToTop()

    def focus_note(self, note: int) -> None:
        """Choose a note, and bring it into sight."""
        index = self._items[note].index()
        if index != self.currentIndex():
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, select)
            self.scrollTo(index)

    def _on_current(self, index: QModelIndex) -> None:
        note = index.data(_NOTE) if index.isValid() else None
        if note is not None:
            self.focused.emit(note)

    def _follow(self, index: QModelIndex) -> None:
        if href := index.data(Role.HREF):
            self.link_activated.emit(href)


def _video_item(cluster: Cluster) -> QStandardItem:
    item = _item(cluster.title, str(len(cluster.notes)), cluster.href)
    item.setData(tooltip(cluster.title), Qt.ItemDataRole.ToolTipRole)
    item.setData(f"{plain(cluster.title)}, {len(cluster.notes)} of its notes", Qt.ItemDataRole.AccessibleTextRole)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _note_item(note: "Neighbour", number: int) -> QStandardItem:
    item = _item(note.title, _arrow(note), note.href)
    item.setData(number, _NOTE)
    item.setData(bool(note.target), Role.PHANTOM)
    item.setData(note.step == 0, Role.CURRENT)
    item.setData(spoken(note), Qt.ItemDataRole.AccessibleTextRole)
    item.setData(tooltip(spoken(note)), Qt.ItemDataRole.ToolTipRole)
    return item


def _item(title: str, extra: str, href: str) -> QStandardItem:
    item = QStandardItem(plain(title))
    item.setData(extra, Role.EXTRA)
    item.setData(href, Role.HREF)
    return item


def _arrow(note: "Neighbour") -> str:
    """How a note is linked with the open one: it links here, is linked from here, both; or is two links away."""
    if note.step == 0:
        return "open"
    if note.links_here and note.linked_from_here:
        return "↔"
    return "←" if note.links_here else "→" if note.linked_from_here else "2 steps"
