"""What the open note is linked with, in one list that folds; while something is sought, what of the text matches."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeView

from reader.clock import clock
from reader.notes.hrefs import choose_href, phantom_href, place_href, video_href
from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from reader.ui.hits import place_of
from reader.ui.linked_model import LinkedModel, Row, Section
from reader.ui.rows import LinkedDelegate, Role
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.library.catalog import Entry
    from reader.library.finder import Group, Hit
    from reader.library.linked import Mention
    from reader.notes.page import PageLink
    from reader.services.tasks import Task

LINKS, ABOUT, BACKLINKS, IN_TEXT = "Links in this note", "Also about this video", "Links to here", "In the text"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinkedView(QTreeView):
    """A list of sections.  Enter or a click follows a row; with Shift its video plays from the row's stamp, too."""

    link_activated = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(headerHidden=True, rootIsDecorated=False, indentation=0, animated=False)
        self.rows = LinkedModel(self)
        self._folded: set[str] = set()
        self._theme = theme
        self.setModel(self.rows)
        self.setItemDelegate(LinkedDelegate(theme, self.rows.size))
        self.setObjectName("linked")
        self.setAccessibleName("What this note is linked with")
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.changed.connect(self.viewport().update)
        self.activated.connect(self._follow)
        self.expanded.connect(lambda index: self._folded.discard(index.data()))
        self.collapsed.connect(lambda index: self._folded.add(index.data()))

    def show_sections(self, sections: list[Section]) -> None:
        """Show other sections; those that were folded are folded."""
        self.rows.show(sections)
        for number, title in enumerate(self.rows.titles()):
            self.setExpanded(self.rows.index(number, 0), title not in self._folded)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows, Shift+Enter plays; all other keys are the list's."""
        if event.key() in _ENTER:
            self._follow(self.currentIndex(), playing=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _follow(self, index: QModelIndex, *, playing: bool | None = None) -> None:
        if playing is None:
            playing = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        if index.isValid() and not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))
        elif href := (playing and index.data(Role.PLAY_HREF)) or index.data(Role.HREF):
            self.link_activated.emit(href)


class Linked:
    """Fills a `LinkedView` with what the open note is linked with, or with what is sought."""

    def __init__(self, library: LibraryService, theme: Theme) -> None:
        self.view = LinkedView(theme)
        self._library = library
        self._opened: OpenedNote | None = None
        self._backlinks: list[Mention] = []
        self._hits: list[Hit] | None = None
        self._asking: Task | None = None
        self._seeking: Task | None = None

    def show_note(self, opened: OpenedNote | None) -> None:
        """Show what a note is linked with; None is no note."""
        path = opened.note.path if opened else ""
        if self._opened is None or path != self._opened.note.path:
            self._backlinks = []
        self._opened = opened
        if self._asking:
            self._asking.cancel()
        self._asking = self._library.backlinks(path, self._take_backlinks) if path else None
        self._show()

    def seek(self, text: str) -> None:
        """Show what of the text of all notes matches instead; for no text, the links again."""
        if self._seeking:
            self._seeking.cancel()
            self._seeking = None
        if text.strip():
            self._seeking = self._library.search(text, self._take_hits)
        else:
            self._hits = None
            self._show()

    def first_hit(self) -> str:
        """What the first hit of what is sought leads to; nothing where there is none."""
        return _of_hit(self._hits[0]).href if self._hits else ""

    def _take_backlinks(self, found: "list[Mention]") -> None:
        self._backlinks = found
        self._show()

    def _take_hits(self, found: "list[Group]") -> None:
        self._hits = [hit for group in found for hit in group.hits]
        self._show()

    def _show(self) -> None:
        if self._hits is not None:
            self.view.show_sections([Section(IN_TEXT, self._hits, _of_hit, lambda _: True)])
        else:
            self.view.show_sections([self._links(), self._about(), self._mentions()] if self._opened else [])

    def _links(self) -> Section:
        assert self._opened
        different: dict[tuple[str, ...], PageLink] = {}
        if self._library.ready:
            for each in self._opened.page.links:
                different.setdefault(each.meaning, each)
            different.pop((self._opened.note.path,), None)
        return Section(LINKS, list(different.values()), self._of_link)

    def _about(self) -> Section:
        assert self._opened
        note, title = self._opened.note, self._opened.video
        entries = self._library.catalog.about(note.video) if note.video else []
        others: list[Entry | None] = [entry for entry in entries if entry.path != note.path]
        every = Row("All of this video’s notes", video_href(note.video or ""), f"{len(entries):,}", tip=title)
        first = [None] if note.path and others else []
        return Section(ABOUT, first + others, lambda entry: _of_entry(entry) if entry else every, uncounted=len(first))

    def _mentions(self) -> Section:
        """A note that links here several times is there once, by its first sentence."""
        times = Counter(mention.path for mention in self._backlinks)
        first: dict[str, Mention] = {}  # by path
        for mention in self._backlinks:
            if mention.path not in first or (mention.excerpt and not first[mention.path].excerpt):
                first[mention.path] = mention
        return Section(
            BACKLINKS,
            list(first.values()),
            lambda mention: _of_mention(mention, times[mention.path]),
            lambda mention: bool(mention.excerpt),
        )

    def _of_link(self, each: "PageLink") -> Row:
        target = each.link.target
        if len(each.paths) == 1 and (entry := self._library.catalog.entry(each.paths[0])):
            return _of_entry(entry)
        if each.paths:
            return Row(target, choose_href(target), f"{len(each.paths)} notes")
        return Row(each.link.label or target, phantom_href(target), "no note yet", phantom=True)


def _of_entry(entry: "Entry") -> Row:
    return Row(entry.title, place_href(entry.path))


def _of_mention(mention: "Mention", times: int) -> Row:
    sentence, seconds = mention.sentence, mention.stamp if mention.video else None
    return Row(
        mention.title,
        place_href(mention.path, sentence),
        f"{times} ×" if times > 1 else "",
        sentence if mention.excerpt else None,
        "" if seconds is None else clock(seconds),
        place_href(mention.path, sentence, seconds),
        tip=f"{mention.title} – {sentence}" if sentence else "",
    )


def _of_hit(hit: "Hit") -> Row:
    text, place = hit.snippet.text, place_of(hit)
    tip = f"{hit.title} – {text}"
    return Row(hit.title, place.href, second=text, stamp=place.stamp, play_href=place.play_href, tip=tip)
