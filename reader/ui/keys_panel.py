"""The keys of one command: each can be removed, others added, and what cannot be is said."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader.ui.chords import shown
from reader.ui.key_capture import KeyCapture
from reader.ui.text import tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import Line, row


class KeysPanel(QWidget):
    """Shows a command's keys as caps; a click on one removes it."""

    captured = Signal(str)
    """A key was pressed that the command is to have."""
    insisted = Signal(str)
    """It is to have that key although another command has it."""
    removed = Signal(str)
    reset_wished = Signal()
    left = Signal()
    """Nothing here needs the keys any more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(objectName="keys-panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._chords: tuple[str, ...] = ()
        self.offered = ""
        """The taken key that could be used here instead."""
        self.title = Line("keys-title")
        self.caps = QHBoxLayout(spacing=6)
        self.reset = QPushButton("Reset", autoDefault=False)
        self.add = QPushButton("Add a key…", autoDefault=False)
        self.capture = KeyCapture("Press the new key, or Esc")
        self.said = QLabel(objectName="state-text", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.instead = QPushButton("Use it here instead", autoDefault=False)
        self.instead.setProperty("primary", True)
        self._lay_out()
        self.add.clicked.connect(self.begin)
        self.reset.clicked.connect(self.reset_wished)
        self.capture.captured.connect(self._on_captured)
        self.capture.cancelled.connect(self._on_cancelled)
        self.instead.clicked.connect(self._insist)
        theme.changed.connect(lambda _: self._draw_caps())

    def show_command(self, title: str, chords: Iterable[str], *, changed: bool) -> None:
        """Show another command, or its other keys; an empty title for none."""
        self._chords = tuple(chords)
        self.title.show_text(title)
        self.add.setAccessibleName(f"Add a key for “{title}”")
        self.reset.setAccessibleName(f"Reset the keys of “{title}”")
        self.add.setVisible(bool(title) and self.capture.isHidden())
        self.reset.setVisible(changed and self.capture.isHidden())
        self._draw_caps()

    def begin(self) -> None:
        """Wait for the key that the command is to have, too."""
        if self.title.text():
            self.say("")
            self.add.hide()
            self.capture.begin()

    def say(self, sentence: str) -> None:
        """Say what became of a key."""
        self.offered = ""
        self.said.setText(sentence)
        self.instead.hide()
        self.add.setAccessibleDescription(sentence)

    def offer(self, sentence: str, chord: str) -> None:
        """Say why a key cannot be added, and ask whether it is to be here all the same."""
        self.say(sentence)
        self.offered = chord
        self.instead.setAccessibleDescription(sentence)
        self.instead.show()
        self.instead.setFocus(Qt.FocusReason.OtherFocusReason)

    def _insist(self) -> None:
        chord = self.offered
        self.left.emit()
        self.insisted.emit(chord)

    def _on_captured(self, chord: str) -> None:
        self.add.show()
        self.left.emit()
        self.captured.emit(chord)

    def _on_cancelled(self) -> None:
        self.add.show()
        self.left.emit()

    def _remove(self, chord: str) -> None:
        self.left.emit()
        self.removed.emit(chord)

    def _draw_caps(self) -> None:
        while item := self.caps.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        before: QWidget = self.add
        for cap in map(self._cap, self._chords):
            self.caps.addWidget(cap)
            self.setTabOrder(before, cap)
            cap.show()
            before = cap
        if not self._chords and self.title.text():
            self.caps.addWidget(QLabel("No key", objectName="state-text"))
        self.caps.addStretch(1)

    def _cap(self, chord: str) -> QToolButton:
        cap = QToolButton(objectName="cap", text=shown(chord), focusPolicy=Qt.FocusPolicy.TabFocus)
        cap.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        cap.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        cap.setIcon(self._theme.icon("close-line"))
        cap.setIconSize(QSize(12, 12))
        cap.setAccessibleName(f"Remove {shown(chord)} from “{self.title.text()}”")
        cap.setToolTip(tooltip(f"Remove {shown(chord)}"))
        cap.clicked.connect(lambda: self._remove(chord))
        return cap

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        head = row(self.title, self.reset, self.add, self.capture, spacing=8)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addLayout(self.caps)
        foot = row(self.said, self.instead, spacing=8)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.said.setMinimumHeight(34)
        self.instead.hide()
