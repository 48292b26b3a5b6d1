"""The queue: what begins when, what becomes of it, and what is there the next time."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.downloads.base import Action, Trouble
from reader.services.download_items import ItemState
from tests.services.queue import QueueBench

WAITING, RUNNING, PAUSED, DONE, FAILED = ItemState
BROKE_OFF = Trouble("connection", "The connection broke off.")
PRIVATE = Trouble("private", "This video is private.", Action.NONE, "ERROR: Private video")
LIMITED = Trouble("rate", "The site limits this computer.", Action.WAIT, "", 180.0)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], QueueBench]]:
    """Starts the program; what ran before is closed."""
    benches: list[QueueBench] = []

    def start() -> QueueBench:
        if benches:
            benches.pop().close()
        benches.append(QueueBench(qtbot, tmp_path))
        return benches[0]

    yield start
    benches.pop().close()


@pytest.fixture
def bench(program: Callable[[], QueueBench]) -> QueueBench:
    return program()


def test_two_run_at_once_in_their_order_and_the_next_follows(bench: QueueBench) -> None:
    bench.add("a", "b", "c")
    bench.until("a", "b")
    assert bench.state("c") is WAITING
    with bench.qtbot.waitSignal(bench.queue.fetched) as told:
        bench.fake.end("a", Path("/videos/a.mp4"))
    assert told.args == ["a", (Path("/videos/a.mp4"),)]
    assert (bench.state("a"), bench.item("a").files) == (DONE, (Path("/videos/a.mp4"),))
    bench.until("b", "c")


def test_what_is_wished_is_on_disk_before_it_begins(bench: QueueBench) -> None:
    kept: list[list[str]] = []
    bench.queue.item_changed.connect(lambda _: kept.append(_tickets(bench.file)))
    bench.add("a")
    bench.until("a")
    bench.qtbot.waitUntil(lambda: bool(kept))
    assert kept[0] == [bench.ticket("a")]


def _tickets(file: Path) -> list[str]:
    return [each["ticket"] for each in json.loads(file.read_text())["items"]]


def test_the_same_wish_is_not_added_twice_but_goes_on(bench: QueueBench) -> None:
    bench.add("a")
    bench.until("a")
    bench.queue.pause(bench.ticket("a"))
    bench.until()
    bench.add("a")
    bench.until("a")
    assert bench.order() == "a"


def test_a_paused_one_makes_room_for_the_next_and_goes_on_when_told(bench: QueueBench) -> None:
    bench.queue.set_limits(1, 0)
    bench.add("a", "b")
    bench.until("a")
    bench.queue.pause(bench.ticket("a"))
    bench.until("b")
    bench.queue.resume(bench.ticket("a"))
    bench.fake.end("b")
    bench.until("a")


def test_what_is_moved_to_the_front_begins_next(bench: QueueBench) -> None:
    bench.queue.set_limits(1, 0)
    bench.add("a", "b", "c")
    bench.until("a")
    bench.queue.move(bench.ticket("c"), 0)
    assert bench.order() == "cab"
    bench.fake.end("a")
    bench.until("c")


def test_what_is_cancelled_is_gone_with_what_came_of_it(bench: QueueBench) -> None:
    bench.queue.set_limits(1, 0)
    bench.add("a", "b")
    bench.until("a")
    bench.queue.cancel(bench.ticket("b"))
    bench.queue.cancel(bench.ticket("a"))
    assert bench.queue.items == ()
    assert [wish.video for wish in bench.fake.forgotten] == ["b", "a"]
    bench.add("c")
    bench.until("c")


def test_a_failure_says_why_and_is_tried_again_when_the_reader_wants_it(bench: QueueBench) -> None:
    bench.add("a")
    bench.until("a")
    bench.fake.fail("a", PRIVATE)
    assert (bench.state("a"), bench.item("a").trouble) == (FAILED, PRIVATE)
    bench.queue.retry(bench.ticket("a"))
    bench.until("a")
    assert bench.item("a").trouble is None


def test_a_connection_that_breaks_off_is_tried_again_by_itself_some_times(bench: QueueBench) -> None:
    bench.add("a")
    bench.until("a")
    for wait in (5, 30, 120):
        bench.fake.fail("a", BROKE_OFF)
        assert bench.state("a") is WAITING
        bench.now += wait
        bench.add("b")  # whatever comes next has it looked at
        bench.until("a", "b")
        bench.fake.end("b")
    bench.fake.fail("a", BROKE_OFF)
    assert bench.state("a") is FAILED


def test_where_the_site_limits_us_nothing_else_is_asked_of_it_meanwhile(bench: QueueBench) -> None:
    bench.queue.set_limits(1, 0)
    bench.add("a", "b")
    bench.until("a")
    with bench.qtbot.waitSignal(bench.queue.item_changed):
        bench.fake.fail("a", LIMITED)
    assert bench.fake.videos() == []
    bench.now += 180
    bench.add("c")
    bench.until("a")


def test_what_was_under_way_is_paused_the_next_time_and_ended_ones_are_as_they_were(
    program: Callable[[], QueueBench],
) -> None:
    first = program()
    first.add("a", "b", "c", "d")
    first.until("a", "b")
    first.fake.fail("a", PRIVATE)
    first.fake.end("b", Path("/videos/b.mp4"))
    first.until("c", "d")
    first.fake.tell("c", 500, 1000)
    again = program()
    assert [item.state for item in again.queue.items] == [FAILED, DONE, PAUSED, PAUSED]
    assert (again.item("a").trouble, again.item("b").files) == (PRIVATE, (Path("/videos/b.mp4"),))
    assert (again.item("c").progress.done, again.item("c").progress.of) == (500, 1000)
    assert not again.queue.active
    again.queue.resume_all()
    again.until("c", "d")


def test_a_file_that_holds_something_else_is_no_hindrance(program: Callable[[], QueueBench], tmp_path: Path) -> None:
    file = tmp_path / "state" / "downloads.json"
    file.parent.mkdir()
    file.write_text('{"items": [{"ticket": 1}, [], {"ticket": "x", "title": "", "state": "odd", "wish": {}}]}')
    bench = program()
    assert bench.queue.items == ()


def test_where_the_file_cannot_be_written_it_is_told_once_and_fetched_all_the_same(bench: QueueBench) -> None:
    bench.file.parent.write_text("a file where the folder should be")
    bench.add("a")
    bench.until("a")
    bench.add("b")
    bench.until("a", "b")
    assert [message.text[:36] for message in bench.said] == ["The list of downloads cannot be kept"]
    bench.file.parent.unlink()


def test_the_rate_is_shared_and_what_runs_is_begun_anew_at_another(bench: QueueBench) -> None:
    bench.add("a", "b")
    bench.until("a", "b")
    bench.queue.set_limits(2, 1000)
    bench.qtbot.waitUntil(lambda: [wish.rate for _, wish in bench.fake.asked.values()] == [500, 500])


def test_the_whole_does_not_go_back_when_one_is_done(bench: QueueBench) -> None:
    bench.queue.set_limits(1, 0)
    bench.add("a", "b")
    bench.until("a")
    bench.fake.tell("a", 1000, 1000, 100.0)
    before = bench.queue.total()
    assert (before.done, before.of, before.left) == (1000, 2000, 10.0)
    bench.fake.end("a")
    bench.until("b")
    assert (bench.queue.total().done, bench.queue.total().of) == (1000, 2000)


def test_the_speed_that_is_told_does_not_jump(bench: QueueBench) -> None:
    bench.add("a")
    bench.until("a")
    for second in range(5):
        bench.now = 1000.0 + second
        bench.fake.tell("a", 1000 * second, 100_000, 1000.0)
    bench.now += 1
    bench.fake.tell("a", 14_000, 100_000, 10_000.0)
    assert 1000 < bench.item("a").progress.speed < 4000


def test_thousands_are_told_of_together(bench: QueueBench) -> None:
    bench.add(*(f"v{number}" for number in range(3000)))
    bench.qtbot.waitUntil(lambda: len(bench.fake.asked) == 2)
    bench.queue.pause_all()
    with bench.qtbot.assertNotEmitted(bench.queue.item_changed), bench.qtbot.waitSignal(bench.queue.changed):
        pass
    assert {item.state for item in bench.queue.items} == {PAUSED}


def test_what_has_ended_is_taken_off_the_list(bench: QueueBench) -> None:
    bench.queue.set_limits(3, 0)
    bench.add("a", "b", "c")
    bench.until("a", "b", "c")
    bench.fake.end("a")
    bench.fake.fail("b", PRIVATE)
    bench.queue.clear_ended()
    assert bench.order() == "c"
    assert [wish.video for wish in bench.fake.forgotten] == ["b"]
