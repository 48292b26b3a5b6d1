"""What of the open library was read, as the window knows it."""

from pathlib import Path

import pytest

from reader.library.history import History
from reader.services.history import ReadingHistory
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    return make_library({"a.md": note("A", "Text.\n"), "b.md": note("B", "Text.\n")})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def kept(desk: Desk, file: Path) -> ReadingHistory:
    return ReadingHistory(desk.tasks, desk.messages, desk.library, file, desk.owner)


def test_a_note_counts_as_read_when_it_is_shown_for_a_while(desk: Desk, root: Path, file: Path) -> None:
    history = kept(desk, file)
    desk.read(root)
    desk.settle()
    history.patience.setInterval(0)
    history.show_note("a.md")
    history.show_note("b.md", "SeekSeekSee")
    with desk.qtbot.waitSignal(history.changed):
        assert not history.is_read("b.md")
    desk.settle()
    assert (history.is_read("a.md"), history.is_read("b.md")) == (False, True)
    assert History(file).recent(root) == ["b.md"]


def test_no_note_is_read_where_none_is_shown_any_more(desk: Desk, root: Path, file: Path) -> None:
    history = kept(desk, file)
    desk.read(root)
    history.show_note("a.md")
    history.show_note("")
    assert not history.patience.isActive()


def test_what_was_read_is_known_when_the_library_is_opened(desk: Desk, root: Path, file: Path) -> None:
    before = History(file)
    before.note_read(root, "a.md", 1.0)
    before.note_read(root, "b.md", 2.0)
    before.close()
    history = kept(desk, file)
    with desk.qtbot.waitSignal(history.loaded):
        desk.library.open(root)
    assert history.read_paths() == {"a.md", "b.md"}
    assert history.recent(1) == ["b.md"]


def test_what_is_marked_while_it_is_loaded_holds(desk: Desk, root: Path, file: Path) -> None:
    before = History(file)
    before.note_read(root, "a.md", 1.0)
    before.close()
    history = kept(desk, file)
    desk.library.open(root)
    history.mark(["a.md"], read=False)
    history.mark(["b.md"], read=True)
    desk.settle()
    assert history.read_paths() == {"b.md"}
    assert History(file).read_paths(root) == {"b.md"}


def test_the_last_of_many_marks_holds(desk: Desk, root: Path, file: Path) -> None:
    history = kept(desk, file)
    desk.read(root)
    for number in range(21):
        history.mark(["a.md"], read=number % 2 == 0)
    desk.tasks.close()
    history.close()
    assert History(file).read_paths(root) == {"a.md"}


def test_the_reader_hears_once_of_a_file_that_cannot_be_written(desk: Desk, root: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    history = kept(desk, tmp_path / "blocked" / "history.sqlite")
    desk.read(root)
    history.mark(["a.md"], read=True)
    history.mark(["b.md"], read=True)
    desk.settle()
    assert history.is_read("a.md")
    assert [message.text for message in desk.said] == ["What you have read cannot be kept: its file cannot be written."]


def test_the_reader_hears_where_a_damaged_file_went(desk: Desk, root: Path, file: Path) -> None:
    file.write_bytes(b"no database")
    kept(desk, file)
    desk.read(root)
    desk.settle()
    (moved,) = file.parent.glob("history.sqlite.damaged-*")
    assert [moved.name in message.text for message in desk.said] == [True]
