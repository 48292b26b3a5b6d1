"""The view of the library's tree: what is open in it stays open, and what is at its top stays there."""

from collections.abc import Iterator

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from reader.ui.library_model import LibraryModel
from reader.ui.rows import RowDelegate
from reader.ui.theme import Theme
from reader.ui.tree_nodes import Keys


class Tree(QTreeView):
    """A tree with quiet chevrons."""

    def __init__(self, model: LibraryModel, theme: Theme) -> None:
        super().__init__(headerHidden=True, uniformRowHeights=True, indentation=16, animated=False)
        self._theme, self._look = theme, RowDelegate(theme)
        self._open: set[Keys] = set()
        self._showed = ""
        self._top: Keys = ()
        self._current: Keys = ()
        self._shift = 0
        self.setModel(model)
        self.setObjectName("tree")
        self.setAccessibleName("Library")
        self.setItemDelegate(self._look)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.viewport().update)
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._take_place)

    def reveal(self, index: QModelIndex) -> None:
        """Make a row the current one and show it, amidst its neighbours where it was out of sight."""
        hint = QAbstractItemView.ScrollHint
        for parent in _parents(index):
            self.expand(parent)
        shown = self.viewport().rect().contains(self.visualRect(index))
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        self.scrollTo(index, hint.EnsureVisible if shown else hint.PositionAtCenter)

    def chosen(self, index: QModelIndex) -> list[QModelIndex]:
        """What a menu that is opened at `index` is about: all rows that are selected with it, or it alone."""
        rows = self.selectionModel().selectedRows()
        return rows if index in rows else [index]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """Let rows be seen to be selected where there are several."""
        super().selectionChanged(selected, deselected)
        self._look.several = len(self.selectionModel().selectedRows()) > 1
        self.viewport().update()

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:  # noqa: N802
        """Draw the chevron of a row that can be opened."""
        if self.model().hasChildren(index):
            name = "arrow-down-s-line" if self.isExpanded(index) else "arrow-right-s-line"
            place = QRect(rect.right() - 15, rect.center().y() - 8, 16, 16)
            self._theme.icon(name).paint(painter, place)

    def _note_place(self) -> None:
        model = self.model()
        self._showed = _kind(model)
        if not model.filtered:
            self._open = set(self._open_below(QModelIndex()))
        top, current = self.indexAt(QPoint(4, 1)), self.currentIndex()
        self._top, self._current = model.keys(top), model.keys(current)
        self._shift = self.visualRect(top).top()

    def _take_place(self) -> None:
        model = self.model()
        if model.filtered:
            self.expandAll()
        else:
            self._open_again(QModelIndex())
        if self._showed != _kind(model) and model.filtered:
            self.scrollToTop()
        elif self._current and (current := model.index_at(self._current)).isValid():
            self.selectionModel().setCurrentIndex(current, self.selectionModel().SelectionFlag.ClearAndSelect)
        if self._showed == _kind(model) and self._top and (top := model.index_at(self._top)).isValid():
            self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - self._shift)

    def _open_below(self, parent: QModelIndex) -> Iterator[Keys]:
        for index in self._rows(parent):
            if self.isExpanded(index):
                yield self.model().keys(index)
                yield from self._open_below(index)

    def _open_again(self, parent: QModelIndex) -> None:
        for index in self._rows(parent) if self._open else ():
            if self.model().keys(index) in self._open:
                self.expand(index)
                self._open_again(index)

    def _rows(self, parent: QModelIndex) -> list[QModelIndex]:
        return [self.model().index(row, 0, parent) for row in range(self.model().rowCount(parent))]


def _parents(index: QModelIndex) -> Iterator[QModelIndex]:
    while (index := index.parent()).isValid():
        yield index


def _kind(model: LibraryModel) -> str:
    return f"{model.grouped_by} {model.words}"
