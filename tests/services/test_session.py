"""What is remembered from one day to the next."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.library.state import State
from reader.services.navigator import Place
from reader.services.session import Session
from reader.settings import SettingsFile
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

ID = "aaaaaaaaaaa"


def session(desk: Desk, folder: Path) -> Session:
    made = Session(SettingsFile(folder / "settings.json"), State(folder / "state.json"), desk.messages, desk.owner)
    made.attend(desk.library, desk.navigator)
    return made


@pytest.fixture
def root(desk: Desk, make_library: MakeLibrary) -> Path:
    """A library with a note about a video that is here."""
    root = make_library({"a/n.md": note("N", video=ID), "a/m.md": note("M"), f"a/[{ID}].mp4": b"v"})
    desk.read(root)
    return root


def test_what_was_left_is_found_again(desk: Desk, root: Path, tmp_path: Path) -> None:
    first = session(desk, tmp_path)
    desk.open("a/n.md")
    desk.scroll = 200.0
    first.close({"width": 1280})
    second = session(desk, tmp_path)
    assert second.place_in(root) == Place("a/n.md", 200.0)
    assert second.state.last_library() == root
    assert second.state.window() == {"width": 1280}


@pytest.mark.parametrize("path", ["a/gone.md", "a", "a\0b", "../outside.md"])
def test_a_place_that_is_gone_or_outside_is_not_gone_back_to(desk: Desk, root: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.md").write_text("outside")
    kept = session(desk, tmp_path)
    kept.state.leave(root, Place(path))  # type: ignore[arg-type]
    assert kept.place_in(root) is None


def test_changes_of_settings_are_written_together_soon_after(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    kept = session(desk, tmp_path)
    for volume in (0.1, 0.2, 0.3):
        kept.change(volume=volume)
    assert not (tmp_path / "settings.json").exists()
    qtbot.waitUntil(lambda: (tmp_path / "settings.json").exists())
    assert SettingsFile(tmp_path / "settings.json").now.volume == 0.3


def test_a_change_just_before_the_end_is_kept(desk: Desk, tmp_path: Path) -> None:
    kept = session(desk, tmp_path)
    kept.change(zoom=1.5)
    kept.close({})
    assert SettingsFile(tmp_path / "settings.json").now.zoom == 1.5


def test_where_nothing_can_be_kept_the_reader_is_told_once_and_goes_on(desk: Desk, root: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    kept = session(desk, tmp_path / "blocked")
    desk.open("a/n.md")
    kept.change(zoom=1.5)
    kept.save()
    kept.save()
    kept.close({})
    assert kept.settings.now.zoom == 1.5
    assert [message.text.partition(":")[0] for message in desk.said] == ["Settings and positions cannot be kept"]
