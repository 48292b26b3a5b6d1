"""Lets a backend, which knows only its file's time, be spoken to in cited time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from reader.notes.timemap import ONE_TO_ONE, At, TimeMap
from reader.players.base import Backend, Source
from reader.players.none import NoBackend
from reader.services.map_words import what_is_amiss


@dataclass(frozen=True, slots=True)
class FileMoment:
    """What is on the screen, in the file's own time: `seconds` of a file so called and so long."""

    video: str
    name: str
    length: float
    seconds: float


class CitedTime(QObject):
    """A backend in cited time.  Its map is asked for again as soon as the file's length is known, and when told to."""

    frame_shown = Signal(float)
    position_changed = Signal(float)
    duration_changed = Signal(float)
    seeked = Signal(float)
    """A seek is wished for, to this cited time: for a moment in a cut the end of that cut."""
    glimpsed = Signal()
    missed = Signal(str)
    """A moment that was wished for is not in the file, or its place is not known: a sentence for people."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._backend: Backend = NoBackend()
        self._map_of: Callable[[float], TimeMap] = lambda _: ONE_TO_ONE
        self._wish: float | None = None  # to be sought again once the file's length is known
        self._told = ""
        self.map = ONE_TO_ONE

    def use(self, backend: Backend) -> None:
        """Speak to `backend` from now on."""
        self._backend = backend
        backend.frame_shown.connect(self._on_frame)
        backend.glimpsed.connect(self.glimpsed)
        backend.position_changed.connect(self._on_position)
        backend.duration_changed.connect(self._on_duration)

    def load(self, file: Source, seconds: float, map_of: Callable[[float], TimeMap], *, playing: bool) -> None:
        """Show `file` from a cited time on; `map_of` gives its map by its length, which is 0 while unknown."""
        self._map_of, self._told = map_of, ""
        self.map, self._wish = map_of(0.0), seconds
        at = self._place(seconds)
        self.seeked.emit(_landing(at, seconds))
        self._backend.load(file, at.seconds, playing=playing)

    def seek(self, seconds: float) -> None:
        """Show the moment that is cited so, or the nearest later one."""
        if not self.duration():
            self._wish = seconds
        at = self._place(seconds)
        self.seeked.emit(_landing(at, seconds))
        self._backend.seek(at.seconds)
        self._tell(at)

    def skip(self, seconds: float) -> None:
        """Go on, or back where `seconds` is negative, as the file runs."""
        self.seek_file(self._backend.position() + seconds)

    def seek_file(self, seconds: float) -> None:
        """Go to a second of the file's own time."""
        self._wish = None
        seconds = min(max(seconds, 0.0), self._backend.duration() or seconds)
        self.seeked.emit(self._cited(seconds))
        self._backend.seek(seconds)

    def scrub(self, seconds: float) -> None:
        """Show soon a frame near the moment that is cited so; a `seek` is to follow."""
        self._backend.scrub(self._place(seconds).seconds)

    def prepare(self, moments: Iterable[float]) -> None:
        """Have the frames of these moments ready, the first ones first; those that are not in the file are left out."""
        places = map(self._place, moments)
        self._backend.prepare([place.seconds for place in places if not place.cut])

    def ready(self, seconds: float) -> QImage:
        """The frame of a moment, if it is ready; else null."""
        return self._backend.ready(self._place(seconds).seconds)

    def position(self) -> float:
        """The cited time of what is shown, or should be."""
        return self._cited(self._backend.position())

    def duration(self) -> float:
        """The cited time at which the file ends, 0 while unknown."""
        length = self._backend.duration()
        return self.map.end_of(length) if length else 0.0

    def read_map(self) -> None:
        """Ask for the map again: the picture stays, the numbers change."""
        new = self._map_of(self._backend.duration())
        if new != self.map:
            self.map, self._told = new, ""
            self.duration_changed.emit(self.duration())
            self.position_changed.emit(self.position())
            if not self._backend.image().isNull():
                self.frame_shown.emit(self.position())

    def _on_frame(self, seconds: float) -> None:
        self.frame_shown.emit(self._cited(seconds))

    def _on_position(self, seconds: float) -> None:
        self.position_changed.emit(self._cited(seconds))

    def _on_duration(self, length: float) -> None:
        self.map, before = self._map_of(length), self.map
        self.duration_changed.emit(self.duration())
        if length and self._wish is not None:
            wish, self._wish = self._wish, None
            at = self._place(wish)
            if self.map != before:
                self.seeked.emit(_landing(at, wish))
                self._backend.seek(at.seconds)
            if at.cut:
                self._tell(at)

    def _place(self, seconds: float) -> At:
        return self.map.to_file(seconds, margin=1 / self._backend.frame_rate())

    def _cited(self, seconds: float) -> float:
        return round(self.map.to_cited(seconds).seconds, 6)

    def _tell(self, at: At) -> None:
        """Say what is amiss, once for as long as the same is amiss."""
        told, self._told = self._told, what_is_amiss(at, in_parts=self.map.in_parts)
        if self._told and self._told != told:
            self.missed.emit(self._told)


def _landing(at: At, seconds: float) -> float:
    return at.cut[1] if at.cut else seconds
