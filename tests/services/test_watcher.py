"""Changes on the disk are noticed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from reader.services.watcher import Watcher
from tests.conftest import MakeLibrary, note


@pytest.fixture
def watched(qtbot: QtBot, make_library: MakeLibrary) -> Iterator[tuple[Watcher, Path]]:
    root = make_library({"a/n.md": note("N"), "b/m.md": note("M"), "top.md": note("Top")})
    watcher = Watcher()
    watcher.watch(root, ["a", "b"])
    yield watcher, root
    shiboken6.delete(watcher)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda root: (root / "a/new.md").write_text("new"), "a"),
        (lambda root: (root / "a/n.md").unlink(), "a"),
        (lambda root: (root / "a/n.md").rename(root / "a/k.md"), "a"),
        (lambda root: (root / "c").mkdir(), ""),
    ],
    ids=["added", "deleted", "renamed", "a folder"],
)
def test_a_folder_that_changes_is_told(
    qtbot: QtBot, watched: tuple[Watcher, Path], change: Callable[[Path], object], place: str
) -> None:
    watcher, root = watched
    with qtbot.waitSignal(watcher.noticed) as noticed:
        change(root)
    assert noticed.args == [frozenset({place})]


def test_the_open_note_is_told_when_it_is_written_in_place_and_after_it_was_replaced(
    qtbot: QtBot, watched: tuple[Watcher, Path]
) -> None:
    watcher, root = watched
    watcher.watch_note("b/m.md")
    with qtbot.waitSignal(watcher.noticed) as noticed:
        (root / "b/m.md").write_text("written")
    assert "b/m.md" in noticed.args[0]
    (root.parent / "new").write_text("replaced")
    with qtbot.waitSignal(watcher.noticed):
        (root.parent / "new").replace(root / "b/m.md")
    with qtbot.waitSignal(watcher.noticed) as noticed:
        (root / "b/m.md").write_text("written again")
    assert "b/m.md" in noticed.args[0]


def test_thousands_of_changes_are_told_together(qtbot: QtBot, watched: tuple[Watcher, Path]) -> None:
    watcher, root = watched
    told: list[frozenset[str]] = []
    watcher.noticed.connect(told.append)
    for number in range(1000):
        (root / f"a/{number}.md").write_text("x")
        (root / f"b/{number}.md").write_text("x")
    qtbot.waitUntil(lambda: frozenset({"a", "b"}) in told or len(told) > 1)
    assert len(told) < 20


def test_a_library_that_was_left_is_watched_no_more(
    qtbot: QtBot, watched: tuple[Watcher, Path], tmp_path: Path
) -> None:
    watcher, _ = watched
    (tmp_path / "other").mkdir()
    watcher.watch(tmp_path / "other", [])
    assert watcher._watch.directories() == [str(tmp_path / "other")]
