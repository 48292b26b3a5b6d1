"""What a reader should hear of downloads: that some were under way the last time, and that some have ended."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from reader.downloads.base import Progress
from reader.services.download_items import Item, ItemState
from reader.services.download_words import lasting, share
from reader.services.messages import Messages

_ENDED = (ItemState.DONE, ItemState.FAILED)
_EVERY_MS = 250
"""How often it is told that something is further than before; thousands of items are summed up for it."""


class Queue(Protocol):
    """What of the downloads is needed to tell of them."""

    @property
    def changed(self) -> SignalInstance:
        """Items came, went or changed places."""

    @property
    def item_changed(self) -> SignalInstance:
        """The item of a ticket is another now."""

    @property
    def items(self) -> tuple[Item, ...]:
        """All of them, in their order."""

    def item(self, ticket: str) -> Item | None:
        """The item of a ticket."""

    def resume(self, ticket: str) -> None:
        """Have an item go on."""

    def total(self) -> Progress:
        """How far all that waits or runs is."""


class DownloadNews(QObject):
    """Stands beside the queue from the program's start on."""

    changed = Signal()
    """Whatever is told here may be otherwise than before; four times a second where something only goes on."""

    def __init__(self, downloads: Queue, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._downloads, self._messages = downloads, messages
        self._left_over = {item.ticket for item in downloads.items if item.state is ItemState.PAUSED}
        self._states: dict[str, ItemState] = {}
        self.numbers = Counter[ItemState]()
        """How many items are in each state."""
        self._ended: list[Item] = []
        self._soon = QTimer(self, interval=_EVERY_MS, singleShot=True)
        self._soon.timeout.connect(self.changed)
        downloads.changed.connect(self._on_changed)
        downloads.item_changed.connect(self._on_item)
        self._count()

    @property
    def left_over(self) -> int:
        """How many were under way when the program ended the last time, and wait for a word of the reader."""
        return sum(self._states.get(ticket) is ItemState.PAUSED for ticket in self._left_over)

    @property
    def going(self) -> int:
        """How many run or wait for their turn."""
        return self.numbers[ItemState.RUNNING] + self.numbers[ItemState.WAITING]

    def go_on(self) -> None:
        """Resume what was under way."""
        for ticket in self._tickets():
            self._downloads.resume(ticket)
        self.dismiss()

    def dismiss(self) -> None:
        """Speak no more of what was under way."""
        self._left_over = set()
        self.changed.emit()

    def badge(self) -> str:
        """The colour's token of what there is to be seen: `accent` while something goes on, `bad` where it failed."""
        if self.going:
            return "accent"
        return "bad" if self.numbers[ItemState.FAILED] else "quiet" if self.numbers[ItemState.PAUSED] else ""

    def summary(self) -> str:
        """All downloads in a few words, as `2 downloads · 43 % · 3 min left`; empty where nothing is to be said."""
        paused, failed = self.numbers[ItemState.PAUSED], self.numbers[ItemState.FAILED]
        if self.going:
            total = self._downloads.total()
            done = share(total)
            left = f"{lasting(total.left)} left" if total.left else ""
            percent = f"{int(done * 100)} %" if done is not None else ""
            return " · ".join(filter(None, (_downloads(self.going), percent, left)))
        if paused:
            return f"{_downloads(paused)} paused"
        return f"{_downloads(failed)} failed" if failed else ""

    def _tickets(self) -> tuple[str, ...]:
        """What was under way, in its order."""
        return tuple(item.ticket for item in self._downloads.items if item.ticket in self._left_over)

    def _count(self) -> None:
        self._states = {item.ticket: item.state for item in self._downloads.items}
        self.numbers = Counter(self._states.values())

    def _on_changed(self) -> None:
        before = self._states
        self._count()
        self._tell([item for item in self._downloads.items if before.get(item.ticket, item.state) is not item.state])

    def _on_item(self, ticket: str) -> None:
        """Only this one is looked at: thousands may wait behind it."""
        item, before = self._downloads.item(ticket), self._states.get(ticket)
        if item is None or before is None:
            return  # it is about to be told that it came or went
        self._states[ticket] = item.state
        if item.state is not before:
            self.numbers.subtract([before])
            self.numbers.update([item.state])
            self._tell([item])
        elif not self._soon.isActive():
            self._soon.start()

    def _tell(self, others: Sequence[Item]) -> None:
        """Tell of items that are in another state than before."""
        ended = [item for item in others if item.state in _ENDED]
        self._ended += ended
        if ended and (self.going or len(self._ended) == 1):
            self._say_one(ended[-1], is_last=not self.going)
        elif ended:
            self._say_all()
        if not self.going:
            self._ended = []
        self.changed.emit()

    def _say_one(self, item: "Item", *, is_last: bool) -> None:
        if item.state is ItemState.DONE:
            self._messages.say(f"“{item.title}” is here.")
            return
        sentence = item.trouble.sentence if item.trouble else ""
        text = f"“{item.title}” could not be fetched. {sentence}".strip()
        if is_last:
            self._messages.warn(text, item.trouble.detail if item.trouble else "")
        else:
            self._messages.say(text)

    def _say_all(self) -> None:
        failed = sum(item.state is ItemState.FAILED for item in self._ended)
        here = len(self._ended) - failed
        text = f"{_downloads(here)} {'is' if here == 1 else 'are'} here."
        if failed:
            self._messages.warn(f"{text} {failed} could not be fetched: the list of downloads says why.")
        else:
            self._messages.say(text)


def _downloads(number: int) -> str:
    return f"{number:,} download{'' if number == 1 else 's'}"
