"""What a choice means for videos of a library: a wish for each that is not here yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reader.downloads.base import Range, Wish
from reader.library.captions import tracks_of
from reader.library.catalog import Catalog
from reader.library.timeline import cited_ranges
from reader.notes.ranges import intersection, total
from reader.services.download_items import Choice

_NEARLY = 1.0
"""Seconds of cited time that may be missing from what is here: a video may end before its last margin does."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be fetched, the `titles` of the videos by id, and how many are left out as they are `here`."""

    wishes: tuple[Wish, ...]
    titles: dict[str, str]
    here: int = 0


def wishes_for(catalog: Catalog, videos: Iterable[str], choice: Choice) -> Wishes:
    """The wishes for these videos, in their order.  Looks into files: not for the window's thread.

    Where only what is cited is wanted, a video that no note cites a moment of is left out, as there is nothing of it.
    """
    ids = tuple(dict.fromkeys(videos))
    wishes, here = [], 0
    for video in ids:
        ranges = tuple(cited_ranges(catalog, video, choice.margin)) if choice.cited else ()
        if choice.cited and not ranges:
            continue
        if _is_here(catalog, video, choice, ranges):
            here += 1
            continue
        wishes.append(Wish(video, choice.folder, choice.what, choice.height, ranges, choice.languages))
    return Wishes(tuple(wishes), {video: catalog.video_title(video) for video in ids}, here)


def videos_of_note(catalog: Catalog, path: str) -> tuple[str, ...]:
    """The video that a note is about; none where it is about none."""
    entry = catalog.entry(path)
    return (entry.video,) if entry and entry.video else ()


def videos_of_channel(catalog: Catalog, folder: str) -> tuple[str, ...]:
    """The videos of a channel."""
    return tuple(video.id for video in catalog.videos(folder))


def videos_cited(catalog: Catalog) -> tuple[str, ...]:
    """All videos that notes of the library are about."""
    return tuple(video for video, _ in catalog.wanted())


def _is_here(catalog: Catalog, video: str, choice: Choice, ranges: tuple[Range, ...]) -> bool:
    best = catalog.media.best(video)
    if best is None:
        return False
    if choice.what == "captions":
        return _has_captions(best.file, choice.languages)
    if not best.in_parts:
        return choice.what == "audio" or _has_picture(best.file)
    media = catalog.media.find(video)
    pieces = [(piece.cited, piece.end) for piece in media.pieces] if media else []
    return bool(ranges) and total(ranges) - total(intersection(ranges, pieces)) < _NEARLY


def _has_captions(file: Path, languages: tuple[str, ...]) -> bool:
    there = {track.language.partition("-")[0] for track in tracks_of(file)}
    return all(language.partition("-")[0] in there for language in languages)


def _has_picture(file: Path) -> bool:
    return file.suffix.lower() not in (".m4a", ".mp3", ".opus", ".ogg", ".oga", ".flac", ".wav", ".aac", ".mka")
