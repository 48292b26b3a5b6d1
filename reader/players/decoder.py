"""The exact frame at a time, from PyAV.

libvlc stops up to three frames early when it seeks while paused, and never says which frame it shows.  This decoder
knows: it goes to the key frame before the time and decodes on, leaving out the frames that no other needs, as mpv
does (`hr-seek-framedrop`).  It belongs to one thread.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
from av.codec.context import CodecContext
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QTransform

from reader.players.base import Source, Stream
from reader.players.codecs import codec_of
from reader.players.opening import open_source
from reader.players.places import Places, indexed

EARLY = 0.001
"""Seconds by which a time may lie before the frame it means: stamps and libvlc count milliseconds."""
NEAR = 1.0
"""Seconds ahead to which decoding on is cheaper than going back to a key frame."""
LEAST_URGENT = 19
"""How nice a thread can be on Linux."""
OVER = 0.5
"""Seconds before the end from which on no frame is left out, as any may be the last."""
BACK = 2.0
"""Seconds to go back farther where a file has no index and so leads to too late a key frame; doubled each time."""
STEADY = 0.01
"""Share by which the mean rate of frames may differ from that of their times in a file whose rate never changes."""
MOST_DAMAGED = 300
"""Packets one after the other that cannot be decoded, after which no more is tried: no codec needs so many."""


class NothingToPlay(Exception):  # noqa: N818  (a state of the file, told as a sentence)
    """The file has neither picture nor sound; or what it has is in a codec that cannot be decoded, which it names."""

    def __init__(self, detail: str, codec: str = "") -> None:
        super().__init__(detail)
        self.codec = codec


@dataclass(frozen=True)
class MediaInfo:
    """What a file holds.  `size` is that of the picture as it is to be seen (shape of pixels and rotation applied).

    `duration` is in seconds, 0 where the file does not tell.  `picture` names the codec of the picture;
    `lost_picture` and `lost_sound` name those that cannot be decoded here: the file is played without.
    `places` are told of streams only.
    """

    duration: float
    size: QSize
    frame_rate: float
    picture: str = ""
    lost_picture: str = ""
    lost_sound: str = ""
    places: Places = ()

    @property
    def has_picture(self) -> bool:
        """False for a file that has only sound."""
        return not self.size.isEmpty()


@dataclass(frozen=True, eq=False)
class Still:
    """One decoded frame: its own time in seconds, its picture, and whether it is the last of the file."""

    time: float
    image: QImage
    last: bool


class Decoder:
    """Decodes the picture of one file, to RGB by `matrix` or else by what the file says.

    One that is `gentle` takes the processor only while nobody else wants it.
    Raises OSError, av.FFmpegError or NothingToPlay where it cannot be read.
    """

    def __init__(self, file: Source, matrix: str | None = None, *, gentle: bool = False) -> None:
        self._matrix = matrix
        self._gentle = gentle
        self._is_stream = isinstance(file, Stream)
        self._container = open_source(file)
        self._origin = (self._container.start_time or 0) / av.time_base
        self._stream: VideoStream | None = None
        self._picture = self._lost_picture = self._lost_sound = ""
        self._rotation = 0
        self._frames: Iterator[VideoFrame] = iter(())
        self._shown: VideoFrame | None = None
        self._ahead: VideoFrame | None = None
        self._target = 0.0
        self._first = 0.0  # the time of the first frame that can be decoded
        self._left_out = -1.0  # no frame up to this time may be had by decoding on
        self._end: float | None = None
        self._steady = True
        try:
            self._open(file)
        except BaseException:
            self._container.close()
            raise

    def _open(self, file: Source) -> None:
        pictures = [s for s in self._container.streams.video if not s.disposition & Disposition.attached_pic]
        sounds = self._container.streams.audio
        if sounds and not sounds[0].codec_context:
            self._lost_sound = codec_of(sounds[0], file)
        if pictures:
            self._picture = codec_of(pictures[0], file)
            if not self._prepare(pictures[0]):
                self._stream, self._lost_picture = None, self._picture
        can_be_heard = any(sound.codec_context for sound in sounds)
        if not self._stream and not can_be_heard:
            raise NothingToPlay("nothing of it can be decoded", self._lost_picture or self._lost_sound)

    def _prepare(self, stream: VideoStream) -> bool:
        """Whether anything of `stream` can be decoded."""
        if not stream.codec_context:
            return False
        self._stream = stream
        stream.thread_type = "AUTO"
        if self._gentle:
            open_gently(stream.codec_context)
        for other in self._container.streams:
            if other is not stream:
                other.discard = Discard.all
        mean, ticks = float(stream.average_rate or 0), float(stream.base_rate or 0)
        self._steady = abs(mean - ticks) <= STEADY * mean
        first = self._find(0.0, lambda: False)
        if first is None:
            return False
        self._first = self._time(first)
        self._rotation = first.rotation
        return True

    @property
    def info(self) -> MediaInfo:
        """What the file holds."""
        duration = (self._container.duration or 0) / av.time_base
        lost = self._lost_picture, self._lost_sound
        if not self._stream:
            return MediaInfo(duration, QSize(), 0.0, self._picture, *lost)
        shape = self._stream.sample_aspect_ratio or Fraction(1)
        size = QSize(round(self._stream.width * shape), self._stream.height)
        size = size.transposed() if self._rotation % 180 else size
        places = indexed(self._container, self._stream) if self._is_stream else ()
        return MediaInfo(duration, size, float(self._stream.average_rate or 25), self._picture, *lost, places)

    def still(self, seconds: float, view: QSize, abandoned: Callable[[], bool]) -> Still | None:
        """The frame that is on screen at `seconds`, scaled to fit in `view` (device pixels); None if abandoned."""
        frame = self._find(seconds, abandoned)
        if frame is None:
            return None
        last = self._end is not None and self._time(frame) >= self._end - EARLY
        return Still(self._time(frame), self._drawn(frame, view), last)

    def following(self, count: int, view: QSize) -> list[tuple[float, QImage]]:
        """The time and picture of the `count` frames after the last still, fewer at the end of the file."""
        found = []
        for _ in range(count):
            self._target = self._time(self._shown) + self._length(self._shown) + EARLY if self._shown else 0.0
            frame = self._decode_on(lambda: False)
            if frame is None:
                break
            found.append((self._time(frame), self._drawn(frame, view)))
        return found

    def near(self, seconds: float, view: QSize) -> Still | None:
        """The key frame before `seconds`: not exact, but soon there."""
        if self._stream is None:
            return None
        self._target = seconds
        self._go_to_key_frame(seconds)
        self._shown, self._ahead = self._ahead, None
        return Still(self._time(self._shown), self._drawn(self._shown, view), last=False) if self._shown else None

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _find(self, seconds: float, abandoned: Callable[[], bool]) -> VideoFrame | None:
        self._target = max(seconds, self._first)
        if self._end is not None:
            self._target = min(self._target, self._end)
        if not self._is_just_ahead():
            self._go_to_key_frame(self._target)
        found = self._decode_on(abandoned)
        if found is None and not abandoned():
            found = self._last_frame(abandoned)
        return found

    def _is_just_ahead(self) -> bool:
        if self._shown is None or not 0 <= self._target - self._time(self._shown) < NEAR:
            return False
        return self._covers(self._shown) or self._target - self._step > self._left_out

    def _go_to_key_frame(self, seconds: float) -> None:
        """Have the key frame before `seconds` ahead; farther back where that leads to a later one."""
        back = 0.0
        while True:
            self._send(seconds - back)
            self._ahead = next(self._frames, None)
            early_enough = self._ahead and self._time(self._ahead) <= max(seconds, self._first) + EARLY
            if early_enough or seconds - back < 0:
                return
            back = max(2 * back, BACK)

    def _send(self, seconds: float) -> None:
        assert self._stream is not None
        assert self._stream.time_base is not None
        offset = round((seconds + self._origin) / self._stream.time_base)
        self._container.seek(offset, stream=self._stream)
        self._shown = self._ahead = None
        self._left_out = -1.0
        self._frames = self._decoded(self._stream)

    def _decoded(self, stream: VideoStream) -> Iterator[VideoFrame]:
        context, tick, damaged = stream.codec_context, float(stream.time_base or 0), 0
        for packet in self._container.demux(stream):
            if packet.pts is not None:
                time = packet.pts * tick - self._origin
                needed = not self._steady or time > min(self._target, self._nearly_over) - 2 * self._step
                context.skip_frame = "DEFAULT" if needed else "NONREF"
                self._left_out = self._left_out if needed else max(self._left_out, time)
            damaged += 1
            with contextlib.suppress(av.InvalidDataError):
                for frame in packet.decode():
                    damaged = 0
                    yield frame
            if damaged > MOST_DAMAGED:
                return

    def _decode_on(self, abandoned: Callable[[], bool]) -> VideoFrame | None:
        """Decode up to the frame of the target; None at the end of the file or if abandoned."""
        while not abandoned():
            if self._shown and self._covers(self._shown):
                return self._shown
            frame, self._ahead = self._ahead or next(self._frames, None), None
            if frame is None:
                return None
            if self._time(frame) > self._target + EARLY:
                return self._before(frame)
            self._shown = frame
        return None

    def _covers(self, frame: VideoFrame) -> bool:
        """Whether `frame` is the one of the target.  Lengths are right only where all frames are equally long."""
        return self._steady and self._time(frame) + self._length(frame) > self._target + EARLY

    def _before(self, frame: VideoFrame) -> VideoFrame | None:
        """The frame shown before `frame`, which is later than the target."""
        if self._shown is None:  # nothing comes before it
            self._shown = frame
        else:
            self._ahead = frame
        return self._shown

    def _last_frame(self, abandoned: Callable[[], bool]) -> VideoFrame | None:
        """The frame that is shown past the end, which has been reached: decoded again if frames were left out there."""
        if self._shown is None or self._time(self._shown) <= self._left_out:
            self._go_to_key_frame(self._time(self._shown) if self._shown else 0.0)
            self._shown, self._ahead = self._ahead, None
            self._target = 0.0  # leaves nothing out
            for frame in self._frames:
                if abandoned():
                    return None
                self._shown = frame
        if self._shown:
            self._end = self._time(self._shown)
        return self._shown

    @property
    def _nearly_over(self) -> float:
        return (self._container.duration or 0) / av.time_base - OVER

    @property
    def _step(self) -> float:
        assert self._stream is not None
        return 1 / float(self._stream.average_rate or 25)

    def _length(self, frame: VideoFrame) -> float:
        return float(frame.duration * frame.time_base) if frame.duration and frame.time_base else self._step

    def _time(self, frame: VideoFrame) -> float:
        return frame.time - self._origin

    def _drawn(self, frame: VideoFrame, view: QSize) -> QImage:
        size = fitted(self.info.size, view)
        if self._rotation % 180:
            size.transpose()
        picture = frame.reformat(
            size.width(), size.height(), "bgra", interpolation="BILINEAR", src_colorspace=self._matrix
        )
        plane = picture.planes[0]
        shared = QImage(memoryview(plane), size.width(), size.height(), plane.line_size, QImage.Format.Format_RGB32)
        return shared.transformed(QTransform().rotate(-self._rotation)) if self._rotation else shared.copy()


def measured(file: Source, abandoned: Callable[[], bool]) -> float:
    """The length in seconds of a file that does not tell it, found by reading all of it.

    Raises OSError or av.FFmpegError.
    """
    with open_source(file) as container:
        begins = ends = (container.start_time or 0) / av.time_base
        for packet in container.demux():
            if abandoned():
                break
            if packet.pts is not None and packet.time_base:
                ends = max(ends, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    return ends - begins


def open_gently(context: CodecContext) -> None:
    """Open a decoder whose own threads are the least urgent of the computer; the thread that asks them stays as it is.

    Threads inherit how urgent they are.  Where the system does not let threads differ (it does on Linux) they are as
    urgent as all others.
    """
    context.thread_count = max(context.thread_count, 2)  # a single one would be the thread that asks

    def open_it() -> None:
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEAST_URGENT)
        context.open(strict=False)

    opening = threading.Thread(target=open_it)
    opening.start()
    opening.join()


def fitted(size: QSize, view: QSize) -> QSize:
    """`size` made to fit in `view` with its proportions kept, never larger than it is, never empty."""
    room = view if view.isValid() and not view.isEmpty() else size
    return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(size).expandedTo(QSize(2, 2))
