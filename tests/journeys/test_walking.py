"""A person walks from stamp to stamp by the keys, and the list of moments goes along while the video plays."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.ui.moments import Moments
from tests.conftest import note
from tests.window import SEEK, Reader, reading

CTRL = Qt.KeyboardModifier.ControlModifier
MANY = "".join(f"This is said at {minute} [{minute}:00].\n\n" for minute in range(1, 60, 2))
LIBRARY = {
    "film/film.md": note("film"),
    "film/walk.md": note("Walk", "The end [9:00]. It begins [0:10], and [0:10] again. The middle [4:00].\n", SEEK),
    "film/other.md": note("Other", "Between [2:00].\n", SEEK),
    "film/bare.md": note("Bare", "Nothing here has a time.\n", SEEK),
    "film/many.md": note("Many", MANY, SEEK),
    f"film/What a seek does [{SEEK}].mp4": b"video",
}


@pytest.fixture
def reader(qtbot: Any, places: Places, make_library: Any) -> Iterator[Reader]:
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend(length=3600), "film/walk.md") as someone:
        someone.reads("The middle")
        qtbot.waitUntil(lambda: someone.app.player.at_video)
        yield someone


def walk(reader: Reader, *keys: Qt.Key) -> list[float]:
    """Press Ctrl with arrows; where the video was after each."""
    seen = []
    for key in keys:
        reader.press(key, CTRL)
        seen.append(reader.app.player.position())
    return seen


def lit(reader: Reader) -> str:
    """The sentences that are lit on the page."""
    return str(reader.ask("[...(CSS.highlights.get('now') ?? [])].map(String).join('')"))


def test_the_keys_walk_in_the_order_of_the_video_and_stay_at_its_ends(reader: Reader) -> None:
    right, left = Qt.Key.Key_Right, Qt.Key.Key_Left
    assert walk(reader, right, right) == [10.0, 240.0]
    reader.qtbot.waitUntil(lambda: "The middle" in lit(reader))
    assert walk(reader, right, right) == [540.0, 540.0]
    assert reader.toast() == "That was the last stamp."
    assert walk(reader, left, left, left) == [240.0, 10.0, 10.0]
    assert reader.toast() == "That was the first stamp."
    assert not reader.app.player.playing


def test_walking_back_while_it_plays_means_the_stamp_before_only_soon_after_one(reader: Reader) -> None:
    assert walk(reader, Qt.Key.Key_Right, Qt.Key.Key_Right) == [10.0, 240.0]
    reader.app.player.play()
    reader.backend.advance(5.0)
    assert walk(reader, Qt.Key.Key_Left) == [240.0]
    reader.backend.advance(1.0)
    assert walk(reader, Qt.Key.Key_Left) == [10.0]
    assert reader.app.player.playing


def test_a_note_without_stamps_says_so(reader: Reader) -> None:
    reader.open("film/bare.md")
    assert walk(reader, Qt.Key.Key_Right) == [0.0]
    assert reader.toast() == "This page has no stamps to walk along."


def test_on_the_page_of_the_video_the_keys_walk_what_all_notes_say(reader: Reader) -> None:
    reader.press("v", Qt.KeyboardModifier.ShiftModifier)
    reader.reads("Between")
    assert walk(reader, *[Qt.Key.Key_Right] * 4) == [10.0, 60.0, 120.0, 180.0]


def test_the_list_keeps_the_current_moment_in_sight_until_the_reader_scrolls_it(reader: Reader) -> None:
    reader.open("film/many.md")
    moments = reader.app.window.video_pane.moments
    reader.app.player.seek_to(30 * 60.0)
    reader.qtbot.waitUntil(lambda: in_sight(moments, 14))
    turn_wheel(moments)
    before = moments.list.verticalScrollBar().value()
    reader.app.player.seek_to(60.0)
    assert moments.list.verticalScrollBar().value() == before
    choose(moments, next(row for row in range(30) if in_sight(moments, row)))
    reader.app.player.seek_to(60.0)
    reader.qtbot.waitUntil(lambda: in_sight(moments, 0))


def test_the_keys_along_the_rows_hold_the_list_until_one_is_chosen(reader: Reader) -> None:
    reader.open("film/many.md")
    moments = reader.app.window.video_pane.moments
    moments.list.setFocus()
    moments.list.setCurrentIndex(moments.model.index(0))
    reader.press(Qt.Key.Key_Down)
    reader.app.player.seek_to(59 * 60.0)
    assert in_sight(moments, 1)
    reader.press(Qt.Key.Key_Return)
    assert reader.app.player.position() == 180.0
    reader.app.player.seek_to(59 * 60.0)
    reader.qtbot.waitUntil(lambda: in_sight(moments, 29))


def test_a_list_that_was_scrolled_goes_along_again_once_the_keys_are_elsewhere(reader: Reader) -> None:
    reader.open("film/many.md")
    moments = reader.app.window.video_pane.moments
    moments.list.setFocus()
    reader.press(Qt.Key.Key_PageDown)
    assert not moments.list.follows
    reader.app.note_view.setFocus()
    assert moments.list.follows


def in_sight(moments: Moments, row: int) -> bool:
    """Whether a row is wholly in view."""
    box = moments.list.visualRect(moments.model.index(row))
    return box.top() >= 0 and box.bottom() < moments.list.viewport().height()


def choose(moments: Moments, row: int) -> None:
    """Click a row."""
    place = moments.list.visualRect(moments.model.index(row)).center()
    QTest.mouseClick(moments.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def turn_wheel(moments: Moments) -> None:
    """Turn the mouse's wheel over the list."""
    room = moments.list.viewport()
    where = QPointF(room.rect().center())
    event = QWheelEvent(where, room.mapToGlobal(where), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(room, event)
