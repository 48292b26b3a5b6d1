"""How a row of the sidebar looks: a title, something quiet beside it, and a soft band where it is the open one."""

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui.theme import Theme

ROW_HEIGHT = 26
_Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a model says of a row beside its title (DisplayRole)."""

    EXTRA = Qt.ItemDataRole.UserRole + 1
    """A few quiet words after the title."""
    HERE = Qt.ItemDataRole.UserRole + 2
    """Whether the video is on this disk: a dot."""
    CURRENT = Qt.ItemDataRole.UserRole + 3
    """Whether it is what is open now."""
    PHANTOM = Qt.ItemDataRole.UserRole + 4
    """Whether there is no note behind it."""
    HREF = Qt.ItemDataRole.UserRole + 5
    """What is followed when the row is activated."""


class RowDelegate(QStyledItemDelegate):
    """Draws rows in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are of one height, so that long lists need not ask."""
        return QSize(120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = bool(index.data(Role.CURRENT))
        self._paint_band(painter, option, current)
        rect = option.rect.adjusted(6, 0, -6, 0)
        extra, here = index.data(Role.EXTRA) or "", bool(index.data(Role.HERE))
        rect = self._paint_title(painter, rect, index, option.font, current, len(extra) > 0 or here)
        if here:
            rect = self._paint_dot(painter, rect)
        self._paint_extra(painter, rect, extra, option.font)
        painter.restore()

    def _paint_band(self, painter: QPainter, option: QStyleOptionViewItem, current: bool) -> None:
        state = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and bool(state & QStyle.StateFlag.State_Selected)
        if current or hovered or focused:
            painter.setPen(self._theme.colour("accent") if focused else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("pill" if current else "hover"))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_title(
        self, painter: QPainter, rect: QRect, index: _Index, font: QFont, current: bool, more: bool
    ) -> QRect:
        font = QFont(font)
        if current:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        token = "accent" if current else "phantom" if index.data(Role.PHANTOM) else "ink"
        painter.setPen(self._theme.colour(token))
        metrics = QFontMetrics(font)
        room = rect.width() - (70 if more and rect.width() > 200 else 0)
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, title)
        return rect.adjusted(metrics.horizontalAdvance(title) + 6, 0, 0, 0)

    def _paint_dot(self, painter: QPainter, rect: QRect) -> QRect:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("good"))
        painter.drawEllipse(rect.left() + 1, rect.center().y() - 3, 7, 7)
        return rect.adjusted(13, 0, 0, 0)

    def _paint_extra(self, painter: QPainter, rect: QRect, extra: str, font: QFont) -> None:
        font = QFont(font)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(self._theme.colour("quiet"))
        text = QFontMetrics(font).elidedText(extra, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)
