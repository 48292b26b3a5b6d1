"""Knows where the reader stopped in each video, so that it goes on there, and which videos wait to be watched on."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reader.files import finite
from reader.library.catalog import Catalog
from reader.library.folding import fold
from reader.notes.hrefs import place_href, stamp_href, video_href
from reader.services.keeper import Keeper
from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.tasks import Task

KIND = "position"
BACK = 3.0
"""Seconds before the place where watching stopped, to find into it again."""
_BEGUN = 5.0
"""Seconds; whoever stopped sooner has not begun."""
_MOVED = 0.5
"""Seconds; a video that stands so near to where it came up was not touched."""
_KEEP_MS = 10_000
_MOST = 50


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a video was left: seconds of it and of its length (0 where unknown), the note beside it, and when.

    `watched`: it was played, not only looked at.  `when` is in seconds since 1970.
    """

    seconds: float
    length: float
    note: str
    when: float
    watched: bool

    @property
    def finished(self) -> bool:
        """Whether so little is left that it counts as seen to its end."""
        return bool(self.length) and self.length - self.seconds <= ending(self.length)

    @property
    def again(self) -> float:
        """The second to go on at; where it was only looked at, the very frame."""
        if not self.watched:
            return self.seconds
        return self.seconds - BACK if self.waits else 0.0

    @property
    def waits(self) -> bool:
        """Whether it is to be watched on."""
        return self.watched and self.seconds >= _BEGUN and not self.finished


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A video to be watched on; seconds as in `Stop`.  `href` plays it beside its note, `still_href` only shows it."""

    video: str
    title: str
    channel: str
    seconds: float
    length: float
    when: float
    href: str
    still_href: str


class Resume(QObject):
    """Keeps the position of the video that is shown: by its id, so that the file may move."""

    def __init__(self, keeper: Keeper, library: LibraryService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper, self._library = keeper, library
        self._player: Player | None = None
        self._page: OpenedNote | None = None
        self._beside = ""
        self._kept_at = 0.0
        self._watched = False
        self._timer = QTimer(self, interval=_KEEP_MS)
        self._timer.timeout.connect(self.keep)

    def attend(self, player: Player) -> None:
        """Notice from now on where this player stands."""
        self._player = player
        player.shown_changed.connect(self._on_shown)
        player.playing_changed.connect(self._on_playing)
        player.left.connect(self._keep)
        self._timer.start()

    def show_note(self, opened: OpenedNote) -> None:
        """Another page is open; the video that is shown may still be the one before."""
        self._page = opened
        self._notice_page()

    def clear(self) -> None:
        """No page is open."""
        self._page = None

    def position(self, video: str) -> float:
        """The second at which `video` is to be shown again."""
        stop = _read(self._keeper.value(KIND, video))
        return stop.again if stop else 0.0

    def keep(self) -> None:
        """Keep where the video stands now."""
        if self._player and self._player.at_video and self._player.duration():
            self._keep(self._player.video, 0.0 if self._player.ended else self._player.position())

    def unfinished(self, text: str, done: Callable[[list[Unfinished]], None]) -> Task:
        """Have the videos listed that are to be watched on and fit the words of `text`, the newest first.

        Those are left out of which neither a file is here nor a note in the library.
        """
        words = fold(text).split()

        def gather(catalog: Catalog) -> list[Unfinished]:
            found = (each for each in self._waiting(catalog) if _holds(each, words))
            return [each for _, each in zip(range(_MOST), found, strict=False)]

        return self._library.ask(gather, done)

    def drop(self, video: str) -> None:
        """List a video no more, until it is played again; its position stays."""
        if stop := _read(self._keeper.value(KIND, video)):
            self._put(video, stop.seconds, stop.length, stop.note, watched=False)
        if self._player and video == self._player.video:
            self._watched = self._player.playing

    def _waiting(self, catalog: Catalog) -> Iterator[Unfinished]:
        stops = {video: stop for video, raw in self._keeper.values(KIND).items() if (stop := _read(raw)) and stop.waits}
        for video, stop in sorted(stops.items(), key=lambda each: -each[1].when):
            if listed := _listed(catalog, video, stop):
                yield listed

    def _on_shown(self) -> None:
        assert self._player
        self._beside, self._kept_at, self._watched = "", self._player.shown.seconds, False
        self._notice_page()

    def _notice_page(self) -> None:
        page, player = self._page, self._player
        if page and player and page.note.path and page.note.video == player.video:
            self._beside = page.note.path

    def _on_playing(self, playing: bool) -> None:
        if playing:
            self._watched = True
        elif self._watched:
            self.keep()

    def _keep(self, video: str, seconds: float) -> None:
        assert self._player
        if abs(seconds - self._kept_at) < _MOVED:
            return
        self._kept_at = seconds
        before = _read(self._keeper.value(KIND, video))
        watched = self._watched or (before is not None and before.watched)
        note = self._beside or (before.note if before else "")
        self._put(video, seconds, self._player.duration(), note, watched=watched)

    def _put(self, video: str, seconds: float, length: float, note: str, *, watched: bool) -> None:
        value = {"at": round(seconds, 3), "of": round(length, 3), "note": note, "watched": watched}
        self._keeper.put(KIND, video, value | {"when": round(time.time(), 3)})


def ending(length: float) -> float:
    """How many seconds at the end of a video are as good as its end: 2 %, but 15 to 90 s; of a short one a tenth."""
    return min(max(0.02 * length, 15.0), 90.0, 0.1 * length)


def _listed(catalog: Catalog, video: str, stop: Stop) -> Unfinished | None:
    """A video with what it is called; None where nothing of it is here."""
    notes = catalog.about(video)
    here = catalog.media.has(video)
    if not notes and not here:
        return None
    note = next((note for note in notes if note.path == stop.note), notes[0] if len(notes) == 1 else None)
    channel = catalog.channel_title((note or notes[0]).channel) if notes else ""
    title = catalog.video_title(video) if notes else _title_of_file(catalog, video)
    if note:
        href, still = place_href(note.path, seconds=stop.again), place_href(note.path)
    else:
        href = still = video_href(video) if notes else stamp_href(video, stop.again)
    return Unfinished(video, title, channel, stop.seconds, stop.length, stop.when, href, still)


def _title_of_file(catalog: Catalog, video: str) -> str:
    media = catalog.media.find(video)
    return (media.title or media.file.stem) if media else video


def _holds(each: Unfinished, words: list[str]) -> bool:
    text = fold(f"{each.title} {each.channel}")
    return all(word in text for word in words)


def _read(value: Any) -> Stop | None:
    """A position as it was kept; None where it cannot be understood."""
    if not isinstance(value, dict) or (seconds := finite(value.get("at"))) is None or seconds < 0:
        return None
    length, when = (max(finite(value.get(name)) or 0.0, 0.0) for name in ("of", "when"))
    return Stop(seconds, length, str(value.get("note") or ""), when, value.get("watched") is True)
