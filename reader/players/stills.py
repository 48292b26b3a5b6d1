"""Exact frames of one file, decoded on a thread of their own; what was wished last comes first."""

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

import av
from PySide6.QtCore import QSize

from reader.players.base import Source
from reader.players.decoder import Decoder, MediaInfo, NothingToPlay, Still, measured
from reader.players.landing import Sight, small
from reader.players.lane import Lane
from reader.players.mailbox import Mailbox
from reader.players.sentences import unreadable

FOLLOWING = 3
"""Frames after the exact one at which libvlc may begin as well."""


@dataclass(frozen=True)
class Opened:
    """The file can be played; or its length is known at last, or it has changed."""

    info: MediaInfo


@dataclass(frozen=True)
class Unchanged:
    """The file is as it was when it was opened."""


@dataclass(frozen=True)
class Unreadable:
    """The file cannot be played: a sentence for people, and details."""

    sentence: str
    detail: str


@dataclass(frozen=True, eq=False)
class Found:
    """The frame of the newest wish; `still` is None where it could not be decoded."""

    wish: int
    still: Still | None


@dataclass(frozen=True, eq=False)
class Following:
    """What the frame that was found and those after it look like, in little; empty where it could not be decoded."""

    wish: int
    sights: list[Sight]


@dataclass(frozen=True, eq=False)
class Near:
    """A frame near what was wished for."""

    still: Still


class Stills:
    """Posts `Opened` or `Unreadable`, then `Found` and `Following` for each wish that no newer one overtook.

    A glimpse that was overtaken is posted as well: whoever drags wishes for more than can be had.
    """

    def __init__(self, file: Source, mailbox: Mailbox, matrix: str | None) -> None:
        self._file, self._matrix = file, matrix
        self._mailbox = mailbox
        self._wish = 0
        self._decoder: Decoder | None = None
        self._state = 0, 0, 0
        self._lane, self._reader = Lane("stills"), Lane("length")
        self._lane.do(self._open)

    def wish(self, seconds: float, view: QSize) -> int:
        """Wish for the frame at `seconds`, to fit in `view`; returns the number by which `Found` names the wish."""
        self._lane.do(self._find, self.drop(), seconds, view)
        return self._wish

    def glimpse(self, seconds: float, view: QSize) -> int:
        """Wish for any frame near `seconds`, the sooner the better: `Near`; returns a number that `Found` never has."""
        self._lane.do(self._find_near, self.drop(), seconds, view)
        return self._wish

    def drop(self) -> int:
        """Wish for nothing any more; returns a new number."""
        self._wish += 1
        return self._wish

    def look_again(self) -> None:
        """Post `Opened` again if the file has changed, and else `Unchanged`."""
        self._lane.do(self._look_again)

    def close(self) -> None:
        """Give the file back as soon as the frame in work is done; nothing is found any more."""
        self._wish = -1
        self._lane.do(self._close)
        self._lane.close()
        self._reader.close()

    def _open(self) -> None:
        try:
            self._decoder = Decoder(self._file, self._matrix)
            self._state = _state_of(self._file)
        except (OSError, av.FFmpegError, NothingToPlay) as error:
            self._mailbox.post(Unreadable(unreadable(self._file, error), f"{type(error).__name__}: {error}"))
        else:
            self._mailbox.post(Opened(self._decoder.info))
            self._measure_if_unknown(self._decoder.info)

    def _look_again(self) -> None:
        if not self._has_changed():
            self._mailbox.post(Unchanged())
        elif self._decoder and self._decoder.info.duration:
            self._mailbox.post(Opened(self._decoder.info))
        elif self._decoder:
            self._measure_if_unknown(self._decoder.info)

    def _has_changed(self) -> bool:
        """Whether it has; it is opened anew then.  What has gone, or cannot be read any more, stays as it was."""
        with contextlib.suppress(OSError, av.FFmpegError, NothingToPlay):
            state = _state_of(self._file)
            if self._decoder and state != self._state:
                anew = Decoder(self._file, self._matrix)
                self._decoder.close()
                self._decoder, self._state = anew, state
                return True
        return False

    def _measure_if_unknown(self, info: MediaInfo) -> None:
        """By reading all of it, so of files only."""
        if not info.duration and self._wish >= 0 and isinstance(self._file, Path):
            self._reader.do(self._measure, info)

    def _measure(self, info: MediaInfo) -> None:
        with contextlib.suppress(OSError, av.FFmpegError):  # it plays without a length
            length = measured(self._file, lambda: self._wish < 0)
            self._mailbox.post(Opened(replace(info, duration=length)))

    def _find(self, wish: int, seconds: float, view: QSize) -> None:
        still = None
        with contextlib.suppress(av.FFmpegError):  # damaged here: libvlc may still get over it
            if self._decoder and self._wish == wish:
                still = self._decoder.still(seconds, view, lambda: self._wish != wish)
        if self._wish == wish:
            self._mailbox.post(Found(wish, still))
            self._mailbox.post(Following(wish, self._sights(still, view)))

    def _find_near(self, wish: int, seconds: float, view: QSize) -> None:
        still = None
        with contextlib.suppress(av.FFmpegError):
            if self._decoder and self._wish == wish:
                still = self._decoder.near(seconds, view)
        if still:
            self._mailbox.post(Near(still))

    def _sights(self, still: Still | None, view: QSize) -> list[Sight]:
        return sights_from(self._decoder, still, view) if self._decoder and still else []

    def _close(self) -> None:
        if self._decoder:
            self._decoder.close()


def _state_of(file: Source) -> tuple[int, int, int]:
    """What is another when a file has changed; streams do not change."""
    if not isinstance(file, Path):
        return 0, 0, 0
    state = file.stat()
    return state.st_size, state.st_mtime_ns, state.st_ino


def sights_from(decoder: Decoder, still: Still, view: QSize) -> list[Sight]:
    """What `still`, which `decoder` has just found, and the frames after it look like."""
    sights = [Sight(still.time, small(still.image))]
    with contextlib.suppress(av.FFmpegError):
        sights += [Sight(time, small(image)) for time, image in decoder.following(FOLLOWING, view)]
    return sights
