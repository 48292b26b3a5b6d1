"""libvlc, and nothing else: the only file that imports it.

Every call that may block is made on a lane of the playback's own; what libvlc has to say is posted to the mailbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QSize

from reader.errors import ReaderError
from reader.players.lane import Lane
from reader.players.mailbox import Mailbox
from reader.players.vlc_frames import Frame, Frames

# Caching: milliseconds, after which sound begins; the usual 300 make it later than mpv's after a seek.
# No hurry: a decoder that leaves out frames as it is late tears the picture, which happens at each change of speed.
OPTIONS = (
    "--quiet",
    "--no-video-title-show",
    "--no-spu",
    "--no-osd",
    "--avcodec-hw=none",
    "--no-avcodec-hurry-up",
    "--swscale-mode=1",
    "--file-caching=100",
)


@dataclass(frozen=True)
class FramesCame:
    """`Playback.frames` has something."""


@dataclass(frozen=True)
class Buffered:
    """libvlc has read, by the monotonic time `at`, what it needs to go on from where it was sent."""

    at: float


@dataclass(frozen=True)
class TimeReported:
    """It was `seconds` at the monotonic time `at`."""

    seconds: float
    at: float


@dataclass(frozen=True)
class Ended:
    """The file has been played to its end: only a new playback goes on from here."""


@dataclass(frozen=True)
class Broke:
    """libvlc cannot play the file."""


class Vlc:
    """libvlc, ready to play.  Raises ReaderError where it cannot be had.

    `options` are libvlc's own, as `--aout=dummy` where there is no sound device.
    """

    def __init__(self, options: Sequence[str] = ()) -> None:
        try:
            # Where libvlc is missing: OSError, NameError or FileNotFoundError, by platform; or NameError at Instance.
            import vlc

            self.module = vlc
            self.instance = vlc.Instance([*OPTIONS, *options])
        except (ImportError, OSError, NameError, AttributeError) as error:
            raise ReaderError("VLC is not installed on this computer.", f"{type(error).__name__}: {error}") from error
        if self.instance is None:
            raise ReaderError("VLC is installed without its plugins.", "libvlc_new returned nothing")
        version = vlc.libvlc_get_version().decode()
        if not version.startswith("3."):
            raise ReaderError("VLC is installed, but not its version 3.", f"libvlc {version}")


class Playback:
    """One file playing in libvlc from `start` (seconds), drawn at `size` (pixels)."""

    def __init__(self, vlc: Vlc, mailbox: Mailbox, file: Path, start: float, size: QSize) -> None:
        self._vlc = vlc
        self._mailbox = mailbox
        self._frames = Frames(size, lambda: mailbox.post(FramesCame()))
        self._lane = Lane("libvlc")
        self._player: Any = None
        self._events: Any = None  # keeps the callbacks alive
        self._lane.do(self._start, file, start)

    @property
    def size(self) -> QSize:
        """The size of its frames in pixels."""
        return self._frames.size

    def frames(self) -> list[Frame]:
        """The frames shown since the last call, oldest first."""
        return self._frames.take()

    def seek(self, seconds: float) -> None:
        """Go on from `seconds`."""
        self._lane.do(lambda: self._player.set_time(round(seconds * 1000)))

    def pause(self, paused: bool) -> None:
        """Stand still, or go on."""
        self._lane.do(lambda: self._player.set_pause(int(paused)))

    def set_rate(self, rate: float) -> None:
        """Play at `rate` times the normal speed; libvlc keeps the pitch (`audio-time-stretch`)."""
        self._lane.do(lambda: self._player.set_rate(rate))

    def set_volume(self, volume: float) -> None:
        """Loudness from 0 to 1."""
        self._lane.do(lambda: self._player.audio_set_volume(round(volume * 100)))

    def close(self) -> None:
        """Stop and give everything back; what is still posted after this is to be ignored."""
        self._lane.do(self._stop)
        self._lane.close()

    def _start(self, file: Path, start: float) -> None:
        media = self._vlc.instance.media_new_path(str(file))
        media.add_option(f":start-time={start:.3f}")
        self._player = self._vlc.instance.media_player_new()
        self._player.set_media(media)
        media.release()
        self._draw_into_frames()
        self._listen()
        self._player.play()

    def _draw_into_frames(self) -> None:
        types = self._vlc.module.CallbackDecorators

        def cast(callback: Any, kind: Any) -> Any:
            return self._vlc.module.ctypes.cast(callback, kind)

        frames = self._frames
        self._player.video_set_callbacks(
            cast(frames.lock, types.VideoLockCb), None, cast(frames.display, types.VideoDisplayCb), None
        )
        self._player.video_set_format_callbacks(
            cast(frames.format, types.VideoFormatCb), cast(frames.cleanup, types.VideoCleanupCb)
        )

    def _listen(self) -> None:
        kinds, post = self._vlc.module.EventType, self._mailbox.post
        events = self._events = self._player.event_manager()
        events.event_attach(kinds.MediaPlayerEndReached, lambda _: post(Ended()))
        events.event_attach(kinds.MediaPlayerEncounteredError, lambda _: post(Broke()))
        events.event_attach(
            kinds.MediaPlayerTimeChanged, lambda e: post(TimeReported(e.u.new_time / 1000, monotonic()))
        )
        events.event_attach(
            kinds.MediaPlayerBuffering, lambda e: post(Buffered(monotonic())) if e.u.new_cache >= 100 else None
        )

    def _stop(self) -> None:
        self._player.stop()
        self._player.release()
