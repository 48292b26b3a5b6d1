"""A file that the reader chose is known again wherever it went, and goes before what names say."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.catalog import Catalog
from reader.library.fingerprints import Chosen, ChosenFiles, as_json, fingerprint, from_json
from reader.library.store import Store
from reader.library.updating import update
from tests.conftest import MakeLibrary, note

FILM, OTHER = "FilmFilmFil", "OtherOtherO"


def film(file: Path, mark: bytes = b"film") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(mark + bytes(300_000) + mark + bytes(300_000) + mark)
    return file


def chosen(file: Path, video: str = FILM) -> Chosen:
    return Chosen(video, file, fingerprint(file))


def found_in(root: Path, tmp_path: Path, folders: tuple[Path, ...], *choices: Chosen) -> Catalog:
    with closing(Store(tmp_path / "cache")) as store:
        update(root, store, folders, chosen=choices)
        return Catalog(root, store)


@pytest.mark.parametrize("at", [0, 300_010, -1])
def test_head_middle_and_tail_tell_two_files_of_one_size_apart(tmp_path: Path, at: int) -> None:
    file = film(tmp_path / "a.mp4")
    before = fingerprint(file)
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    assert fingerprint(file) != before
    assert fingerprint(file).size == before.size


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1])
def test_a_small_file_has_a_fingerprint_too(tmp_path: Path, size: int) -> None:
    (tmp_path / "a").write_bytes(os.urandom(size))
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "a")


def test_a_choice_is_kept_as_json_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    each = chosen(film(tmp_path / "a.mp4"))
    kept = {FILM: as_json(each.file, each.fingerprint), "a": None, "b": {"file": 5}, "c": {"file": "x", "size": "y"}}
    assert from_json(kept) == (each,)


def test_only_files_of_a_size_that_is_sought_are_read(tmp_path: Path) -> None:
    files = ChosenFiles([chosen(film(tmp_path / "a.mp4"))])
    assert files.videos_of(tmp_path / "not there.mp4", 5) == []
    assert files.videos_of(tmp_path / "not there.mp4", (tmp_path / "a.mp4").stat().st_size) == []


def test_a_chosen_file_shows_its_video_after_it_was_renamed_and_moved(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    root, videos = make_library({"n.md": note("N", video=FILM)}), tmp_path / "films"
    file = film(videos / "holiday.mp4")
    choice = chosen(file)
    new = videos / "2024" / "beach.mp4"
    new.parent.mkdir()
    file.rename(new)
    best = found_in(root, tmp_path, (videos,), choice).media.best(FILM)
    assert best
    assert best.file == new


def test_a_chosen_file_goes_before_names_and_shows_no_other_video(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", video=FILM), "m.md": note("M", video=OTHER)})
    film(root / f"large [{FILM}].mp4", b"another film")
    file = film(root / f"wrong name [{OTHER}].mp4")
    media = found_in(root, tmp_path, (), chosen(file)).media
    best = media.best(FILM)
    assert best
    assert best.file == file
    assert not media.has(OTHER)


def test_one_file_may_be_chosen_for_two_videos(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", video=FILM), "m.md": note("M", video=OTHER)})
    file = film(tmp_path / "elsewhere" / "a.mp4")
    catalog = found_in(root, tmp_path, (), chosen(file), chosen(file, OTHER))
    assert [catalog.media.best(video).file for video in (FILM, OTHER)] == [file, file]  # type: ignore[union-attr]
    assert catalog.media.rivals(FILM) == []


def test_a_file_that_became_another_one_is_not_what_was_chosen(make_library: MakeLibrary, tmp_path: Path) -> None:
    root, file = make_library({"n.md": note("N", video=FILM)}), film(tmp_path / "films" / "a.mp4")
    choice = chosen(file)
    film(file, b"cats")
    assert not found_in(root, tmp_path, (file.parent,), choice).media.has(FILM)


def test_a_copy_of_a_chosen_file_shows_what_its_name_says(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", video=FILM), "m.md": note("M", video=OTHER)})
    copy, file = film(root / f"a [{OTHER}].mp4"), film(root / "b.mp4")
    media = found_in(root, tmp_path, (), chosen(file)).media
    assert [media.best(video).file for video in (FILM, OTHER)] == [file, copy]  # type: ignore[union-attr]


def test_copies_of_a_chosen_file_that_went_away_are_not_asked_about(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", video=FILM)})
    file = film(root / "b.mp4")
    choice = chosen(file)
    film(root / "a.mp4")
    file.rename(root / "c.mp4")
    media = found_in(root, tmp_path, (), choice).media
    assert media.has(FILM)
    assert media.rivals(FILM) == []
