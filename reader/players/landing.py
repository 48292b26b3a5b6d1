"""When libvlc has arrived where it was sent.

libvlc never says which frame it shows.  After a seek it first shows some frames of the old position, sometimes one
that lies up to four frames before the new one, and then the new one or one of the two after it.  The frames that are
right are known, because they were decoded: it has arrived when it shows one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from reader.players.vlc_frames import Frame

PATIENCE = 0.5
"""Seconds after libvlc has read what it needs, from which on it has arrived where it says it is."""
AT_LAST = 2.0
"""Seconds after that, from which on it has arrived whatever it says."""
EARLY = 0.15
"""Seconds by which libvlc may say that it has come farther than what it shows: four frames."""
COLUMNS, ROWS = 32, 18
ALIKE = 4 * COLUMNS * ROWS
"""How far two small pictures of one frame may be apart: libvlc and PyAV do not scale it to the same last bit."""


@dataclass(frozen=True)
class Sight:
    """What is to be seen at a time in seconds, in little."""

    time: float
    picture: bytes


class Landing:
    """A seek of libvlc that is under way, and the first frames after it."""

    def __init__(self) -> None:
        self._expected: list[Sight] = []
        self._buffered_at: float | None = None
        self._seen: list[Sight] = []  # at monotonic times
        self._report: tuple[float, float] | None = None
        self.newest: Frame | None = None

    def expect(self, sights: Sequence[Sight]) -> None:
        """These are the frames of the new position, in their order."""
        self._expected += sights

    def buffered(self, at: float) -> None:
        """libvlc has read what it needs at the monotonic time `at`."""
        self._buffered_at = self._buffered_at or at

    def reported(self, seconds: float, at: float) -> None:
        """libvlc says that it was at `seconds` at the monotonic time `at`."""
        if self._is_buffered_at(at):
            self._report = seconds, at

    @property
    def is_buffered(self) -> bool:
        """Whether libvlc has read what it needs."""
        return self._buffered_at is not None

    def is_blind(self, at: float) -> bool:
        """Whether no frame came although it has had time enough for them by the monotonic time `at`."""
        return self._buffered_at is not None and self.newest is None and at > self._buffered_at + AT_LAST

    def see(self, frame: Frame) -> None:
        """libvlc has shown `frame`."""
        self._seen.append(Sight(frame.at, small(frame.image)))
        self.newest = frame

    def landed(self) -> tuple[float, float] | None:
        """The time of the last frame that is known, and the monotonic time at which it was shown; None before that.

        Where libvlc has come too late to show any of them, it has gone on meanwhile: then it is what it says itself.
        """
        landed = None
        while self._seen and self._expected:
            sight = self._seen.pop(0)
            first, time = self._expected[0].time, self._recognised(sight)
            if time is not None:
                landed = time, sight.time
            elif landed is None and self._is_late(sight):
                self._expected.clear()
                landed = self._report or (first, sight.time)
        return landed

    def recognise(self, frame: Frame) -> float | None:
        """The time of a frame that was shown after it has landed; None once they are not known any more."""
        return self._recognised(Sight(frame.at, small(frame.image))) if self._expected else None

    def _recognised(self, sight: Sight) -> float | None:
        """The time of the expected frame that `sight` is; those up to it are expected no more."""
        best = min(self._expected, key=lambda right: _difference(right.picture, sight.picture))
        if not self._is_buffered_at(sight.time) or _difference(best.picture, sight.picture) >= ALIKE:
            return None
        del self._expected[: self._expected.index(best) + 1]
        return best.time

    def _is_buffered_at(self, at: float) -> bool:
        return self._buffered_at is not None and at > self._buffered_at

    def _is_late(self, sight: Sight) -> bool:
        """Whether it must have arrived: it had time enough and says so itself, or had several times that time.

        One that does not say that it is well past what is expected may show frames before that.
        """
        waited = sight.time - self._buffered_at if self._buffered_at is not None else 0.0
        if waited <= PATIENCE or waited > AT_LAST or self._report is None:
            return waited > AT_LAST
        seconds, at = self._report
        return seconds + max(sight.time - at, 0.0) >= self._expected[-1].time + EARLY


def small(image: QImage) -> bytes:
    """`image` in few greys, enough to tell one frame from another."""
    stretch = Qt.AspectRatioMode.IgnoreAspectRatio
    smooth = Qt.TransformationMode.SmoothTransformation
    less = image.scaled(4 * COLUMNS, 4 * ROWS, stretch).scaled(COLUMNS, ROWS, stretch, smooth)
    return bytes(less.convertToFormat(QImage.Format.Format_Grayscale8).constBits())


def _difference(one: bytes, other: bytes) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
