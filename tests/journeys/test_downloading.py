"""A video that is not here is got from a site, and shown at the stamp that was clicked: the whole way."""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reader.paths import Places
from reader.services.download_items import ItemState
from reader.ui.plan_dialog import PlanDialog
from tests.conftest import MakeLibrary, note
from tests.players.conftest import silent_vlc
from tests.tube.fixtures import tube, tube_files
from tests.tube.site import PLUGINS, Tube
from tests.tube.uploads import Upload
from tests.videos import number_in
from tests.window import AWAY, Reader, reading

__all__ = ["tube", "tube_files"]
UPLOAD = Upload(AWAY, title="Far away", seconds=40.0)
NOTE = note("Far away", "It begins [00:07]. Then it goes on [00:31].\n", AWAY)
NEAR = 0.1
"""Seconds: the first frame of the site's files is not at 0, but two frames later."""
LONG = 90_000
"""Milliseconds: processes are started and files made on a machine that has other things to do."""


@pytest.fixture
def site(tube: Tube, monkeypatch: pytest.MonkeyPatch) -> Tube:
    """A site with the video, known to the processes that fetch."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(PLUGINS / "local_yt"), os.environ.get("PYTHONPATH", "")]))
    tube.add(UPLOAD)
    return tube


@pytest.fixture
def away(qtbot: Any, places: Places, make_library: MakeLibrary, site: Tube) -> Iterator[Reader]:
    """A reader with a note whose video is not here."""
    with reading(qtbot, places, make_library({"film/away.md": NOTE}), silent_vlc(), "film/away.md") as someone:
        someone.reads("It begins")
        yield someone


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def planned(reader: Reader) -> PlanDialog:
    """The dialog, once the site was asked."""
    asking = reader.app.desk.asking
    reader.qtbot.waitUntil(lambda: asking.dialog is not None and asking.dialog.isVisible())
    assert asking.dialog is not None
    sum_ = asking.dialog.facts.sum
    reader.qtbot.waitUntil(lambda: "B" in sum_.text() and "about" not in sum_.text(), timeout=LONG)
    return asking.dialog


def shown_second(reader: Reader) -> float:
    """The second of the video that is on the screen."""
    return number_in(reader.app.player.image()) / UPLOAD.rate


def test_the_video_of_a_note_is_got_and_shows_the_moment_that_was_clicked(away: Reader) -> None:
    card, player = away.app.window.video_pane.card, away.app.player
    away.click(f"seek:{AWAY}?t=7")
    away.qtbot.waitUntil(lambda: card.browser.text() == "Open in browser at 0:07")
    click(card.download)
    dialog = planned(away)
    assert dialog.facts.sum.text().startswith("1 video · 40 s")
    with away.qtbot.waitSignal(player.frame_shown, timeout=LONG):
        click(dialog.begin)
    away.qtbot.waitUntil(lambda: abs(shown_second(away) - 7.0) <= NEAR)
    assert [item.state for item in away.app.downloads.items] == [ItemState.DONE]
    assert player.file is not None
    assert player.file.name == f"Far away [{AWAY}].mp4"


def test_only_what_is_cited_is_got_and_the_rest_is_offered(away: Reader) -> None:
    card, player = away.app.window.video_pane.card, away.app.player
    away.click(f"seek:{AWAY}?t=31")
    away.qtbot.waitUntil(lambda: card.browser.text() == "Open in browser at 0:31")
    click(card.cited)
    dialog = planned(away)
    assert dialog.form.choice.cited
    dialog.form.margin.setValue(5)
    dialog = planned(away)
    with away.qtbot.waitSignal(player.frame_shown, timeout=LONG):
        click(dialog.begin)
    away.qtbot.waitUntil(lambda: abs(shown_second(away) - 31.0) <= NEAR)
    away.app.go(f"seek:{AWAY}?t=20")
    away.qtbot.waitUntil(lambda: "in none of them" in away.warning())
    away.app.window.message_bar.action.click()
    assert planned(away).facts.sum.text().startswith("1 video · 40 s")


def test_what_was_under_way_when_the_window_was_closed_goes_on_when_the_reader_says_so(
    qtbot: Any, places: Places, make_library: MakeLibrary, site: Tube
) -> None:
    site.add(replace(UPLOAD, bulk=4_000_000))
    root = make_library({"film/away.md": NOTE})
    with reading(qtbot, places, root, silent_vlc(), "film/away.md") as first:
        first.reads("It begins")
        first.app.downloads.set_limits(1, 1_000_000)
        first.app.desk.get_video()
        click(planned(first).begin)
        qtbot.waitUntil(lambda: any(item.progress.done > 1_000_000 for item in first.app.downloads.items), timeout=LONG)
    with reading(qtbot, places, root, silent_vlc(), "film/away.md") as again:
        again.reads("It begins")
        bar, player = again.app.window.message_bar, again.app.player
        qtbot.waitUntil(lambda: again.warning() == "1 download was under way when you left.")
        assert again.app.desk.news.summary() == "1 download paused"
        with qtbot.waitSignal(player.frame_shown, timeout=LONG):
            click(bar.action)
        assert player.file is not None
        assert player.file.name == f"Far away [{AWAY}].mp4"
    assert any(request.start > 0 for request in site.requests if request.path.endswith("136.mp4"))
