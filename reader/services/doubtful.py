"""The doubtful stamps of the open library: found behind the window, told as they come, and written as a table."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError
from reader.files import replace_file
from reader.library.catalog import Catalog
from reader.library.doubtful import StampRow, as_csv, doubted_videos, known_titles, rows
from reader.library.stamped import StampedNote, length_by, read_stamped
from reader.notes.hrefs import place_href
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.readings import Readings
from reader.services.tasks import Task, Tasks

_TOLD_EVERY = 200  # notes
_NICE = 10


@dataclass(frozen=True, slots=True)
class DoubtfulStamp:
    """A doubtful stamp, and what its note is called."""

    row: StampRow
    title: str

    @property
    def channel(self) -> str:
        """The folder of its note."""
        return self.row.path.rpartition("/")[0]

    @property
    def href(self) -> str:
        """The place of the note where it stands."""
        return place_href(self.row.path, self.row.stamp.sentence)


class DoubtfulStamps(QObject):
    """Reads the notes of the open library for them: those about videos of which the catalogue does not trust all."""

    found = Signal(list)
    """Some more, `DoubtfulStamp`s in the order of their notes."""
    progress = Signal(int, int)
    """How many notes were read so far, and of how many."""
    finished = Signal()
    """All notes were read, or it was given up."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        library: LibraryService,
        readings: Readings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._messages, self._library, self._readings = tasks, messages, library, readings
        self._reading: Task | None = None

    def begin(self) -> None:
        """Look for them, from the first note on."""
        self.stop()
        catalog = self._library.catalog
        self._reading = self._tasks.run(partial(self._read, catalog), lambda _: self._end(), self._on_failed)

    def stop(self) -> None:
        """Look for no more; nothing more is told."""
        if self._reading:
            self._reading.cancel()
            self._reading = None

    def write(self, file: Path, stamps: Sequence[DoubtfulStamp]) -> None:
        """Write some of them to `file` as CSV, and say so."""
        self._tasks.run(
            partial(self._write, file, tuple(each.row for each in stamps), self._library.root),
            lambda _: self._messages.say(f"Written to “{file.name}”."),
            self._messages.error,
        )

    def _read(self, catalog: Catalog, task: Task) -> None:
        videos: dict[str, str | None] = catalog.asked(doubted_videos, {})
        titles: dict[str, str] = catalog.asked(known_titles, {})
        new: list[DoubtfulStamp] = []
        choice = self._readings.choices(catalog.root)
        with closing(read_stamped(catalog.root, videos, length_by(catalog.media), choice, nice=_NICE)) as answers:
            for number, answer in enumerate(answers, start=1):
                if task.cancelled():
                    return
                if isinstance(answer, StampedNote):
                    new += (DoubtfulStamp(row, titles.get(row.path, "")) for row in rows(answer, doubtful=True))
                if not number % _TOLD_EVERY or number == len(videos):
                    task.report(partial(self._tell, new, number, len(videos)))
                    new = []

    def _tell(self, new: list[DoubtfulStamp], read: int, of: int) -> None:
        if new:
            self.found.emit(new)
        self.progress.emit(read, of)

    def _end(self) -> None:
        self._reading = None
        self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        self._messages.error(error)
        self._end()

    @staticmethod
    def _write(file: Path, stamps: Sequence[StampRow], library: Path, _task: Task) -> None:
        if file.resolve().is_relative_to(library.resolve()):
            raise ReaderError("Nothing is written into the library; choose another folder for the table.")
        try:
            replace_file(file, "".join(as_csv(stamps)).encode(errors="backslashreplace"))
        except OSError as error:
            raise ReaderError(f"“{file}” cannot be written: {error.strerror}.", repr(error)) from error
