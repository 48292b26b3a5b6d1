"""Notes where QtWebEngine is missing: readable, with their links and stamps, but without fine typography."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QMenu, QTextBrowser, QVBoxLayout, QWidget

from reader.ui.headings import heading_id
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.services.navigator import Place
    from reader.services.pages import OpenedNote

_STYLE = """
body {{ font-family: "Source Serif Pro", serif; font-size: 18px; color: {ink}; }}
a {{ color: {accent}; }} h1, h2, h3, .from {{ font-family: "Source Sans Pro", sans-serif; }} .from {{ color: {quiet}; }}
"""


class PlainNoteView(QWidget):
    """Stands in for `NoteView`, with the same methods and signals."""

    link_activated = Signal(str)
    link_hovered = Signal(str)
    note_shown = Signal(str)
    history_wished = Signal(int)
    looked_elsewhere = Signal()
    told = Signal(str)
    crashed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._zoom = 1.0
        self.menus: tuple[QMenu, ...] = ()
        self._opened: OpenedNote | None = None
        self._browser = QTextBrowser(openLinks=False, frameShape=QTextBrowser.Shape.NoFrame)
        self._browser.document().setDocumentMargin(32)
        self._browser.anchorClicked.connect(self._follow)
        self._browser.highlighted.connect(lambda url: self.link_hovered.emit(_text(url)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._browser)
        self.setFocusProxy(self._browser)
        theme.changed.connect(self._draw)

    def serve_files(self, find_file: Callable[[str], Path]) -> None:
        """Pictures are not shown here."""

    def show_note(self, opened: "OpenedNote", place: "Place") -> None:
        """Show a note at a place in it."""
        self._opened = opened
        self._draw()
        if anchor := heading_id(opened.page.headings, place.heading) or place.heading:
            self._browser.scrollToAnchor(anchor)
        elif not self._select(place.sentence):
            self._browser.verticalScrollBar().setValue(round(place.scroll))
        self.note_shown.emit(opened.note.path)

    def clear(self) -> None:
        """Show nothing."""
        self._opened = None
        self._draw()

    def scroll(self) -> float:
        """How far the page is scrolled."""
        return float(self._browser.verticalScrollBar().value())

    def set_zoom(self, zoom: float) -> None:
        """Draw everything `zoom` times as large."""
        self._zoom = zoom
        self._draw()

    def zoom(self) -> float:
        """How many times as large everything is drawn."""
        return self._zoom

    def find(self, text: str, found: Callable[[int, int], None], *, backward: bool = False) -> None:
        """Go to the next hit of `text`; here only whether there is one is told."""
        flag = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        hit = bool(text) and (self._browser.find(text, flag) or self._from_the_other_end(text, flag))
        found(int(hit), int(hit))

    def copy(self) -> None:
        """Copy what is selected."""
        self._browser.copy()

    def light(self, stamps: Sequence[tuple[str, str]], *, scroll: bool) -> None:
        """Nothing is lit here."""

    def set_peeking(self, on: bool) -> None:
        """Nobody tells where a stamp is drawn, so there are no cards."""

    def page_widget(self) -> QWidget:
        """The widget that gets the mouse."""
        return self._browser.viewport()

    def ask_place_of_stamp(self, number: int, told: Callable[[Any], None]) -> None:
        """There is no telling where a stamp is drawn."""
        told(None)

    def close_page(self) -> None:
        """Nothing has to go in an order of its own."""

    def _select(self, sentence: str) -> bool:
        """Go to where the text says a sentence; its first words are looked for, since stamps may stand in it."""
        words = " ".join(sentence.strip("…").split()[:4])
        self._browser.moveCursor(QTextCursor.MoveOperation.Start)
        return bool(words) and self._browser.find(words)

    def _follow(self, url: QUrl) -> None:
        """Tell of a link; one within the page is one to a place in the open note."""
        inside = url.isRelative() and url.hasFragment() and self._opened
        self.link_activated.emit(f"note:{quote(self._opened.note.path)}#{url.fragment()}" if inside else _text(url))

    def _from_the_other_end(self, text: str, flag: QTextDocument.FindFlag) -> bool:
        backward = flag == QTextDocument.FindFlag.FindBackward
        self._browser.moveCursor(QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start)
        return self._browser.find(text, flag)

    def _draw(self) -> None:
        colours = {name: self._theme.colour(name).name() for name in ("ink", "accent", "quiet")}
        document = self._browser.document()
        document.setDefaultStyleSheet(_STYLE.format(**colours))
        scroll = self.scroll()
        self._browser.setHtml(self._opened.page.article if self._opened else "")
        font = document.defaultFont()
        font.setPixelSize(round(18 * self._zoom))
        document.setDefaultFont(font)
        self._browser.verticalScrollBar().setValue(round(scroll))


def _text(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
