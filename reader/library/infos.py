"""What yt-dlp knew of a media file, as it wrote it beside it: its `.info.json`."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from reader.files import finite
from reader.notes.alignment import Segment
from reader.notes.timemap import Piece

_KINDS = frozenset(
    ("sponsor", "intro", "outro", "selfpromo", "preview", "filler", "interaction", "music_offtopic", "hook")
)
"""The categories of SponsorBlock that yt-dlp can cut out (`SponsorBlockPP.CATEGORIES` without those it never skips)."""
_MAX_INFO_BYTES = 32 * 1024 * 1024
"""Real ones have at most a few MiB, most of it lists of formats and captions."""
_ROUNDED = 0.05
"""Seconds by which a part may begin before the one before it ends in the file: times are rounded to frames."""


def info_file(file: Path) -> Path:
    """Where yt-dlp writes what it knows of a media file."""
    return file.with_name(file.stem + ".info.json")


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


def pieces_of(info: Mapping[str, object]) -> tuple[Piece, ...]:
    """What a file of parts has of the video, as `alongside_pieces` tells: `[[cited, end, file], …]` in seconds.

    What is not later than the one before it in both times is left out.
    """
    found: list[Piece] = []
    told = info.get("alongside_pieces")
    for each in told if isinstance(told, list) else []:
        numbers = [finite(part) for part in each] if isinstance(each, list) else []
        if len(numbers) != 3 or None in numbers:
            continue
        piece = Piece(*(number for number in numbers if number is not None))
        after = found[-1].file + found[-1].end - found[-1].cited - _ROUNDED if found else 0.0
        if max(found[-1].end if found else 0.0, 0.0) <= piece.cited < piece.end and piece.file >= after:
            found.append(piece)
    return tuple(found)


def _kind(chapter: Mapping[str, object]) -> str:
    return str(chapter.get("category", "sponsor"))


def dicts(value: object) -> list[dict[str, object]]:
    """Those parts of a JSON list that are objects."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def id_beside(file: Path) -> str:
    """The YouTube id that is told of a media file; empty where none is."""
    if not os.path.exists(info_file(file)):  # noqa: PTH110
        return ""
    info = read_info(file)
    id_ = info.get("id")
    is_youtube = str(info.get("extractor_key", "")).startswith("Youtube")
    return id_ if is_youtube and isinstance(id_, str) and re.fullmatch(r"[\w-]{11}", id_, re.ASCII) else ""
