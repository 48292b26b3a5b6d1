"""The seam behind which videos are fetched: what can be wished for, and what is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

What = Literal["video", "audio", "captions"]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be fetched of one video.

    `height` of the picture in pixels at most; `ranges` of cited time in seconds, none for the whole; `languages` of
    the captions as BCP 47 tags; `folder` is where the files lie once they are whole; `rate` in bytes a second, 0 for
    as fast as can be.
    """

    video: str
    folder: Path
    what: What = "video"
    height: int = 720
    ranges: tuple[Range, ...] = ()
    languages: tuple[str, ...] = ("en",)
    rate: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What a site says of a video: `length` in seconds and `size` in bytes of what was wished for, 0 where unknown.

    `captions` are the languages there are, as BCP 47 tags.
    """

    video: str
    title: str
    channel: str = ""
    length: float = 0.0
    size: int = 0
    captions: tuple[str, ...] = ()


class Stage(Enum):
    """What is being done for a wish."""

    LOOKING = "looking"
    FETCHING = "fetching"
    JOINING = "joining"
    CAPTIONS = "captions"
    PLACING = "placing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a wish is: `done` and `of` in bytes, `speed` in bytes and `left` in seconds; 0 where unknown."""

    stage: Stage = Stage.LOOKING
    done: int = 0
    of: int = 0
    speed: float = 0.0
    left: float = 0.0


class Action(Enum):
    """The one thing that the reader can do about a trouble."""

    NONE = ""
    RETRY = "Try again"
    WAIT = "Try again later"
    UPDATE = "Update the downloader"
    COOKIES = "Choose a browser to borrow cookies from"
    HELPER = "Install the JavaScript helper"
    FFMPEG = "Install FFmpeg"
    FOLDER = "Choose another folder"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a wish cannot be fulfilled: `kind` for programs, a sentence for people, and what the downloader itself said.

    `wait`: seconds after which it may go better, 0 where waiting does not help.
    """

    kind: str
    sentence: str
    action: Action = Action.RETRY
    detail: str = ""
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class Stream:
    """Where a video can be played from without fetching it: `sound` is empty where `picture` has it too.

    `expires`: seconds since 1970 until when the addresses hold, 0 where it is not known.
    """

    picture: str
    sound: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    length: float = 0.0
    expires: float = 0.0


class Downloader(QObject):
    """Fulfils wishes, each known by a `ticket` that whoever wishes makes up.  Subclasses do the work.

    Every ticket ends with exactly one of `found` (what was to be looked at), `fetched`, `resolved`, `failed` or
    `stopped`.
    """

    found = Signal(str, Found)
    """The answer to `look`; on its way `fetch` tells it, too."""
    progressed = Signal(str, Progress)
    """At most ten times a second for each ticket."""
    fetched = Signal(str, tuple)
    """The files, as `Path`, are whole and lie where they were wished; the one to be played is first."""
    resolved = Signal(str, Stream)
    """The answer to `resolve`."""
    failed = Signal(str, Trouble)
    stopped = Signal(str)
    """The answer to `stop`: nothing of it runs any more."""

    def look(self, ticket: str, wish: Wish) -> None:
        """Ask the site what it has, without fetching it."""
        raise NotImplementedError

    def fetch(self, ticket: str, wish: Wish) -> None:
        """Fetch it, from where it was stopped or broke off the last time."""
        raise NotImplementedError

    def resolve(self, ticket: str, wish: Wish) -> None:
        """Ask for the addresses from which it can be played at once."""
        raise NotImplementedError

    def stop(self, ticket: str, *, forget: bool = False) -> None:
        """Stop within two seconds, also what hangs; what was fetched so far is kept unless `forget`."""
        raise NotImplementedError

    def forget(self, wishes: Sequence[Wish]) -> None:
        """Remove what was fetched so far of wishes that do not run."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop everything at once; nothing is told after it."""
        raise NotImplementedError
