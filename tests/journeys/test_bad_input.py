"""Bad input gets a clear sentence, and the rest goes on: notes, folders, videos, and a home that cannot be written."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.services.player import Pane
from reader.ui.text import plain
from tests.conftest import MakeLibrary, note
from tests.players.conftest import silent_vlc
from tests.videos import Video, make_video, number_in
from tests.window import LIBRARY, READ, SEEK, Reader, reading

GOOD = {"index.md": note("Welcome", "Begin with [[seeking]].\n")}
RATE, TRUNCATED = 30, "TruncatedXx"
CONTROLS = frozenset(map(chr, (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200F)))

STRANGE = {
    "latin.md": (b"---\ntitle: Caf\xe9\n---\n\nna\xefve words\n", "words", "not all UTF-8 text (line 2)"),
    "nul.md": (b"---\ntitle: Nul\n---\n\nbefore\0after\n", "before", "bytes that are no text"),
    "binary.md": (bytes(range(256)) * 40, "ABC", "not all UTF-8"),
    "bom.md": ("\ufeff---\ntitle: Marked\n---\n\nread as usual\n".encode(), "read as usual", ""),
    "utf16.md": ("---\ntitle: Wide\n---\n\nread as usual\n".encode("utf-16"), "read as usual", ""),
    "crlf.md": (b"---\r\ntitle: Lines\r\n---\r\n\r\none line\r\n\r\nanother\r\n", "another", ""),
    "no_yaml.md": (b"---\ntitle: [unclosed\n\t- {: ]\nvideoId: 'x\n---\n\nread as usual\n", "read as usual", "videoId"),
    "unclosed.md": (b"---\ntitle: Never closed\n\nread as usual\n", "read as usual", ""),
    "wrong_id.md": (b"---\ntitle: Wrong\nvideoId: ../../etc\n---\n\nread as usual\n", "read as usual", "“../../etc”"),
    "id_list.md": (b"---\ntitle: List\nvideoId: [a, b]\n---\n\nread as usual\n", "read as usual", "no text"),
    "no_id.md": (b"---\ntitle: None\n---\n\nA stamp [0:05] of no video.\n", "of no video", ""),
    "empty.md": (b"", "empty", ""),
    "long.md": (b"a word of many " * 70_000, "a word of many", ""),
    "one_word.md": (b"x" * 1_000_000, "xxxxx", ""),
}


def here(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    """All rows of a model, as they are shown."""
    indexes = [model.index(row, 0, parent or QModelIndex()) for row in range(model.rowCount(parent or QModelIndex()))]
    return [text for index in indexes for text in (index.data(), *here(model, index))]


def show_again(reader: Reader) -> None:
    """Read the library again, as its key does."""
    with reader.qtbot.waitSignal(reader.app.library.changed):
        reader.app.library.refresh()


def test_notes_that_are_damaged_in_every_way_can_be_read(qtbot: Any, places: Places, make_library: MakeLibrary) -> None:
    root = make_library(GOOD | {path: content for path, (content, _, _) in STRANGE.items()})
    with reading(qtbot, places, root, FakeBackend()) as reader:
        qtbot.waitUntil(lambda: reader.title == "Welcome")
        said: list[str] = []
        reader.app.messages.said.connect(lambda message: said.append(message.text))
        for path, (_, text, sentence) in STRANGE.items():
            said.clear()
            reader.open(path)
            assert text in reader.text(), path
            assert sentence in "".join(said) if sentence else not said, (path, said)
            assert reader.app.player.shown.pane is Pane.NO_VIDEO, path
        reader.open("no_id.md")
        reader.click("seek:?t=5")
        qtbot.waitUntil(lambda: "does not say which video" in reader.toast())


def test_an_empty_folder_says_so_and_another_one_can_be_opened(
    qtbot: Any, places: Places, tmp_path: Path, make_library: MakeLibrary
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with reading(qtbot, places, empty, FakeBackend()) as reader:
        qtbot.waitUntil(lambda: "There are no notes in" in reader.warning())
        reader.app.open_library(make_library(LIBRARY))
        qtbot.waitUntil(lambda: reader.title == "Welcome")


def test_a_folder_without_notes_gets_its_first_note_when_it_is_read_again(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library({"a.txt": "no note", "film.mp4": b"video"})
    with reading(qtbot, places, root, FakeBackend()) as reader:
        qtbot.waitUntil(lambda: "There are no notes in" in reader.warning())
        (root / "first.md").write_text("# First\n\nNow there is one.\n")
        show_again(reader)
        qtbot.waitUntil(lambda: reader.title == "First")


def test_what_cannot_be_read_is_told_and_everything_else_is_there(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(GOOD | {"film/a.md": note("A note", "Text.")})
    (root / "film/itself.md").symlink_to(root / "film/itself.md")
    (root / "film/nowhere.md").symlink_to(root / "film/not_there.md")
    (root / "film/out.md").symlink_to("/etc/passwd")
    (root / "film/round").symlink_to(root)
    (root / "film/folder.md").mkdir()
    with reading(qtbot, places, root, FakeBackend()) as reader:
        assert "film/itself.md" in reader.warning()
        assert set(reader.app.library.catalog.paths()) == {"index.md", "film/a.md"}
        reader.open("film/a.md")
        for gone in ("film/itself.md", "film/out.md", "film/folder.md", "../../etc/passwd", "film/not_there.md"):
            reader.app.navigator.open(gone)
            qtbot.waitUntil(lambda gone=gone: f"“{gone}” cannot be read" in reader.warning())
        assert reader.title == "A note"


def test_a_note_that_was_deleted_while_it_is_open_stays_on_the_page(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend(), "film/captions.md") as reader:
        reader.reads("Captions 0:05")
        (root / "film/captions.md").unlink()
        show_again(reader)
        qtbot.waitUntil(lambda: "“film/captions.md” cannot be read: No such file" in reader.warning())
        assert "Captions" in reader.text()
        reader.open("film/keyframes.md")
        assert reader.title == "Keyframes"


def test_a_library_that_was_deleted_while_it_is_open_says_so_and_another_can_be_opened(
    qtbot: Any, places: Places, make_library: MakeLibrary, tmp_path: Path
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend(), "film/captions.md") as reader:
        reader.reads("Captions 0:05")
        shutil.copytree(root, tmp_path / "other")
        shutil.rmtree(root)
        show_again(reader)
        qtbot.waitUntil(lambda: "There are no notes in" in reader.warning())
        reader.app.navigator.open("film/keyframes.md")
        qtbot.waitUntil(lambda: "cannot be read: No such file" in reader.warning())
        assert "Captions" in reader.text()
        reader.app.open_library(tmp_path / "other")
        qtbot.waitUntil(lambda: reader.title == "Welcome")


def test_names_cannot_turn_or_break_the_lines_they_are_shown_in(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    evil = "ga\u202egpj\u2066.\x07\x85exe\u200f"
    root = make_library(
        {
            f"{evil}/{evil}.md": f"---\ntitle: Channel {evil}\n---\n\n"
            f"### [Video {evil}](https://www.youtube.com/watch?v={SEEK})\n- [[{evil} | {evil}]]\n",
            f"{evil}/note {evil}.md": note(f"Note {evil}", f"[[no {evil} | label {evil}]] [0:05]\n", SEEK),
            f"{evil}/second.md": note(f"Second {evil}", "Text.\n", SEEK),
        }
    )
    with reading(qtbot, places, root, FakeBackend(), f"{evil}/note {evil}.md") as reader:
        linked, tree_model = reader.app.window.sidebar.linked.view.rows, reader.app.window.sidebar.model
        qtbot.waitUntil(lambda: linked.rowCount() == 2 and len(here(tree_model)) == 5)
        window = reader.app.window
        assert "gagpj" in reader.title
        rows, tree = here(linked), here(tree_model)
        assert len(rows) == 5
        reader.app.navigator.open(f"{evil}/not there.md")
        qtbot.waitUntil(lambda: "cannot be read" in reader.warning())
        reader.app.navigator.follow(f"phantom:no {evil}")
        qtbot.waitUntil(lambda: reader.title.startswith("no ga"))
        texts = [
            reader.title,
            window.header.title.text(),
            window.header.crumbs.text(),
            window.video_pane.card.title.text(),
        ]
        for text in (*texts, *rows, *tree, reader.warning(), reader.toast()):
            assert not CONTROLS & set(text), repr(text)


@pytest.fixture(scope="session")
def good_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds, numbered frames, its index at the front as downloads have it."""
    return make_video(Video("good.mp4", rate=RATE, gop=30), tmp_path_factory.mktemp("videos"))


def with_videos(make_library: MakeLibrary, good: Path, broken: bytes) -> Path:
    """A library with a note about a broken video and one about a good video."""
    return make_library(
        {
            "broken.md": note("Broken", "At [0:05].\n", SEEK),
            "good.md": note("Good", "At [0:05].\n", READ),
            f"film [{SEEK}].mp4": broken,
            f"film [{READ}].mp4": good.read_bytes(),
        }
    )


def sees_five_seconds(reader: Reader) -> None:
    """A click on the stamp of the good video shows its frame, whatever came before."""
    reader.open("good.md")
    shown: list[int] = []
    reader.app.player.frame_shown.connect(lambda _: shown.append(number_in(reader.app.player.image())))
    reader.click(f"seek:{READ}?t=5")
    reader.qtbot.waitUntil(lambda: abs((shown or [0])[-1] - 5 * RATE) <= 1)


@pytest.mark.parametrize(
    ("spoil", "pane", "sentence"),
    [
        (lambda good: b"", Pane.NOT_HERE, "not on this disk"),
        (lambda good: b"no video at all " * 4096, Pane.CANNOT_PLAY, "is damaged or not a video"),
        (lambda good: good[: len(good) // 3], Pane.CANNOT_PLAY, "is damaged or not a video"),
        (lambda good: bytes(len(good)), Pane.CANNOT_PLAY, "is damaged or not a video"),
    ],
    ids=["empty", "garbage", "truncated", "zeros"],
)
def test_a_video_that_cannot_be_played_says_why_and_the_next_one_plays(
    qtbot: Any,
    places: Places,
    make_library: MakeLibrary,
    good_video: Path,
    spoil: Callable[[bytes], bytes],
    pane: Pane,
    sentence: str,
) -> None:
    root = with_videos(make_library, good_video, spoil(good_video.read_bytes()))
    with reading(qtbot, places, root, silent_vlc(), "broken.md") as reader:
        qtbot.waitUntil(lambda: reader.app.player.shown.pane is pane)
        assert sentence in reader.app.window.video_pane.card.text.text()
        reader.reads("At 0:05")
        reader.click(f"seek:{SEEK}?t=5")
        qtbot.waitUntil(lambda: reader.app.window.video_pane.card.browser.text().endswith("0:05"))
        sees_five_seconds(reader)


def test_a_video_that_breaks_off_shows_what_there_is(
    qtbot: Any, places: Places, make_library: MakeLibrary, tmp_path: Path
) -> None:
    whole = make_video(Video("whole.webm", codec="libvpx-vp9", rate=RATE, gop=30), tmp_path).read_bytes()
    root = make_library(
        {
            "a.md": note("A", "At [0:01] and [0:09].\n", TRUNCATED),
            f"f [{TRUNCATED}].webm": whole[: len(whole) // 2],
        }
    )
    with reading(qtbot, places, root, silent_vlc(), "a.md") as reader:
        reader.reads("At 0:01")
        qtbot.waitUntil(lambda: not reader.app.player.image().isNull())
        with qtbot.waitSignal(reader.app.player.frame_shown):
            reader.click(f"seek:{TRUNCATED}?t=9")
        assert 60 < number_in(reader.app.player.image()) < 240
        reader.click(f"seek:{TRUNCATED}?t=1")
        qtbot.waitUntil(lambda: abs(number_in(reader.app.player.image()) - RATE) <= 1)


def test_a_video_that_is_deleted_while_it_plays_breaks_nothing(
    qtbot: Any, places: Places, make_library: MakeLibrary, good_video: Path
) -> None:
    root = with_videos(make_library, good_video, good_video.read_bytes())
    with reading(qtbot, places, root, silent_vlc(), "broken.md") as reader:
        player = reader.app.player
        reader.reads("At 0:05")
        qtbot.waitUntil(lambda: not player.image().isNull())
        with qtbot.waitSignal(player.frame_shown, check_params_cb=lambda at: at > 0.2):
            player.play()
        (root / f"film [{SEEK}].mp4").unlink()
        reader.click(f"seek:{SEEK}?t=5")
        qtbot.waitUntil(lambda: player.position() >= 5 or player.shown.pane is not Pane.VIDEO)
        sees_five_seconds(reader)
        reader.app.navigator.back()
        qtbot.waitUntil(lambda: player.shown.pane is Pane.CANNOT_PLAY)
        assert "is not there any more" in reader.app.window.video_pane.card.text.text()
        show_again(reader)
        qtbot.waitUntil(lambda: player.shown.pane is Pane.NOT_HERE)
        sees_five_seconds(reader)


def test_where_nothing_can_be_kept_it_is_told_once_and_everything_else_works(
    qtbot: Any, home: Path, make_library: MakeLibrary
) -> None:
    (home / "file").write_text("no folder")
    with reading(qtbot, Places.below(home / "file"), make_library(LIBRARY), FakeBackend()) as reader:
        said: list[str] = []
        reader.app.messages.said.connect(lambda message: said.append(message.text))
        for _ in range(3):
            reader.app.preferences.toggle_layout()
            reader.app.session.save()
        assert sum("cannot be kept" in text for text in said) == 1
        reader.open("film/captions.md")
        reader.click(f"seek:{READ}?t=5")
        qtbot.waitUntil(lambda: reader.app.player.position() == 5)
    assert sum("cannot be kept" in text for text in said) == 1
    assert plain(said[0]) == said[0]
