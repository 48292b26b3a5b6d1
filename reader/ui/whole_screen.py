"""The video over the whole screen, its controls lying over the picture."""

from operator import itemgetter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from reader.services.player import Player
from reader.ui.fading import Fading, Panel, lay
from reader.ui.theme import Theme
from reader.ui.video_view import VideoView

_GAP = 16
_WIDEST = 1100
"""Pixels."""


class WholeScreen(QObject):
    """Borrows the controls from under the picture and lays them over it, until `leave`."""

    def __init__(self, view: VideoView, player: Player, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._from: QBoxLayout | None = None
        self._borrowed: list[tuple[int, QWidget]] = []
        self.panel = Panel(theme)
        self.panel.setParent(view)
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(8, 6, 8, 2)
        self._column.setSpacing(0)
        self.fading = Fading(view, player, (self.panel,))
        self.fading.shown_changed.connect(self._place)
        view.installEventFilter(self)
        self.panel.installEventFilter(self)

    @property
    def on(self) -> bool:
        """Whether the controls lie over the picture."""
        return self._from is not None

    def enter(self, layout: QBoxLayout, *parts: QWidget) -> None:
        """Take `parts` out of `layout`, and lay them over the picture."""
        self._from = layout
        self._borrowed = [(layout.indexOf(part), part) for part in parts]
        for _, part in self._borrowed:
            lay(part, self._column, self._column.count())
        self.fading.begin()

    def leave(self) -> None:
        """Put the parts back where they were."""
        if self._from:
            self.fading.end()
            for place, part in sorted(self._borrowed, key=itemgetter(0)):
                lay(part, self._from, place)
            self._from, self._borrowed = None, []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the picture when it or the controls grow."""
        if self.on and event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return False

    def _place(self) -> None:
        wide = min(self._view.width() - 2 * _GAP, _WIDEST)
        high = self.panel.sizeHint().height()
        self.panel.setGeometry((self._view.width() - wide) // 2, self._view.height() - high - _GAP, wide, high)
        self.panel.raise_()
        self._view.set_covered_below(high + _GAP if self.fading.shown else 0)
