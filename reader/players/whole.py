"""One frame of a file as it was filmed, not as large as some view: what is taken out of a video to be kept."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from reader.players.base import Source
from reader.players.decoder import Decoder, NothingToPlay
from reader.players.landing import small

_ASTRAY = 3
"""Frames by which a player that was just stopped may be elsewhere than it says; libvlc is, by one."""


def whole_frame(file: Source, seconds: float, seen: QImage) -> QImage:
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
        if seen.isNull():
            return _at(decoder, seconds)
        looks = small(seen)
        return min(_about(decoder, seconds), key=lambda image: _difference(_as_seen(image, seen.size()), looks))
    finally:
        decoder.close()


def _about(decoder: Decoder, seconds: float) -> Iterator[QImage]:
    """The frames a little before and after `seconds`, one at a time: all of them together are large."""
    yield _at(decoder, seconds - _ASTRAY / decoder.info.frame_rate)
    for _ in range(2 * _ASTRAY):
        yield from (image for _, image in decoder.following(1, QSize()))


def _at(decoder: Decoder, seconds: float) -> QImage:
    still = decoder.still(seconds, QSize(), lambda: False)
    return still.image if still else QImage()


def _as_seen(image: QImage, size: QSize) -> bytes:
    """What `image` looks like in little where it is drawn as large as `size`."""
    stretch = Qt.AspectRatioMode.IgnoreAspectRatio
    return small(image.scaled(size, stretch, Qt.TransformationMode.SmoothTransformation))


def _difference(one: bytes, other: bytes) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
