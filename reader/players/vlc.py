"""libvlc, and nothing else: the only file that imports it.

Every call that may block is made on a lane of the playback's own; what libvlc has to say is posted to the mailbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from PySide6.QtCore import QSize

from reader.errors import ReaderError
from reader.players.base import SoundOutput, Source
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

EQUALIZER_NEUTRAL = 12.04
"""Decibels of the equalizer's preamplification at which it leaves the loudness as it is."""
_NETWORK_CACHING = 1500
"""Milliseconds of a stream that are read ahead before it is shown."""
_HEADERS = {"user-agent": "http-user-agent", "referer": "http-referrer"}
"""Those headers that libvlc 3 can send, and by which option."""
_NO_OUTPUTS = ("", "default", "null")
_LOOKS, _BETWEEN_LOOKS = 5, 0.1
"""PulseAudio's outputs come in some tenths of a second after libvlc's player was made; seconds."""


@dataclass(frozen=True)
class FramesCame:
    """`Playback.frames` has something."""


@dataclass(frozen=True)
class Buffered:
    """libvlc has read, by the monotonic time `at`, what it needs to go on from where it was sent."""

    at: float


@dataclass(frozen=True)
class SoundRefused:
    """The sound of a stream, which has an address of its own, does not come."""


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


@dataclass(frozen=True)
class Silent:
    """Sound is decoded, but none of it gets to the output."""


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
    """One file playing in libvlc from `start` (seconds), drawn at `size` (pixels), heard at `output` ("": default)."""

    def __init__(self, vlc: Vlc, mailbox: Mailbox, file: Source, start: float, size: QSize, output: str = "") -> None:
        self._vlc = vlc
        self._mailbox = mailbox
        self._frames = Frames(size, lambda: mailbox.post(FramesCame()))
        self._lane = Lane("libvlc")
        self._output = output
        self._player: Any = None
        self._media: Any = None
        self._misses_sound = False  # until it has been looked for
        self._sound = 0, 0  # pieces decoded and pieces heard at the last look
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

    def set_gain(self, gain: float) -> None:
        """Louder by so many decibels, before the volume; at most `loudness.MOST`."""
        self._lane.do(self._amplify, gain)

    def look_for_sound(self) -> None:
        """Post `Silent` if there has been sound since the last look, but none of it was heard.

        Post `SoundRefused` once where sound has an address of its own and did not come: libvlc plays on without a word.
        """
        self._lane.do(self._look_for_sound)

    def close(self) -> None:
        """Stop and give everything back; what is still posted after this is to be ignored."""
        self._lane.do(self._stop)
        self._lane.close()

    def _start(self, file: Source, start: float) -> None:
        media = self._media_of(file)
        media.add_option(f":start-time={start:.3f}")
        self._player = self._vlc.instance.media_player_new()
        self._player.set_media(media)
        self._media = media
        if self._output:
            self._vlc.module.libvlc_audio_output_device_set(self._player, None, self._output.encode())
        self._draw_into_frames()
        self._listen()
        self._player.play()

    def _media_of(self, file: Source) -> Any:
        if isinstance(file, Path):
            return self._vlc.instance.media_new_path(str(file))
        media = self._vlc.instance.media_new_location(file.picture)
        media.add_option(f":network-caching={_NETWORK_CACHING}")
        for name, value in file.headers:
            if option := _HEADERS.get(name.casefold()):
                media.add_option(f":{option}={value}")
        if file.sound:
            media.add_option(f":input-slave={file.sound}")
            self._misses_sound = True
        return media

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

    def _amplify(self, gain: float) -> None:
        """By the equalizer: 12 dB of its preamplification are no change at all (VLC's `EQZ_IN_FACTOR` is 0.25)."""
        libvlc = self._vlc.module
        equalizer = libvlc.libvlc_audio_equalizer_new()
        libvlc.libvlc_audio_equalizer_set_preamp(equalizer, EQUALIZER_NEUTRAL + gain)
        self._player.set_equalizer(equalizer)
        libvlc.libvlc_audio_equalizer_release(equalizer)

    def _look_for_sound(self) -> None:
        if self._misses_sound:
            self._misses_sound = False
            if self._player.audio_get_track_count() <= 0:
                self._mailbox.post(SoundRefused())
        stats = self._vlc.module.MediaStats()
        self._media.get_stats(stats)
        decoded, played = self._sound
        self._sound = stats.decoded_audio, stats.played_abuffers
        if stats.decoded_audio > decoded and stats.played_abuffers == played:
            self._mailbox.post(Silent())

    def _stop(self) -> None:
        self._player.stop()
        self._player.release()
        self._media.release()


class Outputs:
    """Finds out where sound can go: posts a tuple of `SoundOutput`."""

    def __init__(self, vlc: Vlc, mailbox: Mailbox) -> None:
        self._vlc, self._mailbox = vlc, mailbox
        self._lane = Lane("sound outputs")

    def find(self) -> None:
        """Look now."""
        self._lane.do(self._find)

    def close(self) -> None:
        """Look no more."""
        self._lane.close()

    def _find(self) -> None:
        player = self._vlc.instance.media_player_new()
        found: tuple[SoundOutput, ...] = ()
        for _ in range(_LOOKS):
            if found := self._listed(player):
                break
            sleep(_BETWEEN_LOOKS)
        player.release()
        self._mailbox.post(found)

    def _listed(self, player: Any) -> tuple[SoundOutput, ...]:
        libvlc = self._vlc.module
        first = each = libvlc.libvlc_audio_output_device_enum(player)
        found = []
        while each:
            device, name = (
                text.decode("utf-8", "replace") for text in (each.contents.device, each.contents.description)
            )
            if device not in _NO_OUTPUTS:
                found.append(SoundOutput(device, name))
            each = each.contents.next
        if first:
            libvlc.libvlc_audio_output_device_list_release(first)
        return tuple(found)
