"""The strips under the seek bar: what was watched, what this note cites, and what all notes cite."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from reader.services.coverage import Covered
from reader.ui.lanes import MARGIN, STRIP_HEIGHT, STRIP_PITCH, Scale
from reader.ui.theme import Theme

COLOURS = ("good", "accent", "quiet")
"""Of the strips, from top to bottom."""
_SOFT = 0.75


def parts(covered: Covered) -> tuple[tuple[tuple[float, float], ...], ...]:
    """What the strips show, from top to bottom."""
    return covered.watched, covered.note, covered.notes


def paint_strips(painter: QPainter, theme: Theme, scale: Scale, top: float, covered: Covered) -> None:
    """Draw the three strips; a part is a pixel wide at least, so that none is missed."""
    line = theme.colour("line")
    line.setAlphaF(0.6)
    for number, (ranges, token) in enumerate(zip(parts(covered), COLOURS, strict=True)):
        y = top + number * STRIP_PITCH
        painter.fillRect(QRectF(MARGIN, y, scale.span, STRIP_HEIGHT), line)
        colour = theme.colour(token)
        colour.setAlphaF(_SOFT)
        for start, end in ranges:
            left = scale.x(start)
            painter.fillRect(QRectF(left, y, max(scale.x(end) - left, 1.0), STRIP_HEIGHT), colour)
