"""Search: words are typed, and the notes that hold them stand below, each with its sentence and the stamp nearest; and
the moments of videos at which they are said.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from reader.services.library import LibraryService
from reader.services.tasks import Task
from reader.ui.hits import HitDelegate, HitsModel
from reader.ui.palette import Palette
from reader.ui.rows import Role
from reader.ui.text import count
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.finder import Group

MOST = 50
_HELP = (
    ("seeking frames", "every word, in any order; the last may be half typed"),
    ('"group of pictures"', "words side by side"),
    ("-stream", "without this word"),
    ("title:", "the next word in the title; likewise channel: and video:"),
    ("in:transcripts", "only what is said in videos; in:notes only what is written"),
)


class SearchBox(QObject):
    """Finds notes by their words, and moments at which these are said.

    `link_activated` carries a place in a note, with Shift also its moment; or a moment, which with Shift plays.
    """

    link_activated = Signal(str)

    def __init__(self, over: QWidget, library: LibraryService, theme: Theme) -> None:
        super().__init__(over)
        self._library = library
        self._task: Task | None = None
        self._asked = self._shown = ""
        self.model = HitsModel(lambda folder: library.catalog.channel_title(folder), self)
        hints = (("Enter", "open"), ("Shift Enter", "open and play from the stamp"), ("Esc", "close"))
        self.palette = Palette(over, theme, "Search all notes", self.model, HitDelegate(theme), _help(), hints)
        self.palette.asked.connect(self._ask)
        self.palette.chosen.connect(self._choose)
        library.opened.connect(self._forget)
        library.changed.connect(self._ask_again)
        library.heard.connect(self._ask_again)
        library.grew.connect(lambda _: self.model.notes or self._ask_again())

    def open(self) -> None:
        """Come up with the last question, which is selected, and its hits."""
        self.palette.open()

    def _ask(self, text: str) -> None:
        self._stop()
        self._asked = text
        if text.strip():
            self._task = self._library.search(text, self._show, MOST)
        else:
            self.model.show([])
            self.palette.show_blank()

    def _ask_again(self) -> None:
        if self.palette.isVisible():
            self._ask(self._asked)

    def _show(self, groups: "list[Group]") -> None:
        kept = self.palette.list.currentIndex().data(Role.HREF) if self._asked == self._shown else ""
        self._shown = self._asked
        self.model.show(groups)
        if self.model.notes or self.model.said:
            self.palette.show_rows(self._summary(), kept or "", Role.HREF)
        elif self._library.ready:
            self.palette.show_nothing("No note says that. Fewer or shorter words find more.")
        else:
            self.palette.show_nothing("Nothing yet: the library is still being read.")

    def _summary(self) -> str:
        notes, said = self.model.notes, self.model.said
        told = f"The best {MOST} notes" if notes >= MOST else count(notes, "note", "notes")
        return ", ".join([told] * bool(notes) + [count(said, "time said", "times said")] * bool(said))

    def _choose(self, index: QModelIndex, play: bool) -> None:
        self.link_activated.emit(index.data(Role.PLAY_HREF if play else Role.HREF))

    def _forget(self) -> None:
        """Another library is open: what was found in the one before leads nowhere."""
        self._stop()
        self.palette.dismiss()
        self.palette.line.clear()

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None


def _help() -> QWidget:
    """How questions are written."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(16, 12, 16, 14)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, (example, meaning) in enumerate(_HELP):
        grid.addWidget(QLabel(example, objectName="key"), line, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(QLabel(meaning, objectName="palette-quiet"), line, 1)
    return page
