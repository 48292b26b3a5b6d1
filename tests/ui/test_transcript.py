"""The transcript: it follows, is searched, leads to moments, and is copied with its stamps."""

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from reader.library.captions import Cue
from reader.ui.side_tabs import SideTabs
from reader.ui.theme import Theme
from reader.ui.transcript import Transcript

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

VIDEO = "SeekSeekSee"
CTRL = Qt.KeyboardModifier.ControlModifier


class Captions(QObject):
    """What a transcript asks of `reader.services.captions`."""

    cues_changed = Signal()
    current_changed = Signal(int)

    def __init__(self, cues: tuple[Cue, ...]) -> None:
        super().__init__()
        self.cues, self.current = cues, -1

    def be_at(self, number: int) -> None:
        self.current = number
        self.current_changed.emit(number)

    def have(self, *cues: Cue) -> None:
        self.cues, self.current = cues, -1
        self.cues_changed.emit()


def spoken(number: int) -> tuple[Cue, ...]:
    """Cues of two seconds each; every tenth says *whole*, and some are long."""
    return tuple(
        Cue(2.0 * n, 2.0 * n + 1.9, f"Line {n}{' is whole' if n % 10 == 0 else ''}{' and goes on' * (n % 7)}")
        for n in range(number)
    )


class Desk:
    def __init__(self, qtbot: Any, cues: tuple[Cue, ...]) -> None:
        self.qtbot = qtbot
        self.captions = Captions(cues)
        self.transcript = Transcript(self.captions, lambda: VIDEO, lambda _: "A [film]", Theme(QApplication.instance()))
        self.list, self.search = self.transcript.list, self.transcript.search
        self.went: list[str] = []
        self.transcript.link_activated.connect(self.went.append)
        qtbot.addWidget(self.transcript)
        self.transcript.resize(320, 400)
        self.transcript.show()
        qtbot.waitExposed(self.transcript)

    def sees(self, row: int) -> bool:
        box = self.list.visualRect(self.transcript.model.index(row))
        return box.top() >= 0 and box.bottom() <= self.list.viewport().height()

    def click(self, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        where = self.list.visualRect(self.transcript.model.index(row)).center()
        QTest.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, keys, where)

    def type(self, words: str) -> None:
        self.search.field.setFocus()
        QTest.keyClicks(self.search.field, words)


@pytest.fixture
def desk(qtbot: Any) -> Desk:
    return Desk(qtbot, spoken(300))


def test_the_line_that_is_spoken_is_kept_in_sight(desk: Desk) -> None:
    for number in (0, 40, 299, 3):
        desk.captions.be_at(number)
        desk.qtbot.waitUntil(lambda number=number: desk.sees(number))
    assert not desk.transcript.back.isVisible()


def test_whoever_scrolls_is_left_alone_until_the_button_leads_back(desk: Desk) -> None:
    desk.captions.be_at(100)
    desk.qtbot.waitUntil(lambda: desk.sees(100))
    QTest.keyClick(desk.list, Qt.Key.Key_PageUp)
    desk.captions.be_at(140)
    assert not desk.sees(140)
    assert desk.transcript.back.text() == "↓ Back to 4:40"
    QTest.mouseClick(desk.transcript.back, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: desk.sees(140))
    assert not desk.transcript.back.isVisible()


def test_a_click_leads_to_the_moment(desk: Desk) -> None:
    desk.click(2)
    assert desk.went == [f"seek:{VIDEO}?t=4"]


def test_words_are_found_counted_and_gone_through(desk: Desk) -> None:
    desk.type("WHOLE")
    assert desk.search.count.text() == "1 of 30"
    QTest.keyClick(desk.search.field, Qt.Key.Key_Return)
    assert desk.search.count.text() == "2 of 30"
    QTest.keyClick(desk.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(desk.search.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.search.count.text() == "30 of 30"
    desk.qtbot.waitUntil(lambda: desk.sees(290))
    QTest.keyClicks(desk.search.field, "!")
    assert desk.search.count.text() == "no hit"
    QTest.keyClick(desk.search.field, Qt.Key.Key_Escape)
    assert (desk.search.field.text(), desk.search.count.text()) == ("", "")


def test_what_is_found_does_not_mind_case_or_accents(desk: Desk) -> None:
    desk.captions.have(Cue(0, 1, "Café au lait"), Cue(1, 2, "A cafe"))
    desk.type("CAFE")
    assert desk.search.count.text() == "1 of 2"


def test_several_lines_are_copied_with_their_stamps(desk: Desk) -> None:
    desk.click(1, CTRL)
    desk.click(2, CTRL)
    assert desk.went == []
    desk.list.copy()
    assert QGuiApplication.clipboard().text() == "[0:02] Line 1 and goes on\n[0:04] Line 2 and goes on and goes on"


def test_all_lines_are_chosen_at_once_and_copied_as_text(desk: Desk) -> None:
    desk.captions.have(Cue(5, 6, "One"), Cue(66, 67, "Two\nlines"))
    desk.list.setFocus()
    QTest.keyClick(desk.list, Qt.Key.Key_A, CTRL)
    menu = desk.transcript.menu(desk.list.chosen_rows())
    texts = []
    for action in menu.actions():
        action.trigger()
        texts.append(QGuiApplication.clipboard().text())
    link = f"https://www.youtube.com/watch?v={VIDEO}&t=5s"
    assert texts == ["[0:05] One\n[1:06] Two lines", "One\nTwo lines",
                     f"> One Two lines\n>\n> — [A \\[film\\] 0:05]({link})"]  # fmt: skip


def test_other_captions_begin_anew_and_none_say_where_they_come_from(desk: Desk) -> None:
    desk.type("whole")
    desk.captions.have(Cue(0, 1, "Whole"))
    assert desk.search.count.text() == "1 of 1"
    desk.captions.have()
    assert desk.transcript.empty
    assert desk.transcript.nothing.isVisible()
    assert ".vtt or .srt" in desk.transcript.nothing.text()


def test_four_hours_are_all_there_from_the_first_to_the_last_line(qtbot: Any) -> None:
    desk = Desk(qtbot, spoken(6000))
    desk.captions.be_at(5999)
    qtbot.waitUntil(lambda: desk.sees(5999))
    desk.transcript.resize(240, 300)
    qtbot.waitUntil(lambda: desk.sees(5999))
    tops = [desk.list.visualRect(desk.transcript.model.index(row)) for row in range(5990, 6000)]
    assert all(one.bottom() < other.top() + 2 for one, other in pairwise(tops))
    assert desk.list.indexAt(QPoint(20, desk.list.viewport().height() - 3)).row() == 5999


def test_tabs_are_there_for_what_is_not_empty_and_remember_what_was_wished(qtbot: Any) -> None:
    tabs, full = SideTabs(), {"Moments": True, "Transcript": False}
    for title in full:
        tabs.add(title, QListWidget(), lambda title=title: not full[title])
    qtbot.addWidget(tabs)
    tabs.show()
    tabs.wish("Transcript")
    assert (tabs.open_title, tabs.empty) == ("Moments", False)
    full["Transcript"] = True
    tabs.refresh()
    assert tabs.open_title == "Transcript"
    assert tabs.bar.tabRect(1).width() > 50
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    tabs.bar.setCurrentIndex(0)
    assert chosen == ["Moments"]
    full.update({"Moments": False, "Transcript": False})
    tabs.refresh()
    assert tabs.empty
