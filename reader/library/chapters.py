"""The chapters that files tell of: yt-dlp's info.json, the media file, or a WebVTT file beside it."""

import re
from dataclasses import dataclass
from pathlib import Path

import av

from reader.files import finite
from reader.library.captions import read_cues
from reader.library.infos import dicts, read_info
from reader.notes.chapters import Chapter, in_order

_NAMES = (".chapters.vtt", ".chap.vtt")
_MOST = 1000
_NUMBERED = re.compile(r"(?:Chapter|Kapitel|Chapitre|Capítulo)? ?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundChapters:
    """Chapters, two at least or none; `published` ones are in cited time, others in the time of the file."""

    chapters: tuple[Chapter, ...] = ()
    published: bool = False


def find_chapters(media: Path) -> FoundChapters:
    """The chapters of a media file: the published ones, else those in the file, else those beside it."""
    published = _published(media)
    if len(published) > 1:
        return FoundChapters(published, published=True)
    for found in (_embedded(media), _beside(media)):
        if len(found) > 1:
            return FoundChapters(found)
    return FoundChapters()


def _published(media: Path) -> tuple[Chapter, ...]:
    written = dicts(read_info(media).get("chapters"))[:_MOST]
    return in_order(Chapter(finite(each.get("start_time")) or 0.0, _title(each.get("title"))) for each in written)


def _embedded(media: Path) -> tuple[Chapter, ...]:
    try:
        with av.open(str(media)) as container:
            written = container.chapters()[:_MOST]
            origin = (container.start_time or 0) / av.time_base
    except (OSError, av.FFmpegError):
        return ()
    return in_order(
        Chapter(float(each["start"] * each["time_base"]) - origin, _title(each["metadata"].get("title")))
        for each in written
        if each["time_base"]
    )


def _beside(media: Path) -> tuple[Chapter, ...]:
    for name in _NAMES:
        try:
            return in_order(
                Chapter(cue.start, _title(cue.text)) for cue in read_cues(media.with_name(media.stem + name))[:_MOST]
            )
        except (OSError, ValueError):
            continue
    return ()


def _title(written: object) -> str:
    """A title that tells something; a bare number, as programs write that rip discs, tells nothing."""
    title = " ".join(written.split())[:200] if isinstance(written, str) else ""
    return "" if _NUMBERED.fullmatch(title) else title
