"""Pages for the window: of a note, and those that are gathered from many: a video's, a channel's, a phantom's."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QLocale
from rapidfuzz import fuzz, process

from reader.errors import ReaderError
from reader.library import notefile
from reader.library.catalog import Catalog, Entry
from reader.library.evidence import evidence
from reader.library.folding import fold
from reader.library.linked import Mention, mentions
from reader.library.timeline import moments_of
from reader.notes.gathered import (
    Mentioned,
    Name,
    Shelf,
    channel_article,
    merged,
    phantom_article,
    video_article,
)
from reader.notes.links import slug
from reader.notes.note import Note
from reader.notes.page import Page, WindowHrefs, render
from reader.notes.repair import Choice
from reader.notes.sentences import Moment, moments

_MOST_MENTIONS = 1000
_MOST_SIMILAR = 5
_SIMILAR = 80
"""Per cent of the letters of a phantom's name; below it a note is no other spelling of it."""


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note, the page made of it, its moments, and what its channel and its video are called (empty for none).

    For a page that is gathered the note has no path and no text.
    """

    note: Note
    page: Page
    moments: tuple[Moment, ...]
    channel: str
    video: str


def make_page(root: Path, catalog: Catalog, path: str, *, resolving: bool, choice: Choice = "automatic") -> OpenedNote:
    """Read the note at `path` and make its page.  Raises ReaderError where it cannot be read."""
    note = notefile.read(root, path)
    channel = catalog.channel_title(note.channel) if note.channel else ""
    video = catalog.video_title(note.video) if note.video else ""

    def resolve(target: str) -> tuple[str, ...]:
        return catalog.resolve(target, note.channel) if resolving else guess(root, target, note.channel)

    page = render(
        note,
        hrefs=WindowHrefs(),
        resolve=resolve,
        channel_title=channel,
        video_title=video if resolving else "",
        evidence=evidence(catalog, note.video, path),
        choice=choice,
    )
    return OpenedNote(note, page, moments(note.body, page.readings), channel, video if resolving else "")


def guess(root: Path, target: str, channel: str) -> tuple[str, ...]:
    """What a link most probably means while the catalogue is not there: the note of that name in the same channel.

    Else it is left open, as if there were several.
    """
    path = f"{channel}/{slug(target)}.md" if channel else f"{slug(target)}.md"
    return (path,) if (root / path).is_file() else ("", "")


def gather(catalog: Catalog, address: str, choice: Callable[[str], Choice] = lambda _: "automatic") -> OpenedNote:
    """The page at `video:ID`, `channel:FOLDER` or `phantom:TARGET`.

    Raises ReaderError where the library knows nothing of it.
    """
    kind, _, name = address.partition(":")
    if kind == "video":
        return _video(catalog, unquote(name), choice)
    return {"channel": _channel, "phantom": _phantom}[kind](catalog, unquote(name))


def _video(catalog: Catalog, video: str, choice: Callable[[str], Choice]) -> OpenedNote:
    entries = catalog.about(video)
    if not entries:
        raise ReaderError("No note is about this video any more.")
    title = catalog.video_title(video)
    said = merged((_name(entry), moments_of(catalog, entry.path, video, choice(entry.path))) for entry in entries)
    channels = {entry.channel for entry in entries}
    folder = channels.pop() if len(channels) == 1 else ""
    channel = catalog.channel_title(folder) if folder else ""
    shelf = Name(folder, channel) if folder else None
    article = video_article(title, video, shelf, _names(entries), said, _file_words(catalog, video))
    return _opened(title, article, video, tuple(each.moment for each in said), channel)


def _file_words(catalog: Catalog, video: str) -> str:
    """Which file shows a video, and how large it is."""
    best = catalog.media.best(video)
    if best is None:
        return "not on this disk"
    size = QLocale().formattedDataSize(best.size, 1)
    return f"{'parts here' if best.in_parts else 'here'}: {best.file.name.encode('utf-8', 'replace').decode()}, {size}"


def _channel(catalog: Catalog, folder: str) -> OpenedNote:
    entries = catalog.notes(folder)
    shelves = [
        Shelf(video.id, video.title, catalog.media.has(video.id), _names(catalog.notes(folder, video.id)))
        for video in catalog.videos(folder)
    ]
    own = catalog.channel_note(folder)
    if not entries and not shelves:
        raise ReaderError(f"There are no notes in “{folder}” any more.")
    if others := _names([entry for entry in entries if own is None or entry.path != own.path]):
        shelves.append(Shelf("", "", False, others))
    title = catalog.channel_title(folder)
    return _opened(title, channel_article(title, _name(own) if own else None, shelves))


def _phantom(catalog: Catalog, target: str) -> OpenedNote:
    found: list[Mention] = catalog.asked(lambda store: mentions(store, target, _MOST_MENTIONS), [])
    named = {each.path: each for each in reversed(found)}  # once for each note, by its first sentence
    mentioned = [
        Mentioned(Name(path, each.title), each.sentence, each.video, each.stamp) for path, each in named.items()
    ]
    shown = target.replace("_", " ")
    return _opened(shown, phantom_article(shown, mentioned, _similar(catalog, shown)))


def _similar(catalog: Catalog, name: str) -> tuple[Name, ...]:
    """The notes whose title is nearly `name`."""
    sought = fold(name)
    share = _SIMILAR / (200 - _SIMILAR)  # of its length: what is shorter, or longer, cannot be so alike
    titles = catalog.folded_titles(math.floor(len(sought) * share), math.ceil(len(sought) / share))
    found = process.extract(sought, titles, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=_MOST_SIMILAR)
    return _names([entry for _, _, path in found if (entry := catalog.entry(path))])


def _names(entries: Sequence[Entry]) -> tuple[Name, ...]:
    return tuple(map(_name, entries))


def _name(entry: Entry) -> Name:
    return Name(entry.path, entry.title)


def _opened(
    title: str, article: str, video: str | None = None, found: tuple[Moment, ...] = (), channel: str = ""
) -> OpenedNote:
    note = Note("", title, video, {}, "", 1)
    return OpenedNote(note, Page(article, title, 0, (), (), ()), found, channel, title if video else "")
