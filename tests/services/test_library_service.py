"""The open library, read behind the window."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication

from reader.errors import ReaderError
from reader.library.change import Change
from reader.library.search import SearchIndex
from reader.library.store import Store
from reader.library.updating import update
from reader.notes.timemap import Piece, TimeMap
from reader.paths import Places
from reader.services.library import LibraryService
from reader.services.pages import OpenedNote
from tests.conftest import MakeLibrary, note
from tests.library.spoken import captions, media, vtt
from tests.services.conftest import Desk

ID = "aaaaaaaaaaa"


def page(desk: Desk, path: str) -> OpenedNote:
    with desk.qtbot.waitCallback() as done:
        desk.library.page(path, done, lambda error: pytest.fail(repr(error)))
    opened: OpenedNote = done.args[0]
    return opened


def failure(desk: Desk, path: str) -> Exception:
    with desk.qtbot.waitCallback() as failed:
        desk.library.page(path, lambda _: pytest.fail("it was read"), failed)
    error: Exception = failed.args[0]
    return error


def test_a_library_is_opened_at_once_and_read_behind(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("N")})
    with desk.qtbot.waitSignals([desk.library.opened, desk.library.changed], order="strict"):
        desk.library.open(root)
        assert not desk.library.ready
    assert desk.library.ready
    assert set(desk.library.catalog.paths()) == {"a/n.md"}


@pytest.mark.parametrize("kind", ["missing", "file", "below a file", "nul"])
def test_what_is_no_folder_is_refused_in_a_sentence(desk: Desk, tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("")
    paths = {"missing": "gone", "file": "file", "below a file": "file/x", "nul": "a\0b"}
    with pytest.raises(ReaderError, match=r"There is no folder|is a file"):
        desk.library.open(tmp_path / paths[kind])


def test_a_note_can_be_read_before_the_library_was(desk: Desk, make_library: MakeLibrary) -> None:
    body = "[[other]] [[Not There]]"
    desk.library.open(make_library({"a/n.md": note("N", body, ID), "a/other.md": note("Other")}))
    opened = page(desk, "a/n.md")
    assert [link.paths for link in opened.page.links] == [("a/other.md",), ("", "")]
    desk.qtbot.waitUntil(lambda: desk.library.ready)
    assert [link.paths for link in page(desk, "a/n.md").page.links] == [("a/other.md",), ()]


def test_a_page_is_made_once_until_the_library_has_changed(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("First")})
    desk.read(root)
    first = page(desk, "a/n.md")
    assert page(desk, "a/n.md") is first
    make_library({"a/n.md": note("Second"), "a/new.md": note("New")})
    with desk.qtbot.waitSignal(desk.library.changed):
        desk.library.refresh()
    assert page(desk, "a/n.md").note.title == "Second"
    assert set(desk.library.catalog.paths()) == {"a/n.md", "a/new.md"}


def test_what_another_window_took_in_is_told_once(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("First")})
    desk.read(root)
    assert page(desk, "a/n.md").note.title == "First"
    make_library({"a/n.md": note("Second"), "a/new.md": note("New")})
    other = Store(desk.library.catalog.store.folder)
    update(root, other)
    other.close()
    with desk.qtbot.waitSignal(desk.library.changed) as changed:
        desk.library.look_again()
    assert changed.args[0].notes
    assert page(desk, "a/n.md").note.title == "Second"
    desk.settle()
    with desk.qtbot.assertNotEmitted(desk.library.changed), desk.qtbot.waitSignal(desk.library.updated):
        desk.library.look_again()


def test_a_page_knows_its_channel_its_video_and_its_moments(desk: Desk, make_library: MakeLibrary) -> None:
    channel = note("The Channel", f"### [The film](https://youtu.be/{ID})\n- [[n]]\n")
    desk.read(make_library({"a/a.md": channel, "a/n.md": note("N", "It begins here [0:05].", ID)}))
    opened = page(desk, "a/n.md")
    assert (opened.channel, opened.video) == ("The Channel", "The film")
    assert len(opened.moments) == 1


@pytest.mark.parametrize("path", ["gone.md", "../secret.md", "/etc/passwd", "folder", "pipe.md", "a\0b", "link.md"])
def test_a_note_that_cannot_be_read_says_so(desk: Desk, make_library: MakeLibrary, path: str) -> None:
    root = make_library({"folder/n.md": "", "n.md": ""})
    (root.parent / "secret.md").write_text("secret")
    (root / "link.md").symlink_to(root.parent / "secret.md")
    os.mkfifo(root / "pipe.md")
    desk.read(root)
    error = failure(desk, path)
    assert isinstance(error, ReaderError)
    assert str(error).startswith(f"“{path}” cannot be read: ")
    assert "secret\n" not in str(error)


def test_troubles_are_told_in_one_message(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({"n.md": ""})
    for name in ("a.md", "b.md", "c.md"):
        (root / name).symlink_to("nowhere")
    desk.read(root)
    assert [message.text for message in desk.said] == ["“a.md” cannot be read: No such file or directory. And 2 more."]
    assert desk.said[0].detail.count("\n") == 2


def test_progress_is_told_while_the_folder_is_read(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({f"{number}.md": "" for number in range(500)})
    with desk.qtbot.waitSignal(desk.library.progress) as progress:
        desk.library.open(root)
    assert 0 < progress.args[0] <= progress.args[1]


def test_the_newer_of_two_libraries_is_the_one_that_is_read(desk: Desk, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.md").write_text("")
    changes: list[Any] = []
    desk.library.changed.connect(lambda: changes.append(set(desk.library.catalog.paths())))
    desk.library.open(tmp_path / "one")
    desk.read(tmp_path / "two")
    desk.settle()
    assert changes == [{"two.md"}]


def test_media_folders_are_looked_through(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> None:
    (tmp_path / "films").mkdir()
    (tmp_path / f"films/x [{ID}].mp4").write_text("v")
    desk.read(make_library({"n.md": note("N", video=ID)}))
    assert desk.library.media(ID) is None
    with desk.qtbot.waitSignal(desk.library.changed):
        desk.library.set_media_folders((tmp_path / "films",))
    media = desk.library.media(ID)
    assert media is not None
    assert media.file == tmp_path / f"films/x [{ID}].mp4"


def test_closing_in_the_middle_of_reading_ends_it_and_delivers_nothing(desk: Desk, make_library: MakeLibrary) -> None:
    desk.library.open(make_library({f"{number}.md": "" for number in range(1000)}))
    desk.tasks.close()
    with desk.qtbot.assertNotEmitted(desk.library.changed):
        QCoreApplication.processEvents()
    assert not desk.library.ready


def test_a_library_that_is_known_is_ready_at_once_and_read_again_only_where_it_changed(
    desk: Desk, make_library: MakeLibrary
) -> None:
    root = make_library({"a/n.md": note("N", "[[m]]"), "a/m.md": note("M")})
    desk.read(root)
    changes: list[Change] = []
    desk.library.changed.connect(changes.append)
    desk.library.open(root)
    assert desk.library.ready
    desk.qtbot.waitUntil(lambda: bool(changes))
    desk.settle()
    assert changes == [Change()]
    make_library({"a/n.md": note("Renamed", "[[m]]")})
    with desk.qtbot.waitSignal(desk.library.changed):
        desk.library.look_again()
    assert changes[-1].notes == {"a/n.md"}


def test_a_big_library_fills_as_it_is_read(desk: Desk, make_library: MakeLibrary) -> None:
    grew: list[int] = []
    desk.library.grew.connect(lambda _: grew.append(desk.library.catalog.count_notes()))
    desk.read(make_library({f"{number}.md": note(str(number)) for number in range(700)}))
    assert grew[0] >= 200
    assert grew[-1] == 700


def test_a_changed_folder_is_looked_at_alone(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("N"), "b/m.md": note("M")})
    desk.read(root)
    make_library({"a/new.md": note("New"), "b/unseen.md": note("Unseen")})
    with desk.qtbot.waitSignal(desk.library.changed) as changed:
        desk.library.refresh(frozenset({"a"}))
    assert changed.args[0].notes == {"a/new.md"}
    assert desk.library.catalog.paths() == ["a/n.md", "a/new.md", "b/m.md"]


def test_words_and_backlinks_are_found_behind_the_window(desk: Desk, make_library: MakeLibrary) -> None:
    desk.read(make_library({"a/n.md": note("N", "See [[m]] about zebras [0:07].", ID), "a/m.md": note("M")}))
    with desk.qtbot.waitCallback() as found:
        desk.library.search("zebra", found)
    assert [(hit.path, hit.snippet.stamp) for group in found.args[0] for hit in group.hits] == [("a/n.md", 7.0)]
    with desk.qtbot.waitCallback() as linked:
        desk.library.backlinks("a/m.md", linked)
    assert [(each.path, each.sentence, each.stamp) for each in linked.args[0]] == [
        ("a/n.md", "See m about zebras.", 7.0)
    ]


def test_a_cache_that_breaks_while_it_is_read_is_made_anew(desk: Desk, make_library: MakeLibrary) -> None:
    desk.read(make_library({f"a/{number}.md": note(f"N{number}", "word " * 50) for number in range(50)}))
    store = desk.library.catalog.store
    assert store is not None
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close_connections()
    (store.folder / "catalog.sqlite").write_bytes(b"no database at all" * 500)
    with desk.qtbot.waitSignal(desk.library.changed):
        assert desk.library.catalog.paths() == []
    assert len(desk.library.catalog.paths()) == 50


@pytest.mark.parametrize(
    "ask",
    [
        lambda library, done: library.search("word", done),
        lambda library, done: library.backlinks("a/1.md", done),
        lambda library, done: library.neighbourhood("a/1.md", 2, done),
        lambda library, done: library.gathered("phantom:nobody", done, pytest.fail),
    ],
)
def test_whoever_notices_that_the_cache_broke_is_answered_and_it_is_made_anew(
    desk: Desk, make_library: MakeLibrary, ask: Callable[[LibraryService, Any], None]
) -> None:
    desk.read(make_library({f"a/{number}.md": note(f"N{number}", "word " * 50) for number in range(50)}))
    store = desk.library.catalog.store
    assert store is not None
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close_connections()
    (store.folder / "catalog.sqlite").write_bytes(b"no database at all" * 500)
    with desk.qtbot.waitSignal(desk.library.changed), desk.qtbot.waitCallback() as answered:
        ask(desk.library, answered)
    assert len(desk.library.catalog.paths()) == 50
    assert desk.said == []


def test_a_library_that_is_opened_again_has_its_cache_open_once(desk: Desk, make_library: MakeLibrary) -> None:
    one, other = make_library({"a.md": note("A")}), make_library({"b/n.md": note("B")}) / "b"
    for root in (one, other, one):
        desk.read(root)
    first = desk.library.catalog.store
    desk.read(one)
    assert desk.library.catalog.store is first


def test_while_another_window_reads_the_library_this_one_waits_its_turn(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({"n.md": note("N")})
    desk.read(root)
    store = desk.library.catalog.store
    assert store is not None
    other = SearchIndex(store.search_folder).writer()
    make_library({"m.md": note("M")})
    desk.library.refresh()
    desk.settle()
    assert desk.library.catalog.paths() == ["n.md"]
    with desk.qtbot.waitSignal(desk.library.changed):
        other.close()
    assert desk.library.catalog.paths() == ["m.md", "n.md"]


def test_a_folder_that_keeps_changing_does_not_stop_the_reading_of_it(desk: Desk, make_library: MakeLibrary) -> None:
    desk.library.open(make_library({"a/n.md": note("N")}))
    reading = desk.library._update
    desk.library.refresh(frozenset({"a"}))
    desk.library._again.timeout.emit()
    assert desk.library._update is reading
    desk.qtbot.waitUntil(lambda: desk.library.ready)


def moments(desk: Desk, words: str) -> list[tuple[str, float]]:
    with desk.qtbot.waitCallback() as found:
        desk.library.search(words, found)
    return [(said.video, said.seconds) for group in found.args[0] for said in group.said]


def test_what_videos_say_is_found_once_the_notes_are_known(desk: Desk, make_library: MakeLibrary) -> None:
    root = make_library({"n.md": note("N"), media(ID): b"video", captions(ID): vtt((7, "a zebra"))})
    with desk.qtbot.waitSignals([desk.library.changed, desk.library.heard], order="strict"):
        desk.library.open(root)
    desk.settle()
    assert moments(desk, "zebra") == [(ID, 7.0)]
    (root / captions(ID)).write_text(vtt((9, "another zebra")))
    with desk.qtbot.waitSignal(desk.library.heard), desk.qtbot.assertNotEmitted(desk.library.changed):
        desk.library.refresh()
    desk.settle()
    with desk.qtbot.assertNotEmitted(desk.library.changed), desk.qtbot.assertNotEmitted(desk.library.heard):
        desk.library.refresh()
        desk.settle()
    assert moments(desk, "zebra") == [(ID, 9.0)]


def test_what_is_said_is_looked_for_again_where_that_was_wished_for_meanwhile(
    desk: Desk, make_library: MakeLibrary
) -> None:
    desk.read(make_library({"n.md": note("N"), media(ID): b"video", captions(ID): vtt((7, "a zebra"))}))
    desk.settle()
    (desk.library.root / captions(ID)).write_text(vtt((9, "another zebra")))
    desk.library._listening.listen(desk.library.catalog)
    desk.library._listening.listen(desk.library.catalog)
    with desk.qtbot.waitSignal(desk.library.heard):
        desk.settle()
    assert moments(desk, "zebra") == [(ID, 9.0)]


def test_times_of_what_is_said_are_cited_ones(desk: Desk, make_library: MakeLibrary, places: Places) -> None:
    later = TimeMap((Piece(100.0, float("inf"), 0.0),))
    library = LibraryService(desk.tasks, desk.messages, places.cache, desk.owner, map_of=lambda *_: later)
    with desk.qtbot.waitSignal(library.heard):
        library.open(make_library({media(ID): b"video", captions(ID): vtt((7, "a zebra"))}))
    with desk.qtbot.waitCallback() as found:
        library.search("zebra", found)
    assert [said.seconds for group in found.args[0] for said in group.said] == [107.0]
    desk.settle()
    library.close()
