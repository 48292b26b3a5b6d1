"""libvlc alone, as a player that only calls `set_time` has it, to hold our clicks against."""

import time
from pathlib import Path

from PySide6.QtCore import QSize

from reader.players.vlc import Playback, Vlc
from tests.videos import number_in

_PATIENCE = 10.0
_LOOK_EVERY = 0.002
_WITHIN = 30
"""Frames behind the one that was sought which count as having arrived: it skips some of the first."""


class Nobody:
    """Takes what libvlc tells, and tells nobody."""

    def post(self, _: object) -> None:
        """Let it fall."""


class BareVlc:
    """A file playing in libvlc."""

    def __init__(self, file: Path, size: QSize) -> None:
        self._playback = Playback(Vlc(["--aout=dummy"]), Nobody(), file, 0.0, size)
        self._until(0)

    def seek(self, seconds: float, number: int) -> float:
        """Seek and return the seconds until frame `number`, or one soon after it, is drawn."""
        before = time.monotonic()
        self._playback.seek(seconds)
        return self._until(number) - before

    def close(self) -> None:
        """Give the file back."""
        self._playback.close()

    def _until(self, number: int) -> float:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            for frame in self._playback.frames():
                if number <= number_in(frame.image) < number + _WITHIN:
                    return frame.at
            time.sleep(_LOOK_EVERY)
        raise TimeoutError(f"libvlc never showed frame {number}")
