"""The fields in which it is said how videos are fetched, for a download and for all to come."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from reader.services.download_items import HEIGHTS
from reader.services.download_words import height
from reader.ui.theme import Theme
from reader.ui.widgets import Line, row

_MOST_MARGIN = 600


_ARROW = 16
AnyBox = TypeVar("AnyBox", bound=QAbstractSpinBox)


class Choices(QComboBox):
    """One of several values, each with its name."""

    chosen = Signal(object)
    """The reader chose this value."""

    def __init__(self, theme: Theme, name: str, choices: dict[str, object]) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        theme.changed.connect(self.update)
        for text, value in choices.items():
            self.addItem(text, value)
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow in the colour of the theme."""
        super().paintEvent(event)
        place = QRect(self.width() - _ARROW - 8, (self.height() - _ARROW) // 2, _ARROW, _ARROW)
        self._theme.icon("arrow-down-s-line").paint(QPainter(self), place)

    def show_value(self, value: object) -> None:
        """Have this value, or the first where it is none of them."""
        self.setCurrentIndex(max(self.findData(value), 0))


def height_choices(theme: Theme) -> Choices:
    """The heights of a picture."""
    return Choices(theme, "Height of the picture at most", {height(each).capitalize(): each for each in HEIGHTS})


def margin_box() -> QSpinBox:
    """The seconds around a cited moment."""
    box = QSpinBox(minimum=0, maximum=_MOST_MARGIN, singleStep=5, suffix=" s", prefix="± ")
    box.setAccessibleName("Seconds before and after each cited moment")
    return quieted(box)


def quieted(box: AnyBox) -> AnyBox:
    """`box` with room before its text, telling what was typed only once that is done."""
    box.lineEdit().setTextMargins(8, 0, 8, 0)
    box.setKeyboardTracking(False)
    return box


class LanguagesLine(QLineEdit):
    """Languages of captions as BCP 47 tags, as `en, pt-BR`."""

    chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__(placeholderText="none")
        self.setAccessibleName("Languages of captions, as en or pt-BR; several with commas between, or none")
        self._shown: tuple[str, ...] = ()
        self.editingFinished.connect(self._on_finished)

    def tags(self) -> tuple[str, ...]:
        """The languages, each once, in their order."""
        return tuple(dict.fromkeys(self.text().replace(",", " ").split()))

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Have these languages."""
        self._shown = tags
        self.setText(", ".join(tags))

    def _on_finished(self) -> None:
        if (tags := self.tags()) != self._shown:
            self.show_tags(tags)
            self.chosen.emit(tags)


class FolderLine(QWidget):
    """A folder, and a button that has another chosen."""

    chosen = Signal(Path)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self.folder = title, Path()
        self.line, self.button = Line(), QPushButton("Choose…", autoDefault=False)
        self.button.clicked.connect(self.choose)
        layout = row(self.line, self.button, spacing=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.button)

    def show_folder(self, folder: Path) -> None:
        """Have this folder."""
        self.folder = folder
        self.line.show_text(str(folder))
        self.button.setAccessibleName(f"{self._title}, now {folder}")

    def choose(self) -> None:
        """Let the reader choose another."""
        chosen = QFileDialog.getExistingDirectory(self, self._title, str(self.folder))
        if chosen and Path(chosen) != self.folder:
            self.show_folder(Path(chosen))
            self.chosen.emit(self.folder)


class UpdateLine(QWidget):
    """What is known of the downloader, and a button that has a newer one fetched, or stops that."""

    wished = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._running = False
        self.line, self.button = Line(), QPushButton("Update", autoDefault=False)
        self.button.clicked.connect(lambda: (self.stopped if self._running else self.wished).emit())
        layout = row(self.line, self.button, spacing=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.button)
        self.show_state("", running=False)

    def show_state(self, words: str, *, running: bool) -> None:
        """Say which it is, or how far its update is."""
        self._running = running
        self.line.show_text(words)
        self.button.setText("Stop" if running else "Update")
        self.button.setAccessibleName("Stop the update of the downloader" if running else "Update the downloader")


def form(fields: dict[str, QWidget]) -> QGridLayout:
    """Fields one below the other, each with its name before it."""
    layout = QGridLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(10)
    layout.setColumnStretch(1, 1)
    for number, (name, field) in enumerate(fields.items()):
        label = QLabel(name, objectName="state-text")
        label.setBuddy(field)
        layout.addWidget(label, number, 0)
        layout.addWidget(field, number, 1)
    return layout
