"""Knows a media file again that was renamed or moved, without reading all of it."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

KIND = "media"
"""Under which choices are kept, by their video."""
_PART = 64 * 1024
"""Bytes that are read at the head, in the middle and at the end: two films of one size differ in each of them."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a file from others: its size in bytes, and a hash of its head, middle and tail."""

    size: int
    hash: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file that the reader chose for a video, and where it was then."""

    video: str
    file: Path
    fingerprint: Fingerprint


def fingerprint(file: Path) -> Fingerprint:
    """The fingerprint of a file; it is read again only once it has changed.  Raises OSError where it cannot be read."""
    state = file.stat()
    return _read(file, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1024)
def _read(file: Path, _size: int, _changed: int) -> Fingerprint:
    digest = hashlib.blake2b(digest_size=16)
    with file.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        for start in (0, size // 2, max(size - _PART, 0)):
            opened.seek(start)
            digest.update(opened.read(_PART))
    return Fingerprint(size, digest.hexdigest())


class ChosenFiles:
    """Finds the files that were chosen among those that are met: where they were, else wherever they went.

    While one is still where it was, copies of it are no more than their names say.
    """

    def __init__(self, chosen: Iterable[Chosen]) -> None:
        self._there: dict[Path, list[Chosen]] = {}
        self._moved: list[Chosen] = []
        self._met: set[Path] = set()
        for each in chosen:
            (self._there.setdefault(each.file, []) if _is_there(each) else self._moved).append(each)
        self._sizes = {each.fingerprint.size for each in self._moved}

    def videos_of(self, file: Path, size: int) -> list[str]:
        """The videos for which `file`, of so many bytes, was chosen; only files of a size that is sought are read."""
        if file in self._there:
            self._met.add(file)
            return [each.video for each in self._there[file]]
        if size not in self._sizes:
            return []
        try:
            mark = fingerprint(file)
        except OSError:
            return []
        return [each.video for each in self._moved if each.fingerprint == mark]

    def elsewhere(self) -> Iterator[tuple[str, Path, int]]:
        """The chosen files that were not met but are still where they were: the video, the file and its bytes."""
        for file, chosen in self._there.items():
            if file not in self._met:
                yield from ((each.video, file, each.fingerprint.size) for each in chosen)


def _is_there(chosen: Chosen) -> bool:
    try:
        return fingerprint(chosen.file) == chosen.fingerprint
    except OSError:
        return False


def as_json(file: Path, mark: Fingerprint) -> dict[str, Any]:
    """A choice, as it is kept by its video."""
    return {"file": str(file), "size": mark.size, "hash": mark.hash}


def from_json(kept: Mapping[str, Any]) -> tuple[Chosen, ...]:
    """The choices that were kept, by video; what is none is left out."""
    return tuple(
        Chosen(video, Path(value["file"]), Fingerprint(value["size"], value["hash"]))
        for video, value in kept.items()
        if isinstance(value, dict)
        and isinstance(value.get("file"), str)
        and isinstance(value.get("size"), int)
        and isinstance(value.get("hash"), str)
    )
