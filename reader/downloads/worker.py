"""The child in which yt-dlp runs: one job from stdin, what becomes of it on stdout, both as lines of JSON.

The job is `{"do": "look" | "fetch" | "resolve", "wish": {…}}` with, where wanted, `ffmpeg`, `deno` (paths), `yt_dlp` (a
folder with a newer one), `cookies` (a browser), `plugins` (a folder), `options` (of YoutubeDL, for tests).  It ends
with one of `found`, `fetched`, `resolved`, `failed`.  When stdin ends, or says `stop`, nobody wants it any more: it
stops where that is well, or else is killed with all that it started.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.downloads.base import Wish
from reader.downloads.telling import Line, Meter, Stopped

_GRACE = 1.5
"""Seconds for stopping well."""
STOPPED = 3
"""The exit code of a child that was told to stop."""


def main() -> None:
    """Do one job.  Does not return."""
    line, stop = Line(), threading.Event()
    job = json.loads(sys.stdin.buffer.readline() or b"{}")
    threading.Thread(target=_attend, args=(stop,), daemon=True).start()
    code, warnings = 0, list[str]()
    try:
        _do(job, line, Meter(line, stop), warnings)
    except Stopped:
        code = STOPPED
    except BaseException as error:  # noqa: BLE001  # whatever it is, it is told
        code = STOPPED if stop.is_set() else 1
        if code == 1:
            line.say("failed", **_told(error, warnings))
    finally:
        os._exit(code)


def _do(job: Mapping[str, Any], line: Line, meter: Meter, warnings: list[str]) -> None:
    if job.get("yt_dlp"):
        sys.path.insert(0, job["yt_dlp"])
    from reader.downloads.tools import find_deno, find_ffmpeg
    from reader.downloads.ytdlp import Site, playable, said_of

    wish = wish_of(job["wish"])
    job = {**job, "ffmpeg": job.get("ffmpeg") or find_ffmpeg(), "deno": job.get("deno") or find_deno()}
    site = Site(job, wish, meter.hear, warnings)
    meter.check()
    if job["do"] == "fetch":
        from reader.downloads.fetching import Fetching

        line.say("fetched", files=[os.fspath(file) for file in Fetching(wish, site, line, meter).run()])
    elif job["do"] == "look":
        line.say("found", **said_of(site.ask()))
    else:
        line.say("resolved", **playable(site.ask(to_play=True)))


def wish_of(told: Mapping[str, Any]) -> Wish:
    """The wish that a job holds."""
    return Wish(
        video=told["video"],
        folder=Path(told["folder"]),
        what=told.get("what", "video"),
        height=told.get("height", 720),
        ranges=tuple((float(start), float(end)) for start, end in told.get("ranges", ())),
        languages=tuple(told.get("languages", ("en",))),
        rate=told.get("rate", 0),
    )


def _attend(stop: threading.Event) -> None:
    """Wait until nobody wants it any more, and see that it ends."""
    while (heard := sys.stdin.buffer.readline()) and heard.strip() != b"stop":
        pass
    stop.set()
    threading.Event().wait(_GRACE)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(STOPPED)


def _told(error: BaseException, warnings: list[str]) -> dict[str, Any]:
    from reader.downloads.ytdlp import told

    return told(error, warnings)


if __name__ == "__main__":
    main()
