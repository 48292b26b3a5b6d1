"""How the seek bar is drawn: the ticks once, into a pixmap; the bar and the knob whenever the video moves on."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from reader.services.timeline import Lane
from reader.ui.lanes import MARGIN, SIGN, TRACK, Hit, Rows, Scale, is_past
from reader.ui.theme import Theme

_LANE_COLOURS = ("question", "warn", "good")
_TICK = 2.0
_DENSE = 6
"""Where there are more ticks than one in so many pixels, they are drawn as softer hairlines."""
_SOFT, _FAINT = 0.7, 0.4
_LOADED, _LEAST = 0.55, 2.0
"""How strong what is loaded is drawn, and how wide at least, in pixels."""
_LOOP = 14
HATCH = 5
"""Pixels from stroke to stroke over what is not here."""
KNOB = 10
"""Pixels on either side of the knob's middle that it may take up."""


def ticks_pixmap(theme: Theme, rows: Rows, size: QSize, ratio: float) -> QPixmap:
    """The ticks of all rows, for a bar of that size on a screen with so many pixels to one."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    for number, lane in enumerate(rows.rows):
        _paint_row(painter, lane, rows.scale, rows.place(number), _colour(theme, number, lane), ratio)
    painter.end()
    return pixmap


def _colour(theme: Theme, number: int, lane: Lane) -> QColor:
    """The open note has the accent; neighbouring lanes differ; the one of several notes together is grey."""
    if not number:
        return theme.colour("accent")
    return theme.colour(_LANE_COLOURS[number % len(_LANE_COLOURS)] if lane.path else "quiet")


def paint_bar(
    painter: QPainter,
    theme: Theme,
    scale: Scale,
    seconds: float,
    chapters: Sequence[float] = (),
    missing: Sequence[tuple[float, float]] = (),
    loaded: Sequence[tuple[float, float]] = (),
    *,
    large: bool,
    focused: bool,
) -> None:
    """Draw the line, hatched where parts are `missing`, stronger where a stream is `loaded`, cut where `chapters`
    begin, what has gone by, and the knob.

    It is `large` under the mouse, and ringed with the keys' focus.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    thick = 6 if large else 4
    track = QRectF(MARGIN, TRACK - thick / 2, scale.span, thick)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(track, thick / 2, thick / 2)
    if not scale.length:
        return
    for start, end in loaded:
        part = QRectF(scale.x(start), track.top(), max(scale.x(end) - scale.x(start), _LEAST), thick)
        painter.setBrush(_with_alpha(theme.colour("quiet"), _LOADED))
        painter.drawRoundedRect(part, thick / 2, thick / 2)
    track.setRight(scale.x(seconds))
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(track, thick / 2, thick / 2)
    for start, end in missing:
        _paint_missing(painter, theme, QRectF(scale.x(start), track.top(), scale.x(end) - scale.x(start), thick))
    painter.setBrush(theme.colour("accent"))
    for start in chapters:
        if 0 < start < scale.length:
            painter.fillRect(QRectF(scale.x(start) - 1, TRACK - thick / 2, 2, thick), theme.colour("window"))
    if focused:
        painter.setPen(QPen(theme.colour("window"), 4))
    painter.drawEllipse(QPointF(track.right(), TRACK), *(2 * [7 if large else 6]))
    if focused:
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(track.right(), TRACK), 7, 7)


def _paint_missing(painter: QPainter, theme: Theme, part: QRectF) -> None:
    """Quiet strokes over a part of the line that the file does not have."""
    painter.save()
    painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
    painter.fillRect(part, theme.colour("window"))
    painter.setPen(QPen(theme.colour("quiet"), 1))
    for x in range(int(part.left()) - HATCH, int(part.right()) + HATCH, HATCH):
        painter.drawLine(QPointF(x, part.bottom() + 1), QPointF(x + part.height() + 2, part.top() - 1))
    painter.restore()


def paint_loop(painter: QPainter, theme: Theme, scale: Scale, start: float, end: float | None) -> None:
    """Draw what is looped as a band under the line; only its beginning where the end is not set yet."""
    left = scale.x(start)
    band = QRectF(left, TRACK - _LOOP / 2, (scale.x(end) if end is not None else left) - left, _LOOP)
    painter.fillRect(band, _with_alpha(theme.colour("nowbar"), _FAINT))
    for x in (band.left(), band.right()):
        painter.fillRect(QRectF(round(x) - 1, band.top(), 2, _LOOP), theme.colour("nowbar"))


def paint_near(painter: QPainter, theme: Theme, rows: Rows, near: Hit) -> None:
    """Draw the tick that the mouse is at stronger than the others."""
    top, height = rows.place(near.row)
    painter.fillRect(QRectF(round(rows.scale.x(near.tick.seconds)) - 1.5, top - 1, 3, height + 2), theme.colour("ink"))


def paint_sign(painter: QPainter, theme: Theme, rows: Rows) -> None:
    """Say at the right end how many stamps lie past the end of the video."""
    font = QFont(painter.font())
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(theme.colour("warn"))
    alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(sign_box(rows.scale), alignment, f"+{min(rows.past, 999)}")


def sign_box(scale: Scale) -> QRectF:
    """Where that sign is."""
    return QRectF(scale.width - SIGN - 4, 0, SIGN + 2, 2 * TRACK)


def _paint_row(
    painter: QPainter, lane: Lane, scale: Scale, place: tuple[int, int], colour: QColor, ratio: float
) -> None:
    """Ticks that fall on one pixel are drawn once, and faint only where all of them are doubtful."""
    if not scale.length:
        return
    faint: dict[int, bool] = {}
    for tick in lane.ticks:
        if not is_past(tick, scale.length):
            x = round(scale.x(tick.seconds) * ratio)
            faint[x] = faint.get(x, True) and tick.doubtful
    dense = len(faint) * _DENSE > scale.span
    width = 1.0 if dense else _TICK
    strong, pale = _with_alpha(colour, _SOFT if dense else 1.0), _with_alpha(colour, _FAINT)
    top, height = place
    for x, doubtful in faint.items():
        painter.fillRect(QRectF(x / ratio - width / 2, top, width, height), pale if doubtful else strong)


def _with_alpha(colour: QColor, alpha: float) -> QColor:
    other = QColor(colour)
    other.setAlphaF(alpha)
    return other
