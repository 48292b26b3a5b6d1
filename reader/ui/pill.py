"""The pill that a stamp is in a list: the time in the accent's colour on a soft ground."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from reader.ui.theme import Theme

_HEIGHT = 20


def paint_pill(painter: QPainter, theme: Theme, row: QRect, font: QFont, time: str, ground: str = "pill") -> int:
    """Draw `time` at the left of `row`, in the middle of its height; how far right the pill ends, in pixels.

    `ground` is the colour's token.
    """
    font = QFont(font)
    font.setPixelSize(13)
    font.setWeight(QFont.Weight.DemiBold)
    width = QFontMetrics(font).horizontalAdvance(time) + 12
    pill = QRect(row.left(), row.center().y() - _HEIGHT // 2, width, _HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(pill, 5, 5)
    painter.setFont(font)
    painter.setPen(theme.colour("accent"))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, time)
    return pill.right()
