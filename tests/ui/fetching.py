"""A queue of downloads and a plan that do what a test says, with the members of the real ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from reader.downloads.base import Action, Progress, Stage, Trouble, Wish
from reader.services.download_items import Item, ItemState

PRIVATE = Trouble("private", "This video is private.", Action.NONE, "ERROR: [youtube] abc: Private video")
REFUSED = Trouble(
    "refused",
    "The site refused the link. A newer downloader may be let in.",
    Action.UPDATE,
    "HTTP Error 403: Forbidden",
)
HALF = Progress(Stage.FETCHING, 21_000_000, 43_000_000, 4_100_000, 5.4)


def item(ticket: str, state: ItemState = ItemState.WAITING, **values: Any) -> Item:
    """An item whose video is called after its ticket."""
    wish = values.pop("wish", Wish(f"{ticket:_<11}", Path("/videos")))
    return Item(ticket, wish, values.pop("title", f"Video {ticket}"), state, **values)


class FakeDownloads(QObject):
    """Does at once what it is told; how far an item is, the test says by `put`."""

    changed = Signal()
    item_changed = Signal(str)
    fetched = Signal(str, tuple)

    def __init__(self, *items: Item, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items = items
        self.limits = (2, 0)

    @property
    def active(self) -> bool:
        return any(each.state is ItemState.RUNNING for each in self.items)

    def item(self, ticket: str) -> Item | None:
        return next((each for each in self.items if each.ticket == ticket), None)

    def put(self, ticket: str, **values: Any) -> None:
        """Change something of an item."""
        self.items = tuple(replace(each, **values) if each.ticket == ticket else each for each in self.items)
        self.item_changed.emit(ticket)

    def order(self) -> str:
        return "".join(each.ticket for each in self.items)

    def add(self, wishes: Sequence[Wish], titles: Mapping[str, str]) -> None:
        new = [Item(wish.video, wish, titles[wish.video]) for wish in wishes]
        self._set((*self.items, *new))

    def pause(self, ticket: str) -> None:
        self.put(ticket, state=ItemState.PAUSED)

    def resume(self, ticket: str) -> None:
        self.put(ticket, state=ItemState.WAITING)

    def retry(self, ticket: str) -> None:
        self.put(ticket, state=ItemState.WAITING, trouble=None)

    def cancel(self, ticket: str) -> None:
        self._set(tuple(each for each in self.items if each.ticket != ticket))

    def move(self, ticket: str, index: int) -> None:
        moved = next(each for each in self.items if each.ticket == ticket)
        others = [each for each in self.items if each is not moved]
        self._set((*others[:index], moved, *others[index:]))

    def pause_all(self) -> None:
        for each in self.items:
            if each.state in (ItemState.WAITING, ItemState.RUNNING):
                self.pause(each.ticket)

    def resume_all(self) -> None:
        for each in self.items:
            if each.state is ItemState.PAUSED:
                self.resume(each.ticket)

    def clear_ended(self) -> None:
        self._set(tuple(each for each in self.items if each.state not in (ItemState.DONE, ItemState.FAILED)))

    def set_limits(self, at_once: int, rate: int) -> None:
        self.limits = (at_once, rate)

    def total(self) -> Progress:
        open_ = [each.progress for each in self.items if each.state in (ItemState.WAITING, ItemState.RUNNING)]
        done, of, speed = sum(p.done for p in open_), sum(p.of for p in open_), sum(p.speed for p in open_)
        return Progress(Stage.FETCHING, done, of, speed, (of - done) / speed if speed else 0.0)

    def _set(self, items: tuple[Item, ...]) -> None:
        self.items = items
        self.changed.emit()


class FakePlan(QObject):
    """Knows what the test says; `begun` and `cancelled` tell what was asked of it."""

    changed = Signal()

    def __init__(self, videos: int, here: int = 0, room: int = 120_000_000_000, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.videos, self.here, self.room = videos, here, room
        self.known, self.length, self.size = 0, 0.0, 0
        self.troubles: dict[str, Trouble] = {}
        self.begun = self.cancelled = False

    def begin(self) -> None:
        self.begun = True

    def cancel(self) -> None:
        self.cancelled = True

    def tell(self, **values: Any) -> None:
        """Let more be known."""
        for name, value in values.items():
            setattr(self, name, value)
        self.changed.emit()
