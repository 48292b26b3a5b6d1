"""The line at the top: back and forward, where the reader is, and how the window is laid out."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reader.services.library import OpenedNote
from reader.services.navigator import Navigator
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row


class Header(QWidget):
    """Shows the open note's title, channel and video, and the buttons that act on the whole window."""

    def __init__(self, navigator: Navigator, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(44)
        self.title = QLabel(objectName="note-title")
        self.crumbs = QLabel(objectName="crumbs")
        self.crumbs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.crumbs.setMinimumWidth(0)
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

    def show_note(self, opened: OpenedNote) -> None:
        """Show where the reader is."""
        title = self.fontMetrics().elidedText(plain(opened.note.title), Qt.TextElideMode.ElideRight, 420)
        self.title.setText(title)
        self.crumbs.setText(
            "".join(
                f"  ·  {plain(part)}" for part in (opened.channel, opened.video) if part not in ("", opened.note.title)
            )
        )
