"""What plays on from the exact frame: the part of a backend in which libvlc and Qt differ."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from reader.players.clock import Clock
from reader.players.landing import Sight


@dataclass
class Settings:
    """Speed, loudness (0 to 1) after so many decibels of gain, the id of the sound output ("" is the default),
    and the size that frames are to have, in pixels (empty: there is only sound).
    """

    rate: float = 1.0
    volume: float = 1.0
    gain: float = 0.0
    output: str = ""
    size: QSize = field(default_factory=QSize)


class Motion(QObject):
    """Plays one file, or stands.  A seek is `go`, then `aim` and `expect` as soon as the exact frame is known."""

    shown = Signal(QImage, float)
    """A frame and its time in seconds."""
    ended = Signal()
    broke = Signal(str)
    """It cannot play the file; details."""
    silent = Signal()
    """It plays, but its sound cannot be heard at the output it should go to."""
    lives = Signal()
    """Something came from it: a frame, or another time."""
    lacks_sound = Signal()
    """It plays the picture of a stream, and the sound does not come."""
    lacks_picture = Signal()
    """It plays, but it cannot decode the picture."""
    matrix: str | None = None
    """By which it turns YUV to RGB, in PyAV's words, where it does not heed what the file says."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.clock = Clock()
        self.plays = False
        self.sparse = False
        """Frames are so rare where it goes that the time it tells must do to know that it has arrived."""

    @property
    def at_hand(self) -> bool:
        """Whether it has the file open, and so has to follow when another frame is shown."""
        raise NotImplementedError

    def go(self, seconds: float) -> None:
        """Go on from `seconds`; while a seek is under way the newest waits until its exact frame is known."""
        raise NotImplementedError

    def aim(self, seconds: float) -> None:
        """The frame at the goal is that of `seconds`, and it is shown: report none before it."""
        raise NotImplementedError

    def expect(self, sights: Sequence[Sight]) -> None:
        """The goal looks like this, and then like this."""
        raise NotImplementedError

    def play(self) -> None:
        """Go on from where it stands."""
        raise NotImplementedError

    def pause(self) -> None:
        """Stand still."""
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of the file; the next `go` or `play` begins anew."""
        raise NotImplementedError

    def set_rate(self) -> None:
        """The settings' rate has changed."""
        raise NotImplementedError

    def set_volume(self) -> None:
        """The settings' volume has changed."""
        raise NotImplementedError

    def set_gain(self) -> None:
        """The settings' gain has changed."""
        raise NotImplementedError

    def set_output(self) -> None:
        """The settings' output has changed; a `go` follows if it plays."""
        raise NotImplementedError

    def set_size(self) -> bool:
        """The settings' size has changed; False where it has to begin anew for that."""
        raise NotImplementedError

    def close(self) -> None:
        """Give everything back for good."""
        raise NotImplementedError
