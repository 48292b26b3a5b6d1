"""What shows that a part of the video is looped, and lets the reader change, keep and choose such parts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.loops import Loop, Loops
from reader.ui.text import count, plain, tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, Line, row

_STEP = 0.5
"""Seconds that a press moves an end."""
_TIMES = (0, 2, 3, 5, 10)
_ROOM_FOR_ENDS = 360
"""Pixels."""


class LoopBar(QWidget):
    """A slim line under the transport, there while a loop runs or is begun, or where loops were kept."""

    def __init__(self, loops: Loops, theme: Theme) -> None:
        super().__init__(objectName="loop-bar")
        self._loops = loops
        self.range = QLabel(objectName="loop-range")
        self.said = Line("loop-said")
        self.times = self._menu_button("Play it so many times", self._fill_times)
        self.list = self._menu_button("Loops of this video that were kept", self._fill_list)
        self.put_back = self._text_button("Keep the loop again that was removed")
        self.put_back.setText("Put back")
        self.put_back.clicked.connect(loops.put_back)
        self.keep = self._button(theme, "bookmark-line", "Keep this loop", loops.keep)
        self.stop = self._button(theme, "close-line", "Loop no more", loops.stop)
        self._ends = [
            self._end(theme, "arrow-left-s-line", "Start half a second earlier", start=-_STEP),
            self._end(theme, "arrow-right-s-line", "Start half a second later", start=_STEP),
            self._end(theme, "arrow-left-s-line", "End half a second earlier", end=-_STEP),
            self._end(theme, "arrow-right-s-line", "End half a second later", end=_STEP),
        ]
        self._lay_out()
        loops.changed.connect(self.refresh)
        loops.kept_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what runs now."""
        loops, loop = self._loops, self._loops.loop
        kept = loops.kept()
        runs = loop is not None
        if loop:
            self.range.setText(f"Looping {_range(loop)}")
        elif loops.begun is not None:
            self.range.setText(f"Loop from {clock(loops.begun)} to …")
        else:
            self.range.setText(f"Removed {_range(loops.dropped)}" if loops.dropped else "")
        self.said.show_text(loop.name if loop else "")
        self.times.setText(f"{loops.round} of {loops.times}" if loops.times else "∞")
        self.list.setText(f"{len(kept)} kept" if runs else f"{count(len(kept), 'loop', 'loops')} kept")
        self.list.setVisible(bool(kept))
        self.put_back.setVisible(loops.dropped is not None)
        self.keep.setVisible(runs and not loops.is_kept)
        self.times.setVisible(runs)
        stops = runs or loops.begun is not None or loops.dropped is not None
        self.stop.set_name("Loop no more" if runs or loops.begun is not None else "Leave it removed")
        self.stop.setVisible(stops)
        self._share_width()
        self.setVisible(stops or bool(kept))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, leave out the fine steps and what is said."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        roomy = self._loops.loop is not None and self.width() >= _ROOM_FOR_ENDS
        for part in (*self._ends, self.said):
            part.setVisible(roomy)

    def _button(self, theme: Theme, icon: str, name: str, run: object) -> IconButton:
        button = IconButton(theme, icon)
        button.set_name(name)
        button.clicked.connect(run)
        return button

    def _end(self, theme: Theme, icon: str, name: str, start: float = 0.0, end: float = 0.0) -> IconButton:
        return self._button(theme, icon, name, lambda: self._loops.move(start, end))

    def _text_button(self, name: str) -> QToolButton:
        button = QToolButton(objectName="rate")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tooltip(name))
        button.setAccessibleName(name)
        return button

    def _menu_button(self, name: str, fill: object) -> QToolButton:
        button = self._text_button(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        return button

    def _fill_times(self) -> None:
        menu = self.times.menu()
        menu.clear()
        for times in _TIMES:
            name = f"{times} times" if times else "Until I move on"
            choice = menu.addAction(name, lambda times=times: self._loops.set_times(times))
            choice.setCheckable(True)
            choice.setChecked(times == self._loops.times)

    def _fill_list(self) -> None:
        menu = self.list.menu()
        menu.clear()
        kept = self._loops.kept()
        for loop in kept:
            menu.addAction(_named(loop), lambda loop=loop: self._loops.start(loop))
        menu.addSeparator()
        remove = menu.addMenu("Remove")
        for loop in kept:
            remove.addAction(_named(loop), lambda loop=loop: self._loops.drop(loop))

    def _lay_out(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        start, end = self._ends[:2], self._ends[2:]
        line = row(*start, self.range, *end, self.said, None, self.put_back, self.times, self.list, self.keep,
                   self.stop, margins=(12, 2, 10, 4), spacing=2)  # fmt: skip
        line.setStretchFactor(self.said, 100)
        layout.addLayout(line)


def _range(loop: Loop) -> str:
    return f"{clock(loop.start)}–{clock(loop.end)}"


def _named(loop: Loop) -> str:
    name = plain(loop.name)
    short = name if len(name) <= 60 else f"{name[:59]}…"
    return f"{_range(loop)}  {short}".rstrip().replace("&", "&&")
