"""Frames that will probably be wished for, decoded before they are: the click on a stamp then shows its frame at once.

A note says beforehand where its reader will click.  One decoder of its own, whose threads are the least urgent of the
computer, works in the order that it is given, and waits while the reader waits for a frame that is not ready.
"""

import contextlib
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock

import av
from PySide6.QtCore import QSize

from reader.players.base import Source
from reader.players.decoder import EARLY, Decoder, NothingToPlay, fitted
from reader.players.lane import Lane
from reader.players.ready_store import KeptFrame, ReadyStore
from reader.players.stills import sights_from

MOST_BYTES = 96 * 2**20
"""Bytes of frames kept in memory: a hundred at the usual size of the view."""
LARGEST = QSize(1280, 720)
"""Pixels; larger views get frames of this size, which are sharpened as soon as they are shown."""


@dataclass(frozen=True, eq=False)
class ReadyFrame(KeptFrame):
    """One in memory; it is `exact` where its pixels are those that were decoded, and not a JPEG's."""

    exact: bool = True

    @property
    def cost(self) -> int:
        """Bytes."""
        return self.still.image.sizeInBytes()


class ReadyFrames:
    """The ready frames of one file, also below `folder`; those not used for longest go where there are too many.

    A stream has none: nothing is fetched that nobody asked for.
    """

    def __init__(self, file: Source, matrix: str | None, folder: Path | None, most_bytes: int = MOST_BYTES) -> None:
        self._file = file if isinstance(file, Path) else None
        self._matrix, self._folder, self._most_bytes = matrix, folder, most_bytes
        self._decoder: tuple[Decoder, ReadyStore] | None = None
        self._frames: OrderedDict[float, ReadyFrame] = OrderedDict()
        self._lock = Lock()
        self._number = 0
        self._free = Event()
        self._free.set()
        self._lane = Lane("ready frames")

    def want(self, times: Sequence[float], view: QSize) -> None:
        """Have the frames at these times ready, the first ones first, to fit in `view`; others are wanted no more."""
        self._number += 1
        if times and not view.isEmpty() and self._file:
            self._lane.do(self._prepare, self._number, tuple(times), view.boundedTo(LARGEST))

    def at(self, seconds: float) -> ReadyFrame | None:
        """The frame that is on the screen at `seconds`, if it is ready."""
        with self._lock:
            for time, frame in self._frames.items():
                if time <= seconds + EARLY < frame.until:
                    self._frames.move_to_end(time)
                    return frame
        return None

    def wait(self) -> None:
        """The reader waits for a frame: do nothing until `go_on`."""
        self._free.clear()

    def go_on(self) -> None:
        """The reader waits no more."""
        self._free.set()

    def close(self) -> None:
        """Stop as soon as the frame in work is done."""
        self._number = -1
        self._free.set()
        self._lane.do(self._close)
        self._lane.close()

    def _prepare(self, number: int, times: Sequence[float], view: QSize) -> None:
        def abandoned() -> bool:
            self._free.wait()
            return self._number != number

        spent = 0
        with contextlib.suppress(OSError, av.FFmpegError, NothingToPlay):  # told by the one who shows the file
            for seconds in times:
                if abandoned() or spent > self._most_bytes:
                    return
                frame = self._had(seconds, view) or self._found(seconds, view, abandoned)
                spent += frame.cost if frame else 0

    def _had(self, seconds: float, view: QSize) -> ReadyFrame | None:
        """A frame that is in memory or on the disk, if it has the size that is wanted."""
        decoder, store = self._opened()
        size = fitted(decoder.info.size, view)
        frame = self.at(seconds)
        if frame and frame.still.image.size() == size:
            return frame
        kept = store.load(seconds, size)
        return self._keep(ReadyFrame(kept.still, kept.until, kept.sights, exact=False)) if kept else None

    def _found(self, seconds: float, view: QSize, abandoned: Callable[[], bool]) -> ReadyFrame | None:
        decoder, store = self._opened()
        still = decoder.still(seconds, view, abandoned) if decoder.info.has_picture else None
        if still is None:
            return None
        sights = tuple(sights_from(decoder, still, view))
        until = sights[1].time if len(sights) > 1 else math.inf
        frame = self._keep(ReadyFrame(replace(still, last=math.isinf(until)), until, sights))
        store.save(frame)
        return frame

    def _keep(self, frame: ReadyFrame) -> ReadyFrame:
        with self._lock:
            self._frames.pop(frame.still.time, None)
            self._frames[frame.still.time] = frame
            while sum(each.cost for each in self._frames.values()) > self._most_bytes and len(self._frames) > 1:
                self._frames.popitem(last=False)
        return frame

    def _opened(self) -> tuple[Decoder, ReadyStore]:
        if self._decoder is None:
            assert self._file is not None
            self._decoder = Decoder(self._file, self._matrix, gentle=True), ReadyStore(self._folder, self._file)
        return self._decoder

    def _close(self) -> None:
        if self._decoder:
            self._decoder[0].close()
