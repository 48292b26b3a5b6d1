"""The window of the doubtful stamps, over a real library: listed, sorted, narrowed, followed, written as a table."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from reader.notes.hrefs import place_href
from reader.services.doubtful import DoubtfulStamps
from reader.services.keeper import Keeper
from reader.services.readings import Readings
from reader.ui.doubtful_model import Column
from reader.ui.doubtful_pane import DoubtfulPane
from reader.ui.theme import Theme
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

FILM = "FilmFilmFil"


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """Two notes with times past the end of their video, which is a minute long, and one with a good time."""
    return make_library({
        "b/zebra.md": note("Zebra", "A zebra runs [0:07].\n\nIt rests for long [9:13].", FILM),
        "a/apple.md": note("Apple", "=An apple falls [8:08].", FILM),
        "a/pear.md": note("Pear", "A pear stays [0:09].", FILM),
        "a/film.mp4": b"video",
        "a/film.info.json": json.dumps({"id": FILM, "extractor_key": "Youtube", "duration": 60}),
    })  # fmt: skip


@pytest.fixture
def readings(desk: Desk, tmp_path: Path) -> Readings:
    """What was chosen for notes: nothing yet."""
    return Readings(Keeper(desk.tasks, desk.messages, tmp_path / "kept.sqlite", desk.owner), desk.owner)


@pytest.fixture
def stamps(desk: Desk, readings: Readings, root: Path) -> DoubtfulStamps:
    """What finds them in the library, which was read."""
    desk.read(root)
    return DoubtfulStamps(desk.tasks, desk.messages, desk.library, readings, desk.owner)


@pytest.fixture
def pane(desk: Desk, qapp: Any, stamps: DoubtfulStamps) -> Iterator[DoubtfulPane]:
    """The window, once all notes are read."""
    theme = Theme(qapp)
    pane = DoubtfulPane(stamps, desk.library, theme)
    with desk.qtbot.waitSignal(stamps.finished):
        pane.show()
    yield pane
    desk.settle()
    for each in (pane, theme):
        shiboken6.delete(each)


def listed(pane: DoubtfulPane, column: Column = Column.NOTE) -> list[str]:
    """What stands in a column, from the top."""
    return [pane.model.index(row, column).data() for row in range(pane.model.rowCount())]


def test_doubtful_stamps_are_listed_with_their_notes_and_sentences(pane: DoubtfulPane) -> None:
    assert listed(pane, Column.CHANNEL) == ["a", "b"]
    assert listed(pane) == ["Apple", "Zebra"]
    assert listed(pane, Column.WRITTEN) == ["8:08", "9:13"]
    assert listed(pane, Column.SENTENCE)[1] == "It rests for long."
    assert pane.summary.text() == "2 doubtful stamps"
    assert pane.bar.isHidden()


def test_a_click_on_a_heading_sorts_and_another_turns_the_order(pane: DoubtfulPane) -> None:
    pane.table.sortByColumn(Column.READ_AS, Qt.SortOrder.DescendingOrder)
    assert listed(pane) == ["Zebra", "Apple"]
    pane.table.sortByColumn(Column.READ_AS, Qt.SortOrder.AscendingOrder)
    assert listed(pane) == ["Apple", "Zebra"]


def test_the_filter_looks_into_every_column(pane: DoubtfulPane) -> None:
    QTest.keyClicks(pane.filter, "LONG zeb")
    assert listed(pane) == ["Zebra"]
    assert pane.summary.text() == "1 of 2 doubtful stamps"
    pane.filter.setText("nowhere")
    assert (listed(pane), pane.export.isEnabled()) == ([], False)
    pane.filter.clear()
    assert listed(pane) == ["Apple", "Zebra"]


def test_enter_in_the_filter_goes_on_to_the_list(pane: DoubtfulPane) -> None:
    QTest.keyClick(pane.filter, Qt.Key.Key_Return)
    assert pane.focusWidget() is pane.table


def test_enter_leads_to_the_place_in_the_note(pane: DoubtfulPane, desk: Desk) -> None:
    pane.table.setCurrentIndex(pane.model.index(1, Column.WHY))
    with desk.qtbot.waitSignal(pane.link_activated) as told:
        QTest.keyClick(pane.table, Qt.Key.Key_Return)
    assert told.args == [place_href("b/zebra.md", "It rests for long.")]


def test_a_click_leads_to_the_place_in_the_note(pane: DoubtfulPane, desk: Desk) -> None:
    cell = pane.table.visualRect(pane.model.index(0, Column.NOTE))
    with desk.qtbot.waitSignal(pane.link_activated) as told:
        QTest.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert told.args == [place_href("a/apple.md", "=An apple falls.")]


def test_what_changed_is_seen_when_the_notes_are_read_again(
    pane: DoubtfulPane, stamps: DoubtfulStamps, desk: Desk, root: Path
) -> None:
    (root / "a/apple.md").write_text(note("Apple", "An apple falls [0:08].", FILM))
    with desk.qtbot.waitSignal(stamps.finished):
        pane.again.click()
    assert listed(pane) == ["Zebra"]


def test_another_library_is_read_by_itself(
    pane: DoubtfulPane, stamps: DoubtfulStamps, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    with desk.qtbot.waitSignal(stamps.finished):
        desk.library.open(tmp_path / "other")
    assert pane.summary.text() == "No stamp of this library is doubtful."


def export(pane: DoubtfulPane, desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Export what is shown to `file`; what the reader is told."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with desk.qtbot.waitSignal(desk.messages.said) as said:
        pane.export.click()
    return said.args[0].text


def test_what_is_shown_is_exported_for_spreadsheets(
    pane: DoubtfulPane, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.filter.setText("zebra")
    assert export(pane, desk, tmp_path / "table.csv", monkeypatch) == "Written to “table.csv”."
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading[:5] == ["path", "videoId", "line", "written", "seconds"]
    assert [row[:7] for row in rows] == [["b/zebra.md", FILM, "8", "9:13", "553", "as written", "doubtful"]]


def test_nothing_is_exported_into_the_library(
    pane: DoubtfulPane, desk: Desk, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing is written into the library" in export(pane, desk, root / "a/table.csv", monkeypatch)
    assert not (root / "a/table.csv").exists()


def test_a_place_that_cannot_be_written_is_told(
    pane: DoubtfulPane, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be written" in export(pane, desk, tmp_path / "file/table.csv", monkeypatch)


def test_what_is_not_wanted_any_more_is_not_told(stamps: DoubtfulStamps, desk: Desk) -> None:
    told: list[object] = []
    stamps.found.connect(told.append)
    stamps.finished.connect(lambda: told.append("end"))
    stamps.begin()
    stamps.stop()
    desk.settle()
    assert told == []
