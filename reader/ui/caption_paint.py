"""Draws captions as a picture: each row on a box of its own, as large as the video allows."""

from collections.abc import Sequence
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QTextLayout, QTextLine, QTextOption

from reader.ui.text import plain

_SHARE = 0.058
"""Of the picture's height is the size of the letters, as in the look: 17 pixels on 292."""
_SECOND = 0.75
"""Size of the second track, of that of the first."""
_LEAST, _SMALLEST = 12, 8
"""Pixels of the letters: as small as they become with the picture, and where all else does not fit."""
_WIDE, _HIGH = 0.92, 0.85
"""Share of the picture's width and height that captions take at most."""
_MOST_LINES, _MOST_LETTERS = 6, 240
"""Of a track, and of a line of it: nobody can read more at a time, nor may it take long to draw."""


class _Block:
    """The lines of one track, wrapped and in the middle of `width` pixels, from `top` on."""

    def __init__(self, lines: Sequence[str], pixels: int, width: float, top: float) -> None:
        self._pad = max(round(pixels * 0.4), 3)
        self._layouts = []
        self.boxes: list[QRectF] = []
        self.end = top
        for line in lines[:_MOST_LINES]:
            self._lay_out(QTextLayout(plain(line)[:_MOST_LETTERS], _font(pixels)), width)

    def _lay_out(self, layout: QTextLayout, width: float) -> None:
        """Lay a line out below the others; in rows of about one length where it needs several."""
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        room = width - 2 * self._pad
        rows = _rows(layout, room)
        if len(rows) > 1:
            even = 1.1 * sum(row.naturalTextWidth() for row in rows) / len(rows)
            fewest, rows = len(rows), _rows(layout, min(even, room))
            rows = rows if len(rows) == fewest else _rows(layout, room)
        for row in rows:
            row.setPosition(QPointF((width - row.width()) / 2, self.end))
            self.boxes.append(row.naturalTextRect().adjusted(-self._pad, 0, self._pad, 0))
            self.end += row.height()
        self._layouts.append(layout)

    def paint(self, painter: QPainter, ink: QColor, box: QColor) -> None:
        """Draw the boxes, and the text on them."""
        path = QPainterPath()  # one for all: boxes that touch show no seam
        path.setFillRule(Qt.FillRule.WindingFill)
        for each in self.boxes:
            path.addRoundedRect(each.adjusted(0, -0.5, 0, 0.5), 4, 4)
        painter.fillPath(path, box)
        painter.setPen(ink)
        for layout in self._layouts:
            layout.draw(painter, QPointF(0, 0))


def drawn(
    first: Sequence[str],
    second: Sequence[str],
    size: QSize,
    colours: tuple[QColor, QColor],
    scale: float = 1.0,
    ratio: float = 1.0,
) -> QImage:
    """Captions as a picture, `second` above `first`, for a video of `size` in device-independent pixels.

    `colours` are those of the letters and of the boxes.  `scale`: how large, 1 for normal; they become smaller where
    they would not fit.  `ratio`: device pixels to a pixel.  A null picture where there is nothing to draw.
    """
    pixels = max(round(size.height() * _SHARE), _LEAST) * scale
    room = max(size.height() * _HIGH, 1)
    blocks = _blocks(first, second, pixels, size.width() * _WIDE)
    while blocks[-1].end > room and pixels > _SMALLEST:
        pixels = max(pixels * min(sqrt(room / blocks[-1].end), 0.95), _SMALLEST)
        blocks = _blocks(first, second, pixels, size.width() * _WIDE)
    around = QRectF()
    for block in blocks:
        for box in block.boxes:
            around = around.united(box)
    around.setHeight(min(around.height(), room))
    image = QImage((around.size() * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        return image
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-around.topLeft())
    for block in blocks:
        block.paint(painter, *colours)
    painter.end()
    return image


def _blocks(first: Sequence[str], second: Sequence[str], pixels: float, width: float) -> tuple[_Block, _Block]:
    above = _Block(second, max(round(pixels * _SECOND), _SMALLEST), width, 0.0)
    return above, _Block(first, round(pixels), width, above.end + (2 if second else 0))


def _rows(layout: QTextLayout, width: float) -> list[QTextLine]:
    """The rows that a line needs in so many pixels."""
    rows = []
    layout.beginLayout()
    while (row := layout.createLine()).isValid():
        row.setLineWidth(width)
        rows.append(row)
    layout.endLayout()
    return rows


def _font(pixels: int) -> QFont:
    font = QFont("Source Sans Pro")
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Medium)
    return font
