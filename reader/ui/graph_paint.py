"""How a graph looks: its cards with their notes, and the edges that run behind them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from reader.ui.graph_layout import TEXT_LEFT, TITLE, Card, Measure, Picture
from reader.ui.text import plain
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.neighbours import Neighbour, Neighbourhood

_LEGIBLE = 0.55
"""At a smaller scale labels are left away: a letter would be less than 8 pixels high."""
_TITLE_PIXELS, _LABEL_PIXELS = 11, 13
_FAINT = 0.22
_DOT = 3.5


def font(pixels: float, *, bold: bool = False) -> QFont:
    """The font of a graph's texts, in scene units."""
    made = QFont("Source Sans Pro")
    made.setPixelSize(round(pixels))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def label_width() -> Measure:
    """Tells how wide a note's title is drawn, in scene units."""
    return QFontMetricsF(font(_LABEL_PIXELS, bold=True)).horizontalAdvance


def title_width() -> Measure:
    """Tells how wide the title of a cluster is drawn, in scene units."""
    return QFontMetricsF(font(_TITLE_PIXELS, bold=True)).horizontalAdvance


class Look:
    """What the items of a graph are drawn by: the notes, their places, and which of them stand out."""

    def __init__(self, theme: Theme, hood: "Neighbourhood", picture: Picture) -> None:
        self.theme, self.hood, self.picture = theme, hood, picture
        self.lit: int | None = None
        """The note whose edges are lit, all others being dimmed."""
        self.focused: int | None = None
        """The note that has the keys."""
        self._linked: list[set[int]] = [{note} for note in range(len(hood.notes))]
        for one, other in hood.edges:
            self._linked[one].add(other)
            self._linked[other].add(one)

    def dims(self, note: int) -> bool:
        """Whether a note is none of those that are lit."""
        return self.lit is not None and note not in self._linked[self.lit]

    def colour(self, token: str, share: float = 1.0) -> QColor:
        """A colour of the theme, at so much of its strength."""
        colour = self.theme.colour(token)
        colour.setAlphaF(share)
        return colour


class EdgesItem(QGraphicsItem):
    """The edges: those of the open note in the accent, the lit ones above them.

    A channel's own note is linked with all others: such edges are drawn only while one of their notes is lit.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._near, self._far = QPainterPath(), QPainterPath()
        self._bounds = look.picture.bounds.adjusted(-100, -100, 100, 100)
        for edge, curve in look.picture.edges.items():
            if 0 in edge:
                self._near.addPath(curve)
            elif not any(look.picture.card_of[note].cluster.kind == "channel" for note in edge):
                self._far.addPath(curve)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """See QGraphicsItem."""
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the edges."""
        look = self._look
        sparse = min(1.0, 120 / max(len(look.picture.edges), 1))
        dim = 0.3 if look.lit is not None else 1.0
        self._draw(painter, self._far, look.colour("quiet", (0.12 + 0.28 * sparse) * dim), 1.0)
        self._draw(painter, self._near, look.colour("accent", (0.3 + 0.3 * sparse) * dim), 1.0)
        if look.lit is not None:
            lit = QPainterPath()
            for edge, curve in look.picture.edges.items():
                if look.lit in edge:
                    lit.addPath(curve)
            self._draw(painter, lit, look.colour("accent"), 1.8)

    def _draw(self, painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        painter.strokePath(path, pen)


class CardItem(QGraphicsItem):
    """A video with its notes; from afar its title alone, or that of the open note."""

    def __init__(self, look: Look, card: Card) -> None:
        super().__init__()
        self._look, self._card = look, card

    def boundingRect(self) -> QRectF:  # noqa: N802
        """See QGraphicsItem."""
        return self._card.rect.adjusted(-6, -2, 6, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the card and its notes."""
        look, card = self._look, self._card
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        dim = all(look.dims(note) for note in card.cluster.notes)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("paper" if card.cluster.kind == "phantom" else "window"))
        painter.drawRoundedRect(card.rect, 8, 8)
        if scale < _LEGIBLE:
            self._paint_from_afar(painter, scale, dim)
            return
        painter.setPen(look.colour("quiet", _FAINT * 2 if dim else 1.0))
        room = card.rect.adjusted(12, 2, -12, 0)
        self._text(painter, QRectF(room.topLeft(), room.topRight()).adjusted(0, 0, 0, TITLE - 2),
                   card.cluster.title, font(_TITLE_PIXELS, bold=True))  # fmt: skip
        for note, row in card.rows():
            self._paint_row(painter, note, row)

    def _paint_row(self, painter: QPainter, note: int, row: QRectF) -> None:
        look = self._look
        each, dimmed = look.hood.notes[note], look.dims(note)
        self._paint_band(painter, note, row)
        self._paint_dot(painter, each, row, dimmed)
        token = "on-accent" if note == 0 else "phantom" if each.target else "ink"
        painter.setPen(look.colour(token, 2 * _FAINT if dimmed and note else 1.0))
        shown = font(_LABEL_PIXELS, bold=note in (0, look.lit))
        left, right = (8, -TEXT_LEFT) if self._card.side < 0 else (TEXT_LEFT, -8)
        self._text(painter, row.adjusted(left, 0, right, 0), each.title, shown)

    def _paint_band(self, painter: QPainter, note: int, row: QRectF) -> None:
        look = self._look
        token = "accent" if note == 0 else "pill" if note in (look.lit, look.focused) else ""
        if token:
            painter.setBrush(look.colour(token))
            painter.setPen(QPen(look.colour("accent"), 1.5) if note == look.focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(row.adjusted(4, 1, -4, -1), 6, 6)
        if note == 0 == look.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("on-accent"), 1.2))
            painter.drawRoundedRect(row.adjusted(6, 3, -6, -3), 5, 5)

    def _paint_dot(self, painter: QPainter, each: "Neighbour", row: QRectF, dimmed: bool) -> None:
        """On the edge of the card: full where the open note links to it, hollow where only it links here."""
        if each.step == 0:
            return
        colour = self._look.colour("phantom" if each.target else "accent" if each.step == 1 else "quiet")
        if dimmed:
            colour = self._look.colour("line")
        painter.setPen(QPen(colour, 1.5))
        hollow = each.step == 1 and not each.linked_from_here
        painter.setBrush(QBrush(self._look.colour("paper")) if hollow else colour)
        middle = row.center()
        middle.setX(row.right() if self._card.side < 0 else row.left())
        painter.drawEllipse(middle, _DOT, _DOT)

    def _paint_from_afar(self, painter: QPainter, scale: float, dim: bool) -> None:
        look, card = self._look, self._card
        own = 0 in card.cluster.notes
        if own:
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(card.rect, 8, 8)
        for note, row in card.rows():
            if note and note in (look.lit, look.focused):
                self._paint_band(painter, note, row)
            self._paint_dot(painter, look.hood.notes[note], row, look.dims(note))
        painter.setPen(look.colour("on-accent" if own else "ink", _FAINT * 2 if dim else 1.0))
        text = look.hood.notes[0].title if own else card.cluster.title
        self._wrapped(painter, card.rect.adjusted(10, 2, -10, -2), text, font(_TITLE_PIXELS / scale, bold=own))

    def _text(self, painter: QPainter, room: QRectF, text: str, shown: QFont) -> None:
        painter.setFont(shown)
        side = Qt.AlignmentFlag.AlignRight if self._card.side < 0 else Qt.AlignmentFlag.AlignLeft
        elided = QFontMetricsF(shown).elidedText(plain(text), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | side), elided)

    def _wrapped(self, painter: QPainter, room: QRectF, text: str, shown: QFont) -> None:
        painter.setFont(shown)
        metrics = QFontMetricsF(shown)
        most = max(int(room.height() / metrics.lineSpacing()), 1)
        lines = wrapped(plain(text), metrics, room.width(), most)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), "\n".join(lines))


def wrapped(text: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """A text in at most so many lines of `width`, the last one elided where there is more."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
            taken += 1
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    lines += [" ".join(words)] if words else []
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


class FloatingLabel(QGraphicsItem):
    """From afar, the name of the note that is hovered or has the keys; always of one size."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = ""
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(2)

    def point_at(self, note: int | None, scale: float) -> None:
        """Stand over a note, or be hidden where its label can be read: nearby, and that of the open note always."""
        self.setVisible(bool(note) and scale < _LEGIBLE)
        if note is not None:
            self.prepareGeometryChange()
            self._text = plain(self._look.hood.notes[note].title)
            row = self._look.picture.rows[note]
            self.setPos(row.center())

    def boundingRect(self) -> QRectF:  # noqa: N802
        """See QGraphicsItem; in pixels of the screen."""
        width = min(label_width()(self._text), 320) + 20
        return QRectF(-width / 2, -13, width, 26)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw the name on a small card."""
        look, room = self._look, self.boundingRect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("accent"), 1))
        painter.setBrush(look.colour("paper"))
        painter.drawRoundedRect(room, 6, 6)
        painter.setPen(look.colour("ink"))
        shown = font(_LABEL_PIXELS, bold=True)
        painter.setFont(shown)
        text = QFontMetricsF(shown).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width() - 12)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)
