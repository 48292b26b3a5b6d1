"""Where the exact frames of one file come from: ready ones at once, all others as soon as they are decoded."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from reader.players.base import Source
from reader.players.decoder import MediaInfo, Still, fitted
from reader.players.mailbox import Mailbox
from reader.players.ready import ReadyFrames
from reader.players.stills import Following, Found, Near, Opened, Stills, Unchanged, Unreadable


class Pictures(QObject):
    """Serves the newest wish only.  A ready frame is `found` before `wish` returns.

    Ready frames are kept in the folder `kept` too; `matrix` is that of the decoder.
    """

    opened = Signal(MediaInfo)
    """Also when its length is known at last, or it has changed."""
    unchanged = Signal()
    """The answer to `look_again`, where it is not `opened`."""
    unreadable = Signal(str, str)
    """A sentence for people, and details."""
    found = Signal(object)
    """The Still that was wished for, or None where it could not be decoded."""
    followed = Signal(list)
    """What that frame and those after it look like (Sight); it comes after `found`."""
    glimpsed = Signal(QImage)
    sharpened = Signal(Still)
    """The frame that was found last, at its best."""

    def __init__(self, file: Source, matrix: str | None, kept: Path | None, parent: QObject) -> None:
        super().__init__(parent)
        self._info: MediaInfo | None = None
        self._number = 0
        self._glimpses = self._sharpens = False
        self._wanted: tuple[float, ...] = ()
        self._mailbox = Mailbox(self._receive, self)
        self._stills = Stills(file, self._mailbox, matrix)
        self._make_ready = partial(ReadyFrames, file, matrix, kept)
        self._ready = self._make_ready()

    def wish(self, seconds: float, view: QSize, *, sharp: bool) -> None:
        """Wish for the frame at `seconds`, to fit in `view` (device pixels).

        With `sharp` a ready frame that is not at its best is decoded again behind, and `sharpened`.
        """
        self._glimpses = self._sharpens = False
        ready = self._ready.at(seconds)
        if ready is None:
            self._decode(seconds, view)
            return
        self._drop()
        self.found.emit(ready.still)
        self.followed.emit(list(ready.sights))
        best = ready.exact and self._info and ready.still.image.size() == fitted(self._info.size, view)
        if sharp and not best:
            self._decode(seconds, view)
            self._sharpens = True

    def glimpse(self, seconds: float, view: QSize) -> None:
        """Wish for any frame near `seconds`: the ready one, or else the key frame before it."""
        ready = self._ready.at(seconds)
        self._drop()
        self._glimpses = True
        if ready:
            self.glimpsed.emit(ready.still.image)
        else:
            self._number = self._stills.glimpse(seconds, view)

    def prepare(self, times: Sequence[float], view: QSize) -> None:
        """Have the frames at these times ready, as soon as the file is open, the first ones first."""
        self._wanted = tuple(times)
        if self._info and self._info.has_picture:
            self._ready.want(self._wanted, view)

    def refit(self, view: QSize) -> None:
        """The view has another size, or is known at last: have frames of that size ready."""
        self.prepare(self._wanted, view)

    def look_again(self) -> None:
        """Find out whether the file has changed."""
        self._stills.look_again()

    def ready(self, seconds: float) -> QImage:
        """The frame at `seconds` if it is ready, else null."""
        ready = self._ready.at(seconds)
        return ready.still.image if ready else QImage()

    def close(self) -> None:
        """Give the file back as soon as the frame in work is done; nothing is told any more."""
        self.blockSignals(True)
        self._mailbox.close()
        self._stills.close()
        self._ready.close()
        self.deleteLater()

    def _decode(self, seconds: float, view: QSize) -> None:
        self._ready.wait()
        self._number = self._stills.wish(seconds, view)

    def _drop(self) -> None:
        self._number = self._stills.drop()
        self._ready.go_on()

    def _take(self, info: MediaInfo) -> None:
        if self._info:  # frames that are ready may be others now
            self._ready.close()
            self._ready = self._make_ready()
        self._info = info
        self.opened.emit(info)

    def _receive(self, message: object) -> None:
        match message:
            case Opened(info):
                self._take(info)
            case Unchanged():
                self.unchanged.emit()
            case Unreadable(sentence, detail):
                self.unreadable.emit(sentence, detail)
            case Found(number, still) if number == self._number and not self._sharpens:
                self.found.emit(still)
            case Found(number, still) if number == self._number and still:
                self.sharpened.emit(still)
            case Following(number, sights) if number == self._number:
                self._ready.go_on()
                if not self._sharpens:
                    self.followed.emit(sights)
            case Near(still) if self._glimpses:
                self.glimpsed.emit(still.image)
