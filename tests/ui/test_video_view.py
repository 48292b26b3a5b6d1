"""What the mouse does on the picture."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.players.fake import FakeBackend
from reader.services.player import Player
from reader.ui.theme import Theme
from reader.ui.video_view import VideoView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: object, qapp: QApplication) -> Iterator[VideoView]:
    """A picture on the screen; `view.log` has what it told."""
    player = Player(lambda _: None, lambda _: 0.0)
    player.use(FakeBackend())
    view = VideoView(player, Theme(qapp))
    view.log = []  # type: ignore[attr-defined]
    view.clicked.connect(lambda: view.log.append("click"))
    view.double_clicked.connect(lambda: view.log.append("double"))
    view.dragged.connect(lambda: view.log.append("drag"))
    view.held.connect(lambda down: view.log.append("hold" if down else "let go"))
    view.wheel_turned.connect(view.log.append)
    view.resize(320, 180)
    view.show()
    yield view
    view.close()
    view.deleteLater()


def turn(view: VideoView, delta: int) -> None:
    place = QPointF(view.rect().center())
    event = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_a_click_is_told_when_the_button_is_let_go(view):
    QTest.mousePress(view, LEFT)
    assert view.log == []
    QTest.mouseRelease(view, LEFT)
    assert view.log == ["click"]


def test_a_double_click_undoes_its_first_click(view):
    QTest.mouseClick(view, LEFT)
    QTest.mouseDClick(view, LEFT)
    assert view.log == ["click", "click", "double"]


def test_a_button_that_is_held_is_no_click(qtbot, view):
    with qtbot.waitSignal(view.held, check_params_cb=lambda down: down):
        QTest.mousePress(view, LEFT)
    QTest.mouseRelease(view, LEFT)
    assert view.log == ["hold", "let go"]
    QTest.mouseClick(view, LEFT)
    assert view.log[2:] == ["click"]


def test_a_held_button_may_move(qtbot, view):
    with qtbot.waitSignal(view.held):
        QTest.mousePress(view, LEFT, pos=QPoint(10, 10))
    QTest.mouseMove(view, QPoint(200, 100))
    assert view.log == ["hold"]
    QTest.mouseRelease(view, LEFT, pos=QPoint(200, 100))
    assert view.log == ["hold", "let go"]


def test_a_picture_that_is_hidden_is_held_no_more(qtbot, view):
    with qtbot.waitSignal(view.held):
        QTest.mousePress(view, LEFT)
    view.hide()
    QTest.mouseRelease(view, LEFT)
    assert view.log == ["hold", "let go"]


def test_a_drag_is_neither_click_nor_hold(view):
    QTest.mousePress(view, LEFT, pos=QPoint(10, 10))
    QTest.mouseMove(view, QPoint(60, 60))
    QTest.mouseRelease(view, LEFT, pos=QPoint(60, 60))
    assert view.log == ["drag"]


def test_the_other_buttons_do_nothing(view):
    QTest.mouseClick(view, Qt.MouseButton.MiddleButton)
    QTest.mouseClick(view, Qt.MouseButton.RightButton)
    assert view.log == []


def test_the_wheel_is_told_in_whole_notches_however_finely_it_turns(view):
    for _ in range(8):
        turn(view, 30)
    turn(view, -240)
    assert view.log == [1, 1, -2]


def test_frames_are_scaled_for_the_view_whenever_it_comes_to_the_screen(view):
    view.hide()
    view._player.set_view_size(QSize(10, 10))
    view.show()
    assert view._player._view_size == view._pixels()


def test_what_lies_over_the_foot_is_told_once(view):
    told = []
    view.covered_changed.connect(told.append)
    view.set_covered_below(80)
    view.set_covered_below(80)
    view.set_covered_below(0)
    assert told == [80, 0]
    assert view.covered_below == 0
