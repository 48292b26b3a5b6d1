"""Where the speed is set: finely with a slider, at once with buttons, and whether it is this channel's own."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from reader.services.player import FASTEST, RATE_STEP, SLOWEST, Player
from reader.services.speeds import Speeds
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row

_PRESETS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_TICKED, _UNTICKED = "checkbox-fill", "checkbox-blank-line"
_LONGEST = 28
"""Letters of a channel's name."""


class SpeedPopup(QFrame):
    """Comes up above what it belongs to; Escape or a click elsewhere closes it."""

    def __init__(self, player: Player, theme: Theme, actions: Mapping[str, QAction], over: QWidget) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self.setObjectName("speed")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # else a click on `over` closes and opens it again
        self._player, self._actions, self._over = player, actions, over
        self._speeds: Speeds | None = None
        self.shown = QLabel(objectName="speed-shown", alignment=Qt.AlignmentFlag.AlignCenter)
        self.slower, self.faster = IconButton(theme, "subtract-line"), IconButton(theme, "add-line")
        self.slider = QSlider(Qt.Orientation.Horizontal, minimum=_steps(SLOWEST), maximum=_steps(FASTEST), pageStep=5)
        self.slider.setAccessibleName("Speed")
        self.presets = QButtonGroup(self)
        self.presets.setExclusive(False)
        self.remember = IconButton(theme, _UNTICKED)
        self.remember.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remember.setObjectName("remember")
        self.remember.hide()
        self._lay_out()
        self.slower.clicked.connect(lambda: player.change_rate(-RATE_STEP))
        self.faster.clicked.connect(lambda: player.change_rate(RATE_STEP))
        self.slider.valueChanged.connect(lambda value: player.set_rate(value * RATE_STEP))
        self.presets.idClicked.connect(lambda steps: self._choose(steps * RATE_STEP))
        player.rate_changed.connect(self.refresh)
        self.refresh()

    def attend(self, speeds: Speeds) -> None:
        """Let the reader have a speed for a channel from now on."""
        self._speeds = speeds
        self.remember.clicked.connect(lambda: speeds.remember(speeds.own is None))
        speeds.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the speed that is set, and whose it is."""
        steps = _steps(self._player.rate)
        self.shown.setText(f"{self._player.rate:.2f}×")
        self.slider.blockSignals(True)
        self.slider.setValue(steps)
        self.slider.blockSignals(False)
        for button in self.presets.buttons():
            button.setChecked(self.presets.id(button) == steps)
        if self._speeds:
            self._show_channel(self._speeds.channel, ticked=self._speeds.own is not None)

    def _show_channel(self, channel: str, *, ticked: bool) -> None:
        name = plain(channel)
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        self.remember.set_name(f"Play all videos of “{name}” at a speed of their own{', as now' if ticked else ''}")
        self.remember.setText(f"Remember for {short}".replace("&", "&&"))
        self.remember.set_icon(_TICKED if ticked else _UNTICKED)
        self.remember.setVisible(bool(name))

    def open(self) -> None:
        """Come up, inside the screen, with the keys on the slider."""
        self.refresh()
        self._name_all()
        self.adjustSize()
        corner = self._over.mapToGlobal(QPoint(self._over.width() - self.width(), -self.height() - 4))
        screen = self._over.screen().availableGeometry()
        below = self._over.mapToGlobal(QPoint(0, self._over.height() + 4)).y()
        x = min(max(corner.x(), screen.left()), screen.right() - self.width())
        self.move(x, corner.y() if corner.y() >= screen.top() else below)
        self.show()
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter close it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keys back to the button."""
        super().hideEvent(event)
        self._over.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, rate: float) -> None:
        self._player.set_rate(rate)
        self.refresh()

    def _name_all(self) -> None:
        """Say which keys do the same, as they are now."""
        self.slower.set_name("A little slower", keys_of(self._actions, "video.slower-fine"))
        self.faster.set_name("A little faster", keys_of(self._actions, "video.faster-fine"))
        normal = keys_of(self._actions, "video.normal-speed")
        self.presets.button(_steps(1.0)).setToolTip(tooltip(f"Normal speed ({normal})" if normal else "Normal speed"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(row(self.slower, None, self.shown, None, self.faster))
        column.addWidget(self.slider)
        buttons = []
        for rate in _PRESETS:
            button = QToolButton(text=f"{rate:g}", objectName="preset", checkable=True)
            button.setAccessibleName(f"Speed {rate:g}")
            self.presets.addButton(button, _steps(rate))
            buttons.append(button)
        column.addLayout(row(*buttons, spacing=2))
        column.addWidget(self.remember)


def keys_of(actions: Mapping[str, QAction], *ids: str) -> str:
    """The keys of commands, as people read them: `<, >`; nothing for those that have none."""
    native = QKeySequence.SequenceFormat.NativeText
    keys = (actions[id_].shortcut().toString(native) for id_ in ids if id_ in actions)
    return ", ".join(filter(None, keys))


def _steps(rate: float) -> int:
    return round(rate / RATE_STEP)
