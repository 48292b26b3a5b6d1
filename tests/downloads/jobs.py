"""Runs jobs in the real child, and reads what it says."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from reader.downloads.base import Wish
from tests.tube.site import PLUGINS

ROOT = Path(__file__).resolve().parents[2]
QUICK = {"socket_timeout": 2, "retries": 2, "fragment_retries": 1, "extractor_retries": 0}
"""Options of YoutubeDL that give up sooner than those of the program."""


def environment() -> dict[str, str]:
    """That of a process whose yt-dlp takes the tube for YouTube."""
    path = (str(PLUGINS / "local_yt"), str(ROOT), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))}


class Child:
    """One child with its job, in a process group of its own.  Lines it says are read with `next` or `end`."""

    def __init__(self, do: str, wish: Wish, **options: Any) -> None:
        told = {
            "video": wish.video, "folder": os.fspath(wish.folder), "what": wish.what, "height": wish.height,
            "ranges": wish.ranges, "languages": wish.languages, "rate": wish.rate,
        }  # fmt: skip
        job = {"do": do, "wish": told, "options": QUICK | options}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reader.downloads.worker"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, bufsize=1, start_new_session=True, env=environment(),
        )  # fmt: skip
        self.tell(json.dumps(job))

    def tell(self, line: str) -> None:
        """Say something to it."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")

    def next(self, say: str) -> dict[str, Any]:
        """The next line that says this; those before it are left out.  AssertionError where it ends without."""
        assert self.process.stdout
        for line in self.process.stdout:
            told: dict[str, Any] = json.loads(line)
            if told["say"] == say:
                return told
        raise AssertionError(f"the child ended without saying {say}")

    def end(self) -> list[dict[str, Any]]:
        """All that it has still to say."""
        assert self.process.stdout
        assert self.process.stdin
        lines = [json.loads(line) for line in self.process.stdout]
        self.process.wait(30)
        self.process.stdin.close()
        self.process.stdout.close()
        return lines


def done(do: str, wish: Wish, **options: Any) -> dict[str, Any]:
    """The last thing that a child says of a job."""
    lines: list[dict[str, Any]] = Child(do, wish, **options).end()
    return lines[-1]


def fetched(wish: Wish, **options: Any) -> list[Path]:
    """The files that a child has fetched."""
    told = done("fetch", wish, **options)
    assert told["say"] == "fetched", told
    return [Path(file) for file in told["files"]]
