"""The window of the graph: the neighbourhood of the open note, as a picture and as a list."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.services.tasks import Task
from reader.ui.graph_list import GraphList
from reader.ui.graph_view import GraphView
from reader.ui.text import count, plain
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row

if TYPE_CHECKING:
    from reader.library.neighbours import Neighbourhood


class GraphPane(QDialog):
    """Stands beside the window and follows it; it asks for a neighbourhood only while it is seen."""

    link_activated = Signal(str)
    shown = Signal(str)
    """The neighbourhood of the note at that path has come and is drawn."""

    def __init__(self, library: LibraryService, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._opened: OpenedNote | None = None
        self._task: Task | None = None
        self._hood: Neighbourhood | None = None
        self.view, self.list = GraphView(theme), GraphList(theme)
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.state = QLabel(
            textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignCenter, objectName="state-text"
        )
        self.steps = self._make_steps()
        self.fit = IconButton(theme, "fullscreen-line")
        self.fit.set_name("Fit", "0")
        self._lay_out()
        self._join()
        self.setWindowTitle("Graph")
        self.resize(1000, 640)

    def show_note(self, opened: OpenedNote) -> None:
        """Have another note in the middle."""
        self._opened = opened
        self.setWindowTitle(f"Graph of “{plain(opened.note.title)}”")
        self._ask()

    def clear(self) -> None:
        """No note is open."""
        self._opened = None
        self.setWindowTitle("Graph")
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what was not asked for while nobody saw it."""
        super().showEvent(event)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self._ask()
        self.view.setFocus()

    def _ask(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None
        if not self.isVisible():
            return
        if self._opened is None or not self._opened.note.path:
            self._say("Open a note to see what it is linked with.")
        else:
            path = self._opened.note.path
            self._task = self._library.neighbourhood(path, self.steps.checkedId(), partial(self._show, path))

    def _show(self, path: str, hood: "Neighbourhood") -> None:
        self._task = None
        if len(hood.notes) < 2:
            read = self._library.ready
            self._say("This note has no links, and none lead to it." if read else "The library is still being read.")
        else:
            if hood != self._hood:  # else it is left as the reader has moved it
                self.view.show_neighbourhood(hood)
                self.list.show_neighbourhood(hood)
                self._hood = hood
            self.stack.setCurrentIndex(0)
            self.summary.setText(_summary(hood))
        self.shown.emit(path)

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)
        self.summary.clear()
        self.stack.setCurrentWidget(self.state)

    def _make_steps(self) -> QButtonGroup:
        steps = QButtonGroup(self)
        for number, name in ((1, "1 step"), (2, "2 steps")):
            button = QToolButton(text=name, checkable=True, objectName="steps", focusPolicy=Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"Notes at most {name} away")
            steps.addButton(button, number)
        steps.button(1).setChecked(True)
        return steps

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        parts = QSplitter(handleWidth=1, childrenCollapsible=False)
        parts.addWidget(self.view)
        parts.addWidget(_padded(self.list))
        parts.setSizes([720, 280])
        parts.setStretchFactor(0, 1)
        self.stack.addWidget(parts)
        self.stack.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        one, two = self.steps.buttons()
        bar: QHBoxLayout = row(one, two, self.summary, None, self.fit, margins=(8, 5, 8, 5), spacing=6)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)

    def _join(self) -> None:
        self.steps.idClicked.connect(lambda _: self._ask())
        self.fit.clicked.connect(self.view.fit)
        self._library.changed.connect(lambda _: self._ask())
        self.view.focused.connect(self.list.focus_note)
        self.list.focused.connect(self.view.focus_note)
        for part in (self.view, self.list):
            part.link_activated.connect(self.link_activated)


def _padded(widget: QWidget) -> QWidget:
    padded = QWidget()
    padded.setMinimumWidth(160)
    padded.setLayout(row(widget, margins=(8, 8, 8, 8)))
    return padded


def _summary(hood: "Neighbourhood") -> str:
    shown = count(len(hood.notes) - 1, "note", "notes")
    return f"{shown}, those linked most; {hood.left_out:,} left out" if hood.left_out else shown
