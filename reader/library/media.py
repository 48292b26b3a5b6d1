"""Which file shows which video.

The order of trust is that of `facts/downloads.md` §1.7: an `.info.json` beside the file, then an id in brackets at
the end of the name, then a bare id, and that only where a note asks for it.
"""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.files import finite

_BRACKETED = re.compile(r"\[([0-9A-Za-z_-]{11})\]$")
_BARE = re.compile(r"(?:^|[-_ ])([0-9A-Za-z_-]{11})$")
MediaRow = tuple[bytes, str, int, int]
_MAX_INFO_BYTES = 32 * 1024 * 1024
"""Real ones have at most a few MiB, most of it lists of formats and captions."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file on this disk that shows a video.  `size` in bytes; `duration` in seconds, 0 where it is not known."""

    file: Path
    size: int
    title: str = ""
    duration: float = 0.0


class MediaIndex:
    """The media files that were found, by the id of the video they show.

    `rows`: what another index gave as its `rows`.
    """

    def __init__(self, rows: Iterable[MediaRow] = ()) -> None:
        self._files: dict[str, tuple[int, int, Path]] = {}
        self._bare: dict[str, tuple[int, int, Path]] = {}
        for file, video, trust, size in rows:
            (self._files if trust else self._bare)[video] = (trust, size, Path(os.fsdecode(file)))

    def rows(self) -> list[MediaRow]:
        """Everything in it, to be kept: the file, its video, how far that is to be trusted, and its size in bytes."""
        found = [*self._files.items(), *self._bare.items()]
        return sorted((os.fsencode(file), video, trust, size) for video, (trust, size, file) in found)

    def add(self, file: Path, size: int) -> None:
        """Take a media file in; of two for one video the more trusted, then the larger one stays."""
        if size == 0:
            return
        stem = file.stem
        if id_ := _id_beside(file):
            _keep(self._files, id_, (2, size, file))
        elif bracketed := _BRACKETED.search(stem):
            _keep(self._files, bracketed[1], (1, size, file))
        elif bare := _BARE.search(stem):
            _keep(self._bare, bare[1], (0, size, file))

    def find(self, video: str) -> Media | None:
        """The file that shows `video`, if there is one on this disk."""
        found = self._files.get(video) or self._bare.get(video)
        if found is None:
            return None
        _, size, file = found
        info = read_info(file)
        return Media(
            file,
            size,
            title=str(info.get("title") or ""),
            duration=max(finite(info.get("duration")) or 0.0, 0.0),
        )

    def has(self, video: str) -> bool:
        """Whether a file of `video` was found."""
        return video in self._files or video in self._bare


def read_info(file: Path) -> dict[str, object]:
    """What yt-dlp's `.info.json` beside a media file says; empty where there is none to read."""
    beside = file.with_name(file.stem + ".info.json")
    try:
        if not beside.is_file() or beside.stat().st_size > _MAX_INFO_BYTES:
            return {}
        value = json.loads(beside.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _id_beside(file: Path) -> str:
    if not os.path.exists(file.with_name(file.stem + ".info.json")):  # noqa: PTH110
        return ""
    info = read_info(file)
    id_ = info.get("id")
    is_youtube = str(info.get("extractor_key", "")).startswith("Youtube")
    return id_ if is_youtube and isinstance(id_, str) and re.fullmatch(r"[\w-]{11}", id_, re.ASCII) else ""


def _keep(files: dict[str, tuple[int, int, Path]], id_: str, candidate: tuple[int, int, Path]) -> None:
    files[id_] = max(files.get(id_, candidate), candidate)
