"""The mini window: the picture beside whatever the reader does, and back again."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.ui.mini_window import MiniWindow
from tests.conftest import MakeLibrary
from tests.ui.mouse import move_over
from tests.window import LIBRARY, Reader, reading

CTRL = Qt.KeyboardModifier.ControlModifier


def in_mini(reader: Reader) -> MiniWindow:
    reader.open("film/exact_seeking.md")
    reader.press("m", CTRL)
    mini = reader.app.window.mini
    reader.qtbot.waitUntil(mini.isVisible)
    return mini


def test_the_picture_goes_to_a_small_window_and_the_note_has_the_room(reader):
    mini = in_mini(reader)
    window = reader.app.window
    assert mini.isAncestorOf(window.video_pane.view)
    assert mini.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert not window.video_pane.isVisible()
    reader.qtbot.waitUntil(lambda: window.note_view.width() == window.reading.width())
    pixels = QSize(400, 225) * window.video_pane.view.devicePixelRatioF()
    assert reader.app.player._view_size == pixels


def test_it_stands_at_the_lower_right_of_the_screen_at_first(reader):
    mini = in_mini(reader)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert mini.geometry().bottomRight() == room.bottomRight() - QPoint(25, 25)


@pytest.mark.parametrize("way", ["button", "escape", "key", "double click"])
def test_the_picture_comes_back_and_plays_on(reader, way):
    window = reader.app.window
    reader.open("film/exact_seeking.md")
    sizes = window.reading.sizes()
    mini = in_mini(reader)
    reader.app.player.play()
    view = window.video_pane.view
    if way == "button":
        QTest.mouseClick(mini.back, Qt.MouseButton.LeftButton)
    elif way == "escape":
        QTest.keyClick(view, Qt.Key.Key_Escape)
    elif way == "key":
        QTest.keyClick(view, "m", CTRL)
    else:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton)
    reader.qtbot.waitUntil(lambda: not mini.isVisible())
    assert window.video_pane.isAncestorOf(view)
    assert view.isVisible()
    assert window.video_pane.layout().indexOf(view) == 0
    reader.qtbot.waitUntil(lambda: window.reading.sizes() == sizes)
    assert reader.app.player.playing
    assert not window.isFullScreen()


def test_its_close_button_pauses_too(reader):
    mini = in_mini(reader)
    reader.app.player.play()
    QTest.mouseClick(mini.close_button, Qt.MouseButton.LeftButton)
    assert not reader.app.player.playing
    assert not mini.isVisible()


def test_who_closes_it_does_not_close_the_program(reader):
    mini = in_mini(reader)
    mini.close()
    assert not mini.on
    assert reader.app.window.isVisible()


def test_the_keys_of_the_video_hold_in_it(reader):
    in_mini(reader)
    view = reader.app.window.video_pane.view
    view.window().activateWindow()
    reader.qtbot.waitUntil(view.window().isActiveWindow)
    QTest.keyClick(view, "k")
    assert reader.app.player.playing


def test_a_click_on_a_stamp_shows_its_moment_there(reader):
    mini = in_mini(reader)
    reader.click("seek:SeekSeekSee?t=84")
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 84.0)
    assert mini.controls.time.text() == "1:24"
    assert mini.isVisible()


def test_its_bar_takes_the_video_elsewhere(reader):
    mini = in_mini(reader)
    bar = mini.controls.bar
    mini.fading.wake()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 2))
    assert abs(reader.app.player.position() - 300) < 5


def test_its_controls_come_with_the_mouse_and_go_with_it(reader):
    mini = in_mini(reader)
    assert not mini.fading.shown
    view = reader.app.window.video_pane.view
    move_over(view, 50, 50)
    reader.qtbot.waitUntil(lambda: mini.fading.shown)
    assert all(view.rect().contains(part.geometry()) for part in (mini.controls, mini.corner, mini.grip))
    assert not mini.controls.geometry().intersects(mini.grip.geometry())
    view.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    reader.qtbot.waitUntil(lambda: not mini.corner.isVisible())


def test_its_corner_makes_it_larger_and_keeps_its_proportions(reader):
    mini = in_mini(reader)
    mini.move(10, 10)
    mini.fading.wake()
    grip = mini.grip
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    for far, width in ((QPoint(600, 300), 600), (QPoint(20, 20), 240)):
        QTest.mouseMove(grip, grip.mapFromGlobal(mini.geometry().topLeft() + far))
        assert mini.size() == QSize(width, round(width * 9 / 16))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton)
    assert mini.geometry().topLeft() == QPoint(10, 10)


def test_its_place_and_size_are_remembered(qtbot: object, places: Places, make_library: MakeLibrary) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as first:
        in_mini(first).setGeometry(QRect(100, 120, 320, 180))
    with reading(qtbot, places, root, FakeBackend()) as second:
        assert not second.app.window.mini.isVisible()
        assert second.app.window.video_pane.isVisible()
        assert in_mini(second).geometry() == QRect(100, 120, 320, 180)


@pytest.mark.parametrize("value", [None, [], "here", [1, 2], [1, 2, "x"], [10**6, 10**6, 300], [0, 0, -5]])
def test_a_place_that_no_screen_has_is_not_taken(reader, value):
    reader.app.window.mini.restore(value)
    mini = in_mini(reader)
    assert QGuiApplication.primaryScreen().availableGeometry().contains(mini.geometry())


def test_a_page_without_a_video_brings_the_window_back_to_its_layout(reader):
    mini = in_mini(reader)
    reader.open("film/elsewhere.md")
    reader.qtbot.waitUntil(lambda: not mini.isVisible())
    assert reader.app.window.video_pane.card.isVisible()


def test_it_is_there_again_with_the_next_video(reader):
    mini = in_mini(reader)
    reader.open("film/elsewhere.md")
    reader.qtbot.waitUntil(lambda: not mini.isVisible() and reader.app.window.video_pane.isVisible())
    reader.open("film/keyframes.md")
    reader.qtbot.waitUntil(mini.isVisible)
    assert not reader.app.window.video_pane.isVisible()


def test_who_lays_the_window_out_anew_has_the_next_video_there(reader):
    mini = in_mini(reader)
    reader.open("film/elsewhere.md")
    reader.qtbot.waitUntil(lambda: not mini.isVisible())
    reader.app.preferences.choose_layout("above")
    reader.open("film/keyframes.md")
    reader.qtbot.waitUntil(reader.app.window.video_pane.view.isVisible)
    assert not mini.on


def test_without_a_picture_there_is_no_mini_window(reader):
    reader.app.window.toggle_mini()
    assert not reader.app.window.mini.isVisible()
    assert "no picture" in reader.toast()


def test_a_layout_that_is_chosen_brings_the_picture_back_into_it(reader):
    mini = in_mini(reader)
    reader.press("t")
    assert not mini.isVisible()
    assert reader.app.window.video_pane.isVisible()
    assert reader.app.session.settings.now.layout == "beside"


def test_the_whole_screen_takes_the_picture_from_the_mini_window_and_the_other_way_round(reader):
    mini = in_mini(reader)
    window = reader.app.window
    QTest.keyClick(window.video_pane.view, "f")
    reader.qtbot.waitUntil(window.isFullScreen)
    assert not mini.isVisible()
    reader.press("m", CTRL)
    reader.qtbot.waitUntil(mini.isVisible)
    assert not window.isFullScreen()
    assert window.note_view.isVisible()
