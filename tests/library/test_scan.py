"""The walk over a folder: what it finds, and what it goes past unharmed."""

import os
import socket
import stat
from pathlib import Path

import pytest

from reader.library.scan import Found, Trouble, first_page, inside, kind, library_of, walk
from tests.conftest import MakeLibrary


def found(root: Path) -> list[str]:
    return [each.path for each in walk(root) if isinstance(each, Found)]


def troubles(root: Path) -> dict[str, str]:
    return {each.path: each.sentence for each in walk(root) if isinstance(each, Trouble)}


def test_notes_and_media_are_found_by_name_folder_by_folder(make_library: MakeLibrary) -> None:
    root = make_library({"b/z.md": "", "b/a.MD": "", "a/c/d.markdown": "", "top.md": "", "a/x.mp4": "v", "a/x.txt": ""})
    assert found(root) == ["top.md", "a/x.mp4", "a/c/d.markdown", "b/a.MD", "b/z.md"]


def test_an_empty_folder_holds_nothing_and_is_no_trouble(tmp_path: Path) -> None:
    assert list(walk(tmp_path)) == []


def test_a_folder_that_is_not_there_is_one_trouble(tmp_path: Path) -> None:
    assert list(troubles(tmp_path / "gone").values()) == [
        f"The folder “{tmp_path / 'gone'}” cannot be read: No such file or directory."
    ]


def test_hidden_files_and_folders_are_left_out(make_library: MakeLibrary) -> None:
    assert found(make_library({".obsidian/a.md": "", ".b.md": "", "c.md": ""})) == ["c.md"]


@pytest.mark.parametrize("name", ["x.mp4.part", "x.f137.mp4", "x.temp.mp4", "x.mp4.ytdl", "x.mp4.part-Frag3.mp4"])
def test_an_unfinished_download_is_no_media(name: str) -> None:
    assert kind(name) == ""


def test_links_in_a_circle_are_walked_once(make_library: MakeLibrary) -> None:
    root = make_library({"a/b/n.md": ""})
    (root / "a/b/up").symlink_to(root)
    (root / "a/b/side").symlink_to(root / "a")
    (root / "itself").symlink_to(root / "itself")
    assert found(root) == ["a/b/n.md"]
    assert list(troubles(root)) == ["itself"]


def test_a_folder_goes_by_its_own_name_rather_than_by_that_of_a_link_to_it(make_library: MakeLibrary) -> None:
    root = make_library({"real/n.md": ""})
    (root / "a_link").symlink_to(root / "real")
    assert found(root) == ["real/n.md"]


def test_links_that_lead_out_are_not_followed(make_library: MakeLibrary, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text("secret")
    root = make_library({"a.md": ""})
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "secret.md").symlink_to(tmp_path / "outside/secret.md")
    (root / "up").symlink_to("..")
    assert found(root) == ["a.md"]


def test_a_library_that_is_itself_a_link_is_walked(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"a/n.md": ""})
    (tmp_path / "link").symlink_to(root)
    assert found(tmp_path / "link") == ["a/n.md"]


def test_a_link_to_nothing_is_told_of_and_the_rest_goes_on(make_library: MakeLibrary) -> None:
    root = make_library({"b.md": ""})
    (root / "a.md").symlink_to(root / "gone.md")
    assert troubles(root) == {"a.md": "“a.md” cannot be read: No such file or directory."}
    assert found(root) == ["b.md"]


def test_pipes_sockets_and_devices_are_told_of_and_never_opened(make_library: MakeLibrary) -> None:
    root = make_library({"z.md": ""})
    os.mkfifo(root / "pipe.md")
    os.mkfifo(root / "pipe.mp4")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(root / "socket.md"))
    listener.close()
    assert found(root) == ["z.md"]
    assert set(troubles(root)) == {"pipe.md", "pipe.mp4", "socket.md"}
    assert troubles(root)["pipe.md"] == "“pipe.md” is no ordinary file, so it is not read."
    assert stat.S_ISFIFO((root / "pipe.md").stat().st_mode)


def test_a_name_that_is_no_utf_8_is_told_of_readably(make_library: MakeLibrary) -> None:
    root = make_library({"good.md": ""})
    Path(os.fsdecode(os.fsencode(root) + b"/bad\xff.md")).write_text("")
    assert troubles(root) == {"bad\ufffd.md": "“bad\ufffd.md” has a name that is no UTF-8; rename it to read it."}
    assert found(root) == ["good.md"]


@pytest.mark.parametrize("name", ["line\nbreak.md", "esc\x1b[31m.md", "bidi\u202edm.md", "⁨folder⁩/n.md", 'quote".md'])
def test_names_with_odd_characters_are_notes_like_others(make_library: MakeLibrary, name: str) -> None:
    assert found(make_library({name: ""})) == [name]


def test_a_very_deep_folder_does_not_end_the_walk(make_library: MakeLibrary) -> None:
    deep = "/".join(["d"] * 400)
    assert found(make_library({f"{deep}/n.md": "", "z.md": ""})) == ["z.md", f"{deep}/n.md"]


def test_a_walk_that_is_cancelled_stops_in_the_middle_of_a_folder(make_library: MakeLibrary) -> None:
    root = make_library({f"{number}.md": "" for number in range(10)})
    answers = iter([False] * 4 + [True])
    assert len(list(walk(root, cancelled=lambda: next(answers)))) == 3


@pytest.mark.parametrize("path", ["../x.md", "a/../../x.md", "/etc/passwd", "out/x.md", "a/../../library2/x.md"])
def test_a_path_that_leads_out_is_refused(make_library: MakeLibrary, tmp_path: Path, path: str) -> None:
    root = make_library({"a/n.md": ""})
    (tmp_path / "library2").mkdir()
    (root / "out").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="outside the library"):
        inside(root, path)


def test_a_path_with_a_nul_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="null"):
        inside(tmp_path, "a\0b.md")


def test_a_pipe_or_a_folder_is_no_file_to_read(make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": ""})
    os.mkfifo(root / "pipe.png")
    for path in ("pipe.png", "a", ""):
        with pytest.raises(ValueError, match="no ordinary file"):
            inside(root, path)


def test_a_path_inside_may_be_written_in_a_roundabout_way(make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": ""})
    assert inside(root, "a/../a/./n.md") == (root / "a/n.md").resolve()


@pytest.mark.parametrize(
    ("files", "note", "library"),
    [
        (["ch/ch.md", "ch/n.md"], "ch/n.md", "."),
        (["ch/Ch.md", "ch/n.md"], "ch/n.md", "."),
        (["index.md", "ch/n.md"], "ch/n.md", "."),
        (["index.md", "n.md"], "n.md", "."),
        (["other.md", "ch/n.md"], "ch/n.md", "ch"),
        ([".obsidian/app.json", "a/b/n.md"], "a/b/n.md", "."),
    ],
)
def test_a_single_note_finds_its_library(make_library: MakeLibrary, files: list[str], note: str, library: str) -> None:
    root = make_library({f"lib/{path}": "" for path in files})
    assert library_of(root / "lib" / note) == root / "lib" / library


def test_a_home_is_never_taken_for_a_library(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    home = make_library({"index.md": "", "notes/notes.md": "", "notes/n.md": ""})
    monkeypatch.setenv("HOME", str(home))
    assert library_of(home / "notes/n.md") == home / "notes"


@pytest.mark.parametrize(
    ("files", "page"),
    [
        ({"index.md": "text", "a.md": "text"}, "index.md"),
        ({"index.md": "\n", "b.md": "text", "Readme.md": "text"}, "Readme.md"),
        ({"index.md": "", "directory.md": "text", "b.mp4": "text", ".a.md": "text"}, "directory.md"),
        ({"a.md": "---\ntitle: Blank\n---\n", "film/a.md": "text"}, ""),
        ({f"{n}.md": "text" for n in range(600)}, ""),
    ],
)
def test_the_first_page_is_told_from_the_top_of_the_library(
    make_library: MakeLibrary, files: dict[str, str], page: str
) -> None:
    assert first_page(make_library(files)) == page
