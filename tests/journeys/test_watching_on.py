"""Watch, leave, and come back another day; at one's own speed; and take a frame along."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.paths import Places
from reader.players.choose import best_backend
from reader.players.fake import FakeBackend
from tests.conftest import MakeLibrary, note
from tests.videos import Video, make_video, number_in
from tests.window import LIBRARY, READ, SEEK, Reader, reading

NUMBERED = "NumberedNum"


def watch(reader: Reader, path: str, seconds: float) -> None:
    """Open a note and watch some of its video."""
    reader.open(path)
    reader.press("k")
    assert isinstance(reader.backend, FakeBackend)
    reader.backend.advance(seconds)
    reader.press("k")


def test_another_day_the_video_goes_on_and_the_list_leads_to_it(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend(), "film/captions.md") as one:
        qtbot.waitUntil(lambda: one.title == "Captions")
        watch(one, "film/keyframes.md", 100)
        watch(one, "film/captions.md", 40)
    with reading(qtbot, places, root, FakeBackend()) as next_day:
        qtbot.waitUntil(lambda: next_day.app.player.video == READ)
        assert (next_day.app.player.position(), next_day.app.player.playing) == (37, False)
        next_day.press("h", Qt.KeyboardModifier.ControlModifier)
        palette = next_day.app.continuing.palette
        qtbot.waitUntil(lambda: next_day.app.continuing.model.rowCount() == 2)
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: next_day.title == "Keyframes")
        player = next_day.app.player
        assert (player.video, player.position(), player.playing) == (SEEK, 97, True)


def test_a_stamp_leads_to_its_very_second_wherever_the_video_was_left(reader: Reader) -> None:
    watch(reader, "film/exact_seeking.md", 300)
    reader.open("film/captions.md")
    reader.open("film/exact_seeking.md")
    assert reader.app.player.position() == 297
    reader.click(f"seek:{SEEK}?t=84")
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 84)


def test_the_keys_of_speed_step_finely_and_back_to_normal(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    for key in ("+", "+", ">", "-"):
        reader.press(key)
    assert reader.backend.rate == 1.3
    reader.press("=")
    assert reader.backend.rate == 1.0


def test_a_held_key_hurries(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.press("k")
    target = QApplication.focusWidget()
    QTest.keyPress(target, "x")
    assert reader.backend.rate == 2.0
    assert reader.app.session.settings.now.rate == 1.0
    QTest.keyRelease(target, "x")
    reader.qtbot.waitUntil(lambda: not reader.app.player.hurries)
    assert (reader.backend.rate, reader.app.player.playing) == (1.0, True)


def test_the_time_left_is_shown_the_next_day_too(qtbot: Any, places: Places, make_library: MakeLibrary) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend(), "film/captions.md") as one:
        qtbot.waitUntil(lambda: one.app.player.at_video)
        QTest.mouseClick(one.app.window.video_pane.transport.length, Qt.MouseButton.LeftButton)
    with reading(qtbot, places, root, FakeBackend()) as next_day:
        qtbot.waitUntil(lambda: next_day.app.player.at_video)
        assert next_day.app.window.video_pane.transport.length.text() == "−10:00"


@pytest.mark.parametrize("playing", [False, True])
def test_the_frame_on_the_screen_is_the_one_that_is_taken(
    qtbot: Any, places: Places, make_library: MakeLibrary, playing: bool
) -> None:
    root = make_library({"one.md": note("One", "Text [0:03].", NUMBERED)})
    make_video(Video(f"One [{NUMBERED}].mp4", 8.0, size=(640, 360)), root)
    with reading(qtbot, places, root, best_backend(vlc_options=("--aout=dummy",)), "one.md") as one:
        player = one.app.player
        qtbot.waitUntil(lambda: player.at_video and not player.image().isNull(), timeout=20_000)
        if playing:
            player.play()
            qtbot.waitUntil(lambda: player.position() > 0.7, timeout=20_000)
            player.pause()
        else:
            with qtbot.waitSignal(player.frame_shown, check_params_cb=lambda t: abs(t - 3) < 0.01, timeout=20_000):
                player.seek(NUMBERED, 3.0)
        with qtbot.waitSignal(one.app.messages.said, timeout=20_000):
            one.press("s", Qt.KeyboardModifier.ShiftModifier)
        assert number_in(QGuiApplication.clipboard().image()) == number_in(player.image())
        with qtbot.waitSignal(one.app.messages.said, timeout=20_000):
            one.press("s")
        assert [file.suffix for file in places.pictures.iterdir()] == [".png"]
