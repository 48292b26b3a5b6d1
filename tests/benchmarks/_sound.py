"""When libvlc's sound is heard after a seek, by taking its samples where a sound card would."""

import ctypes
from time import monotonic
from typing import Any

from reader.players.vlc import Playback

_PLAY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int64)
_BLOCK = 1024 / 48_000
"""Seconds of sound that AAC brings at a time."""
_JUMP = 0.03


class Ear:
    """Hears every playback that begins while it is there; `heard` has when each block sounds (monotonic seconds)."""

    def __init__(self) -> None:
        self.heard: list[float] = []
        self._callback = _PLAY(self._hear)
        self._vlc: Any = None
        self._draw = Playback._draw_into_frames
        ear = self

        def draw(playback: Any) -> None:
            ear._draw(playback)
            ear._listen(playback)

        Playback._draw_into_frames = draw  # type: ignore[method-assign]

    def close(self) -> None:
        """Leave playbacks as they are."""
        Playback._draw_into_frames = self._draw  # type: ignore[method-assign]

    def begun(self) -> float:
        """When the run of sound began that is heard now: at its last jump."""
        start = self.heard[0]
        for before, after in zip(self.heard, self.heard[1:], strict=False):
            if abs(after - before - _BLOCK) > _JUMP:
                start = after
        return start

    def _listen(self, playback: Any) -> None:
        self._vlc = playback._vlc.module
        playback._player.audio_set_format("S16N", 48_000, 1)
        callback = ctypes.cast(self._callback, self._vlc.CallbackDecorators.AudioPlayCb)
        self._vlc.libvlc_audio_set_callbacks(playback._player, callback, None, None, None, None, None)

    def _hear(self, _: Any, __: Any, ___: int, pts: int) -> None:
        self.heard.append(monotonic() + max(pts - self._vlc.libvlc_clock(), 0) / 1e6)
