"""Paints the newest frame of the video, its proportions kept."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from reader.services.player import Player
from reader.ui.theme import Theme

WIDE = 16 / 9
_HOLD_MS = 500
_NOTCH = 120
"""Eighths of a degree that Qt counts for a notch of the wheel."""


class VideoView(QWidget):
    """The picture.  It tells what the mouse does on it; what lies over it are its children.

    A button that is pressed becomes one of three: a click, a hold (half a second without moving) or a drag.
    """

    clicked = Signal()
    """Also sent by the second press of a double click, so that the two undo each other."""
    double_clicked = Signal()
    held = Signal(bool)
    """The button has been pressed for a while; then that it was let go."""
    dragged = Signal()
    """The picture is being pulled with the button pressed."""
    wheel_turned = Signal(int)
    """Whole notches of the wheel, positive away from the reader."""
    covered_changed = Signal(int)
    """So many pixels of the foot of the picture lie under controls now."""
    painted = Signal(float)
    """A frame was painted; the number is its time in seconds."""

    def __init__(self, player: Player, theme: Theme) -> None:
        super().__init__()
        self._player = player
        self._theme = theme
        self._frame_time: float | None = None
        self._pressed: QPointF | None = None
        self._holding = False
        self._turned = 0
        self._covered = 0
        self._hold = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._hold.timeout.connect(self._on_hold)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 90)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Video")
        player.frame_shown.connect(self._on_frame)
        player.glimpsed.connect(self.update)
        player.shown_changed.connect(self.update)
        player.playing_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as a video pane usually is."""
        return QSize(520, round(520 / WIDE))

    def heightForWidth(self, width: int) -> int:
        """The height of a wide-screen picture."""
        return round(width / WIDE)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, or the dark that stands for none."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("video"))
        image = self._player.image()
        if image.isNull():
            self._paint_sound(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.size() != self._pixels())
        painter.drawImage(fitted(image.size(), self.rect()), image)
        painter.end()
        if self._frame_time is not None:
            seconds, self._frame_time = self._frame_time, None
            self.painted.emit(seconds)

    def _paint_sound(self, painter: QPainter) -> None:
        if self._player.only_sound:
            place = QRect(0, 0, 64, 64)
            place.moveCenter(self.rect().center())
            self._theme.icon("music-2-line").paint(painter, place)

    @property
    def covered_below(self) -> int:
        """How many pixels of the foot of the picture lie under controls."""
        return self._covered

    def set_covered_below(self, pixels: int) -> None:
        """Say how many pixels of the foot lie under controls: captions stand above them."""
        if pixels != self._covered:
            self._covered = pixels
            self.covered_changed.emit(pixels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have frames scaled to the new size."""
        super().resizeEvent(event)
        self._player.set_view_size(self._pixels())

    def showEvent(self, event: QShowEvent) -> None:
        """The screen may be another one, with other pixels."""
        super().showEvent(event)
        self._player.set_view_size(self._pixels())

    def hideEvent(self, event: QHideEvent) -> None:
        """What is hidden is not held."""
        super().hideEvent(event)
        self._let_go()

    def event(self, event: QEvent) -> bool:
        """Let go where the button's release will not be told."""
        if event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.UngrabMouse):
            self._let_go()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for what becomes of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._hold.start()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of a drag."""
        if self._pressed is None or self._holding:
            return
        if (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._let_go()
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click, if it was one."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        clicked = self._pressed is not None and not self._holding
        self._let_go()
        if clicked and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Undo the click before it, and tell of both."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
            self.double_clicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Tell of whole notches; what touchpads send bit by bit adds up to them."""
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self.wheel_turned.emit(notches)
        event.accept()

    def _on_hold(self) -> None:
        self._holding = True
        self.held.emit(True)

    def _let_go(self) -> None:
        self._hold.stop()
        held, self._holding, self._pressed = self._holding, False, None
        if held:
            self.held.emit(False)

    def _on_frame(self, seconds: float) -> None:
        self._frame_time = seconds
        self.update()

    def _pixels(self) -> QSize:
        return (self.size().toSizeF() * self.devicePixelRatioF()).toSize()


def fitted(size: QSize, into: QRect) -> QRect:
    """The largest rectangle of the proportions of `size` in the middle of `into`."""
    fit = QRect(into.topLeft(), size.scaled(into.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fit.moveCenter(into.center())
    return fit
