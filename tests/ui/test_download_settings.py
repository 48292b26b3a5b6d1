"""How videos are fetched, shown and changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.settings import Settings
from reader.ui.download_settings import DownloadSettings
from reader.ui.theme import Theme


@pytest.fixture
def dialog(qtbot: Any, qapp: QApplication) -> Iterator[DownloadSettings]:
    theme = Theme(qapp)
    dialog = DownloadSettings(Path("/usual"), theme)
    dialog.show_settings(Settings())
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()
    shiboken6.delete(dialog)
    shiboken6.delete(theme)


@pytest.fixture
def changed(dialog: DownloadSettings) -> dict[str, object]:
    changed: dict[str, object] = {}
    dialog.changed.connect(changed.update)
    return changed


def test_what_holds_is_shown_and_tells_nothing(dialog: DownloadSettings, changed: dict[str, object]) -> None:
    dialog.show_settings(
        Settings(download_folder="/mine", download_height=1080, download_at_once=3, download_rate=2_500_000,
                 caption_languages=("de", "en"), cited_margin=30.0, cookies_from="firefox")
    )  # fmt: skip
    assert dialog.folder.line.text() == "/mine"
    assert dialog.height_of.currentText() == "1080p"
    assert dialog.at_once.currentText() == "3"
    assert dialog.rate.text() == "2.5 MB/s"
    assert dialog.languages.text() == "de, en"
    assert dialog.margin.text() == "± 30 s"
    assert dialog.cookies.currentText() == "Firefox"
    assert changed == {}


def test_without_a_limit_it_says_so(dialog: DownloadSettings) -> None:
    assert dialog.rate.text() == "as fast as can be"
    assert dialog.folder.line.text() == "/usual"
    assert not dialog.usual.isEnabled()


def test_every_change_is_told(
    qtbot: Any, dialog: DownloadSettings, changed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    for field in (dialog.height_of, dialog.at_once, dialog.cookies, dialog.rate, dialog.margin):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Up if field in (dialog.rate, dialog.margin) else Qt.Key.Key_Down)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/elsewhere")
    qtbot.mouseClick(dialog.folder.button, Qt.MouseButton.LeftButton)
    dialog.languages.setText("de")
    qtbot.keyClick(dialog.languages, Qt.Key.Key_Return)
    assert changed == {
        "download_height": 1080,
        "download_at_once": 3,
        "cookies_from": "firefox",
        "download_rate": 500_000,
        "cited_margin": 20.0,
        "download_folder": "/elsewhere",
        "caption_languages": ("de",),
    }


def test_the_usual_folder_can_be_had_back(qtbot: Any, dialog: DownloadSettings, changed: dict[str, object]) -> None:
    dialog.show_settings(Settings(download_folder="/mine"))
    qtbot.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    assert changed == {"download_folder": ""}
    assert dialog.folder.line.text() == "/usual"


def test_the_downloader_can_be_updated_and_that_can_be_stopped(qtbot: Any, dialog: DownloadSettings) -> None:
    line = dialog.downloader
    line.show_state("yt-dlp 2026.10.26", running=False)
    assert (line.line.text(), line.button.text()) == ("yt-dlp 2026.10.26", "Update")
    with qtbot.waitSignal(line.wished):
        qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    line.show_state("Fetching the newest downloader… 43 %", running=True)
    with qtbot.waitSignal(line.stopped):
        qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
