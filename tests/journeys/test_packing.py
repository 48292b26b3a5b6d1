"""A pack shows the moments of its notes: on its own pages in a browser, and in the window."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from pytestqt.qtbot import QtBot

from reader import headless
from reader.library.pack_plan import Wanted, make_plan
from reader.library.pack_writing import write_pack
from reader.paths import Places
from tests.conftest import MakeLibrary, note
from tests.players.conftest import silent_vlc
from tests.videos import Video, make_video, number_in
from tests.window import reading

FILM, RATE = "FilmFilmFil", 30
OTHER = "AwayAwayAwa"
NOTE = note("A", f"Look [0:05], then [0:12]. <a href='https://youtu.be/{OTHER}?t=3'>elsewhere</a>\n", FILM)
LONG = 20_000
"""Milliseconds: Chromium may have just been started, on a machine that has other things to do."""


@pytest.fixture
def pack(make_library: MakeLibrary, places: Places, tmp_path: Path) -> Path:
    """A pack with what is cited of a film that any Chromium can play, three seconds around each moment."""
    root = make_library({"talks/a.md": NOTE})
    make_video(Video(f"The film [{FILM}].webm", seconds=30, gop=30, codec="libvpx-vp9"), root)
    with headless.library(root, places) as (catalog, _, _):
        write_pack(catalog, make_plan(catalog, Wanted(("talks/a.md",), margin=1)), tmp_path / "pack")
    return tmp_path / "pack"


class Browser(QWebEnginePage):
    """A page in a browser of its own, which hears what the console is told."""

    def __init__(self, profile: QWebEngineProfile, qtbot: QtBot) -> None:
        super().__init__(profile, profile)
        self.qtbot = qtbot
        self.told: list[str] = []
        self.settings().setAttribute(QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture, False)

    def javaScriptConsoleMessage(self, level: Any, message: str, line: int, source: str) -> None:  # noqa: N802
        self.told.append(message)

    def show_file(self, file: Path) -> None:
        with self.qtbot.waitSignal(self.loadFinished, timeout=LONG):
            self.load(QUrl.fromLocalFile(str(file)))

    def ask(self, script: str) -> Any:
        """What a script gives."""
        answers: list[str] = []
        self.runJavaScript(f"JSON.stringify({script})", answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=LONG)
        return json.loads(answers[0]) if answers[0] else None


@pytest.fixture
def browser(qtbot: QtBot) -> Iterator[Browser]:
    profile = QWebEngineProfile()
    yield Browser(profile, qtbot)
    with qtbot.waitSignal(profile.destroyed, timeout=LONG):
        profile.deleteLater()


def click(browser: Browser, seconds: int) -> None:
    browser.ask(f"document.querySelector('a[href=\"#t={seconds}\"]').click() ?? true")


def test_a_stamp_on_a_page_of_the_pack_shows_its_moment(browser: Browser, qtbot: QtBot, pack: Path) -> None:
    pieces = json.loads((pack / "manifest.json").read_text())["videos"][0]["pieces"]
    browser.show_file(pack / "pages" / "talks" / "a.html")
    qtbot.waitUntil(lambda: browser.ask("document.querySelector('video').readyState") > 0, timeout=LONG)
    for seconds in (12, 5):
        cited, _, file = max(piece for piece in pieces if piece[0] <= seconds)
        click(browser, seconds)
        at = file + seconds - cited
        qtbot.waitUntil(
            lambda at=at: at <= browser.ask("document.querySelector('video').currentTime") < at + 2, timeout=LONG
        )
    assert browser.ask("document.querySelector('video').error") is None
    assert [line for line in browser.told if "Content Security Policy" in line] == []


def test_a_moment_that_is_not_in_the_pack_is_said_with_the_way_to_it(browser: Browser, pack: Path) -> None:
    page = pack / "pages" / "talks" / "a.html"
    page.write_text(page.read_text().replace('href="#t=12"', 'href="#t=25"'))
    browser.show_file(page)
    click(browser, 25)
    assert browser.ask("document.getElementById('said').textContent").startswith("This moment is not in this pack.")
    assert browser.ask("document.querySelector('#said a').href") == f"https://www.youtube.com/watch?v={FILM}&t=25s"


def test_the_list_of_the_pack_leads_to_its_notes(browser: Browser, qtbot: QtBot, pack: Path) -> None:
    browser.show_file(pack / "index.html")
    with qtbot.waitSignal(browser.loadFinished, timeout=LONG):
        browser.ask("document.querySelector('main a').click() ?? true")
    assert browser.ask("document.querySelector('h1').textContent") == "A"


def test_a_stamp_shows_its_very_frame_where_the_pack_is_opened_in_the_window(
    qtbot: QtBot, places: Places, pack: Path
) -> None:
    with reading(qtbot, places, pack, silent_vlc(), "talks/a.md") as reader:
        reader.reads("Look 0:05")
        player = reader.app.player
        for seconds in (12, 5):
            reader.app.go(f"seek:{FILM}?t={seconds}")
            qtbot.waitUntil(
                lambda seconds=seconds: (
                    not player.image().isNull() and abs(number_in(player.image()) - seconds * RATE) <= 1
                ),
                timeout=LONG,
            )
