"""What is said of downloads: what was left over, how far all of it is, and how it ended."""

import pytest

from reader.services.download_items import Item, ItemState
from reader.services.download_news import DownloadNews
from tests.services.conftest import Desk
from tests.ui.fetching import HALF, PRIVATE, REFUSED, FakeDownloads, item

DONE, FAILED, RUNNING, PAUSED = ItemState.DONE, ItemState.FAILED, ItemState.RUNNING, ItemState.PAUSED


class Bench:
    """A queue and its news."""

    def __init__(self, desk: Desk, *items: Item) -> None:
        self.queue = FakeDownloads(*items, parent=desk.owner)
        self.news = DownloadNews(self.queue, desk.messages, desk.owner)
        self.desk = desk

    def said(self) -> list[str]:
        return [message.text for message in self.desk.said]


@pytest.fixture
def three(desk: Desk) -> Bench:
    return Bench(desk, *(item(ticket, RUNNING, progress=HALF) for ticket in "abc"))


def test_one_that_comes_alone_is_named(desk: Desk) -> None:
    bench = Bench(desk, item("a", RUNNING))
    bench.queue.put("a", state=DONE)
    assert bench.said() == ["“Video a” is here."]
    assert not desk.said[0].lasting


def test_one_that_fails_alone_stays_until_it_was_seen(desk: Desk) -> None:
    bench = Bench(desk, item("a", RUNNING))
    bench.queue.put("a", state=FAILED, trouble=PRIVATE)
    assert bench.said() == ["“Video a” could not be fetched. This video is private."]
    assert desk.said[0].lasting
    assert desk.said[0].detail == PRIVATE.detail


def test_of_several_each_is_told_in_passing_and_the_last_sums_up(three: Bench) -> None:
    three.queue.put("a", state=DONE)
    three.queue.put("b", state=FAILED, trouble=REFUSED)
    three.queue.put("c", state=DONE)
    assert three.said() == [
        "“Video a” is here.",
        f"“Video b” could not be fetched. {REFUSED.sentence}",
        "2 downloads are here. 1 could not be fetched: the list of downloads says why.",
    ]
    assert [message.lasting for message in three.desk.said] == [False, False, True]


def test_what_had_ended_before_is_not_told_again(desk: Desk) -> None:
    bench = Bench(desk, item("a", DONE), item("b", RUNNING))
    bench.queue.put("b", progress=HALF)
    assert bench.said() == []
    bench.queue.put("b", state=DONE)
    assert bench.said() == ["“Video b” is here."]


def test_the_summary_tells_how_far_all_of_it_is(three: Bench) -> None:
    assert three.news.summary() == "3 downloads · 48 % · 5 s left"
    three.queue.pause_all()
    assert three.news.summary() == "3 downloads paused"
    for ticket in "abc":
        three.queue.put(ticket, state=FAILED)
    assert three.news.summary() == "3 downloads failed"
    three.queue.clear_ended()
    assert three.news.summary() == ""


def test_the_badge_tells_at_a_glance_whether_there_is_something_to_be_seen(three: Bench) -> None:
    assert three.news.badge() == "accent"
    three.queue.pause_all()
    assert three.news.badge() == "quiet"
    three.queue.put("a", state=FAILED)
    assert three.news.badge() == "bad"
    three.queue.clear_ended()
    three.queue.cancel("b")
    three.queue.cancel("c")
    assert three.news.badge() == ""


def test_what_was_left_over_goes_on_when_the_reader_says_so(desk: Desk) -> None:
    bench = Bench(desk, item("a", PAUSED), item("b", PAUSED), item("c", DONE))
    assert bench.news.left_over == 2
    bench.news.go_on()
    assert [each.state for each in bench.queue.items] == [ItemState.WAITING, ItemState.WAITING, DONE]
    assert bench.news.left_over == 0


def test_what_the_reader_pauses_later_was_not_left_over(desk: Desk) -> None:
    bench = Bench(desk, item("a", RUNNING), item("b", PAUSED))
    bench.queue.pause("a")
    assert bench.news.left_over == 1
    bench.news.dismiss()
    assert bench.news.left_over == 0
    assert bench.queue.items[1].state is PAUSED
