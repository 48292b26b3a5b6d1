"""Icons from the glyphs of fonts, drawn at any size and in any colour.

The fonts are read by themselves and never become the application's: Chromium sorts those of fontconfig on threads of
its own, and dies where one is added meanwhile.
"""

import json
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

_DRAWN = 256.0
"""The size in pixels at which a glyph's outline is taken; it is scaled from there."""
_FILLS = 0.875
"""How much of an icon's height its glyph takes."""


class Icons:
    """The icons of the fonts in `folder`, by the names their makers gave them: `film-line`."""

    def __init__(self, folder: Path) -> None:
        self._glyphs: dict[str, tuple[QRawFont, str]] = {}
        for names in folder.glob("*.json"):
            font = QRawFont(str(names.with_suffix(".ttf")), _DRAWN)
            for name, code in json.loads(names.read_bytes()).items():
                self._glyphs[name] = font, chr(int(code, 16))

    def icon(self, name: str, colour: QColor, disabled: QColor) -> QIcon:
        """An icon in `colour`.  Raises KeyError for a name that is in none of the fonts."""
        font, letter = self._glyphs[name]
        glyph = font.glyphIndexesForString(letter)[0]
        outline = font.pathForGlyph(glyph)
        outline.translate(-font.advancesForGlyphIndexes([glyph])[0].x() / 2, (font.ascent() - font.descent()) / 2)
        return QIcon(_Engine(outline, colour, disabled))


class _Engine(QIconEngine):
    """Fills an outline whose middle is at 0, 0."""

    def __init__(self, outline: QPainterPath, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._outline, self._colour, self._disabled = outline, colour, disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it in the middle of `rect`; nothing on what has no size, which no painter is at work on."""
        if not painter.isActive():
            return
        middle = rect.toRectF().center()
        scale = _FILLS * rect.height() / _DRAWN
        placed = QTransform.fromTranslate(middle.x(), middle.y()).scale(scale, scale)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(placed.map(self._outline), self._disabled if mode == QIcon.Mode.Disabled else self._colour)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon on nothing."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        if not drawn.isNull():
            painter = QPainter(drawn)
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
            painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        """One like it, which Qt owns."""
        return _Engine(self._outline, self._colour, self._disabled)
