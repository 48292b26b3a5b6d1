"""The cues of a transcript as rows, with what is current and what was found in them, and how they are copied."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from reader.clock import clock
from reader.notes.hrefs import stamp_href
from reader.services.line_search import Found, LineSearch, Mark
from reader.ui.rows import Index, Role
from reader.ui.text import plain

if TYPE_CHECKING:
    from reader.library.captions import Cue


class TranscriptModel(QAbstractListModel):
    """One row for each cue, its lines made one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cues: Sequence[Cue] = ()
        self._video = ""
        self._search = LineSearch()
        self.lines: Sequence[str] = ()
        self.current = -1
        """The row of the cue that is spoken or was last, -1 for none."""
        self.found = Found()
        self.hit = 0
        """The number of the hit that the reader is at."""

    def show(self, cues: Sequence["Cue"], video: str, current: int) -> None:
        """Show other cues, those of a video; `current` is the number of the current one."""
        self.beginResetModel()
        self._cues, self._video, self.current = cues, video, current
        self.lines = [one_line(cue.text) for cue in cues]
        self._search, self.found, self.hit = LineSearch(self.lines), Found(), 0
        self.endResetModel()

    def start(self, row: int) -> float:
        """When a cue begins, in cited seconds."""
        return self._cues[row].start

    def set_current(self, current: int) -> None:
        """Have another cue be the current one."""
        before, self.current = self.current, current
        for row in {before, current} & set(range(len(self.lines))):
            self.dataChanged.emit(self.index(row), self.index(row), [Role.CURRENT])

    def find(self, words: str) -> None:
        """Mark `words` wherever they are spoken; nothing marks nothing."""
        self.found, self.hit = self._search.find(words), 0

    def marks(self, row: int) -> tuple[Mark, ...]:
        """What was found in a row."""
        return self.found.marks(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """DisplayRole is what is said, `Role.EXTRA` the time as a clock shows it."""
        row = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.lines[row]
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{clock(self.start(row))} {self.lines[row]}"
            case Role.EXTRA:
                return clock(self.start(row))
            case Role.CURRENT:
                return row == self.current
            case Role.HREF:
                return stamp_href(self._video, self.start(row))
        return None

    def text_of(self, rows: Iterable[int]) -> str:
        """What is said in some rows, one a line."""
        return "\n".join(self.lines[row] for row in rows)

    def stamped(self, rows: Iterable[int]) -> str:
        """Some rows, one a line, each behind its stamp: `[1:42] text`."""
        return "\n".join(f"[{clock(self.start(row))}] {self.lines[row]}" for row in rows)

    def quoted(self, rows: Sequence[int], title: str) -> str:
        """Some rows as a quotation in Markdown, with a link to where the first begins in the published video."""
        seconds = self.start(rows[0])
        source = " ".join(filter(None, (plain(title).translate(_BRACKETS), clock(seconds))))
        address = f"https://www.youtube.com/watch?v={self._video}&t={int(seconds)}s"
        return f"> {' '.join(self.lines[row] for row in rows)}\n>\n> — [{source}]({address})"


_BRACKETS = str.maketrans({"[": "\\[", "]": "\\]"})


def one_line(text: str) -> str:
    """A stranger's text on one line."""
    text = " ".join(text.split())
    return text if text.isprintable() else plain(text)
