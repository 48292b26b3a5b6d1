"""Which file shows which video.

The order of trust is that of `facts/downloads.md` §1.7: an `.info.json` beside the file, then an id in brackets at
the end of the name, then a bare id, and that only where a note asks for it.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.files import finite
from reader.notes.alignment import Segment

_BRACKETED = re.compile(r"\[([0-9A-Za-z_-]{11})\]$")
_BARE = re.compile(r"(?:^|[-_ ])([0-9A-Za-z_-]{11})$")
_KINDS = frozenset(
    ("sponsor", "intro", "outro", "selfpromo", "preview", "filler", "interaction", "music_offtopic", "hook")
)
"""The categories of SponsorBlock that yt-dlp can cut out (`SponsorBlockPP.CATEGORIES` without those it never skips)."""
MediaRow = tuple[bytes, str, int, int]
_MAX_INFO_BYTES = 32 * 1024 * 1024
"""Real ones have at most a few MiB, most of it lists of formats and captions."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file on this disk that shows a video.

    `size` in bytes; `duration` is the length of the video as it was published, in seconds, 0 where it is not known;
    `segments` are those parts of it that may have been cut out of the file.
    """

    file: Path
    size: int
    title: str = ""
    duration: float = 0.0
    segments: tuple[Segment, ...] = ()


class MediaIndex:
    """The media files that were found, by the id of the video they show.

    `rows`: what another index gave as its `rows`.
    """

    def __init__(self, rows: Iterable[MediaRow] = ()) -> None:
        self._files: dict[str, tuple[int, int, Path]] = {}
        self._bare: dict[str, tuple[int, int, Path]] = {}
        self._read: dict[Path, tuple[tuple[int, int], Media]] = {}
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
        state = _state_of(info_file(file))
        known = self._read.get(file)
        if known is None or known[0] != state:
            known = self._read[file] = state, _media(file, size)
        return known[1]

    def has(self, video: str) -> bool:
        """Whether a file of `video` was found."""
        return video in self._files or video in self._bare


def _media(file: Path, size: int) -> Media:
    info = read_info(file)
    return Media(
        file,
        size,
        title=str(info.get("title") or ""),
        duration=published_length(info),
        segments=sponsor_segments(info),
    )


def info_file(file: Path) -> Path:
    """Where yt-dlp writes what it knows of a media file."""
    return file.with_name(file.stem + ".info.json")


def _state_of(file: Path) -> tuple[int, int]:
    """What changes when a file does; the same for all that are not there."""
    try:
        state = file.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def read_info(file: Path) -> dict[str, object]:
    """What yt-dlp's `.info.json` beside a media file says; empty where there is none to read."""
    beside = info_file(file)
    try:
        if not beside.is_file() or beside.stat().st_size > _MAX_INFO_BYTES:
            return {}
        value = json.loads(beside.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def published_length(info: Mapping[str, object]) -> float:
    """The length before anything was cut out, in seconds; 0 where it is not known.

    yt-dlp shortens `duration` when it cuts (`ModifyChaptersPP.run`), after info.json was written as a rule, but not
    `duration_string`, which is in whole seconds.
    """
    length = max(finite(info.get("duration")) or 0.0, 0.0)
    written = info.get("duration_string")
    if isinstance(written, str) and re.fullmatch(r"\d{1,4}(:\d\d){0,3}", written, re.ASCII):
        before = sum(int(part) * 60**power for power, part in enumerate(reversed(written.split(":"))))
        return float(before) if before > length + 1 else length
    return length


def sponsor_segments(info: Mapping[str, object]) -> tuple[Segment, ...]:
    """The parts of the video that yt-dlp's `--sponsorblock-remove` may have cut out, in cited time.

    `sponsorblock_chapters` has all that were found and stays as it was; without it `chapters` whose title tells of a
    sponsor stand in, as `--sponsorblock-mark` writes them.
    """
    found = dicts(info.get("sponsorblock_chapters")) or [
        chapter for chapter in dicts(info.get("chapters")) if "sponsor" in str(chapter.get("title", "")).casefold()
    ]
    segments = (
        Segment(finite(each.get("start_time")) or 0.0, finite(each.get("end_time")) or 0.0, _kind(each))
        for each in found
    )
    return tuple(each for each in segments if each.kind in _KINDS and 0 <= each.start < each.end)


def _kind(chapter: Mapping[str, object]) -> str:
    return str(chapter.get("category", "sponsor"))


def dicts(value: object) -> list[dict[str, object]]:
    """Those parts of a JSON list that are objects."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _id_beside(file: Path) -> str:
    if not os.path.exists(info_file(file)):  # noqa: PTH110
        return ""
    info = read_info(file)
    id_ = info.get("id")
    is_youtube = str(info.get("extractor_key", "")).startswith("Youtube")
    return id_ if is_youtube and isinstance(id_, str) and re.fullmatch(r"[\w-]{11}", id_, re.ASCII) else ""


def _keep(files: dict[str, tuple[int, int, Path]], id_: str, candidate: tuple[int, int, Path]) -> None:
    files[id_] = max(files.get(id_, candidate), candidate)
