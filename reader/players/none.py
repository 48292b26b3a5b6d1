"""No player: what stands in until one is there, or for good where none can be had."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from reader.players.base import FRAME_RATE_UNKNOWN, Backend, Source, State


class NoBackend(Backend):
    """Shows nothing, but keeps in mind where the video should stand."""

    def __init__(self) -> None:
        super().__init__()
        self._position = 0.0

    def load(self, file: Source, start: float = 0.0, *, playing: bool = False) -> None:
        """Keep `start` in mind."""
        self._position = start

    def unload(self) -> None:
        """See `Backend`."""

    def play(self) -> None:
        """See `Backend`."""

    def pause(self) -> None:
        """See `Backend`."""

    def seek(self, seconds: float) -> None:
        """Keep `seconds` in mind."""
        self._position = seconds

    def scrub(self, seconds: float) -> None:
        """Keep `seconds` in mind."""
        self._position = seconds

    def prepare(self, times: Sequence[float]) -> None:
        """See `Backend`."""

    def ready(self, seconds: float) -> QImage:
        """Null."""
        return QImage()

    def loaded(self) -> tuple[tuple[float, float], ...]:
        """Nothing."""
        return ()

    def set_rate(self, rate: float) -> None:
        """See `Backend`."""

    def set_volume(self, volume: float) -> None:
        """See `Backend`."""

    def set_equal_loudness(self, equal: bool) -> None:
        """See `Backend`."""

    def find_sound_outputs(self) -> None:
        """See `Backend`."""
        self.sound_outputs_found.emit(())

    def set_sound_output(self, output: str) -> None:
        """See `Backend`."""

    def set_view_size(self, size: QSize) -> None:
        """See `Backend`."""

    def image(self) -> QImage:
        """Null."""
        return QImage()

    def position(self) -> float:
        """What is kept in mind."""
        return self._position

    def duration(self) -> float:
        """Zero."""
        return 0.0

    def frame_rate(self) -> float:
        """As while unknown."""
        return FRAME_RATE_UNKNOWN

    def state(self) -> State:
        """Empty."""
        return State.EMPTY

    def close(self) -> None:
        """See `Backend`."""
