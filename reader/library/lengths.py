"""How long a video is, as far as the files on this disk tell: as it was published, or as its file and captions are.

A file may be shorter than what was cited, since parts were cut out of it, and captions end before the picture does:
such a length is given with slack.
"""

import os
import re
from bisect import bisect_left
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from reader.library.media import MediaIndex

_CUE = re.compile(rb"--> *(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})")
_TAIL = 64 * 1024
"""Bytes; the last cue of captions lies in them."""
_CUT_OUT = 0.1
"""Share of a video that may be cut out of its file: sponsor parts hardly ever come to more."""
_AT_LEAST = 30.0
_EXACT = 1.0


class Length(NamedTuple):
    """The length of a video in seconds, and by how many seconds it may be too short."""

    seconds: float
    slack: float = _EXACT


def length_of(media: MediaIndex, video: str) -> Length | None:
    """What is known of the length of `video`; None where no file tells of it."""
    found = media.find(video)
    if found is None:
        return None
    if found.duration:
        return Length(found.duration)
    if found.pieces:
        return None
    shown = max(last_cue(found.file), length_of_file(found.file))
    return Length(shown, max(_CUT_OUT * shown, _AT_LEAST)) if shown else None


def length_of_file(file: Path) -> float:
    """The length that a media file tells in its head, in seconds; 0 where it tells none."""
    import av  # takes long, and a window that only asks what is known needs none of it

    try:
        with av.open(str(file)) as container:
            return (container.duration or 0) / av.time_base
    except (av.FFmpegError, OSError):
        return 0.0


def last_cue(file: Path) -> float:
    """When the last cue of the captions beside a media file ends, in seconds; 0 where there are none."""
    return max(map(_end_of, _captions(file)), default=0.0)


def _captions(file: Path) -> list[Path]:
    folder, beginning = file.parent, f"{file.stem}."
    try:
        names = _captions_in(folder, folder.stat().st_mtime_ns)
    except OSError:
        return []
    later = names[bisect_left(names, beginning) :]
    return [folder / name for name in takewhile(lambda name: name.startswith(beginning), later)]


@lru_cache(maxsize=8)
def _captions_in(folder: Path, _changed: int) -> tuple[str, ...]:
    """The captions in a folder by name, looked for once for all videos in it, and again when it has changed."""
    return tuple(sorted(name for name in os.listdir(folder) if name.lower().endswith((".vtt", ".srt"))))  # noqa: PTH208


def _end_of(captions: Path) -> float:
    try:
        with captions.open("rb") as file:
            file.seek(max(captions.stat().st_size - _TAIL, 0))
            ends = _CUE.findall(file.read(_TAIL))
    except OSError:
        return 0.0
    return max((int(h or 0) * 3600 + int(m) * 60 + int(s) + int(ms) / 1000 for h, m, s, ms in ends), default=0.0)
