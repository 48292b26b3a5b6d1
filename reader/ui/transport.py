"""What drives the video: play, the bar, the time, sound and speed."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.coverage import Coverage
from reader.services.player import Pane, Player
from reader.services.timeline import Timeline
from reader.ui.seek_bar import SeekBar
from reader.ui.speed_popup import SpeedPopup, keys_of
from reader.ui.text import tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row

_ROOM_FOR_VOLUME = 500
_ROOM_FOR_GAP = 420
_ROOM_FOR_SKIPS = 390
_ROOM_FOR_LENGTH = 320

_SPEED = ("video.slower", "video.faster", "video.normal-speed")
_VOLUME = ("video.quieter", "video.louder")
_LANES, _FEW_LANES = 6, 2
_ROOM_FOR_LANES, _ROOM_FOR_FEW = 200, 120
"""Pixels of height that the picture leaves, for all lanes and for few of them."""


class Transport(QWidget):
    """The controls under the picture."""

    time_left_wished = Signal(bool)
    """Whether the reader wants to see how long it still is, in place of the length."""

    def __init__(self, player: Player, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._player = player
        self._theme, self._actions = theme, actions
        self._fitting: list[tuple[QWidget, int]] = []
        self._time_left, self._position, self._length = False, 0.0, 0.0
        self.bar = SeekBar(theme)
        self.bar.set_room(_LANES, strips=True)
        self.play = IconButton(theme, "play-fill", actions["video.toggle"], "on-accent")
        self.play.setObjectName("play")
        self.play.setFixedSize(32, 32)
        self.play.setIconSize(QSize(20, 20))
        self.time = QLabel("0:00", objectName="time")
        self.length = QToolButton(objectName="length", focusPolicy=Qt.FocusPolicy.TabFocus)
        self.mute = IconButton(theme, "volume-up-line", actions["video.mute"])
        self.volume = QSlider(Qt.Orientation.Horizontal, minimum=0, maximum=100)
        self.volume.setFixedWidth(72)
        self.volume.setAccessibleName("Volume")
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rate = self._make_rate()
        self._lay_out(theme, actions)
        self._connect()
        self._name()
        self._on_shown()

    def _make_rate(self) -> QToolButton:
        button = QToolButton(objectName="rate", text="1×")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName("Speed")
        self.speed = SpeedPopup(self._player, self._theme, self._actions, button)
        button.clicked.connect(self.speed.open)
        return button

    def _lay_out(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        back = IconButton(theme, "rewind-10", actions["video.back-10"])
        on = IconButton(theme, "fast-forward-10", actions["video.on-10"])
        self._full = IconButton(theme, "fullscreen-line", actions["video.fullscreen"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        self._buttons = row(
            self.play, back, on, self.time, self.length, None, self.mute, self.volume, self.rate, self._full,
            margins=(4, 0, 4, 0),
        )  # fmt: skip
        layout.addLayout(self._buttons)
        skips = ((back, _ROOM_FOR_SKIPS), (on, _ROOM_FOR_SKIPS))
        self._fitting = [(self.volume, _ROOM_FOR_VOLUME), *skips, (self.length, _ROOM_FOR_LENGTH)]

    def attend(self, timeline: Timeline, coverage: Coverage, next_gap: QAction, *other_gaps: QAction) -> None:
        """Show from now on which moments are cited and what is covered, with a button to the next gap."""
        gap = IconButton(self._theme, "debug-step-over", next_gap)
        gap.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        gap.addActions([next_gap, *other_gaps])
        self.add(gap, _ROOM_FOR_GAP, before=self.mute)
        timeline.changed.connect(lambda: self.bar.set_lanes(timeline.own, timeline.others))
        coverage.changed.connect(lambda: self.bar.set_covered(coverage.now()))

    def add(self, button: QWidget, room: int = 0, before: QWidget | None = None) -> None:
        """Have another button, before that for the whole screen or one that is named.

        It is there where there is `room`, in pixels of width; with none given it shows and hides itself.
        """
        at = self._buttons.indexOf(before or self._full)
        self._buttons.insertWidget(at, button)
        if room:
            self._fitting.append((button, room))
            self._fit()
        for one, other in pairwise(self._buttons.itemAt(place).widget() for place in range(at - 1, at + 2)):
            if one and other:
                self.setTabOrder(one, other)

    def show_time_left(self, on: bool) -> None:
        """Show how long the video still is, in place of its length."""
        self._time_left = on
        self._show_length()

    def set_room(self, height: int) -> None:
        """Have as many lanes as fit where the picture leaves so many pixels; where it leaves none, only the ticks."""
        lanes = _LANES if height >= _ROOM_FOR_LANES else _FEW_LANES if height >= _ROOM_FOR_FEW else 0
        self.bar.set_room(lanes, strips=lanes > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, leave out what has keys of its own."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for widget, room in self._fitting:
            widget.setVisible(self.width() >= room)

    def _connect(self) -> None:
        player = self._player
        player.position_changed.connect(self._on_position)
        player.seeked.connect(self._on_position)
        player.duration_changed.connect(self._on_duration)
        player.playing_changed.connect(self._on_playing)
        player.rate_changed.connect(self._show_speed)
        player.hurry_changed.connect(self._show_speed)
        player.volume_changed.connect(self._on_volume)
        player.shown_changed.connect(self._on_shown)
        player.loaded_changed.connect(lambda: self.bar.set_loaded(player.loaded()))
        self.bar.seek_wished.connect(player.seek_to)
        self.bar.scrub_wished.connect(player.scrub)
        self.bar.moment_wished.connect(lambda seconds: player.seek(player.video, seconds))
        self.length.clicked.connect(lambda: self.time_left_wished.emit(not self._time_left))
        self.volume.valueChanged.connect(lambda value: player.set_volume(value / 100))

        for id_ in (*_SPEED, *_VOLUME):
            if id_ in self._actions:
                self._actions[id_].changed.connect(self._name)

    def _name(self) -> None:
        """Say what the controls are, with the keys that do the same."""
        for control, name, ids in ((self.rate, "Speed", _SPEED), (self.volume, "Volume", _VOLUME)):
            keys = keys_of(self._actions, *ids)
            control.setToolTip(tooltip(f"{name} ({keys})" if keys else name))

    def _on_position(self, seconds: float) -> None:
        self._position = seconds
        self.bar.set_position(seconds)
        self.time.setText(clock(seconds))
        if self._time_left:
            self._show_length()

    def _on_duration(self, seconds: float) -> None:
        self._length = seconds
        self.bar.set_duration(seconds)
        self._show_length()

    def _show_length(self) -> None:
        left = f"−{clock(max(self._length - self._position, 0.0))}"
        self.length.setText("" if not self._length else left if self._time_left else f"/ {clock(self._length)}")
        wish = "Show the length" if self._time_left else "Show how long it still is"
        if self.length.accessibleName() != wish:
            self.length.setAccessibleName(wish)
            self.length.setToolTip(tooltip(wish))

    def _on_playing(self, playing: bool) -> None:
        self.play.set_icon("pause-fill" if playing else "play-fill")

    def _show_speed(self) -> None:
        self.rate.setText(f"{self._player.speed:g}×")
        self.rate.setProperty("hurries", self._player.hurries)
        self.rate.style().polish(self.rate)

    def _on_volume(self, volume: float) -> None:
        self.mute.set_icon("volume-up-line" if volume else "volume-mute-line")
        self.volume.blockSignals(True)
        self.volume.setValue(round(volume * 100))
        self.volume.blockSignals(False)

    def _on_shown(self) -> None:
        there = self._player.shown.pane is Pane.VIDEO
        self.setVisible(there)
        if not there:
            self._on_duration(0.0)
        self.bar.set_loaded(self._player.loaded())
        self._on_position(self._player.position())
