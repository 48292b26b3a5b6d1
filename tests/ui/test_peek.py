"""Cards where the mouse rests: on the page's stamps, on the rows of moments and on the seek bar; and with the keys."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget

from reader.services.navigator import Place
from reader.services.pages import OpenedNote
from reader.services.peek import Peek
from reader.services.timeline import Timeline
from reader.ui.lanes import MARGIN
from reader.ui.moments import Moments
from reader.ui.note_view import NoteView
from reader.ui.peek import Peeking
from reader.ui.seek_bar import SeekBar
from reader.ui.theme import Theme
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SHOWN = "ShownShown1"
LENGTH = 400
FILES = {
    "open.md": note(
        "Open",
        "A first thing [0:10].\n\nAnother thing [00:01:40].\n\n" + "A line.\n\n" * 80 + "The last [0:50].",
        SHOWN,
    ),
    "near.md": note("Near", "Nearly the same [0:12].", SHOWN),
    f"film [{SHOWN}].mp4": b"video",
}
FIRST, SECOND = f"seek:{SHOWN}?t=10", f"seek:{SHOWN}?t=100"


class Film:
    """Frames that are ready, red where the first one is asked for, once they are `given`."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.ready = True
        self._done: Callable[[QImage], None] = lambda _: None

    def peek(self, _video: str, seconds: float, size: QSize, done: Callable[[QImage], None]) -> None:
        self.asked.append(seconds)
        self._done = done
        if self.ready:
            self.give(size)

    def give(self, size: QSize) -> None:
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        self._done(image)

    def cancel_peek(self) -> None:
        self._done = lambda _: None


class Silent:
    """Neither captions nor chapters."""

    def round(self, _seconds: float, _within: float) -> tuple[()]:
        return ()

    def at(self, _seconds: float) -> None:
        return None


class Table:
    """A window with a page, its moments and a seek bar, over real services."""

    def __init__(self, qtbot: Any, desk: Desk, theme: Theme) -> None:
        self.qtbot, self.desk, self.film = qtbot, desk, Film()
        self.window = QWidget()
        self.page, self.moments, self.bar = NoteView(theme), Moments(theme), SeekBar(theme)
        self.timeline = Timeline(desk.library, desk.player, parent=desk.owner)
        self.peek = Peek(desk.library, desk.player, self.timeline, Silent(), Silent(), desk.owner)
        self.peeking = Peeking(self.window, theme, self.peek, self.film, desk.player)
        self.peeking.attend_page(self.page)
        self.peeking.attend_rows(self.moments)
        self.peeking.attend_bar(self.bar)
        self.peeking.set_on(True)
        self.told: list[dict[str, Any]] = []
        self.page.told.connect(lambda message: self.told.append(json.loads(message)))
        layout = QHBoxLayout(self.window)
        for part in (self.page, self.moments, self.bar):
            layout.addWidget(part, 1)
        self.bar.setFixedWidth(LENGTH + 2 * MARGIN)
        self.bar.set_duration(LENGTH)
        self.timeline.changed.connect(lambda: self.bar.set_lanes(self.timeline.own, self.timeline.others))
        self.window.resize(1400, 500)

    @property
    def card(self) -> str:
        """What the card says; nothing where none is shown."""
        return self.peeking.card.text() if self.peeking.card.told else ""

    def show(self, opened: OpenedNote, place: Place) -> None:
        for part in (self.timeline, self.peek, self.moments):
            part.show_note(opened)
        self.page.show_note(opened, place)

    def ask(self, script: str) -> Any:
        answers: list[Any] = []
        self.page._run(script, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def over(self, number: int) -> None:
        """Move the mouse over a stamp."""
        found: list[Any] = []
        self.page.ask_place_of_stamp(number, found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        x, y = round(found[0][1]), round(found[0][2])
        QTest.mouseMove(self.page.page_widget(), QPoint(x - 2, y))
        QTest.mouseMove(self.page.page_widget(), QPoint(x, y))

    def away(self) -> None:
        """Move the mouse to where there is nothing."""
        QTest.mouseMove(self.page.page_widget(), QPoint(5, 5))

    def over_bar(self, seconds: float, y: int = 8) -> None:
        QTest.mouseMove(self.bar, QPoint(round(MARGIN + seconds) + 9, y))
        QTest.mouseMove(self.bar, QPoint(round(MARGIN + seconds), y))

    def says(self, words: str) -> None:
        """Wait until the card says something."""
        self.qtbot.waitUntil(lambda: words in self.card)

    def gone(self) -> None:
        """Wait until there is no card."""
        self.qtbot.waitUntil(lambda: not self.card)

    def tab_to(self, href: str) -> None:
        """Go to a stamp with the keys."""
        self.page.setFocus()
        for _ in range(9):
            if self.ask("document.activeElement?.getAttribute('href')") == href:
                self.qtbot.waitUntil(lambda: self.told[-1].get("href") == href)
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(href)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page.page_widget(), key)


@pytest.fixture
def table(qtbot: Any, qapp: QApplication, desk: Desk, make_library: MakeLibrary) -> Iterator[Table]:
    desk.read(make_library(FILES))
    table = Table(qtbot, desk, Theme(qapp))
    desk.navigator.arrived.connect(table.show)
    table.window.show()
    table.window.activateWindow()
    qtbot.waitUntil(table.window.isActiveWindow)
    with qtbot.waitSignal(table.page.note_shown):
        desk.open("open.md")
    qtbot.waitUntil(lambda: table.ask("alongside.drawn") is True)
    qtbot.waitUntil(lambda: bool(table.timeline.others))
    yield table
    QToolTip.hideText()
    table.page.close_page()
    table.window.close()
    table.window.deleteLater()


def test_a_stamp_under_the_mouse_has_a_card_with_its_frame(table: Table) -> None:
    table.over(0)
    table.says("0:10 A first thing.\nAlso in 1 note: Near")
    assert table.film.asked == [10.0]
    assert table.peeking.card.picture.pixelColor(5, 5) == QColor("red")
    table.away()
    table.gone()


def test_it_goes_from_stamp_to_stamp_without_a_rest(table: Table) -> None:
    table.over(0)
    table.says("A first thing")
    table.over(1)
    table.says("1:40 Another thing")
    assert not table.peeking._rest.isActive()


def test_a_frame_that_comes_for_a_stamp_that_was_left_is_not_shown(table: Table) -> None:
    table.film.ready = False
    table.over(0)
    table.says("A first thing")
    late = table.film._done
    table.over(1)
    table.says("Another thing")
    late(QImage(8, 8, QImage.Format.Format_RGB32))
    assert table.peeking.card.picture.isNull()
    table.film.give(QSize(16, 9))
    assert not table.peeking.card.picture.isNull()


def test_whoever_clicks_in_passing_gets_no_card(table: Table) -> None:
    with table.qtbot.waitSignal(table.page.told, check_params_cb=lambda told: "href" in told):
        table.over(0)
    table.page.link_activated.emit(FIRST)
    table.over(1)
    table.says("Another thing")
    assert table.film.asked == [100.0]


def test_scrolling_and_pressing_end_it(table: Table) -> None:
    table.over(0)
    table.says("A first thing")
    table.ask("window.scrollBy(0, 300)")
    table.gone()
    table.ask("window.scrollTo(0, 0)")
    table.away()
    table.over(1)
    table.says("Another thing")
    QTest.mousePress(table.page.page_widget(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    table.gone()


def test_space_shows_the_card_of_the_stamp_that_the_keys_are_at_and_it_goes_along(table: Table) -> None:
    table.tab_to(FIRST)
    assert not table.card
    table.press(Qt.Key.Key_Space)
    table.says("A first thing")
    table.press(Qt.Key.Key_Tab)
    table.says("Another thing")
    table.press(Qt.Key.Key_Escape)
    table.gone()
    table.press(Qt.Key.Key_Space)
    table.says("Another thing")
    table.press(Qt.Key.Key_Space)
    table.gone()


def test_space_is_left_alone_after_a_click_on_a_stamp(table: Table) -> None:
    found: list[Any] = []
    table.page.ask_place_of_stamp(0, found.append)
    table.qtbot.waitUntil(lambda: bool(found))
    place = QPoint(round(found[0][1]), round(found[0][2]))
    with table.qtbot.waitSignal(table.page.link_activated):
        QTest.mouseClick(table.page.page_widget(), Qt.MouseButton.LeftButton, pos=place)
    assert table.ask("document.activeElement.getAttribute('href')") == FIRST
    table.press(Qt.Key.Key_Space)
    table.ask("0")
    assert not table.card


def test_the_seek_bar_has_cards_for_its_ticks_and_for_any_time(table: Table) -> None:
    table.over_bar(100)
    assert "1:40 Another thing" in table.card
    assert QToolTip.text() == ""
    table.over_bar(300)
    assert table.card == "5:00"
    assert table.film.asked[-1] == 300.0
    QApplication.sendEvent(table.bar, QEvent(QEvent.Type.Leave))
    table.gone()


def test_while_the_bar_is_dragged_the_card_follows_and_keeps_its_frame_until_the_next(table: Table) -> None:
    QTest.mousePress(table.bar, Qt.MouseButton.LeftButton, pos=QPoint(MARGIN + 200, 8))
    QTest.mouseMove(table.bar, QPoint(MARGIN + 210, 8))
    assert table.card == "3:30"
    table.film.ready = False
    QTest.mouseMove(table.bar, QPoint(MARGIN + 220, 8))
    assert table.card == "3:40"
    assert not table.peeking.card.picture.isNull()
    assert table.film.asked[-2:] == pytest.approx([210.0, 220.0])
    QTest.mouseRelease(table.bar, Qt.MouseButton.LeftButton, pos=QPoint(MARGIN + 220, 8))


def test_a_row_of_moments_has_its_card_and_no_tooltip(table: Table) -> None:
    view = table.moments.list
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseMove(view.viewport(), place)
    table.says("1:40 Another thing")
    help_event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), help_event)
    assert QToolTip.text() == ""
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    table.gone()


def test_switched_off_there_are_tooltips_again(table: Table) -> None:
    table.ask("document.querySelector('a.t').setAttribute('title', 'Read otherwise'); peeking.dress()")
    hints = (
        "JSON.stringify(['title', 'aria-description'].map(each => document.querySelector('a.t').getAttribute(each)))"
    )
    assert table.ask(hints) == '[null,"Read otherwise"]'
    table.peeking.set_on(False)
    table.qtbot.waitUntil(lambda: table.ask(hints) == '["Read otherwise",null]')
    table.over_bar(100)
    assert "Another thing" in QToolTip.text()
    assert not table.card


def test_another_note_takes_the_card_away(table: Table) -> None:
    table.over(0)
    table.says("A first thing")
    with table.qtbot.waitSignal(table.page.note_shown):
        table.desk.open("near.md")
    table.gone()
