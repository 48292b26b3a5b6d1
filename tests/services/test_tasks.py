"""Work away from the window's thread."""

from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from reader.services.tasks import Task, Tasks


@pytest.fixture
def tasks(qapp: QCoreApplication) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


def refuse(value: object) -> None:
    raise AssertionError(f"{value!r} was delivered")


def test_work_runs_elsewhere_and_its_result_is_delivered_here(qtbot: QtBot, tasks: Tasks) -> None:
    delivered_on = []
    with qtbot.waitCallback() as done:
        tasks.run(
            lambda _: current_thread(), lambda value: (delivered_on.append(current_thread()), done(value)), refuse
        )
    assert done.args[0] is not main_thread()
    assert delivered_on == [main_thread()]


def test_an_error_is_delivered_as_it_was_raised(qtbot: QtBot, tasks: Tasks) -> None:
    with qtbot.waitCallback() as failed:
        tasks.run(lambda _: {}["missing"], refuse, failed)
    assert isinstance(failed.args[0], KeyError)


def test_reports_come_in_order_and_before_the_result(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[int] = []

    def work(task: Task) -> int:
        for number in range(5):
            task.report(lambda number=number: heard.append(number))
        return 5

    with qtbot.waitCallback() as done:
        tasks.run(work, lambda value: (heard.append(value), done()), refuse)
    assert heard == [0, 1, 2, 3, 4, 5]


def test_work_that_was_cancelled_tells_nothing_more(qtbot: QtBot, tasks: Tasks) -> None:
    begun, go_on, asked = Event(), Event(), []

    def work(task: Task) -> None:
        begun.set()
        go_on.wait(10)
        asked.append(task.cancelled())
        task.report(lambda: refuse("a report"))

    task = tasks.run(work, refuse, refuse)
    assert begun.wait(10)
    task.cancel()
    go_on.set()
    with qtbot.waitCallback() as done:
        tasks.run(lambda _: None, done, refuse)
    qtbot.waitUntil(lambda: asked == [True])


def test_a_result_on_its_way_is_not_delivered_once_it_is_not_wanted(qtbot: QtBot, tasks: Tasks) -> None:
    ended = Event()
    task = tasks.run(lambda _: ended.set(), refuse, refuse)
    assert ended.wait(10)
    task.cancel()
    with qtbot.waitCallback() as done:
        tasks.run(lambda _: None, done, refuse)


def test_closing_waits_for_what_runs_and_nothing_is_delivered_after(qtbot: QtBot) -> None:
    tasks = Tasks()
    begun, ended = Event(), []

    def work(task: Task) -> None:
        begun.set()
        while not task.cancelled():
            task.report(lambda: refuse("a report"))
            Event().wait(0.001)
        ended.append(True)

    tasks.run(work, refuse, refuse)
    waiting = [tasks.run(lambda _: None, refuse, refuse) for _ in range(20)]
    assert begun.wait(10)
    tasks.close()
    assert ended == [True]
    assert all(task.cancelled() for task in waiting)
    QCoreApplication.processEvents()


def test_closing_twice_and_with_nothing_to_do_is_fine(qapp: QCoreApplication) -> None:
    tasks = Tasks()
    tasks.close()
    tasks.close()


def test_work_begun_after_closing_tells_nothing(qapp: QCoreApplication) -> None:
    tasks = Tasks()
    tasks.close()
    assert tasks.run(refuse, refuse, refuse).cancelled()
    QCoreApplication.processEvents()
