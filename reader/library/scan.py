"""Walk the folder of notes once: which notes it holds, and which files beside them show a video."""

import os
import re
import stat
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reader.errors import ReaderError
from reader.notes.channel import is_channel_note
from reader.notes.note import read_note

_FIRST_BYTES = 4096
NOTE_SUFFIXES = frozenset({".md", ".markdown"})
MEDIA_SUFFIXES = frozenset({
    ".mp4", ".m4v", ".mkv", ".webm", ".mov", ".avi", ".flv", ".ts", ".mpg", ".mpeg", ".ogv", ".3gp",
    ".m4a", ".mp3", ".opus", ".ogg", ".oga", ".flac", ".wav", ".aac",
})  # fmt: skip
_FEW = 500
"""So many names of a folder are read in about a millisecond."""
_LARGEST = 2**63 - 1
_UNFINISHED = re.compile(r"\.(?:part|ytdl)$|\.temp\.|\.f\d+\.|\.part-Frag", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder.  `path` is relative to it, with forward slashes; `size` in bytes; `changed` in ns."""

    path: str
    size: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A folder or file that was passed over, and why in a sentence."""

    path: str
    sentence: str


def walk(root: Path, *, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Found | Trouble]:
    """Every note and media file below `root`, folder by folder, in the order of names; linked folders come last.

    Left out: names that begin with a dot, links that lead out of `root` or to a folder that was walked already, and
    unfinished downloads; with a `Trouble`: names that are no UTF-8, and pipes, devices and sockets.
    """
    base = os.path.realpath(root)
    waiting = deque([""])
    seen: set[str] = set()
    while waiting and not cancelled():
        folder = waiting.pop()
        real = os.path.realpath(os.path.join(base, folder))  # noqa: PTH118
        if real in seen:
            continue
        seen.add(real)
        try:
            with os.scandir(real) as entries:
                names = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield Trouble(folder, f"The folder “{folder or root}” cannot be read: {error.strerror}.")
            continue
        yield from _walk_folder(folder, names, base, waiting, cancelled)


def _walk_folder(
    folder: str, names: list[os.DirEntry[str]], base: str, waiting: deque[str], cancelled: Callable[[], bool]
) -> Iterator[Found | Trouble]:
    """The files of one folder; the folders in it are put to `waiting`, the next one last."""
    below: list[str] = []
    for entry in names:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if cancelled():
            return
        try:
            if _is_left_out(entry, base):
                continue
            if entry.is_dir():
                (waiting.appendleft if entry.is_symlink() else below.append)(path)
            elif kind(entry.name):
                yield _found(path, entry.stat())
        except OSError as error:
            yield Trouble(path, f"“{path}” cannot be read: {error.strerror}.")
        except UnicodeEncodeError:
            shown = os.fsencode(path).decode("utf-8", "replace")
            yield Trouble(shown, f"“{shown}” has a name that is no UTF-8; rename it to read it.")
    waiting.extend(reversed(below))


def _is_left_out(entry: os.DirEntry[str], base: str) -> bool:
    """Whether it is hidden or leads out.  Raises UnicodeEncodeError where its name is no UTF-8."""
    if entry.name.startswith("."):
        return True
    entry.name.encode()
    return entry.is_symlink() and not _inside(os.path.realpath(entry.path), base)


def _found(path: str, status: os.stat_result) -> Found | Trouble:
    if not stat.S_ISREG(status.st_mode):
        return Trouble(path, f"“{path}” is no ordinary file, so it is not read.")
    return Found(path, status.st_size, status.st_mtime_ns, status.st_ino & _LARGEST)


def found_at(root: Path, path: str) -> Found | None:
    """The note at `path` as `walk` would find it; None where it would find none."""
    if kind(path) != "note" or any(part.startswith(".") for part in path.split("/")):
        return None
    try:
        found = _found(path, inside(root, path).stat())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, Found) else None


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

    Raises ValueError where it lies outside, however that is written (`..`, an absolute path, a link), and where it is a
    folder, or a pipe or device that reading would wait for.
    """
    real = os.path.realpath(os.path.join(root, path))  # noqa: PTH118
    if not _inside(real, os.path.realpath(root)):
        raise ValueError(f"{path!r} lies outside the library")
    file = Path(real)
    if file.exists() and not file.is_file():
        raise ValueError(f"{path!r} is no ordinary file")
    return file


def library_of(note: Path) -> Path:
    """The library a single note belongs to: Obsidian's vault, else the folder above its channel, else its own folder.

    A channel is known by its own note, or by an `index.md` above it; never is a whole home or disk taken for a library.
    """
    channel = note.parent
    for folder in (channel, *channel.parents):
        if (folder / ".obsidian").is_dir():
            return folder
    above = channel.parent
    if above in (Path.home(), Path(channel.anchor)):
        return channel
    has_own_note = any(is_channel_note(f"{channel.name}/{file.name}") for file in channel.glob("*.md"))
    return above if has_own_note or (above / "index.md").is_file() else channel


def check_library(root: Path) -> None:
    """Raise ReaderError where `root` is no folder that can be read."""
    if not root.exists():
        raise ReaderError(f"There is no folder “{root}”. Choose another one.")
    if not root.is_dir():
        raise ReaderError(f"“{root}” is a file; a library is a folder of Markdown notes.")
    try:
        next(root.iterdir(), None)
    except OSError as error:
        raise ReaderError(f"The folder “{root}” cannot be read: {error.strerror}.", repr(error)) from error


def first_page(root: Path) -> str:
    """The page a library begins with, told at once: the first with something in it of those at the top.

    Empty where only the whole folder can tell, or so much lies at the top that it is not asked.
    """
    for name in ("index.md", "README.md", *_few_at_top(root)):
        try:
            name.encode()  # a name that is no UTF-8 is never read
            with inside(root, name).open("rb") as file:
                if read_note(name, file.read(_FIRST_BYTES)).body.strip():
                    return name
        except (OSError, ValueError):
            continue
    return ""


def first_of(name: str) -> tuple[int, str]:
    """Sorts the names of notes at the top of a library: `index` comes first, then `README`."""
    stem = name.rpartition(".")[0].casefold()
    return {"index": 0, "readme": 1}.get(stem, 2), name


def _few_at_top(root: Path) -> list[str]:
    try:
        with os.scandir(root) as entries:
            names = [entry.name for entry in islice(entries, _FEW + 1)]
    except OSError:
        return []
    notes = [name for name in names if kind(name) == "note" and not name.startswith(".")]
    return sorted(notes, key=first_of) if len(names) <= _FEW else []
