"""What the slides are drawn with: the palette of the window, its two typefaces, and a few shapes.

Everything is measured on a slide of 1280 x 720; a film is mostly seen at 520 wide, so no text is under 28 px.
"""

from dataclasses import dataclass
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPainterPath, QPen

WIDTH, HEIGHT = 1280, 720


@dataclass(frozen=True)
class Palette:
    paper: str
    card: str
    ink: str
    quiet: str
    line: str
    accent: str
    pill: str
    now: str
    gold: str
    whole: str
    predicted: str
    both: str


DARK = Palette("#202124", "#2a2b2f", "#e3e1dc", "#a29e96", "#43464b", "#8fb8de", "#28333e", "#383222", "#e0ac20",
               "#8fb8de", "#dc9a72", "#9bc987")  # fmt: skip
LIGHT = Palette("#fbfaf7", "#ffffff", "#23221f", "#6d6961", "#ddd8cd", "#2c5c8c", "#e8eef4", "#fff4cf", "#d8a000",
                "#2c5c8c", "#b0643a", "#5d8a4a")  # fmt: skip


def load_fonts() -> None:
    """Make the two typefaces known to Qt.  Raises FileNotFoundError if a file of them is not there."""
    for package, names in (
        (font_source_serif_pro, ("SourceSerifPro-Regular", "SourceSerifPro-Semibold")),
        (font_source_sans_pro, ("SourceSansPro-Regular", "SourceSansPro-Semibold")),
    ):
        for name in names:
            path = Path(package.__file__).parent / "files" / f"{name}.ttf"
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                raise FileNotFoundError(path)


def sans(size: float, bold: bool = False) -> QFont:
    return _font("Source Sans Pro", size, bold)


def serif(size: float, bold: bool = False) -> QFont:
    return _font("Source Serif Pro", size, bold)


def _font(family: str, size: float, bold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class Stage:
    """A slide being drawn.  `alpha` everywhere is how much of a shape is to be seen, 0 to 1."""

    def __init__(self, painter: QPainter, palette: Palette) -> None:
        self.painter = painter
        self.palette = palette

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """A colour of the palette by its word, or any `#rrggbb`."""
        color = QColor(getattr(self.palette, name, name))
        color.setAlphaF(min(1.0, max(0.0, alpha)))
        return color

    def text(self, x: float, y: float, text: str, font: QFont, color: str = "ink", alpha: float = 1.0,
             align: str = "left") -> float:  # fmt: skip
        """Write `text` with its baseline at `y`; `align` says what `x` is of it.  Gives its width."""
        width = QFontMetricsF(font).horizontalAdvance(text)
        if alpha > 0:
            self.painter.setFont(font)
            self.painter.setPen(self.color(color, alpha))
            self.painter.drawText(QPointF(x - {"left": 0, "center": width / 2, "right": width}[align], y), text)
        return width

    def digits(self, right: float, y: float, text: str, font: QFont, color: str = "ink") -> float:
        """Write `text` with every digit in a cell of the same width, so that a counter does not tremble."""
        metrics = QFontMetricsF(font)
        cell = max(metrics.horizontalAdvance(digit) for digit in "0123456789")
        x = right
        for letter in reversed(text):
            width = cell if letter.isdigit() else metrics.horizontalAdvance(letter)
            x -= width
            self.text(x + width / 2, y, letter, font, color, align="center")
        return right - x

    def box(self, x: float, y: float, w: float, h: float, fill: str = "", edge: str = "", alpha: float = 1.0,
            radius: float = 12, width: float = 3, dashed: bool = False) -> None:  # fmt: skip
        if alpha <= 0:
            return
        self.painter.setBrush(self.color(fill, alpha) if fill else Qt.BrushStyle.NoBrush)
        self.painter.setPen(self.pen(edge, width, alpha, dashed) if edge else Qt.PenStyle.NoPen)
        self.painter.drawRoundedRect(QRectF(x, y, w, h), radius, radius)

    def pen(self, color: str, width: float = 3, alpha: float = 1.0, dashed: bool = False) -> QPen:
        pen = QPen(self.color(color, alpha), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([0.2, 2.6])
        return pen

    def path(self, path: QPainterPath, color: str, alpha: float = 1.0, width: float = 3) -> None:
        if alpha > 0:
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.setPen(self.pen(color, width, alpha))
            self.painter.drawPath(path)

    def stroke(self, x1: float, y1: float, x2: float, y2: float, color: str, alpha: float = 1.0, width: float = 3,
               dashed: bool = False) -> None:  # fmt: skip
        if alpha > 0:
            self.painter.setPen(self.pen(color, width, alpha, dashed))
            self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def dot(self, x: float, y: float, radius: float, color: str, alpha: float = 1.0) -> None:
        if alpha > 0:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.color(color, alpha))
            self.painter.drawEllipse(QPointF(x, y), radius, radius)

    def tile(self, x: float, y: float, w: float, h: float, kind: str, filled: float = 1.0, alpha: float = 1.0) -> None:
        """A frame of the film: `kind` is I, P or B; `filled` how much of its colour it has."""
        color = {"I": "whole", "P": "predicted", "B": "both"}[kind]
        radius = min(12, w / 5)
        self.box(x, y, w, h, "card", "line", alpha, radius)
        self.box(x, y, w, h, color, "", alpha * filled, radius)
        size = min(44, w * 0.62)
        self.text(x + w / 2, y + h / 2 + size * 0.34, kind, sans(size, True), "paper", alpha * filled, "center")

    def arc(self, x1: float, x2: float, y: float, lift: float, color: str, drawn: float = 1.0) -> None:
        """An arrow from (x1, y) to (x2, y) over a hill `lift` high; `drawn` is how much of it."""
        if drawn <= 0:
            return
        path = QPainterPath(QPointF(x1, y))
        path.quadTo(QPointF((x1 + x2) / 2, y - 2 * lift), QPointF(x2, y))
        self.path(path, color, drawn, 4)
        side = 9 if x2 < x1 else -9
        head = QPainterPath(QPointF(x2 + side * 1.2, y - 14))
        head.lineTo(x2, y)
        head.lineTo(x2 + side * -0.4, y - 17)
        self.path(head, color, drawn, 4)

    def bracket(self, x1: float, x2: float, y: float, label: str, color: str = "quiet", alpha: float = 1.0) -> None:
        """A brace under what lies between `x1` and `x2`, with its label under it."""
        path = QPainterPath(QPointF(x1, y))
        path.lineTo(x1, y + 14)
        path.lineTo(x2, y + 14)
        path.lineTo(x2, y)
        self.path(path, color, alpha)
        self.text((x1 + x2) / 2, y + 54, label, sans(32), "ink", alpha, "center")

    def pill(self, x: float, y: float, text: str, size: float = 34, alpha: float = 1.0, repaired: float = 0.0) -> None:
        """A stamp as the page shows it, around the middle (x, y)."""
        font = sans(size, True)
        wave = size * 0.6 * repaired
        width = QFontMetricsF(font).horizontalAdvance(text) + size * 0.8 + wave
        self.box(x - width / 2, y - size * 0.72, width, size * 1.44, "pill", "", alpha, size * 0.3)
        self.text(x - wave / 2, y + size * 0.34, text, font, "accent", alpha, "center")
        self.text(x + width / 2 - size * 0.32, y + size * 0.34, "~", font, "gold", alpha * repaired, "right")

    def pin(self, x: float, y: float, color: str = "gold", alpha: float = 1.0) -> None:
        """A pointer whose tip is at (x, y), from above."""
        if alpha <= 0:
            return
        path = QPainterPath(QPointF(x, y))
        path.lineTo(x - 15, y - 24)
        path.lineTo(x + 15, y - 24)
        path.closeSubpath()
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.color(color, alpha))
        self.painter.drawPath(path)

    def mouse(self, x: float, y: float, click: float = 0.0, alpha: float = 1.0) -> None:
        """The pointer of the mouse; `click` from 0 to 1 is a ring that widens and goes."""
        if 0 < click < 1:
            self.box(x - 50 * click, y - 50 * click, 100 * click, 100 * click, "", "gold", alpha * (1 - click),
                     50 * click, 5)  # fmt: skip
        if alpha <= 0:
            return
        path = QPainterPath(QPointF(x, y))
        for dx, dy in ((0, 40), (10, 31), (17, 46), (24, 43), (17, 28), (30, 28)):
            path.lineTo(x + dx, y + dy)
        path.closeSubpath()
        self.painter.setPen(self.pen("paper", 3, alpha))
        self.painter.setBrush(self.color("ink", alpha))
        self.painter.drawPath(path)

    def bar(self, x: float, y: float, w: float, share: float, alpha: float = 1.0) -> None:
        """A seek bar with its knob."""
        self.box(x, y - 4, w, 8, "line", "", alpha, 4)
        self.box(x, y - 4, max(8, w * share), 8, "accent", "", alpha, 4)
        self.dot(x + w * share, y, 13, "accent", alpha)

    def screen(self, x: float, y: float, w: float, h: float, share: float, alpha: float = 1.0) -> None:
        """A small film: a sun that crosses the sky over two hills, `share` of its way done."""
        if alpha <= 0:
            return
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(x, y, w, h), 14, 14)
        self.painter.save()
        self.painter.setClipPath(clip)
        self.painter.setOpacity(alpha)
        self.painter.fillPath(clip, QColor("#2b3c4d"))
        rise = 1 - (2 * share - 1) ** 2
        self.dot(x + w * (0.1 + 0.8 * share), y + h * (0.72 - 0.5 * rise), h * 0.1, "#f0c65a")
        for left, top, color in ((-0.2, 0.62, "#46617a"), (0.35, 0.72, "#38536a")):
            self.painter.setBrush(QColor(color))
            self.painter.drawEllipse(QRectF(x + w * left, y + h * top, w * 0.95, h * 0.9))
        self.painter.restore()
