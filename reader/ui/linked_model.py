"""Sections of rows for the list below the tree; a row is made only when it is first drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QSize, Qt

from reader.ui.rows import HEADING_HEIGHT, ROW_HEIGHT, TWO_LINES, Index, Role
from reader.ui.text import plain, tooltip

_MOST_ROWS = 2500
"""Of one section: the view lays all of them out at once, at about 12 µs each."""
_HEADING, _ONE_LINE, _TWO_LINES = (QSize(120, height) for height in (HEADING_HEIGHT, ROW_HEIGHT, TWO_LINES))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its title, what is followed when it is activated, and quiet words beside and below it."""

    title: str
    href: str
    extra: str = ""
    second: str | None = None
    """None for a row of one line."""
    stamp: str = ""
    play_href: str = ""
    """Followed to have the video play from the stamp, too."""
    phantom: bool = False
    tip: str = ""
    """What the tooltip says; the title and what is beside it where it is empty."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what is listed under it; `row` makes the row of one of the `things`."""

    title: str
    things: Sequence[Any]
    row: Callable[[Any], Row]
    two_lines: Callable[[Any], bool] = lambda _: False
    uncounted: int = 0
    """How many of the things the heading does not count."""

    @property
    def counted(self) -> str:
        """The number beside the heading."""
        return f"{len(self.things) - self.uncounted:,}"

    @property
    def length(self) -> int:
        """How many rows it has; where there are too many the last one says so."""
        return min(len(self.things), _MOST_ROWS + 1)

    def made(self, place: int) -> Row:
        """The row at a place."""
        if place < _MOST_ROWS:
            return self.row(self.things[place])
        return Row(f"… and {len(self.things) - _MOST_ROWS:,} more", "", phantom=True)

    def size(self, place: int) -> QSize:
        """How large the row at a place is, told without making it."""
        return _TWO_LINES if place < _MOST_ROWS and self.two_lines(self.things[place]) else _ONE_LINE

    def lists_the_same_as(self, other: "Section") -> bool:
        """Whether nothing would look otherwise."""
        return self.title == other.title and self.things == other.things


class LinkedModel(QAbstractItemModel):
    """Headings, and rows below each.  An index of a row bears the number of its section, counted from 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: list[Section] = []
        self._made: dict[tuple[int, int], Row] = {}

    def show(self, sections: Sequence[Section]) -> None:
        """Show these sections that list anything; what only comes behind those there were leaves them in place."""
        shown = [section for section in sections if section.things]
        before = self._sections
        stay = len(before) <= len(shown) and all(map(Section.lists_the_same_as, before, shown))
        self._made = {}
        if stay and before:
            self._sections = shown[: len(before)]
            if len(shown) > len(before):
                self.beginInsertRows(QModelIndex(), len(before), len(shown) - 1)
                self._sections = shown
                self.endInsertRows()
            return
        self.beginResetModel()
        self._sections = shown
        self.endResetModel()

    def size(self, index: Index) -> QSize:
        """How large a row is, told without making it."""
        number = index.internalId()
        return self._sections[number - 1].size(index.row()) if number else _HEADING

    def titles(self) -> list[str]:
        """The headings."""
        return [section.title for section in self._sections]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """See QAbstractItemModel."""
        section = parent.row() + 1 if parent.isValid() else 0
        count = self._sections[section - 1].length if section else len(self._sections)
        return self.createIndex(row, column, section) if 0 <= row < count and column == 0 else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """See QAbstractItemModel."""
        section = index.internalId() if index.isValid() else 0
        return self.createIndex(section - 1, 0, 0) if section else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        if not parent.isValid():
            return len(self._sections)
        return 0 if parent.internalId() else self._sections[parent.row()].length

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Told without counting: long lists ask it of each row."""
        return not (parent.isValid() and parent.internalId())

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel and `Role`."""
        number = index.internalId()
        if not number:
            return self._of_heading(self._sections[index.row()], role)
        return _of_row(self._row(number - 1, index.row()), role)

    def _row(self, section: int, place: int) -> Row:
        made = self._made.get((section, place))
        if made is None:
            made = self._made[section, place] = self._sections[section].made(place)
        return made

    def _of_heading(self, section: Section, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return section.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{section.title}, {section.counted}"
            case Role.EXTRA:
                return section.counted
        return None


def _of_row(row: Row, role: int) -> Any:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return plain(row.title)
        case Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.tip or (f"{row.title} – {row.extra}" if row.extra else row.title))
        case Qt.ItemDataRole.AccessibleTextRole:
            return plain(", ".join(filter(None, (row.title, row.extra, row.stamp, row.second))))
        case Role.EXTRA:
            return row.extra
        case Role.SECOND:
            return None if row.second is None else plain(row.second)
        case Role.STAMP:
            return row.stamp
        case Role.PHANTOM:
            return row.phantom
        case Role.HREF:
            return row.href
        case Role.PLAY_HREF:
            return row.play_href
    return None
