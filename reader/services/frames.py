"""Which frames are worth having ready, and the frame of any moment for those who only want to look.

The reader of a note will click its stamps: those nearest to where the page and the video stand come first, then what
other notes cite near the play head.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QImage

from reader.library.media import Media
from reader.services.player import Player
from reader.services.timeline import Timeline

_SETTLED_MS = 300
"""How long things stay as they are before frames are made ready for them."""
_NEAR = 60.0
"""Seconds round the play head within which the stamps of other notes are made ready."""
_MOST = 200


class Glimpsing(Protocol):
    """Who decodes single frames: `reader.players.glimpses.Glimpses`."""

    def wish(self, file: Path, seconds: float, size: QSize, told: Callable[[QImage], None]) -> None: ...
    def cancel(self) -> None: ...
    def close(self) -> None: ...


class Frames(QObject):
    """Tells the player which frames to have ready, and shows frames to those who peek."""

    def __init__(
        self,
        player: Player,
        timeline: Timeline,
        find_media: Callable[[str], Media | None],
        glimpses: Callable[[], Glimpsing],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._timeline, self._find_media, self._make_glimpses = player, timeline, find_media, glimpses
        self._glimpses: Glimpsing | None = None
        self._wanted: tuple[float, ...] = ()
        self._soon = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._soon.timeout.connect(self._prepare)
        timeline.changed.connect(self._soon.start)
        player.seeked.connect(self._soon.start)
        player.duration_changed.connect(self._begin_again)

    def ready(self, seconds: float) -> QImage:
        """The frame at a moment of the video that is shown; null where it is not ready."""
        return self._player.ready(seconds)

    def peek(self, video: str, seconds: float, size: QSize, done: Callable[[QImage], None]) -> None:
        """Have `done` called with the frame of a moment, to fit in `size` (device pixels): at once where it is ready.

        Else the key frame before it comes first and then the very frame, both soon.  The picture is null where no
        media of the video is here, or it has none there.  A newer peek or `cancel_peek` ends it.
        """
        here = video == self._player.video and self._player.at_video
        image = self.ready(seconds) if here else QImage()
        media = self._find_media(video) if image.isNull() else None
        self.cancel_peek()
        if media is None:
            done(image)
            return
        if self._glimpses is None:
            self._glimpses = self._make_glimpses()
        self._glimpses.wish(media.file, self._player.map_of(video, media).to_file(seconds).seconds, size, done)

    def cancel_peek(self) -> None:
        """Nobody looks any more."""
        if self._glimpses:
            self._glimpses.cancel()

    def close(self) -> None:
        """Let go of the files that were looked into."""
        if self._glimpses:
            self._glimpses.close()

    def _begin_again(self) -> None:
        """Another file, or another place of the moments in it."""
        self._wanted = ()
        self._soon.start()

    def _prepare(self) -> None:
        wanted = tuple(self._in_order())[:_MOST]
        if wanted != self._wanted:
            self._wanted = wanted
            self._player.prepare(wanted)

    def _in_order(self) -> Iterator[float]:
        """The moments of the note, from where the video stands outwards, then those of other notes."""
        here = self._player.position()
        own = {tick.seconds for tick in self._timeline.own.ticks}
        others = {tick.seconds for lane in self._timeline.others for tick in lane.ticks} - own
        yield from _nearest(own, here)
        yield from _nearest((seconds for seconds in others if abs(seconds - here) <= _NEAR), here)


def _nearest(moments: Iterable[float], here: float) -> list[float]:
    return sorted(moments, key=lambda seconds: abs(seconds - here))
