"""The button for captions and its menu: which are shown, how large, where, and how late."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from reader.services.captions import Captions, offset_words
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton

_SIZES = {"Small": 0.75, "Normal": 1.0, "Large": 1.5, "Very large": 2.0}
_PLACES = {"At the foot of the picture": "bottom", "At the head of the picture": "top"}


class CaptionMenu(QMenu):
    """Made anew whenever it opens.  `timing`: actions that shift the captions; the menu stays open after them."""

    def __init__(self, captions: Captions, timing: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._captions, self._timing = captions, tuple(timing)
        self._second, self._size, self._place = (QMenu(name, self) for name in ("Second language", "Size", "Place"))
        self._offset = QAction(parent, enabled=False)  # a child of its own would end with its entry
        captions.changed.connect(self._show_offset)
        self.aboutToShow.connect(self._fill)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Shift captions as often as wished without opening the menu again."""
        action = self.actionAt(event.position().toPoint())
        if action in self._timing and event.button() == Qt.MouseButton.LeftButton:
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def _fill(self) -> None:
        self.clear()
        captions = self._captions
        _add(self, "Off", partial(captions.choose, None), chosen=not captions.on)
        for track in captions.tracks:
            _add(self, track.name, partial(captions.choose, track), chosen=captions.on and track == captions.first)
        self.addSeparator()
        self._fill_second()
        self._fill_settings()
        for menu in (self._second, self._size, self._place):
            self.addMenu(menu)
        self.addSeparator()
        self._show_offset()
        self.addActions([self._offset, *self._timing])

    def _fill_second(self) -> None:
        captions, menu = self._captions, self._second
        menu.clear()
        _add(menu, "None", partial(captions.choose, None, second=True), chosen=captions.second is None)
        for track in captions.tracks:
            if track != captions.first:
                _add(menu, track.name, partial(captions.choose, track, second=True), chosen=track == captions.second)
        menu.setEnabled(len(captions.tracks) > 1)

    def _fill_settings(self) -> None:
        captions = self._captions
        self._size.clear()
        self._place.clear()
        for name, size in _SIZES.items():
            _add(self._size, name, partial(captions.set_size, size), chosen=captions.size == size)
        for name, place in _PLACES.items():
            _add(self._place, name, partial(captions.set_place, place), chosen=captions.place == place)

    def _show_offset(self) -> None:
        self._offset.setText(f"Shown {offset_words(self._captions.offset)}")


class CaptionButton(IconButton):
    """Says whether captions are shown, and opens their menu.  `toggle`: the action that has the key for it."""

    def __init__(self, captions: Captions, theme: Theme, toggle: QAction, timing: Sequence[QAction]) -> None:
        super().__init__(theme, "closed-captioning-line")
        self._captions, self._toggle = captions, toggle
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(CaptionMenu(captions, timing, self))
        captions.changed.connect(self._show_state)
        self._show_state()

    def _show_state(self) -> None:
        there = bool(self._captions.tracks)
        shown = there and self._captions.on
        self._token = "accent" if shown else "quiet"
        self.set_icon("closed-captioning-fill" if shown else "closed-captioning-line")
        keys = self._toggle.shortcut().toString()
        self.set_name("Captions" if there else "No captions beside this video", keys if there else "")
        self.setEnabled(there)


def _add(menu: QMenu, name: str, act: Callable[[], None], *, chosen: bool) -> None:
    """An entry of a menu; a name may be a stranger's."""
    action = menu.addAction(plain(name).replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda _=False: act())
