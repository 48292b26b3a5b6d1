"""Finding notes by their words: the language of the question, and the place that answers it."""

import random
from pathlib import Path

import pytest

from reader.library.finder import Finder, Hit, grouped
from reader.library.folding import fold, place_in
from reader.library.query import Term, parse
from tests.conftest import MakeLibrary, build, note

ONE, TWO = "aaaaaaaaaaa", "bbbbbbbbbbb"
ALPHABET = "ab \"-:()[]{}*?~^\\/+!&|'`<>=.,;#$%@_0ß漢字Ωe\u0301\u200b\U0001f600\x00\n"


@pytest.fixture
def finder(make_library: MakeLibrary) -> Finder:
    root = make_library({
        "zoo/zoo.md": note("The Zoo", f"### [Great Apes](https://youtu.be/{ONE})\n- [[apes]]\n"),
        "zoo/apes.md": note("Apes", "From: [[zoo]]\nA gorilla eats leaves [0:10]. It sleeps in trees at night [0:20].\n"
                                    "Far below a chimpanzee uses tools to eat [0:30].", ONE),
        "zoo/birds.md": note("Birds of the café", "From: [[zoo]]\nParrots eat seeds; they sleep on trees [1:00].", ONE),
        "sea/whales.md": note("Whales", "Whales eat krill.\n\nThey sleep upright [2:00]. Straße, naïve, Ωμέγα.", TWO),
        "sea/east.md": note("漢字の本", "東京へ行く。 The yt-dlp tool, C++ and node.js."),
    })  # fmt: skip
    catalog = build(root)
    assert catalog.store is not None
    return Finder(root, catalog.store)


def paths(finder: Finder, text: str) -> set[str]:
    return {Path(hit.path).stem for hit in finder.find(text)}


def one(finder: Finder, text: str) -> Hit:
    (hit,) = finder.find(text)
    return hit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gorilla", {"apes"}),
        ("GORILLA leaves", {"apes"}),
        ("gorilla seeds", set()),
        ("gor", {"apes"}),
        ("gor ", set()),
        ("gor leaves", set()),
        ("eat", {"apes", "birds", "whales"}),
        ("eat -krill", {"apes", "birds"}),
        ("-eat -zoo", {"east"}),
        ('"sleeps in trees"', {"apes"}),
        ('"sleeps in tre', {"apes"}),
        ('"sleeps in tre"', set()),
        ('-"on trees" trees', {"apes"}),
        ("cafe", {"birds"}),
        ("cafe\u0301", {"birds"}),
        ("nai\u0308", {"whales"}),
        ("CAFÉ", {"birds"}),
        ("strasse", {"whales"}),
        ("naive ωμεγα", {"whales"}),
        ("title:apes", {"apes"}),
        ("title:gorilla", set()),
        ("-title:apes eat", {"birds", "whales"}),
        ("channel:sea sleep", {"whales"}),
        ('channel:"the zoo" sleep', {"apes", "birds"}),
        ("-channel:zoo eat", {"whales"}),
        ("video:apes eat", {"apes", "birds"}),
        (f"video:{TWO}", {"whales"}),
        ("video:nothing eat", set()),
        ("漢字", {"east"}),
        ("京へ", {"east"}),
        ("yt-dlp", {"east"}),
        ("C++", {"east"}),
        ("node.js", {"east"}),
        ("nowhere:eat", set()),
        ("", set()),
        ('"', set()),
        ("- : \" ' ( ) [ ] *", set()),
    ],
)
def test_the_notes_are_found_that_a_person_means(finder: Finder, text: str, expected: set[str]) -> None:
    assert paths(finder, text) == expected


def test_any_character_typed_is_safe_and_each_letter_more_is_an_answer(finder: Finder) -> None:
    chance = random.Random(3)
    starts = ["title:", "channel:", "video:", "-", '"', ""]
    for _ in range(400):
        text = "".join(chance.choice(starts) + chance.choice(ALPHABET) for _ in range(chance.randrange(1, 12)))
        for hit in finder.find(text):
            assert all(0 <= start < end <= len(hit.snippet.text) for start, end in hit.snippet.marks)


def test_a_word_with_its_last_letters_missing_finds_what_the_whole_one_finds(finder: Finder) -> None:
    for word in ("gorilla", "chimpanzee", "parrots", "ωμέγα", "straße"):
        for length in range(1, len(word) + 1):
            assert paths(finder, word) <= paths(finder, word[:length])


def test_what_is_left_out_and_what_is_asked_for_are_together_everything(finder: Finder) -> None:
    everything = paths(finder, "-nosuchword")
    assert len(everything) == 5
    for text in ("eat ", '"sleeps in trees" ', "title:apes ", "channel:zoo ", "video:apes "):
        assert paths(finder, text) | paths(finder, f"-{text}") == everything
        assert not paths(finder, text) & paths(finder, f"-{text}")


def test_a_long_text_that_was_pasted_is_answered(finder: Finder) -> None:
    assert finder.find("eat " * 50_000)
    assert finder.find("x" * 100_000) == []


def test_the_best_sentence_is_shown_with_its_words_marked_and_its_stamp(finder: Finder) -> None:
    hit = one(finder, "chimpanzee tools")
    assert hit.snippet.text == "Far below a chimpanzee uses tools to eat."
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["chimpanzee", "tools"]
    assert (hit.snippet.stamp, hit.video_title) == (30.0, "Great Apes")


def test_the_stamp_is_that_of_the_sentence_and_else_the_nearest(finder: Finder) -> None:
    assert one(finder, "gorilla").snippet.stamp == 10.0
    assert one(finder, "night").snippet.stamp == 20.0
    assert one(finder, "krill").snippet.stamp == 120.0
    assert one(finder, "漢字").snippet.stamp is None


def test_a_title_counts_more_than_a_word_in_the_text(finder: Finder) -> None:
    assert Path(finder.find("apes")[0].path).stem == "apes"


def test_hits_are_grouped_by_video_in_the_order_of_the_best(finder: Finder) -> None:
    groups = grouped(finder.find("sleep trees upright"[:5]))
    assert {group.video: len(group.hits) for group in groups} == {ONE: 2, TWO: 1}
    assert next(group.title for group in groups if group.video == ONE) == "Great Apes"


def test_a_note_that_was_just_deleted_is_still_listed_without_a_sentence(finder: Finder) -> None:
    (finder._root / "zoo/apes.md").unlink()
    assert one(finder, "gorilla").snippet.text == ""


def test_a_question_is_read_as_it_is_meant() -> None:
    assert parse('Two words -no title:"a b" video:x') == [
        Term(("two",)), Term(("words",)), Term(("no",), wanted=False), Term(("a", "b"), "title"),
        Term(("x",), "video", open=True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["plain", "ÀÉß ﬁ İstanbul", "東京 tower", "e\u0301a\u0308x", "Ωμέγα Σίσυφος", "\U0001f600a"]
)
def test_every_place_of_a_folded_text_is_one_of_the_text(text: str) -> None:
    places = [place_in(text, at) for at in range(len(fold(text)) + 1)]
    assert places == sorted(places)
    assert all(fold(char).startswith(fold(text)[at]) or len(fold(char)) > 1
               for at, char in enumerate(text[place] for place in places[:-1]))  # fmt: skip
    assert places[-1] <= len(text)
