"""The queue of downloads on disk: written in a thread, so that a slow disk holds up nobody."""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from reader.downloads.base import Action, Progress, Stage, Trouble, Wish
from reader.files import finite, read_json, replace_file
from reader.services.download_items import Item, ItemState

_ENDED = (ItemState.DONE, ItemState.FAILED)


class DownloadFile(QObject):
    """Keeps items in `file`, so that a loss of power leaves those of before or those of now."""

    kept = Signal(frozenset)
    """The items of these tickets are on disk."""
    failed = Signal(object, frozenset)
    """They are not: the OSError, and the tickets."""

    _came = Signal(object, frozenset)

    def __init__(self, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = file
        self._thread = ThreadPoolExecutor(1, "alongside-downloads")
        self._next: tuple[Item, ...] | None = None
        self._writing = False
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    def read(self) -> list[Item]:
        """The items of the last time.  What had not ended is paused: nothing starts by itself."""
        found = read_json(self._file).get("items")
        return [item for each in found if (item := _item(each))] if isinstance(found, list) else []

    def keep(self, items: tuple[Item, ...]) -> None:
        """Write these soon; of several that wait only the last are written."""
        self._next = items
        if not self._writing:
            self._write()

    def close(self) -> None:
        """Write what waits, and be done."""
        if self._next is not None:
            self._write()
        self._thread.shutdown()

    def _write(self) -> None:
        items, self._next, self._writing = self._next or (), None, True
        self._thread.submit(_written, self._file, items, self._came.emit)

    def _on_came(self, error: OSError | None, tickets: frozenset[str]) -> None:
        self._writing = False
        if self._next is not None:
            self._write()
        if error:
            self.failed.emit(error, tickets)
        else:
            self.kept.emit(tickets)


def _written(file: Path, items: Sequence[Item], done: Callable[[OSError | None, frozenset[str]], None]) -> None:
    problem = None
    try:
        lines = ",\n".join(json.dumps(_told(item)) for item in items)  # ASCII, whatever a path is made of
        replace_file(file, f'{{"items": [\n{lines}\n]}}\n'.encode())
    except OSError as error:
        problem = error
    done(problem, frozenset(item.ticket for item in items))


def _told(item: Item) -> dict[str, Any]:
    wish, trouble = item.wish, item.trouble
    told: dict[str, Any] = {
        "ticket": item.ticket,
        "title": item.title,
        "state": item.state.value,
        "wish": {
            "video": wish.video, "folder": os.fspath(wish.folder), "what": wish.what, "height": wish.height,
            "ranges": wish.ranges, "languages": wish.languages,
        },
        "done": item.progress.done,
        "of": item.progress.of,
    }  # fmt: skip
    if trouble:
        told["trouble"] = {
            "kind": trouble.kind, "sentence": trouble.sentence, "action": trouble.action.name, "detail": trouble.detail,
        }  # fmt: skip
    if item.files:
        told["files"] = [os.fspath(file) for file in item.files]
    return told


def _item(told: Any) -> Item | None:
    """The item that a file tells of; None where that is none, as after a change by hand."""
    try:
        state, trouble = ItemState(told["state"]), told.get("trouble")
        return Item(
            ticket=str(told["ticket"]),
            wish=_wish(told["wish"]),
            title=str(told["title"]),
            state=state if state in _ENDED else ItemState.PAUSED,
            progress=Progress(Stage.FETCHING, int(finite(told.get("done")) or 0), int(finite(told.get("of")) or 0)),
            trouble=_trouble(trouble) if trouble else None,
            files=tuple(Path(file) for file in told.get("files", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _wish(told: dict[str, Any]) -> Wish:
    if told["what"] not in ("video", "audio", "captions"):
        raise ValueError(told["what"])
    return Wish(
        video=str(told["video"]),
        folder=Path(told["folder"]),
        what=told["what"],
        height=int(told["height"]),
        ranges=tuple((float(start), float(end)) for start, end in told["ranges"]),
        languages=tuple(str(language) for language in told["languages"]),
    )


def _trouble(told: dict[str, Any]) -> Trouble:
    return Trouble(str(told["kind"]), str(told["sentence"]), Action[told["action"]], str(told["detail"]))
