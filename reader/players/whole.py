"""One frame of a file as it was filmed, not as large as some view: what is taken out of a video to be kept."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from reader.players.decoder import Decoder, NothingToPlay


def whole_frame(file: Path, seconds: float) -> QImage:
    """The frame on screen at `seconds` of the file's own time, in its full size; null where there is only sound.

    Takes as long as decoding a group of pictures, so it is for a thread.  Raises OSError or av.FFmpegError.
    """
    try:
        decoder = Decoder(file)
    except NothingToPlay:
        return QImage()
    try:
        still = decoder.still(seconds, QSize(), lambda: False) if decoder.info.has_picture else None
    finally:
        decoder.close()
    return still.image if still else QImage()
