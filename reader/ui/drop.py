"""Lets files and folders be dropped anywhere on a window, and says meanwhile what will come of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QWidget

from reader.ui.text import plain

_MARGIN = 32


class DropOverlay(QWidget):
    """A veil over the window with a sentence in its middle."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, objectName="drop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = QLabel(objectName="drop-words", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addStretch(1)
        layout.addWidget(self.words, 4, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Lie over everything with this sentence."""
        self.words.setText(plain(sentence))
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()


class Drop(QObject):
    """Takes what is dropped on `window`; `words` says what would come of paths, nothing where they are refused."""

    dropped = Signal(tuple)
    """The paths that were dropped."""

    def __init__(self, window: QMainWindow, words: Callable[[Sequence[Path]], str]) -> None:
        super().__init__(window)
        self._words = words
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the drags that bring files of this computer."""
        if isinstance(event, QDragEnterEvent):
            sentence = self._words(local_files(event.mimeData()))
            if sentence:
                self.overlay.tell(sentence)
                _accept(event)
            return bool(sentence)
        if isinstance(event, QDragMoveEvent):
            _accept(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.overlay.hide()
        elif isinstance(event, QDropEvent):
            self.overlay.hide()
            _accept(event)
            self.dropped.emit(local_files(event.mimeData()))
            return True
        return super().eventFilter(watched, event)


def local_files(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders of this computer that a drag brings."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _accept(event: QDropEvent) -> None:
    """Nothing is ever moved away from where it was."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
