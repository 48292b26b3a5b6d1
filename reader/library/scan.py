"""Walk the folder of notes once: which notes it holds, and which files beside them show a video."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

NOTE_SUFFIXES = frozenset({".md", ".markdown"})
MEDIA_SUFFIXES = frozenset({
    ".mp4", ".m4v", ".mkv", ".webm", ".mov", ".avi", ".flv", ".ts", ".mpg", ".mpeg", ".ogv", ".3gp",
    ".m4a", ".mp3", ".opus", ".ogg", ".oga", ".flac", ".wav", ".aac",
})  # fmt: skip
_UNFINISHED = re.compile(r"\.(?:part|ytdl)$|\.temp\.|\.f\d+\.|\.part-Frag", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder.  `path` is relative to it, with forward slashes; `size` in bytes; `changed` in ns."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A folder or file that was passed over, and why in a sentence."""

    path: str
    sentence: str


def walk(root: Path, *, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Found | Trouble]:
    """Every note and media file below `root`, folder by folder, in the order of names.

    Left out: names that begin with a dot, links that lead out of `root` or in a circle, unfinished downloads, and
    names that are no UTF-8 (these with a `Trouble`).
    """
    base = os.path.realpath(root)
    waiting = [""]
    seen = {base}
    while waiting and not cancelled():
        folder = waiting.pop()
        try:
            with os.scandir(os.path.join(base, folder)) as entries:  # noqa: PTH118
                names = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Trouble(folder, f"The folder “{folder or root}” cannot be read: {error.strerror}.")
            continue
        below: list[str] = []
        for entry in names:
            yield from _entry(entry, folder, base, seen, below)
        waiting.extend(reversed(below))


def _entry(
    entry: os.DirEntry[str], folder: str, base: str, seen: set[str], below: list[str]
) -> Iterator[Found | Trouble]:
    if entry.name.startswith("."):
        return
    path = f"{folder}/{entry.name}" if folder else entry.name
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        shown = os.fsencode(path).decode("utf-8", "replace")
        yield Trouble(shown, f"“{shown}” has a name that is no UTF-8; rename it to read it.")
        return
    try:
        if entry.is_symlink() and not _inside(os.path.realpath(entry.path), base):
            return
        if entry.is_dir():
            real = os.path.realpath(entry.path)
            if real not in seen:
                seen.add(real)
                below.append(path)
        elif kind(entry.name):
            status = entry.stat()
            yield Found(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        yield Trouble(path, f"“{path}” cannot be read: {error.strerror}.")


def kind(name: str) -> str:
    """`note`, `media` or nothing, by the end of a file's name."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122
    if suffix in NOTE_SUFFIXES:
        return "note"
    return "media" if suffix in MEDIA_SUFFIXES and not _UNFINISHED.search(name) else ""


def _inside(real: str, base: str) -> bool:
    return real == base or real.startswith(base + os.sep)


def inside(root: Path, path: str) -> Path:
    """The file at `path` relative to `root`.

    Raises ValueError where it lies outside, however that is written (`..`, an absolute path, a link).
    """
    real = os.path.realpath(os.path.join(root, path))  # noqa: PTH118
    if not _inside(real, os.path.realpath(root)):
        raise ValueError(f"{path!r} lies outside the library")
    return Path(real)


def library_of(note: Path) -> Path:
    """The library a single note belongs to: the folder above its channel where that looks like one, else its own."""
    channel = note.parent
    if (channel / f"{channel.name}.md").exists() or any(channel.parent.glob("*.md")):
        return channel.parent
    return channel
