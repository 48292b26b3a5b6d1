"""What becomes of files and folders that are dropped on the window."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeDatabase, QObject, Signal

from reader.library.catalog import Catalog
from reader.library.media import named_video, video_of
from reader.library.pack_opening import is_pack
from reader.library.scan import Found, kind, library_of, walk
from reader.services.library import LibraryService
from reader.services.media_choice import MediaChoice
from reader.services.messages import Messages
from reader.services.player import Player
from reader.services.tasks import Task


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a path is: a `video` (`name` is its id), `notes` (the one to open), `videos`, a `pack`, or nothing."""

    kind: str
    path: Path
    name: str = ""


class Dropping(QObject):
    """Takes a file of a video for the one that it names or that is open, and folders for what is in them."""

    library_wished = Signal(Path, str)
    """The library at this folder is to be opened, at this note of it where it is not empty."""
    pack_wished = Signal(Path)
    """This pack is to be opened."""
    folder_wished = Signal(Path)
    """Videos are to be looked for in this folder from now on."""

    def __init__(
        self,
        choice: MediaChoice,
        library: LibraryService,
        player: Player,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choice, self._library, self._player, self._messages = choice, library, player, messages
        self._task: Task | None = None

    def words(self, paths: Sequence[Path]) -> str:
        """What a drop of these would do, told by their names alone; empty where nothing can come of it."""
        kinds = {kind(path.name) for path in paths}
        if kinds == {"media"}:
            return self._words_of(paths[0]) if len(paths) == 1 else f"Show these {len(paths)} videos"
        if kinds == {"note"}:
            return "Open these notes"
        if len(paths) == 1 and paths[0].suffix.lower() == ".zip":
            return "Open this pack"
        may_be_folder = any(not QMimeDatabase().mimeTypesForFileName(path.name) for path in paths)
        return "Open the notes, or find the videos in it" if may_be_folder else ""

    def _words_of(self, file: Path) -> str:
        catalog, named = self._library.catalog, named_video(file)
        video = named if catalog.about(named) else self._player.video
        return f"Let this file show “{catalog.video_title(video)}”" if video else "Show this video"

    def take(self, paths: Sequence[Path]) -> None:
        """Look at what was dropped, in a thread, and do what is to be done; the newest drop wins."""
        if self._task:
            self._task.cancel()
        self._task = self._library.ask(lambda catalog: [look(path, catalog) for path in paths], self._do)

    def _do(self, dropped: list[Dropped]) -> None:
        self._task = None
        notes = next((each for each in dropped if each.kind == "notes"), None)
        if notes:
            self.library_wished.emit(notes.path, notes.name)
            return
        packs = [each.path for each in dropped if each.kind == "pack"]
        if packs:
            self.pack_wished.emit(packs[0])
            return
        chosen: dict[str, Path] = {}
        for each in dropped:
            if each.kind == "videos":
                self.folder_wished.emit(each.path)
            elif each.kind != "video":
                self._messages.say(f"There are neither notes nor videos in “{each.path.name}”.")
            elif video := each.name or (self._player.video if len(dropped) == 1 else ""):
                chosen[video] = each.path
            else:
                self._messages.say(
                    f"“{each.path.name}” does not say which video it is: open a note about it, drop it then."
                )
        if chosen:
            self._choice.choose_all(chosen)


def look(path: Path, catalog: Catalog) -> Dropped:
    """What `path` is.  Raises OSError where it cannot be read."""
    if path.is_dir():
        found = ""
        for each in walk(path):
            found = kind(each.path) if isinstance(each, Found) else found
            if found == "note":
                break
        return Dropped({"note": "notes", "media": "videos"}.get(found, ""), path)
    if kind(path.name) == "note":
        root = library_of(path)
        return Dropped("notes", root, path.relative_to(root).as_posix())
    if kind(path.name) == "media" and path.stat().st_size:
        video = video_of(path)
        return Dropped("video", path, video if catalog.about(video) else "")
    return Dropped("pack" if is_pack(path) else "", path)
