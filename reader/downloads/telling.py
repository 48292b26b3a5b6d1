"""What the child says while it works: lines of JSON, and how far it is, at most ten times a second."""

import json
import os
import threading
import time
from typing import Any

from reader.downloads.base import Stage

_EVERY = 0.1
"""Seconds."""


class Stopped(BaseException):
    """Nobody wants it any more.  No `except Exception` on its way may hold it up."""


class Line:
    """The way to the parent.  Nobody else can write to it: what others print goes where errors go."""

    def __init__(self) -> None:
        self._out = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def say(self, what: str, **values: Any) -> None:
        """Send one line.  A parent that is gone hears nothing, and ends us by that."""
        with self._lock:
            self._out.write(json.dumps({"say": what, **values}) + "\n")


class Meter:
    """Tells how far a job is; raises Stopped once `stop` is set.  `sizes`: bytes by the format's id, 0 for unknown."""

    def __init__(self, line: Line, stop: threading.Event) -> None:
        self._line, self._stop = line, stop
        self._stage, self._last = Stage.LOOKING, 0.0
        self._sizes: dict[str, int] = {}
        self._done: dict[str, int] = {}

    def begin(self, stage: Stage, sizes: dict[str, int] | None = None) -> None:
        """Another stage has begun."""
        self.check()
        self._stage, self._sizes, self._done, self._last = stage, sizes or {}, {}, 0.0
        self.tell(0, sum(self._sizes.values()))

    def check(self) -> None:
        """Raise Stopped where it is time to."""
        if self._stop.is_set():
            raise Stopped

    def hear(self, news: dict[str, Any]) -> None:
        """A progress hook of yt-dlp."""
        self.check()
        if self._stage is not Stage.FETCHING:
            return
        name = str((news.get("info_dict") or {}).get("format_id", ""))
        total = news.get("total_bytes") or news.get("total_bytes_estimate") or 0
        self._done[name] = int(news.get("downloaded_bytes") or 0)
        if total:
            self._sizes[name] = int(total)
        known = all(self._sizes.get(each) for each in {*self._sizes, *self._done})
        self.tell(sum(self._done.values()), sum(self._sizes.values()) if known else 0, news.get("speed") or 0.0)

    def tell(self, done: int, of: int, speed: float = 0.0) -> None:
        """Say how far it is, in bytes and bytes a second, unless that was said just now."""
        self.check()
        now = time.monotonic()
        if now - self._last < _EVERY and (not of or done < of):
            return
        self._last = now
        left = (of - done) / speed if speed and of > done else 0.0
        self._line.say("progress", stage=self._stage.value, done=done, of=of, speed=speed, left=left)
