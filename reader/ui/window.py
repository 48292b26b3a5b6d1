"""The window: where the parts stand, and how they are remembered.  Layout only."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QSplitter, QVBoxLayout, QWidget

from reader.commands import Command
from reader.ui.bars import AddressBar, FindBar, MessageBar, Toast
from reader.ui.header import Header
from reader.ui.keys_sheet import KeysSheet
from reader.ui.reading_switch import ReadingSwitch
from reader.ui.sidebar import Sidebar
from reader.ui.theme import Theme
from reader.ui.video_pane import VideoPane
from reader.ui.widgets import row


class Window(QMainWindow):
    """A sidebar at the left, the note, and the video beside or above it."""

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
    ) -> None:
        super().__init__()
        self.header, self.sidebar, self.note_view, self.video_pane = header, sidebar, note_view, video_pane
        self._commands = tuple(commands)
        self.switch = switch
        self.find_bar = FindBar(note_view, theme)
        self.address_bar = AddressBar(note_view)
        self.message_bar = MessageBar(note_view, theme)
        self.toast = Toast(note_view)
        self.summary, self.notice = QLabel(), QLabel(textFormat=Qt.TextFormat.PlainText)
        self.stop = QPushButton("Stop", objectName="stop")
        self.status = self._make_status()
        self._left_out: list[QWidget] = []
        self.reading = QSplitter(handleWidth=1, childrenCollapsible=False)
        self.columns = QSplitter(Qt.Orientation.Horizontal, handleWidth=1, childrenCollapsible=False)
        self._lay_out()
        self.resize(1280, 800)
        self.setWindowTitle("Alongside")

    def set_layout(self, layout: str) -> None:
        """Put the video `beside` the note or `above` it."""
        beside = layout == "beside"
        self.reading.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        first, second = (self.note_view, self.video_pane) if beside else (self.video_pane, self.note_view)
        self.reading.insertWidget(0, first)
        self.reading.insertWidget(1, second)
        self.reading.setSizes([3, 2] if beside else [2, 3])
        self.video_pane.set_tall(beside and not self._left_out)

    def remembered(self) -> dict[str, Any]:
        """How the window looks, to be given to `restore` another day."""
        return {
            "geometry": _text(self.saveGeometry()),
            "columns": self.columns.sizes(),
            "reading": self.reading.sizes(),
            "sidebar": not self.sidebar.isHidden(),
            "sidebar parts": self.sidebar.remembered(),
        }

    def restore(self, value: Mapping[str, Any]) -> None:
        """Look as it did; what cannot be understood is passed over."""
        geometry = value.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        for splitter, name in ((self.columns, "columns"), (self.reading, "reading")):
            sizes = value.get(name)
            if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) for size in sizes):
                splitter.setSizes(sizes)
        self.sidebar.setVisible(value.get("sidebar", True) is not False)
        if isinstance(parts := value.get("sidebar parts"), dict):
            self.sidebar.restore(parts)

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar."""
        self.sidebar.setVisible(self.sidebar.isHidden())

    def toggle_fullscreen(self) -> None:
        """Show the video alone on the whole screen, or everything again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_keys(self) -> None:
        """Show the sheet of keys."""
        sheet = KeysSheet(self._commands, {action.objectName(): action for action in self.actions()}, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def next_pane(self) -> None:
        """Give the keys to the next pane: sidebar, note, video."""
        panes: list[QWidget] = [
            self.sidebar.tree,
            self.sidebar.linked.view,
            self.note_view,
            self.video_pane.transport.play,
        ]
        seen = [pane for pane in panes if pane.isVisible()]
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
        if event.type() == QEvent.Type.WindowStateChange and self.isFullScreen() != bool(self._left_out):
            self._show_alone(self.isFullScreen())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before everything goes; the next day does not begin with the whole screen."""
        if self.isFullScreen():
            self.toggle_fullscreen()
        self.closing.emit()
        super().closeEvent(event)

    def _show_alone(self, alone: bool) -> None:
        parts = (self.header, self.sidebar, self.note_view, self.status)
        changed = [part for part in parts if not part.isHidden()] if alone else self._left_out
        self._left_out = changed if alone else []
        for part in changed:
            part.setHidden(alone)
        self.video_pane.set_tall(not alone and self.reading.orientation() is Qt.Orientation.Horizontal)
        (self.video_pane.transport.play if alone else self.note_view).setFocus()

    def _make_status(self) -> QWidget:
        status = QWidget(objectName="status")
        status.setFixedHeight(26)
        status.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.stop.setAccessibleName("Stop reading the library")
        self.stop.hide()
        status.setLayout(
            row(self.summary, self.stop, None, self.notice, self.switch, margins=(14, 0, 14, 0), spacing=10)
        )
        return status

    def _lay_out(self) -> None:
        self.header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.set_layout("beside")
        self.columns.addWidget(self.sidebar)
        self.columns.addWidget(self.reading)
        self.columns.setSizes([248, 1032])
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(140)
        self.sidebar.setMaximumWidth(480)
        self.note_view.setMinimumSize(240, 120)
        self.video_pane.setMinimumSize(240, 120)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.columns, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()
