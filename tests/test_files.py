"""Small files are replaced as a whole, or stay as they were."""

import os
from pathlib import Path

import pytest

from reader.files import finite, read_json, replace_file, write_json


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    replace_file(tmp_path / "a/b/c.txt", b"new")
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"new"


def test_an_old_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "c.txt"
    file.write_bytes(b"old and longer")
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["c.txt"]  # noqa: PTH208


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "c.txt"
    file.write_bytes(b"old")
    monkeypatch.setattr(*((os, "fsync") if broken == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["c.txt"]  # noqa: PTH208


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "dotfiles/s.json").write_text("old")
    (tmp_path / "s.json").symlink_to("dotfiles/s.json")
    replace_file(tmp_path / "s.json", b"new")
    assert (tmp_path / "s.json").is_symlink()
    assert (tmp_path / "dotfiles/s.json").read_text() == "new"


def test_others_may_read_it_as_far_as_the_umask_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "c.txt", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "c.txt").stat().st_mode & 0o777 == 0o640


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    replace_file(tmp_path / ("n" * 255), b"new")
    assert (tmp_path / ("n" * 255)).read_bytes() == b"new"


def test_a_folder_in_the_place_of_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "c.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path / "c.txt", b"new")
    assert os.listdir(tmp_path) == ["c.txt"]  # noqa: PTH208


def test_json_is_written_for_people_and_read_again(tmp_path: Path) -> None:
    value = {"title": "Ж ⁨x⁩", "list": [1, 2.5, None, True]}
    write_json(tmp_path / "x.json", value)
    assert read_json(tmp_path / "x.json") == value
    assert '  "title": "Ж' in (tmp_path / "x.json").read_text("utf-8")


def test_json_that_an_editor_has_given_a_bom_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read_json(tmp_path / "x.json") == {"a": 1}


@pytest.mark.parametrize("damaged", [b"", b"{'a': 1}", b"\xff\xfe", b"5", b'["written by hand"]'])
def test_what_is_no_json_object_is_kept_beside(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "x.json").write_bytes(damaged)
    assert read_json(tmp_path / "x.json") == {}
    assert (tmp_path / "x.json.damaged").read_bytes() == damaged
    assert not (tmp_path / "x.json").exists()


def test_a_file_that_cannot_be_read_is_empty_and_stays(tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    (tmp_path / "file").write_text("")
    assert read_json(tmp_path / "x.json") == read_json(tmp_path / "gone.json") == read_json(tmp_path / "file/x") == {}
    assert sorted(os.listdir(tmp_path)) == ["file", "x.json"]  # noqa: PTH208


@pytest.mark.parametrize(("value", "number"), [(3, 3.0), (2.5, 2.5), (-1, -1.0), (0, 0.0)])
def test_numbers_are_numbers(value: object, number: float) -> None:
    assert finite(value) == number


@pytest.mark.parametrize("value", [True, None, "1", [], float("nan"), float("inf"), 10**400])
def test_what_is_no_finite_number_is_none(value: object) -> None:
    assert finite(value) is None
