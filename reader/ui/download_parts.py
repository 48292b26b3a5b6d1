"""What stands above and below the list of downloads: how far all of it is, and what was said of a trouble."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reader.ui.download_item import paint_bar
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, Line, row

if TYPE_CHECKING:
    from reader.services.download_items import Item


class TotalBar(QWidget):
    """How much of everything is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share: float | None = None
        self._running = False
        self.setFixedHeight(4)
        theme.changed.connect(self.update)

    def show_share(self, done: float | None, *, running: bool) -> None:
        """Show that so much is `done`, 0 to 1, or that it is not known."""
        self._share, self._running = done, running
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, self._theme, self.rect(), self._share, running=self._running)


class DetailBox(QFrame):
    """What the downloader itself said of a trouble, to be read and copied."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(objectName="bar")
        self.title = Line()
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName("What the downloader said")
        self.text.setFixedHeight(96)
        self.copy = QPushButton("Copy", autoDefault=False)
        close = IconButton(theme, "close-line")
        close.set_name("Close what the downloader said")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        heading = row(self.title, self.copy, close, spacing=8)
        heading.setStretch(0, 1)
        column.addLayout(heading)
        column.addWidget(self.text)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        close.clicked.connect(self.leave)
        self.hide()

    def tell(self, item: "Item") -> None:
        """Show what was said of an item."""
        detail = item.trouble.detail if item.trouble else ""
        self.title.show_text(f"{item.title}: what the downloader said")
        self.text.setPlainText("\n".join(map(plain, detail.splitlines())))
        self.show()
        self.text.setFocus()

    def leave(self) -> None:
        """Go away."""
        self.hide()
        self.closed.emit()
