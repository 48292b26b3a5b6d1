"""What the queue of downloads tells of each of its items, and what a reader may choose before they are added."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from reader.downloads.base import Progress, Trouble, What, Wish

BEST = 4320
"""The height in pixels that stands for the best picture there is: no site has a higher one."""
HEIGHTS = (360, 480, 720, 1080, BEST)
"""The heights of a picture that can be chosen, in pixels."""


class ItemState(Enum):
    """Where an item stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One wish in the queue, known by its `ticket`; `files` are in place once it is done, the playable one first."""

    ticket: str
    wish: Wish
    title: str
    state: ItemState = ItemState.WAITING
    progress: Progress = field(default_factory=Progress)
    trouble: Trouble | None = None
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be fetched of every video that is meant.

    `height` of the picture in pixels at most; `margin` in seconds around each cited moment where `cited` is all that
    is wanted; `languages` of captions as BCP 47 tags; `folder` is where the files are put.
    """

    folder: Path
    what: What = "video"
    height: int = 720
    cited: bool = False
    margin: float = 15.0
    languages: tuple[str, ...] = ("en",)
