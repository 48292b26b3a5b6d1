"""Where the reader is, was, and goes: notes, the moments of their videos, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, unquote

from PySide6.QtCore import QObject, Signal

from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.tasks import Task


@dataclass(frozen=True, slots=True)
class Place:
    """A note as it was seen: how far it was scrolled (pixels), and where its video stood (seconds).

    It may be meant more closely: a heading, or a sentence; and the video may have to play.
    """

    path: str
    """Empty for a gathered page, which `address` names instead."""
    scroll: float = 0.0
    heading: str = ""
    seconds: float | None = None
    sentence: str = ""
    play: bool = False
    address: str = ""
    """`video:ID`, `channel:FOLDER` or `phantom:TARGET`."""

    def is_page_of(self, other: "Place") -> bool:
        """Whether both are on one page."""
        return (self.path, self.address) == (other.path, other.address)


class Navigator(QObject):
    """Opens notes and follows links.  `scroll_of_view` tells how far the open note is scrolled."""

    arrived = Signal(OpenedNote, Place)
    """A note is to be shown, at a place in it."""
    nowhere = Signal()
    """No note is open any more."""
    history_changed = Signal()
    address_wished = Signal(str)
    """A link leads out of the program; the reader is to see its address first."""
    choice_needed = Signal(str, tuple)
    """A link's target, and the paths of the notes it can mean."""

    def __init__(
        self,
        library: LibraryService,
        player: Player,
        messages: Messages,
        scroll_of_view: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._player = player
        self._messages = messages
        self._scroll_of_view = scroll_of_view
        self._back: list[Place] = []
        self._forward: list[Place] = []
        self._loading: Task | None = None
        self._first_seconds: float | None = None
        self._wish: tuple[Place, Callable[[OpenedNote], None], Callable[[], None]] | None = None
        self.here: Place | None = None
        self.opened: OpenedNote | None = None

    def open(self, path: str, heading: str = "", seconds: float | None = None) -> None:
        """Open the note at `path`, its video at `seconds`; the place that is left is kept for `back`."""
        self.go(Place(path, heading=heading, seconds=seconds))

    def go(self, place: Place) -> None:
        """Open what is at `place`; the place that is left is kept for `back`."""
        if self.opened and self.here and place.is_page_of(self.here):
            self._stop_loading()
            self._remember()
            self._arrive(self.opened, place)
        else:
            self._go(place, self._remember)

    def begin(self, place: Place | None, seconds: float | None = None) -> None:
        """Start anew in another library, at `place` if there is one, with nothing to go back to.

        Without a place the library's first page is opened once it is known, its video at `seconds`.
        """
        self._forget()
        self._stop_loading()
        self.here = self.opened = None
        self._first_seconds = seconds
        if place:
            self._go(place, self._forget, self.open_start)
        else:
            self._player.show_video(None)
            self.nowhere.emit()
            self.history_changed.emit()

    def settle(self) -> None:
        """The library has been read (again): open its first page, unless a note is open or on its way."""
        if self.here or self._wish:
            self.reload()
        else:
            self.open_start()

    def open_start(self) -> None:
        """Open the library's first page."""
        if start := self._library.catalog.start():
            seconds, self._first_seconds = self._first_seconds, None
            self.open(start, seconds=seconds)

    def back(self) -> None:
        """Return to the place before this one, its scroll and its video's position."""
        if self._back:
            self._go(self._back[-1], lambda: self._step(self._back, self._forward), lambda: self._drop(self._back))

    def forward(self) -> None:
        """Return to the place that `back` left."""
        if self._forward:
            self._go(
                self._forward[-1], lambda: self._step(self._forward, self._back), lambda: self._drop(self._forward)
            )

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether `back` has left a place."""
        return bool(self._forward)

    def follow(self, href: str) -> None:
        """Do what a link of a page asks for."""
        scheme, _, rest = href.partition(":")
        scheme = scheme.lower()
        followers: dict[str, Callable[[str], None]] = {
            "seek": self._follow_stamp,
            "note": self._follow_note,
            "choose": self._follow_target,
            "phantom": lambda name: self.go(Place("", address=f"{scheme}:{name}")),
            "video": lambda name: self.go(Place("", address=f"{scheme}:{name}")),
            "channel": lambda name: self.go(Place("", address=f"{scheme}:{name}")),
            "http": lambda _: self.address_wished.emit(href),
            "https": lambda _: self.address_wished.emit(href),
            "mailto": lambda _: self.address_wished.emit(href),
        }
        if follower := followers.get(scheme):
            follower(rest)
        else:
            self._messages.say(f"A link to “{scheme}:” is not opened: notes come from strangers.")

    def reload(self) -> None:
        """Make the open note's page again, or the one that is under way, since what it links to may have changed."""
        if self._wish:
            self._load(*self._wish)
        elif self.here:
            place = self._as_scrolled(self.here)
            self._load(place, lambda opened: self._arrive_again(opened, place))

    def place(self) -> Place | None:
        """Where the reader is now."""
        if self.here is None:
            return None
        seconds = self._player.position() if self._player.at_video else None
        return replace(self._as_scrolled(self.here), seconds=seconds)

    def _as_scrolled(self, place: Place) -> Place:
        """The same page where it is scrolled to, whatever was meant when it was opened."""
        return replace(place, scroll=self._scroll_of_view(), heading="", sentence="", play=False)

    def _follow_stamp(self, rest: str) -> None:
        video, _, query = rest.partition("?")
        asked = parse_qs(query)
        seconds = asked.get("t", [""])[0]
        if not video:
            self._messages.say("This note does not say which video its stamps belong to.")
        elif is_number(seconds):
            self._player.seek(unquote(video), float(seconds))
            if "play" in asked:
                self._player.play()

    def _follow_note(self, rest: str) -> None:
        path, _, heading = rest.partition("#")
        path, _, query = path.partition("?")
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        seconds = asked.get("play") or asked.get("at", "")
        is_moment = is_number(seconds)
        place = Place(
            unquote(path),
            heading=unquote(heading),
            sentence=asked.get("says", ""),
            seconds=float(seconds) if is_moment else None,
            play=is_moment and "play" in asked,
        )
        stays = is_moment and not (place.heading or place.sentence) and self.here and place.is_page_of(self.here)
        self.go(replace(place, scroll=self._scroll_of_view()) if stays else place)

    def _follow_target(self, rest: str) -> None:
        target, _, heading = rest.partition("#")
        channel = self.opened.note.channel if self.opened else ""
        paths = self._library.catalog.resolve(unquote(target), channel)
        if len(paths) == 1:
            self.open(paths[0], unquote(heading))
        elif paths:
            self.choice_needed.emit(unquote(target), paths)
        elif self._library.ready:
            self.go(Place("", address=f"phantom:{target}"))
        else:
            self._messages.say("The library is still being read; try this link again in a moment.")

    def _go(self, place: Place, leave: Callable[[], None], lost: Callable[[], None] = lambda: None) -> None:
        """Go to `place`; `leave` is called when its note is there, `lost` when it cannot be read."""

        def arrive(opened: OpenedNote) -> None:
            leave()
            self._arrive(opened, place)

        self._load(place, arrive, lost)

    def _load(self, place: Place, done: Callable[[OpenedNote], None], lost: Callable[[], None] = lambda: None) -> None:
        def arrive(opened: OpenedNote) -> None:
            self._wish = None
            done(opened)

        def fail(error: Exception) -> None:
            self._wish = None
            lost()
            self._messages.error(error)

        self._stop_loading()
        self._wish = place, done, lost
        if place.address:
            self._loading = self._library.gathered(place.address, arrive, fail)
        else:
            self._loading = self._library.page(place.path, arrive, fail)

    def _stop_loading(self) -> None:
        self._wish = None
        if self._loading:
            self._loading.cancel()
            self._loading = None

    def _arrive(self, opened: OpenedNote, place: Place) -> None:
        self._arrive_again(opened, place)
        self._player.show_video(opened.note.video, place.seconds)
        if place.play:
            self._player.play()

    def _arrive_again(self, opened: OpenedNote, place: Place) -> None:
        self.opened, self.here = opened, place
        self.arrived.emit(opened, place)
        self.history_changed.emit()
        if opened.note.problem:
            self._messages.say(opened.note.problem)

    def _remember(self) -> None:
        if place := self.place():
            self._back.append(place)
        self._forward.clear()

    def _forget(self) -> None:
        self._back.clear()
        self._forward.clear()

    def _step(self, source: list[Place], target: list[Place]) -> None:
        if place := self.place():
            target.append(place)
        source.pop()

    def _drop(self, source: list[Place]) -> None:
        """Forget a place that is there no more, so that the way leads on past it."""
        source.pop()
        self.history_changed.emit()


def is_number(text: str) -> bool:
    """Whether `text` is a plain number of seconds as pages write them."""
    return text.replace(".", "", 1).isdecimal() and len(text) < 16
