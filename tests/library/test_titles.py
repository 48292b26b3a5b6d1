"""Quick open: letters of a title, well typed or not, lead to its note."""

import random
import threading
from collections.abc import Sequence

import pytest

from reader.library.store import Store
from reader.library.titles import Choice, TitleIndex, marks_of
from reader.library.updating import update
from tests.conftest import MakeLibrary, build, note

SEEK, READ = "SeekSeekSee", "ReadReadRea"
LIBRARY = {
    "film/film.md": note("The Film Channel", f"### [What a seek does](https://youtu.be/{SEEK})\n- [[exact]]\n"),
    "film/exact.md": note("Exact seeking", "", SEEK),
    "film/keyframes.md": note("Keyframes and how they are found", "", SEEK),
    "film/frames.md": note("Frames", "", READ),
    "film/inexact.md": note("Why a seek is inexact", "", SEEK),
    "math/euler.md": note("Poincaré and Euler’s café"),
    "math/net.md": note("Neural network basics"),
    "math/signs.md": note("漢字の本"),
    "math/code.md": note("C++ (for yt-dlp) and node.js"),
}
ALPHABET = "abe \"-:()[]{}*?~^\\/+!&|'`<>=.,;#$%@_0ß漢字Ωéé\u0301\u200b\U0001f600\x00\n"


@pytest.fixture
def quick(make_library: MakeLibrary) -> TitleIndex:
    return TitleIndex(store_of(make_library))


def store_of(make_library: MakeLibrary) -> Store:
    store = build(make_library(LIBRARY)).store
    assert store is not None
    return store


def stems(quick: TitleIndex, text: str, recent: Sequence[str] = (), most: int = 50) -> list[str]:
    return [choice.path.rpartition("/")[2][:-3] for choice in quick.find(text, recent, most)]


def marked(choice: Choice) -> list[str]:
    return [choice.title[start:end] for start, end in choice.marks]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("exact", "exact"),
        ("EXACT see", "exact"),
        ("see exa", "exact"),
        ("inex", "inexact"),
        ("frames", "frames"),
        ("how found", "keyframes"),
        ("found.", "keyframes"),
        ("kyframes", "keyframes"),
        ("keyfarmes", "keyframes"),
        ("keyfrumes", "keyframes"),
        ("nural", "net"),
        ("kfrm", "keyframes"),
        ("nnb", "net"),
        ("poincare", "euler"),
        ("CAFÉ", "euler"),
        ("eulers", "euler"),
        ("漢字", "signs"),
        ("c++", "code"),
        ("yt-dlp", "code"),
        ("node.js", "code"),
        ("dlp for", "code"),
    ],
)
def test_the_title_that_is_meant_stands_first(quick: TitleIndex, text: str, first: str) -> None:
    assert stems(quick, text)[:1] == [first]


def test_what_begins_so_comes_before_what_has_a_word_that_does_and_that_before_what_holds_it(quick: TitleIndex) -> None:
    assert stems(quick, "exact") == ["exact", "inexact"]
    assert stems(quick, "seek")[:2] == ["exact", "inexact"]
    assert stems(quick, "frames") == ["frames", "keyframes"]


def test_a_letter_or_two_begin_a_word(quick: TitleIndex) -> None:
    assert set(stems(quick, "ex")) == {"exact"}
    assert stems(quick, "f")[0] == "frames"
    assert {"keyframes", "film", "code"} < set(stems(quick, "f"))
    assert "net" not in stems(quick, "f")


def test_words_may_be_those_of_the_video_or_the_channel(quick: TitleIndex) -> None:
    assert stems(quick, "does keyframes") == ["keyframes"]
    assert set(stems(quick, "film channel")) == {"film", "exact", "keyframes", "frames", "inexact"}
    assert stems(quick, "film channel")[0] == "film"
    (choice,) = quick.find("does keyframes")
    assert (choice.channel, choice.video_title, marked(choice)) == (
        "The Film Channel",
        "What a seek does",
        ["Keyframes"],
    )


def test_for_nothing_typed_what_was_read_last_comes_as_it_is(quick: TitleIndex) -> None:
    recent = ["math/net.md", "film/gone.md", "film/exact.md"]
    for text in ("", " ", "(-)"):
        assert stems(quick, text, recent) == ["net", "exact"]
    assert quick.find("", recent, most=1)[0].marks == ()
    assert quick.find("") == []


def test_what_was_read_last_comes_first_of_what_fits_alike(quick: TitleIndex) -> None:
    assert stems(quick, "seek", ["film/inexact.md"])[0] == "inexact"
    assert stems(quick, "seek", ["film/exact.md", "film/inexact.md"])[0] == "exact"
    assert stems(quick, "frames", ["film/keyframes.md"])[0] == "frames"


def test_no_more_come_than_are_asked_for(quick: TitleIndex) -> None:
    assert len(quick.find("film", most=2)) == 2


def test_the_letters_that_fit_are_marked(quick: TitleIndex) -> None:
    assert marked(quick.find("see exa")[0]) == ["Exact"[:3], "seeking"[:3]]
    assert marked(quick.find("kyframes")[0]) == ["Keyframes"]
    assert marked(quick.find("nnb")[0]) == ["N", "n", "b"]
    assert marked(quick.find("cafe")[0]) == ["café"]
    assert marked(quick.find("frames")[1]) == ["frames"]


def test_marks_that_touch_are_one() -> None:
    assert marks_of("Straße und Weg", [("strasse",), ("e",), ("un",)]) == ((0, 6), (7, 9), (12, 13))
    assert marks_of("abcd", [("ab",), ("cd",), ("bc",)]) == ((0, 4),)
    assert marks_of("nothing", [("else",)]) == ()


def test_any_character_typed_is_safe(quick: TitleIndex) -> None:
    chance = random.Random(4)
    for _ in range(500):
        text = "".join(chance.choice(ALPHABET) for _ in range(chance.randrange(1, 12)))
        for choice in quick.find(text):
            ends = [0, *(place for mark in choice.marks for place in mark)]
            assert ends == sorted(ends)
            assert ends[-1] <= len(choice.title)
    assert quick.find("exact " * 10_000)[0].path == "film/exact.md"


def test_a_title_is_found_by_each_of_its_beginnings_and_by_its_words_in_any_order(quick: TitleIndex) -> None:
    for choice in quick.find("film channel"):
        for length in range(1, len(choice.title) + 1):
            assert choice.path in {each.path for each in quick.find(choice.title[:length])}
        words = choice.title.split()
        random.Random(5).shuffle(words)
        assert choice.path in {each.path for each in quick.find(" ".join(words))}


def test_what_has_changed_is_known_once_it_is_loaded_again(make_library: MakeLibrary) -> None:
    store = store_of(make_library)
    quick = TitleIndex(store)
    assert stems(quick, "frames") == ["frames", "keyframes"]
    root = make_library({"film/frames.md": note("Otherwise called")})
    (root / "film/exact.md").unlink()
    update(root, store)
    quick.load()
    assert stems(quick, "otherwise") == ["frames"]
    assert stems(quick, "exact") == ["inexact"]


def test_a_note_that_went_after_the_titles_were_loaded_is_left_out(make_library: MakeLibrary) -> None:
    store = store_of(make_library)
    quick = TitleIndex(store)
    quick.load()
    root = make_library({})
    (root / "film/exact.md").unlink()
    update(root, store)
    assert stems(quick, "exact", ["film/exact.md"]) == ["inexact"]


def test_nothing_is_found_in_a_library_without_notes_or_by_a_question_that_nobody_waits_for(
    make_library: MakeLibrary, quick: TitleIndex
) -> None:
    assert quick.find("zebra", cancelled=lambda: True) == []
    root = make_library({})
    for path in LIBRARY:
        (root / path).unlink()
    store = build(root).store
    assert store is not None
    assert TitleIndex(store).find("exact", ["film/exact.md"]) == []


def test_several_threads_may_ask_at_once(quick: TitleIndex) -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(stems(quick, "frames"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["frames", "keyframes"]] * 8
