"""The chapters of the video that is shown: as its files tell them, else as the open note divides it."""

from bisect import bisect_right
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.notes.chapters import Chapter, chapters_of, in_order
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.tasks import Task, Tasks

__all__ = ["Chapter", "Chapters"]


class Chapters(QObject):
    """Knows them in cited time, and which one is shown."""

    changed = Signal()
    current_changed = Signal(int)
    """The number of the chapter that is shown, -1 for none."""

    def __init__(self, tasks: Tasks, messages: Messages, library: LibraryService, player: Player) -> None:
        super().__init__(player)
        self._tasks, self._messages, self._library, self._player = tasks, messages, library, player
        self._file: Path | None = None
        self._task: Task | None = None
        self._published = False
        self._found: tuple[Chapter, ...] = ()
        self._of_note: tuple[Chapter, ...] = ()
        self._video_of_note = ""
        self.all: tuple[Chapter, ...] = ()
        self.current = -1
        player.shown_changed.connect(self._on_shown)
        player.duration_changed.connect(self._arrange)
        player.frame_shown.connect(self._be_at)
        player.position_changed.connect(self._be_at)

    def show_note(self, opened: OpenedNote) -> None:
        """Another note is open."""
        self._of_note = chapters_of(opened.note.body, opened.moments)
        self._video_of_note = opened.note.video or ""
        self._arrange()

    def clear(self) -> None:
        """No note is open."""
        self._of_note, self._video_of_note = (), ""
        self._arrange()

    def at(self, seconds: float) -> Chapter | None:
        """The chapter that a moment is in."""
        number = self._number_at(seconds)
        return self.all[number] if number >= 0 else None

    def step(self, by: int) -> None:
        """Go `by` chapters on, or back; back within a chapter goes to its start first, as on a disc."""
        here = self._player.position()
        number = self._number_at(here)
        if not self.all or not self._player.at_video:
            self._messages.say("This video has no chapters.")
            return
        late = number >= 0 and here - self.all[number].start > _LATE
        goal = number + by + (1 if by < 0 and late else 0)
        if goal < len(self.all):
            self._player.seek_to(self.all[max(goal, 0)].start)

    def _on_shown(self) -> None:
        media = self._library.media(self._player.video) if self._player.at_video else None
        file = media.file if media else None
        if file != self._file:
            self._file, self._found = file, ()
            self._ask()
        self._arrange()

    def _ask(self) -> None:
        if self._task:
            self._task.cancel()
        self._task = None
        file = self._file
        if file is not None:
            self._task = self._tasks.run(lambda _: _find(file), self._take, self._messages.error)

    def _take(self, found: tuple[tuple[Chapter, ...], bool]) -> None:
        self._task = None
        self._found, self._published = found
        self._arrange()

    def _arrange(self) -> None:
        """Find out anew which chapters hold: others were found, or they are elsewhere."""
        chapters = self._found
        if chapters and not self._published:
            to_cited = self._player.map.to_cited
            chapters = in_order(Chapter(round(to_cited(each.start).seconds, 3), each.title) for each in chapters)
        if not chapters and self._player.at_video and self._video_of_note == self._player.video:
            chapters = self._of_note
        if chapters != self.all:
            self.all, self.current = chapters, -1
            self.changed.emit()
        self._be_at(self._player.position())

    def _be_at(self, seconds: float) -> None:
        number = self._number_at(seconds)
        if number != self.current:
            self.current = number
            self.current_changed.emit(number)

    def _number_at(self, seconds: float) -> int:
        return bisect_right(self.all, seconds + _JITTER, key=lambda chapter: chapter.start) - 1


_LATE = 3.0
"""Seconds into a chapter after which going back leads to its own start."""
_JITTER = 0.04
"""Seconds by which a frame may begin before the moment that it shows."""


def _find(file: Path) -> tuple[tuple[Chapter, ...], bool]:
    from reader.library.chapters import find_chapters  # imports PyAV, which takes long

    found = find_chapters(file)
    return found.chapters, found.published
