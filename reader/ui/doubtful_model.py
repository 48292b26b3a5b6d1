"""The doubtful stamps as a table that can be sorted and narrowed; both at once, however many there are."""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from reader.clock import clock
from reader.services.doubtful import DoubtfulStamp
from reader.ui.rows import Index, Role
from reader.ui.text import plain, tooltip


class Column(IntEnum):
    """The columns of the table."""

    CHANNEL, NOTE, WRITTEN, READ_AS, WHY, SENTENCE = range(6)


_HEADINGS = ("Channel", "Note", "Written", "Read as", "Why", "What it stands behind")
_SORTED_BY: dict[Column, Callable[[DoubtfulStamp], Any]] = {
    Column.CHANNEL: lambda each: (each.channel.casefold(), each.row.path, each.row.stamp.line),
    Column.NOTE: lambda each: (each.title.casefold(), each.row.path, each.row.stamp.line),
    Column.WRITTEN: lambda each: (len(each.row.stamp.written), each.row.stamp.written),
    Column.READ_AS: lambda each: -1.0 if each.row.stamp.seconds is None else each.row.stamp.seconds,
    Column.WHY: lambda each: each.row.stamp.why,
    Column.SENTENCE: lambda each: each.row.stamp.sentence.casefold(),
}


class DoubtfulModel(QAbstractTableModel):
    """All of them are held; those that are shown are sorted, and hold all words of the filter."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: list[DoubtfulStamp] = []
        self._shown: list[DoubtfulStamp] = []
        self._words: list[str] = []
        self._column, self._order = Column.CHANNEL, Qt.SortOrder.AscendingOrder

    @property
    def count(self) -> int:
        """How many there are, shown or not."""
        return len(self._all)

    def shown(self) -> list[DoubtfulStamp]:
        """Those that are shown, in their order."""
        return list(self._shown)

    def clear(self) -> None:
        """Hold none."""
        self._all = []
        self._show()

    def add(self, more: list[DoubtfulStamp]) -> None:
        """Take in some more; they stand at the end until the table is sorted again."""
        self._all += more
        if new := [each for each in more if self._fits(each)]:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(new) - 1)
            self._shown += new
            self.endInsertRows()

    def narrow(self, text: str) -> None:
        """Show only those with all words of `text` in one of their columns."""
        self._words = text.casefold().split()
        self._show()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """See QAbstractItemModel."""
        self._column, self._order = Column(max(column, 0)), order
        self._show()

    def sort_again(self) -> None:
        """Put what came since in its place."""
        self.sort(self._column, self._order)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cells; `Role.HREF` is the place in the note."""
        each, column = self._shown[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return plain(_cell(each, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(
                f"{each.row.path}, line {each.row.stamp.line}" if column <= Column.NOTE else _cell(each, column)
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return plain(f"{_HEADINGS[column]}: {_cell(each, column) or 'nothing'}")
        return each.href if role == Role.HREF else None

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = [each for each in self._all if self._fits(each)]
        self._shown.sort(key=_SORTED_BY[self._column], reverse=self._order is Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _fits(self, each: DoubtfulStamp) -> bool:
        if not self._words:
            return True
        text = "\n".join(_cell(each, column) for column in Column).casefold()
        return all(word in text for word in self._words)


def _cell(each: DoubtfulStamp, column: Column) -> str:
    stamp = each.row.stamp
    match column:
        case Column.CHANNEL:
            return each.channel
        case Column.NOTE:
            return each.title or each.row.path.rpartition("/")[2]
        case Column.WRITTEN:
            return stamp.written
        case Column.READ_AS:
            return "no time" if stamp.seconds is None else clock(stamp.seconds)
        case Column.WHY:
            return stamp.why
    return stamp.sentence
