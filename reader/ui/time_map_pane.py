"""Shows how the file of a video differs from what is cited, and what the reader said of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reader.clock import clock
from reader.services.map_words import in_words
from reader.services.player import Player
from reader.services.timemaps import TimeMaps, used
from reader.ui.theme import Theme
from reader.ui.widgets import Heading, IconButton, row

if TYPE_CHECKING:
    from reader.notes.alignment import Pair
    from reader.services.cited import FileMoment

_HOW = (
    "Is the wrong moment shown? Click a stamp, then find its moment in the video, and say that it is what is shown now."
    " One moment moves all; one more on either side of a cut tells where that is."
)
_PUBLISHED = "What comes from the site is the video as it was published: its stamps need no correction."


class TimeMapPane(QDialog):
    """The time map of the video that is shown, in words, and the pairs it was made of, each of which can be removed."""

    def __init__(self, player: Player, maps: TimeMaps, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._player, self._maps, self._theme = player, maps, theme
        self.setWindowTitle("Where your file differs")
        self.area = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.here = QPushButton(autoDefault=False)
        self.here.setProperty("primary", True)
        self.forget_all = QPushButton("Forget all", autoDefault=False)
        close = QPushButton("Close", autoDefault=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.area, 1)
        layout.addLayout(row(self.here, None, self.forget_all, close, margins=(16, 8, 16, 16), spacing=8))
        self.resize(460, 420)
        self.forget_all.clicked.connect(lambda: self._forget(*self._pairs()))
        self.here.clicked.connect(self.tell)
        close.clicked.connect(self.hide)
        player.seeked.connect(self._name_moment)
        for changed in (maps.changed, player.shown_changed, player.duration_changed):
            changed.connect(self._refresh)
        self._refresh()

    def tell(self) -> bool:
        """Have the moment that was asked for last be what is on the screen; whether there is one."""
        here, asked = self._here(), self._player.asked
        if here is None or asked is None:
            return False
        self._maps.tell(asked, here)
        return True

    def _here(self) -> "FileMoment | None":
        """Where the file stands; None for a stream, which needs no map."""
        return self._player.here() if self._player.file else None

    def _name_moment(self) -> None:
        asked = self._player.asked
        self.here.setVisible(asked is not None and self._here() is not None)
        self.here.setText(f"{clock(asked or 0)} is what is shown now")

    def _pairs(self) -> "tuple[Pair, ...]":
        here = self._here()
        return self._maps.pairs(here.video, here.name, here.length) if here else ()

    def _forget(self, *pairs: "Pair") -> None:
        if here := self._here():
            self._maps.forget(here, *pairs)

    def _refresh(self) -> None:
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        for widget in self._widgets():
            layout.addWidget(widget)
        layout.addStretch(1)
        if before := self.area.takeWidget():
            before.deleteLater()
        self.area.setWidget(inner)
        inner.show()
        self.forget_all.setVisible(bool(self._pairs()))
        self._name_moment()

    def _widgets(self) -> Iterator[QWidget]:
        if not self._here():
            yield _label(_PUBLISHED if self._player.at_video else "No video is shown.")
            return
        for sentence in in_words(self._player.map):
            yield _label(sentence)
        pairs = self._pairs()
        if pairs:
            yield Heading("What you said")
        for pair in sorted(pairs):
            yield self._row(pair, is_used=pair in used(pairs))
        yield _label(_HOW, "state-text")

    def _row(self, pair: "Pair", *, is_used: bool) -> QWidget:
        said = f"{clock(pair.cited)} of the video is at {clock(pair.file)} of your file"
        doubt = ": not used, since something newer contradicts it"
        label = _label(said) if is_used else _label(said + doubt, "state-text")
        remove = IconButton(self._theme, "close-line")
        remove.set_name(f"Forget what you said of {clock(pair.cited)}")
        remove.clicked.connect(lambda: self._forget(pair))
        widget = QWidget()
        layout = row(label, remove)
        layout.setStretch(0, 1)
        widget.setLayout(layout)
        return widget


def _label(text: str, name: str = "") -> QLabel:
    return QLabel(text, objectName=name, wordWrap=True, textFormat=Qt.TextFormat.PlainText, indent=8)
