"""The queue of downloads: what is fetched, in which order, how many at once, and what became of each.

It is on disk before anything of it begins, and survives whatever ends the program; but nothing starts by itself.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader.downloads.base import Downloader, Found, Progress, Stage, Trouble, Wish
from reader.services import download_pace
from reader.services.download_file import DownloadFile
from reader.services.download_items import Item, ItemState
from reader.services.download_pace import Pace
from reader.services.download_tries import Tries
from reader.services.gathering import Gathering
from reader.services.messages import Messages

_OPEN = (ItemState.WAITING, ItemState.RUNNING)
_ENDED = (ItemState.DONE, ItemState.FAILED)


class Downloads(QObject):
    """Hands wishes to `downloader`, and keeps them in `file`; `now` is a clock in seconds."""

    changed = Signal()
    """Items came, went or changed places; or many are others at once."""
    item_changed = Signal(str)
    """The item of this ticket is another now: its state, or how far it is."""
    fetched = Signal(str, tuple)
    """A video, and its files: they are in their place."""

    def __init__(
        self,
        downloader: Downloader,
        file: Path,
        messages: Messages,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._downloader, self._messages, self._now = downloader, messages, now
        self._file = DownloadFile(file, self)
        self._items = {item.ticket: item for item in self._file.read()}
        self._safe = frozenset(self._items)
        self._busy: dict[str, Wish] = {}
        self._paces: dict[str, Pace] = {}
        self._tries = Tries(now)
        self._came = self._ended = 0
        self._at_once, self._rate = 2, 0
        self._told = self._closed = False
        self._news = Gathering(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._again = QTimer(self, singleShot=True)
        self._news.one.connect(self.item_changed)
        self._news.many.connect(self.changed)
        self._soon.timeout.connect(self._begin)
        self._again.timeout.connect(self._begin)
        self._file.kept.connect(self._on_kept)
        self._file.failed.connect(self._on_not_kept)
        downloader.found.connect(self._on_found)
        downloader.progressed.connect(self._on_progress)
        downloader.fetched.connect(self._on_fetched)
        downloader.failed.connect(self._on_failed)
        downloader.stopped.connect(self._on_stopped)

    @property
    def items(self) -> tuple[Item, ...]:
        """All of them, in their order."""
        return tuple(self._items.values())

    @property
    def active(self) -> bool:
        """Whether something runs."""
        return bool(self._busy)

    def item(self, ticket: str) -> Item | None:
        """The item of a ticket."""
        return self._items.get(ticket)

    def total(self) -> Progress:
        """How far all that waits or runs is, with what was fetched since the queue rested last."""
        return download_pace.total(self._items.values(), self._came, self._ended)

    def add(self, wishes: Sequence[Wish], titles: Mapping[str, str]) -> None:
        """Fetch these, too.  A wish that is there already is not added twice: it goes on, or is done anew."""
        known = {item.wish: item for item in self._items.values()}
        kin = secrets.token_hex(8)
        for number, each in enumerate(wishes):
            wish = replace(each, rate=0) if each.rate else each
            item = known.get(wish)
            if item is None or item.state is ItemState.DONE:
                if item:
                    del self._items[item.ticket]
                item = Item(f"{kin}-{number}", wish, titles.get(wish.video, wish.video))
                self._items[item.ticket] = known[wish] = item
            elif item.state in (ItemState.PAUSED, ItemState.FAILED):
                self._wait(item.ticket)
        self._on_moved()

    def pause(self, ticket: str) -> None:
        """Stop an item; what came of it is kept."""
        self._pause([ticket])

    def resume(self, ticket: str) -> None:
        """Have an item that is paused go on."""
        if self._state(ticket) is ItemState.PAUSED:
            self._wait(ticket)

    def retry(self, ticket: str) -> None:
        """Try again what has failed, or waits before the next try."""
        if self._state(ticket) is ItemState.FAILED:
            self._wait(ticket)
            self._keep()
        elif self._tries.waits(ticket):
            self._tries.hold_none()
            self._wait(ticket)

    def cancel(self, ticket: str) -> None:
        """Remove an item, with what came of it unless that is done."""
        self._remove([ticket])

    def move(self, ticket: str, index: int) -> None:
        """Put an item at another place; the index is that among the others."""
        moved = self._items.get(ticket)
        if moved is None:
            return
        others = [item for item in self._items.values() if item is not moved]
        others.insert(max(index, 0), moved)
        self._items = {item.ticket: item for item in others}
        self._on_moved()

    def pause_all(self) -> None:
        """Stop everything."""
        self._pause([item.ticket for item in self._items.values()])

    def resume_all(self) -> None:
        """Have everything that is paused go on."""
        for ticket in list(self._items):
            self.resume(ticket)

    def clear_ended(self) -> None:
        """Take what is done and what has failed off the list."""
        self._remove([item.ticket for item in self._items.values() if item.state in _ENDED])

    def set_limits(self, at_once: int, rate: int) -> None:
        """At most `at_once` run, and at `rate` bytes a second together, 0 for as fast as can be.

        What runs is begun anew where its own rate is another now, from where it was.
        """
        if rate != self._rate:
            for ticket in tuple(self._busy):
                self._stop(ticket)
        self._at_once, self._rate = at_once, rate
        running = [item.ticket for item in self._items.values() if item.state is ItemState.RUNNING]
        for ticket in running[at_once:]:
            self._stop(ticket)
        self._soon.start()

    def close(self) -> None:
        """Stop everything and keep the queue; nothing is told after it."""
        if self._closed:
            return
        self._closed = True
        self._news.close()
        self._soon.stop()
        self._again.stop()
        self._downloader.close()
        self._file.keep(self.items)
        self._file.close()

    def _state(self, ticket: str) -> ItemState | None:
        item = self._items.get(ticket)
        return item.state if item else None

    def _wait(self, ticket: str) -> None:
        """Let it begin when it is its turn."""
        self._tries.forget(ticket)
        self._change(ticket, state=ItemState.WAITING, trouble=None)

    def _pause(self, tickets: Iterable[str]) -> None:
        for ticket in tickets:
            if self._state(ticket) in _OPEN:
                self._tries.forget(ticket)
                self._change(ticket, state=ItemState.PAUSED)
                if ticket in self._busy:
                    self._downloader.stop(ticket)

    def _stop(self, ticket: str) -> None:
        """Have it wait for its turn again."""
        if self._state(ticket) is ItemState.RUNNING:
            self._change(ticket, state=ItemState.WAITING)
            self._downloader.stop(ticket)

    def _remove(self, tickets: Iterable[str]) -> None:
        gone = [self._items.pop(ticket) for ticket in tickets if ticket in self._items]
        left = [item.wish for item in gone if item.ticket not in self._busy and item.state is not ItemState.DONE]
        for item in gone:
            self._tries.forget(item.ticket)
            if item.ticket in self._busy:
                self._downloader.stop(item.ticket, forget=True)
        if left:
            self._downloader.forget(left)
        self._on_moved()

    def _change(self, ticket: str, **values: Any) -> None:
        self._items[ticket] = replace(self._items[ticket], **values)
        self._news.add(ticket)
        if not self._soon.isActive():
            self._soon.start()

    def _on_moved(self) -> None:
        self._news.add_all()
        self._keep()
        self._soon.start()

    def _keep(self) -> None:
        if not self._closed:
            self._file.keep(self.items)

    def _begin(self) -> None:
        """Begin what may begin now."""
        if self._closed:
            return
        waiting = [item for item in self._items.values() if item.state is ItemState.WAITING]
        if not waiting and not self._busy:
            self._came = self._ended = 0
        at_work = {replace(wish, rate=0) for wish in self._busy.values()}
        later = []
        for item in waiting:
            if wait := self._tries.left(item.ticket):
                later.append(wait)
            elif len(self._busy) < self._at_once and item.wish not in at_work and item.ticket in self._safe:
                self._fetch(item)
        if later:
            self._again.start(round(min(later) * 1000) + 1)

    def _fetch(self, item: Item) -> None:
        together = min(self._at_once, sum(each.state in _OPEN for each in self._items.values()))
        wish = replace(item.wish, rate=max(self._rate // together, 1) if self._rate else 0)
        self._busy[item.ticket] = wish
        self._paces[item.ticket] = Pace()
        self._change(item.ticket, state=ItemState.RUNNING, trouble=None)
        self._downloader.fetch(item.ticket, wish)

    def _let_go(self, ticket: str) -> Wish | None:
        """The wish of a ticket that was under way for us, and is not any more."""
        self._paces.pop(ticket, None)
        wish = self._busy.pop(ticket, None)
        if wish:
            self._soon.start()
        return wish

    def _on_found(self, ticket: str, found: Found) -> None:
        item = self._items.get(ticket)
        if item and found.title and item.title == item.wish.video:
            self._change(ticket, title=found.title)

    def _on_progress(self, ticket: str, progress: Progress) -> None:
        item = self._items.get(ticket)
        if item is None or item.state is not ItemState.RUNNING:
            return
        told = self._paces[ticket].take(progress, item.progress, self._now())
        self._items[ticket] = replace(item, progress=told)
        self._news.add(ticket, soon=False)

    def _on_fetched(self, ticket: str, files: tuple[Path, ...]) -> None:
        wish = self._let_go(ticket)
        if wish is None:
            return
        if ticket in self._items:
            size = self._items[ticket].progress.of
            self._came, self._ended = self._came + size, self._ended + 1
            self._change(
                ticket, state=ItemState.DONE, progress=Progress(Stage.PLACING, size, size), trouble=None, files=files
            )
            self._keep()
        self.fetched.emit(wish.video, files)

    def _on_failed(self, ticket: str, trouble: Trouble) -> None:
        if self._let_go(ticket) is None or self._state(ticket) is not ItemState.RUNNING:
            return
        if self._tries.hold(ticket, trouble):
            self._change(ticket, state=ItemState.WAITING, trouble=trouble)
        else:
            self._change(ticket, state=ItemState.FAILED, trouble=trouble)
            self._keep()

    def _on_stopped(self, ticket: str) -> None:
        self._let_go(ticket)

    def _on_kept(self, tickets: frozenset[str]) -> None:
        self._safe = tickets
        self._soon.start()

    def _on_not_kept(self, error: OSError, tickets: frozenset[str]) -> None:
        """Go on all the same: the reader wishes the videos now."""
        if not self._told:
            self._told = True
            self._messages.warn("The list of downloads cannot be kept: its file cannot be written.", repr(error))
        self._on_kept(tickets)
