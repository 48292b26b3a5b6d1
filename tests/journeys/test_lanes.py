"""A person reads off the seek bar what notes tell of a video, goes there, and comes to what was not watched yet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.notes.ranges import total
from reader.paths import Places
from tests.conftest import MakeLibrary, note
from tests.players.conftest import silent_vlc
from tests.videos import Video, make_video, number_in
from tests.window import READ, SEEK, Reader, reading

RATE = 30
OWN, FIRST_LANE = 20, 30
"""Heights on the seek bar."""


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Twenty seconds of numbered frames."""
    return make_video(Video("film.mp4", seconds=20, rate=RATE, gop=30), tmp_path_factory.mktemp("videos")).read_bytes()


@pytest.fixture
def root(make_library: MakeLibrary, film: bytes) -> Path:
    return make_library(
        {
            "exact.md": note("Exact", "It begins [0:03]. It ends [0:15].\n", SEEK),
            "other.md": note("Other", "Something else is said of it [0:09].\n", SEEK),
            "elsewhere.md": note("Elsewhere", "Nothing of it.\n", READ),
            f"film [{SEEK}].mp4": film,
        }
    )


@pytest.fixture
def someone(qtbot: Any, places: Places, root: Path) -> Iterator[Reader]:
    with reading(qtbot, places, root, silent_vlc(), "exact.md") as someone:
        ready(someone)
        yield someone


def ready(reader: Reader) -> None:
    """Wait until the video is there and all its notes were read."""
    timeline, player = reader.app.timeline, reader.app.player
    reader.qtbot.waitUntil(lambda: bool(player.duration()) and not player.image().isNull(), timeout=20_000)
    reader.qtbot.waitUntil(lambda: bool(timeline.others) and all(tick.sentence for tick in timeline.others[0].ticks))


def place(reader: Reader, seconds: float, y: int) -> QPoint:
    bar = reader.app.window.video_pane.transport.bar
    return QPoint(round(8 + (bar.width() - 16) * seconds / reader.app.player.duration()) + 2, y)


def sees(reader: Reader, seconds: float) -> None:
    """Wait until the frame of that moment is on the screen."""
    reader.qtbot.waitUntil(lambda: number_in(reader.app.player.image()) == round(seconds * RATE))


def test_a_click_beside_a_tick_shows_the_very_frame_of_its_stamp(someone: Reader) -> None:
    bar = someone.app.window.video_pane.transport.bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place(someone, 15, OWN))
    sees(someone, 15)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place(someone, 9, FIRST_LANE))
    sees(someone, 9)
    assert someone.title == "Exact"


def test_a_lane_tells_what_another_note_says_and_a_double_click_opens_it_there(someone: Reader) -> None:
    bar = someone.app.window.video_pane.transport.bar
    QTest.mouseMove(bar, place(someone, 9, FIRST_LANE))
    someone.qtbot.waitUntil(lambda: "Something else is said of it." in someone.app.peeking.card.text())
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=place(someone, 9, FIRST_LANE))
    someone.qtbot.waitUntil(lambda: someone.title == "Other")
    someone.reads("Something else")
    sees(someone, 9)
    someone.qtbot.waitUntil(lambda: [lane.title for lane in someone.app.timeline.others] == ["Exact"])


def test_what_was_played_is_not_a_gap_any_more_on_another_day_either(qtbot: Any, places: Places, root: Path) -> None:
    with reading(qtbot, places, root, silent_vlc(), "exact.md") as someone:
        ready(someone)
        someone.app.player.play()
        qtbot.waitUntil(lambda: someone.app.player.position() > 2, timeout=20_000)
    with reading(qtbot, places, root, silent_vlc(), "exact.md", 0.0) as again:
        ready(again)
        ((start, end),) = again.app.coverage.now().watched
        assert start < 0.5
        assert 1.5 < end < 4
        assert total(again.app.watched.ranges()) == end - start
        again.press("g", Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(lambda: abs(again.app.player.position() - end) < 0.1)
        assert "Not watched yet" in again.toast()


def test_the_bar_has_keys_of_its_own(someone: Reader) -> None:
    bar = someone.app.window.video_pane.transport.bar
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    someone.press(Qt.Key.Key_End)
    someone.press(Qt.Key.Key_Left)
    assert someone.app.player.position() == pytest.approx(someone.app.player.duration() - 5, abs=0.05)
    someone.press(Qt.Key.Key_PageDown)
    assert someone.app.player.position() == 0
    assert QApplication.focusWidget() is bar
