"""The note as it is read: a page drawn by Chromium, in which no script of a note runs and nothing is fetched."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWebEngineCore import QWebEngineFindTextResult, QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from reader.ui.headings import heading_id
from reader.ui.note_page import OURS, NotePage, address_of
from reader.ui.page_source import PAGE, SCHEME, OnlyOurs, PageSource
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.services.navigator import Place
    from reader.services.pages import OpenedNote

_WORD = re.compile(r"[^\W\d_]")
_SHELL = """<!doctype html>
<html lang="en" data-theme="{theme}"><head><meta charset="utf-8"><title>Alongside</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src alongside:; font-src alongside:; img-src alongside: data:">
<link rel="stylesheet" href="alongside:/fonts.css"><link rel="stylesheet" href="alongside:/theme.css">
<link rel="stylesheet" href="alongside:/note.css"></head><body><article></article></body></html>"""


class NoteView(QWidget):
    """Shows notes.  Scroll positions are CSS pixels from the top of the page."""

    link_activated = Signal(str)
    link_hovered = Signal(str)
    note_shown = Signal(str)
    """The note at this path is on the page now."""
    history_wished = Signal(int)
    """The mouse's own button for back (-1) or forward (1) was pressed."""
    looked_elsewhere = Signal()
    """The reader selects, or looks for something: the page is to stay."""
    told = Signal(str)
    """Where the mouse and the keys are at a stamp, in JSON; see `peek.js`."""
    crashed = Signal(str)
    """Chromium's process for the page has ended; the sentence says what became of the note."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.menus: tuple[QMenu, ...] = ()
        self._waiting: tuple[OpenedNote, Place] | None = None
        self._shown: tuple[OpenedNote, Place] | None = None
        self._crashed_on = ""
        self._loaded = self._peeking = False
        self._profile = QWebEngineProfile(self)
        self._source = PageSource(lambda: _SHELL.format(theme=theme.name))
        self._guard = OnlyOurs(self)
        self._profile.installUrlSchemeHandler(SCHEME, self._source)
        self._profile.setUrlRequestInterceptor(self._guard)
        self._page = NotePage(self._profile, self)
        self._view = QWebEngineView(self)
        self._view.setPage(self._page)
        self._view.setAcceptDrops(False)  # files are taken by the window
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._connect()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.setFocusProxy(self._view)
        self._apply_theme(theme.name)
        self._page.load(QUrl(PAGE))

    def serve_files(self, find_file: Callable[[str], Path]) -> None:
        """Take the pictures of notes from the files that `find_file` gives for their paths in the library."""
        self._source.find_file = find_file

    def show_note(self, opened: "OpenedNote", place: "Place") -> None:
        """Show a note at a place in it."""
        self._waiting = (opened, place)
        if self._loaded:
            self._put()

    def clear(self) -> None:
        """Show nothing."""
        self._waiting = self._shown = None
        if self._loaded:
            self._run("alongside.show('', '', 0, '', '')")

    def scroll(self) -> float:
        """How far the page is scrolled."""
        return float(self._page.scrollPosition().y()) / self._view.zoomFactor()

    def set_zoom(self, zoom: float) -> None:
        """Draw everything `zoom` times as large."""
        self._view.setZoomFactor(zoom)

    def zoom(self) -> float:
        """How many times as large everything is drawn."""
        return self._view.zoomFactor()

    def find(self, text: str, found: Callable[[int, int], None], *, backward: bool = False) -> None:
        """Go to the next hit of `text`; `found` gets its number and how many there are."""
        flags = QWebEnginePage.FindFlag.FindBackward if backward else QWebEnginePage.FindFlag(0)
        if text:
            self.looked_elsewhere.emit()

        def tell(result: QWebEngineFindTextResult) -> None:
            found(result.activeMatch(), result.numberOfMatches())

        self._page.findText(text, flags, tell)

    def copy(self) -> None:
        """Copy what is selected."""
        self._page.triggerAction(QWebEnginePage.WebAction.Copy)

    def light(self, stamps: Sequence[tuple[str, str]], *, scroll: bool) -> None:
        """Light what stands at one of some stamps, none where there are none.

        Each is a CSS selector of its link and the sentence that it belongs to.  With `scroll` the page goes there.
        """
        if self._loaded:
            self._run(f"following.light({json.dumps(stamps)}, {json.dumps(scroll)})")

    def set_peeking(self, on: bool) -> None:
        """Have the page tell of the stamps that the mouse and the keys are at, instead of showing hints itself."""
        self._peeking = on
        if self._loaded:
            self._run(f"peeking.set({json.dumps(on)})")

    def page_widget(self) -> QWidget:
        """The widget that gets the mouse."""
        return self._view.focusProxy()

    def ask_place_of_stamp(self, number: int, told: Callable[[Any], None]) -> None:
        """Have `told` called with a stamp's address and its place in the view: `(href, x, y)`, or None."""
        zoom = self._view.zoomFactor()

        def tell(found: str) -> None:
            place = json.loads(found)
            told(place and (place[0], place[1] * zoom, place[2] * zoom))

        self._run(f"JSON.stringify(alongside.placeOfStamp({number}))", tell)

    def close_page(self) -> None:
        """Let Chromium's page go before its profile, as Qt demands."""
        self._loaded = False
        self._page.renderProcessTerminated.disconnect(self._on_terminated)
        shiboken6.delete(self._view)
        shiboken6.delete(self._page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse's buttons for back and forward, which Chromium would use for a history of its own."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            step = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}.get(event.button())
            if step:
                self.history_wished.emit(step)
                return True
        return super().eventFilter(watched, event)

    def _put(self) -> None:
        if self._waiting is None:
            return
        (opened, place), self._waiting = self._waiting, None
        before, self._shown = self._shown, (opened, place)
        if before and self._stays(before[0], opened, place):
            self._on_put(opened)
            return
        heading = heading_id(opened.page.headings, place.heading) or place.heading
        arguments = (opened.page.article, quote(opened.note.path), place.scroll, heading, place.sentence)
        self._run(f"alongside.show({', '.join(map(json.dumps, arguments))})", lambda _: self._on_put(opened))

    def _stays(self, before: "OpenedNote", opened: "OpenedNote", place: "Place") -> bool:
        """Whether it is on the page already, just so: a click that is on its way is not to be lost."""
        same = (before.note.path, before.page.article) == (opened.note.path, opened.page.article)
        return same and not place.heading and not place.sentence and place.scroll == self.scroll()

    def _on_put(self, opened: "OpenedNote") -> None:
        if self._loaded:
            self.note_shown.emit(opened.note.path)

    def _run(self, code: str, done: Callable[[Any], None] = lambda _: None) -> None:
        self._page.runJavaScript(code, OURS, done)

    def _on_loaded(self, ok: bool) -> None:
        if ok and not self._loaded:
            self._loaded = True
            self._apply_theme(self._theme.name)
            self.page_widget().installEventFilter(self)
            self.set_peeking(self._peeking)
            self._put()

    def _on_selection(self) -> None:
        """A click on a stamp selects its time, which is no sign that the reader looks at anything else."""
        if _WORD.search(self._page.selectedText()):
            self.looked_elsewhere.emit()

    def _on_terminated(self) -> None:
        self._loaded = False
        path = self._shown[0].note.path if self._shown else ""
        again = path != self._crashed_on
        self._crashed_on = path
        self._waiting = self._waiting or (self._shown if again else None)
        self._shown = None
        self.crashed.emit("The page had to be drawn again." if again else f"“{path}” cannot be drawn.")
        self._page.load(QUrl(PAGE))

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        request = self._view.lastContextMenuRequest()
        if request is not None and request.linkUrl().isValid():
            href = address_of(request.linkUrl())
            menu.addAction("Open", lambda: self.link_activated.emit(href))
            if request.linkUrl().scheme() in ("http", "https", "mailto"):
                menu.addAction("Copy address", lambda: QGuiApplication.clipboard().setText(href))
        if self._page.hasSelection():
            menu.addAction("Copy", self.copy)
        for each in self.menus:
            if each.isEnabled():
                menu.addMenu(each)
        menu.addAction("Select all", lambda: self._page.triggerAction(QWebEnginePage.WebAction.SelectAll))
        menu.exec(self._view.mapToGlobal(where))
        menu.deleteLater()

    def _apply_theme(self, name: str) -> None:
        self._page.setBackgroundColor(self._theme.colour("paper"))
        if self._loaded:
            self._run(f"alongside.theme({json.dumps(name)})")

    def _connect(self) -> None:
        self._page.loadFinished.connect(self._on_loaded)
        self._page.renderProcessTerminated.connect(self._on_terminated)
        self._page.link_clicked.connect(self.link_activated)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._page.selectionChanged.connect(self._on_selection)
        self._page.linkHovered.connect(self.link_hovered)
        self._page.told.connect(self.told)
        self._theme.changed.connect(self._apply_theme)
