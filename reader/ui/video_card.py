"""What stands in the place of a video that cannot be seen: why, and what can be done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.download_items import ItemState
from reader.services.player import Pane, Shown
from reader.ui.card_progress import CardProgress
from reader.ui.text import tooltip
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.services.downloads import Downloads
    from reader.services.streaming import Streaming

_ICONS = {
    Pane.NO_VIDEO: "book-open-line",
    Pane.NOT_HERE: "film-line",
    Pane.CANNOT_PLAY: "error-warning-line",
}
_COMES = "This video is being fetched, and opens by itself when it is here."
_ASKING = "Asking the site where it can be played…"
_UNDER_WAY = (ItemState.WAITING, ItemState.RUNNING)
_MARGIN = 32
_GAP = 8
_MOST_COLUMNS = 3
_FEW = 3
"""So many buttons below each other leave room for the icon."""


class VideoCard(QWidget):
    """A title, a sentence, and what is offered: only that to which somebody listens."""

    download_wished = Signal()
    cited_wished = Signal()
    """Only what notes cite of it is to be fetched."""
    stream_wished = Signal()
    browser_wished = Signal()
    file_wished = Signal()
    """The reader wants to say which file shows it."""
    folder_wished = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = Shown(Pane.NO_VIDEO)
        self.icon, self.title, self.text = QLabel(), QLabel(objectName="state-title"), QLabel(objectName="state-text")
        self.download, self.cited = QPushButton("Get the video…"), QPushButton("Only what is cited…")
        self.stream, self.browser = QPushButton("Play from the site"), QPushButton("Open in browser")
        self.file, self.folder = QPushButton("Choose its file…"), QPushButton("Choose its folder…")
        self._offers = {
            self.download: self.download_wished,
            self.cited: self.cited_wished,
            self.stream: self.stream_wished,
            self.browser: self.browser_wished,
            self.file: self.file_wished,
            self.folder: self.folder_wished,
        }
        self.first: QPushButton | None = None
        """Where the keys go first; None where nothing is offered."""
        self._streaming: Streaming | None = None
        self.progress = CardProgress(theme)
        self.progress.changed.connect(self._offer)
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button, wished in self._offers.items():
            button.clicked.connect(wished)
        self._buttons = QGridLayout()
        self._lay_out()

    def attend(self, downloads: "Downloads") -> None:
        """Show from now on how far a video is that is being fetched."""
        self.progress.attend(downloads)

    def attend_streaming(self, streaming: "Streaming") -> None:
        """Offer from now on to play a video from its site, and tell how that goes."""
        self._streaming = streaming
        self.stream_wished.connect(self._stream)
        streaming.changed.connect(self._offer)
        self._offer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons one below the other where they have no room side by side."""
        super().resizeEvent(event)
        self._place_buttons()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for one column of buttons, so that those side by side do not keep it wide."""
        return QSize(self._widest() + 2 * _MARGIN, super().minimumSizeHint().height())

    def show_state(self, shown: Shown, title: str) -> None:
        """Say why `shown`, whose video is called `title`, cannot be seen."""
        self._shown = shown
        self.icon.setPixmap(self._theme.icon(_ICONS[shown.pane]).pixmap(40, 40))
        self.title.setText(title or "No video")
        self.browser.setText(f"Open in browser at {clock(shown.seconds)}")
        self.progress.show_video(shown.video if shown.pane is Pane.NOT_HERE else None)
        self._offer()

    def _offer(self) -> None:
        """Show the buttons that mean something now, the chief one in the accent's colour."""
        not_here = self._shown.pane is Pane.NOT_HERE
        offered = {button for button, wished in self._offers.items() if self._is_heard(wished)}
        if not not_here:
            offered &= {self.browser} if self._shown.video else set()
        elif self.progress.state:
            offered -= {self.download, self.cited}
        chiefs = () if self.progress.state else (self.download, self.browser)
        chief = next((button for button in chiefs if button in offered), None)
        self._tell()
        for button in self._offers:
            button.setVisible(button in offered)
            button.setProperty("primary", button is chief)
            button.style().unpolish(button)
            button.style().polish(button)
        self.first = self.progress.act if self.progress.state else chief or next(iter(self._seen()), None)
        self._place_buttons()

    def _tell(self) -> None:
        """Say why the video is not seen, or how it goes with what was begun about that."""
        not_here = self._shown.pane is Pane.NOT_HERE
        trouble = self._streaming.trouble if self._streaming and not_here else None
        asking = self._streaming is not None and not_here and self._streaming.resolving
        sentence, detail = _sentence(self._shown), self._shown.detail
        if asking:
            sentence = _ASKING
        elif trouble:
            sentence, detail = trouble.sentence, trouble.detail
        elif self.progress.state in _UNDER_WAY:
            sentence = _COMES
        self.text.setText(sentence)
        self.text.setToolTip(tooltip(detail) if detail else "")
        remedy = trouble.action.value if trouble and trouble.action.value else "Play from the site"
        self.stream.setText("Cancel" if asking else remedy)

    def _stream(self) -> None:
        """What the button that says how it goes with playing from the site offers."""
        assert self._streaming is not None
        if self._streaming.resolving:
            self._streaming.cancel()
        elif self._streaming.trouble:
            self._streaming.mend()
        else:
            self._streaming.play()

    def _is_heard(self, wished: SignalInstance) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(wished))

    def _place_buttons(self) -> None:
        shown, width = self._seen(), self._widest()
        columns = min(max((self.width() - 2 * _MARGIN + _GAP) // (width + _GAP), 1), _MOST_COLUMNS, len(shown) or 1)
        self.icon.setVisible(columns > 1 or len(shown) <= _FEW)
        for column in range(_MOST_COLUMNS):
            self._buttons.setColumnMinimumWidth(column, width if column < columns else 0)
        places = [divmod(number, columns) for number in range(len(shown))]
        now = [self._buttons.getItemPosition(self._buttons.indexOf(button))[:2] for button in shown]
        if now != places or self._buttons.count() != len(shown):
            for button in self._offers:
                self._buttons.removeWidget(button)
            for button, place in zip(shown, places, strict=True):
                self._buttons.addWidget(button, *place)

    def _seen(self) -> list[QPushButton]:
        return [button for button in self._offers if not button.isHidden()]

    def _widest(self) -> int:
        return max((button.sizeHint().width() for button in self._seen()), default=1)

    def _lay_out(self) -> None:
        self._buttons.setSpacing(_GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(12)
        layout.addStretch(1)
        for part in (self.icon, self.title, self.text, self.progress):
            layout.addWidget(part)
        layout.addLayout(self._buttons)
        layout.setAlignment(self._buttons, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        for button in self._offers:
            button.setParent(self)


def _sentence(shown: Shown) -> str:
    if shown.pane is Pane.NO_VIDEO:
        return "This page is about no one video. It can be read all the same."
    if shown.pane is Pane.NOT_HERE:
        return "This video is not on this disk. The note can be read all the same."
    return shown.sentence
