"""How far the video is that the window would show, while it is being fetched."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reader.services.download_items import ItemState
from reader.services.download_words import share, standing
from reader.ui.download_item import Act, acts
from reader.ui.download_parts import TotalBar
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.widgets import row

if TYPE_CHECKING:
    from reader.services.download_items import Item
    from reader.services.downloads import Downloads


class CardProgress(QWidget):
    """A bar, a sentence, and two buttons; not seen where the video is not in the queue, or has come."""

    changed = Signal()
    """The video's item is in another state, or gone."""
    list_wished = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._downloads: Downloads | None = None
        self._video = ""
        self._item: Item | None = None
        self.bar, self.words = TotalBar(theme), QLabel(objectName="state-text", wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.act, self.list = QPushButton(), QPushButton("Show downloads")
        self.act.clicked.connect(self._do)
        self.list.clicked.connect(self.list_wished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for part in (self.bar, self.words):
            column.addWidget(part)
        column.addLayout(row(None, self.act, self.list, None, spacing=8))
        self.hide()

    @property
    def state(self) -> ItemState | None:
        """Where the video's item stands; None where it is not in the queue, or has come."""
        return self._item.state if self._item else None

    def attend(self, downloads: "Downloads") -> None:
        """Follow this queue."""
        self._downloads = downloads
        downloads.changed.connect(self._find)
        downloads.item_changed.connect(self._on_item)
        self._find()

    def show_video(self, video: str | None) -> None:
        """Tell of this video, or of none."""
        self._video = video or ""
        self._find()

    def _on_item(self, ticket: str) -> None:
        if self._item and self._item.ticket == ticket:
            self._find()

    def _find(self) -> None:
        """Show the video's item as it is now."""
        before = self._item
        items = self._downloads.items if self._downloads and self._video else ()
        self._item = next((each for each in items if each.wish.video == self._video and _is_open(each)), None)
        if self._item:
            self._show(self._item)
        self.setVisible(self._item is not None)
        if (before and before.state) != (self._item and self._item.state):
            self.changed.emit()

    def _show(self, item: "Item") -> None:
        self.bar.setVisible(item.state is not ItemState.FAILED)
        self.bar.show_share(share(item.progress), running=item.state is ItemState.RUNNING)
        self.words.setText(plain(standing(item)))
        self.act.setText(acts(item)[0].value)

    def _do(self) -> None:
        if self._item and self._downloads:
            does = {
                Act.PAUSE: self._downloads.pause,
                Act.RESUME: self._downloads.resume,
                Act.RETRY: self._downloads.retry,
            }
            does[acts(self._item)[0]](self._item.ticket)


def _is_open(item: "Item") -> bool:
    return item.state is not ItemState.DONE
