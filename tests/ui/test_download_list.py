"""The list of downloads: what it shows, and what mouse, keys and menu do there."""

from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from reader.downloads.base import Action
from reader.services.download_items import Item, ItemState
from reader.services.download_news import DownloadNews
from reader.services.messages import Messages
from reader.ui.download_item import HEIGHT, Act, places
from reader.ui.download_line import DownloadLine
from reader.ui.download_list import DownloadList
from reader.ui.theme import Theme
from tests.ui.fetching import HALF, PRIVATE, REFUSED, FakeDownloads, item

RUNNING, PAUSED, FAILED, DONE = ItemState.RUNNING, ItemState.PAUSED, ItemState.FAILED, ItemState.DONE
UP, DOWN, ALT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier


class Bench:
    """A queue and the pane that shows it."""

    def __init__(self, qtbot: Any, qapp: QApplication) -> None:
        self.qtbot, self.theme = qtbot, Theme(qapp)
        self.owner = QObject()
        self.wishes: list[tuple[str, Action]] = []

    def show(self, *items: Item) -> DownloadList:
        self.queue = FakeDownloads(*items, parent=self.owner)
        self.news = DownloadNews(self.queue, Messages(self.owner), self.owner)
        self.pane = DownloadList(self.queue, self.news, self.theme)
        self.pane.remedy_wished.connect(lambda *wish: self.wishes.append(wish))
        self.pane.show()
        self.qtbot.waitExposed(self.pane)
        return self.pane

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.pane.view, key, modifier)

    def go_to(self, ticket: str) -> None:
        self.pane.view.setCurrentIndex(self.pane.model.index_of(ticket))

    def click(self, ticket: str, act: Act) -> None:
        view = self.pane.view
        index = self.pane.model.index_of(ticket)
        place = places(view.item_at(index), view.visualRect(index), view.font())[act].center()
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def state(self, ticket: str) -> ItemState:
        return next(each.state for each in self.queue.items if each.ticket == ticket)

    def current(self) -> str:
        shown = self.pane.view.item_at(self.pane.view.currentIndex())
        return shown.ticket if shown else ""

    def close(self) -> None:
        self.pane.close()
        shiboken6.delete(self.pane)
        shiboken6.delete(self.owner)
        shiboken6.delete(self.theme)


@pytest.fixture
def bench(qtbot: Any, qapp: QApplication) -> Iterator[Bench]:
    bench = Bench(qtbot, qapp)
    yield bench
    bench.close()


def five(bench: Bench) -> DownloadList:
    return bench.show(
        item("a", RUNNING, progress=HALF),
        item("b"),
        item("c", PAUSED, progress=HALF),
        item("d", FAILED, trouble=REFUSED),
        item("e", DONE),
    )


def test_an_empty_list_says_where_downloads_come_from(bench: Bench) -> None:
    pane = bench.show()
    assert pane.pages.currentWidget() is pane.empty
    assert not pane.clear.isEnabled()
    bench.queue._set((item("a"),))
    assert pane.pages.currentWidget() is pane.view


def test_a_row_reads_as_a_sentence(bench: Bench) -> None:
    pane = five(bench)
    QAbstractItemModelTester(pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, pane)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert pane.model.index(0, 0).data(role) == "Video a, Video, 720p, 21 MB of 43 MB · 4.1 MB/s · 5 s left"
    assert pane.model.index(3, 0).data(role) == f"Video d, Video, 720p, {REFUSED.sentence}"


def test_the_whole_is_told_above_the_list(bench: Bench) -> None:
    pane = five(bench)
    assert pane.total.text() == "2 to go · 1 paused · 21 MB of 43 MB · 4.1 MB/s · 5 s left"
    bench.queue.put("a", progress=HALF.__class__(HALF.stage, 43_000_000, 43_000_000))
    bench.qtbot.waitUntil(lambda: "43 MB of 43 MB" in pane.total.text())


def test_space_pauses_goes_on_and_tries_again(bench: Bench) -> None:
    five(bench)
    for ticket, after in (("a", PAUSED), ("c", ItemState.WAITING), ("d", ItemState.WAITING), ("e", DONE)):
        bench.go_to(ticket)
        bench.press(Qt.Key.Key_Space)
        assert bench.state(ticket) is after


def test_delete_cancels_and_the_next_row_is_current(bench: Bench) -> None:
    five(bench)
    bench.go_to("b")
    bench.press(Qt.Key.Key_Delete)
    assert bench.queue.order() == "acde"
    assert bench.current() == "c"
    bench.go_to("e")
    bench.press(Qt.Key.Key_Delete)
    assert bench.queue.order() == "acde"


def test_keys_move_a_row_which_stays_current(bench: Bench) -> None:
    five(bench)
    bench.go_to("c")
    bench.press(UP, ALT)
    bench.press(UP, ALT)
    bench.press(UP, ALT)
    assert bench.queue.order() == "cabde"
    assert bench.current() == "c"
    bench.press(DOWN, ALT)
    assert bench.queue.order() == "acbde"
    bench.press(DOWN)
    assert bench.current() == "b"


@pytest.mark.parametrize(
    ("ticket", "row", "after"), [("a", 3, "bcade"), ("d", 1, "adbce"), ("e", 0, "eabcd"), ("b", -1, "acdeb")]
)
def test_a_row_that_is_dropped_between_others_goes_there(bench: Bench, ticket: str, row: int, after: str) -> None:
    model = five(bench).model
    dragged: QMimeData = model.mimeData([model.index_of(ticket)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, row, 0, QModelIndex())
    assert bench.queue.order() == after


def test_buttons_of_a_row_do_what_keys_do(bench: Bench) -> None:
    five(bench)
    bench.click("a", Act.PAUSE)
    assert bench.state("a") is PAUSED
    bench.click("c", Act.RESUME)
    assert bench.state("c") is ItemState.WAITING
    bench.click("d", Act.CANCEL)
    assert bench.queue.order() == "abce"


def test_a_trouble_offers_its_remedy_and_what_was_said(bench: Bench) -> None:
    pane = five(bench)
    bench.click("d", Act.REMEDY)
    bench.go_to("d")
    bench.press(Qt.Key.Key_Return)
    assert bench.wishes == [("d", Action.UPDATE)] * 2
    bench.click("d", Act.DETAIL)
    assert pane.detail.isVisible()
    assert pane.detail.text.toPlainText() == REFUSED.detail
    bench.qtbot.mouseClick(pane.detail.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == REFUSED.detail
    pane.detail.leave()
    assert not pane.detail.isVisible()


def test_where_nothing_helps_only_the_sentence_stands(bench: Bench) -> None:
    pane = bench.show(item("a", FAILED, trouble=PRIVATE))
    names = [action.text() for action in pane.view.menu_of(bench.queue.items[0]).actions() if action.text()]
    assert names[:3] == ["Try again", "Cancel", "What the downloader said"]


def test_the_menu_of_a_row_has_all_that_can_be_done(bench: Bench) -> None:
    pane = five(bench)
    menu = pane.view.menu_of(bench.queue.items[2])
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == ["Go on", "Cancel", "Up", "Down", "To the top", "To the end"]
    actions["To the end"].trigger()
    assert bench.queue.order() == "abdec"
    actions["Cancel"].trigger()
    assert bench.queue.order() == "abde"


def test_enter_shows_a_video_that_is_here(bench: Bench) -> None:
    pane = five(bench)
    bench.go_to("e")
    with bench.qtbot.waitSignal(pane.link_activated) as went:
        bench.press(Qt.Key.Key_Return)
    assert went.args == ["video:e__________"]


def test_all_are_paused_go_on_and_are_cleared(bench: Bench) -> None:
    pane = five(bench)
    bench.qtbot.mouseClick(pane.pause_all, Qt.MouseButton.LeftButton)
    assert [bench.state(ticket) for ticket in "abc"] == [PAUSED] * 3
    assert not pane.pause_all.isVisible()
    bench.qtbot.mouseClick(pane.resume_all, Qt.MouseButton.LeftButton)
    assert [bench.state(ticket) for ticket in "abc"] == [ItemState.WAITING] * 3
    bench.qtbot.mouseClick(pane.clear, Qt.MouseButton.LeftButton)
    assert bench.queue.order() == "abc"


def test_what_was_under_way_is_asked_about_once(bench: Bench) -> None:
    pane = bench.show(item("a", PAUSED), item("b", PAUSED), item("c", PAUSED))
    assert pane.question.text() == "3 downloads were under way. Go on?"
    bench.qtbot.mouseClick(pane.go_on, Qt.MouseButton.LeftButton)
    assert [bench.state(ticket) for ticket in "abc"] == [ItemState.WAITING] * 3
    assert not pane.asked.isVisible()


def test_the_current_row_stays_when_others_come_and_go(bench: Bench) -> None:
    five(bench)
    bench.go_to("c")
    bench.queue._set((item("z"), *bench.queue.items))
    assert bench.current() == "c"
    bench.queue.clear_ended()
    assert bench.current() == "c"


def test_of_five_hundred_only_those_in_sight_are_drawn_again(bench: Bench) -> None:
    pane = bench.show(*(item(f"t{number}", RUNNING, progress=HALF) for number in range(500)))
    told: list[int] = []
    pane.model.dataChanged.connect(lambda first, last: told.append(last.row() - first.row() + 1))
    bench.queue.put("t499", progress=HALF)
    assert told == [1]
    assert pane.view.indexAt(QPoint(40, HEIGHT // 2)).row() == 0
    assert not pane.view.findChildren(QAction)


def test_the_line_at_the_foot_tells_and_opens_the_list(bench: Bench) -> None:
    five(bench)
    action = QAction("Downloads", bench.pane)
    line = DownloadLine(bench.news, action)
    bench.qtbot.addWidget(line)
    assert line.text() == "2 downloads · 48 % · 5 s left"
    with bench.qtbot.waitSignal(action.triggered):
        line.click()
    for ticket in "abcde":
        bench.queue.cancel(ticket)
    assert line.isHidden()


def test_the_keys_begin_where_something_can_be_done_and_go_in_the_order_of_what_is_seen(bench: Bench) -> None:
    pane = bench.show()
    pane.get.show()
    pane.hide()
    pane.show()
    bench.qtbot.waitUntil(pane.get.hasFocus)
    bench.qtbot.keyClick(pane.get, Qt.Key.Key_Tab)
    assert pane.gear.hasFocus()
