"""Once more is known of a video, the stamps of its notes are read again: its length, and what its other notes cite."""

import json
from pathlib import Path

import pytest

from reader.library import evidence, settling
from reader.library.packed import PackedStamps, pack
from reader.library.store import Store
from reader.library.updating import update
from reader.notes.note import read_note
from reader.notes.outline import outline

VIDEO = "SeekSeekSee"
RIGHT = [5, 31, 60, 97, 152, 157, 181, 199, 212, 240]
FRAMES = "".join(f"Said [{written}].\n" for written in ("02:32:46", "02:37:36", "02:41:47", "03:01:58"))


def note(body: str, video: str = VIDEO) -> str:
    return f"---\ntitle: A note\nvideoId: {video}\n---\n\n{body}"


def right() -> str:
    return note("".join(f"Said [00:{time // 60:02}:{time % 60:02}].\n" for time in RIGHT))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def seconds(store: Store, path: str) -> list[float]:
    return PackedStamps(store.value("SELECT stamps FROM notes WHERE path = ?", path)).seconds()


def library(tmp_path: Path, notes: dict[str, str]) -> Path:
    root = tmp_path / "library"
    for path, text in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def test_what_other_notes_cite_helps_even_if_they_come_later(tmp_path: Path, store: Store) -> None:
    root = library(tmp_path, {"a/frames.md": note(FRAMES)})
    update(root, store)
    assert seconds(store, "a/frames.md") == [9166, 9456, 9707, 10918]
    library(tmp_path, {"a/right.md": right()})
    update(root, store)
    assert seconds(store, "a/frames.md") == [152, 157, 161, 181]
    assert seconds(store, "a/right.md") == RIGHT


def test_notes_about_another_video_say_nothing(tmp_path: Path, store: Store) -> None:
    root = library(tmp_path, {"a/frames.md": note(FRAMES, "ReadReadRea"), "a/right.md": right()})
    update(root, store)
    assert seconds(store, "a/frames.md") == [9166, 9456, 9707, 10918]


def test_the_length_of_a_video_helps_when_its_file_comes(tmp_path: Path, store: Store) -> None:
    root = library(tmp_path, {"a/one.md": note("Said [00:00:15] and [02:14:31].")})
    update(root, store)
    assert seconds(store, "a/one.md") == [15, 8071]
    (root / "film.mp4").write_bytes(b"video")
    (root / "film.info.json").write_text(json.dumps({"id": VIDEO, "extractor_key": "Youtube", "duration": 600}))
    update(root, store)
    assert seconds(store, "a/one.md") == [15, 134]


def test_the_length_helps_too_when_it_is_told_later_than_the_file_comes(tmp_path: Path, store: Store) -> None:
    root = library(tmp_path, {"a/one.md": note("Said [00:00:15] and [02:14:31].")})
    (root / f"film [{VIDEO}].mp4").write_bytes(b"video")
    update(root, store)
    assert seconds(store, "a/one.md") == [15, 8071]
    told = {"id": VIDEO, "extractor_key": "Youtube", "duration": 600}
    (root / f"film [{VIDEO}].info.json").write_text(json.dumps(told))
    update(root, store)
    assert seconds(store, "a/one.md") == [15, 134]


def test_what_waits_to_be_settled_is_taken_up_again(tmp_path: Path, store: Store) -> None:
    root = library(tmp_path, {"a/frames.md": note(FRAMES), "a/right.md": right()})
    update(root, store)
    with store.writing() as sql:  # as if killed before
        alone = pack(outline(read_note("a/frames.md", note(FRAMES).encode())).stamps)
        sql.execute("UPDATE notes SET stamps = ? WHERE path = 'a/frames.md'", (alone,))
        sql.execute("INSERT INTO unsettled VALUES (?)", (VIDEO,))
    assert seconds(store, "a/frames.md") == [9166, 9456, 9707, 10918]
    update(root, store)
    assert seconds(store, "a/frames.md") == [152, 157, 161, 181]
    assert not store.rows("SELECT * FROM unsettled")


def test_stamps_are_packed_with_what_is_written() -> None:
    body = "A [00:01:05] b [75:13:00] c [0:07] d [1:02:75]"
    stamps = outline(read_note("n.md", body.encode())).stamps
    packed = PackedStamps(pack(stamps))
    assert list(packed) == list(stamps)
    assert packed.times() == [stamp.time for stamp in stamps]
    again = PackedStamps(packed.read_as([(number + 0.5, number % 2 == 0) for number in range(4)]))
    assert again.seconds() == [0.5, 1.5, 2.5, 3.5]
    assert again.certain() == [0.5, 2.5]
    assert again.times() == packed.times()


def test_the_notes_of_a_video_are_found_without_looking_at_all_others(store: Store) -> None:
    steps = [
        step
        for query, values in ((settling._STAMPS, (500,)), (evidence._OTHERS, (VIDEO, "a/note.md")))
        for *_, step in store.rows(f"EXPLAIN QUERY PLAN {query}", *values)
    ]
    assert [step for step in steps if step.startswith("SCAN notes")] == []
    assert sum(step.startswith("SEARCH notes USING INDEX notes_of_video") for step in steps) == 2
