"""A backend whose clock is turned by hand, for the tests of what stands on players.

It knows files only by their names: nothing is read.  Its frames are black but for their number in white; it obeys the
same contract as the real ones, only that everything is done at once.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from reader.players.base import OUTPUT_GONE, Backend, SoundOutput, Source, State, Stream

FRAME_RATE = 30
SIZE = QSize(320, 180)


class FakeBackend(Backend):
    """Every file is `length` seconds long, at 30 frames a second; one whose name is in `broken` cannot be played."""

    def __init__(self, parent: QObject | None = None, length: float = 600.0, broken: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._length = length
        self._broken = broken
        self._state = State.EMPTY
        self._time = 0.0
        self._view = SIZE
        self._image = QImage()
        self.file: Source | None = None
        self.rate = 1.0
        self.volume = 1.0
        self.prepared: tuple[float, ...] = ()
        self.equal_loudness = False
        self.outputs: tuple[SoundOutput, ...] = ()
        self.output = ""
        self._loaded: tuple[tuple[float, float], ...] = ()

    def advance(self, seconds: float) -> None:
        """Let `seconds` of the wall clock pass."""
        if self._state is not State.PLAYING:
            return
        self._time = min(self._time + seconds * self.rate, self._length)
        self._show()
        self.position_changed.emit(self._time)
        if self._time == self._length:
            self._set_state(State.ENDED)

    def load(self, file: Source, start: float = 0.0, *, playing: bool = False) -> None:
        self.unload()
        self.file = file
        self._set_state(State.LOADING)
        if file.name in self._broken:
            self._set_state(State.FAILED)
            self.failed.emit(f"“{file.name}” is damaged or not a video: it cannot be read.", "fake")
            return
        self._time = self._clamped(start)
        self.duration_changed.emit(self._length)
        self._set_state(State.PLAYING if playing else State.PAUSED)
        self._show()

    def unload(self) -> None:
        self.file = None
        self._time = 0.0
        self._image = QImage()
        self._set_state(State.EMPTY)

    def play(self) -> None:
        if self._state is State.ENDED:
            self.seek(0.0)
        if self._state is State.PAUSED:
            self._set_state(State.PLAYING)

    def pause(self) -> None:
        if self._state is State.PLAYING:
            self._set_state(State.PAUSED)

    def seek(self, seconds: float) -> None:
        if self._state in (State.EMPTY, State.FAILED):
            return
        if self._state is State.ENDED:
            self._set_state(State.PAUSED)
        self._time = self._clamped(seconds)
        self._show()
        if self._time == self._length and self._state is State.PLAYING:
            self._set_state(State.ENDED)

    def scrub(self, seconds: float) -> None:
        if self._state not in (State.EMPTY, State.FAILED):
            self._time = self._clamped(seconds)
            self.glimpsed.emit()

    def prepare(self, times: Sequence[float]) -> None:
        self.prepared = tuple(times)

    def ready(self, seconds: float) -> QImage:
        return _drawn(int(seconds * FRAME_RATE + 0.001), SIZE) if seconds in self.prepared else QImage()

    def loaded(self) -> tuple[tuple[float, float], ...]:
        return self._loaded if isinstance(self.file, Stream) else ()

    def load_until(self, *ranges: tuple[float, float]) -> None:
        """Have these seconds of a stream in memory."""
        self._loaded = ranges
        self.loaded_changed.emit()

    def set_rate(self, rate: float) -> None:
        self.rate = rate

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def set_equal_loudness(self, equal: bool) -> None:
        self.equal_loudness = equal

    def find_sound_outputs(self) -> None:
        self.sound_outputs_found.emit(self.outputs)

    def set_sound_output(self, output: str) -> None:
        there = not output or output in (each.id for each in self.outputs)
        self.output = output if there else ""
        if not there:
            self.sound_failed.emit(OUTPUT_GONE)

    def set_view_size(self, size: QSize) -> None:
        self._view = size
        if not self._image.isNull():
            self._show()

    def image(self) -> QImage:
        return self._image

    def position(self) -> float:
        return self._time

    def duration(self) -> float:
        return self._length if self._state not in (State.EMPTY, State.FAILED) else 0.0

    def frame_rate(self) -> float:
        return float(FRAME_RATE)

    def state(self) -> State:
        return self._state

    def close(self) -> None:
        self.blockSignals(True)
        self.unload()

    def _clamped(self, seconds: float) -> float:
        return min(max(seconds, 0.0), self._length)

    def _show(self) -> None:
        number = min(int(self._time * FRAME_RATE + 0.001), round(self._length * FRAME_RATE) - 1)
        self._image = _drawn(number, SIZE.scaled(self._view, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(SIZE))
        self.frame_shown.emit(number / FRAME_RATE)

    def _set_state(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)


def _drawn(number: int, size: QSize) -> QImage:
    """The frame `number` as `tests/videos.py` draws it: in binary, and its complement below."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGray)
    painter = QPainter(image)
    for row, value in enumerate((number, ~number)):
        for bit in range(16):
            colour = Qt.GlobalColor.white if value >> bit & 1 else Qt.GlobalColor.black
            painter.fillRect(QRect(bit * 20, row * 45, 20, 45), colour)
    painter.end()
    return image.scaled(size)
