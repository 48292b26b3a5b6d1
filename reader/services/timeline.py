"""The stamps of the video that is shown: of the open note, and of every other note about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.library.timeline import StampedNote, sentences, stamped_notes
from reader.notes.ranges import Range, covered, union
from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.tasks import Task

if TYPE_CHECKING:
    from reader.library.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Tick:
    """A stamp on the time line."""

    seconds: float
    path: str
    """Of its note; empty on a page that is gathered."""
    title: str
    at: int
    """Its place in the body, in characters."""
    sentence: str = ""
    """Empty where it was not read yet; `Timeline.sentence` knows."""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The stamps of one note, or of several together, by their time."""

    title: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    lanes: tuple[Lane, ...] = ()
    cited: tuple[tuple[str, list[Range]], ...] = ()
    """What each note covers, by its path."""


_NOTHING = Lane("", ())


class Timeline(QObject):
    """Follows the player to its video, and the reader to the open note."""

    changed = Signal()
    """Other stamps than before, or another video."""

    def __init__(self, library: LibraryService, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._player = library, player
        self._opened: OpenedNote | None = None
        self._video = ""
        self._found = _Found()
        self._sentences: dict[str, dict[int, str]] = {}
        self._asking: Task | None = None
        self._reading: Task | None = None
        self.own = _NOTHING
        """The stamps of the open note, where it is about the video."""
        self.others: tuple[Lane, ...] = ()
        """Those of the other notes, each in a lane."""
        player.shown_changed.connect(self._on_shown)
        library.changed.connect(self._ask)
        library.opened.connect(self._forget)

    def show_note(self, opened: OpenedNote) -> None:
        """Another note is open."""
        self._opened = opened
        self._arrange()

    def clear(self) -> None:
        """No note is open."""
        self._opened = None
        self._arrange()

    def cited(self) -> tuple[list[Range], list[Range]]:
        """What the open note covers of the video, and what all notes cover together."""
        own = covered(tick.seconds for tick in self.own.ticks)
        others = [each for path, ranges in self._found.cited if path != self._path for each in ranges]
        return own, union(own + others)

    def sentence(self, tick: Tick) -> str:
        """What a tick stands for, as far as it was read."""
        return tick.sentence or self._sentences.get(tick.path, {}).get(tick.at, "")

    def read_sentences(self) -> None:
        """Have the sentences of the other notes read, since the reader comes near them."""
        paths = [path for path, _ in self._found.cited if path not in self._sentences]
        if not paths or self._reading:
            return
        root = self._library.root
        self._reading = self._library.ask(lambda _: {path: sentences(root, path) for path in paths}, self._take_read)

    @property
    def _path(self) -> str:
        """The open note's, where it is about the video."""
        return self._opened.note.path if self._opened and self._opened.note.video == self._video else ""

    def _on_shown(self) -> None:
        if self._player.video != self._video:
            self._video = self._player.video
            self._ask()

    def _forget(self) -> None:
        self._video, self._found = "", _Found()
        self.clear()

    def _ask(self) -> None:
        """Ask for the notes about the video; until the answer comes, those of the last one are not shown for it."""
        for task in (self._asking, self._reading):
            if task:
                task.cancel()
        self._reading = None
        video = self._video
        self._asking = self._library.ask(lambda catalog: _find(catalog, video), self._take)

    def _take(self, found: _Found) -> None:
        self._asking, self._found, self._sentences = None, found, {}
        self._arrange()

    def _take_read(self, found: dict[str, dict[int, str]]) -> None:
        self._reading = None
        self._sentences |= found

    def _arrange(self) -> None:
        opened, path = self._opened, self._path
        about = opened is not None and bool(self._video) and opened.note.video == self._video
        self.own = _own(opened) if about and opened else _NOTHING
        paths = (each for each, _ in self._found.cited)
        self.others = tuple(
            lane for lane, each in zip(self._found.lanes, paths, strict=True) if not path or each != path
        )
        self.changed.emit()


def _own(opened: OpenedNote) -> Lane:
    note = opened.note
    ticks = (
        Tick(
            moment.seconds,
            note.path,
            note.title,
            moment.reading.stamp.start,
            moment.sentence,
            moment.reading.certainty == "doubtful",
        )
        for moment in opened.moments
    )
    return Lane(note.title, by_time(ticks))


def _find(catalog: "Catalog", video: str) -> _Found:
    notes: list[StampedNote] = catalog.asked(lambda store: stamped_notes(store, video), [])
    return _Found(tuple(map(_lane, notes)), tuple((note.path, _covered(note)) for note in notes))


def _lane(note: StampedNote) -> Lane:
    return Lane(note.title, tuple(Tick(stamp.seconds, note.path, note.title, stamp.at) for stamp in note.stamps))


def _covered(note: StampedNote) -> list[Range]:
    return covered(stamp.seconds for stamp in note.stamps)


def by_time(ticks: Iterable[Tick]) -> tuple[Tick, ...]:
    """Ticks in the order of the video."""
    return tuple(sorted(ticks, key=lambda tick: tick.seconds))
