"""The quiet line at the window's foot that tells how the downloads go."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from reader.services.download_news import DownloadNews
from reader.ui.text import tooltip


class DownloadLine(QToolButton):
    """A click opens the list; where nothing is to be said it is not seen."""

    def __init__(self, news: DownloadNews, show_list: QAction) -> None:
        super().__init__(objectName="download-line")
        self._news, self._action = news, show_list
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(show_list.trigger)
        show_list.changed.connect(self._refresh)
        news.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        text = self._news.summary()
        keys = self._action.shortcut().toString()
        self.setText(text)
        self.setAccessibleName(f"{self._action.text()}: {text}")
        self.setToolTip(tooltip(f"{self._action.text()} ({keys})" if keys else self._action.text()))
        self.setVisible(bool(text))
