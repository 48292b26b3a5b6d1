"""What was found, as a list: a quiet heading for each video, below it its notes with the sentence that answers.

Then follow the moments at which the video says so itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reader.clock import clock
from reader.notes.hrefs import moment_href, place_href
from reader.ui.drawing import SMALL, font_like, paint_choice, paint_pill, paint_text
from reader.ui.marked import paint_marked, plain_marked
from reader.ui.rows import Index, Role
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.finder import Group, Hit
    from reader.library.said import Said

_HEADING_HEIGHT, _HIT_HEIGHT, _SAID_HEIGHT = 30, 52, 34
SAID = "said"
_LINE_HEIGHT = 22
_WIDE = 360
"""Pixels; in narrower rows, as in the sidebar, everything stands closer."""


@dataclass(frozen=True, slots=True)
class HitRow:
    """A row: a note that was found, a moment that is `said` or, where `href` is empty, the heading over those of one
    video or channel.

    `extra` is the note's channel; of a heading, how many rows are below it, and its `text` the channel where no note
    tells.  `marks` are places in `text`.  `play_href` is followed to see the moment of `stamp`, too.
    """

    title: str
    extra: str = ""
    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    stamp: str = ""
    href: str = ""
    play_href: str = ""
    said: bool = False


def hit_rows(groups: "Iterable[Group]", channel_title: Callable[[str], str]) -> Iterator[HitRow]:
    """Rows for what was found; `channel_title` tells what a channel, a folder, is called.

    A note without a video stands under its channel.
    """
    titles: dict[str, str] = {}

    def channel_at(path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder not in titles:
            titles[folder] = plain(channel_title(folder)) if folder else ""
        return titles[folder]

    def heading_of(group: "Group") -> tuple[str, str]:
        return group.video, plain(group.title or group.video) or channel_at(group.hits[0].path)

    for (video, title), together in groupby(groups, heading_of):
        found = list(together)
        hits = [hit for group in found for hit in group.hits]
        said = [each for group in found for each in group.said]
        number = len(hits) + len(said)
        channel = "" if hits else channel_at(said[0].path) or plain(said[0].channel)
        yield HitRow(title or "Notes", str(number) if number > 1 else "", channel)
        for hit in hits:
            yield _hit_row(hit, channel_at(hit.path) if video else "")
        for each in said:
            yield _said_row(each)


def _hit_row(hit: "Hit", channel: str) -> HitRow:
    text, marks = plain_marked(hit.snippet.text, hit.snippet.marks)
    return HitRow(plain(hit.title), channel, text, marks, *place_of(hit))


def _said_row(said: "Said") -> HitRow:
    text, marks = plain_marked(said.snippet.text, said.snippet.marks)
    href, play_href = (moment_href(said.video, said.seconds, said.path, play=play) for play in (False, True))
    return HitRow(plain(said.title), SAID, text, marks, clock(said.seconds), href, play_href, said=True)


class HitPlace(NamedTuple):
    """The time of the stamp nearest to a hit, nothing where its note has no video; what leads there, and what plays."""

    stamp: str
    href: str
    play_href: str


def place_of(hit: "Hit") -> HitPlace:
    """Where a hit leads to."""
    said = hit.snippet.text.strip("…")
    seconds = hit.snippet.stamp if hit.video else None
    time = "" if seconds is None else clock(seconds)
    return HitPlace(time, place_href(hit.path, said), place_href(hit.path, said, seconds))


class HitsModel(QAbstractListModel):
    """The rows of what was found.  Headings can be neither selected nor activated."""

    ROW = Qt.ItemDataRole.UserRole + 21
    """The row itself, a `HitRow`."""

    def __init__(self, channel_title: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._channel_title = channel_title
        self._rows: list[HitRow] = []

    @property
    def notes(self) -> int:
        """How many notes are listed."""
        return sum(bool(row.href) and not row.said for row in self._rows)

    @property
    def said(self) -> int:
        """How many moments are listed at which it is said."""
        return sum(row.said for row in self._rows)

    def show(self, groups: "Iterable[Group]") -> None:
        """Show what was found; nothing with an empty list."""
        self.beginResetModel()
        self._rows = list(hit_rows(groups, self._channel_title))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """See QAbstractItemModel."""
        return super().flags(index) if self._rows[index.row()].href else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel, `Role` and `ROW`."""
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(" – ".join(filter(None, (row.title, row.text))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (row.title, row.extra, row.stamp, row.text)))
            case Role.EXTRA:
                return row.extra
            case Role.HREF:
                return row.href
            case Role.PLAY_HREF:
                return row.play_href
            case self.ROW:
                return row
        return None


class HitDelegate(QStyledItemDelegate):
    """Draws a heading in one line, and a note in two: its title and channel, the stamp nearest and the sentence.

    A moment that is said needs only the second of them.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A heading is lower than a note, and so is what is said."""
        row: HitRow = index.data(HitsModel.ROW)
        return QSize(160, _SAID_HEIGHT if row.said else _HIT_HEIGHT if row.href else _HEADING_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: HitRow = index.data(HitsModel.ROW)
        side = 16 if option.rect.width() >= _WIDE else 8
        rect = option.rect.adjusted(side, 0, -side, 0)
        if row.href:
            selected = paint_choice(painter, self._theme, option)
            first = QRect(rect.left(), rect.top() + 4, rect.width(), _LINE_HEIGHT)
            line = QRect(rect.left(), rect.bottom() - (5 if row.said else 4) - _LINE_HEIGHT, rect.width(), _LINE_HEIGHT)
            if row.said:
                line.setRight(self._paint_label(painter, line, option.font, row.extra) - 12)
            else:
                self._paint_title(painter, first, option.font, row)
            self._paint_sentence(painter, line, option.font, row, "paper" if selected else "pill")
        else:
            self._paint_heading(painter, rect, option.font, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, font: QFont, row: HitRow) -> None:
        font = font_like(font, SMALL, QFont.Weight.DemiBold)
        rect = rect.adjusted(0, 6, 0, 0)
        beside = QFontMetrics(font).horizontalAdvance(row.extra) + 12
        room = rect.adjusted(0, 0, -beside, 0)
        width = paint_text(painter, room, row.title, font, self._theme.colour("quiet"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.extra)
        if row.text:
            plain_font = font_like(font, SMALL, QFont.Weight.Normal)
            paint_text(painter, room.adjusted(width + 8, 0, 0, 0), row.text, plain_font, self._theme.colour("quiet"))

    def _paint_label(self, painter: QPainter, rect: QRect, font: QFont, text: str) -> int:
        """Draw a small word at the right; where it begins."""
        painter.setFont(font_like(font, SMALL))
        painter.setPen(self._theme.colour("quiet"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return rect.right() - painter.fontMetrics().horizontalAdvance(text)

    def _paint_title(self, painter: QPainter, rect: QRect, font: QFont, row: HitRow) -> None:
        bold = font_like(font, weight=QFont.Weight.DemiBold)
        width = paint_text(painter, rect, row.title, bold, self._theme.colour("ink"))
        beside = rect.adjusted(width + 8, 1, 0, 0)
        paint_text(painter, beside, row.extra, font_like(font, SMALL), self._theme.colour("quiet"))

    def _paint_sentence(self, painter: QPainter, rect: QRect, font: QFont, row: HitRow, ground: str) -> None:
        if row.stamp:
            rect.setLeft(paint_pill(painter, self._theme, rect, font, row.stamp, ground) + 8)
        painter.setFont(font_like(font, 13))
        mark = QTextCharFormat()
        mark.setBackground(self._theme.colour("now"))
        mark.setForeground(self._theme.colour("ink"))
        paint_marked(painter, rect, row.text, row.marks, self._theme.colour("quiet"), mark)
