"""Where things were left, kept from one day to the next."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reader.library.state import LeftAt, State


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.json"


def holding(file: Path, value: Any) -> State:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(value if isinstance(value, str) else json.dumps(value))
    return State(file)


def test_nothing_is_known_at_first_and_nothing_is_written(file: Path) -> None:
    state = State(file)
    assert (state.last_library(), state.left_at(Path("/x")), state.window()) == (None, None, {})
    state.save()
    assert not file.exists()


def test_what_was_left_is_known_the_next_time(file: Path) -> None:
    state = State(file)
    state.leave(Path("/a"), LeftAt("ch/n.md", 12.5))
    state.leave(Path("/b"), LeftAt("x.md"))
    state.set_window({"layout": "above"})
    state.save()
    again = State(file)
    assert again.last_library() == Path("/b")
    assert again.left_at(Path("/a")) == LeftAt("ch/n.md", 12.5)
    assert again.window() == {"layout": "above"}


def test_nothing_is_written_where_nothing_has_changed(file: Path) -> None:
    state = State(file)

    def stand_still() -> None:
        state.leave(Path("/a"), LeftAt("n.md", 1.0))
        state.set_window({"x": 1})
        state.save()

    stand_still()
    file.unlink()
    stand_still()
    assert not file.exists()


@pytest.mark.parametrize("damaged", ["", "{", "[1]", "null", "[" * 100_000, '{"a": ' + "1" * 5000 + "}", "\x00"])
def test_a_damaged_file_is_kept_beside_and_begun_anew(file: Path, damaged: str) -> None:
    state = holding(file, damaged)
    state.set_window({"x": 5})
    state.save()
    assert State(file).window() == {"x": 5}
    assert file.with_name("state.json.damaged").read_text() == damaged


def test_what_another_version_wrote_is_kept(file: Path) -> None:
    state = holding(file, {"marks": [1, 2], "window": {"x": 3}})
    state.leave(Path("/a"), LeftAt("n.md"))
    state.save()
    assert json.loads(file.read_text())["marks"] == [1, 2]
    assert State(file).window() == {"x": 3}


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-3", "true", "null", '"12"', "[]", "1" + "0" * 400])
def test_a_place_in_a_note_that_is_no_number_is_its_beginning(file: Path, value: str) -> None:
    left = holding(file, f'{{"libraries": {{"/a": {{"note": "n", "scroll": {value}}}}}}}').left_at(Path("/a"))
    assert left is not None
    assert left.scroll in (0.0, -3.0)


@pytest.mark.parametrize("value", [None, 5, "x", [], [1]])
def test_parts_of_another_type_are_begun_anew(file: Path, value: Any) -> None:
    state = holding(file, {"libraries": value, "window": value, "library": 5})
    assert (state.left_at(Path("/a")), state.window(), state.last_library()) == (None, {}, None)
    state.leave(Path("/a"), LeftAt("n.md"))
    assert state.left_at(Path("/a")) == LeftAt("n.md")


@pytest.mark.parametrize("entry", [None, 5, [], {}, {"note": 5}, {"note": None}])
def test_a_place_that_is_none_is_forgotten(file: Path, entry: Any) -> None:
    assert holding(file, {"libraries": {"/a": entry}}).left_at(Path("/a")) is None


def test_a_library_whose_name_is_no_utf_8_is_remembered(file: Path) -> None:
    library = Path(os.fsdecode(b"/caf\xe9/\xd0\x96"))
    state = State(file)
    state.leave(library, LeftAt("n.md", 2.0))
    state.save()
    assert State(file).last_library() == library
    assert State(file).left_at(library) == LeftAt("n.md", 2.0)
    assert "Ж" in file.read_text("utf-8")


def test_a_folder_that_cannot_be_written_raises_and_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    state = State(tmp_path / "blocked" / "state.json")
    state.set_window({"x": 5})
    with pytest.raises(OSError, match="blocked"):
        state.save()
    (tmp_path / "blocked").unlink()
    state.save()
    assert State(tmp_path / "blocked" / "state.json").window() == {"x": 5}
