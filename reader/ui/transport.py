"""What drives the video: play, the bar, the time, sound and speed."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QSlider, QToolButton, QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.coverage import Coverage
from reader.services.player import Pane, Player
from reader.services.timeline import Timeline
from reader.ui.seek_bar import SeekBar
from reader.ui.text import tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row

_RATES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)

_ROOM_FOR_VOLUME = 400
_ROOM_FOR_GAP = 340
_ROOM_FOR_SKIPS = 300

_LANES, _FEW_LANES = 6, 2
_ROOM_FOR_LANES, _ROOM_FOR_FEW = 200, 120
"""Pixels of height that the picture leaves, for all lanes and for few of them."""


class Transport(QWidget):
    """The controls under the picture."""

    def __init__(self, player: Player, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._player = player
        self._theme = theme
        self._gap: IconButton | None = None
        self.bar = SeekBar(theme)
        self.bar.set_room(_LANES, strips=True)
        self.play = IconButton(theme, "ri.play-fill", actions["video.toggle"], "on-accent")
        self.play.setObjectName("play")
        self.play.setFixedSize(32, 32)
        self.play.setIconSize(QSize(20, 20))
        self.time = QLabel("0:00", objectName="time")
        self.length = QLabel("", objectName="length")
        self.mute = IconButton(theme, "ri.volume-up-line", actions["video.mute"])
        self.volume = QSlider(Qt.Orientation.Horizontal, minimum=0, maximum=100)
        self.volume.setFixedWidth(72)
        self.volume.setAccessibleName("Volume")
        self.volume.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rate = self._make_rate()
        self._lay_out(theme, actions)
        self._connect()
        self._on_shown()

    def _make_rate(self) -> QToolButton:
        button = QToolButton(objectName="rate", text="1×")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tooltip("Speed (< slower, > faster)"))
        button.setAccessibleName("Speed")
        menu = QMenu(button)
        for rate in _RATES:
            choice = menu.addAction(f"{rate:g}×", lambda rate=rate: self._player.set_rate(rate))
            choice.setCheckable(True)
            choice.setData(rate)
        menu.aboutToShow.connect(self._mark_rate)
        button.setMenu(menu)
        return button

    def _lay_out(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        back, on = self._skips = (
            IconButton(theme, "mdi6.rewind-10", actions["video.back-10"]),
            IconButton(theme, "mdi6.fast-forward-10", actions["video.on-10"]),
        )
        full = IconButton(theme, "ri.fullscreen-line", actions["video.fullscreen"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        self._buttons = row(
            self.play, back, on, self.time, self.length, None, self.mute, self.volume, self.rate, full,
            margins=(4, 0, 4, 0),
        )  # fmt: skip
        layout.addLayout(self._buttons)

    def attend(self, timeline: Timeline, coverage: Coverage, next_gap: QAction, *other_gaps: QAction) -> None:
        """Show from now on which moments are cited and what is covered, with a button to the next gap."""
        gap = self._gap = IconButton(self._theme, "mdi6.debug-step-over", next_gap)
        gap.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        gap.addActions([next_gap, *other_gaps])
        gap.setVisible(self.width() >= _ROOM_FOR_GAP)
        self._buttons.insertWidget(self._buttons.indexOf(self.mute), gap)
        self.setTabOrder(self._skips[1], gap)
        timeline.changed.connect(lambda: self.bar.set_lanes(timeline.own, timeline.others))
        coverage.changed.connect(lambda: self.bar.set_covered(coverage.now()))

    def add(self, button: QWidget) -> None:
        """Have a further button, after the speed."""
        self._buttons.insertWidget(self._buttons.indexOf(self.rate) + 1, button)
        self.setTabOrder(self.rate, button)

    def set_room(self, height: int) -> None:
        """Have as many lanes as fit where the picture leaves so many pixels; where it leaves none, only the ticks."""
        lanes = _LANES if height >= _ROOM_FOR_LANES else _FEW_LANES if height >= _ROOM_FOR_FEW else 0
        self.bar.set_room(lanes, strips=lanes > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, leave out what has keys of its own."""
        super().resizeEvent(event)
        self.volume.setVisible(self.width() >= _ROOM_FOR_VOLUME)
        if self._gap:
            self._gap.setVisible(self.width() >= _ROOM_FOR_GAP)
        for button in self._skips:
            button.setVisible(self.width() >= _ROOM_FOR_SKIPS)

    def _connect(self) -> None:
        player = self._player
        player.position_changed.connect(self._on_position)
        player.seeked.connect(self._on_position)
        player.duration_changed.connect(self._on_duration)
        player.playing_changed.connect(self._on_playing)
        player.rate_changed.connect(lambda rate: self.rate.setText(f"{rate:g}×"))
        player.volume_changed.connect(self._on_volume)
        player.shown_changed.connect(self._on_shown)
        self.bar.seek_wished.connect(player.seek_to)
        self.bar.scrub_wished.connect(player.scrub)
        self.bar.moment_wished.connect(lambda seconds: player.seek(player.video, seconds))
        self.volume.valueChanged.connect(lambda value: player.set_volume(value / 100))

    def _on_position(self, seconds: float) -> None:
        self.bar.set_position(seconds)
        self.time.setText(clock(seconds))

    def _on_duration(self, seconds: float) -> None:
        self.bar.set_duration(seconds)
        self.length.setText(f"/ {clock(seconds)}" if seconds else "")

    def _on_playing(self, playing: bool) -> None:
        self.play.set_icon("ri.pause-fill" if playing else "ri.play-fill")

    def _mark_rate(self) -> None:
        for choice in self.rate.menu().actions():
            choice.setChecked(choice.data() == self._player.rate)

    def _on_volume(self, volume: float) -> None:
        self.mute.set_icon("ri.volume-up-line" if volume else "ri.volume-mute-line")
        self.volume.blockSignals(True)
        self.volume.setValue(round(volume * 100))
        self.volume.blockSignals(False)

    def _on_shown(self) -> None:
        there = self._player.shown.pane is Pane.VIDEO
        self.setVisible(there)
        if not there:
            self._on_duration(0.0)
        self._on_position(self._player.position())
