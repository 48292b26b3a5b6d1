"""Paints the newest frame of the video, its proportions kept."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.services.player import Player
from reader.ui.theme import Theme

_WIDE = 16 / 9


class VideoView(QWidget):
    """The picture.  A click plays or pauses, a double click is for the whole screen."""

    clicked = Signal()
    double_clicked = Signal()
    painted = Signal(float)
    """A frame was painted; the number is its time in seconds."""

    def __init__(self, player: Player, theme: Theme) -> None:
        super().__init__()
        self._player = player
        self._theme = theme
        self._frame_time: float | None = None
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
        return QSize(520, round(520 / _WIDE))

    def heightForWidth(self, width: int) -> int:
        """The height of a wide-screen picture."""
        return round(width / _WIDE)

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
            self._theme.icon("ri.music-2-line").paint(painter, place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have frames scaled to the new size."""
        super().resizeEvent(event)
        self._player.set_view_size(self._pixels())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play or pause."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The whole screen."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

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
