"""How the times of a note are read: what the line says, what is chosen, and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6

from reader.library.catalog import Catalog
from reader.notes.repair import Choice
from reader.paths import Places
from reader.services.keeper import Keeper
from reader.services.pages import OpenedNote, make_page
from reader.services.readings import CHOICES, Readings
from reader.ui.reading_switch import ReadingSwitch
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

FILM = "FilmFilmFil"


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """A note whose times are minutes and seconds, a good one, and one without times."""
    return make_library({
        "a/shifted.md": note("Shifted", "".join(f"So [{minute}:13:00]. " for minute in range(25, 31)), FILM),
        "a/good.md": note("Good", "So [0:13].", FILM),
        "a/none.md": note("None", "No time.", FILM),
    })  # fmt: skip


@pytest.fixture
def readings(desk: Desk, places: Places) -> Readings:
    """What was chosen for notes: nothing yet."""
    return Readings(Keeper(desk.tasks, desk.messages, places.state / "kept.sqlite", desk.owner), desk.owner)


@pytest.fixture
def switch(desk: Desk, readings: Readings, root: Path) -> Iterator[ReadingSwitch]:
    """The line, over a library that is open."""
    desk.read(root)
    switch = ReadingSwitch(readings, desk.library)
    yield switch
    desk.settle()
    shiboken6.delete(switch)


def opened(root: Path, path: str, choice: Choice = "automatic") -> OpenedNote:
    """A note with its page."""
    return make_page(root, Catalog(root), path, resolving=False, choice=choice)


def checked(switch: ReadingSwitch) -> str:
    """The way that is checked in the menu."""
    return next(action.text() for action in switch.times.actions() if action.isChecked())


def test_the_line_says_how_many_times_are_repaired(switch: ReadingSwitch, root: Path) -> None:
    switch.show_note(opened(root, "a/shifted.md"))
    assert switch.text() == "6 times are read as minutes:seconds · Change"
    assert not switch.isHidden()
    assert checked(switch) == "Automatic"


@pytest.mark.parametrize(("path", "can_be_changed"), [("a/good.md", True), ("a/none.md", False)])
def test_there_is_no_line_where_all_is_well(switch: ReadingSwitch, root: Path, path: str, can_be_changed: bool) -> None:
    switch.show_note(opened(root, path))
    assert (switch.isHidden(), switch.times.isEnabled()) == (True, can_be_changed)


def test_what_is_chosen_is_kept_for_this_note_alone(
    switch: ReadingSwitch, readings: Readings, desk: Desk, root: Path
) -> None:
    switch.show_note(opened(root, "a/shifted.md"))
    with desk.qtbot.waitSignal(readings.changed) as told:
        switch.times.actions()[1].trigger()
    assert told.args == [root, "a/shifted.md"]
    assert readings.choice(root, "a/shifted.md") == "as written"
    assert readings.choice(root, "a/good.md") == "automatic"
    assert [readings.choices(root)(path) for path in ("a/shifted.md", "a/good.md")] == ["as written", "automatic"]


def test_the_line_says_what_was_chosen(switch: ReadingSwitch, readings: Readings, root: Path) -> None:
    readings.choose(root, "a/shifted.md", "as written")
    switch.show_note(opened(root, "a/shifted.md", "as written"))
    assert switch.text() == "Times are read as written · Change"
    assert checked(switch) == "As written"
    readings.choose(root, "a/shifted.md", "automatic")
    switch.show_note(opened(root, "a/shifted.md"))
    assert switch.text().startswith("6 times")


def test_a_choice_outlives_the_program(readings: Readings, desk: Desk, root: Path, places: Places) -> None:
    readings.choose(root, "a/good.md", "minutes:seconds")
    desk.settle()
    other = Keeper(desk.tasks, desk.messages, places.state / "kept.sqlite", desk.owner)
    assert Readings(other).choice(root, "a/good.md") == "minutes:seconds"
    assert Readings(other).choice(root.parent, "a/good.md") == "automatic"
    other.close()


def test_what_is_kept_but_no_choice_is_passed_over(desk: Desk, places: Places, root: Path) -> None:
    keeper = Keeper(desk.tasks, desk.messages, places.state / "kept.sqlite", desk.owner)
    readings = Readings(keeper)
    readings.choose(root, "a/good.md", "as written")
    (key,) = keeper.values("readings")
    for value in ("backwards", 7, ["as written"], None):
        keeper.put("readings", key, value)
        assert readings.choice(root, "a/good.md") == CHOICES[0]
    desk.settle()
    keeper.close()


def test_nothing_is_chosen_without_a_note(switch: ReadingSwitch, readings: Readings, root: Path) -> None:
    switch.show_note(opened(root, "a/shifted.md"))
    switch.clear()
    assert (switch.isHidden(), switch.times.isEnabled()) == (True, False)
    switch.open()
    assert switch.times.isHidden()
    switch.times.chosen.emit("as written")
    assert readings.choice(root, "a/shifted.md") == "automatic"
