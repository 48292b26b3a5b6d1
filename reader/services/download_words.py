"""How downloads are told to people: sizes, times, what is fetched, and where it stands."""

from PySide6.QtCore import QLocale

from reader.downloads.base import Progress, Stage, Wish
from reader.services.download_items import BEST, Item, ItemState

_STAGES = {
    Stage.LOOKING: "Looking it up…",
    Stage.FETCHING: "Fetching…",
    Stage.JOINING: "Joining picture and sound…",
    Stage.CAPTIONS: "Fetching captions…",
    Stage.PLACING: "Putting it in its place…",
}


def size(count: int) -> str:
    """A number of bytes as `640 kB`, `4.1 MB` or `43 GB`; a thousand of one are one of the next."""
    leading = count
    while leading >= 1000:
        leading //= 1000
    digits = 1 if count >= 1_000_000 and leading < 10 else 0
    return QLocale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def lasting(seconds: float) -> str:
    """How long something takes: `12 s`, `3 min`, `2 h 10 min`."""
    if seconds < 59.5:
        return f"{max(round(seconds), 1)} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")))


def height(pixels: int) -> str:
    """The height of a picture, as `720p`."""
    return "best picture" if pixels >= BEST else f"{pixels}p"


def what(wish: Wish) -> str:
    """What is fetched of a video: `Video, 720p`, `Sound`, `Captions`; or how much of it."""
    kind = {"video": f"Video, {height(wish.height)}", "audio": "Sound", "captions": "Captions"}[wish.what]
    if not wish.ranges:
        return kind
    return f"{kind}, {lasting(sum(end - start for start, end in wish.ranges))} of it"


def share(progress: Progress) -> float | None:
    """How much of it is done, 0 to 1; None where that is unknown."""
    return min(progress.done / progress.of, 1.0) if progress.of > 0 else None


def pace(progress: Progress) -> str:
    """How fast it goes and how long it takes yet: `4 MB/s · 12 s left`; what is unknown is left out."""
    parts = (
        f"{size(round(progress.speed))}/s" if progress.speed else "",
        f"{lasting(progress.left)} left" if progress.left else "",
    )
    return " · ".join(filter(None, parts))


def standing(item: Item) -> str:
    """Where an item stands, in a few words."""
    if item.state is ItemState.FAILED:
        return item.trouble.sentence if item.trouble else "It could not be fetched."
    if item.state is ItemState.DONE:
        return "Here"
    if item.state is ItemState.WAITING and item.trouble:
        return f"{item.trouble.sentence} It is tried again by itself."
    if item.state is ItemState.RUNNING and item.progress.stage is not Stage.FETCHING:
        return _STAGES[item.progress.stage]
    state = {ItemState.WAITING: "Waiting", ItemState.PAUSED: "Paused", ItemState.RUNNING: ""}[item.state]
    pace_of = pace(item.progress) if item.state is ItemState.RUNNING else ""
    return " · ".join(filter(None, (state, far(item.progress), pace_of))) or _STAGES[Stage.FETCHING]


def far(progress: Progress) -> str:
    """How far it is: `12 MB of 43 MB`; empty at the start."""
    if not progress.done:
        return ""
    return f"{size(progress.done)} of {size(progress.of)}" if progress.of else size(progress.done)
