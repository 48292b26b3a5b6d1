"""The catalogue follows its folder, whatever the cache was like and however often we are killed."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import reader
from reader.library import indexer, linked, reading, updating
from reader.library.catalog import Catalog
from reader.library.change import Change
from reader.library.finder import Finder
from reader.library.indexer import Indexer
from reader.library.scan import Trouble
from reader.library.search import BusyError, SearchIndex
from reader.library.store import Store, cache_folder
from reader.library.updating import update
from reader.notes.note import read_note
from reader.paths import Places
from tests.conftest import MakeLibrary, build, note

ONE, TWO = "aaaaaaaaaaa", "bbbbbbbbbbb"
CHECKOUT = str(Path(reader.__file__).parents[1])


def dump(store: Store) -> dict[str, list[Any]]:
    """Everything that is known, in words that do not depend on the order in which it came to be known."""
    questions = {
        "notes": "SELECT path, title, folded, video, blank, own, size, stamps FROM notes ORDER BY path",
        "names": "SELECT path, name, step FROM names JOIN notes ON id = note ORDER BY 1, 2",
        "headings": "SELECT path, at, level, text FROM headings JOIN notes ON id = note ORDER BY 1, 2",
        "links": "SELECT path, at, targets.target, label, excerpt, ends, stamp, state FROM links"
        " JOIN notes ON notes.id = note JOIN targets ON targets.id = links.target ORDER BY 1, 2",
        "meanings": "SELECT path, targets.channel, targets.target FROM meanings JOIN notes ON notes.id = note"
        " JOIN targets ON targets.id = meanings.target ORDER BY 1, 2, 3",
        "targets": "SELECT channel, target, state FROM targets ORDER BY 1, 2",
        "tags": "SELECT path, tag FROM tags JOIN notes ON id = note ORDER BY 1, 2",
        "listed": "SELECT path, place, listed.video, listed.title, targets FROM listed JOIN notes ON id = note"
        " ORDER BY 1, 2",
        "videos": "SELECT * FROM videos ORDER BY id",
        "channels": "SELECT * FROM channels ORDER BY folder",
        "media": "SELECT * FROM media ORDER BY 1",
        "pending": "SELECT * FROM pending",
    }
    return {name: store.rows(question) for name, question in questions.items()}


def found(root: Path, store: Store, *words: str) -> list[set[str]]:
    """The notes that hold each of the words."""
    return [{hit.path for hit in Finder(root, store).find(word + " ", 5000)} for word in words]


def store_of(root: Path) -> Store:
    return Store(cache_folder(Places.of_user().cache, root))


def grown(root: Path, number: int, seed: int = 1) -> None:
    """Many notes that link to each other, some by names that nobody has."""
    chance = random.Random(seed)
    for index in range(number):
        channel = f"ch{index % 7}"
        targets = [f"[[note {chance.randrange(number * 2)} | that]] [0:{chance.randrange(10, 59)}]." for _ in range(5)]
        file = root / channel / f"note_{index}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(note(f"Note {index}", f"# Heading {index}\nWord{index} " + " ".join(targets), ONE))


def test_what_is_found_is_known_and_can_be_searched(make_library: MakeLibrary) -> None:
    catalog = build(make_library({"a/n.md": note("Née", "Some *words* [[b]] [0:05].", ONE), "a/b.md": note("B")}))
    assert catalog.paths() == ["a/b.md", "a/n.md"]
    assert catalog.store is not None
    assert found(catalog.root, catalog.store, "words", "nee", "nothing") == [{"a/n.md"}, {"a/n.md"}, set()]


@pytest.mark.parametrize("kind", ["saved", "replaced", "renamed", "moved", "deleted", "added", "moved folder"])
def test_after_a_change_the_catalogue_is_as_one_made_anew(make_library: MakeLibrary, tmp_path: Path, kind: str) -> None:
    root = make_library({
        "a/a.md": note("Channel", f"### [Film](https://youtu.be/{ONE})\n- [[n]]\n"),
        "a/n.md": note("N", "[[m]] [[other]] text", ONE),
        "a/m.md": note("M", "[[N]] [0:05]", ONE),
        "b/other.md": note("Other", "[[n]]", TWO),
    })  # fmt: skip
    build(root)
    changes: dict[str, Callable[[], object]] = {
        "saved": lambda: (root / "a/n.md").write_text(note("New name", "[[gone]] changed", TWO)),
        "replaced": lambda: ((root / "new").write_text(note("N", "[[m]] [[other]] next", ONE)),
                             (root / "new").replace(root / "a/n.md")),
        "renamed": lambda: (root / "a/n.md").rename(root / "a/k.md"),
        "moved": lambda: (root / "a/m.md").rename(root / "b/m.md"),
        "deleted": lambda: (root / "a/a.md").unlink(),
        "added": lambda: (root / "b/n.md").write_text(note("N", "[[m]]")),
        "moved folder": lambda: (root / "a").rename(root / "c"),
    }  # fmt: skip
    words = ("text", "changed", "next", "m", "n", "k", "channel")
    changes[kind]()
    catalog = build(root)
    assert catalog.store is not None
    known, hits = dump(catalog.store), found(root, catalog.store, *words)
    shutil.rmtree(Places.of_user().cache)
    fresh = build(root)
    assert fresh.store is not None
    assert known == dump(fresh.store)
    assert hits == found(root, fresh.store, *words)


def test_only_what_changed_is_read_again(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_library({f"a/{number}.md": note(f"N{number}") for number in range(20)})
    build(root)
    read: list[str] = []
    monkeypatch.setattr(reading, "read_note", lambda path, data: (read.append(path), read_note(path, data))[1])
    (root / "a/7.md").write_text(note("Seven"))
    catalog = build(root)
    assert read == ["a/7.md"]
    assert catalog.entry("a/7.md").title == "Seven"  # type: ignore[union-attr]


def test_single_notes_and_folders_can_be_looked_at(make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("N", "[[m]]"), "a/gone.md": note("Gone")})
    store = store_of(root)
    update(root, store)
    make_library({"a/n.md": note("Renamed", "[[m]]"), "a/m.md": note("M"), "a/unnamed.md": note("Not told of")})
    (root / "a/gone.md").unlink()
    report = Indexer(root, store).update_places(["a/n.md", "a/m.md", "a/gone.md", "../x.md", "a/picture.png"])
    assert (report.taken, Catalog(root, store).paths()) == (3, ["a/m.md", "a/n.md"])
    assert [link.paths for link in linked.links_of(store, "a/n.md")] == [("a/m.md",)]
    (root / "a/m.md").unlink()
    assert Indexer(root, store).update_places(["a", "nowhere", ".."]).taken == 2
    assert Catalog(root, store).paths() == ["a/n.md", "a/unnamed.md"]
    store.close()


def test_an_update_tells_what_it_took_in_and_can_be_cancelled(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "FEW", 1000)
    root = make_library({f"{number}.md": note(str(number)) for number in range(450)})
    store, told = store_of(root), []
    report = update(
        root,
        store,
        told=lambda taken, of, change: told.append((taken, of, change)),
        cancelled=lambda: len(told) > 0,
    )
    assert [(taken, of) for taken, of, _ in told] == [(indexer.FIRST_BATCH, 450)]
    assert (report.finished, Catalog(root, store).count_notes()) == (False, indexer.FIRST_BATCH)
    report = update(root, store)
    assert (report.finished, report.taken, Catalog(root, store).count_notes()) == (True, 250, 450)
    assert isinstance(told[0][2], Change)
    store.close()


def test_many_notes_are_read_by_another_process(make_library: MakeLibrary) -> None:
    root = make_library({f"{number}.md": note(str(number)) for number in range(300)})
    store, told = store_of(root), []
    assert update(root, store, told=lambda taken, of, _: told.append((taken, of))).finished
    assert (told[:2], Catalog(root, store).count_notes()) == ([(200, 300), (300, 300)], 300)
    store.close()


def test_a_large_library_that_is_new_is_handed_on_before_it_was_looked_through(make_library: MakeLibrary) -> None:
    root = make_library({f"{number}.md": note(str(number)) for number in range(10)})
    store = store_of(root)
    assert Indexer(root, store).update(at_most=9).too_many
    assert store.value("SELECT count(*) FROM sqlite_temp_schema") == 0
    report = Indexer(root, store).update(at_most=10)
    assert (report.finished, Catalog(root, store).count_notes()) == (True, 10)
    store.close()


def test_where_stamps_of_many_videos_are_to_be_read_again_that_is_handed_on(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    videos = [f"Video{number:06}" for number in range(3)]
    root = make_library({f"{video}.md": note(video, "Look [0:01].", video) for video in videos})
    store, films = store_of(root), tmp_path / "films"
    assert Indexer(root, store).update().finished
    films.mkdir()
    for video in videos:
        (films / f"Film [{video}].mp4").write_bytes(b"video")
    report = Indexer(root, store).update([films], at_most=2)
    assert (report.too_many, report.finished) == (True, False)
    assert Catalog(root, store).count_here() == 3
    assert Indexer(root, store).update([films]).finished
    assert store.value("SELECT count(*) FROM unsettled") == 0
    store.close()


def test_what_cannot_be_read_is_told_of_and_the_rest_is_known(make_library: MakeLibrary) -> None:
    root = make_library({"a/n.md": note("N"), "b.md/n.md": note("In a folder")})
    os.mkfifo(root / "a/a.md")
    (root / "a/dangling.md").symlink_to("nowhere")
    store = store_of(root)
    report = update(root, store)
    assert {trouble.path for trouble in report.troubles} == {"a/a.md", "a/dangling.md"}
    assert all(isinstance(trouble, Trouble) for trouble in report.troubles)
    assert Catalog(root, store).paths() == ["a/n.md", "b.md/n.md"]
    store.close()


@pytest.mark.parametrize("harm", ["garbage", "truncated", "empty", "foreign", "old", "no search", "half a search"])
def test_a_cache_that_is_of_no_use_is_made_anew(make_library: MakeLibrary, harm: str) -> None:
    root = make_library({f"a/{number}.md": note(f"N{number}", "[[N1]] word") for number in range(30)})
    catalog = build(root)
    assert catalog.store is not None
    whole, folder = dump(catalog.store), catalog.store.folder
    catalog.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    catalog.store.close()
    file = folder / "catalog.sqlite"
    if harm == "garbage":
        file.write_bytes(b"no database" * 1000)
    elif harm == "truncated":
        os.truncate(file, file.stat().st_size // 2)
    elif harm == "empty":
        os.truncate(file, 0)
    elif harm in ("foreign", "old"):
        with sqlite3.connect(file) as sql:
            sql.execute("PRAGMA application_id = 7" if harm == "foreign" else "PRAGMA user_version = 99999")
        sql.close()
    elif harm == "no search":
        shutil.rmtree(folder / "search")
    else:
        (folder / "search/meta.json").write_text("{")
    again = build(root)
    assert again.store is not None
    assert dump(again.store) == whole
    assert found(root, again.store, "word") == [{f"a/{number}.md" for number in range(30)}]


def test_where_no_cache_can_be_written_one_is_kept_for_the_time_being(
    make_library: MakeLibrary, places: Places
) -> None:
    root = make_library({"n.md": note("N")})
    places.cache.parent.mkdir(parents=True)
    places.cache.write_text("a file where the folder should be")
    store = store_of(root)
    update(root, store)
    assert store.temporary
    folder = store.folder
    assert Catalog(root, store).paths() == ["n.md"]
    store.close()
    assert not folder.exists()


def test_two_that_read_one_library_do_not_disturb_each_other(make_library: MakeLibrary) -> None:
    root = make_library({"n.md": note("N")})
    one, two = store_of(root), store_of(root)
    update(root, one)
    make_library({"m.md": note("M")})
    writer = SearchIndex(one.search_folder).writer()
    with pytest.raises(BusyError):
        update(root, two)
    assert Catalog(root, two).paths() == ["n.md"]
    writer.close()
    update(root, two)
    assert Catalog(root, one).paths() == ["m.md", "n.md"]
    one.close()
    two.close()


def test_a_question_sees_all_of_a_batch_or_nothing(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "FEW", 1000)
    root = make_library({})
    grown(root, 600)
    store = store_of(root)
    seen: set[int] = set()
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            seen.add(store.value("SELECT count(*) FROM notes"))

    asking = threading.Thread(target=ask)
    asking.start()
    update(root, store)
    over.set()
    asking.join()
    assert seen <= {0, 200, 600}
    store.close()


def test_a_killed_indexer_is_carried_on_to_the_same_end(make_library: MakeLibrary) -> None:
    root = make_library({})
    grown(root, 700)
    (root / "ch0/ch0.md").write_text(note("Channel", f"### [Film](https://youtu.be/{ONE})\n- [[note_7]]\n"))
    words = [f"word{number}" for number in range(0, 700, 23)]
    fresh = build(root)
    assert fresh.store is not None
    whole, hits = dump(fresh.store), found(root, fresh.store, *words)
    fresh.store.close()
    shutil.rmtree(Places.of_user().cache)
    code = (
        "import sys; from pathlib import Path; from reader.library import indexer\n"
        "from reader.library import updating; from reader.library.store import Store\n"
        "updating.FEW = 1 << 30  # all of it in the process that is killed\n"
        "indexer.FIRST_BATCH = indexer.BATCH = 40\n"
        "print('ready', flush=True); store = Store(Path(sys.argv[2]))\n"
        "updating.update(Path(sys.argv[1]), store, told=lambda *_: print('kept', flush=True))\n"
    )
    folder, chance = cache_folder(Places.of_user().cache, root), random.Random()
    for turn in range(30):
        victim = subprocess.Popen(
            [sys.executable, "-c", code, str(root), str(folder)], stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": CHECKOUT},
        )  # fmt: skip
        assert victim.stdout is not None
        for _ in range(1 + turn % 2):
            victim.stdout.readline()
        killer = threading.Timer(chance.uniform(0, 0.12), victim.send_signal, [signal.SIGKILL])
        killer.start()
        victim.wait()
        killer.join()
        victim.stdout.close()
        if turn % 5 == 4:
            file = root / f"ch{turn % 7}/note_{turn % 7}.md"
            file.write_bytes(file.read_bytes())  # as it was, but saved again
    carried_on = build(root)
    assert carried_on.store is not None
    assert dump(carried_on.store) == whole
    assert found(root, carried_on.store, *words) == hits


def test_who_names_a_phantom_is_known(make_library: MakeLibrary) -> None:
    catalog = build(make_library({"a/n.md": note("N", "About [[gone]] things [0:09]."), "a/m.md": note("M", "[[n]]")}))
    assert catalog.store is not None
    (mention,) = linked.mentions(catalog.store, "gone")
    assert (mention.path, mention.sentence, mention.stamp) == ("a/n.md", "About gone things.", 9.0)
    assert linked.mentions(catalog.store, "n") == []
