"""What goes into a pack: the notes that were chosen, those they lead to, and as much of their videos as fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reader.library.captions import tracks_of
from reader.library.catalog import Catalog
from reader.library.infos import info_file
from reader.library.lengths import length_of_file
from reader.library.linked import Link, links_of
from reader.library.media import Media
from reader.library.timeline import cited_ranges
from reader.notes.ranges import Range, intersection, total

Videos = Literal["whole", "clips", "none"]
_A_NOTE = 40_000
"""Bytes of a note and its page beyond those of its text: mostly the page's style."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants in a pack.

    `notes` are paths, `steps` how many links further it goes; `videos` whether whole, as clips of what is cited
    (`margin` seconds around each moment) or not at all; `budget` in bytes, 0 for no limit.
    """

    notes: tuple[str, ...]
    steps: int = 0
    videos: Videos = "clips"
    margin: float = 15.0
    budget: int = 0


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note that goes in, `step` links away from those that were chosen."""

    path: str
    title: str
    video: str
    step: int


@dataclass(frozen=True, slots=True)
class PackedVideo:
    """A video that goes in: `media` is where it is now, `ranges` what of it goes in, none for all of it.

    `size` in bytes is exact for a whole file, and estimated for clips.
    """

    video: str
    title: str
    media: Media
    ranges: tuple[Range, ...]
    size: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A video that does not go in, and why in a sentence."""

    video: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes into a pack, the nearest first, and what does not; `size` in bytes is about what it comes to."""

    notes: tuple[PackedNote, ...]
    videos: tuple[PackedVideo, ...]
    left_out: tuple[LeftOut, ...]
    size: int


NOT_HERE = "It is not on this disk."
NOT_CITED = "Only what is cited goes in, and nothing of it is."
NO_ROOM = "It does not fit into the size that was chosen."


def make_plan(catalog: Catalog, wanted: Wanted) -> Plan:
    """What `wanted` means.  Media files are opened where the length of a video is not known."""
    notes = tuple(_notes(catalog, wanted))
    size = sum(_size_of_note(catalog.root / note.path) for note in notes)
    videos: list[PackedVideo] = []
    left_out: list[LeftOut] = []
    for video in dict.fromkeys(note.video for note in notes if note.video and wanted.videos != "none"):
        title = catalog.video_title(video)
        found = _video(catalog, video, title, wanted, wanted.budget - size if wanted.budget else 0)
        if isinstance(found, PackedVideo):
            videos.append(found)
            size += found.size
        else:
            left_out.append(LeftOut(video, title, found))
    return Plan(notes, tuple(videos), tuple(left_out), size)


def _notes(catalog: Catalog, wanted: Wanted) -> Iterable[PackedNote]:
    """The notes by steps, each once, those of one step by their paths."""
    met: set[str] = set()
    step = [path for path in dict.fromkeys(wanted.notes) if catalog.entry(path)]
    for number in range(wanted.steps + 1):
        met.update(step)
        for path in sorted(step):
            entry = catalog.entry(path)
            if entry:
                yield PackedNote(path, entry.title, entry.video or "", number)
        if number < wanted.steps:
            step = sorted({path for near in step for path in _leads_to(catalog, near)} - met)


def _leads_to(catalog: Catalog, path: str) -> list[str]:
    nothing: list[Link] = []
    links = catalog.asked(lambda store: links_of(store, path), nothing)
    return [link.paths[0] for link in links if len(link.paths) == 1]


def _video(catalog: Catalog, video: str, title: str, wanted: Wanted, room: int) -> PackedVideo | str:
    """The video as it goes in, with `room` bytes left (0: as many as you like), or why it does not."""
    media = catalog.media.find(video)
    if media is None:
        return NOT_HERE
    whole = PackedVideo(video, title, media, (), media.size + _beside(media))
    if wanted.videos == "whole" and (not room or whole.size <= room):
        return whole
    ranges = here(cited_ranges(catalog, video, wanted.margin), media)
    if not ranges:
        return NO_ROOM if wanted.videos == "whole" else NOT_CITED
    length = media.duration or length_of_file(media.file)
    held = sum(piece.end - piece.cited for piece in media.pieces) or length
    share = min(total(ranges) / held, 1.0) if held else 1.0
    clips = PackedVideo(video, title, media, ranges, round(media.size * share) + _beside(media))
    if room <= 0 < wanted.budget or 0 < room < clips.size:
        return NO_ROOM
    return clips


def here(ranges: Sequence[Range], media: Media) -> tuple[Range, ...]:
    """What of ranges a file has."""
    if not media.pieces:
        return tuple(ranges)
    return tuple(intersection(ranges, [(piece.cited, piece.end) for piece in media.pieces]))


def _size_of_note(file: Path) -> int:
    """Bytes of a note and the page made of it, about."""
    try:
        return 3 * file.stat().st_size + _A_NOTE
    except OSError:
        return 0


def _beside(media: Media) -> int:
    """Bytes of what goes in beside a media file."""
    files = [info_file(media.file), *(track.file for track in tracks_of(media.file))]
    return sum(file.stat().st_size for file in files if file.is_file())
