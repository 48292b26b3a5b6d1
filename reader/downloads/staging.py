"""Where the files of a wish are made, and how they come to their place: whole or not at all, and over nothing else.

What is made lies in `FOLDER/.alongside/VIDEO-KEY` until it is whole.  Before the first file is put in its place it is
written down which goes where, so that whoever is killed in between goes on with just that.
"""

import contextlib
import errno
import filecmp
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from reader.downloads.base import Wish
from reader.files import read_json, write_json

_FOLDER = ".alongside"
_PLAN, _LOCK = "placing.json", "lock"
_LOCKED_FOR = 6.0
"""Seconds to wait for a child that was told to stop, and holds the folder yet."""
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV, errno.EINVAL)


def key_of(wish: Wish) -> str:
    """By what of a wish its files differ from those of other wishes for the video."""
    return _hashed(wish.what, wish.height if wish.what == "video" else 0, wish.ranges)


def stage_folder(wish: Wish) -> Path:
    """Where the files of a wish are made."""
    video = wish.video if "/" not in wish.video else hashlib.sha256(wish.video.encode()).hexdigest()[:11]
    # Without the ranges: what came of some is there when one more is cited.
    key = _hashed(wish.what, wish.height if wish.what == "video" else 0, bool(wish.ranges))
    return wish.folder / _FOLDER / f"{video}-{key}"


def _hashed(*told: object) -> str:
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:10]


def forget(wish: Wish) -> None:
    """Remove what was made of a wish so far."""
    shutil.rmtree(stage_folder(wish), ignore_errors=True)
    _leave(wish.folder)


@dataclass(frozen=True, slots=True)
class Move:
    """What goes where: `files` of the stage, each with its ending, become `stem` and that ending, in their order.

    Where one of those names is taken by another file, all are numbered.  `beside` goes first, unless a file is called
    so already.  `replaced` makes room for those of its names, and `removed` goes once all is there.
    """

    stem: str
    files: Sequence[tuple[Path, str]]
    beside: Sequence[tuple[Path, str]] = ()
    replaced: Sequence[Path] = ()
    removed: Sequence[Path] = ()


class Stage:
    """The folder of a wish, in `path`; as a context it is nobody else's.  Methods raise OSError."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self.path = stage_folder(wish)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Have it alone.  Raises BlockingIOError where another one is at it."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / _LOCK).open("ab") as file:
            until = time.monotonic() + _LOCKED_FOR
            while not _lock(file.fileno()):
                if time.monotonic() > until:
                    raise BlockingIOError("Another window is fetching this video.")
                time.sleep(0.1)
            yield

    def finish(self) -> None:
        """Put in its place what was being put there when it was cut short."""
        if (self.path / _PLAN).exists():
            self._carry_out()
            (self.path / _PLAN).unlink()

    def place(self, move: Move) -> list[Path]:
        """Put whole files of the stage in their place."""
        for file, _ in (*move.files, *move.beside):
            _sync(file)
        stem = self._free(move)
        beside = [(file, ending) for file, ending in move.beside if not os.path.lexists(self._there(stem, ending))]
        targets = [(file.name, f"{stem}{ending}") for file, ending in (*beside, *move.files)]
        replaced, later = [file.name for file in move.replaced], [file.name for file in move.removed]
        write_json(self.path / _PLAN, {"replaced": replaced, "files": targets, "removed": later})
        return self._carry_out()

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.path, ignore_errors=True)
        _leave(self._wish.folder)

    def _carry_out(self) -> list[Path]:
        plan = read_json(self.path / _PLAN)
        targets = [(self.path / name, self._wish.folder / target) for name, target in plan["files"]]
        for name in plan["replaced"]:
            if any(file.exists() and target.name == name for file, target in targets):
                (self._wish.folder / name).unlink(missing_ok=True)
        for file, target in targets:
            if file.exists():
                _move(file, target)
        _sync(self._wish.folder)
        for name in plan["removed"]:
            (self._wish.folder / name).unlink(missing_ok=True)
        return [target for _, target in targets]

    def _free(self, move: Move) -> str:
        number, stem = 1, move.stem
        while any(self._is_taken(self._there(stem, ending), file, move) for file, ending in move.files):
            number += 1
            stem = f"{move.stem} ({number})"
        return stem

    def _there(self, stem: str, ending: str) -> Path:
        return self._wish.folder / f"{stem}{ending}"

    @staticmethod
    def _is_taken(place: Path, file: Path, move: Move) -> bool:
        if place in move.replaced or not os.path.lexists(place):
            return False
        return not (place.is_file() and filecmp.cmp(place, file, shallow=False))


def safe_stem(name: str) -> str:
    """`name`, which holds no slashes, as a file can be called on every system; hidden by no dot at its start."""
    name = name.lstrip(". ") or "_"
    return f"_{name}" if PureWindowsPath(name).is_reserved() else name


def _move(file: Path, place: Path) -> None:
    """Put a file in a place that is free, or holds the same.  Raises FileExistsError where it holds another."""
    try:
        os.link(file, place)
    except FileExistsError:
        if place.stat().st_size and not filecmp.cmp(file, place, shallow=False):
            raise
        file.replace(place)
        return
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with place.open("xb"):  # the name is ours from here on
            pass
        file.replace(place)
        return
    file.unlink()


def _leave(folder: Path) -> None:
    with contextlib.suppress(OSError):
        (folder / _FOLDER).rmdir()


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, survive a loss of power."""
    if path.is_dir() and not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Whether the open file is ours alone from now on, until it is closed or we die."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
