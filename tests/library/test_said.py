"""Finding what is said: the line, its time as it is cited, and the note to be read beside it."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from reader.library.captions import Cue
from reader.library.catalog import Catalog
from reader.library.finder import Finder, grouped
from reader.library.passages import passages
from reader.library.said import SaidFinder
from reader.library.store import Store
from reader.library.updating import hear
from reader.notes.timemap import Piece, TimeMap
from tests.conftest import MakeLibrary, build, note
from tests.library.spoken import captions, media, vtt

ONE, TWO = "aaaaaaaaaaa", "bbbbbbbbbbb"
FILES: dict[str, str | bytes] = {
    "zoo/zoo.md": note("The Zoo", f"### [Great Apes](https://youtu.be/{ONE})\n- [[apes]]\n"),
    "zoo/apes.md": note("Apes", "A gorilla eats leaves [0:10]. It sleeps [0:20].", ONE),
    "zoo/tools.md": note("Tools", "A chimpanzee uses tools [5:00].", ONE),
    f"zoo/{media(ONE)}": b"video",
    f"zoo/{captions(ONE)}": vtt(
        (1, "Welcome to the zoo."), (9, "The gorilla eats"), (11, "leaves & fruit,"), (13, "which is\nhealthy."),
        (59, "in the trees"), (61, "it builds a nest"), (290, "The gorilla uses a stick."), (330, "A gorilla waves."),
        (400, "No more of any gorilla."), (460, "Straße, naïve, 漢字"),
    ),
    f"sea/{media(TWO, 'At sea')}": b"video",
    f"sea/{captions(TWO, 'At sea')}": vtt((30, "a gorilla would drown"), (32, "but whales sing")),
    f"sea/{captions(TWO, 'At sea', 'info.json')}": json.dumps({"channel": "Ocean life"}),
}  # fmt: skip


@pytest.fixture
def store(make_library: MakeLibrary) -> Iterator[Store]:
    catalog = build(make_library(FILES))
    assert catalog.store is not None
    hear(catalog.store)
    yield catalog.store
    catalog.store.close()


def seconds(store: Store, text: str) -> set[float]:
    return {said.seconds for said in SaidFinder(store).find(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("whales", {32.0}), ("WHALES sing", {32.0}), ("wha", {32.0}), ("wha ", set()), ("gorilla whales", {30.0}),
        ('"eats leaves fruit"', {9.0}), ('"the trees it builds"', {59.0}), ("gorilla welcome", {1.0}),
        ("welcome nest", {1.0}), ("welcome stick", set()), ("stick -nest", {290.0}), ("stick -gorilla", set()),
        ("strasse", {460.0}), ("naive", {460.0}), ("漢", {460.0}), ("in:transcripts nest", {61.0}),
        ("in:t nest", {61.0}), ("in:notes nest", set()), ("-in:notes nest", {61.0}), ("-in:transcript nest", set()),
        ("in:nest", set()), ("in:transcripts", set()), ("-nest", set()), ("title:apes nest", {61.0}),
        ("title:sea whales", {32.0}), ("title:apes", set()), (f"video:{TWO} whales", {32.0}),
        ("channel:ocean whales", {32.0}), ('channel:"the zoo" nest', {61.0}), ("channel:zoo whales", set()),
        ("-channel:zoo gorilla", {30.0}), ("", set()), ('"', set()),
    ],
)  # fmt: skip
def test_the_moments_are_found_that_a_person_means(store: Store, text: str, expected: set[float]) -> None:
    assert seconds(store, text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("gorilla", {"n", "t"}), ("in:notes gorilla", {"n"}), ("in:transcripts gorilla", {"t"}), ("in:n gorilla", {"n"})],
)
def test_notes_or_transcripts_alone_can_be_asked_for(store: Store, tmp_path: Path, text: str, kinds: set[str]) -> None:
    hits = Finder(tmp_path / "library", store).find(text)
    assert {*("n" for _ in hits), *("t" for _ in SaidFinder(store).find(text))} == kinds


def test_a_line_begins_with_the_cue_in_which_it_is_said(store: Store) -> None:
    first = next(said for said in SaidFinder(store).find("eats leaves"))
    assert first.snippet.text == "The gorilla eats leaves & fruit, which is healthy."
    assert [first.snippet.text[start:end] for start, end in first.snippet.marks] == ["eats", "leaves"]
    assert (first.video, first.title, first.seconds) == (ONE, "Great Apes", 9.0)


def test_beside_it_stands_the_note_that_cites_the_nearest_moment(store: Store) -> None:
    paths = {said.seconds: said.path for said in SaidFinder(store).find("in:transcripts gorilla")}
    assert paths == {
        9.0: "zoo/apes.md", 290.0: "zoo/tools.md", 400.0: "zoo/tools.md", 30.0: "",
    }  # fmt: skip


def test_a_video_without_a_note_is_called_as_its_file(store: Store) -> None:
    (said,) = SaidFinder(store).find("whales")
    assert (said.title, said.channel, said.path) == ("At sea", "Ocean life", "")


def test_beside_notes_a_video_has_but_a_few_moments(store: Store) -> None:
    assert sum(said.video == ONE for said in SaidFinder(store).find("gorilla")) == 3
    assert len(SaidFinder(store).find("gorilla", 2)) == 2


def test_notes_come_first_each_with_what_its_video_says(store: Store, tmp_path: Path) -> None:
    groups = grouped(Finder(tmp_path / "library", store).find("gorilla"), SaidFinder(store).find("gorilla"))
    assert [(group.title, len(group.hits), len(group.said)) for group in groups] == [
        ("Great Apes", 1, 3), ("At sea", 0, 1),
    ]  # fmt: skip


def test_times_are_the_cited_ones(store: Store) -> None:
    later = TimeMap((Piece(100.0, float("inf"), 0.0),))
    (said,) = SaidFinder(store, lambda *_: later).find("nest")
    assert said.seconds == 161.0


def test_what_was_cut_out_of_a_file_is_counted(make_library: MakeLibrary) -> None:
    info = {"id": ONE, "extractor_key": "Youtube", "duration": 300,
            "sponsorblock_chapters": [{"start_time": 10, "end_time": 40, "category": "sponsor"}]}  # fmt: skip
    seen: list[tuple[str, float, int]] = []
    root = make_library(FILES | {f"zoo/{captions(ONE, ending='info.json')}": json.dumps(info)})
    catalog = build(root)
    assert catalog.store is not None
    hear(catalog.store)

    def map_of(video: str, file: object, length: float) -> TimeMap:
        seen.append((video, getattr(file, "duration", 0.0), len(getattr(file, "segments", ()))))
        return TimeMap()

    assert SaidFinder(catalog.store, map_of).find("nest")
    assert seen == [(ONE, 300.0, 1)]


def test_without_captions_nothing_is_said(make_library: MakeLibrary) -> None:
    catalog: Catalog = build(make_library({"n.md": note("N", "gorilla")}))
    assert catalog.store is not None
    assert SaidFinder(catalog.store).find("gorilla") == []
    hear(catalog.store)
    assert SaidFinder(catalog.store).find("gorilla") == []


def test_passages_overlap_and_hold_each_cue() -> None:
    cues = [Cue(float(second), second + 1.0, f"cue {second}") for second in range(0, 300, 4)]
    found = list(passages(ONE, cues))
    assert {text for passage in found for text in passage.texts} == {cue.text for cue in cues}
    assert all(passage.starts[-1] - passage.starts[0] < 70 for passage in found)
    assert all(set(one.texts) & set(two.texts) for one, two in pairwise(found))
