"""Let the page follow the video: light the current moment, and stop scrolling the moment the reader looks elsewhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QPushButton, QWidget

from reader.services.follow import Follow
from reader.ui.text import tooltip

if TYPE_CHECKING:
    from reader.services.navigator import Place
    from reader.services.pages import OpenedNote
    from reader.ui.note_view import NoteView
    from reader.ui.plain_note_view import PlainNoteView

_GAP = 20
_SCROLL_BAR = 10  # CSS pixels, see note.css
_PASSING = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
     Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
)  # fmt: skip
"""Keys that move nothing: half of a shortcut, or the press of a link."""


class Following(QObject):
    """Joins `Follow` with the page; its button leads back to the video after the reader has looked elsewhere."""

    def __init__(self, note_view: "NoteView | PlainNoteView", follow: Follow, action: QAction | None = None) -> None:
        super().__init__(note_view)
        self._note_view = note_view
        self._follow = follow
        self._opened: OpenedNote | None = None
        self._selectors: list[str] = []
        self._on_page = False
        self._along = False  # the page has gone along with the video, and so is to be where it is
        self.button = QPushButton("Follow the video", note_view, objectName="follow")
        self._action = action
        if action:
            action.changed.connect(self._show_keys)
        self._show_keys()
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.again)
        self.button.hide()
        note_view.installEventFilter(self)
        note_view.note_shown.connect(self._on_note_shown)
        note_view.looked_elsewhere.connect(follow.stop)
        note_view.link_activated.connect(follow.follow_link)
        follow.current_changed.connect(self._on_current)
        follow.following_changed.connect(self._show_button)

    def show_note(self, opened: "OpenedNote", place: "Place") -> None:
        """Follow on another page, which is on its way to the view, or at another place of the same."""
        same = self._opened is not None and self._opened.note.path == opened.note.path
        self._along = same and self._along
        self._opened, self._on_page = opened, False
        self._selectors = list(selectors(opened))
        self._follow.show_note(opened)
        if same and (place.heading or place.sentence):
            self._follow.stop()

    def clear(self) -> None:
        """There is no page."""
        self._opened, self._selectors = None, []
        self._follow.clear()

    def again(self) -> None:
        """Follow from now on, and go to where the video is."""
        had_keys = self.button.hasFocus()
        self._follow.again()
        if had_keys:
            self._note_view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop when the reader moves the page."""
        if watched is self._note_view:
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif self._moves_page(event):
            self._follow.stop()
        return False

    def _moves_page(self, event: QEvent) -> bool:
        match event:
            case QWheelEvent():
                return not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress:
                return event.key() not in _PASSING
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonPress:
                return event.button() == Qt.MouseButton.MiddleButton or self._on_scroll_bar(event.position())
        return event.type() == QEvent.Type.TouchUpdate

    def _on_scroll_bar(self, where: QPointF) -> bool:
        return where.x() >= self._note_view.page_widget().width() - _SCROLL_BAR * self._note_view.zoom()

    def _on_note_shown(self, _: str) -> None:
        self._on_page = True
        self._note_view.page_widget().installEventFilter(self)
        self._light(scroll=self._along and self._follow.following)

    def _on_current(self, _: object) -> None:
        self._along = self._along or self._follow.goes_along
        if self._on_page:
            self._light(scroll=self._follow.goes_along)
        self._show_button()

    def _light(self, *, scroll: bool) -> None:
        if self._opened:
            moments = self._opened.moments
            lit = [(self._selectors[number], moments[number].sentence) for number in self._follow.numbers]
            self._note_view.light(lit, scroll=scroll)

    def _show_keys(self) -> None:
        keys = self._action.shortcut().toString() if self._action else ""
        self.button.setToolTip(tooltip(f"Follow the video ({keys})" if keys else "Follow the video"))

    def _show_button(self) -> None:
        self.button.setVisible(not self._follow.following and bool(self._follow.numbers))
        self._place()

    def _place(self) -> None:
        over: QWidget = self._note_view
        self.button.adjustSize()
        self.button.move((over.width() - self.button.width()) // 2, over.height() - self.button.height() - _GAP)
        self.button.raise_()


def selectors(opened: "OpenedNote") -> "list[str]":
    """How the stamp of each moment is found in the page: in a note by its number, on a gathered page by its place."""
    if not opened.page.readings:
        return [f"ul.moments > li:nth-child({number}) > .t" for number in range(1, len(opened.moments) + 1)]
    readings = enumerate(opened.page.readings)
    timed = [number for number, reading in readings if reading.seconds is not None and not reading.stamp.video]
    return [f'.t[data-n="{number}"]' for number in timed]
