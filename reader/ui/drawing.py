"""What rows of lists are drawn of: a soft band, a line of text cut to its room, and the pill that a stamp is."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reader.ui.theme import Theme

SMALL = 12
"""Pixels; the size of quiet words beside a title."""
_PILL_HEIGHT = 20
_State = QStyle.StateFlag


def font_like(font: QFont, pixels: int = 0, weight: QFont.Weight | None = None) -> QFont:
    """`font` in another size, in another weight, or both."""
    other = QFont(font)
    if pixels:
        other.setPixelSize(pixels)
    if weight is not None:
        other.setWeight(weight)
    return other


def paint_text(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> int:
    """Draw `text` at the left of `rect`, in the middle of its height, as far as there is room; its width in pixels."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def paint_band(painter: QPainter, theme: Theme, rect: QRect, token: str, *, outlined: bool = False) -> None:
    """Draw the soft ground of a row in the colour of `token`."""
    painter.setPen(theme.colour("accent") if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(token))
    painter.drawRoundedRect(rect, 6, 6)


def paint_choice(painter: QPainter, theme: Theme, option: QStyleOptionViewItem) -> bool:
    """Draw the band of a panel's row that is selected or under the mouse; whether it is selected."""
    selected = bool(option.state & _State.State_Selected)
    if selected or option.state & _State.State_MouseOver:
        paint_band(painter, theme, option.rect.adjusted(4, 1, -4, -1), "pill" if selected else "hover")
    return selected


def paint_pill(painter: QPainter, theme: Theme, row: QRect, font: QFont, time: str, ground: str = "pill") -> int:
    """Draw `time` at the left of `row`, in the middle of its height; how far right the pill ends, in pixels.

    `ground` is the colour's token.
    """
    font = font_like(font, 13, QFont.Weight.DemiBold)
    width = QFontMetrics(font).horizontalAdvance(time) + 12
    pill = QRect(row.left(), row.center().y() - _PILL_HEIGHT // 2, width, _PILL_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(pill, 5, 5)
    painter.setFont(font)
    painter.setPen(theme.colour("accent"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, time)
    return pill.right()
