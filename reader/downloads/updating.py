"""*Update the downloader*: a newer yt-dlp beside the bundled one, tried before it is taken.

Sites change their pages every few weeks, and an older yt-dlp then fails on them.  What is fetched comes from where pip
fetches, by the reader's own settings for it.
"""

import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from reader.downloads.children import Ended, pip, run
from reader.downloads.tools import downloader_folder, kept_folders, numbers, version_in_use
from reader.downloads.trial import TRIAL
from reader.downloads.troubles import trouble_of
from reader.errors import ReaderError

KEPT = 2
"""How many downloaders are kept beside the bundled one: that in use and the one before it."""

_FETCHING_TAKES, _TRIAL_TAKES = 600.0, 120.0
"""Seconds at most."""

_ABANDONED_AFTER = 3600.0
"""Seconds after which a folder that never came to be whole was left by an update that died."""


class Step(Enum):
    """What an update does."""

    FETCHING = "Fetching the newest downloader"
    TRYING = "Trying it"
    PLACING = "Putting it in place"


@dataclass(frozen=True, slots=True)
class Updated:
    """What came of it: the `version` in use from now on, and the one `before`; the same where there is no newer one."""

    version: str
    before: str

    @property
    def sentence(self) -> str:
        """What to tell people."""
        if self.version == self.before:
            return f"The downloader is the newest there is: yt-dlp {self.version}."
        return f"The downloader is yt-dlp {self.version} now; it was {self.before or 'missing'}."


def update(
    data: Path,
    tell: Callable[[Step, float], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Updated:
    """Fetch the newest yt-dlp with the solver that belongs to it, try it, and use it from now on.

    `tell` hears each step, and from 0 to 1 how far it is.  Raises ReaderError where nothing newer could be had or it
    does not work: what was in use then stays in use.  Raises Cancelled within a second after `cancelled` says so.
    Takes up to some minutes: not for the window's thread.
    """
    before = version_in_use(data)
    kept = data / "downloader"
    new = kept / f".new-{secrets.token_hex(4)}"
    try:
        _make_room(kept, new)
        version = _fetch(new, lambda part: tell(Step.FETCHING, part), cancelled)
        if numbers(version) <= numbers(before):
            return Updated(before, before)
        tell(Step.TRYING, 0.0)
        _try(new, version, cancelled)
        tell(Step.PLACING, 0.0)
        _place(new, kept / version)
    except OSError as error:
        sentence = "The newer downloader could not be kept: its folder cannot be written to."
        raise ReaderError(sentence, str(error)) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for folder in kept_folders(data)[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
    return Updated(version, before)


def undo(data: Path) -> Updated:
    """Use the downloader before this one again, the bundled one at last.  Raises OSError where it cannot be removed."""
    before = version_in_use(data)
    folder = downloader_folder(data)
    if folder:
        shutil.rmtree(folder)
    return Updated(version_in_use(data), before)


def _make_room(kept: Path, new: Path) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    for folder in kept.glob(".new-*"):
        if time.time() - folder.stat().st_mtime > _ABANDONED_AFTER:
            shutil.rmtree(folder, ignore_errors=True)
    new.mkdir()


def _fetch(new: Path, tell: Callable[[float], None], cancelled: Callable[[], bool]) -> str:
    """Put the newest yt-dlp and what it is solved with into `new`; its version."""
    tell(0.0)
    _install(new, "yt-dlp", lambda part: tell(part * 0.9), cancelled)
    facts = next(new.glob("yt_dlp-*.dist-info/METADATA")).read_text("utf-8")
    solver = re.search(r"^Requires-Dist: (yt-dlp-ejs\s*\(?==\s*[\w.]+)", facts, re.MULTILINE)
    _install(new, re.sub(r"[\s(]", "", solver[1]) if solver else "yt-dlp-ejs", lambda _: None, cancelled)
    tell(1.0)
    version = re.search(r"^Version: (.+)", facts, re.MULTILINE)
    return version[1].strip() if version else ""


def _install(new: Path, wanted: str, tell: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
    def heard(line: str) -> None:
        told = re.match(r"Progress (\d+) of (\d+)", line)
        if told and int(told[2]):
            tell(int(told[1]) / int(told[2]))

    ended = run(
        [*pip(), "install", "--no-deps", "--only-binary", ":all:", "--target", str(new), "--no-input", "--no-compile",
         "--disable-pip-version-check", "--retries", "1", "--progress-bar", "off", wanted],
        _FETCHING_TAKES, heard, cancelled, {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"},
    )  # fmt: skip
    if ended.code:
        raise ReaderError(_why(ended), ended.errors)


def _why(ended: Ended) -> str:
    trouble = trouble_of("pip", None, ended.errors)
    if trouble.kind in ("network", "connection", "room", "folder", "certificate"):
        return f"No newer downloader could be fetched. {trouble.sentence}"
    return "No newer downloader could be fetched."


def _try(new: Path, version: str, cancelled: Callable[[], bool]) -> None:
    """Have it fetch a small video from a page of our own."""
    ended = run([sys.executable, "-c", TRIAL, str(new)], _TRIAL_TAKES, lambda _: None, cancelled, {})
    if ended.code or numbers(ended.last) != numbers(version):
        raise ReaderError(f"yt-dlp {version} does not work here, so the downloader stays as it was.", ended.errors)


def _place(new: Path, final: Path) -> None:
    if hasattr(os, "sync"):
        os.sync()  # else a loss of power after the rename could leave whole-looking folders of empty files
    if final.exists():
        shutil.rmtree(final)  # a newer one that is not whole: else it would be in use
    new.rename(final)
