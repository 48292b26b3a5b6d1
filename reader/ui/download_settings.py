"""The small window in which it is said how all videos to come are fetched."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader.services.downloader_update import DownloaderUpdate
from reader.settings import BROWSERS, Settings
from reader.ui.download_fields import (
    Choices,
    FolderLine,
    LanguagesLine,
    UpdateLine,
    form,
    height_choices,
    margin_box,
    quieted,
)
from reader.ui.theme import Theme
from reader.ui.widgets import row

_MEGABYTE = 1_000_000
_MOST_RATE = 1000.0
_COOKIES = "Where a site asks to sign in, the cookies of that browser are shown to it: it then knows who you are."


class DownloadSettings(QDialog):
    """Every change holds at once; `usual` is the folder where videos go while the reader chose none."""

    changed = Signal(dict)
    """The settings that the reader changed, by their names."""

    def __init__(self, usual: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self.setWindowTitle("How videos are fetched")
        self.folder = FolderLine("The folder for videos")
        self.usual = QPushButton("Use the program’s own folder", autoDefault=False)
        self.height_of = height_choices(theme)
        numbers = {str(number): number for number in range(1, 5)}
        self.at_once = Choices(theme, "How many videos are fetched at once", numbers)
        self.rate = self._make_rate()
        self.languages, self.margin = LanguagesLine(), margin_box()
        names = {"None": "", **{name.capitalize(): name for name in BROWSERS}}
        self.cookies = Choices(theme, "The browser whose cookies are borrowed", names)
        self.downloader = UpdateLine()
        self._lay_out()
        self._join()

    def show_settings(self, now: Settings) -> None:
        """Show what holds now."""
        widgets = (self.rate, self.margin)
        for widget in widgets:
            widget.blockSignals(True)
        self.folder.show_folder(Path(now.download_folder) if now.download_folder else self._usual)
        self.usual.setEnabled(bool(now.download_folder))
        self.height_of.show_value(now.download_height)
        self.at_once.show_value(now.download_at_once)
        self.rate.setValue(now.download_rate / _MEGABYTE)
        self.languages.show_tags(now.caption_languages)
        self.margin.setValue(round(now.cited_margin))
        self.cookies.show_value(now.cookies_from)
        for widget in widgets:
            widget.blockSignals(False)

    def attend(self, updates: DownloaderUpdate) -> None:
        """Show from now on which downloader is in use, and have a newer one fetched where the reader wants it."""
        self.downloader.wished.connect(updates.begin)
        self.downloader.stopped.connect(updates.stop)
        updates.changed.connect(lambda: self.downloader.show_state(updates.words, running=updates.running))

    def _make_rate(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox(maximum=_MOST_RATE, decimals=1, singleStep=0.5, suffix=" MB/s")
        box.setSpecialValueText("as fast as can be")
        box.setAccessibleName("How fast all videos together may be fetched, in megabytes a second; 0 for no limit")
        return quieted(box)

    def _lay_out(self) -> None:
        close = QPushButton("Close", autoDefault=False)
        close.clicked.connect(self.hide)
        self.usual.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(
            form(
                {
                    "Folder": self.folder,
                    "": self.usual,
                    "Picture at most": self.height_of,
                    "Captions in": self.languages,
                    "Around what is cited": self.margin,
                    "At once": self.at_once,
                    "Speed at most": self.rate,
                    "Downloader": self.downloader,
                    "Cookies of": self.cookies,
                }
            )
        )
        column.addWidget(QLabel(_COOKIES, objectName="state-text", wordWrap=True))
        column.addStretch(1)
        column.addLayout(row(None, close))
        self.resize(480, 480)

    def _join(self) -> None:
        self.folder.chosen.connect(lambda folder: self._change(download_folder=str(folder)))
        self.usual.clicked.connect(self._use_usual)
        self.height_of.chosen.connect(lambda value: self._change(download_height=value))
        self.at_once.chosen.connect(lambda value: self._change(download_at_once=value))
        self.rate.valueChanged.connect(lambda value: self._change(download_rate=round(value * _MEGABYTE)))
        self.languages.chosen.connect(lambda tags: self._change(caption_languages=tags))
        self.margin.valueChanged.connect(lambda value: self._change(cited_margin=float(value)))
        self.cookies.chosen.connect(lambda value: self._change(cookies_from=value))

    def _use_usual(self) -> None:
        self.folder.show_folder(self._usual)
        self._change(download_folder="")

    def _change(self, **values: object) -> None:
        if "download_folder" in values:
            self.usual.setEnabled(bool(values["download_folder"]))
        self.changed.emit(values)
