"""No window is ever destroyed on a thread that is not its own."""

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader.garbage import CycleCollector, collect_if_due


@pytest.fixture
def collector(qapp: Any) -> Iterator[CycleCollector]:
    """The collector of a program that has just begun."""
    gc.enable()
    owner = QObject(qapp)
    yield CycleCollector(owner)
    owner.deleteLater()


def forsake_a_window(destroyed_in: list[threading.Thread]) -> None:
    """A widget that is only held by a cycle, as a closed window is."""
    widget: Any = QWidget()
    widget.itself = widget
    weakref.finalize(widget, lambda: destroyed_in.append(threading.current_thread()))


def allocate_much(kept: list[list[object]]) -> None:
    kept += ([] for _ in range(20 * gc.get_threshold()[0]))


def test_a_window_nobody_holds_is_destroyed_on_its_own_thread_whoever_allocates(
    qtbot: Any, collector: CycleCollector
) -> None:
    destroyed_in: list[threading.Thread] = []
    forsake_a_window(destroyed_in)
    kept: list[list[object]] = []
    worker = threading.Thread(target=allocate_much, args=(kept,))
    worker.start()
    worker.join()
    assert destroyed_in == []
    qtbot.waitUntil(lambda: destroyed_in == [threading.main_thread()])


@pytest.mark.parametrize(
    ("counts", "asked"),
    [((700, 10, 10), []), ((701, 10, 10), [0]), ((701, 11, 10), [1]), ((3, 11, 0), [1]), ((9, 0, 11), [2])],
)
def test_young_objects_are_collected_alone_until_older_ones_are_due(
    monkeypatch: pytest.MonkeyPatch, counts: tuple[int, int, int], asked: list[int]
) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    monkeypatch.setattr(gc, "collect", collected.append)
    collect_if_due()
    assert collected == asked
