"""The card that shows a moment before anybody goes there: its frame, and below it what is told of it."""

from PySide6.QtCore import QAbstractAnimation, QPropertyAnimation, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from reader.clock import clock
from reader.services.peek import Told
from reader.ui.drawing import SMALL, font_like
from reader.ui.peek_place import BY_TEXT, Side, place_beside
from reader.ui.peek_text import Lines
from reader.ui.text import count
from reader.ui.theme import Theme
from reader.ui.video_view import fitted

_WIDTH = 272
_EDGE = 8
_PICTURE = QSize(_WIDTH - 2 * _EDGE, (_WIDTH - 2 * _EDGE) * 9 // 16)
_ROUND, _ROUND_PICTURE = 9, 5
_BETWEEN = 4
_SIZE = 14
_SENTENCE, _CUES, _FEW = 3, 4, 2
"""Lines at most: of the sentence, of the captions, of all else."""


class PeekCard(QWidget):
    """Takes neither keys nor mouse.  Its height is known before the frame has come: nothing moves when it comes."""

    painted = Signal(bool)
    """It was painted, with its frame or still without."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        kind = Qt.WindowType
        super().__init__(
            window,
            kind.ToolTip | kind.FramelessWindowHint | kind.WindowTransparentForInput | kind.NoDropShadowWindowHint,
        )
        self._theme = theme
        self._told: Told | None = None
        self._lines: tuple[Lines, ...] = ()
        self._picture, self._only_sound = QImage(), False
        self._masked = QGuiApplication.platformName() == "xcb"  # there may be nobody who draws what is see-through
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._masked)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fades = QGuiApplication.platformName() in ("xcb", "windows", "cocoa")
        self._fade = QPropertyAnimation(self, b"windowOpacity", self) if fades else None
        if self._fade:
            self._fade.setEndValue(0.0)
            self._fade.finished.connect(self.hide)
        theme.changed.connect(self.hide)

    @property
    def told(self) -> Told | None:
        """What it tells of while it is shown."""
        return self._told if self.isVisible() else None

    @property
    def has_picture(self) -> bool:
        """Whether there is room for a frame on it."""
        return self._told is not None and self._told.has_picture

    @property
    def picture(self) -> QImage:
        """The frame that is on it; null while there is none."""
        return self._picture

    @property
    def picture_size(self) -> QSize:
        """The room for the frame, in device pixels."""
        return (_PICTURE.toSizeF() * self.devicePixelRatioF()).toSize()

    def tell(self, told: Told) -> None:
        """Tell of another moment, or more of the same; the frame stays until the next one comes."""
        self._told = told
        self._lines = self._write(told)
        height = sum(line.lay_out(_PICTURE.width()) + _BETWEEN for line in self._lines) - _BETWEEN
        picture = _PICTURE.height() + _BETWEEN + 2 if told.has_picture else 0
        self.resize(_WIDTH, picture + height + 2 * _EDGE)
        self.setAccessibleDescription(self.text())
        self.update()

    def text(self) -> str:
        """What it tells, in words."""
        return "\n".join(line.text for line in self._lines)

    def set_picture(self, picture: QImage) -> None:
        """Show a frame; a null image for a file that has only sound."""
        fit = picture.size().scaled(self.picture_size, Qt.AspectRatioMode.KeepAspectRatio)
        if not picture.isNull() and picture.size() != fit:
            picture = picture.scaled(fit, mode=Qt.TransformationMode.SmoothTransformation)
        self._picture, self._only_sound = picture, picture.isNull()
        self.update()

    def clear_picture(self) -> None:
        """Show no frame until the next one comes."""
        self._picture, self._only_sound = QImage(), False
        self.update()

    def show_beside(self, spot: QRect, sides: tuple[Side, ...] = BY_TEXT) -> None:
        """Appear beside a place on the screen, or go there."""
        screen = QGuiApplication.screenAt(spot.center()) or self.parentWidget().screen()
        self.move(place_beside(spot, self.size(), screen.availableGeometry(), sides))
        if self._fade:
            self._fade.stop()
            self.setWindowOpacity(1.0)
        self.show()

    def fade(self) -> None:
        """Go away: softly where the platform has motion and can."""
        length = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        if not self._fade or not length:
            self.hide()
        elif self.isVisible() and self._fade.state() is not QAbstractAnimation.State.Running:
            self._fade.setDuration(length)
            self._fade.setStartValue(self.windowOpacity())
            self._fade.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be round at the corners."""
        super().resizeEvent(event)
        if self._masked:
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), _ROUND, _ROUND)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, and the words below it."""
        if self._told is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._edge())
        painter.setBrush(self._theme.colour("paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        top = _EDGE
        if self._told.has_picture:
            self._paint_picture(painter, QRect(_EDGE, top, _PICTURE.width(), _PICTURE.height()))
            top += _PICTURE.height() + _BETWEEN + 2
        for line in self._lines:
            line.draw(painter, _EDGE, top)
            top += line.height + _BETWEEN
        painter.end()
        self.painted.emit(self._told.has_picture and not self._picture.isNull())

    def _edge(self) -> QColor:
        """A line that parts paper from paper."""
        colour = self._theme.colour("quiet")
        colour.setAlphaF(0.4)
        return colour

    def _paint_picture(self, painter: QPainter, box: QRect) -> None:
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), _ROUND_PICTURE, _ROUND_PICTURE)
        painter.setClipPath(path)
        painter.fillRect(box, self._theme.colour("video"))
        if not self._picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(fitted(self._picture.size(), box), self._picture)
        elif self._only_sound:
            sign = QRect(0, 0, 40, 40)
            sign.moveCenter(box.center())
            self._theme.icon("music-2-line").paint(painter, sign)
        painter.restore()

    def _write(self, told: Told) -> tuple[Lines, ...]:
        """Time and sentence; whose they are; what is spoken; why the time is read so; who else cites it; hints."""
        spot, now = told.spot, clock(told.spot.seconds)
        earlier = (clock(spot.since), spot.sentence) if spot.since is not None else ()
        said = told.chapter if earlier else spot.sentence or told.chapter
        head = (now, said) if said else (now,)
        found = (
            self._run(head, _SENTENCE, stressed=0, tone="ink"),
            self._run(earlier, _FEW),
            self._run((spot.title or told.video,), 1, size=SMALL),
            self._run(told.cues, _CUES, stressed=told.spoken, size=13),
            self._run((spot.why,), _SENTENCE, tone="warn", size=SMALL),
            *(self._run((words,), _FEW, size=SMALL) for words in (_others(told), *spot.hints)),
        )
        return tuple(lines for lines in found if lines)

    def _run(
        self, parts: tuple[str, ...], most: int, *, stressed: int = -1, tone: str = "quiet", size: int = _SIZE
    ) -> Lines | None:
        colour, ink = self._theme.colour(tone), self._theme.colour("ink")
        font = font_like(self.font(), size, QFont.Weight.Normal)
        if not any(parts):
            return None
        return Lines(parts, font, colour, most=most, stressed=stressed, ink=ink)


def _others(told: Told) -> str:
    """Which other notes cite the moment; a blank keeps the room while that is being found."""
    if told.others is None:
        return "\u00a0"
    if not told.others:
        return ""
    also = "Also in" if told.spot.sentence else "Cited in"
    return f"{also} {count(len(told.others), 'note', 'notes')}: {', '.join(told.others)}"
