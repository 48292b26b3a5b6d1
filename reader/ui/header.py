"""The line at the top: back and forward, where the reader is, the search, and how the window is laid out."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from reader.services.navigator import Navigator
from reader.services.pages import OpenedNote
from reader.ui.text import count, tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import BadgeButton, IconButton, Line, row

_MOST_OF_TITLE = 420
_FIELD, _LEAST_FIELD = 340, 240
"""Pixels; where the search has less it is a button like the others."""
_OTHERS = 700
"""Pixels that the rest of the header is to keep before the search gets its own."""


class SearchField(QPushButton):
    """Looks like a field to type into; a click opens the search."""

    def __init__(self, theme: Theme, action: QAction) -> None:
        super().__init__(objectName="search-field")
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(28)
        self._action = action
        self.setAccessibleName(action.text())
        self._icon, self._prompt = QLabel(), QLabel("Search all notes", objectName="search-prompt")
        self._keys = QLabel(objectName="key")
        self._keys.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(row(self._icon, self._prompt, None, self._keys, margins=(8, 0, 5, 0), spacing=8))
        for label in (self._icon, self._prompt, self._keys):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(action.trigger)
        theme.changed.connect(self._draw)
        action.changed.connect(self._show_keys)
        self._whole = True
        self._show_keys()
        self._draw()
        self.fit(_FIELD)

    def show_count(self, notes: int) -> None:
        """Say how many notes can be searched."""
        self._prompt.setText(f"Search {count(notes, 'note', 'notes')}" if notes else "Search all notes")

    def fit(self, room: int) -> None:
        """Take at most `room` pixels; with few of them be an icon."""
        whole = self._whole = room >= _LEAST_FIELD
        self.setProperty("small", not whole)
        self.style().polish(self)
        self._prompt.setVisible(whole)
        self._keys.setVisible(whole and bool(self._keys.text()))
        self.layout().setContentsMargins(8 if whole else 5, 0, 5, 0)
        self.setFixedWidth(min(room, _FIELD) if whole else 28)

    def _show_keys(self) -> None:
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(tooltip(f"{self._action.text()} ({keys})" if keys else self._action.text()))
        self._keys.setText(keys.replace("+", " "))
        self._keys.setVisible(self._whole and bool(keys))

    def _draw(self) -> None:
        self._icon.setPixmap(self._theme.icon("search-line").pixmap(QSize(16, 16), self.devicePixelRatio()))


class Header(QWidget):
    """Shows the open note's title, channel and video, and the buttons that act on the whole window."""

    def __init__(self, navigator: Navigator, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(44)
        self.title, self.crumbs = Line("note-title"), Line("crumbs")
        self.title.setMaximumWidth(_MOST_OF_TITLE)
        self.crumbs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.search = SearchField(theme, actions["search.open"])
        self.downloads = BadgeButton(theme, "download-2-line", actions["downloads.open"])
        where, window = QWidget(), QWidget()
        where.setLayout(
            row(
                IconButton(theme, "arrow-left-s-line", actions["note.back"]),
                IconButton(theme, "arrow-right-s-line", actions["note.forward"]),
                self.title,
                self.crumbs,
            )
        )
        where.layout().setStretch(3, 1)
        window.setLayout(
            row(
                None,
                IconButton(theme, "folder-open-line", actions["library.open"]),
                IconButton(theme, "file-search-line", actions["note.find"]),
                self.downloads,
                IconButton(theme, "layout-row-line", actions["window.layout"]),
                IconButton(theme, "side-bar-line", actions["window.sidebar"]),
                IconButton(theme, "contrast-2-line", actions["window.theme"]),
                IconButton(theme, "question-line", actions["window.keys"]),
            )
        )
        self.setLayout(row(where, self.search, window, margins=(8, 0, 8, 0), spacing=4))
        self._sides = where, window
        self._share(whole=True)

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

    def show_count(self, notes: int) -> None:
        """Show how many notes the library has."""
        self.search.show_count(notes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search stands in the middle as long as there is room for it."""
        super().resizeEvent(event)
        room = self.width() - _OTHERS
        self.search.fit(room)
        self._share(whole=room >= _LEAST_FIELD)

    def _share(self, *, whole: bool) -> None:
        """Give both sides the same room, so that the search is in the middle; without it the left one has all."""
        where, window = self._sides
        self.layout().setStretchFactor(where, 1)
        self.layout().setStretchFactor(window, 1 if whole else 0)
        where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        window.setSizePolicy(
            QSizePolicy.Policy.Ignored if whole else QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred
        )
