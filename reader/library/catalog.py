"""What is known of a library: its notes, the videos they are about, and who lists whom.

A catalogue is a value: it is built once from the folder, away from the window, and replaced as a whole when the folder
has changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from reader.errors import ReaderError
from reader.library.media import MediaIndex
from reader.library.resolve import Resolver
from reader.library.scan import Found, Trouble, inside, kind, walk
from reader.notes.channel import ListedVideo, is_channel_note, listed_videos, merged
from reader.notes.note import Note, read_note

_HEAD_BYTES = 4096
"""Enough for the front matter of every note of TubeGraph's (the longest is 190 bytes)."""
_LONG_HEAD_BYTES = 32 * 1024
"""For front matter that goes on beyond that: YAML is read up to 16 KiB."""
MAX_NOTE_BYTES = 4 * 1024 * 1024
"""Four times the largest real note; of a longer one the beginning is shown."""


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
class Video:
    """A video of a channel; `id` is empty for the notes that name none."""

    id: str
    title: str
    notes: int


@dataclass
class Catalog:
    """The notes of one library."""

    root: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    listed: dict[str, list[ListedVideo]] = field(default_factory=dict)
    media: MediaIndex = field(default_factory=MediaIndex)
    troubles: list[Trouble] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make every index here, where the catalogue is built: no question of the window's waits for one."""
        self._by_channel: dict[str, dict[str, list[Entry]]] = {}
        self._by_video: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            self._by_channel.setdefault(entry.channel, {}).setdefault(entry.video or "", []).append(entry)
            if entry.video:
                self._by_video.setdefault(entry.video, []).append(entry)
        self._video_titles = {video.id: video.title for listed in self.listed.values() for video in listed}
        self._resolver = Resolver(self.entries.values())

    def channels(self) -> list[Channel]:
        """The folders that hold notes, by name; the top of the library is none of them."""
        return [
            Channel(
                folder,
                self.channel_title(folder),
                sum(map(len, videos.values())),
                sum(1 for video in videos if video),
            )
            for folder, videos in sorted(self._by_channel.items(), key=lambda item: item[0].casefold())
            if folder
        ]

    def channel_title(self, folder: str) -> str:
        """What a channel is called: its own note's title, else the folder's name."""
        note = self.channel_note(folder)
        return note.title if note else folder

    def channel_note(self, folder: str) -> Entry | None:
        """The channel's own note."""
        own = [entry for entry in self._of(folder, "") if is_channel_note(entry.path)]
        return max(own, key=lambda entry: entry.stem == folder.rpartition("/")[2], default=None)

    def videos(self, folder: str) -> list[Video]:
        """A channel's videos with notes: those its own note lists, in its order, then the others by title."""
        by_video = self._by_channel.get(folder, {})
        order = {video.id: place for place, video in enumerate(self.listed.get(folder, ()))}
        found = [Video(id_, self.video_title(id_), len(notes)) for id_, notes in by_video.items() if id_]
        return sorted(found, key=lambda video: (order.get(video.id, len(order)), video.title.casefold()))

    def notes(self, folder: str, video: str = "") -> list[Entry]:
        """A channel's notes about `video` (or about none), in the order its own note lists them, then by title."""
        listed = next((each.targets for each in self.listed.get(folder, ()) if each.id == video), ())
        order = {target: place for place, target in enumerate(listed)}
        return sorted(
            self._of(folder, video),
            key=lambda entry: (
                not is_channel_note(entry.path),
                order.get(entry.stem, len(order)),
                entry.title.casefold(),
            ),
        )

    def about(self, video: str) -> list[Entry]:
        """All notes about a video, wherever they lie, by title."""
        return sorted(self._by_video.get(video, ()), key=lambda entry: entry.title.casefold())

    def video_title(self, video: str) -> str:
        """What a video is called: as its channel lists it, else by its one note, else its id."""
        if title := self._video_titles.get(video):
            return title
        notes = self._by_video.get(video, ())
        return notes[0].title if len(notes) == 1 else video

    def start(self) -> str | None:
        """The note to begin with: `index` or `README` at the top, another one there, or the first there is.

        One with something in it goes before those that are blank.
        """
        first = {"index": 0, "readme": 1}
        candidates = sorted(self.at_top(), key=lambda entry: first.get(entry.stem.casefold(), 2))
        candidates += self.entries.values()
        return next((entry.path for entry in candidates if not entry.blank), candidates[0].path if candidates else None)

    def at_top(self) -> list[Entry]:
        """The notes that lie in no folder."""
        top = self._by_channel.get("", {})
        return sorted((entry for notes in top.values() for entry in notes), key=lambda entry: entry.title.casefold())

    def resolve(self, target: str, channel: str) -> tuple[str, ...]:
        """See `Resolver.resolve`."""
        return self._resolver.resolve(target, channel)

    def count_videos(self) -> int:
        """How many videos the notes are about."""
        return len(self._by_video)

    def count_here(self) -> int:
        """How many of these videos are on this disk."""
        return sum(map(self.media.has, self._by_video))

    def _of(self, folder: str, video: str) -> list[Entry]:
        return self._by_channel.get(folder, {}).get(video, [])


def build(
    root: Path,
    media_folders: tuple[Path, ...] = (),
    *,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int], None] = lambda _: None,
) -> Catalog:
    """Read the folder.  `progress` gets the number of notes so far, now and then.

    What cannot be read is listed in `troubles`; the rest goes on.
    """
    read = _Reading(root)
    for found in walk(root, cancelled=cancelled):
        if isinstance(found, Trouble):
            read.troubles.append(found)
        elif kind(found.path) == "media":
            read.media.add(root / found.path, found.size)
        else:
            read.add_note(found)
            if len(read.entries) % 500 == 0:
                progress(len(read.entries))
    for folder in media_folders:
        for found in walk(folder, cancelled=cancelled):
            if isinstance(found, Found) and kind(found.path) == "media":
                read.media.add(folder / found.path, found.size)
    return Catalog(root, read.entries, read.listed, read.media, read.troubles)


class _Reading:
    """What was read of a folder so far."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.entries: dict[str, Entry] = {}
        self.listed: dict[str, list[ListedVideo]] = {}
        self.media = MediaIndex()
        self.troubles: list[Trouble] = []

    def add_note(self, found: Found) -> None:
        """Take in the title and the video of a note, and the videos that a channel's own note lists."""
        own = is_channel_note(found.path)
        try:
            with (self._root / found.path).open("rb") as file:
                note = read_note(found.path, file.read(MAX_NOTE_BYTES) if own else _head(file))
        except OSError as error:
            self.troubles.append(Trouble(found.path, f"“{found.path}” cannot be read: {error.strerror}."))
            return
        self.entries[found.path] = Entry(found.path, note.title, note.video, blank=not note.body.strip())
        if own:
            folder = found.path.rpartition("/")[0]
            self.listed[folder] = merged([*self.listed.get(folder, ()), *listed_videos(note.body)])


def _head(file: BinaryIO) -> bytes:
    """The beginning of a note with the whole of its front matter."""
    head = file.read(_HEAD_BYTES)
    if head.startswith((b"---", b"\xef\xbb\xbf---")) and b"\n---" not in head:
        head += file.read(_LONG_HEAD_BYTES)
    return head


def read(root: Path, path: str) -> Note:
    """The note at `path`, or its first 4 MiB.  Raises ReaderError where it cannot be read, or lies outside."""
    try:
        with inside(root, path).open("rb") as file:
            data = file.read(MAX_NOTE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReaderError(f"“{path}” cannot be read: {reason}.", repr(error)) from error
    note = read_note(path, data[:MAX_NOTE_BYTES])
    if len(data) <= MAX_NOTE_BYTES:
        return note
    return replace(note, problem="This file is too long to be shown whole: only its first 4 MiB are.")
