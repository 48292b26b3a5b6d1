"""One frame of a file as it was filmed, not as large as some view: what is taken out of a video to be kept."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from reader.players.decoder import EARLY, Decoder, NothingToPlay
from reader.players.landing import small

_ASTRAY = 3
"""Frames by which a player that was just stopped may be elsewhere than it says; libvlc is, by one."""


def whole_frame(file: Path, seconds: float, seen: QImage) -> QImage:
    """The frame on screen at `seconds` of the file's own time, in its full size; null where there is only sound.

    Of those about that time it is the one which looks like `seen`, in whatever size that is.  Takes as long as
    decoding a group of pictures, so it is for a thread.  Raises OSError or av.FFmpegError.
    """
    try:
        decoder = Decoder(file)
    except NothingToPlay:
        return QImage()
    try:
        if not decoder.info.has_picture:
            return QImage()
        still = decoder.still(_time_of(decoder, seconds, seen), QSize(), lambda: False)
        return still.image if still else QImage()
    finally:
        decoder.close()


def _time_of(decoder: Decoder, seconds: float, seen: QImage) -> float:
    """The time of the frame that looks like `seen`: the one at `seconds`, unless another is more like it."""
    first = decoder.still(max(seconds - _ASTRAY / decoder.info.frame_rate, 0.0), seen.size(), lambda: False)
    if seen.isNull() or first is None:
        return seconds
    looks = small(seen)
    frames = [(first.time, first.image), *decoder.following(2 * _ASTRAY, seen.size())]
    unlike = {time: _difference(small(image), looks) for time, image in frames}
    said = max((time for time in unlike if time <= seconds + EARLY), default=first.time)
    best = min(unlike, key=lambda time: (unlike[time], time != said))
    return seconds if best == said else best


def _difference(one: bytes, other: bytes) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
