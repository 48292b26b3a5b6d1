"""The commands that read the stamps of notes without a window: stamps, check."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reader.cli_parts import printable
from reader.clock import clock
from reader.errors import ReaderError
from reader.files import finite
from reader.headless import library, progress
from reader.library import linked
from reader.library.doubtful import KINDS, as_csv, as_json, kind_of, known_videos, rows
from reader.library.lengths import Length
from reader.library.media import MediaIndex
from reader.library.scan import Found, Trouble, kind, library_of, walk
from reader.library.stamped import Answer, Cited, LengthOf, StampedNote, length_by, read_stamped, videos_of
from reader.paths import Places

Told = Callable[[str], float | None]
"""The length of a video in seconds by its id, where that is told."""
_TOLD_EVERY = 100  # notes


def stamps(source: Path, told: Told) -> Iterator[Answer]:
    """The note at `source`, or all below that folder, with their stamps, in the order of their paths.

    Paths are relative to the folder; that of a single note to its library.  How long a video is `told` knows first, the
    media beside the notes then.  A Trouble stands for what could not be read.  Raises ReaderError.
    """
    source = source.resolve()
    quiet = sys.stdout.isatty()  # a bar would stand between the lines
    if source.is_dir():
        yield from _of_folder(source, told, quiet)
    else:
        yield from _of_note(library_of(source), source, told, quiet)


def _of_folder(root: Path, told: Told, quiet: bool) -> Iterator[Answer]:
    found: list[Found] = []
    for file in walk(root):
        if isinstance(file, Trouble):
            yield file
        else:
            found.append(file)
    notes, media = _sorted(root, [(file.path, file.size) for file in found])
    yield from _read(root, videos_of(root, notes), _first(told, media), quiet=quiet)


def _of_note(root: Path, note: Path, told: Told, quiet: bool) -> Iterator[Answer]:
    """Together with the notes of the same video in its folder; a video belongs to one."""
    path = note.relative_to(root).as_posix()
    beside = [file for file in note.parent.iterdir() if kind(file.name) and file.is_file()]
    notes, media = _sorted(root, [(file.relative_to(root).as_posix(), file.stat().st_size) for file in beside])
    videos = videos_of(root, notes)
    videos = {each: video for each, video in videos.items() if each == path or (video and video == videos[path])}
    yield from (answer for answer in _read(root, videos, _first(told, media), quiet=quiet) if answer.path == path)


def read_durations(file: Path) -> dict[str, float]:
    """How many seconds videos have, by their ids, from a JSON file; null is not known.  Raises ReaderError."""
    try:
        value = json.loads(file.read_bytes())
    except OSError as error:
        raise ReaderError(f"“{file}” cannot be read: {error.strerror}.", repr(error)) from error
    except (ValueError, RecursionError) as error:
        raise ReaderError(f"“{file}” is no JSON.", repr(error)) from error
    if not isinstance(value, dict):
        raise ReaderError(f"“{file}” does not map the ids of videos to seconds.")
    lengths = {video: finite(length) for video, length in value.items() if length is not None}
    if wrong := [video for video, length in lengths.items() if length is None or length <= 0]:
        raise ReaderError(f"“{file}” gives no length in seconds for “{wrong[0]}”.")
    return {video: length for video, length in lengths.items() if length is not None}


def check(root: Path, places: Places) -> dict[str, Any]:
    """What a library's keeper may want to mend.

    `{phantoms, ambiguous, without_video, unreadable, stamps, doubtful}`: phantoms and ambiguous ones are
    `{target, notes}`, unreadable ones `{path, sentence}`; `stamps` counts them as `{certain, likely, doubtful, no
    time}`, and the doubtful ones are `{path, videoId, written, seconds, reading, certainty, why, line}`.
    """
    with library(root, places) as (catalog, store, troubles):
        counted, doubtful = _judged(_read(root, known_videos(store), length_by(catalog.media)))
        return {
            "phantoms": [asdict(each) for each in linked.phantoms(store)],
            "ambiguous": [asdict(each) for each in linked.ambiguous(store)],
            "without_video": linked.without_video(store),
            "unreadable": [asdict(each) for each in troubles],
            "stamps": {name: counted[name] for name in KINDS},
            "doubtful": doubtful,
        }


def lines(notes: Iterable[StampedNote], form: str, doubtful: bool) -> Iterator[str]:
    """What is written of notes, all their stamps or the `doubtful` ones: for `json`, for `csv`, else for people."""
    if form == "csv":
        yield from as_csv(row for note in notes for row in rows(note, doubtful=doubtful))
        return
    for note in notes:
        if doubtful and not rows(note, doubtful=True):
            continue
        if form == "json":
            yield json.dumps(as_json(note, doubtful=doubtful), ensure_ascii=False) + "\n"
        else:
            yield from (printable(line) + "\n" for line in _shown_note(note, doubtful))


def _shown_note(note: StampedNote, doubtful: bool) -> list[str]:
    shown = [_shown(stamp) for _, _, stamp in rows(note, doubtful=doubtful)]
    return [f"{note.path}  ({note.video or 'no video'})", *(shown or ["    no stamps"])]


def shown_check(found: dict[str, Any]) -> str:
    """What `check` found, for people."""
    lines = [f"no note is called “{each['target']}”: {', '.join(each['notes'])}" for each in found["phantoms"]]
    lines += [f"several notes are called “{each['target']}”: {', '.join(each['notes'])}" for each in found["ambiguous"]]
    lines += [f"no video: {path}" for path in found["without_video"]]
    lines += [each["sentence"] for each in found["unreadable"]]
    lines += [f"{each['path']}:{each['line']}: “{each['written']}” is doubtful. {each['why']}".rstrip()
              for each in found["doubtful"]]  # fmt: skip
    lists = ("phantoms", "ambiguous", "without_video", "unreadable")
    lines.append(", ".join(f"{len(found[name])} {name.replace('_', ' ')}" for name in lists))
    lines.append("stamps: " + ", ".join(f"{number} {name}" for name, number in found["stamps"].items()))
    return "\n".join(lines)


def _shown(stamp: Cited) -> str:
    read = "–" if stamp.seconds is None else clock(stamp.seconds)
    said = f"{stamp.line:>7}  {stamp.written:<12} {read:>8}  {stamp.reading:<15}  {stamp.certainty:<8}  {stamp.why}"
    return said.rstrip()


def _judged(answers: Iterable[Answer]) -> tuple[Counter[str], list[dict[str, Any]]]:
    """How many stamps there are of each kind, and the doubtful ones."""
    counted: Counter[str] = Counter()
    doubtful: list[dict[str, Any]] = []
    for answer in answers:
        if isinstance(answer, StampedNote):
            counted.update(map(kind_of, answer.stamps))
            told = as_json(answer, doubtful=True)
            doubtful += [{"path": answer.path, "videoId": answer.video, **stamp} for stamp in told["stamps"]]
    return counted, doubtful


def _read(root: Path, videos: Mapping[str, str | None], length: LengthOf, *, quiet: bool = False) -> Iterator[Answer]:
    """The notes with their stamps; a bar on standard error tells how far it is.  Raises ReaderError."""
    try:
        with nullcontext() if quiet else progress() as told, closing(read_stamped(root, videos, length)) as answers:
            for number, answer in enumerate(answers, start=1):
                if told and not number % _TOLD_EVERY:
                    told(number, len(videos), None)
                yield answer
    except OSError as error:
        raise ReaderError(f"The stamps cannot all be read: {error}.", repr(error)) from error


def _sorted(root: Path, files: Iterable[tuple[str, int]]) -> tuple[list[str], MediaIndex]:
    """The notes among files with their sizes in bytes, and the media."""
    notes: list[str] = []
    media = MediaIndex()
    for path, size in files:
        if kind(path) == "note":
            notes.append(path)
        else:
            media.add(root / path, size)
    return notes, media


def _first(told: Told, media: MediaIndex) -> LengthOf:
    beside = length_by(media)
    return lambda video: Length(seconds) if (seconds := told(video)) else beside(video)
