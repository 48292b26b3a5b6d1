"""Controls that lie over the picture: there when they are needed, gone with the mouse when nobody moves it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QGraphicsOpacityEffect, QWidget

from reader.services.player import Player
from reader.ui.theme import Theme
from reader.ui.video_view import VideoView

_REST_MS = 2500
_FADE_MS = 160
_SOLID = 0.94
"""How much of the picture a panel covers, 0 to 1."""
_ROUND = 12
"""Pixels."""


class Panel(QFrame):
    """A piece of the window that lies over the picture."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the window's colour, a little of the picture shining through."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(_SOLID)
        painter.setBrush(self._theme.colour("window"))
        painter.drawRoundedRect(self.rect(), _ROUND, _ROUND)


class Fade(QObject):
    """Fades one panel.  Its effect is in force only meanwhile: painting through it takes time with every frame."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._shown = False
        self._effect = QGraphicsOpacityEffect(panel, opacity=0.0, enabled=False)
        panel.setGraphicsEffect(self._effect)
        self._run = QPropertyAnimation(self._effect, b"opacity", self, duration=_FADE_MS)
        self._run.finished.connect(self._on_finished)

    def set_shown(self, shown: bool) -> None:
        """Show the panel from now on, or hide it."""
        if shown != self._shown:
            self._shown = shown
            self._run.stop()
            self._effect.setEnabled(True)
            self._panel.show()
            self._run.setStartValue(self._effect.opacity())
            self._run.setEndValue(1.0 if shown else 0.0)
            self._run.start()

    def hide(self) -> None:
        """Hide the panel at once."""
        self._run.stop()
        self._shown = False
        self._effect.setOpacity(0.0)
        self._on_finished()

    def _on_finished(self) -> None:
        self._panel.setVisible(self._shown)
        self._effect.setEnabled(False)


class Fading(QObject):
    """Decides when panels over a picture are seen: from `begin` until `end`.

    Moving the mouse, keys, and what changes by them show the panels.  They go after `rest` (2.5 s) while the video
    plays and the mouse is not over them; where they are `hovered` ones also whenever the mouse leaves the picture.
    """

    shown_changed = Signal(bool)

    def __init__(self, view: VideoView, player: Player, panels: Sequence[QWidget], *, hovered: bool = False) -> None:
        super().__init__(view)
        self._view, self._player, self._panels, self._hovered = view, player, tuple(panels), hovered
        self._fades = [Fade(panel) for panel in panels]
        self._on = self.shown = False
        self._mouse = QPointF()
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.rest.timeout.connect(self._on_rest)
        for signal in (player.playing_changed, player.rate_changed, player.volume_changed):
            signal.connect(self._on_change)

    def begin(self) -> None:
        """Watch the mouse and the keys from now on."""
        self._on = True
        self._view.installEventFilter(self)
        self._on_change()

    def end(self) -> None:
        """Hide the panels at once, and leave the mouse alone."""
        self._on = False
        self._view.removeEventFilter(self)
        self.rest.stop()
        self._view.unsetCursor()
        self._tell(shown=False)
        for fade in self._fades:
            fade.hide()

    def wake(self) -> None:
        """Show the panels for a while."""
        self._view.unsetCursor()
        self.rest.start()
        self._tell(shown=True)
        for fade in self._fades:
            fade.set_shown(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the mouse, and keys of the picture and of what lies over it; take nothing."""
        if watched is not self._view:
            return False
        if event.type() == QEvent.Type.MouseMove:
            assert isinstance(event, QMouseEvent)
            moved, self._mouse = event.globalPosition() != self._mouse, event.globalPosition()
            if moved:
                self.wake()
        elif event.type() == QEvent.Type.ShortcutOverride or (event.type() == QEvent.Type.Enter and self._hovered):
            self.wake()
        elif event.type() == QEvent.Type.Leave and self._hovered and not self._is_busy():
            self._sleep()
        return False

    def _on_change(self) -> None:
        if self._on and (self._view.underMouse() or not self._hovered):
            self.wake()

    def _on_rest(self) -> None:
        held_still = not self._player.playing and (self._view.underMouse() or not self._hovered)
        if held_still or self._is_busy():
            self.rest.start()
        else:
            self._sleep()

    def _is_busy(self) -> bool:
        return QApplication.activePopupWidget() is not None or any(panel.underMouse() for panel in self._panels)

    def _sleep(self) -> None:
        self.rest.stop()
        focused = QApplication.focusWidget()
        if focused and any(panel.isAncestorOf(focused) for panel in self._panels):
            self._view.setFocus()
        self._view.setCursor(Qt.CursorShape.BlankCursor)
        self._tell(shown=False)
        for fade in self._fades:
            fade.set_shown(False)

    def _tell(self, *, shown: bool) -> None:
        if shown != self.shown:
            self.shown = shown
            self.shown_changed.emit(shown)


def lay(part: QWidget, layout: QBoxLayout, place: int) -> None:
    """Move a widget into another layout; whoever hid it finds it hidden."""
    hidden = part.isHidden()
    layout.insertWidget(place, part)
    part.setHidden(hidden)
