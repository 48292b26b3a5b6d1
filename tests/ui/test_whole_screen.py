"""The video over the whole screen: its controls come and go, and everything is as it was afterwards."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader.ui.fading import Fading
from tests.ui.mouse import move_over
from tests.window import Reader


def on_the_whole_screen(reader: Reader) -> Fading:
    reader.open("film/exact_seeking.md")
    reader.press("f")
    reader.qtbot.waitUntil(reader.app.window.isFullScreen)
    return reader.app.window.whole_screen.fading


def rest(fading: Fading) -> None:
    """Let the time pass in which nobody moves the mouse."""
    assert fading.rest.isActive()
    fading.rest.timeout.emit()


def move(reader: Reader, x: int, y: int) -> None:
    """Move the mouse over the picture."""
    move_over(reader.app.window.video_pane.view, x, y)


def hidden(reader: Reader) -> bool:
    return not reader.app.window.whole_screen.panel.isVisible()


def play_without_mouse(reader: Reader) -> Fading:
    fading = on_the_whole_screen(reader)
    move(reader, 40, 40)
    reader.press(" ")
    rest(fading)
    reader.qtbot.waitUntil(lambda: hidden(reader))
    return fading


def test_the_controls_lie_over_the_foot_of_the_picture_which_has_the_whole_window(reader):
    on_the_whole_screen(reader)
    window = reader.app.window
    pane, panel = window.video_pane, window.whole_screen.panel
    reader.qtbot.waitUntil(lambda: pane.view.size() == window.size())
    reader.qtbot.waitUntil(lambda: panel.geometry().bottom() == pane.view.height() - 17)
    assert panel.isAncestorOf(pane.transport)
    assert pane.view.rect().contains(panel.geometry())
    assert pane.view.covered_below == panel.height() + 16


def test_controls_and_mouse_go_while_it_plays_and_come_back_when_the_mouse_moves(reader):
    fading = play_without_mouse(reader)
    view = reader.app.window.video_pane.view
    assert view.cursor().shape() is Qt.CursorShape.BlankCursor
    assert view.covered_below == 0
    move(reader, 60, 60)
    reader.qtbot.waitUntil(lambda: fading.shown)
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor
    reader.qtbot.waitUntil(lambda: not reader.app.window.whole_screen.panel.graphicsEffect().isEnabled())
    assert not hidden(reader)
    assert view.covered_below > 0


def test_a_key_shows_the_controls_and_so_does_a_pause(reader):
    fading = play_without_mouse(reader)
    reader.press(Qt.Key.Key_Right)
    assert fading.shown
    rest(fading)
    assert not fading.shown
    reader.app.player.pause()
    assert fading.shown


def test_the_controls_stay_while_the_video_is_paused(reader):
    fading = on_the_whole_screen(reader)
    rest(fading)
    assert fading.shown
    assert fading.rest.isActive()


def test_the_controls_stay_under_the_mouse(reader):
    fading = on_the_whole_screen(reader)
    reader.app.window.whole_screen.panel.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    reader.app.player.play()
    rest(fading)
    assert fading.shown


def test_a_loop_that_begins_again_shows_no_controls(reader):
    fading = play_without_mouse(reader)
    reader.app.player.seek_to(20.0)
    assert not fading.shown


def test_controls_that_go_leave_the_keys_to_the_picture(reader):
    fading = on_the_whole_screen(reader)
    window = reader.app.window
    move(reader, 40, 40)
    window.video_pane.transport.mute.setFocus()
    reader.app.player.play()
    rest(fading)
    reader.qtbot.waitUntil(lambda: hidden(reader))
    assert window.focusWidget() is window.video_pane.view
    reader.press("k")
    assert not reader.app.player.playing


def test_a_click_on_the_controls_is_none_on_the_picture(reader):
    on_the_whole_screen(reader)
    QTest.mouseClick(reader.app.window.whole_screen.panel, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not reader.app.player.playing


def test_afterwards_parts_sizes_and_keys_are_as_they_were(reader):
    reader.open("film/exact_seeking.md")
    window = reader.app.window
    pane = window.video_pane
    window.columns.moveSplitter(300, 1)
    window.reading.setSizes([500, 479])
    sizes = window.columns.sizes(), window.reading.sizes()
    order = [pane.layout().indexOf(part) for part in (pane.view, pane.transport, pane.loop_bar)]
    window.sidebar.tree.setFocus()
    reader.press("f")
    reader.qtbot.waitUntil(window.isFullScreen)
    reader.press(Qt.Key.Key_Escape)
    reader.qtbot.waitUntil(lambda: (window.columns.sizes(), window.reading.sizes()) == sizes)
    assert [pane.layout().indexOf(part) for part in (pane.view, pane.transport, pane.loop_bar)] == order
    assert pane.transport.isVisible()
    assert window.focusWidget() is window.sidebar.tree
    assert pane.view.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert pane.view.covered_below == 0


def test_what_is_said_in_passing_is_seen_on_the_whole_screen_too(reader):
    on_the_whole_screen(reader)
    reader.app.messages.say("Here I am.")
    assert reader.toast() == "Here I am."
    reader.press(Qt.Key.Key_Escape)
    reader.qtbot.waitUntil(lambda: not reader.app.window.isFullScreen())
    assert reader.toast() == "Here I am."


def test_a_double_click_is_for_the_whole_screen_and_back_and_plays_on(reader):
    reader.open("film/exact_seeking.md")
    window = reader.app.window
    reader.app.player.play()
    for full in (True, False):
        QTest.mouseClick(window.video_pane.view, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(window.video_pane.view, Qt.MouseButton.LeftButton)
        reader.qtbot.waitUntil(lambda full=full: window.isFullScreen() == full)
        assert reader.app.player.playing


def test_the_wheel_over_the_picture_changes_the_loudness(reader):
    reader.open("film/exact_seeking.md")
    before = reader.app.player.volume
    reader.app.window.video_pane.view.wheel_turned.emit(-2)
    assert reader.app.player.volume == pytest.approx(before - 0.1)
