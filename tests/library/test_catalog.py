"""What the catalogue knows of a folder, and how it takes bad ones."""

import os
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library import notefile
from reader.library.catalog import Catalog, Entry
from reader.library.notefile import MAX_NOTE_BYTES
from tests.conftest import MakeLibrary, build, note

ONE, TWO, THREE = "aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc"


def listing(*groups: tuple[str, str, list[str]]) -> str:
    return "\n".join(
        f"### [{title}](https://www.youtube.com/watch?v={video})\n" + "".join(f"- [[{slug} | x]]\n" for slug in slugs)
        for video, title, slugs in groups
    )


@pytest.fixture
def channel(make_library: MakeLibrary) -> Catalog:
    """A channel whose own note lists two of its three videos, and one that has no notes."""
    listed = listing((TWO, "Zebras", ["z_last", "a_first", "deleted"]), ("ddddddddddd", "Gone", []), (ONE, "Apes", []))
    root = make_library(
        {
            "zoo/zoo.md": note("The Zoo", listed),
            "zoo/a_first.md": note("A first", video=TWO),
            "zoo/z_last.md": note("Z last", video=TWO),
            "zoo/unlisted.md": note("Mmm", video=TWO),
            "zoo/ape.md": note("Ape", video=ONE),
            "zoo/other.md": note("Another thing", video=THREE),
            "zoo/about.md": note("About"),
            "Art/x.md": note("X", video=THREE),
            "index.md": note("Welcome"),
        }
    )
    return build(root)


def test_channels_come_by_name_with_the_title_their_own_note_gives(channel: Catalog) -> None:
    assert [(each.folder, each.title, each.notes, each.videos) for each in channel.channels()] == [
        ("Art", "Art", 1, 1),
        ("zoo", "The Zoo", 7, 3),
    ]


def test_videos_come_in_the_order_of_the_channels_note_then_by_title(channel: Catalog) -> None:
    assert [(each.id, each.title, each.notes) for each in channel.videos("zoo")] == [
        (TWO, "Zebras", 3),
        (ONE, "Apes", 1),
        (THREE, THREE, 1),
    ]


def test_notes_come_in_the_order_of_the_channels_note_then_by_title(channel: Catalog) -> None:
    assert [each.stem for each in channel.notes("zoo", TWO)] == ["z_last", "a_first", "unlisted"]
    assert [each.stem for each in channel.notes("zoo")] == ["zoo", "about"]


def test_a_video_that_no_channel_lists_is_called_as_its_only_note(make_library: MakeLibrary) -> None:
    one, two = note("One", video=ONE), note("Two", video=TWO)
    catalog = build(make_library({"a/x.md": one, "a/y.md": two, "b/z.md": two}))
    assert (catalog.video_title(ONE), catalog.video_title(TWO)) == ("One", TWO)


def test_the_notes_about_a_video_are_found_wherever_they_lie(channel: Catalog) -> None:
    assert [each.path for each in channel.about(THREE)] == ["zoo/other.md", "Art/x.md"]
    assert channel.about("nothing") == []


def test_asking_for_what_is_not_there_changes_nothing(channel: Catalog) -> None:
    before = channel.channels()
    assert channel.channel_title("nowhere") == "nowhere"
    assert channel.videos("nowhere") == channel.notes("nowhere", ONE) == channel.notes("zoo", "x") == []
    assert channel.channels() == before


def test_two_notes_of_a_channel_list_its_videos_together(make_library: MakeLibrary) -> None:
    catalog = build(
        make_library(
            {
                "fm/FM.md": note("FM", listing((ONE, "First title", ["b"]), (TWO, "Two", []))),
                "fm/fm.md": note("fm", listing((TWO, "Later title", []), (ONE, "Later title", ["a"]))),
                "fm/a.md": note("A", video=ONE),
                "fm/b.md": note("B", video=ONE),
                "fm/c.md": note("C", video=TWO),
            }
        )
    )
    assert [(each.id, each.title) for each in catalog.videos("fm")] == [(ONE, "First title"), (TWO, "Two")]
    assert [each.stem for each in catalog.notes("fm", ONE)] == ["b", "a"]
    assert catalog.channel_title("fm") == "fm"


def test_channels_may_lie_in_folders(make_library: MakeLibrary) -> None:
    catalog = build(make_library({"en/zoo/zoo.md": note("Zoo"), "en/zoo/n.md": note("N"), "de/zoo/n.md": note("N")}))
    assert [(each.folder, each.title) for each in catalog.channels()] == [("de/zoo", "de/zoo"), ("en/zoo", "Zoo")]
    assert catalog.resolve("n", "en/zoo") == ("en/zoo/n.md",)


@pytest.mark.parametrize(
    ("files", "start"),
    [
        (["b.md", "Index.md", "README.md"], "Index.md"),
        (["a.md", "readme.md", "x/index.md"], "readme.md"),
        (["z/b.md", "y/a.md"], "y/a.md"),
        ([], None),
    ],
)
def test_a_library_begins_with_its_first_page(make_library: MakeLibrary, files: list[str], start: str | None) -> None:
    assert build(make_library(dict.fromkeys(files, "text"))).start() == start


def test_videos_that_are_here_are_counted(make_library: MakeLibrary, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / f"b [{TWO}].webm").write_bytes(b"v")
    root = make_library({
        "a/1.md": note("1", video=ONE), "a/2.md": note("2", video=TWO), "a/3.md": note("3", video=THREE),
        f"a/x [{ONE}].mp4": "v", "a/y [eeeeeeeeeee].mp4": "v",
    })  # fmt: skip
    assert (build(root).count_videos(), build(root).count_here()) == (3, 1)
    assert build(root, (elsewhere, tmp_path / "gone")).count_here() == 2


def test_an_empty_folder_makes_an_empty_catalogue(tmp_path: Path) -> None:
    catalog = build(tmp_path)
    assert (catalog.paths(), catalog.channels(), catalog.at_top(), catalog.start()) == ([], [], [], None)
    assert catalog.resolve("x", "") == ()


@pytest.mark.parametrize(
    ("content", "title", "video"),
    [
        (b"", "bad", None),
        (b"\xff\xfe\x00\xd8", "bad", None),
        (b"---\ntitle: Caf\xe9\nvideoId: aaaaaaaaaaa\n---\n", "Caf\ufffd", ONE),
        (b"---\ntitle: a\0b\n---\n", "a\ufffdb", None),
        (b"\xef\xbb\xbf---\ntitle: Bom\nvideoId: aaaaaaaaaaa\n---\n", "Bom", ONE),
        (b"---\r\ntitle: Windows\r\nvideoId: aaaaaaaaaaa\r\n---\r\ntext", "Windows", ONE),
        (b"---\ntitle: [unclosed\nvideoId: aaaaaaaaaaa\n---\n", "[unclosed", ONE),
        (b"---\ntitle: never closed", "bad", None),
        (b"---\nvideoId: wrong\n---\n# Heading\n", "Heading", None),
        (b"---\nvideoId: ../../etc/x\n---\n", "bad", None),
        (b"\0" * 5000, "bad", None),
    ],
)
def test_whatever_a_file_holds_it_is_a_note_with_a_title(
    make_library: MakeLibrary, content: bytes, title: str, video: str | None
) -> None:
    catalog = build(make_library({"ch/bad.md": content, "ch/good.md": note("Good", video=ONE)}))
    entry = catalog.entry("ch/bad.md")
    assert entry is not None
    assert (entry.title, entry.video) == (title, video)
    assert catalog.entry("ch/good.md") == Entry("ch/good.md", "Good", ONE, blank=True)


def test_front_matter_of_many_lines_is_read_to_its_end(make_library: MakeLibrary) -> None:
    tags = "".join(f"tag{number}: something about this note\n" for number in range(300))
    root = make_library({"a/n.md": f"---\n{tags}title: Long\nvideoId: {ONE}\n---\ntext"})
    assert build(root).entry("a/n.md") == Entry("a/n.md", "Long", ONE)


def test_a_pipe_is_never_waited_for(make_library: MakeLibrary) -> None:
    root = make_library({})
    os.mkfifo(root / "pipe.md")
    with pytest.raises(ReaderError, match="no ordinary file"):
        notefile.read(root, "pipe.md")
    with pytest.raises(ReaderError, match="no ordinary file"):
        notefile.read(root, ".")


@pytest.mark.parametrize("path", ["../secret.md", "/etc/passwd", "link.md", "a\0.md"])
def test_nothing_outside_is_read(make_library: MakeLibrary, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.md").write_text("secret")
    root = make_library({"n.md": ""})
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    assert "link.md" not in build(root).paths()
    with pytest.raises(ReaderError, match=r"outside|null"):
        notefile.read(root, path)


def test_a_file_of_twenty_megabytes_is_shown_in_part_and_says_so(make_library: MakeLibrary) -> None:
    root = make_library({"big/big.md": note("Big"), "big/n.md": note("N")})
    os.truncate(root / "big/big.md", 20 * 1024 * 1024)
    os.truncate(root / "big/n.md", 20 * 1024 * 1024)
    assert [build(root).entry(path).title for path in ("big/big.md", "big/n.md")] == ["Big", "N"]
    read = notefile.read(root, "big/n.md")
    assert len(read.body) <= MAX_NOTE_BYTES
    assert "first 4 MiB" in read.problem


def test_a_note_of_a_megabyte_is_read_whole(make_library: MakeLibrary) -> None:
    body = "A word. " * 131_072
    read = notefile.read(make_library({"n.md": note("N", body)}), "n.md")
    assert (read.body.strip(), read.problem) == (body.strip(), "")


def test_building_leaves_the_library_as_it_was(make_library: MakeLibrary) -> None:
    root = make_library({"a/a.md": note("A"), "a/n.md": note("N", "[[a]]", ONE), f"a/[{ONE}].mp4": "v"})
    before = {file: (file.read_bytes() if file.is_file() else b"", file.stat().st_mtime_ns) for file in root.rglob("*")}
    build(root)
    after = {file: (file.read_bytes() if file.is_file() else b"", file.stat().st_mtime_ns) for file in root.rglob("*")}
    assert after == before


def test_a_library_begins_with_a_page_that_has_something_in_it(make_library: MakeLibrary) -> None:
    root = make_library(
        {"index.md": note("Tubegraph"), "directory.md": note("Tubegraph", "Every channel."), "a/b.md": ""}
    )
    assert build(root).start() == "directory.md"


def test_a_library_of_blank_notes_begins_with_the_first_page(make_library: MakeLibrary) -> None:
    assert build(make_library({"a.md": note("A"), "index.md": note("I")})).start() == "index.md"
