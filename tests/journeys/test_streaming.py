"""A video that is not here is played from its site at the stamp that was clicked: the real yt-dlp, libvlc and PyAV."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.paths import Places
from reader.services.player import Pane
from tests.conftest import MakeLibrary, note
from tests.players.conftest import silent_vlc
from tests.tube.fixtures import tube, tube_files
from tests.tube.site import PLUGINS, Tube
from tests.tube.uploads import Upload
from tests.videos import number_in
from tests.window import AWAY, Reader, reading

__all__ = ["tube", "tube_files"]
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio", "AVStream duration")
UPLOAD = Upload(AWAY, title="Far away", seconds=40.0)
NOTE = note("Far away", "It begins [00:07]. Then it goes on [00:31].\n", AWAY)
NEAR = 0.1
"""Seconds: the first frame of the site's files is not at 0, but two frames later."""
LONG = 90_000
"""Milliseconds: a process is started on a machine that has other things to do."""


@pytest.fixture
def site(tube: Tube, monkeypatch: pytest.MonkeyPatch) -> Tube:
    """A site with the video, known to the processes that ask it."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(PLUGINS / "local_yt"), os.environ.get("PYTHONPATH", "")]))
    tube.add(UPLOAD)
    return tube


@pytest.fixture
def away(qtbot: Any, places: Places, make_library: MakeLibrary, site: Tube) -> Iterator[Reader]:
    """A reader with a note whose video is not here."""
    with reading(qtbot, places, make_library({"film/away.md": NOTE}), silent_vlc(), "film/away.md") as someone:
        someone.reads("It begins")
        yield someone


def shows(reader: Reader, second: float) -> bool:
    """Whether that second of the video is on the screen."""
    image = reader.app.player.image()
    return not image.isNull() and abs(number_in(image) / UPLOAD.rate - second) <= NEAR


def test_a_video_plays_from_its_site_at_the_stamp_and_every_other_stamp_shows_its_frame(away: Reader) -> None:
    card, player = away.app.window.video_pane.card, away.app.player
    away.click(f"seek:{AWAY}?t=7")
    away.qtbot.waitUntil(lambda: card.browser.text() == "Open in browser at 0:07")
    QTest.mouseClick(card.stream, Qt.MouseButton.LeftButton)
    assert card.text.text() == "Asking the site where it can be played…"
    away.qtbot.waitUntil(lambda: player.playing, timeout=LONG)
    assert player.position() >= 7.0 - NEAR
    away.qtbot.waitUntil(lambda: player.position() > 8.0, timeout=LONG)
    player.pause()
    away.click(f"seek:{AWAY}?t=31")
    away.qtbot.waitUntil(lambda: shows(away, 31.0), timeout=LONG)
    away.click(f"seek:{AWAY}?t=7")
    away.qtbot.waitUntil(lambda: shows(away, 7.0), timeout=LONG)
    away.qtbot.waitUntil(lambda: any(start <= 7.0 < end for start, end in player.loaded()))
    assert player.shown.pane is Pane.VIDEO
    assert player.file is None


def test_where_the_site_is_gone_the_card_says_so(away: Reader, site: Tube) -> None:
    card = away.app.window.video_pane.card
    site.close()
    away.qtbot.waitUntil(card.stream.isVisible)
    QTest.mouseClick(card.stream, Qt.MouseButton.LeftButton)
    away.qtbot.waitUntil(lambda: away.app.streaming.trouble is not None, timeout=LONG)
    assert card.text.text() == away.app.streaming.trouble.sentence


def test_the_window_may_be_closed_while_the_site_is_asked(
    qtbot: Any, places: Places, make_library: MakeLibrary, site: Tube
) -> None:
    with reading(qtbot, places, make_library({"film/away.md": NOTE}), silent_vlc(), "film/away.md") as away:
        card = away.app.window.video_pane.card
        qtbot.waitUntil(card.stream.isVisible)
        QTest.mouseClick(card.stream, Qt.MouseButton.LeftButton)
        assert away.app.streaming.resolving
