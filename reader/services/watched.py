"""What the reader has really watched of each video: played, not sought over, at whatever speed."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from reader.notes.ranges import Range, bounded, union
from reader.services.keeper import Keeper
from reader.services.player import Player

KIND = "watched"
_MOST = 400
"""Ranges kept of a video."""
_TOGETHER = 1.0
"""Seconds; what was left out between two ranges and is no longer was not missed."""
_STEP = 2.0
"""Seconds at normal speed; when the position jumps farther it was not played."""
_TELL, _KEEP = 1.0, 10.0
"""Seconds played until others are told, and until it is kept."""


class Watched(QObject):
    """Takes down what is played, and keeps it by the video as `[[start, end], …]` in tenths of a second."""

    changed = Signal()
    """More was watched, or another video is shown."""

    def __init__(self, player: Player, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._keeper = player, keeper
        self._video = ""
        self._ranges: list[Range] = []
        self._run: Range = (0.0, 0.0)
        self._told = self._not_kept = 0.0
        player.shown_changed.connect(self._on_shown)
        player.left.connect(self._on_left)
        player.position_changed.connect(self._on_position)
        player.seeked.connect(self._begin)
        player.playing_changed.connect(self._on_playing)

    def ranges(self) -> list[Range]:
        """The parts of the video that is shown which were watched, up to now."""
        return union([*self._ranges, self._run], _TOGETHER)

    def close(self) -> None:
        """Keep what is not kept yet."""
        self._keep()

    def _on_shown(self) -> None:
        if self._player.video != self._video:
            self._keep()
            self._video = self._player.video
            self._ranges = _read(self._keeper.value(KIND, self._video)) if self._video else []
            self._run = (0.0, 0.0)
            self.changed.emit()

    def _on_left(self) -> None:
        self._begin(self._run[1])
        self._keep()

    def _on_position(self, seconds: float) -> None:
        if self._player.playing:
            self._reach(seconds)

    def _on_playing(self, playing: bool) -> None:
        if playing:
            self._begin(self._player.position())
        else:
            self._reach(self._player.position())
            self._begin(self._run[1])
            self._keep()
            self.changed.emit()

    def _reach(self, seconds: float) -> None:
        """It was played up to here, or jumped here."""
        start, end = self._run
        if not 0 <= seconds - end <= _STEP * max(self._player.rate, 1.0):
            self._begin(seconds)
            return
        self._run = (start, seconds)
        self._told += seconds - end
        self._not_kept += seconds - end
        if self._not_kept >= _KEEP:
            self._keep()
        if self._told >= _TELL:
            self._told = 0.0
            self.changed.emit()

    def _begin(self, seconds: float) -> None:
        """What was played so far is one range; another one begins here."""
        self._ranges = self.ranges()
        self._run = (seconds, seconds)

    def _keep(self) -> None:
        """Put it with what another window may have kept meanwhile."""
        if self._video and self._not_kept:
            self._not_kept = 0.0
            known = _read(self._keeper.value(KIND, self._video))
            self._ranges = bounded(union([*known, *self.ranges()], _TOGETHER), _MOST)
            tenths = [[round(start * 10), round(end * 10)] for start, end in self._ranges]
            self._keeper.put(KIND, self._video, tenths)


def _read(value: Any) -> list[Range]:
    """What was kept; what cannot be understood is passed over."""
    pairs = value if isinstance(value, list) else []
    return union(
        (pair[0] / 10, pair[1] / 10)
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, int | float) for each in pair)
    )
