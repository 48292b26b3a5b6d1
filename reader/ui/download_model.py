"""The queue of downloads as rows of a list, which can be put in another order by dragging."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, Qt, Signal

from reader.services.download_words import standing, what
from reader.ui.rows import Index
from reader.ui.text import plain, tooltip

if TYPE_CHECKING:
    from reader.services.download_items import Item
    from reader.services.downloads import Downloads

_MIME = "application/x-alongside-download"


class DownloadModel(QAbstractListModel):
    """One row for each item; a row that changes is told alone, so that hundreds cost no more than those in sight."""

    ITEM = Qt.ItemDataRole.UserRole + 31
    """The `Item` of a row."""
    moved = Signal(str, int)
    """The reader wants the item of this ticket to be at that place of the queue."""

    def __init__(self, downloads: "Downloads", parent: QObject) -> None:
        super().__init__(parent)
        self._downloads = downloads
        self._items: list[Item] = []
        self._rows: dict[str, int] = {}
        downloads.changed.connect(self._on_changed)
        downloads.item_changed.connect(self._on_item)
        self._on_changed()

    def index_of(self, ticket: str) -> QModelIndex:
        """The row of an item; an invalid index where there is none."""
        return self.index(self._rows[ticket], 0) if ticket in self._rows else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel and `ITEM`."""
        item = self._items[index.row()]
        if role == self.ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(item.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(item.title, what(item.wish), standing(item))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((plain(item.title), what(item.wish), standing(item)))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged, and dropped between others."""
        return (
            super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        )

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        """See QAbstractItemModel."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """See QAbstractItemModel."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:  # noqa: N802
        """The ticket of the row that is dragged."""
        data = QMimeData()
        data.setData(_MIME, QByteArray(self._items[indexes[0].row()].ticket.encode()))
        return data

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the other place.  False, since Qt is not to remove the row itself."""
        ticket = data.data(_MIME).data().decode()
        if ticket in self._rows:
            before = row if row >= 0 else parent.row() if parent.isValid() else len(self._items)
            self.moved.emit(ticket, before - (before > self._rows[ticket]))
        return False

    def _on_changed(self) -> None:
        """Items came, went or changed places."""
        items = self._downloads.items
        if self._rows.keys() == {item.ticket for item in items}:
            self._put_in_order(items)
        else:
            self.beginResetModel()
            self._take(items)
            self.endResetModel()

    def _put_in_order(self, items: "tuple[Item, ...]") -> None:
        """Which rows are selected stays."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._items[index.row()].ticket) for index in self.persistentIndexList()]
        self._take(items)
        for index, ticket in kept:
            self.changePersistentIndex(index, self.index_of(ticket))
        self.layoutChanged.emit()

    def _on_item(self, ticket: str) -> None:
        item, row = self._downloads.item(ticket), self._rows.get(ticket)
        if item and row is not None:
            self._items[row] = item
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _take(self, items: "tuple[Item, ...]") -> None:
        self._items = list(items)
        self._rows = {item.ticket: row for row, item in enumerate(items)}
