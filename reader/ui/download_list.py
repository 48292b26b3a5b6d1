"""The window of the downloads: what is being fetched, how far it is, what went wrong, and what can be done."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reader.notes.hrefs import video_href
from reader.services.download_items import ItemState
from reader.services.download_news import DownloadNews
from reader.services.download_words import far, pace, share
from reader.ui.download_item import Act
from reader.ui.download_model import DownloadModel
from reader.ui.download_parts import DetailBox, TotalBar
from reader.ui.download_view import DownloadView
from reader.ui.text import count
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, Line, row

if TYPE_CHECKING:
    from reader.downloads.base import Progress
    from reader.services.downloads import Downloads

_EMPTY = "Nothing is being fetched. Videos that are not here can be got from their place beside the note, \
from their rows in the library, or all at once."
_SIDE = 16


class DownloadList(QDialog):
    """Stands beside the window.  What the reader does there holds at once."""

    link_activated = Signal(str)
    remedy_wished = Signal(str, object)
    """The ticket of an item, and the `Action` that can end its trouble: what only the program can do."""
    settings_wished = Signal()

    def __init__(
        self,
        downloads: "Downloads",
        news: DownloadNews,
        theme: Theme,
        parent: QWidget | None = None,
        offers: Iterable[QAction] = (),
    ) -> None:
        """`offers`: what can be got, each asks about it."""
        super().__init__(parent)
        self._downloads, self._news, self._theme = downloads, news, theme
        self.setWindowTitle("Downloads")
        self.model = DownloadModel(downloads, self)
        self.view = DownloadView(self.model, theme)
        self.total, self.bar = Line(), TotalBar(theme)
        self.pause_all, self.resume_all = _button("Pause all"), _button("Go on with all")
        self.clear = _button("Clear ended")
        self.clear.setAccessibleName("Clear what has ended from this list")
        self.get = _button("Get…")
        self.get.setMenu(self._menu_of(offers))
        self.gear = IconButton(theme, "settings-3-line")
        self.gear.set_name("How videos are fetched…")
        self.asked, self.question = QFrame(objectName="bar"), QLabel(textFormat=Qt.TextFormat.PlainText)
        self.go_on, self.not_now = _button("Go on"), _button("Not now")
        self.go_on.setProperty("primary", True)
        self.detail = DetailBox(theme)
        self.pages, self.empty, self.icon = QStackedWidget(), QWidget(), QLabel()
        self._lay_out()
        self._join()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the list, with a row to act upon."""
        super().showEvent(event)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        (self.go_on if self._news.left_over else self.view if self.view.isVisible() else self.get).setFocus()

    def do(self, ticket: str, act: Act) -> None:
        """Do something with the item of a ticket."""
        item = self.view.item_at(self.model.index_of(ticket))
        if item is None:
            return
        match act:
            case Act.PAUSE:
                self._downloads.pause(ticket)
            case Act.RESUME:
                self._downloads.resume(ticket)
            case Act.RETRY:
                self._downloads.retry(ticket)
            case Act.CANCEL:
                self._downloads.cancel(ticket)
            case Act.REMEDY:
                self.remedy_wished.emit(ticket, item.trouble.action)
            case Act.DETAIL:
                self.detail.tell(item)
            case Act.SHOW:
                self.link_activated.emit(video_href(item.wish.video))

    def _refresh(self) -> None:
        """Show how far all of it is, and what can be done with it."""
        news, total = self._news, self._downloads.total()
        going, paused = news.going, news.numbers[ItemState.PAUSED]
        ended = news.numbers[ItemState.DONE] + news.numbers[ItemState.FAILED]
        self.total.show_text(_in_words(going, paused, ended, total))
        self.bar.setVisible(going > 0)
        self.bar.show_share(share(total), running=True)
        self.pause_all.setVisible(going > 0)
        self.resume_all.setVisible(paused > 0)
        self.clear.setEnabled(ended > 0)
        self.question.setText(f"{_were(news.left_over)} under way. Go on?")
        self.asked.setVisible(news.left_over > 0)
        self.pages.setCurrentWidget(self.view if going + paused + ended else self.empty)

    def _lay_out(self) -> None:
        self.asked.setLayout(row(self.question, None, self.go_on, self.not_now, margins=(12, 6, 6, 6), spacing=8))
        self._lay_out_empty()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self.empty)
        top = row(self.total, self.pause_all, self.resume_all, self.clear, self.get, self.gear, spacing=8)
        top.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 0, _SIDE, 0)
        head.setSpacing(8)
        head.addLayout(top)
        head.addWidget(self.bar)
        head.addWidget(self.asked)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 0, 8, 8)
        foot.addWidget(self.detail)
        column.addLayout(foot)
        parts = (self.pause_all, self.resume_all, self.clear, self.get, self.gear, self.go_on, self.not_now, self.view)
        for before, after in pairwise(parts):
            self.setTabOrder(before, after)
        self.setMinimumWidth(600)
        self.resize(720, 560)

    def _menu_of(self, offers: Iterable[QAction]) -> QMenu:
        menu = QMenu(self)
        menu.addActions(list(offers))
        self.get.setVisible(not menu.isEmpty())
        return menu

    def _lay_out_empty(self) -> None:
        text = QLabel(_EMPTY, objectName="state-text", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self.empty)
        column.setContentsMargins(48, 0, 48, 0)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.icon)
        column.addWidget(text)
        column.addStretch(2)
        self._draw_icon()

    def _draw_icon(self) -> None:
        self.icon.setPixmap(self._theme.icon("download-2-line").pixmap(40, 40))

    def _join(self) -> None:
        downloads, news = self._downloads, self._news
        self.view.wished.connect(self.do)
        self.model.moved.connect(downloads.move)
        news.changed.connect(self._refresh)
        self.pause_all.clicked.connect(downloads.pause_all)
        self.resume_all.clicked.connect(downloads.resume_all)
        self.clear.clicked.connect(downloads.clear_ended)
        self.gear.clicked.connect(self.settings_wished)
        self.go_on.clicked.connect(news.go_on)
        self.not_now.clicked.connect(news.dismiss)
        self.detail.closed.connect(self.view.setFocus)
        self._theme.changed.connect(self._draw_icon)


def _button(text: str) -> QPushButton:
    return QPushButton(text, autoDefault=False)


def _in_words(going: int, paused: int, ended: int, total: "Progress") -> str:
    if not going and not paused:
        return f"{ended:,} ended" if ended else ""
    number = f"{going:,} to go" if going else ""
    parts = (number, f"{paused:,} paused" if paused else "", far(total), pace(total) if going else "")
    return " · ".join(filter(None, parts))


def _were(number: int) -> str:
    return f"{count(number, 'download', 'downloads')} {'was' if number == 1 else 'were'}"
