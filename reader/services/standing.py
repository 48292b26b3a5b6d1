"""Where the reader has the video stand, which is not always where the frame on the screen begins."""

from PySide6.QtCore import QObject

from reader.services.player import Player

LONGEST_FRAME = 10.0
"""Seconds; a frame that shows the wished second has begun at most so long before it (slides)."""


class Standing(QObject):
    """The second that was sought, for as long as the frame on the screen is the one that shows it.

    At 29.97 frames a second the frame of second 10 begins at 9.977: whoever asked for 10 is at 10.
    """

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._wish: float | None = None
        player.seeked.connect(self._on_seeked)
        player.playing_changed.connect(self._on_playing)

    def now(self) -> float:
        """Seconds of the video."""
        position, wish = self._player.position(), self._wish
        return wish if wish is not None and position < wish < position + LONGEST_FRAME else position

    def _on_seeked(self, seconds: float) -> None:
        self._wish = seconds

    def _on_playing(self, _: bool) -> None:
        """After its end the video begins anew, and nobody sought that."""
        if self._player.ended:
            self._wish = None
