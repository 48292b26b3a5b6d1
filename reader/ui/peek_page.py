"""The stamps of the page as places to peek at: with the mouse, or with Space where the keys are at one."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent

from reader.services.peek import Spot

if TYPE_CHECKING:
    from reader.ui.note_view import NoteView
    from reader.ui.plain_note_view import PlainNoteView

_ENDS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.KeyPress})
"""The reader does something on the page: its card is in the way."""
_PASSING = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt})
"""Keys with which the card goes along to the next stamp."""


class PageStamps(QObject):
    """Tells of the stamp under the mouse (`hovered`) and of one that is asked about with Space (`asked`)."""

    hovered = Signal(object, QRect)
    asked = Signal(object, QRect)
    left = Signal()

    def __init__(self, note_view: "NoteView | PlainNoteView", spot_of: Callable[[str, int], Spot | None]) -> None:
        super().__init__(note_view)
        self._note_view, self._spot_of = note_view, spot_of
        self._focused: tuple[Spot, QRect] | None = None
        self._open = False
        note_view.told.connect(self._on_told)
        note_view.link_activated.connect(self._on_followed)
        note_view.note_shown.connect(self._on_shown)

    def close(self) -> None:
        """No card is shown any more."""
        self._open = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take Space where the keys are at a stamp, before it plays the video, and Escape while its card is open."""
        if isinstance(event, QKeyEvent) and self._asks(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self._toggle()
            return True
        if event.type() in _ENDS and not (isinstance(event, QKeyEvent) and event.key() in _PASSING):
            self._open = False
            self.left.emit()
        return False

    def _asks(self, event: QKeyEvent) -> bool:
        wanted = event.key() == Qt.Key.Key_Space or (self._open and event.key() == Qt.Key.Key_Escape)
        return wanted and self._focused is not None and not event.modifiers()

    def _toggle(self) -> None:
        self._open = not self._open
        if self._open and self._focused:
            self.asked.emit(*self._focused)
        else:
            self.left.emit()

    def _on_told(self, message: str) -> None:
        told = json.loads(message)
        spot = self._spot_of(told["href"], told["number"]) if "href" in told else None
        found = (spot, self._on_screen(told["box"])) if spot else None
        if told["kind"] == "keys":
            self._on_keys(found)
        elif found:
            self._open = False
            self.hovered.emit(*found)
        else:
            self._leave()

    def _on_keys(self, found: tuple[Spot, QRect] | None) -> None:
        """The card goes along from stamp to stamp."""
        self._focused = found
        if self._open and found:
            self.asked.emit(*found)
        elif self._open:
            self._open = False
            self.left.emit()

    def _on_screen(self, box: list[float]) -> QRect:
        zoom = self._note_view.zoom()
        x, y, width, height = (round(each * zoom) for each in box)
        return QRect(self._note_view.page_widget().mapToGlobal(QPoint(x, y)), QSize(width, height))

    def _leave(self) -> None:
        if not self._open:
            self.left.emit()

    def _on_followed(self, _: str) -> None:
        """Whoever clicks in passing does not wait for a card; the page tells of the mouse after the click itself."""
        self._open = False
        self.left.emit()

    def _on_shown(self, _: str) -> None:
        """The page's widget may be another one than before."""
        self._note_view.page_widget().installEventFilter(self)
