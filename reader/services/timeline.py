"""The stamps of the video that is shown: of the open note, and of every other note about it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from reader.library.catalog import Catalog
from reader.library.timeline import CitingNote, citing_notes, moments_of
from reader.notes.ranges import COVERS, Range, covered, union
from reader.notes.repair import Choice
from reader.notes.sentences import Moment
from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.tasks import Task

_READ_AFTER_MS = 300
"""The files of the other notes are read when the video has been found and shown."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A stamp on the time line, with the path and title of its note and its sentence.

    The path is empty on a page that is gathered, the sentence while the note was not read yet.
    """

    seconds: float
    path: str
    title: str
    sentence: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The stamps of one note, or of several together (they have no path), by their time."""

    path: str = ""
    title: str = ""
    ticks: tuple[Tick, ...] = ()

    def tick_before(self, seconds: float) -> Tick | None:
        """The stamp that covers a moment: the last one up to there, unless that is long ago."""
        number = bisect_right(self.ticks, seconds, key=lambda tick: tick.seconds)
        tick = self.ticks[number - 1] if number else None
        return tick if tick and seconds - tick.seconds <= COVERS else None


class Timeline(QObject):
    """Follows the player to its video, and the reader to the open note.

    `choice_of` tells how the reader wants the stamps of the note at a path to be read.
    """

    changed = Signal()
    """Other stamps than before."""

    def __init__(
        self,
        library: LibraryService,
        player: Player,
        choice_of: Callable[[str], Choice] = lambda _: "automatic",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._player, self._choice_of = library, player, choice_of
        self._opened: OpenedNote | None = None
        self._video = ""
        self._lanes: tuple[Lane, ...] = ()
        self._task: Task | None = None
        self._soon = QTimer(self, interval=_READ_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._read)
        self.own = Lane()
        """The stamps of the open note, where it is about the video."""
        self.others: tuple[Lane, ...] = ()
        """Those of the other notes, each in a lane, by title."""
        player.shown_changed.connect(self._on_shown)
        library.changed.connect(self.look_again)
        library.opened.connect(self._forget)

    def show_note(self, opened: OpenedNote) -> None:
        """Another note is open."""
        self._opened = opened
        self._arrange()

    def clear(self) -> None:
        """No note is open."""
        self._opened = None
        self._arrange()

    def look_again(self) -> None:
        """Find the notes about the video again."""
        self._soon.stop()
        video = self._video
        self._begin(lambda catalog: _found(catalog, video), self._take_found)

    def cited(self) -> tuple[list[Range], list[Range]]:
        """What the open note covers of the video, and what all notes cover together."""
        own = _covered(self.own)
        return own, union([*own, *(each for lane in self.others for each in _covered(lane))])

    def _on_shown(self) -> None:
        if self._player.video != self._video:
            self._video = self._player.video
            self._lanes = (Lane(),) * len(self._lanes)  # they hold the room until the answer comes
            self._arrange()
            self.look_again()

    def _forget(self) -> None:
        """Another library was opened: what was asked of the one before is not wanted any more."""
        self._soon.stop()
        if self._task:
            self._task.cancel()
        self._task, self._lanes = None, ()
        self.clear()

    def _read(self) -> None:
        """Read the notes, now that there is time: their sentences, and what only their own pages know."""
        video, choices = self._video, [(lane, self._choice_of(lane.path)) for lane in self._lanes]
        self._begin(lambda catalog: tuple(_read(catalog, lane, video, choice) for lane, choice in choices), self._take)

    def _begin(self, question: Callable[[Catalog], tuple[Lane, ...]], done: Callable[[tuple[Lane, ...]], None]) -> None:
        if self._task:
            self._task.cancel()
        self._task = self._library.ask(question, done)

    def _take_found(self, lanes: tuple[Lane, ...]) -> None:
        self._take(lanes)
        if lanes:
            self._soon.start()

    def _take(self, lanes: tuple[Lane, ...]) -> None:
        self._task, self._lanes = None, lanes
        self._arrange()

    def _arrange(self) -> None:
        note = self._opened.note if self._opened else None
        about = note is not None and bool(self._video) and note.video == self._video
        self.own = _lane(note.path, note.title, self._opened.moments) if about and note and self._opened else Lane()
        path = self.own.path
        self.others = tuple(lane for lane in self._lanes if not path or lane.path != path)
        self.changed.emit()


def by_time(ticks: Iterable[Tick]) -> tuple[Tick, ...]:
    """Ticks in the order of the video."""
    return tuple(sorted(ticks, key=lambda tick: tick.seconds))


def _found(catalog: Catalog, video: str) -> tuple[Lane, ...]:
    notes: list[CitingNote] = catalog.asked(lambda store: citing_notes(store, video), [])
    return tuple(
        Lane(note.path, note.title, tuple(Tick(seconds, note.path, note.title) for seconds in note.seconds))
        for note in notes
    )


def _read(catalog: Catalog, lane: Lane, video: str, choice: Choice) -> Lane:
    return _lane(lane.path, lane.title, moments_of(catalog, lane.path, video, choice))


def _lane(path: str, title: str, moments: Iterable[Moment]) -> Lane:
    return Lane(
        path,
        title,
        by_time(
            Tick(moment.seconds, path, title, moment.sentence, moment.reading.certainty == "doubtful")
            for moment in moments
        ),
    )


def _covered(lane: Lane) -> list[Range]:
    return covered(tick.seconds for tick in lane.ticks)
