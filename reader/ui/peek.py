"""Shows the card of a moment where the mouse rests on its stamp, its row or its place on the seek bar."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from reader.services.peek import Peek, Spot, Told
from reader.services.player import Player
from reader.ui.peek_card import PeekCard
from reader.ui.peek_page import PageStamps
from reader.ui.peek_place import BY_ROWS, BY_TEXT, Side
from reader.ui.peek_rows import RowSpots
from reader.ui.seek_bar import SeekBar
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.services.frames import Frames
    from reader.ui.moments import Moments
    from reader.ui.note_view import NoteView
    from reader.ui.plain_note_view import PlainNoteView

REST_MS = 250
"""So long the mouse rests on the first stamp until its card comes."""
WARM_MS = 400
"""So long after a card the next one comes at once."""
_ENDS = frozenset({QEvent.Type.WindowDeactivate, QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide})


@dataclass(frozen=True, slots=True)
class _Wish:
    """A spot, its box on the screen, what asks for it, and at which sides of the box the card may be.

    With `keeps` the frame that is on the card stays until the next one comes.
    """

    spot: Spot
    box: QRect
    by: QObject
    sides: tuple[Side, ...] = BY_TEXT
    keeps: bool = False


class Peeking(QObject):
    """Has one card, which goes from moment to moment."""

    closed = Signal()
    """No card is wanted any more."""

    def __init__(self, window: QWidget, theme: Theme, peek: Peek, frames: "Frames", player: Player) -> None:
        super().__init__(window)
        self._peek, self._frames, self._player = peek, frames, player
        window.installEventFilter(self)
        self.card = PeekCard(theme, window)
        self.on = False
        self._switches: list[Callable[[bool], None]] = []
        self._wish: _Wish | None = None
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._open)
        self._warm = QTimer(self, interval=WARM_MS, singleShot=True)

    def set_on(self, on: bool) -> None:
        """Show cards, or tooltips as elsewhere."""
        self.on = on
        self.leave()
        for switch in self._switches:
            switch(on)

    def attend_page(self, note_view: "NoteView | PlainNoteView") -> None:
        """Show the cards of the page's stamps."""
        stamps = PageStamps(note_view, self._peek.stamp)
        stamps.hovered.connect(lambda spot, box: self._look(_Wish(spot, box, stamps)))
        stamps.asked.connect(lambda spot, box: self._look(_Wish(spot, box, stamps), at_once=True))
        stamps.left.connect(partial(self.leave, stamps))
        self.closed.connect(stamps.close)
        self._switches.append(note_view.set_peeking)

    def attend_bar(self, bar: SeekBar) -> None:
        """Show the cards of all moments of the seek bar; while it is dragged too."""
        bar.place_hovered.connect(partial(self._on_bar, bar))
        bar.place_left.connect(partial(self.leave, bar))
        self._switches.append(bar.set_peeking)

    def attend_rows(self, moments: "Moments") -> None:
        """Show the cards of the rows of moments."""
        rows = RowSpots(moments, self._peek.moment)
        rows.hovered.connect(lambda spot, box: self._look(_Wish(spot, box, rows, BY_ROWS)))
        rows.left.connect(partial(self.leave, rows))
        self._switches.append(rows.set_on)

    def leave(self, by: QObject | None = None) -> None:
        """The reader looks elsewhere; told `by` what the card is not about, nothing happens."""
        if self._wish is None or by not in (None, self._wish.by):
            return
        self._rest.stop()
        self._wish = None
        self._peek.cancel()
        self._frames.cancel_peek()
        if self.card.isVisible():
            self._warm.start()
            self.card.fade()
        self.closed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The card goes where its window does not have the keys any more, or goes elsewhere."""
        if event.type() in _ENDS:
            self.leave()
        return False

    def _on_bar(self, bar: SeekBar, spot: Spot, cursor: QPoint) -> None:
        box = QRect(cursor.x(), bar.mapToGlobal(QPoint(0, 0)).y(), 1, bar.height())
        self._look(_Wish(replace(spot, video=self._player.video), box, bar, keeps=True), at_once=True)

    def _look(self, wish: _Wish, *, at_once: bool = False) -> None:
        """Show a card: at once if that is wished, or where one was shown just now."""
        self._wish = wish
        if at_once or self.card.isVisible() or self._warm.isActive():
            self._open()
        else:
            self._rest.start()

    def _open(self) -> None:
        """Show what is known, with its frame in the very first paint where that is ready."""
        if self._wish is None:
            return
        spot, shown = self._wish.spot, self.card.told
        if not (self._wish.keeps and shown and shown.spot.video == spot.video):
            self.card.clear_picture()
        self._peek.ask(spot, self._tell)
        if self.card.has_picture:
            self._frames.peek(spot.video, spot.seconds, self.card.picture_size, partial(self._take, spot))

    def _tell(self, told: Told) -> None:
        if self._wish:
            self.card.tell(told)
            self.card.show_beside(self._wish.box, self._wish.sides)

    def _take(self, spot: Spot, picture: QImage) -> None:
        if self._wish and self._wish.spot == spot:
            self.card.set_picture(picture)
