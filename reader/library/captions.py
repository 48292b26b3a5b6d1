"""Which captions lie beside a media file, and what they say."""

import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from reader.library.cues import Cue, read_cues
from reader.library.infos import pieces_of, read_info
from reader.library.languages import name_of, primary, tag_of
from reader.library.media import is_parts, whole_stem
from reader.library.scan import MEDIA_SUFFIXES
from reader.notes.timemap import Piece

__all__ = ["FOLDERS", "SUFFIXES", "Cue", "Track", "cues_of", "read_cues", "tracks_of"]
SUFFIXES = (".vtt", ".srt", ".ass", ".ssa")
"""The first is the best: what yt-dlp writes, and what is made out of it."""
FOLDERS = frozenset(("subs", "subtitles", "captions"))
"""Folders beside a film that hold its captions, as VLC looks for them (its option `sub-autodetect-path`)."""
_PARTS = re.compile(r"[. _]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Track:
    """A file of captions.

    `language` is a BCP 47 tag, empty where the file's name tells none; `name` is for people: `English (automatic)`.
    `automatic`: a machine heard or translated it.  `pieces` are given where it tells of the whole video but lies
    beside a file that has only these of it.
    """

    file: Path
    language: str
    name: str
    automatic: bool
    pieces: tuple[Piece, ...] = ()


def cues_of(track: Track) -> tuple[Cue, ...]:
    """What a track says, in the time of the media file that it lies beside; of a file of parts only what it has.

    Raises as `read_cues` does.
    """
    cues = read_cues(track.file)
    return tuple(_in_pieces(cues, track.pieces)) if track.pieces else cues


def _in_pieces(cues: Sequence[Cue], pieces: Sequence[Piece]) -> Iterator[Cue]:
    for piece in pieces:
        later = piece.file - piece.cited
        for cue in cues:
            start, end = max(cue.start, piece.cited), min(cue.end, piece.end)
            if start < end:
                yield Cue(start + later, end + later, cue.text)


def tracks_of(media: Path) -> tuple[Track, ...]:
    """The captions beside a media file, best first: written by people, in the language that is spoken, by name."""
    info = read_info(media)
    spoken = primary(tag_of(str(info.get("language") or "")))
    by_people, by_machine = _names(info, "subtitles"), _names(info, "automatic_captions")

    def rank(track: Track) -> tuple[object, ...]:
        translated = "-orig." not in track.file.name and bool(spoken) and primary(track.language) != spoken
        suffix = SUFFIXES.index(track.file.suffix.lower())
        return track.automatic, translated, "-orig." not in track.file.name, track.name.casefold(), suffix, track.file

    found = [_track(file, rest, by_people, by_machine) for file, rest in _files(media, media.stem)]
    if is_parts(media) and (pieces := pieces_of(info)):
        of_whole = (_track(file, rest, by_people, by_machine) for file, rest in _files(media, whole_stem(media)))
        found += [replace(track, pieces=pieces) for track in of_whole]
    return tuple(_told_apart(sorted(found, key=rank)))


def _track(file: Path, rest: str, by_people: Mapping[str, str], by_machine: Mapping[str, str]) -> Track:
    """The track in a file whose name goes on with `rest` after that of the media, without its ending."""
    parts = [part for part in _PARTS.split(rest) if part]
    key = parts[-1] if parts else ""
    original = key.endswith("-orig")
    automatic = original or (key in by_machine and key not in by_people)
    language = next((tag for part in reversed(parts) if (tag := tag_of(part.removesuffix("-orig")))), "")
    name = (by_machine if automatic else by_people).get(key) or name_of(language) or " ".join(parts) or "Captions"
    name = name[:_LONGEST_NAME]
    return Track(file, language, f"{name} (automatic)" if automatic else name, automatic)


def _told_apart(tracks: list[Track]) -> Iterator[Track]:
    """Tracks of one name get the ending of their file, or its whole name, added."""
    for track in tracks:
        same = [other for other in tracks if other.name == track.name]
        endings = {other.file.suffix.lower() for other in same}
        by_ending = len(endings) == len(same)
        more = track.file.suffix[1:].lower() if by_ending else track.file.name
        yield track if len(same) == 1 else replace(track, name=f"{track.name} · {more}")


def _names(info: Mapping[str, object], key: str) -> dict[str, str]:
    """What yt-dlp's info.json calls the tracks of a kind, by the tag in their file's name; empty where it does not."""
    listed = info.get(key)
    return {tag: _name(formats) for tag, formats in listed.items()} if isinstance(listed, dict) else {}


def _name(formats: object) -> str:
    named = formats[0].get("name") if isinstance(formats, list) and formats and isinstance(formats[0], dict) else None
    words = re.sub(r"\((?:Original|auto-generated)\)", "", named) if isinstance(named, str) else ""
    return " ".join(words.split())


def _files(media: Path, stem: str) -> Iterator[tuple[Path, str]]:
    """The caption files beside a media file that go with `stem`, and how their names go on, without their ending."""
    yield from _files_in(media.parent, stem)
    for folder in _names_in(media.parent)[1]:
        yield from _files_in(media.parent / folder, stem)


def _files_in(folder: Path, stem: str) -> Iterator[tuple[Path, str]]:
    """The caption files in a folder that go with the media called `stem`, and with no media of a longer name."""
    names = _names_in(folder)[0]
    ours = list(takewhile(lambda name: name.startswith(stem), names[bisect_left(names, stem) :]))
    others = [other for name in ours if (other := _media_stem(name)) and other != stem]
    for name in ours:
        inside, suffix = os.path.splitext(name)  # noqa: PTH122
        rest = inside[len(stem) :]
        goes_on = not rest or rest[0] in "._ -"
        if suffix.lower() in SUFFIXES and goes_on and not any(_begins(inside, other) for other in others):
            yield folder / name, rest


def _media_stem(name: str) -> str:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122
    return stem if suffix.lower() in MEDIA_SUFFIXES else ""


def _begins(name: str, stem: str) -> bool:
    return name.startswith(stem) and (len(name) == len(stem) or name[len(stem)] in "._ -")


def _names_in(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the media and captions in a folder, in order, and those of its folders of captions."""
    try:
        return _listed(folder, folder.stat().st_mtime_ns)
    except OSError:
        return (), ()


@lru_cache(maxsize=8)
def _listed(folder: Path, _changed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Looked for once for all the media in a folder, and again when it has changed."""
    names = sorted(os.listdir(folder))  # noqa: PTH208
    files = tuple(name for name in names if name.lower().endswith((*SUFFIXES, *MEDIA_SUFFIXES)))
    return files, tuple(name for name in names if name.lower() in FOLDERS)
