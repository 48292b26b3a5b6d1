"""What is known of a library: its notes, the videos they are about, and who lists whom.

Asked of SQLite whenever it is needed, from any thread; the indexer puts it there.  Where the cache turns out to be
damaged the answer is that nothing is known, and `damaged` tells.
"""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from reader.library.folding import fold
from reader.library.media import MediaIndex
from reader.library.resolve import Candidate, best, hashed_name, names_sought
from reader.library.scan import first_of
from reader.library.store import DamagedError, Store, Value, values_of
from reader.notes.channel import ListedVideo, is_channel_note, merged

T = TypeVar("T")
log = logging.getLogger(__name__)
_ENTRY = "SELECT path, title, video, blank FROM notes"


@dataclass(frozen=True, slots=True)
class Entry:
    """A note as the catalogue knows it."""

    path: str
    title: str
    video: str | None
    blank: bool = False
    """Whether there is nothing in it but front matter, as in TubeGraph's `index.md`."""

    @property
    def channel(self) -> str:
        """The folder the note lies in, empty at the top."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """The file's name without its suffix."""
        return self.path.rpartition("/")[2].rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Channel:
    """A folder of notes."""

    folder: str
    title: str
    notes: int
    videos: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many notes and videos there are, how many of these videos are on this disk, and the folders of the notes."""

    notes: int
    videos: int
    here: int
    folders: tuple[str, ...]


class Here(NamedTuple):
    """How many videos are on this disk, and how many bytes they take."""

    videos: int
    size: int


@dataclass(frozen=True, slots=True)
class Video:
    """A video of a channel; `id` is empty for the notes that name none."""

    id: str
    title: str
    notes: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag without its `#`, and how many notes bear it."""

    name: str
    notes: int


class Catalog:
    """The notes of one library; `store` is None where none is open, and nothing is known then."""

    def __init__(self, root: Path, store: Store | None = None) -> None:
        self.root = root
        self.store = store
        self.damaged = False
        self.when_damaged: Callable[[], None] = lambda: None
        self.media = self.load_media()

    @property
    def complete(self) -> bool:
        """Whether the whole folder was taken in once."""
        return bool(self._rows("SELECT 1 FROM facts WHERE name = 'complete'"))

    @property
    def version(self) -> int:
        """Another number than before, in this thread, when others have written into the catalogue."""
        return int(sum(values_of(self._rows("PRAGMA data_version"))))

    def entry(self, path: str) -> Entry | None:
        """The note at `path`."""
        return next(iter(self._entries("WHERE path = ?", path)), None)

    def paths(self) -> list[str]:
        """Where all notes lie, in the order of their paths."""
        return values_of(self._rows("SELECT path FROM notes ORDER BY path"))

    def count_notes(self) -> int:
        """How many notes there are."""
        return sum(values_of(self._rows("SELECT sum(notes) FROM channels HAVING sum(notes)")))

    def channels(self) -> list[Channel]:
        """The folders that hold notes, by name; the top of the library is none of them."""
        rows = self._rows("SELECT folder, title, notes, videos FROM channels WHERE folder != ''")
        channels = [Channel(*row) for row in rows]
        return sorted(channels, key=lambda channel: channel.folder.casefold())

    def channel_title(self, folder: str) -> str:
        """What a channel is called: its own note's title, else the folder's name."""
        note = self.channel_note(folder)
        return note.title if note else folder

    def channel_note(self, folder: str) -> Entry | None:
        """The channel's own note."""
        own = self._entries("WHERE channel = ? AND own ORDER BY path", folder) if folder else []
        return max(own, key=lambda entry: entry.stem == folder.rpartition("/")[2], default=None)

    def videos(self, folder: str) -> list[Video]:
        """A channel's videos with notes: those its own note lists, in its order, then the others by title."""
        order = {video.id: place for place, video in enumerate(self._listed(folder))}
        found = self._rows(
            "SELECT video, coalesce(videos.title, video), count(*) FROM notes LEFT JOIN videos ON videos.id = video"
            " WHERE channel = ? AND video != '' GROUP BY video",
            folder,
        )
        videos = [Video(*row) for row in found]
        return sorted(videos, key=lambda video: (order.get(video.id, len(order)), video.title.casefold()))

    def notes(self, folder: str, video: str = "") -> list[Entry]:
        """A channel's notes about `video` (or about none), in the order its own note lists them, then by title."""
        listed = next((each.targets for each in self._listed(folder) if each.id == video), ()) if video else ()
        order = {target: place for place, target in enumerate(listed)}
        return sorted(
            self._entries("WHERE channel = ? AND video = ? ORDER BY path", folder, video),
            key=lambda entry: (
                not is_channel_note(entry.path),
                order.get(entry.stem, len(order)),
                entry.title.casefold(),
            ),
        )

    def about(self, video: str) -> list[Entry]:
        """All notes about a video, wherever they lie, by title."""
        found = self._entries("WHERE video = ? AND video != '' ORDER BY path", video)
        return sorted(found, key=lambda entry: entry.title.casefold())

    def matching(self, words: list[str], most: int) -> list[Entry]:
        """At most so many notes whose title, or whose video's title, holds every one of `words`, by path."""
        folded = [fold(word).strip() for word in words]
        holds = " AND ".join("instr(notes.folded || ' ' || coalesce(videos.folded, ''), ?)" for _ in folded)
        found = self._rows(
            "SELECT path, notes.title, video, blank FROM notes LEFT JOIN videos ON videos.id = video"  # noqa: S608
            f" WHERE {holds or 1} ORDER BY path LIMIT ?",
            *folded,
            most,
        )
        return [_entry(row) for row in found]

    def under(self, folder: str) -> list[Entry]:
        """All notes of a channel, whatever they are about, by path."""
        return self._entries("WHERE channel = ? ORDER BY path", folder)

    def known(self, paths: Iterable[str]) -> list[str]:
        """Those of these paths at which there are notes."""
        return values_of(
            self._rows("SELECT path FROM notes WHERE path IN (SELECT value FROM json_each(?))", json.dumps(list(paths)))
        )

    def changed_channels(self) -> list[str]:
        """The folders that hold notes, the one with the note that was changed last before all others."""
        return values_of(self._rows("SELECT channel FROM notes GROUP BY channel ORDER BY max(changed) DESC"))

    def tags(self) -> list[Tag]:
        """The tags that notes bear, by name."""
        found = [Tag(*row) for row in self._rows("SELECT tag, count(*) FROM tags GROUP BY tag")]
        return sorted(found, key=lambda tag: tag.name.casefold())

    def tagged(self, tag: str) -> list[Entry]:
        """The notes that bear a tag, by title."""
        found = self._entries("JOIN tags ON tags.note = notes.id WHERE tag = ? ORDER BY path", tag)
        return sorted(found, key=lambda entry: entry.title.casefold())

    def tags_of(self, path: str) -> list[str]:
        """The tags of the note at `path`."""
        return values_of(
            self._rows("SELECT tag FROM tags WHERE note = (SELECT id FROM notes WHERE path = ?) ORDER BY tag", path)
        )

    def folded_titles(self, shortest: int, longest: int) -> dict[str, str]:
        """The titles of so many characters, as they are compared, by the paths of their notes."""
        return dict(
            self._rows("SELECT path, folded FROM notes WHERE length(folded) BETWEEN ? AND ?", shortest, longest)
        )

    def video_title(self, video: str) -> str:
        """What a video is called: as its channel lists it, else by its one note, else its id."""
        found = self._rows("SELECT title FROM videos WHERE id = ?", video)
        return str(found[0][0]) if found else video

    def start(self) -> str | None:
        """The note to begin with: `index` or `README` at the top, another one there, or the first there is.

        One with something in it goes before those that are blank.
        """
        candidates = sorted(self.at_top(), key=lambda entry: first_of(entry.path))
        candidates += self._entries("WHERE NOT blank ORDER BY path LIMIT 1") or self._entries("ORDER BY path LIMIT 1")
        return next((entry.path for entry in candidates if not entry.blank), candidates[0].path if candidates else None)

    def at_top(self) -> list[Entry]:
        """The notes that lie in no folder."""
        return sorted(self._entries("WHERE channel = '' ORDER BY path"), key=lambda entry: entry.title.casefold())

    def resolve(self, target: str, channel: str) -> tuple[str, ...]:
        """The paths of the notes that `target`, written in a note of `channel`, can mean; see `resolve.best`."""
        sought = [hashed_name(step, name) for step, name in names_sought(target, channel)]
        marks = ", ".join("?" * len(sought))
        found = self._rows(
            f"SELECT step, path FROM names JOIN notes ON id = note WHERE name IN ({marks})",  # noqa: S608
            *sought,
        )
        return best(target, channel, [Candidate(*row) for row in found])

    def count_videos(self) -> int:
        """How many videos the notes are about."""
        return sum(values_of(self._rows("SELECT count(*) FROM videos")))

    def count_here(self) -> int:
        """How many of these videos are on this disk."""
        return sum(values_of(self._rows("SELECT count(*) FROM videos WHERE id IN (SELECT video FROM media)")))

    def numbers(self) -> Numbers:
        """All of these numbers."""
        folders = tuple(channel.folder for channel in self.channels())
        return Numbers(self.count_notes(), self.count_videos(), self.count_here(), folders)

    def load_media(self) -> MediaIndex:
        """The media that were found when the folder was read last."""
        return MediaIndex(self._rows("SELECT file, video, trust, size FROM media"))

    def media_by_channel(self) -> dict[str, Here]:
        """How many videos of each folder are on this disk, and how large they are; folders without any are left out."""
        found: dict[str, Here] = {}
        rows = self._rows(
            "SELECT DISTINCT channel, video FROM notes WHERE video != '' AND video IN (SELECT video FROM media)"
        )
        for channel, video in rows:
            if best := self.media.best(video):
                before = found.get(channel, Here(0, 0))
                found[channel] = Here(before.videos + 1, before.size + best.size)
        return found

    def paths_here(self) -> list[str]:
        """Where the notes lie whose video is on this disk, in the order of their paths."""
        rows = self._rows(
            "SELECT path FROM notes WHERE video != '' AND video IN (SELECT video FROM media) ORDER BY path"
        )
        return values_of(rows)

    def wanted(self) -> list[tuple[str, str]]:
        """The videos that notes are about, with what they are called, by id."""
        return [(video, title) for video, title in self._rows("SELECT id, title FROM videos ORDER BY id")]

    def _listed(self, folder: str) -> list[ListedVideo]:
        """What the channel's own notes list."""
        rows = self._rows(
            "SELECT listed.video, listed.title, targets FROM listed JOIN notes ON id = note"
            " WHERE channel = ? AND own ORDER BY path, place",
            folder,
        )
        return merged([ListedVideo(id_, title, tuple(json.loads(targets))) for id_, title, targets in rows])

    def _entries(self, where: str, *values: Value) -> list[Entry]:
        return [_entry(row) for row in self._rows(f"{_ENTRY} {where}", *values)]

    def _rows(self, sql: str, *values: Value) -> list[Any]:
        return self.asked(lambda store: store.rows(sql, *values), [])

    def asked(self, question: Callable[[Store], T], otherwise: T) -> T:
        """What `question` finds; `otherwise` where nothing is known, or where it turns out that all is damaged."""
        if self.store is None or self.damaged:
            return otherwise
        try:
            return question(self.store)
        except DamagedError as error:
            log.warning("the catalogue is damaged: %s", error)
            self.damaged = True
            self.when_damaged()
            return otherwise


def _entry(row: tuple[str, str, str, int]) -> Entry:
    path, title, video, blank = row
    return Entry(path, title, video or None, bool(blank))
