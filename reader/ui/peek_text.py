"""A few lines of text with one part of it stressed: wrapped, and cut where there is no more room for it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout

from reader.ui.drawing import font_like
from reader.ui.text import plain


class Lines:
    """`parts` in one run of text, of which the one numbered `stressed` stands out, on at most `most` lines.

    The lines round the beginning of what is stressed are those that are shown.  All are text of strangers.
    """

    def __init__(
        self, parts: tuple[str, ...], font: QFont, colour: QColor, *, most: int, stressed: int = -1, ink: QColor
    ) -> None:
        texts = [plain(part) for part in parts]
        self.text, self._font, self._colour = " ".join(texts), font, colour
        self._most = most
        start = _utf16(" ".join((*texts[:stressed], ""))) if stressed > 0 else 0
        self._start = start if stressed >= 0 else 0
        self._layout = QTextLayout(self.text, font)
        if stressed >= 0:
            self._layout.setFormats([_stress(start, _utf16(texts[stressed]), font, ink)])
        self.height = 0

    def lay_out(self, width: int) -> int:
        """Wrap to so many pixels; the height that it takes."""
        self._width = width
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
        self._layout.endLayout()
        count = self._layout.lineCount()
        at = self._layout.lineForTextPosition(self._start).lineNumber() if count else 0
        self._first = max(min(at - self._most // 3, count - self._most), 0)
        self._last = min(self._first + self._most, count)
        self._pitch = QFontMetrics(self._font).lineSpacing() + 1
        self.height = (self._last - self._first) * self._pitch
        return self.height

    def draw(self, painter: QPainter, left: int, top: int) -> None:
        """Draw it with its upper left corner there."""
        painter.setFont(self._font)
        painter.setPen(self._colour)
        whole = self._last == self._layout.lineCount()
        for number in range(self._first, self._last):
            line, y = self._layout.lineAt(number), top + (number - self._first) * self._pitch
            if number < self._last - 1 or whole:
                line.draw(painter, QPointF(left, y - line.y()))
            else:
                self._draw_cut(painter, left, y, line.textStart())

    def _draw_cut(self, painter: QPainter, left: int, top: int, start: int) -> None:
        rest = self.text.encode("utf-16-le", "surrogatepass")[2 * start :].decode("utf-16-le", "surrogatepass")
        metrics = QFontMetrics(self._font)
        shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self._width)
        painter.drawText(left, top + metrics.ascent(), shown)


def _stress(start: int, length: int, font: QFont, ink: QColor) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    kind = QTextCharFormat()
    kind.setFont(font_like(font, weight=QFont.Weight.DemiBold))
    kind.setForeground(ink)
    found.format = kind
    return found


def _utf16(text: str) -> int:
    """Qt counts in UTF-16, in which some characters are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
