"""A word in the status line about the video that plays on while its picture is not seen."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from reader.clock import clock
from reader.services.player import Player
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row


class NowPlaying(QWidget):
    """Play, and where the video is; a button brings the picture back."""

    def __init__(self, player: Player, theme: Theme, toggle: QAction, mini: QAction) -> None:
        super().__init__()
        self._player = player
        self._wished = False
        self.play = IconButton(theme, "play-fill", toggle)
        self.mini = IconButton(theme, "picture-in-picture-line", mini)
        for button in (self.play, self.mini):
            button.setFixedSize(24, 24)
        self.time = QLabel()
        self.setLayout(row(self.play, self.time, self.mini, spacing=4))
        player.position_changed.connect(self._on_position)
        player.seeked.connect(self._on_position)
        player.duration_changed.connect(lambda _: self._on_position(player.position()))
        player.playing_changed.connect(self._on_playing)
        player.shown_changed.connect(self._on_shown)
        self._on_shown()

    def set_wished(self, wished: bool) -> None:
        """Be there while a video is open, or never."""
        self._wished = wished
        self._on_shown()

    def _on_shown(self) -> None:
        self.setVisible(self._wished and self._player.at_video)
        self._on_position(self._player.position())

    def _on_position(self, seconds: float) -> None:
        self.time.setText(f"{clock(seconds)} / {clock(self._player.duration())}")

    def _on_playing(self, playing: bool) -> None:
        self.play.set_icon("pause-fill" if playing else "play-fill")
