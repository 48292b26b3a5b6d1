"""Fulfils wishes in children of our own, one for each: they can be stopped, and die alone."""

import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject

from reader.downloads import staging
from reader.downloads.base import Action, Downloader, Found, Progress, Stage, Stream, Trouble, Wish
from reader.downloads.child import Child
from reader.downloads.tools import downloader_folder
from reader.downloads.troubles import trouble_of

log = logging.getLogger(__name__)
_DIED = "The downloader ended before it was done."
Do = Literal["look", "fetch", "resolve"]


class ProcessDownloader(Downloader):
    """`data` is the folder of the program's own data, where a newer yt-dlp may be.

    `cookies` tells of which browser cookies are borrowed, empty for none.
    """

    def __init__(self, data: Path, cookies: Callable[[], str] = str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data, self._cookies = data, cookies
        self._children: dict[str, Child] = {}

    def look(self, ticket: str, wish: Wish) -> None:
        """See `Downloader`."""
        self._begin(ticket, "look", wish)

    def fetch(self, ticket: str, wish: Wish) -> None:
        """See `Downloader`."""
        self._begin(ticket, "fetch", wish)

    def resolve(self, ticket: str, wish: Wish) -> None:
        """See `Downloader`."""
        self._begin(ticket, "resolve", wish)

    def stop(self, ticket: str, *, forget: bool = False) -> None:
        """See `Downloader`."""
        child = self._children.get(ticket)
        if child:
            child.stop(forget=forget)

    def forget(self, wishes: Sequence[Wish]) -> None:
        """See `Downloader`.  Done in a thread, for it may be much."""
        threading.Thread(target=_forget, args=(tuple(wishes),), daemon=True).start()

    def close(self) -> None:
        """See `Downloader`."""
        children, self._children = list(self._children.values()), {}
        for child in children:
            child.silence()
            child.kill()
        for child in children:
            child.wait()

    def _begin(self, ticket: str, do: Do, wish: Wish) -> None:
        newer = downloader_folder(self._data)
        job = {"do": do, "wish": _told(wish), "yt_dlp": str(newer or ""), "cookies": self._cookies()}
        child = self._children[ticket] = Child(ticket, job, wish, self)
        child.heard.connect(self._on_line)
        child.ended.connect(self._on_end)
        child.begin()

    def _on_line(self, ticket: str, line: dict[str, Any]) -> None:
        child = self._children[ticket]
        match line["say"]:
            case "progress":
                if not child.stopping:
                    self.progressed.emit(ticket, _progress(line))
            case "warned":
                log.info("%s: %s", child.wish.video, line["text"])
            case "found" if child.do == "fetch":  # on its way
                self.found.emit(ticket, _found(child.wish.video, line))
            case _:
                child.last = line

    def _on_end(self, ticket: str) -> None:
        """The child is gone: tell how its ticket ends."""
        child = self._children.pop(ticket)
        child.deleteLater()
        match child.last:
            case {"say": "fetched", "files": files}:  # even where it was too late to stop it
                self.fetched.emit(ticket, tuple(Path(file) for file in files))
            case _ if child.stopping:
                if child.forgetting:
                    self.forget([child.wish])
                self.stopped.emit(ticket)
            case {"say": "failed", "error": error, "status": status, "text": text}:
                self.failed.emit(ticket, trouble_of(error, status, text))
            case {"say": "found", **line}:
                self.found.emit(ticket, _found(child.wish.video, line))
            case {"say": "resolved", **line}:
                self.resolved.emit(ticket, _stream(line))
            case _:
                self.failed.emit(ticket, Trouble("died", _DIED, Action.RETRY, child.said))


def _forget(wishes: Sequence[Wish]) -> None:
    for wish in wishes:
        staging.forget(wish)


def _told(wish: Wish) -> dict[str, Any]:
    return {
        "video": wish.video,
        "folder": os.fspath(wish.folder),
        "what": wish.what,
        "height": wish.height,
        "ranges": wish.ranges,
        "languages": wish.languages,
        "rate": wish.rate,
    }


def _progress(line: dict[str, Any]) -> Progress:
    return Progress(Stage(line["stage"]), line["done"], line["of"], line["speed"], line["left"])


def _found(video: str, line: Mapping[Any, Any]) -> Found:
    return Found(video, line["title"], line["channel"], line["length"], line["size"], tuple(line["captions"]))


def _stream(line: Mapping[Any, Any]) -> Stream:
    return Stream(line["picture"], line["sound"], line["headers"], line["length"], line["expires"])
