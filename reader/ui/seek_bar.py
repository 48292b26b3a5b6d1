"""The bar that shows where the video is, which moments its notes cite and what is covered, and takes it elsewhere."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from reader.clock import clock
from reader.notes.hrefs import place_href
from reader.services.coverage import Covered
from reader.services.peek import Spot
from reader.services.timeline import Lane, Tick
from reader.ui.coverage_strips import paint_strips
from reader.ui.lanes import EMPTY, NEAR, OWN_TOP, Hit, Rows
from reader.ui.seek_keys import STEP, step_of
from reader.ui.seek_paint import KNOB, paint_bar, paint_loop, paint_near, paint_sign, ticks_pixmap
from reader.ui.seek_tips import spot, tip
from reader.ui.theme import Theme


class SeekBar(QAbstractSlider):
    """Shows `position` of `duration`, both in seconds.  `seek_wished` tells where the reader wants to be.

    To others it is a slider of whole seconds.
    """

    seek_wished = Signal(float)
    scrub_wished = Signal(float)
    """The knob is being dragged over this second; where it is let go is wished for."""
    moment_wished = Signal(float)
    """A stamp was pressed: its second is to be shown."""
    link_activated = Signal(str)
    """A stamp is to be shown in its note."""
    place_hovered = Signal(object, QPoint)
    """The mouse is at a moment, hovering or dragging: its `Spot`, without a video, and the mouse on the screen.

    Told after `set_peeking` only; tooltips are left to what is no moment then.
    """
    place_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._position = 0.0
        self._duration = 0.0
        self._own, self._others = EMPTY, tuple[Lane, ...]()
        self._most, self._strips = 0, False
        self._rows = Rows()
        self._covered = Covered()
        self._chapters: tuple[float, ...] = ()
        self._loaded: tuple[tuple[float, float], ...] = ()
        self._loop: tuple[float, float | None] | None = None
        self._hovered = False
        self._near: Hit | None = None
        self._dragging = self._scrubbed = False
        self._peeking = False
        self._pressed: float | None = None
        self._ticks: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Position in the video")
        self.valueChanged.connect(self._wish)
        theme.changed.connect(self._renew)
        self._arrange()

    def sizeHint(self) -> QSize:
        """A line with room to be hit, and the rows under it."""
        return QSize(200, self._rows.height)

    def set_position(self, seconds: float) -> None:
        """Show where the video is, unless the reader is dragging."""
        if not self._dragging and seconds != self._position:
            self._move(seconds)

    def set_duration(self, seconds: float) -> None:
        """Show another length; 0 for none."""
        self._duration = seconds
        self.setEnabled(seconds > 0)
        self._tell_value()
        self._arrange()

    def set_lanes(self, own: Lane, others: Sequence[Lane]) -> None:
        """Show the stamps of the open note, and those of other notes in lanes."""
        self._own, self._others = own, tuple(others)
        self._arrange()

    def set_covered(self, covered: Covered) -> None:
        """Show what is covered, and what is not here."""
        same, self._covered = covered.missing == self._covered.missing, covered
        self.update(self._strips_box() if same else self.rect())

    def set_chapters(self, starts: Sequence[float]) -> None:
        """Show where chapters begin, in seconds."""
        self._chapters = tuple(starts)
        self.update()

    def set_loaded(self, ranges: Sequence[tuple[float, float]]) -> None:
        """Show which seconds of a stream are in memory."""
        if tuple(ranges) != self._loaded:
            self._loaded = tuple(ranges)
            self.update(0, 0, self.width(), OWN_TOP)

    def set_loop(self, loop: tuple[float, float | None] | None) -> None:
        """Show what is looped, from where to where; without an end while that is not set."""
        self._loop = loop
        self.update()

    def set_room(self, lanes: int, *, strips: bool) -> None:
        """Show at most so many lanes, and the strips or not."""
        self._most, self._strips = lanes, strips
        self._arrange()

    def set_peeking(self, on: bool) -> None:
        """Tell of the moments that the mouse is at, for others to show them, instead of showing tooltips of them."""
        self._peeking = on

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is asked for of the bar, the ticks and the strips."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        scale = self._rows.scale
        if self._ticks is None:
            self._ticks = ticks_pixmap(self._theme, self._rows, self.size(), self.devicePixelRatioF())
        painter.drawPixmap(0, 0, self._ticks)
        if self._near:
            paint_near(painter, self._theme, self._rows, self._near)
        if self._rows.past:
            paint_sign(painter, self._theme, self._rows)
        if self._rows.strips and event.rect().intersects(self._strips_box()):
            paint_strips(painter, self._theme, scale, self._rows.strips_top, self._covered)
        if self._loop and scale.length:
            paint_loop(painter, self._theme, scale, *self._loop)
        if event.rect().top() < OWN_TOP:
            paint_bar(
                painter, self._theme, scale, self._position, self._chapters,
                self._covered.missing, self._loaded, large=self._hovered, focused=self.hasFocus(),
            )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the ticks anew."""
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the bar is pressed: to the tick there, or to the very second."""
        if event.button() != Qt.MouseButton.LeftButton or not self._duration:
            return
        found = self._hit(event.position())
        if found and found.tick.path and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._open(found.tick)
            return
        self._pressed = event.position().x() if found else None
        if found:
            self._dragging = True
            self._move(found.tick.seconds)
            self.moment_wished.emit(found.tick.seconds)
        else:
            self._dragging = True
            self._wish(self._rows.scale.seconds(event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the note of a tick there."""
        found = self._hit(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found and found.tick.path:
            self._open(found.tick)
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or tell what is under the mouse."""
        x = event.position().x()
        if not self._dragging:
            self._look(event)
        elif self._pressed is None or abs(x - self._pressed) > NEAR:
            self._pressed = None
            self._drag(self._rows.scale.seconds(x))
            if self._peeking:
                self.place_hovered.emit(Spot("", self._position), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        scrubbed = self._scrubbed
        self._dragging = self._scrubbed = False
        self._pressed = None
        if scrubbed:
            self._wish(self._position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Five seconds a notch."""
        if self._duration:
            self._wish(self._position + STEP * event.angleDelta().y() / 120)

    def event(self, event: QEvent) -> bool:
        """Claim the keys of a slider before a shortcut takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and step_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:  # noqa: N802
        """Another value draws nothing: `_move` draws what is to be drawn."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows 5 seconds, Page 30, Home and End."""
        step = step_of(event)
        if step is None or not self._duration:
            event.ignore()
        else:
            self._wish(self._position + step)

    def enterEvent(self, _event: QEnterEvent) -> None:
        """Grow under the mouse."""
        self._hovered = True
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        """Shrink again."""
        self._hovered, self._near = False, None
        self.update()
        self.place_left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show who has the keys."""
        super().focusInEvent(event)
        self.update()

    def _look(self, event: QMouseEvent) -> None:
        """Tell what is under the mouse, and show which tick a click would go to."""
        near = self._hit(event.position())
        if near != self._near:
            self._near = near
            self.update()
        if self._duration:
            self._tell(event)

    def _tell(self, event: QMouseEvent) -> None:
        place, cursor = event.position(), event.globalPosition().toPoint()
        if self._peeking and (found := spot(self._rows, place, self._covered)):
            QToolTip.hideText()
            self.place_hovered.emit(found, cursor)
        else:
            self.place_left.emit()
            QToolTip.showText(cursor, tip(self._theme, self._rows, place, self._covered), self)

    def _hit(self, place: QPointF) -> Hit | None:
        return self._rows.hit(place.x(), place.y())

    def _open(self, tick: Tick) -> None:
        self.link_activated.emit(place_href(tick.path, tick.sentence, tick.seconds))

    def _drag(self, seconds: float) -> None:
        self._scrubbed = True
        self._move(min(max(seconds, 0.0), self._duration))
        self.scrub_wished.emit(self._position)

    def _wish(self, seconds: float) -> None:
        self._move(min(max(seconds, 0.0), self._duration))
        self.seek_wished.emit(self._position)

    def _move(self, seconds: float) -> None:
        """Draw the knob elsewhere, if it is elsewhere on the screen, and nothing else."""
        before, after = (self._rows.scale.x(each) for each in (self._position, seconds))
        self._position = seconds
        if round(before * self.devicePixelRatioF()) != round(after * self.devicePixelRatioF()):
            left, right = sorted((before, after))
            self.update(QRect(int(left) - KNOB - 1, 0, int(right - left) + 2 * KNOB + 3, OWN_TOP + 1))
        if int(seconds) != self.value():
            self._tell_value()

    def _tell_value(self) -> None:
        """Whole seconds for those who ask of a slider; whoever sets them wishes to be there."""
        self.blockSignals(True)
        self.setRange(0, int(self._duration))
        self.setValue(int(self._position))
        self.blockSignals(False)
        self.setAccessibleDescription(f"{clock(self._position)} of {clock(self._duration)}" if self._duration else "")

    def _arrange(self) -> None:
        """Other rows, another scale or another size: everything is drawn anew."""
        height = self._rows.height
        self._rows = Rows(
            self._own, self._others, self._most, strips=self._strips, width=self.width(), length=self._duration
        )
        self._near = None
        if self._rows.height != height:
            self.updateGeometry()
        self._renew()

    def _renew(self) -> None:
        self._ticks = None
        self.update()

    def _strips_box(self) -> QRect:
        return QRect(0, self._rows.strips_top, self.width(), self._rows.height - self._rows.strips_top)
