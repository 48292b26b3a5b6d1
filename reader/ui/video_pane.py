"""The side of the window that shows the video, or says clearly why it cannot."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from reader.services.player import Pane, Player, Shown
from reader.ui.moments import Moments
from reader.ui.text import clock, plain, tooltip
from reader.ui.theme import Theme
from reader.ui.transport import Transport
from reader.ui.video_view import VideoView
from reader.ui.widgets import row

_ICONS = {
    Pane.NO_VIDEO: "ri.book-open-line",
    Pane.NOT_HERE: "ri.film-line",
    Pane.CANNOT_PLAY: "ri.error-warning-line",
}


class VideoPane(QWidget):
    """The picture with its transport, or a card that says what is missing and offers what can be done."""

    browser_wished = Signal()
    folder_wished = Signal()

    def __init__(
        self, player: Player, theme: Theme, actions: Mapping[str, QAction], title_of: Callable[[str], str]
    ) -> None:
        super().__init__()
        self.setObjectName("video-pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._player = player
        self._theme = theme
        self._title_of = title_of
        self.view = VideoView(player, theme)
        self.transport = Transport(player, theme, actions)
        self.moments = Moments(theme)
        self.icon, self.title, self.text = QLabel(), QLabel(objectName="state-title"), QLabel(objectName="state-text")
        self.browser = QPushButton("Open in browser")
        self.folder = QPushButton("Choose its folder…")
        self._card = self._make_card()
        self._stack = QStackedLayout()
        self._column = QVBoxLayout()
        self._lay_out()
        self.browser.clicked.connect(self.browser_wished)
        self.folder.clicked.connect(self.folder_wished)
        self.view.clicked.connect(player.toggle)
        player.shown_changed.connect(self._on_shown)
        theme.changed.connect(lambda: self._on_shown(player.shown))
        self._on_shown(player.shown)

    def set_tall(self, tall: bool) -> None:
        """Have room below the picture, for the moments; or none, so that the picture takes it all."""
        self.moments.setVisible(tall)
        self._column.setStretchFactor(self.view, 0 if tall else 1)

    def refresh(self) -> None:
        """Titles may have changed."""
        self._on_shown(self._player.shown)

    def _make_card(self) -> QWidget:
        card = QWidget()
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.browser.setProperty("primary", True)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self.icon)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(row(None, self.browser, self.folder, None, spacing=8))
        layout.addStretch(2)
        return card

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.view)
        self._column.addWidget(self.transport)
        self._column.addWidget(self.moments, 1)
        video = QWidget()
        video.setLayout(self._column)
        self._stack.addWidget(video)
        self._stack.addWidget(self._card)
        self.setLayout(self._stack)

    def _on_shown(self, shown: Shown) -> None:
        self._stack.setCurrentIndex(0 if shown.pane is Pane.VIDEO else 1)
        if shown.pane is Pane.VIDEO:
            return
        self.icon.setPixmap(self._theme.icon(_ICONS[shown.pane]).pixmap(40, 40))
        title, text = self._words(shown)
        self.title.setText(title)
        self.text.setText(text)
        self.text.setToolTip(tooltip(shown.detail) if shown.detail else "")
        self.browser.setVisible(bool(shown.video))
        self.browser.setText(f"Open in browser at {clock(shown.seconds)}")
        self.folder.setVisible(shown.pane is Pane.NOT_HERE)

    def _words(self, shown: Shown) -> tuple[str, str]:
        title = plain(self._title_of(shown.video)) if shown.video else ""
        if shown.pane is Pane.NO_VIDEO:
            return "No video", "This note names none. It can be read all the same."
        if shown.pane is Pane.NOT_HERE:
            return title, "This video is not on this disk. The note can be read all the same."
        return title, shown.sentence
