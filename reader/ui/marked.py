"""A line of text with some of it marked, cut so that the first mark is seen in whatever room there is."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

from reader.ui.text import plain

Marks = Sequence[tuple[int, int]]
"""Places in a text, from and to, in characters; in order, none in another."""

_BEFORE_MARK = 0.5
"""The part of the room that what stands before the first mark may take."""


def plain_marked(text: str, marks: Marks) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A stranger's text made `plain`, and its marks where they are then."""
    return plain(text), tuple((len(plain(text[:start])), len(plain(text[:end]))) for start, end in marks)


def paint_marked(painter: QPainter, rect: QRect, text: str, marks: Marks, colour: QColor, mark: QTextCharFormat) -> int:
    """Draw `text` in the painter's font on one line, its marks in the format `mark`; its width in pixels."""
    text, marks = fitted(text, marks, QFontMetrics(painter.font()), rect.width())
    layout = QTextLayout(text, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    layout.setFormats([format_range(text, start, end, mark) for start, end in marks])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    painter.setPen(colour)
    layout.draw(painter, QPointF(rect.left(), rect.center().y() + 1 - line.height() / 2), [], QRectF(rect))
    return round(min(line.naturalTextWidth(), rect.width()))


def fitted(text: str, marks: Marks, metrics: QFontMetrics, room: int) -> tuple[str, list[tuple[int, int]]]:
    """`text` cut to `room` pixels: at the right, and at the left too where the first mark would be out of sight."""
    start = _start(text, marks, metrics, room)
    whole = f"…{text[start:]}" if start else text
    shown = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, max(room, 0))
    shift = start - 1 if start else 0
    end = len(shown) - (shown != whole)
    moved = ((first - shift, min(last - shift, end)) for first, last in marks)
    return shown, [(first, last) for first, last in moved if first < last]


def _start(text: str, marks: Marks, metrics: QFontMetrics, room: int) -> int:
    """Where to begin: at a word as far left as the room allows."""
    if not marks or metrics.horizontalAdvance(text) <= room or metrics.horizontalAdvance(text[: marks[0][1]]) < room:
        return 0
    start, (first, end) = 0, marks[0]
    for mark in marks[1:]:
        end = mark[1] if mark[0] <= end + 1 else end
    room -= 2 * metrics.horizontalAdvance("…")
    while metrics.horizontalAdvance(text[start:first]) > room * _BEFORE_MARK or (
        start < first and metrics.horizontalAdvance(text[start:end]) > room
    ):
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else first
    return start


def format_range(text: str, start: int, end: int, mark: QTextCharFormat) -> QTextLayout.FormatRange:
    """A format for a part of a text, in characters; Qt counts in UTF-16, in which some of them are two."""
    found = QTextLayout.FormatRange()
    found.start = _utf16(text[:start])
    found.length = _utf16(text[start:end])
    found.format = mark
    return found


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
