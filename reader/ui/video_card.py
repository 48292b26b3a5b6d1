"""What stands in the place of a video that cannot be seen: why, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.player import Pane, Shown
from reader.ui.text import tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import row

_ICONS = {
    Pane.NO_VIDEO: "book-open-line",
    Pane.NOT_HERE: "film-line",
    Pane.CANNOT_PLAY: "error-warning-line",
}
_MARGIN = 32
_GAP = 8


class VideoCard(QWidget):
    """A title, a sentence, and buttons."""

    browser_wished = Signal()
    folder_wished = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.icon, self.title, self.text = QLabel(), QLabel(objectName="state-title"), QLabel(objectName="state-text")
        self.browser = QPushButton("Open in browser")
        self.folder = QPushButton("Choose its folder…")
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.browser.setProperty("primary", True)
        self.browser.clicked.connect(self.browser_wished)
        self.folder.clicked.connect(self.folder_wished)
        self._buttons = row(self.browser, self.folder, spacing=_GAP)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons one below the other where they have no room side by side."""
        super().resizeEvent(event)
        self._turn_buttons()

    def show_state(self, shown: Shown, title: str) -> None:
        """Say why `shown`, whose video is called `title`, cannot be seen."""
        self.icon.setPixmap(self._theme.icon(_ICONS[shown.pane]).pixmap(40, 40))
        self.title.setText(title or "No video")
        self.text.setText(_sentence(shown))
        self.text.setToolTip(tooltip(shown.detail) if shown.detail else "")
        self.browser.setVisible(bool(shown.video))
        self.browser.setText(f"Open in browser at {clock(shown.seconds)}")
        self.folder.setVisible(shown.pane is Pane.NOT_HERE)
        self._turn_buttons()

    def _turn_buttons(self) -> None:
        wide = self.browser.sizeHint().width() + _GAP + self.folder.sizeHint().width()
        fits = wide <= self.width() - 2 * _MARGIN
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self.icon)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(self._buttons)
        layout.setAlignment(self._buttons, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)


def _sentence(shown: Shown) -> str:
    if shown.pane is Pane.NO_VIDEO:
        return "This page is about no one video. It can be read all the same."
    if shown.pane is Pane.NOT_HERE:
        return "This video is not on this disk. The note can be read all the same."
    return shown.sentence
