"""A person loops a passage of the note, and the video comes back to its start in time; the list of moments leads."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from reader.paths import Places
from reader.services.loops import Loop
from reader.ui.rows import Role
from tests.conftest import MakeLibrary, note
from tests.players.conftest import silent_vlc
from tests.videos import Video, make_video, number_in
from tests.window import SEEK, Reader, reading

RATE = 30
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Ten seconds of numbered frames."""
    return make_video(Video("film.mp4", seconds=10, rate=RATE, gop=30), tmp_path_factory.mktemp("loops")).read_bytes()


@pytest.fixture
def root(make_library: MakeLibrary, film: bytes) -> Path:
    body = "It ends [0:05]. It begins [0:02]. Said once more [0:02]. Said once more [0:02].\n"
    return make_library({"film.md": note("Film", body, SEEK), f"film [{SEEK}].mp4": film})


@pytest.fixture
def someone(qtbot: Any, places: Places, root: Path) -> Iterator[Reader]:
    with reading(qtbot, places, root, silent_vlc(), "film.md") as someone:
        player = someone.app.player
        qtbot.waitUntil(lambda: bool(player.duration()) and not player.image().isNull(), timeout=20_000)
        yield someone


def frames_of(someone: Reader) -> list[int]:
    """The numbers of the frames that are shown from now on."""
    seen: list[int] = []
    player = someone.app.player
    player.frame_shown.connect(lambda _: seen.append(number_in(player.image())))
    return seen


def test_p_loops_the_passage_until_it_is_pressed_again(someone: Reader) -> None:
    player, loops = someone.app.player, someone.app.loops
    player.seek_to(4.0)
    someone.qtbot.waitUntil(lambda: number_in(player.image()) == 4 * RATE, timeout=10_000)
    someone.press("p")
    bar = someone.app.window.video_pane.loop_bar
    assert bar.isVisible()
    assert bar.range.text() == "Looping 0:02–0:05"
    seen = frames_of(someone)
    someone.qtbot.waitUntil(lambda: loops.round == 3, timeout=20_000)
    someone.qtbot.waitUntil(lambda: 2 * RATE <= seen[-1] < 3 * RATE, timeout=10_000)
    assert max(seen) < 6 * RATE  # a busy machine notices the end late
    assert min(seen) >= 2 * RATE
    someone.press("p")
    assert not bar.isVisible()
    someone.qtbot.waitUntil(lambda: max(seen) > 6 * RATE, timeout=20_000)


def test_the_moments_are_in_the_order_of_the_video_and_alike_ones_are_one(someone: Reader) -> None:
    moments = someone.app.window.video_pane.moments
    rows = [moments.model.index(row) for row in range(moments.model.rowCount())]
    shown = [(row.data(Role.EXTRA), row.data(), row.data(Role.SECOND)) for row in rows]
    assert shown == [("0:02", "It begins.", ""), ("0:02", "Said once more.", "×2"), ("0:05", "It ends.", "")]
    moments.order.click()
    assert [moments.model.index(row).data() for row in range(3)] == ["It ends.", "It begins.", "Said once more."]
    assert someone.app.session.settings.now.moments_order == "text"


def test_a_moment_is_gone_to_and_copied_by_keys(someone: Reader) -> None:
    moments = someone.app.window.video_pane.moments
    moments.list.setFocus()
    moments.list.setCurrentIndex(moments.model.index(2))
    someone.press("c", CTRL)
    assert QGuiApplication.clipboard().text() == "[0:05] It ends."
    someone.press(Qt.Key.Key_Return)
    player = someone.app.player
    someone.qtbot.waitUntil(lambda: number_in(player.image()) == 5 * RATE, timeout=10_000)


def test_a_kept_loop_is_played_from_its_list(someone: Reader) -> None:
    app = someone.app
    app.player.seek_to(1.0)
    someone.press("[")
    app.player.seek_to(3.0)
    someone.press("]")
    app.window.video_pane.loop_bar.keep.click()
    assert not app.window.video_pane.loop_bar.keep.isVisible()
    someone.press("\\")
    assert app.loops.loop is None
    bar = app.window.video_pane.loop_bar
    bar._fill_list()
    names = [action.text() for action in bar.list.menu().actions()]
    assert names[0].startswith("0:01–0:03")
    bar.list.menu().actions()[0].trigger()
    someone.qtbot.waitUntil(lambda: RATE <= number_in(app.player.image()) <= 3 * RATE + 5, timeout=10_000)
    assert app.loops.loop is not None


def test_a_loop_that_was_removed_is_put_back_by_one_press(someone: Reader) -> None:
    app, bar = someone.app, someone.app.window.video_pane.loop_bar
    app.loops.start(Loop(1.0, 3.0, "<b>Whole</b>"))
    bar.keep.click()
    app.loops.stop()
    assert bar.list.text() == "1 loop kept"
    bar._fill_list()
    bar.list.menu().actions()[-1].menu().actions()[0].trigger()
    assert (bar.range.text(), bar.list.isVisible()) == ("Removed 0:01–0:03", False)
    bar.put_back.click()
    assert app.loops.kept() == [Loop(1.0, 3.0, "<b>Whole</b>")]
    assert not bar.put_back.isVisible()
    app.loops.drop(app.loops.kept()[0])
    bar.stop.click()
    assert not bar.isVisible()
