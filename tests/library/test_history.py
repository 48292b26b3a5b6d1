"""What was read: kept for good, by several windows at once, and never thrown away."""

import sqlite3
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reader.library.history import VERSION, History


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.sqlite"


ONE, OTHER = Path("/libraries/one"), Path("/libraries/other")


def test_what_was_read_is_known_the_next_time(file: Path) -> None:
    history = History(file)
    history.note_read(ONE, "a/b.md", 1000.0, "SeekSeekSee")
    history.note_read(ONE, "c.md", 2000.0)
    history.close()
    again = History(file)
    assert again.read_paths(ONE) == {"a/b.md", "c.md"}
    assert again.is_read(ONE, "c.md")
    assert not again.is_read(ONE, "d.md")
    again.close()


def test_each_library_has_its_own(file: Path) -> None:
    history = History(file)
    history.note_read(ONE, "a.md", 1.0)
    assert history.read_paths(OTHER) == set()
    assert history.read_paths(Path("/libraries/other/../one")) == {"a.md"}
    history.close()


def test_what_was_read_last_comes_first(file: Path) -> None:
    history = History(file)
    for when, path in enumerate(("a.md", "b.md", "c.md", "a.md")):
        history.note_read(ONE, path, float(when))
    history.note_read(ONE, "a.md", 0.0)  # told late
    assert history.recent(ONE) == ["a.md", "c.md", "b.md"]
    assert history.recent(ONE, 2) == ["a.md", "c.md"]
    history.close()


def test_a_mark_is_no_reading(file: Path) -> None:
    history = History(file)
    history.note_read(ONE, "a.md", 1.0, "SeekSeekSee")
    history.mark(ONE, ["a.md"], read=False)
    history.mark(ONE, ["b.md", "weird “ü”\n.md"], read=True)
    assert history.read_paths(ONE) == {"b.md", "weird “ü”\n.md"}
    assert history.recent(ONE) == ["a.md"]
    history.note_read(ONE, "a.md", 2.0)
    history.close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT video, read FROM notes WHERE path = 'a.md'").fetchall() == [
            ("SeekSeekSee", 1)
        ]
    connection.close()


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_cannot_be_read_is_moved_aside_and_kept(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    history = History(file)
    history.note_read(ONE, "a.md", 1.0)
    assert history.moved
    assert history.moved.name.startswith("history.sqlite.damaged-")
    assert history.moved.read_bytes() == content
    assert history.read_paths(ONE) == {"a.md"}
    history.close()


@pytest.mark.parametrize("pragma", [f"user_version = {VERSION + 1}", "application_id = 7"])
def test_a_file_of_another_version_or_program_is_moved_aside(file: Path, pragma: str) -> None:
    first = History(file)
    first.note_read(ONE, "a.md", 1.0)
    first.close()
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    history = History(file)
    assert history.read_paths(ONE) == set()
    assert history.moved
    assert len(list(file.parent.glob("*.damaged-*"))) == 1
    history.close()


def test_a_page_that_is_damaged_within_is_seen(file: Path) -> None:
    history = History(file)
    history.mark(ONE, [f"{number}.md" for number in range(5000)], read=True)
    history.close()
    whole = bytearray(file.read_bytes())
    whole[8192:20480] = b"\x55" * 12288
    file.write_bytes(whole)
    again = History(file)
    assert again.read_paths(ONE) == set()
    assert again.moved
    assert again.moved.read_bytes() == whole
    again.close()


def test_where_nothing_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    history = History(tmp_path / "blocked" / "history.sqlite")
    with pytest.raises(OSError, match="blocked"):
        history.read_paths(ONE)
    folder = tmp_path / "history.sqlite"
    folder.mkdir()
    with pytest.raises(OSError, match="cannot be kept"):
        History(folder).note_read(ONE, "a.md", 1.0)
    assert folder.is_dir()


def test_a_file_that_another_window_makes_just_now_is_not_taken_for_damaged(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[threading.Thread] = []

    class Interrupted(sqlite3.Connection):
        """Has another window begin the file between two looks at it, or try to."""

        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql == "PRAGMA user_version" and not others:
                others.append(threading.Thread(target=History(file).note_read, args=(ONE, "other.md", 1.0)))
                others[0].start()
                others[0].join(0.5)  # it may have to wait for us
            return super().execute(sql, *values)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Interrupted))
    history = History(file)
    history.note_read(ONE, "own.md", 1.0)
    others[0].join()
    assert history.moved is None
    assert history.read_paths(ONE) == {"own.md", "other.md"}
    history.close()


def test_two_windows_write_at_once(file: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.library.history import History\n"
        "history = History(Path(sys.argv[1]))\n"
        "for number in range(40): history.note_read(Path('/l'), f'{sys.argv[2]}{number}.md', 1.0)\n"
    )
    windows = [subprocess.Popen([sys.executable, "-c", code, str(file), name]) for name in "ab"]
    assert [window.wait(60) for window in windows] == [0, 0]
    history = History(file)
    assert len(history.read_paths(Path("/l"))) == 80
    assert history.moved is None
    history.close()


def test_many_threads_may_ask(file: Path) -> None:
    history = History(file)

    def note(name: str) -> None:
        for number in range(20):
            history.note_read(ONE, f"{name}{number}.md", 1.0)

    threads = [threading.Thread(target=note, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(history.read_paths(ONE)) == 80
    history.close()
