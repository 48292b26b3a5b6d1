"""A small window with the picture that stays on top, while the reader reads on or does something else."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.player import Player
from reader.ui.fading import Fading, Panel, lay
from reader.ui.seek_bar import SeekBar
from reader.ui.theme import Theme
from reader.ui.video_view import WIDE, VideoView
from reader.ui.widgets import IconButton, row

_WIDTH, _LEAST, _MOST = 400, 240, 1920
_MARGIN, _GAP, _GRIP = 24, 8, 18
_SEEN = QSize(120, 60)
"""So much of the window must lie on a screen.  All of these are pixels."""
_FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class MiniWindow(QWidget):
    """Holds the picture of the main window for a while.  It is dragged by the picture and resized by its corner."""

    back_wished = Signal()
    """The picture is wanted in the main window again."""
    closed = Signal()
    """So it is, but the reader has seen enough for now."""
    emptied = Signal()
    """There is no picture any more."""

    def __init__(self, view: VideoView, player: Player, theme: Theme, toggle: QAction) -> None:
        super().__init__(None, _FLAGS)
        self._view = view
        self._from: QBoxLayout | None = None
        self._index = 0
        self._placed = False
        self.setWindowTitle("Alongside: video")
        self.setMinimumSize(_sized(_LEAST))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.controls = MiniControls(player, theme, toggle)
        self.back = _button(theme, "picture-in-picture-exit-line", "Back to the window (Esc)")
        self.close_button = _button(theme, "close-line", "Pause, and back to the window")
        self.corner = Panel(theme)
        self.corner.setLayout(row(self.back, self.close_button, margins=(3, 3, 3, 3), spacing=2))
        self.grip = Grip(self, theme)
        self._over: tuple[QWidget, ...] = (self.controls, self.corner, self.grip)
        self.fading = Fading(view, player, self._over, hovered=True)
        self.fading.shown_changed.connect(self._arrange)
        self.back.clicked.connect(self.back_wished)
        self.close_button.clicked.connect(self.closed)
        view.dragged.connect(self._on_dragged)
        self.resize(_sized(_WIDTH))

    @property
    def on(self) -> bool:
        """Whether the picture is here."""
        return self._from is not None

    def take(self, layout: QBoxLayout) -> None:
        """Take the picture out of `layout` and show it here."""
        self._from, self._index = layout, layout.indexOf(self._view)
        lay(self._view, self._column, 0)
        for panel in self._over:
            panel.setParent(self._view)
        self._view.installEventFilter(self)
        self._view.setFocus()
        self._come_to_a_screen()
        self.show()
        self.fading.begin()

    def give_back(self) -> None:
        """Put the picture back where it was."""
        if self._from:
            self.fading.end()
            self._view.removeEventFilter(self)
            for panel in self._over:
                panel.setParent(self)
            self.hide()
            layout, self._from = self._from, None
            lay(self._view, layout, self._index)

    def remembered(self) -> list[int]:
        """Its place and width in pixels, to be given to `restore` another day; empty where it was never open."""
        return [self.x(), self.y(), self.width()] if self._placed else []

    def restore(self, value: Any) -> None:
        """Stand where it stood; what cannot be understood is passed over."""
        if isinstance(value, list) and len(value) == 3 and all(isinstance(each, int) for each in value):
            self.setGeometry(QRect(QPoint(*value[:2]), _sized(value[2])))
            self._placed = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep everything in its place over the picture, and tell when that is gone."""
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self._arrange()
        elif watched is self._view and event.type() == QEvent.Type.HideToParent:
            self.emptied.emit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings the picture back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wished.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Who closes it means the picture, not the program."""
        event.ignore()
        self.closed.emit()

    def _arrange(self) -> None:
        room = self._view.rect()
        high = self.controls.sizeHint().height()
        self.controls.setGeometry(_GAP, room.height() - high - _GAP, room.width() - 2 * _GAP - _GRIP, high)
        self.corner.adjustSize()
        self.corner.move(room.width() - self.corner.width() - _GAP, _GAP)
        self.grip.move(room.width() - _GRIP, room.height() - _GRIP)
        for panel in self._over:
            panel.raise_()
        self._view.set_covered_below(high + _GAP if self.fading.shown else 0)

    def _on_dragged(self) -> None:
        if self.on:
            self.windowHandle().startSystemMove()

    def _come_to_a_screen(self) -> None:
        """Stand where it stood, if a screen is there; else at the lower right of the main window's."""
        rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        seen = [room.intersected(self.geometry()).size() for room in rooms]
        if not self._placed or not any(size.expandedTo(_SEEN) == size for size in seen):
            room = (self._from.parentWidget().screen() if self._from else self.screen()).availableGeometry()
            self.move(room.right() - self.width() - _MARGIN, room.bottom() - self.height() - _MARGIN)
        self._placed = True


class MiniControls(Panel):
    """Play, the bar and the time."""

    def __init__(self, player: Player, theme: Theme, toggle: QAction) -> None:
        super().__init__(theme)
        self._player = player
        self.play = IconButton(theme, "play-fill", toggle)
        self.bar = SeekBar(theme)
        self.time = QLabel(objectName="length")
        self.setLayout(row(self.play, self.bar, self.time, margins=(4, 2, 10, 2), spacing=6))
        player.position_changed.connect(self._on_position)
        player.seeked.connect(self._on_position)
        player.duration_changed.connect(self._on_duration)
        player.playing_changed.connect(self._on_playing)
        player.shown_changed.connect(lambda: self._on_position(player.position()))
        self.bar.seek_wished.connect(player.seek_to)
        self.bar.scrub_wished.connect(player.scrub)

    def _on_position(self, seconds: float) -> None:
        self.bar.set_position(seconds)
        self.time.setText(clock(seconds))

    def _on_duration(self, seconds: float) -> None:
        self.bar.set_duration(seconds)

    def _on_playing(self, playing: bool) -> None:
        self.play.set_icon("pause-fill" if playing else "play-fill")


class Grip(QWidget):
    """The corner by which a window is made larger or smaller, its proportions kept."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self.setFixedSize(_GRIP, _GRIP)
        self.setCursor(Qt.CursorShape.SizeFDiagCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName("Larger or smaller")
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a corner."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("window"))
        painter.drawPolygon([QPoint(_GRIP, 4), QPoint(_GRIP, _GRIP), QPoint(4, _GRIP)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold: the moves that follow are ours."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Have the window's corner come to the mouse."""
        wished = event.globalPosition().toPoint() - self._window.geometry().topLeft()
        self._window.resize(_sized(max(wished.x(), round(wished.y() * WIDE))))


def _sized(width: int) -> QSize:
    width = min(max(width, _LEAST), _MOST)
    return QSize(width, round(width / WIDE))


def _button(theme: Theme, icon: str, name: str) -> IconButton:
    button = IconButton(theme, icon)
    button.set_name(name)
    return button
