"""What is known to be said follows the captions beside the videos, whatever they are like and however we are killed."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import reader
from reader.library import hearing, updating
from reader.library.finder import Finder
from reader.library.hearing import Hearing
from reader.library.passages import PASSAGES
from reader.library.said import SaidFinder
from reader.library.search import BusyError, SearchIndex
from reader.library.store import Store, cache_folder
from reader.library.updating import hear, update
from reader.paths import Places
from tests.conftest import MakeLibrary, note
from tests.library.spoken import captions, media, vtt

ONE, TWO = "aaaaaaaaaaa", "bbbbbbbbbbb"
CHECKOUT = str(Path(reader.__file__).parents[1])
FILES: dict[str, str | bytes] = {
    "a/n.md": note("A zebra", "It says [0:10].", ONE),
    f"a/{media(ONE)}": b"video",
    f"a/{captions(ONE)}": vtt((10, "a zebra runs"), (70, "and a lion sleeps")),
    f"a/{media(TWO)}": b"video",
    f"a/{captions(TWO)}": vtt((5, "the zebra and the gnu")),
}


class Listener:
    """Somebody who keeps what is said in a library up to date, and asks."""

    def __init__(self, root: Path) -> None:
        self.root, self.store = root, Store(cache_folder(Places.of_user().cache, root))

    def look(self, *folders: Path) -> int:
        """Bring all up to date; how many videos were taken in or out."""
        update(self.root, self.store, folders)
        return hear(self.store).taken

    def heard(self, words: str) -> list[tuple[str, float]]:
        """The moments at which it is said: the video and the second, in order."""
        return sorted(
            (said.video, said.seconds) for said in SaidFinder(self.store).find(f"in:transcripts {words} ", 5000)
        )


@pytest.fixture
def listener(make_library: MakeLibrary) -> Iterator[Listener]:
    listener = Listener(make_library(FILES))
    assert listener.look() == 2
    yield listener
    listener.store.close()


def test_what_is_said_is_found_at_its_second(listener: Listener) -> None:
    assert listener.heard("zebra") == [(ONE, 10.0), (TWO, 5.0)]
    assert listener.heard("lion") == [(ONE, 70.0)]
    assert listener.look() == 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("other words", [(ONE, 33.0), (TWO, 5.0)]),
        ("same size", [(ONE, 10.0), (TWO, 5.0)]),
        ("captions deleted", [(TWO, 5.0)]),
        ("media deleted", [(TWO, 5.0)]),
        ("media renamed", [(ONE, 10.0), (TWO, 5.0)]),
        ("moved", [(ONE, 10.0), (TWO, 5.0)]),
        ("better captions", [(ONE, 44.0), (TWO, 5.0)]),
        ("empty", [(TWO, 5.0)]),
    ],
)
def test_after_a_change_beside_a_video_its_words_are_others(
    listener: Listener, change: str, expected: list[tuple[str, float]]
) -> None:
    folder = listener.root / "a"
    file, film = folder / captions(ONE), folder / media(ONE)
    info = {"subtitles": {"en": []}, "automatic_captions": {"de": []}}
    changes: dict[str, Callable[[], object]] = {
        "other words": lambda: file.write_text(vtt((33, "a zebra stands"))),
        "same size": lambda: file.write_text(vtt((10, "a zebra walk"), (70, "and a lion sleeps"))),
        "captions deleted": file.unlink,
        "media deleted": film.unlink,
        "media renamed": lambda: (film.rename(folder / media(ONE, "Other")),
                                  file.rename(folder / captions(ONE, "Other"))),
        "moved": lambda: (film.rename(listener.root / film.name), file.rename(listener.root / file.name)),
        "better captions": lambda: (
            file.rename(folder / captions(ONE, ending="de.vtt")),
            (folder / captions(ONE, ending="en.srt")).write_text("1\n00:00:44,000 --> 00:00:46,000\nA zebra.\n"),
            (folder / captions(ONE, ending="info.json")).write_text(json.dumps(info)),
        ),
        "empty": lambda: file.write_bytes(b""),
    }  # fmt: skip
    changes[change]()
    assert listener.look() == 1
    assert listener.heard("zebra") == expected
    assert listener.look() == 0


def test_of_a_video_that_is_here_in_parts_what_these_say_is_found_at_its_cited_second(listener: Listener) -> None:
    folder = listener.root / "a"
    (folder / media(ONE)).rename(folder / f"Film [{ONE}].parts.mp4")
    pieces = {"duration": 600, "alongside_pieces": [[60, 90, 0]]}
    (folder / f"Film [{ONE}].parts.info.json").write_text(json.dumps(pieces))
    assert listener.look() == 1
    assert (listener.heard("lion"), listener.heard("zebra")) == ([(ONE, 70.0)], [(TWO, 5.0)])


def test_captions_in_a_media_folder_count_too(listener: Listener, tmp_path: Path) -> None:
    third, folder = "ccccccccccc", tmp_path / "elsewhere"
    (folder / "subs").mkdir(parents=True)
    (folder / media(third)).write_bytes(b"video")
    (folder / "subs" / captions(third)).write_text(vtt((8, "an okapi")))
    assert listener.look(folder) == 1
    assert listener.heard("okapi") == [(third, 8.0)]
    assert listener.look() == 1
    assert listener.heard("okapi") == []


@pytest.mark.parametrize("content", [b"\x00\xff" * 5000, b"WEBVTT\n\n99:99 -->", b"\xff\xfe\x00", b"{" * 100_000])
def test_captions_that_say_nothing_stop_nobody_and_are_not_read_again(listener: Listener, content: bytes) -> None:
    (listener.root / "a" / captions(ONE)).write_bytes(content)
    (listener.root / "a" / captions(TWO)).write_text(vtt((7, "a zebra stays")))
    assert listener.look() == 2
    assert listener.heard("zebra") == [(TWO, 7.0)]
    assert listener.look() == 0


def test_where_the_best_captions_cannot_be_read_the_next_ones_are(
    listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    best = listener.root / "a" / captions(ONE)
    with best.open("wb") as file:
        file.truncate(1 << 30)
    (listener.root / "a" / captions(ONE, ending="zu.vtt")).write_text(vtt((12, "idube, a zebra")))
    (listener.root / "a" / captions(TWO)).unlink()
    (listener.root / "a" / captions(TWO)).symlink_to("nowhere")
    assert listener.look() == 2
    assert listener.heard("zebra") == [(ONE, 12.0)]
    assert str(best) in caplog.text


def test_many_cues_at_one_moment_are_one_passage_of_bounded_length(listener: Listener) -> None:
    (listener.root / "a" / captions(ONE)).write_text(vtt((1, "a zebra"), *((1, "x" * 1000) for _ in range(500))))
    assert listener.look() == 1
    assert listener.heard("zebra") == [(ONE, 1.0), (TWO, 5.0)]


@pytest.mark.parametrize("harm", ["gone", "no meta", "half a meta"])
def test_an_index_that_is_of_no_use_is_made_anew_and_the_notes_stay(
    listener: Listener, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = listener.store.passages_folder
    if harm == "gone":
        shutil.rmtree(folder)
    elif harm == "no meta":
        (folder / "meta.json").unlink()
    else:
        (folder / "meta.json").write_text("{")
    assert listener.heard("zebra") == []
    monkeypatch.setattr(Store, "renew", lambda _: pytest.fail("the notes are read anew"))
    assert listener.look() == 2
    assert listener.heard("zebra") == [(ONE, 10.0), (TWO, 5.0)]
    assert [hit.path for hit in Finder(listener.root, listener.store).find("zebra")] == ["a/n.md"]


def test_an_index_into_which_nothing_can_be_put_is_made_anew(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    (listener.root / "a" / captions(ONE)).write_text(vtt((33, "a zebra stands")))
    commit, broken = hearing.SearchWriter.commit, iter([True])

    def break_once(writer: hearing.SearchWriter) -> None:
        if next(broken, False):
            raise hearing.DamagedError("a killed writer left a file in the way")
        commit(writer)

    monkeypatch.setattr(hearing.SearchWriter, "commit", break_once)
    update(listener.root, listener.store)
    assert hear(listener.store).taken == 2
    assert listener.heard("zebra") == [(ONE, 33.0), (TWO, 5.0)]


def test_while_another_window_writes_this_one_does_not(listener: Listener) -> None:
    (listener.root / "a" / captions(ONE)).write_text(vtt((33, "a zebra stands")))
    writer = SearchIndex(listener.store.passages_folder, PASSAGES).writer()
    with pytest.raises(BusyError):
        listener.look()
    writer.close()
    assert listener.look() == 1


def many(root: Path, number: int) -> None:
    """Videos in which their number is said."""
    for index in range(number):
        (root / media(f"{index:011}")).write_bytes(b"video")
        (root / captions(f"{index:011}")).write_text(vtt((index, f"word{index} is said"), (200, f"last{index} too")))


def test_much_is_read_by_another_process_which_tells(listener: Listener) -> None:
    many(listener.root, 50)
    update(listener.root, listener.store)
    told: list[tuple[int, int]] = []
    assert hear(listener.store, told=lambda *news: told.append(news)).taken == 50
    assert told == [(20, 50), (40, 50), (50, 50)]
    assert listener.heard("word7") == [(f"{7:011}", 7.0)]


def test_an_update_that_is_cancelled_keeps_what_it_has(listener: Listener) -> None:
    many(listener.root, 50)
    update(listener.root, listener.store)
    told: list[int] = []
    report = Hearing(listener.store, cancelled=lambda: len(told) > 0, told=lambda taken, _: told.append(taken)).update()
    assert (report.taken, report.finished) == (20, False)
    assert listener.look() == 30


def test_however_often_it_is_killed_it_comes_to_the_same_end(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "FEW_TRANSCRIPTS", 1000)
    many(listener.root, 120)
    update(listener.root, listener.store)
    code = (
        "import sys; from pathlib import Path; from reader.library import hearing\n"
        "from reader.library.store import Store\n"
        "hearing._AT_ONCE = 3\n"
        "print('ready', flush=True); store = Store(Path(sys.argv[1]))\n"
        "hearing.Hearing(store, told=lambda *_: print('kept', flush=True)).update()\n"
    )
    chance = random.Random()
    for turn in range(12):
        victim = subprocess.Popen(
            [sys.executable, "-c", code, str(listener.store.folder)], stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": CHECKOUT},
        )  # fmt: skip
        assert victim.stdout is not None
        for _ in range(1 + turn % 3):
            victim.stdout.readline()
        killer = threading.Timer(chance.uniform(0, 0.1), victim.send_signal, [signal.SIGKILL])
        killer.start()
        victim.wait()
        killer.join()
        victim.stdout.close()
        (listener.root / captions(f"{turn:011}")).unlink()  # of some that are known, or under way, or neither
        (listener.root / captions(f"{turn + 20:011}")).write_text(vtt((3, f"other{turn + 20}")))
    listener.look()
    heard = {said.video for number in range(120) for said in SaidFinder(listener.store).find(f"word{number} ", 5000)}
    assert heard == {
        f"{number:011}" for number in range(120) if number not in range(12) and number not in range(20, 32)
    }
    assert all(len(listener.heard(f"last{number}")) == 1 for number in range(40, 120))
    assert all(listener.heard(f"last{number}") == [] for number in (*range(12), *range(20, 32)))
    assert all(len(listener.heard(f"other{number}")) == 1 for number in range(20, 32))


def test_a_store_is_let_go_of_while_it_is_asked(listener: Listener) -> None:
    over = threading.Event()
    answers: set[int] = set()

    def ask() -> None:
        while not over.is_set():
            answers.add(len(listener.store.rows("SELECT * FROM transcripts")))

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for each in asking:
        each.start()
    for _ in range(300):
        listener.store.close_connections()
    over.set()
    for each in asking:
        each.join()
    assert answers == {2}
