"""The window: where the parts stand, and how they are remembered.  Layout only."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from reader.commands import Command
from reader.ui.bars import AddressBar, FindBar, MessageBar, Toast
from reader.ui.header import Header
from reader.ui.keys_sheet import KeysSheet
from reader.ui.mini_window import MiniWindow
from reader.ui.now_playing import NowPlaying
from reader.ui.reading_switch import ReadingSwitch
from reader.ui.sidebar import Sidebar
from reader.ui.theme import Theme
from reader.ui.video_pane import VideoPane
from reader.ui.whole_screen import WholeScreen
from reader.ui.widgets import bring_up, row

_SHARES = {"beside": [3, 2], "above": [2, 3]}
"""The two layouts that show both the note and the video, and how these share the room at first."""
_SIDEBAR = 248
"""How wide the sidebar is at first, in pixels."""


class Window(QMainWindow):
    """A sidebar at the left, the note, and the video beside or above it; or one of the two alone."""

    closing = Signal()

    def __init__(
        self,
        header: Header,
        sidebar: Sidebar,
        note_view: Any,
        video_pane: VideoPane,
        theme: Theme,
        commands: Iterable[Command],
        switch: ReadingSwitch,
        whole_screen: WholeScreen,
        mini: MiniWindow,
        now_playing: NowPlaying,
    ) -> None:
        super().__init__()
        self.header, self.sidebar, self.note_view, self.video_pane = header, sidebar, note_view, video_pane
        self._commands = tuple(commands)
        self.switch, self.whole_screen, self.mini, self.now_playing = switch, whole_screen, mini, now_playing
        self.find_bar = FindBar(note_view, theme)
        self.address_bar = AddressBar(note_view)
        self.message_bar = MessageBar(note_view, theme)
        self.toast = Toast(note_view)
        self.summary, self.notice = QLabel(), QLabel(textFormat=Qt.TextFormat.PlainText)
        self.stop = QPushButton("Stop", objectName="stop")
        self.status = self._make_status()
        self.split = self._layout = "beside"
        self._shares = {split: list(shares) for split, shares in _SHARES.items()}
        self._left_out: list[QWidget] = []
        self._gave_way = self._mini_waits = False
        self._sidebar_width = _SIDEBAR
        self._size_before = QSize()
        self._keys_before: QWidget | None = None
        self.reading = QSplitter(handleWidth=1, childrenCollapsible=False)
        self.columns = QSplitter(Qt.Orientation.Horizontal, handleWidth=1, childrenCollapsible=False)
        self._lay_out()
        self.resize(1280, 800)
        self.setWindowTitle("Alongside")
        mini.back_wished.connect(self.come_back)
        mini.emptied.connect(self._empty_mini)
        self.destroyed.connect(mini.deleteLater)

    def set_layout(self, layout: str) -> None:
        """Put the video `beside` the note or `above` it, or show only the `note` or the `video`."""
        self._note_shares()
        self._layout = layout
        if layout in _SHARES:
            self.split = layout
            beside = layout == "beside"
            self.reading.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
            parts = (self.note_view, self.video_pane)
            for place, part in enumerate(parts if beside else reversed(parts)):
                self.reading.insertWidget(place, part)
        if self.mini.on or self._mini_waits:
            self.close_mini()
        self._share_room()

    def remembered(self) -> dict[str, Any]:
        """How the window looks, to be given to `restore` another day."""
        self._note_shares()
        return {
            "geometry": _text(self.saveGeometry()),
            "columns": [self._sidebar_width, self.columns.width() - self._sidebar_width],
            "split": self.split,
            "shares": self._shares,
            "mini": self.mini.remembered(),
            "sidebar": not self.sidebar.isHidden() or self._gave_way,
            "sidebar parts": self.sidebar.remembered(),
        }

    def restore(self, value: Mapping[str, Any]) -> None:
        """Look as it did; what cannot be understood is passed over."""
        self.sidebar.setVisible(value.get("sidebar", True) is not False)
        geometry = value.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        if sizes := _two_sizes(value.get("columns")):
            self._sidebar_width = sizes[0] or self._sidebar_width
            self._share_columns()
        if isinstance(shares := value.get("shares"), dict):
            self._shares |= {split: sizes for split in _SHARES if (sizes := _two_sizes(shares.get(split)))}
        if self._layout not in _SHARES and value.get("split") in _SHARES:
            self.split = value["split"]
        self._share_room()
        self.mini.restore(value.get("mini"))
        if isinstance(parts := value.get("sidebar parts"), dict):
            self.sidebar.restore(parts)

    def add_to_status(self, part: QWidget) -> None:
        """Show something more in the line at the foot, after what is said of the library."""
        line = self.status.layout()
        assert isinstance(line, QBoxLayout)
        line.insertWidget(line.indexOf(self.stop) + 1, part)

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar; a window that is too narrow for it grows."""
        self.sidebar.setVisible(self.sidebar.isHidden())

    def toggle_fullscreen(self) -> None:
        """Show the video alone on the whole screen, or everything again."""
        self.close_mini()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def enlarge(self) -> None:
        """Show the picture larger: from the mini window here, from here on the whole screen; and from there here."""
        if self.mini.on:
            self.come_back()
        else:
            self.toggle_fullscreen()

    def toggle_mini(self) -> None:
        """Show the picture in a small window that stays on top, and the note over the whole width; or here again."""
        if self.mini.on:
            self.come_back()
        elif self.video_pane.view.isHidden():
            self.toast.say("There is no picture that a mini window could show.")
        else:
            if self.isFullScreen():
                self.toggle_fullscreen()
            self._note_shares()
            self._mini_waits = False
            self.mini.take(self._column_of_pane())
            self._share_room()

    def close_mini(self) -> None:
        """Have the picture here again, if it is in the mini window."""
        self._mini_waits = False
        if self.mini.on:
            self.mini.give_back()
            self._share_room()

    def come_back(self) -> None:
        """Have the picture here again, before all other windows."""
        self.close_mini()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        bring_up(self)

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        sheet = KeysSheet(self._commands, {action.objectName(): action for action in self.actions()}, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def next_pane(self) -> None:
        """Give the keys to the next pane: sidebar, note, video."""
        panes = (
            self.sidebar.tree,
            self.sidebar.linked.view,
            self.note_view,
            self.video_pane.transport.play,
            self.video_pane.card.first,
        )
        seen = [pane for pane in panes if pane and pane.isVisible()]
        focused = QApplication.focusWidget()
        at = next((place for place, pane in enumerate(seen) if _holds(pane, focused)), -1)
        if seen:
            seen[(at + 1) % len(seen)].setFocus(Qt.FocusReason.TabFocusReason)

    def copy(self) -> None:
        """Copy what is selected where the keys go."""
        focused = QApplication.focusWidget()
        copier = getattr(focused, "copy", None)
        if callable(copier):
            copier()
        else:
            self.note_view.copy()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the whole screen."""
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.toggle_fullscreen()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Show the video alone on the whole screen, whoever made the window so large."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isFullScreen() != self.whole_screen.on:
            if self.isFullScreen():
                self._show_alone()
            else:
                self._show_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Once the window has the size again that it had before the whole screen, so have its parts."""
        super().resizeEvent(event)
        if not self.whole_screen.on and event.size() == self._size_before:
            self._size_before = QSize()
            self._share_columns()
            self._share_room()
        self._make_way()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow where the reader wants a sidebar that there is no room for; have it as wide as it was where there is."""
        if watched is self.columns and event.type() == QEvent.Type.Resize:
            self._share_columns()
        if watched is self.video_pane.view and event.type() == QEvent.Type.ShowToParent and self._mini_waits:
            QTimer.singleShot(0, self, self._fill_mini)  # not while Qt is about to show it
        if watched is self.sidebar and event.type() == QEvent.Type.ShowToParent and not self.whole_screen.on:
            self._gave_way = False
            if self.isVisible():
                self.resize(max(self.width(), self._width_for_all()), self.height())
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before everything goes; the next day begins neither with the whole screen nor with the mini window."""
        if self.isFullScreen():
            self.toggle_fullscreen()
        self.close_mini()
        self.closing.emit()
        super().closeEvent(event)

    def _empty_mini(self) -> None:
        """There is no picture: show here what is known of that, and the mini window again with the next picture."""
        self.close_mini()
        self._mini_waits = True

    def _fill_mini(self) -> None:
        if self._mini_waits and not self.video_pane.view.isHidden() and not self.isFullScreen():
            self.toggle_mini()

    def _show_alone(self) -> None:
        self._note_shares()
        self._size_before = self.size()
        focused = QApplication.focusWidget()
        self._keys_before = self.note_view if _holds(self.note_view, focused) else focused
        self._left_out = [part for part in (self.header, self.sidebar, self.status) if not part.isHidden()]
        for part in self._left_out:
            part.hide()
        self.whole_screen.enter(self._column_of_pane(), self.video_pane.transport, self.video_pane.loop_bar)
        self._share_room()
        self.video_pane.view.setFocus()

    def _show_all(self) -> None:
        self.whole_screen.leave()
        for part in self._left_out:
            part.show()
        self._share_columns()
        self._share_room()
        before = self._keys_before
        (before if before and isValid(before) and before.isVisible() else self._main_pane()).setFocus()
        self._keys_before = None

    def _share_room(self) -> None:
        """Show the note, the video or both, as is wished now."""
        alone = self.whole_screen.on
        note = not alone and (self.mini.on or self._layout != "video")
        video = alone or not (self.mini.on or self._layout == "note")
        lost = _holds(self.video_pane if note else self.note_view, QApplication.focusWidget()) and not (note and video)
        self.note_view.setVisible(note)
        self.video_pane.setVisible(video)
        self.video_pane.set_tall(note and video and self.split == "beside")
        self.now_playing.set_wished(not video and not self.mini.on)
        for bar in (self.toast, self.message_bar):
            bar.lie_over(self.note_view if note else self.video_pane)
        if note and video:
            self.reading.setSizes(self._shares[self.split])
        if lost:
            self._main_pane().setFocus()
        self.setMinimumWidth(max(self._least_width(), self.header.minimumSizeHint().width()))
        self._make_way()

    def _make_way(self) -> None:
        """Do without the sidebar while there is no room for it."""
        if self.whole_screen.on:
            return
        if self.width() < self._width_for_all():
            if not self.sidebar.isHidden():
                self.sidebar.hide()
                self._gave_way = True
        elif self._gave_way:
            self.sidebar.show()
            self._share_columns()

    def _width_for_all(self) -> int:
        return self.sidebar.minimumWidth() + self.columns.handleWidth() + self._least_width()

    def _least_width(self) -> int:
        return self.reading.minimumSizeHint().width()

    def _share_columns(self) -> None:
        """Have the sidebar as wide as the reader wants it, where there is room for that."""
        room = self.columns.width()
        wide = min(self._sidebar_width, max(room - self._least_width(), self.sidebar.minimumWidth()))
        self.columns.setSizes([wide, room - wide])

    def _on_columns_moved(self) -> None:
        self._sidebar_width = self.columns.sizes()[0]

    def _note_shares(self) -> None:
        if not (self.note_view.isHidden() or self.video_pane.isHidden()) and self.isVisible():
            self._shares[self.split] = self.reading.sizes()

    def _main_pane(self) -> QWidget:
        return self.video_pane.view if self.note_view.isHidden() else self.note_view

    def _column_of_pane(self) -> QBoxLayout:
        column = self.video_pane.layout()
        assert isinstance(column, QBoxLayout)
        return column

    def _make_status(self) -> QWidget:
        status = QWidget(objectName="status")
        status.setFixedHeight(26)
        status.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.stop.setAccessibleName("Stop reading the library")
        self.stop.hide()
        parts = (self.summary, self.stop, None, self.notice, self.now_playing, self.switch)
        status.setLayout(row(*parts, margins=(14, 0, 14, 0), spacing=10))
        return status

    def _lay_out(self) -> None:
        self.header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.set_layout("beside")
        self.columns.addWidget(self.sidebar)
        self.columns.addWidget(self.reading)
        self.columns.splitterMoved.connect(self._on_columns_moved)
        self.columns.setSizes([self._sidebar_width, 1280 - self._sidebar_width])
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(140)
        self.sidebar.setMaximumWidth(480)
        self.note_view.setMinimumSize(200, 120)
        self.video_pane.setMinimumWidth(240)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.columns, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        for watched in (self.sidebar, self.columns, self.video_pane.view):
            watched.installEventFilter(self)


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def _two_sizes(value: object) -> list[int] | None:
    fits = isinstance(value, list) and len(value) == 2 and all(isinstance(size, int) for size in value)
    return value if fits else None  # type: ignore[return-value]


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()
