"""The controls under the picture, with the stamps of the library and what was watched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from reader.commands import COMMANDS
from reader.services.coverage import Coverage
from reader.services.keeper import Keeper
from reader.services.timeline import Timeline
from reader.services.watched import KIND, Watched
from reader.ui.actions import make_actions
from reader.ui.lanes import OWN_TOP, TRACK, Scale
from reader.ui.theme import Theme
from reader.ui.transport import Transport
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SEEK = "SeekSeekSee"


class Controls:
    """A transport over a library with nine notes about one video of ten minutes."""

    def __init__(self, qapp: QApplication, desk: Desk, file: Path) -> None:
        self.desk = desk
        self.keeper = Keeper(desk.tasks, desk.messages, file, desk.owner)
        self.keeper.put(KIND, SEEK, [[0, 3000]])
        timeline = Timeline(desk.library, desk.player, parent=desk.owner)
        watched = Watched(desk.player, self.keeper, desk.owner)
        self.coverage = Coverage(desk.player, timeline, watched, desk.messages, desk.owner)
        desk.navigator.arrived.connect(lambda opened, _: timeline.show_note(opened))
        self.gap = QAction("To the next gap", desk.owner)
        self.gap.triggered.connect(lambda: self.coverage.go_to_gap("unwatched"))
        self.transport = Transport(desk.player, Theme(qapp), make_actions(desk.owner, COMMANDS))
        self.transport.attend(timeline, self.coverage, self.gap)
        self.transport.resize(516, 140)
        self.transport.show()


@pytest.fixture
def controls(qapp: QApplication, desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Iterator[Controls]:
    notes = {f"{number}.md": note(f"Note {number}", f"Said [{number}:00].\n", SEEK) for number in range(1, 10)}
    controls = Controls(qapp, desk, tmp_path / "kept.sqlite")
    desk.read(make_library({**notes, f"Film [{SEEK}].mp4": b"video"}))
    desk.open("5.md")
    yield controls
    controls.transport.close()
    controls.transport.deleteLater()


def test_the_lanes_of_the_other_notes_come_and_make_the_bar_higher(controls: Controls) -> None:
    bare = 24
    controls.desk.qtbot.waitUntil(lambda: controls.transport.bar.sizeHint().height() > bare + 36)
    controls.transport.set_room(150)
    few = controls.transport.bar.sizeHint().height()
    controls.transport.set_room(-100)
    assert few > controls.transport.bar.sizeHint().height() == bare


def test_a_click_on_the_tick_of_the_note_shows_its_moment(controls: Controls) -> None:
    bar = controls.transport.bar
    place = QPoint(round(8 + (bar.width() - 16) / 2) + 3, 20)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    assert controls.desk.player.position() == 300


def test_a_button_goes_to_the_next_gap(controls: Controls) -> None:
    (button,) = [
        each for each in controls.transport.children() if getattr(each, "accessibleName", str)() == "To the next gap"
    ]
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert controls.desk.player.position() == 300
    controls.transport.setMinimumWidth(240)
    controls.transport.resize(240, 140)
    assert not button.isVisible()


def test_where_the_video_is_goes_on_the_bar(controls: Controls) -> None:
    controls.desk.player.seek_to(83)
    assert (controls.transport.bar.value(), controls.transport.time.text()) == (83, "1:23")


def test_the_tab_key_goes_through_the_controls_from_left_to_right(controls: Controls) -> None:
    controls.transport.activateWindow()
    controls.transport.bar.setFocus()
    places = []
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or controls.transport, Qt.Key.Key_Tab)
        places.append(QApplication.focusWidget().geometry().left())
    assert places == sorted(places)


def test_a_tick_is_a_moment_that_was_asked_for_and_the_bar_is_not(controls: Controls) -> None:
    bar, player = controls.transport.bar, controls.desk.player
    scale = Scale(bar.width(), player.duration())
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(scale.x(300)), OWN_TOP + 2))
    assert (player.position(), player.asked) == (300.0, 300.0)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(scale.x(200)), TRACK))
    assert (round(player.position()), player.asked) == (200, 300.0)


def test_a_click_on_the_length_wishes_for_the_time_that_is_left(controls: Controls) -> None:
    transport, wishes = controls.transport, list[bool]()
    transport.time_left_wished.connect(wishes.append)
    transport.time_left_wished.connect(transport.show_time_left)
    controls.desk.player.seek_to(90)
    QTest.mouseClick(transport.length, Qt.MouseButton.LeftButton)
    assert transport.length.text() == "−8:30"
    controls.desk.player.seek_to(120)
    assert transport.length.text() == "−8:00"
    QTest.mouseClick(transport.length, Qt.MouseButton.LeftButton)
    assert (transport.length.text(), wishes) == ("/ 10:00", [True, False])


def test_the_speed_of_now_is_shown_and_that_it_is_a_hurry(controls: Controls) -> None:
    controls.desk.player.set_rate(1.15)
    assert controls.transport.rate.text() == "1.15×"
    controls.desk.player.hurry(True)
    assert (controls.transport.rate.text(), controls.transport.rate.property("hurries")) == ("2.3×", True)
    controls.desk.player.hurry(False)
    assert (controls.transport.rate.text(), controls.transport.rate.property("hurries")) == ("1.15×", False)


def test_the_tips_tell_the_keys_that_hold_now(controls: Controls) -> None:
    assert "&lt;, &gt;" in controls.transport.rate.toolTip()
    assert "Ctrl+Down, Ctrl+Up" in controls.transport.volume.toolTip()


def test_a_further_button_is_there_where_there_is_room(controls: Controls) -> None:
    button = QToolButton(text="CC")
    controls.transport.add(button, 320)
    assert button.isVisible()
    assert controls.transport.rate.geometry().right() < button.geometry().left()
    controls.transport.setMinimumWidth(240)
    controls.transport.resize(300, 140)
    assert not button.isVisible()
