"""What libvlc draws into: a fresh QImage for each frame, so that nobody ever sees a picture change under his hands."""

import ctypes
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

WAITING = 8
"""Frames kept for a busy receiver; older ones are dropped."""

_pointer = ctypes.POINTER
_numbers = _pointer(ctypes.c_uint)
LOCK = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, _pointer(ctypes.c_void_p))
DISPLAY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
FORMAT = ctypes.CFUNCTYPE(
    ctypes.c_uint, _pointer(ctypes.c_void_p), _pointer(ctypes.c_char), _numbers, _numbers, _numbers, _numbers
)
CLEANUP = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


@dataclass(frozen=True, eq=False)
class Frame:
    """A picture and the monotonic time at which libvlc put it on show."""

    image: QImage
    at: float


class Frames:
    """libvlc's video callbacks (`libvlc_video_set_callbacks`, `…_set_format_callbacks`), and the frames they brought.

    libvlc draws RV32, which is QImage's RGB32 byte by byte, scaled to `size`.  The callbacks run on libvlc's threads;
    they live as long as this object, which must outlive the player.
    """

    def __init__(self, size: QSize, arrived: Callable[[], None]) -> None:
        self.size = size
        self._arrived = arrived
        self._drawing = QImage()
        self._waiting: deque[Frame] = deque(maxlen=WAITING)
        self.lock = LOCK(self._lock)
        self.display = DISPLAY(self._display)
        self.format = FORMAT(self._format)
        self.cleanup = CLEANUP(lambda _: None)

    def take(self) -> list[Frame]:
        """The frames that came since the last call, oldest first."""
        taken = []
        while self._waiting:
            taken.append(self._waiting.popleft())
        return taken

    def _format(self, _: Any, chroma: Any, width: Any, height: Any, pitches: Any, lines: Any) -> int:
        for place, letter in enumerate(b"RV32"):
            chroma[place] = letter
        width[0], height[0] = self.size.width(), self.size.height()
        pitches[0], lines[0] = self.size.width() * 4, self.size.height()
        return 1

    def _lock(self, _: Any, planes: Any) -> None:
        self._drawing = QImage(self.size, QImage.Format.Format_RGB32)
        pixels = ctypes.c_char * self._drawing.sizeInBytes()
        planes[0] = ctypes.addressof(pixels.from_buffer(self._drawing.bits()))

    def _display(self, _: Any, __: Any) -> None:
        self._waiting.append(Frame(self._drawing, monotonic()))
        self._drawing = QImage()
        self._arrived()
