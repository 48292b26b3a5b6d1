"""The seam between the application and whatever decodes a video.

A backend shows one file at a time.  It keeps the newest frame as an image, at most as large as the view; the view
paints it.  Everything is asynchronous: methods only wish and return at once (never over 50 ms on the caller's
thread), signals tell what became of it, always on the thread the backend lives in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

FRAME_RATE_UNKNOWN = 25.0
"""Frames per second."""


OUTPUT_GONE = "The sound output that was chosen is not there: sound goes to the system's default."
NO_SOUND = "There is no sound device here that works: videos play without sound."


class State(Enum):
    """What a backend is doing."""

    EMPTY = "empty"
    LOADING = "loading"
    PAUSED = "paused"
    PLAYING = "playing"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SoundOutput:
    """Where sound can go; `id` is what the player calls it, `name` what people do."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Stream:
    """What is played from a network, and what people call it: an address of the picture, or of both.

    Where `sound` is not empty it is the address of the sound.  `headers` go with each request.
    """

    name: str
    picture: str
    sound: str = ""
    headers: tuple[tuple[str, str], ...] = ()


Source = Path | Stream
"""What a backend plays."""


class Backend(QObject):
    """Plays one file.  Times are seconds from its start, as float."""

    frame_shown = Signal(float)
    """`image` has changed; the number is that frame's own time.  Never an old frame after a seek."""
    glimpsed = Signal()
    """`image` is a frame near the place that is scrubbed over; where playback is has not changed."""
    position_changed = Signal(float)
    """Where playback is, about ten times a second while playing; also after a seek of a file that has only sound."""
    state_changed = Signal(State)
    duration_changed = Signal(float)
    """The length of the file, as soon as it is known, and again where the file has grown."""
    failed = Signal(str, str)
    """The file cannot be played: a sentence for people, and details.  The state is FAILED."""

    loaded_changed = Signal()
    """More or less of a stream is in memory."""
    hindered = Signal(str)
    """It does not go on, or not as it should, but it may yet: a sentence for people."""

    sound_outputs_found = Signal(tuple)
    """Of `SoundOutput`: where sound can go, besides the system's default.  The answer to `find_sound_outputs`."""
    sound_failed = Signal(str)
    """Sound does not go where it should: a sentence for people.  The same is told once."""

    def load(self, file: Source, start: float = 0.0, *, playing: bool = False) -> None:
        """Show `file`, or a stream, from `start` on, instead of what is shown now.

        The first frame shown is the one at `start`.
        """
        raise NotImplementedError

    def unload(self) -> None:
        """Show nothing: state EMPTY, no image."""
        raise NotImplementedError

    def play(self) -> None:
        """Play on; from the start after the end was reached."""
        raise NotImplementedError

    def pause(self) -> None:
        """Hold the picture."""
        raise NotImplementedError

    def seek(self, seconds: float) -> None:
        """Show the frame at `seconds`, playing on if it played.

        The newest wish wins.  Below 0 is 0, past the end is the last frame.  After the end was reached the frame is
        shown and held: the state is PAUSED.
        """
        raise NotImplementedError

    def scrub(self, seconds: float) -> None:
        """Show soon a frame near `seconds`, without sound; a `seek` is to follow, and only then it plays on.

        Of a stream only frames in memory are shown: no site is asked for all that somebody drags past.
        """
        raise NotImplementedError

    def prepare(self, times: Sequence[float]) -> None:
        """The frames at these times will probably be sought, the first ones first: have them ready if that is easy.

        They count until the next call or another `load`.
        """
        raise NotImplementedError

    def ready(self, seconds: float) -> QImage:
        """The frame at `seconds`, if it is ready; else null."""
        raise NotImplementedError

    def loaded(self) -> tuple[tuple[float, float], ...]:
        """From which second to which the picture of a stream is in memory; nothing for a file, or where unknown."""
        raise NotImplementedError

    def set_rate(self, rate: float) -> None:
        """Play at `rate` times the normal speed, pitch kept; 0.25 to 4."""
        raise NotImplementedError

    def set_volume(self, volume: float) -> None:
        """Loudness from 0 (silent) to 1."""
        raise NotImplementedError

    def set_equal_loudness(self, equal: bool) -> None:
        """Play every file about as loud as the others; where the file was listened to first, from then on."""
        raise NotImplementedError

    def find_sound_outputs(self) -> None:
        """Look where sound can go now."""
        raise NotImplementedError

    def set_sound_output(self, output: str) -> None:
        """Have sound go to the output with this id, "" is the system's default.

        Where it is not there, sound goes to the default; the next file tries again.
        """
        raise NotImplementedError

    def set_view_size(self, size: QSize) -> None:
        """The view's size in device pixels: what frames are scaled to, their proportions kept.

        Never larger than the file's own, and for a moment, or while it plays in a view that shrank, of another size.
        """
        raise NotImplementedError

    def image(self) -> QImage:
        """The newest frame; null where there is none (nothing loaded, only sound)."""
        raise NotImplementedError

    def position(self) -> float:
        """Where playback is, in seconds; the wished position while a seek is under way."""
        raise NotImplementedError

    def duration(self) -> float:
        """The length in seconds, 0 while unknown."""
        raise NotImplementedError

    def frame_rate(self) -> float:
        """Frames per second of the file; `FRAME_RATE_UNKNOWN` while unknown or where there is only sound."""
        raise NotImplementedError

    def state(self) -> State:
        """What the backend is doing."""
        raise NotImplementedError

    def close(self) -> None:
        """Give everything back, at once and for good; no signal comes after it."""
        raise NotImplementedError
