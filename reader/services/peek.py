"""What there is to tell of a moment before anybody goes there: who says what of it, and what is spoken round it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QObject

from reader.library.catalog import Catalog
from reader.library.timeline import CitingNote, citing_notes
from reader.notes.sentences import Moment
from reader.services.library import LibraryService
from reader.services.navigator import is_number
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.tasks import Task
from reader.services.timeline import Lane, Timeline

if TYPE_CHECKING:
    from reader.services.captions import Captions
    from reader.services.chapters import Chapters

NEAR = 2.0
"""Seconds; another note that cites so near a moment means the same."""
ROUND = 10.0
"""Seconds before and after a moment whose captions are told."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A moment that the reader looks at from afar, and what is known where it stands.

    `path` is the note that cites it, `title` what that is called where it is not the open one.  A `sentence` of an
    earlier stamp has that one's second as `since`.  `hints` are further lines.
    """

    video: str
    seconds: float
    path: str = ""
    sentence: str = ""
    since: float | None = None
    title: str = ""
    why: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """All there is to tell of a spot.

    `spoken` is the number of the cue at that moment or the last one before it, -1 for none; `others` are the titles of
    the other notes that cite the moment, None while they are being found.  `video` is the title of a video that is not
    the one shown.
    """

    spot: Spot
    has_picture: bool = False
    cues: tuple[str, ...] = ()
    spoken: int = -1
    others: tuple[str, ...] | None = field(default=())
    video: str = ""
    chapter: str = ""


class Peek(QObject):
    """Gathers what is told of a spot."""

    def __init__(
        self,
        library: LibraryService,
        player: Player,
        timeline: Timeline,
        captions: "Captions",
        chapters: "Chapters",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._player, self._timeline = library, player, timeline
        self._captions, self._chapters = captions, chapters
        self._opened: OpenedNote | None = None
        self._task: Task | None = None

    def show_note(self, opened: OpenedNote) -> None:
        """Another note is open."""
        self._opened = opened

    def clear(self) -> None:
        """No note is open."""
        self._opened = None

    def stamp(self, href: str, number: int) -> Spot | None:
        """The spot of a stamp of the page with its number there; None where the address is that of no moment."""
        scheme, _, rest = href.partition(":")
        video, _, seconds = rest.partition("?t=")
        if scheme.lower() != "seek" or not is_number(seconds) or not self._opened:
            return None
        at, path = Spot(unquote(video), float(seconds)), self._opened.note.path
        moment = _moment_of(self._opened, number)
        if moment is None:  # a stamp of another video, or one in what a gathered page says of a note
            return at
        return replace(at, path=path, sentence=moment.sentence, why=moment.reading.why)

    def moment(self, number: int) -> Spot | None:
        """The spot of a moment of the open note."""
        if not self._opened or number >= len(self._opened.moments):
            return None
        moment, note = self._opened.moments[number], self._opened.note
        return Spot(note.video or "", moment.seconds, note.path, moment.sentence, why=moment.reading.why)

    def ask(self, spot: Spot, told: Callable[[Told], None]) -> None:
        """Have `told` called with what is known at once, and again where the catalogue had to be asked."""
        self.cancel()
        here = self._library.catalog.media.has(spot.video)
        if not spot.video or spot.video == self._player.video:
            told(self._of_shown(spot, has_picture=here))
            return
        told(Told(spot, here, others=None))

        def take(answer: tuple[str, tuple[str, ...]]) -> None:
            title, others = answer
            told(Told(spot, here, others=others, video=title))

        self._task = self._library.ask(lambda catalog: _of_another(catalog, spot), take)

    def cancel(self) -> None:
        """Nothing more is to be told."""
        if self._task:
            self._task.cancel()
            self._task = None

    def _of_shown(self, spot: Spot, *, has_picture: bool) -> Told:
        if not spot.video:
            return Told(spot)
        cues = self._captions.round(spot.seconds, ROUND)
        chapter = self._chapters.at(spot.seconds)
        lanes = (self._timeline.own, *self._timeline.others)
        others = (lane.title for lane in lanes if lane.path != spot.path and _cites(lane, spot.seconds))
        return Told(
            spot,
            has_picture,
            tuple(" ".join(cue.text.split()) for cue in cues),
            bisect_right(cues, spot.seconds, key=lambda cue: cue.start) - 1,
            tuple(others),
            chapter=chapter.title if chapter else "",
        )


def _cites(lane: Lane, seconds: float) -> bool:
    """Whether one of its stamps is near."""
    first = bisect_left(lane.ticks, seconds - NEAR, key=lambda tick: tick.seconds)
    return first < len(lane.ticks) and lane.ticks[first].seconds <= seconds + NEAR


def _moment_of(opened: OpenedNote, number: int) -> Moment | None:
    """The moment of the stamp of that number: on a page that is gathered its own, in a note that of its reading."""
    readings = opened.page.readings
    if not readings:
        return opened.moments[number] if 0 <= number < len(opened.moments) else None
    if not 0 <= number < len(readings):
        return None
    return next((moment for moment in opened.moments if moment.reading is readings[number]), None)


def _of_another(catalog: Catalog, spot: Spot) -> tuple[str, tuple[str, ...]]:
    """What a video is called, and which other notes cite the spot."""
    nothing: list[CitingNote] = []
    notes: Iterable[CitingNote] = catalog.asked(lambda store: citing_notes(store, spot.video), nothing)
    near = (note for note in notes if note.path != spot.path)
    titles = (note.title for note in near if any(abs(each - spot.seconds) <= NEAR for each in note.seconds))
    return catalog.video_title(spot.video), tuple(titles)
