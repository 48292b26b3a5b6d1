"""Asks the reader which file shows a video, in a panel like that of Quick open, or anywhere on this disk."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.ui.quick_open import QuickOpen
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.titles import Choice
    from reader.services.tasks import Task

    ChoicesOf = Callable[[str, str], list[Choice]]


_QUESTION = "Which file shows this video?"


class FileChooser(QObject):
    """Lists files; `choices_of` says which of a video's hold what was typed, and how they are shown.

    The last one, without a path, stands for any other.
    """

    chosen = Signal(str, Path)
    """The video, and the file that shows it."""

    def __init__(self, over: QWidget, theme: Theme, choices_of: "ChoicesOf") -> None:
        super().__init__(over)
        self._over = over
        self._choices_of = choices_of
        self._video = ""
        self._listed: list[Choice] = []
        self.quick = QuickOpen(over, theme, self._ask, "Files")
        self.quick.palette.chosen.connect(lambda index, _: self._choose(index.row()))

    def open(self, video: str) -> None:
        """Ask which file shows `video`; where none is known that could, on the whole disk."""
        self._video = video
        if any(each.path for each in self._choices_of(video, "")):
            self.quick.open(_QUESTION)
        else:
            self._choose_elsewhere()

    def _ask(self, text: str, done: "Callable[[list[Choice]], None]") -> "Task | None":
        self._listed = self._choices_of(self._video, text)
        done(self._listed)
        return None

    def _choose(self, row: int) -> None:
        if path := self._listed[row].path:
            self.chosen.emit(self._video, Path(path))
        else:
            self._choose_elsewhere()

    def _choose_elsewhere(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        path, _ = QFileDialog.getOpenFileName(self._over, _QUESTION, folder)
        if path:
            self.chosen.emit(self._video, Path(path))
