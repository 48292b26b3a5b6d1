"""The line at the top: back and forward, where the reader is, and how the window is laid out."""

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.services.navigator import Navigator
from reader.services.pages import OpenedNote
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, Line, row

_MOST_OF_TITLE = 420


class Header(QWidget):
    """Shows the open note's title, channel and video, and the buttons that act on the whole window."""

    def __init__(self, navigator: Navigator, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(44)
        self.title, self.crumbs = Line("note-title"), Line("crumbs")
        self.title.setMaximumWidth(_MOST_OF_TITLE)
        self.crumbs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setLayout(
            row(
                IconButton(theme, "ri.arrow-left-s-line", actions["note.back"]),
                IconButton(theme, "ri.arrow-right-s-line", actions["note.forward"]),
                self.title,
                self.crumbs,
                IconButton(theme, "ri.folder-open-line", actions["library.open"]),
                IconButton(theme, "ri.search-line", actions["note.find"]),
                IconButton(theme, "ri.layout-row-line", actions["window.layout"]),
                IconButton(theme, "ri.side-bar-line", actions["window.sidebar"]),
                IconButton(theme, "ri.contrast-2-line", actions["window.theme"]),
                IconButton(theme, "ri.question-line", actions["window.keys"]),
                margins=(8, 0, 8, 0),
                spacing=4,
            )
        )
        self.layout().setStretch(3, 1)

        def show_history() -> None:
            actions["note.back"].setEnabled(navigator.can_go_back)
            actions["note.forward"].setEnabled(navigator.can_go_forward)

        navigator.history_changed.connect(show_history)
        show_history()

    def clear(self) -> None:
        """Show that no note is open."""
        self.title.show_text("")
        self.crumbs.show_text("")

    def show_note(self, opened: OpenedNote) -> None:
        """Show where the reader is."""
        self.title.show_text(opened.note.title)
        parts = (part for part in (opened.channel, opened.video) if part not in ("", opened.note.title))
        self.crumbs.show_text("".join(f"  ·  {part}" for part in parts))
