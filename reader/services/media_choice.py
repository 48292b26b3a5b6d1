"""Which file shows a video where names do not tell: the fitting length, or else the reader, whose answer is kept."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal

from reader.library.candidates import expected, fitting, last_stamp, lengths
from reader.library.catalog import Catalog
from reader.library.fingerprints import KIND, Chosen, Fingerprint, as_json, fingerprint, from_json
from reader.library.folding import fold
from reader.library.titles import Choice
from reader.services.keeper import Keeper
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.player import Player
from reader.services.tasks import Task, Tasks


def chosen_in(keeper: Keeper) -> tuple[Chosen, ...]:
    """What the reader chose, of all libraries.  Any thread may ask."""
    return from_json(keeper.values(KIND))


class MediaChoice(QObject):
    """Keeps the files that were chosen by their video and fingerprint, and asks where several may be meant."""

    asked = Signal(str)
    """The reader wants to say which of its files shows this video: to be answered with `choose`, or not at all."""

    def __init__(
        self,
        keeper: Keeper,
        library: LibraryService,
        player: Player,
        tasks: Tasks,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._keeper, self._library, self._player = keeper, library, player
        self._tasks, self._messages = tasks, messages
        self._weighed: set[tuple[Path, str, tuple[Path, ...]]] = set()
        self._task: Task | None = None
        player.shown_changed.connect(lambda _: self._weigh())
        library.changed.connect(lambda change: self._weigh() if change.media else None)

    def choose(self, video: str, file: Path) -> None:
        """From now on have `file` show `video`, wherever in the media folders it goes."""
        self.choose_all({video: file})

    def choose_all(self, files: Mapping[str, Path]) -> None:
        """From now on have these files show the videos of these ids, unless one of them cannot be read."""

        def keep(marks: dict[str, Fingerprint]) -> None:
            video, file = next(iter(files.items()))
            one = f"“{file.name}” shows “{self._title(video)}” from now on."
            many = f"{len(files)} files show their videos from now on."
            self._change(
                {each: as_json(files[each], mark) for each, mark in marks.items()}, one if len(files) == 1 else many
            )

        def work(_: Task) -> dict[str, Fingerprint]:
            return {video: fingerprint(file) for video, file in files.items()}

        self._tasks.run(work, keep, self._messages.error)

    def choices(self, video: str, text: str) -> list[Choice]:
        """The files that may show `video` and hold every word of `text` in their path, as they are listed.

        The last one has no path, and stands for any other.
        """
        words = fold(text).split()
        found = [
            Choice(str(each.file), each.file.name, str(each.file.parent), QLocale().formattedDataSize(each.size, 1), ())
            for each in self._library.catalog.media.candidates(video)
            if all(word in fold(str(each.file)) for word in words)
        ]
        return [*found, Choice("", "Another file…", "", "", ())]

    def is_chosen(self, video: str) -> bool:
        """Whether the reader said which file shows `video`."""
        return self._keeper.value(KIND, video) is not None

    def ask(self, video: str) -> None:
        """Have the reader asked which file shows `video`, empty for none."""
        if video:
            self.asked.emit(video)
        else:
            self._messages.say("There is no video here for which a file could be chosen.")

    def forget(self, video: str) -> None:
        """Go by names and lengths again, until the reader undoes that."""
        if self.is_chosen(video):
            self._change({video: None}, f"Which file shows “{self._title(video)}” is told by their names again.")
        else:
            self._messages.say("No file was chosen for this video.")

    def _change(self, choices: Mapping[str, object], sentence: str) -> None:
        before = {video: self._keeper.value(KIND, video) for video in choices}
        self._put(choices)
        self._messages.offer(sentence, "Undo", partial(self._put, before))

    def _title(self, video: str) -> str:
        return self._library.catalog.video_title(video)

    def _put(self, choices: Mapping[str, object]) -> None:
        for video, value in choices.items():
            self._keeper.put(KIND, video, value)
        self._library.refresh()

    def _weigh(self) -> None:
        """Find out once for the video that is shown which of its files it is, where there are several."""
        video, library = self._player.video, self._library
        files = tuple(library.catalog.media.rivals(video)) if video else ()
        if not files or (key := (library.root, video, files)) in self._weighed:
            return
        self._weighed.add(key)
        if self._task:
            self._task.cancel()

        def take(found: Path | None) -> None:
            self._task = None
            if library.root != key[0]:
                return
            if found:
                library.settle_media(video, found)
            else:
                sentence = f"{len(files)} files may show “{self._title(video)}”."
                self._messages.offer(sentence, "Choose…", partial(self.ask, video))

        self._task = library.ask(lambda catalog: _fitting(catalog, video, files), take)


def _fitting(catalog: Catalog, video: str, files: Sequence[Path]) -> Path | None:
    return fitting(lengths(files), expected(files, last_stamp(catalog, video)))
