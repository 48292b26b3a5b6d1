"""Which file shows which video.

The order of trust is that of `facts/downloads.md` §1.7: what the reader chose, an `.info.json` beside the file, then
an id in brackets at the end of the name, then a bare id, and that only where a note asks for it.  A file of the whole
video goes before one that has only parts of it, which is called `NAME.parts.EXT`.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reader.library.infos import id_beside, info_file, pieces_of, published_length, read_info, sponsor_segments
from reader.notes.alignment import Segment
from reader.notes.timemap import Piece

_BRACKETED = re.compile(r"\[([0-9A-Za-z_-]{11})\]$")
_BARE = re.compile(r"(?:^|[-_ ])([0-9A-Za-z_-]{11})$")
_SOUND = frozenset((".m4a", ".mp3", ".opus", ".ogg", ".oga", ".flac", ".wav", ".aac"))
_PARTS = ".parts"
MediaRow = tuple[bytes, str, int, int]
BARE, BRACKETED, BESIDE, CHOSEN = range(4)
"""How far it is to be trusted that a file shows a video, and why."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file on this disk that shows a video.

    `size` in bytes; `duration` is the length of the video as it was published, in seconds, 0 where it is not known;
    `segments` are those parts of it that may have been cut out of the file.  `pieces` are what a file of parts has,
    none for a file of the whole.
    """

    file: Path
    size: int
    title: str = ""
    duration: float = 0.0
    segments: tuple[Segment, ...] = ()
    pieces: tuple[Piece, ...] = ()


class Candidate(NamedTuple):
    """A file that may show a video; `trust` is `BARE` to `CHOSEN`, `size` in bytes."""

    trust: int
    size: int
    file: Path

    @property
    def in_parts(self) -> bool:
        """Whether it has only parts of its video."""
        return is_parts(self.file)

    @property
    def rank(self) -> tuple[bool, bool, bool, int, bool, int, Path]:
        """The highest one shows the video: a guess comes last, sound alone after a picture, then the larger wins."""
        sure, picture = self.trust > BARE, self.file.suffix.lower() not in _SOUND
        return self.trust == CHOSEN, sure, not self.in_parts, self.trust, picture, self.size, self.file


class MediaIndex:
    """The media files that were found, by the id of the video they show.

    `rows`: what another index gave as its `rows`.
    """

    def __init__(self, rows: Iterable[MediaRow] = ()) -> None:
        self._found: dict[str, list[tuple[int, int, bytes]]] = {}
        self._candidates: dict[str, list[Candidate]] = {}  # made when asked for: there may be very many
        self._settled: dict[str, Path] = {}
        self._read: dict[Path, tuple[tuple[int, int], Media]] = {}
        for name, video, trust, size in rows:
            self._found.setdefault(video, []).append((trust, size, name))

    def rows(self) -> list[MediaRow]:
        """Everything in it, to be kept: the file, its video, how far that is to be trusted, and its size in bytes."""
        found = ((video, *each) for video, files in self._found.items() for each in files)
        return sorted({(file, video): (file, video, trust, size) for video, trust, size, file in found}.values())

    def add(self, file: Path, size: int) -> None:
        """Take a media file in that says by its name, or beside it, what it shows."""
        if size == 0:
            return
        stem = whole_stem(file)
        if id_ := id_beside(file):
            self._keep(id_, BESIDE, size, file)
        elif bracketed := _BRACKETED.search(stem):
            self._keep(bracketed[1], BRACKETED, size, file)
        elif bare := _BARE.search(stem):
            self._keep(bare[1], BARE, size, file)

    def add_chosen(self, video: str, file: Path, size: int) -> None:
        """Take in a file that the reader chose for `video`, whatever it is called."""
        self._keep(video, CHOSEN, size, file)

    def settle(self, video: str, file: Path) -> None:
        """Of several files of one rank for `video` have `file` show it."""
        self._settled[video] = file

    def find(self, video: str) -> Media | None:
        """The file that shows `video`, if there is one on this disk."""
        found = self.best(video)
        if found is None:
            return None
        state = _state_of(info_file(found.file))
        known = self._read.get(found.file)
        if known is None or known[0] != state:
            known = self._read[found.file] = state, _media(found.file, found.size)
        # Of a file of parts nobody knows what it shows where nothing beside it tells that.
        return known[1] if known[1].pieces or not found.in_parts else None

    def best(self, video: str) -> Candidate | None:
        """What `find` is made of, told without looking at the disk."""
        ranked = self._ranked(video)
        wish = self._settled.get(video)
        settled = (each for each in ranked if each.file == wish and _alike(each, ranked[0]))
        return next(settled, ranked[0] if ranked else None)

    def rivals(self, video: str) -> list[Path]:
        """The files of which nothing but their length can tell which shows `video`, the likeliest first; else none.

        Those that were chosen are copies of one another.
        """
        ranked = self._ranked(video)
        alike = [each.file for each in ranked if _alike(each, ranked[0])]
        is_open = len(alike) > 1 and ranked[0].trust < CHOSEN and video not in self._settled
        return alike if is_open else []

    def has(self, video: str) -> bool:
        """Whether a file of `video` was found."""
        return video in self._found

    def videos(self) -> list[str]:
        """The videos of which a file was found."""
        return list(self._found)

    def candidates(self, video: str) -> list[Candidate]:
        """All files that may show `video`, the likeliest first."""
        return list(self._ranked(video))

    def _ranked(self, video: str) -> list[Candidate]:
        if video not in self._candidates:
            found = {
                Candidate(trust, size, Path(os.fsdecode(file))) for trust, size, file in self._found.get(video, ())
            }
            self._candidates[video] = sorted(found, key=lambda each: each.rank, reverse=True)
        return self._candidates[video]

    def _keep(self, video: str, trust: int, size: int, file: Path) -> None:
        self._candidates.pop(video, None)
        self._found.setdefault(video, []).append((trust, size, os.fsencode(file)))


def _alike(one: Candidate, other: Candidate) -> bool:
    return (one.trust, one.in_parts) == (other.trust, other.in_parts)


def is_parts(file: Path) -> bool:
    """Whether a file says by its name that it has only parts of its video."""
    return file.stem.endswith(_PARTS)


def whole_stem(file: Path) -> str:
    """What a media file is called without its ending, and without what says that it has only parts."""
    return file.stem.removesuffix(_PARTS)


def video_of(file: Path) -> str:
    """The video that a file says it shows, by its name in brackets or beside it; empty where it does not."""
    return id_beside(file) or named_video(file)


def named_video(file: Path) -> str:
    """The id in brackets at the end of a file's name; empty where there is none."""
    bracketed = _BRACKETED.search(whole_stem(file))
    return bracketed[1] if bracketed else ""


def _media(file: Path, size: int) -> Media:
    info = read_info(file)
    return Media(
        file,
        size,
        title=str(info.get("title") or ""),
        duration=published_length(info),
        segments=sponsor_segments(info),
        pieces=pieces_of(info) if is_parts(file) else (),
    )


def _state_of(file: Path) -> tuple[int, int]:
    """What changes when a file does; the same for all that are not there."""
    try:
        state = file.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size
