"""Single frames of any media file, for cards: soon the key frame before a moment, and then its very frame.

A lane of its own, apart from the one of the player: a card never waits for a frame that was clicked, nor the other way
round.  The files looked into last stay open.
"""

import contextlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import av
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QImage

from reader.players.decoder import Decoder, NothingToPlay, Still
from reader.players.lane import Lane
from reader.players.mailbox import Mailbox

MOST_OPEN = 3
"""Files."""


class Glimpses(QObject):
    """Decodes one frame at a time, the newest wish only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._told: Callable[[QImage], None] = lambda _: None
        self._open: OrderedDict[Path, Decoder] = OrderedDict()
        self._mailbox = Mailbox(self._receive, self)
        self._lane = Lane("glimpses")

    def wish(self, file: Path, seconds: float, size: QSize, told: Callable[[QImage], None]) -> None:
        """Have `told` called with the key frame before `seconds` of the file's time, then with its very frame.

        Pictures fit in `size` (pixels).  Where the file has none to give, `told` gets one null picture.
        """
        self.cancel()
        self._told = told
        self._lane.do(self._find, self._number, file, seconds, size)

    def cancel(self) -> None:
        """Wish for nothing any more."""
        self._number += 1
        self._told = lambda _: None

    def close(self) -> None:
        """Give the files back."""
        self.cancel()
        self._mailbox.close()
        self._lane.do(self._close)
        self._lane.close()

    def _find(self, number: int, file: Path, seconds: float, size: QSize) -> None:
        try:
            decoder = self._opened(file)
            near = decoder.near(seconds, size) if self._number == number else None
            self._post(number, near)
            if near:
                self._post(number, decoder.still(seconds, size, lambda: self._number != number))
        except (OSError, av.FFmpegError, NothingToPlay):
            self._post(number, None)

    def _opened(self, file: Path) -> Decoder:
        decoder = self._open.pop(file, None) or Decoder(file)
        self._open[file] = decoder
        if len(self._open) > MOST_OPEN:
            self._open.popitem(last=False)[1].close()
        return decoder

    def _post(self, number: int, still: Still | None) -> None:
        self._mailbox.post((number, still.image if still else QImage()))

    def _receive(self, message: object) -> None:
        assert isinstance(message, tuple)
        number, image = message
        if number == self._number:
            self._told(image)

    def _close(self) -> None:
        for decoder in self._open.values():
            with contextlib.suppress(OSError):
                decoder.close()
