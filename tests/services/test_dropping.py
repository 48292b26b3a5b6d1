"""What becomes of what is dropped on the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.services.dropping import Dropped, Dropping, look
from reader.services.keeper import Keeper
from reader.services.media_choice import MediaChoice, chosen_in
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

FILM, OTHER, FOREIGN = "FilmFilmFil", "OtherOtherO", "zzzzzzzzzzz"


@pytest.fixture
def keeper(desk: Desk, tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper(desk.tasks, desk.messages, tmp_path / "kept.sqlite", desk.owner)
    yield keeper
    desk.settle()
    keeper.close()


@pytest.fixture
def dropping(desk: Desk, keeper: Keeper, make_library: MakeLibrary) -> Dropping:
    desk.read(make_library({"n.md": note("N", video=FILM), "m.md": note("M", video=OTHER)}))
    choice = MediaChoice(keeper, desk.library, desk.player, desk.tasks, desk.messages, desk.owner)
    return Dropping(choice, desk.library, desk.player, desk.messages, desk.owner)


def media(folder: Path, name: str) -> Path:
    (folder / name).write_bytes(b"film")
    return folder / name


def chosen_after(desk: Desk, keeper: Keeper) -> dict[str, str]:
    """Which file was chosen for which video, once all is said."""
    desk.qtbot.waitUntil(lambda: bool(desk.said))
    desk.settle()
    return {each.video: each.file.name for each in chosen_in(keeper)}


def test_a_file_is_that_of_the_open_video(desk: Desk, keeper: Keeper, dropping: Dropping, tmp_path: Path) -> None:
    desk.open("n.md")
    dropping.take([media(tmp_path, "holiday.mp4")])
    assert chosen_after(desk, keeper) == {FILM: "holiday.mp4"}


def test_a_file_that_names_a_video_of_the_notes_is_that_ones(
    desk: Desk, keeper: Keeper, dropping: Dropping, tmp_path: Path
) -> None:
    desk.open("n.md")
    dropping.take([media(tmp_path, f"x [{OTHER}].mp4")])
    assert chosen_after(desk, keeper) == {OTHER: f"x [{OTHER}].mp4"}


def test_a_file_that_names_a_video_of_which_there_is_no_note_is_that_of_the_open_video(
    desk: Desk, keeper: Keeper, dropping: Dropping, tmp_path: Path
) -> None:
    desk.open("n.md")
    dropping.take([media(tmp_path, f"x [{FOREIGN}].mp4")])
    assert chosen_after(desk, keeper) == {FILM: f"x [{FOREIGN}].mp4"}


def test_several_files_are_only_those_that_they_name(
    desk: Desk, keeper: Keeper, dropping: Dropping, tmp_path: Path
) -> None:
    desk.open("n.md")
    dropping.take([media(tmp_path, f"x [{OTHER}].mp4"), media(tmp_path, "holiday.mp4")])
    assert chosen_after(desk, keeper) == {OTHER: f"x [{OTHER}].mp4"}
    assert any(message.text.startswith("“holiday.mp4” does not say which video") for message in desk.said)


def test_several_files_are_chosen_and_undone_together(
    desk: Desk, keeper: Keeper, dropping: Dropping, tmp_path: Path
) -> None:
    dropping.take([media(tmp_path, f"x [{video}].mp4") for video in (FILM, OTHER)])
    assert chosen_after(desk, keeper) == {FILM: f"x [{FILM}].mp4", OTHER: f"x [{OTHER}].mp4"}
    (message,) = desk.said
    assert message.text == "2 files show their videos from now on."
    message.act()
    assert chosen_in(keeper) == ()


def test_a_file_of_which_nothing_tells_what_it_shows_is_refused_in_words(
    desk: Desk, keeper: Keeper, dropping: Dropping, tmp_path: Path
) -> None:
    dropping.take([media(tmp_path, "holiday.mp4")])
    assert chosen_after(desk, keeper) == {}


def test_a_folder_with_notes_is_opened(desk: Desk, dropping: Dropping, tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/a.md").write_text("")
    media(tmp_path / "vault", "x.mp4")
    with desk.qtbot.waitSignal(dropping.library_wished) as wished:
        dropping.take([tmp_path / "vault"])
    assert wished.args == [tmp_path / "vault", ""]


def test_a_note_is_opened_in_its_library(desk: Desk, dropping: Dropping, tmp_path: Path) -> None:
    (tmp_path / "vault/.obsidian").mkdir(parents=True)
    (tmp_path / "vault/a").mkdir()
    (tmp_path / "vault/a/b.md").write_text("")
    with desk.qtbot.waitSignal(dropping.library_wished) as wished:
        dropping.take([tmp_path / "vault/a/b.md"])
    assert wished.args == [tmp_path / "vault", "a/b.md"]


def test_a_folder_with_videos_is_looked_through(desk: Desk, dropping: Dropping, tmp_path: Path) -> None:
    (tmp_path / "films/deep").mkdir(parents=True)
    media(tmp_path / "films/deep", "x.mp4")
    with desk.qtbot.waitSignal(dropping.folder_wished) as wished:
        dropping.take([tmp_path / "films"])
    assert wished.args == [tmp_path / "films"]


def test_what_holds_neither_is_told_so(desk: Desk, dropping: Dropping, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x [FilmFilmFil].mp4").touch()
    dropping.take([tmp_path / "empty", tmp_path / "x [FilmFilmFil].mp4"])
    desk.qtbot.waitUntil(lambda: len(desk.said) == 2)
    assert desk.said[0].text == "There are neither notes nor videos in “empty”."


def test_unfinished_downloads_are_no_videos(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.mp4.part", "a.f137.mp4", "a.temp.mp4", "a.mp4.ytdl"):
        assert look(media(tmp_path, name), desk.library.catalog) == Dropped("", tmp_path / name)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a.mp4"], "Show this video"),
        (["a.mp4", "b.mkv"], "Show these 2 videos"),
        (["a.md"], "Open these notes"),
        (["folder"], "Open the notes, or find the videos in it"),
        (["a.pdf"], ""),
        ([f"x [{OTHER}].mp4"], "Let this file show “M”"),
        ([f"x [{FOREIGN}].mp4"], "Show this video"),
        ([], ""),
    ],
)
def test_before_the_drop_it_is_told_what_it_would_do(dropping: Dropping, names: list[str], words: str) -> None:
    assert dropping.words([Path("/x") / name for name in names]) == words


def test_before_the_drop_it_is_told_which_video_a_file_would_show(desk: Desk, dropping: Dropping) -> None:
    desk.open("n.md")
    assert dropping.words([Path("/x/holiday.mp4")]) == "Let this file show “N”"
    assert dropping.words([Path(f"/x/x [{OTHER}].mp4")]) == "Let this file show “M”"
