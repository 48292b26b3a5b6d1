"""The captions of the video that is shown: which there are, which are chosen, and what they say now."""

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError
from reader.files import finite
from reader.library.captions import Cue, Track, cues_of, tracks_of
from reader.library.catalog import Catalog
from reader.library.languages import primary
from reader.notes.timemap import ONE_TO_ONE
from reader.services.cue_list import NO_CUES, CueList, PlacedCues
from reader.services.keeper import Keeper
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.player import Player
from reader.services.session import Session
from reader.services.standing import Standing
from reader.services.tasks import Task

KIND = "caption offset"
"""Seconds by which the captions of a video come later than their file says, by the video's id."""


class Captions(QObject):
    """Follows the player to its video and through it.

    What the reader chooses holds for other videos too, by its language; the offset belongs to the video.
    """

    changed = Signal()
    """There are other tracks, or another choice, offset, size or place."""
    cues_changed = Signal()
    shown_changed = Signal()
    """Other lines are to be drawn."""
    current_changed = Signal(int)

    def __init__(
        self,
        player: Player,
        library: LibraryService,
        keeper: Keeper,
        session: Session,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._library, self._keeper = player, library, keeper
        self._session, self._messages = session, messages
        self._standing = Standing(player, self)
        self._finding: Task | None = None
        self._reading: Task | None = None
        self._picked: dict[bool, Track] = {}
        self._lists: dict[Track, CueList] = {}
        self._placing: Task | None = None
        self._cited, self._placed = NO_CUES, PlacedCues(NO_CUES, ONE_TO_ONE, 0.0)
        self._video = ""
        self.tracks: tuple[Track, ...] = ()
        """Those of the video, the best first."""
        self.first: Track | None = None
        """The one that is shown, or would be if captions were on."""
        self.second: Track | None = None
        """The one that is shown above it."""
        self.offset = 0.0
        """Seconds by which captions are shown later than their file says."""
        self.current = -1
        """The number of the cue at the video's position, or the last one before it; -1 for none."""
        self.shown: tuple[str, ...] = ()
        """The lines of the first track that are to be drawn now."""
        self.second_shown: tuple[str, ...] = ()
        """Those of the second one."""
        player.shown_changed.connect(self._on_shown)
        player.duration_changed.connect(self._place)
        player.frame_shown.connect(self._on_time)
        player.position_changed.connect(self._on_time)
        library.changed.connect(self.look_again)
        library.updated.connect(self.look_again)

    @property
    def on(self) -> bool:
        """Whether captions are wished for."""
        return self._session.settings.now.captions

    @property
    def size(self) -> float:
        """How large they are, 1 for normal."""
        return self._session.settings.now.caption_size

    @property
    def place(self) -> str:
        """Where they stand: `bottom` or `top`."""
        return self._session.settings.now.caption_place

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues of the first track, in cited time as they are shown."""
        return self._cited.cues

    def round(self, seconds: float, within: float = 10.0) -> tuple[Cue, ...]:
        """The cues that are shown at most `within` seconds before or after a moment, in cited time."""
        return self._cited.between(seconds - within, seconds + within)

    def toggle(self) -> None:
        """Captions on or off."""
        if self.first is None:
            self._messages.say("There are no captions beside this video." if self._video else "No video is shown.")
            return
        self._change(captions=not self.on)
        self._messages.say(f"Captions: {self.first.name}" if self.on else "Captions off")

    def next_track(self) -> None:
        """Show the next track, after the last none."""
        choices = [None, *self.tracks]
        now = choices.index(self.first if self.on else None)
        self.choose(choices[(now + 1) % len(choices)])
        self._messages.say(f"Captions: {self.first.name}" if self.on and self.first else "Captions off")

    def choose(self, track: Track | None, second: bool = False) -> None:
        """Show a track, as the second one if so wished; None is none."""
        if track is None and not second:
            self._change(captions=False)
            return
        self._picked.pop(second, None)
        if track:
            self._picked[second] = track
        language = track.language if track else ""
        if second:
            self._change(second_language=language, captions=self.on or track is not None)
        else:
            self._change(caption_language=language, captions=True)

    def set_size(self, size: float) -> None:
        """Draw captions that large, 0.5 to 3."""
        self._change(caption_size=size)

    def set_place(self, place: str) -> None:
        """Have captions stand at the `bottom` or the `top`."""
        self._change(caption_place=place)

    def shift(self, seconds: float) -> None:
        """Show the captions of this video later, or earlier where `seconds` is negative; this is kept."""
        if self.first is None:
            return
        self.offset = round(self.offset + seconds, 3)
        self._keeper.put(KIND, self._video, self.offset or None)
        self._messages.say(f"Captions {offset_words(self.offset)}")
        self.changed.emit()
        self._place()
        self._on_time()

    def unshift(self) -> None:
        """Show the captions of this video when their file says."""
        self.shift(-self.offset)

    def look_again(self) -> None:
        """Look which captions there are."""
        if self._finding:
            self._finding.cancel()
        video = self._video
        self._finding = self._library.ask(lambda catalog: _tracks(catalog, video), self._take_tracks)

    def _change(self, **settings: object) -> None:
        self._session.change(**settings)
        self._arrange()

    def _on_shown(self) -> None:
        if self._player.video != self._video:
            self._video = self._player.video
            self.offset = finite(self._keeper.value(KIND, self._video)) or 0.0
            self._picked, self._lists = {}, {}
            self._take_tracks(())
            self.look_again()

    def _take_tracks(self, tracks: tuple[Track, ...]) -> None:
        if tracks != self.tracks:
            self.tracks = tracks
            self._lists = {track: cues for track, cues in self._lists.items() if track in tracks}
            self._arrange()

    def _arrange(self) -> None:
        """See which tracks are chosen, and have them read."""
        now, picked = self._session.settings.now, self._picked
        self.first = _found(picked.get(False), now.caption_language, self.tracks) or next(iter(self.tracks), None)
        others = tuple(track for track in self.tracks if track != self.first)
        self.second = _found(picked.get(True), now.second_language, others)
        self.changed.emit()
        self._read()

    def _read(self) -> None:
        """Read what is chosen and was not read yet."""
        if self._reading:
            self._reading.cancel()
        wished = [track for track in (self.first, self.second) if track and track not in self._lists]
        if wished:
            self._reading = self._library.ask(lambda _: {track: _read(track) for track in wished}, self._take_lists)
        else:
            self._place()
            self._on_time()

    def _take_lists(self, lists: dict[Track, CueList | ReaderError]) -> None:
        for track, answer in lists.items():
            if isinstance(answer, ReaderError):
                self._messages.error(answer)
            self._lists[track] = CueList() if isinstance(answer, ReaderError) else answer
        self._place()
        self._on_time()

    def _place(self) -> None:
        """Have the cues in cited time made, away from the window's thread: a long film has many."""
        if self.first and self.first not in self._lists:
            return
        if self._placing:
            self._placing.cancel()
        placed = PlacedCues(self._list(self.first), self._player.map, self.offset)
        if placed == self._placed:
            return
        if placed.as_in_file:
            self._take_placed(placed, placed.source)
        else:
            self._placing = self._library.ask(lambda _: placed.cited(), lambda cited: self._take_placed(placed, cited))

    def _take_placed(self, placed: PlacedCues, cited: CueList) -> None:
        self._placed, self._cited = placed, cited
        before, self.current = self.current, self._number()
        self.cues_changed.emit()
        if self.current != before:
            self.current_changed.emit(self.current)

    def _on_time(self) -> None:
        """The video stands elsewhere, or what is to be drawn there may be otherwise."""
        seconds = self._seconds() if self.on else None
        shown, second = self._lines(self.first, seconds), self._lines(self.second, seconds)
        if (shown, second) != (self.shown, self.second_shown):
            self.shown, self.second_shown = shown, second
            self.shown_changed.emit()
        before, self.current = self.current, self._number()
        if self.current != before:
            self.current_changed.emit(self.current)

    def _number(self) -> int:
        seconds = self._seconds()
        return -1 if seconds is None else self._placed.source.number_at(seconds)

    def _lines(self, track: Track | None, seconds: float | None) -> tuple[str, ...]:
        return () if seconds is None else self._list(track).lines_at(seconds)

    def _list(self, track: Track | None) -> CueList:
        return self._lists.get(track, NO_CUES) if track else NO_CUES

    def _seconds(self) -> float | None:
        """Where the caption files stand: the file's time, which goes on in parts that nobody cites, less the offset."""
        here, sought = self._player.here(), self._standing.now()
        if here is None:
            return None
        stands = here.seconds if sought == self._player.position() else self._player.map.to_file(sought).seconds
        return stands - self.offset


def offset_words(seconds: float) -> str:
    """An offset in words: `0.3 s later`."""
    return f"{abs(seconds):g} s {'later' if seconds > 0 else 'earlier'}" if seconds else "as in their file"


def _tracks(catalog: Catalog, video: str) -> tuple[Track, ...]:
    media = catalog.media.find(video)
    return tracks_of(media.file) if media else ()


def _read(track: Track) -> CueList | ReaderError:
    try:
        return CueList(cues_of(track))
    except (OSError, ValueError) as error:
        return ReaderError(f"The captions “{track.file.name}” cannot be read.", str(error))


def _found(picked: Track | None, language: str, tracks: tuple[Track, ...]) -> Track | None:
    """The track that was picked, else the best one in a language, else in another kind of it."""
    if picked in tracks:
        return picked
    same = [track for track in tracks if language and track.language == language]
    alike = [track for track in tracks if language and primary(track.language) == primary(language)]
    return next(iter(same + alike), None)
