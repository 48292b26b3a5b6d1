"""The bar that shows where the video is, and takes it elsewhere."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reader.clock import clock
from reader.ui.theme import Theme

_MARGIN = 8
_WHEEL_SECONDS = 5.0


class SeekBar(QWidget):
    """Shows `position` of `duration`, both in seconds.  `seek_wished` tells where the reader wants to be."""

    seek_wished = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._position = 0.0
        self._duration = 0.0
        self._hovered = False
        self._dragged: float | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Position in the video")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A line with room to be hit."""
        return QSize(200, 22)

    def set_position(self, seconds: float) -> None:
        """Show where the video is, unless the reader is dragging."""
        if self._dragged is None and seconds != self._position:
            self._position = seconds
            self.update()

    def set_duration(self, seconds: float) -> None:
        """Show another length; 0 for none."""
        self._duration = seconds
        self.setEnabled(seconds > 0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, the part that has gone by, and the knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = 6 if self._hovered else 4
        track = QRectF(_MARGIN, (self.height() - thick) / 2, self.width() - 2 * _MARGIN, thick)
        painter.setBrush(self._theme.colour("line"))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        if not self._duration:
            return
        done = QRectF(track)
        done.setWidth(track.width() * min(self._shown() / self._duration, 1.0))
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(done, thick / 2, thick / 2)
        radius = 7 if self._hovered else 6
        painter.drawEllipse(QPointF(done.right(), track.center().y()), radius, radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the bar is pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self._duration:
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or tell the time under the mouse."""
        if self._dragged is not None:
            self._drag(event.position().x())
        elif self._duration:
            QToolTip.showText(event.globalPosition().toPoint(), clock(self._seconds_at(event.position().x())), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._dragged = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Five seconds a notch."""
        if self._duration:
            self._wish(self._position + _WHEEL_SECONDS * event.angleDelta().y() / 120)

    def enterEvent(self, _event: QEnterEvent) -> None:
        """Grow under the mouse."""
        self._hovered = True
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        """Shrink again."""
        self._hovered = False
        self.update()

    def _shown(self) -> float:
        return self._position if self._dragged is None else self._dragged

    def _drag(self, x: float) -> None:
        self._dragged = self._seconds_at(x)
        self._wish(self._dragged)

    def _wish(self, seconds: float) -> None:
        self._position = min(max(seconds, 0.0), self._duration)
        self.seek_wished.emit(self._position)
        self.update()

    def _seconds_at(self, x: float) -> float:
        share = (x - _MARGIN) / max(self.width() - 2 * _MARGIN, 1)
        return min(max(share, 0.0), 1.0) * self._duration
