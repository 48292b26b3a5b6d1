"""How the rows of the sidebar look.

A row is a title with something quiet beside it, and a soft band where it is the open one; what is linked has headings,
and rows with a second line, too.
"""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui.drawing import SMALL, font_like, paint_band, paint_text
from reader.ui.theme import Theme

ROW_HEIGHT = 26
TWO_LINES = 44
HEADING_HEIGHT = 32
_CHECK = 14
_GAP, _DOT, _EXTRA = 6, 13, 70
"""Pixels between a title and what stands beside it, and those that a dot and quiet words want."""
_WIDE = 200
"""A row that is wider has room for quiet words, however long its title is."""
Index = QModelIndex | QPersistentModelIndex
"""What Qt hands to models and delegates."""


class Role(IntEnum):
    """What a model says of a row beside its title (DisplayRole)."""

    EXTRA = Qt.ItemDataRole.UserRole + 1
    """A few quiet words after the title."""
    HERE = Qt.ItemDataRole.UserRole + 2
    """Whether the video is on this disk, `whole` or in `parts`: a dot, or half of one; else empty."""
    CURRENT = Qt.ItemDataRole.UserRole + 3
    """Whether it is what is open now."""
    PHANTOM = Qt.ItemDataRole.UserRole + 4
    """Whether there is no note behind it."""
    HREF = Qt.ItemDataRole.UserRole + 5
    """What is followed when the row is activated."""
    READ = Qt.ItemDataRole.UserRole + 6
    """Whether the note was read: quieter, with a check."""
    SECOND = Qt.ItemDataRole.UserRole + 7
    """A second line in quiet small text; None for a row of one line."""
    STAMP = Qt.ItemDataRole.UserRole + 8
    """A time, at the right."""
    PLAY_HREF = Qt.ItemDataRole.UserRole + 9
    """What is followed to have the video play from the row's stamp, too."""


class RowDelegate(QStyledItemDelegate):
    """Draws rows in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.several = False
        """Whether more than one row is selected, so that it has to be seen which."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height, so that long lists need not ask."""
        return QSize(120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(index.data(Role.CURRENT))
        self._paint_band(painter, option, current)
        rect = option.rect.adjusted(6, 0, -6, 0)
        if index.data(Role.READ):
            rect = self._paint_check(painter, rect)
        extra, here = index.data(Role.EXTRA) or "", index.data(Role.HERE) or ""
        beside = (_DOT + _GAP if here else 0) + _room_for(extra, rect)
        rect = self._paint_title(painter, rect, index, option.font, current, beside)
        if here:
            rect = self._paint_dot(painter, rect, whole=here == "whole")
        self._paint_extra(painter, rect, extra, option.font)
        painter.restore()

    def _paint_band(self, painter: QPainter, option: QStyleOptionViewItem, current: bool) -> None:
        state = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
        chosen = selected and self.several
        if current or hovered or focused or chosen:
            band = option.rect.adjusted(1, 1, -1, -1)
            paint_band(painter, self._theme, band, "pill" if current or chosen else "hover", outlined=focused)

    def _paint_title(
        self, painter: QPainter, rect: QRect, index: Index, font: QFont, current: bool, beside: int
    ) -> QRect:
        """Draw the title, elided where `beside` pixels are not left beside it; gives the place there."""
        quiet = "phantom" if index.data(Role.PHANTOM) else "quiet" if index.data(Role.READ) else ""
        token = "accent" if current else quiet or "ink"
        font = font_like(font, weight=QFont.Weight.DemiBold if current else None)
        room = rect.adjusted(0, 0, -beside, 0)
        width = paint_text(painter, room, str(index.data()), font, self._theme.colour(token))
        return rect.adjusted(width + _GAP, 0, 0, 0)

    def _paint_check(self, painter: QPainter, rect: QRect) -> QRect:
        place = QRect(rect.right() - _CHECK + 1, rect.center().y() - _CHECK // 2, _CHECK, _CHECK)
        self._theme.icon("check-line").paint(painter, place)
        return rect.adjusted(0, 0, -_CHECK - 4, 0)

    def _paint_dot(self, painter: QPainter, rect: QRect, *, whole: bool) -> QRect:
        dot = QRectF(rect.left() + 1, rect.center().y() - 3, 7, 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("good"))
        if whole:
            painter.drawEllipse(dot)
        else:
            painter.drawPie(dot, 90 * 16, 180 * 16)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("good"), 1))
            painter.drawEllipse(dot)
        return rect.adjusted(_DOT, 0, 0, 0)

    def _paint_extra(self, painter: QPainter, rect: QRect, extra: str, font: QFont) -> None:
        paint_text(painter, rect, extra, font_like(font, SMALL), self._theme.colour("quiet"))


class LinkedDelegate(RowDelegate):
    """Draws headings that fold, rows as in the tree, and rows with a second line and a time at the right."""

    def __init__(self, theme: Theme, size: Callable[[Index], QSize]) -> None:
        super().__init__(theme)
        self._size = size

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As large as the model says; asked of each row of a long list."""
        return self._size(index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not index.parent().isValid():
            self._paint_heading(painter, option, index)
        else:
            self._paint_linked(painter, option, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = QStyleOptionViewItem(option)
        row.rect = option.rect.adjusted(0, 4, 0, -2)
        self._paint_band(painter, row, current=False)
        font = font_like(option.font, 11, QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        rect = row.rect.adjusted(6, 0, -24, 0)
        width = paint_text(painter, rect, str(index.data()).upper(), font, self._theme.colour("quiet"))
        rect.setLeft(rect.left() + width + 6)
        self._paint_extra(painter, rect, index.data(Role.EXTRA), option.font)
        opened = bool(option.state & QStyle.StateFlag.State_Open)
        place = QRect(row.rect.right() - 21, row.rect.center().y() - 8, 16, 16)
        self._theme.icon("arrow-down-s-line" if opened else "arrow-right-s-line").paint(painter, place)

    def _paint_linked(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._paint_band(painter, option, bool(index.data(Role.CURRENT)))
        second, rect = index.data(Role.SECOND), option.rect.adjusted(6, 0, -6, 0)
        first = QRect(rect.left(), rect.top() + 3, rect.width(), 20) if second is not None else QRect(rect)
        if stamp := index.data(Role.STAMP):
            first = self._paint_stamp(painter, first, stamp, option.font)
        extra = index.data(Role.EXTRA) or ""
        beside = self._paint_title(painter, first, index, option.font, current=False, beside=_room_for(extra, first))
        if index.data(Role.PHANTOM):
            self._paint_dots(painter, first, beside.left() - 6)
        self._paint_extra(painter, beside, extra, option.font)
        if second:
            self._paint_extra(painter, QRect(rect.left(), rect.top() + 22, rect.width(), 18), second, option.font)

    def _paint_stamp(self, painter: QPainter, rect: QRect, stamp: str, font: QFont) -> QRect:
        font = font_like(font, SMALL)
        width = QFontMetrics(font).horizontalAdvance(stamp)
        self._paint_extra(painter, QRect(rect.right() - width, rect.top(), width + 1, rect.height()), stamp, font)
        return rect.adjusted(0, 0, -width - 8, 0)

    def _paint_dots(self, painter: QPainter, rect: QRect, right: int) -> None:
        painter.setPen(QPen(self._theme.colour("phantom"), 1, Qt.PenStyle.DotLine))
        bottom = rect.center().y() + 9
        painter.drawLine(rect.left(), bottom, right, bottom)


def _room_for(extra: str, rect: QRect) -> int:
    """The pixels of a row that are kept for quiet words, whatever its title."""
    return _EXTRA if extra and rect.width() > _WIDE else 0
