"""The captions on the picture."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.services.captions import Captions
from reader.services.player import Player
from reader.ui.caption_paint import drawn
from reader.ui.theme import Theme
from reader.ui.video_view import fitted

_MARGIN = 0.045
"""Of the picture's height is left free above or below."""


class CaptionOverlay(QWidget):
    """Lies on the `view` of the video where the captions are, and is not there while nobody speaks."""

    def __init__(self, view: QWidget, captions: Captions, player: Player, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._captions, self._player, self._theme = view, captions, player, theme
        self._image = QImage()
        self._picture = QRect()
        self._kept_clear = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        view.installEventFilter(self)
        captions.shown_changed.connect(self.refresh)
        captions.changed.connect(self.refresh)
        player.frame_shown.connect(self._on_frame)
        theme.changed.connect(self.refresh)

    def keep_clear(self, pixels: int) -> None:
        """Leave so many pixels at the foot of the view free, as for controls that lie on it."""
        self._kept_clear = pixels
        self.refresh()

    def refresh(self) -> None:
        """Draw the captions anew."""
        captions, view = self._captions, self._view
        self._picture = self._picture_now()
        colours = self._theme.colour("caption"), self._theme.colour("caption-box")
        self._image = drawn(
            captions.shown,
            captions.second_shown,
            self._picture.size(),
            colours,
            captions.size,
            view.devicePixelRatioF(),
        )
        self.setVisible(not self._image.isNull())
        self.setAccessibleName(" ".join((*captions.second_shown, *captions.shown)))
        if not self._image.isNull():
            self._put()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the view."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.DevicePixelRatioChange):
            self.refresh()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Put the picture of the captions on that of the video."""
        QPainter(self).drawImage(QPoint(0, 0), self._image)

    def _put(self) -> None:
        """Lie in the middle of the picture, at its foot or its head."""
        picture, size = self._picture, self._image.deviceIndependentSize().toSize()
        margin = max(round(picture.height() * _MARGIN), 4)
        foot = min(picture.bottom(), self._view.height() - 1 - self._kept_clear) - margin - size.height()
        top = picture.top() + margin if self._captions.place == "top" else max(foot, picture.top())
        self.setGeometry(picture.center().x() - size.width() // 2, top, size.width(), size.height())
        self.lower()
        self.update()

    def _on_frame(self) -> None:
        """A frame of another shape may have come."""
        if self.isVisible() and self._picture_now() != self._picture:
            self.refresh()

    def _picture_now(self) -> QRect:
        size = self._player.image().size()
        return fitted(size, self._view.rect()) if size.isValid() and not size.isEmpty() else self._view.rect()
