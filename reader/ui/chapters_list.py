"""The chapters of the video as a list: where each begins and what it is called, the one that is shown lit."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.chapters import Chapters
from reader.ui.moments import MomentDelegate
from reader.ui.moments_list import MomentsList
from reader.ui.rows import Index, Role
from reader.ui.text import plain, tooltip
from reader.ui.theme import Theme


class ChaptersModel(QAbstractListModel):
    """One row for each chapter."""

    def __init__(self, chapters: Chapters, parent: QWidget) -> None:
        super().__init__(parent)
        self._chapters = chapters
        self._current = chapters.current
        self._shown = chapters.all
        chapters.changed.connect(self._renew)
        chapters.current_changed.connect(self._light)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """DisplayRole is the title, `Role.EXTRA` where the chapter begins."""
        chapter = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return plain(chapter.title)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(chapter.title)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{clock(chapter.start)} {plain(chapter.title)}"
            case Role.EXTRA:
                return clock(chapter.start)
            case Role.SECOND:
                return ""
            case Role.CURRENT:
                return index.row() == self._current
        return None

    def _renew(self) -> None:
        self.beginResetModel()
        self._shown, self._current = self._chapters.all, self._chapters.current
        self.endResetModel()

    def _light(self, number: int) -> None:
        before, self._current = self._current, number
        for row in {before, number} & set(range(len(self._shown))):
            self.dataChanged.emit(self.index(row), self.index(row), [Role.CURRENT])


class ChaptersList(QWidget):
    """The list; it keeps the chapter that is shown in sight."""

    seek_wished = Signal(float)
    """The start of a chapter was chosen, in seconds."""

    def __init__(self, chapters: Chapters, theme: Theme) -> None:
        super().__init__()
        self._chapters = chapters
        self.model = ChaptersModel(chapters, self)
        self.list = MomentsList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MomentDelegate(theme))
        self.list.setAccessibleName("Chapters of this video")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.list.activated.connect(lambda index: self.seek_wished.emit(chapters.all[index.row()].start))
        chapters.current_changed.connect(self._bring)

    @property
    def empty(self) -> bool:
        """Whether the video has no chapters."""
        return not self._chapters.all

    def _bring(self, number: int) -> None:
        if number >= 0:
            self.list.bring(self.model.index(number))
