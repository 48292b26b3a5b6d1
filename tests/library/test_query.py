"""The language of the search holds what it promises, whatever the notes say and whatever is typed."""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.finder import Finder
from reader.library.folding import fold
from reader.library.notefile import read
from reader.library.query import parse
from reader.library.search import searched_text
from reader.library.store import Store
from reader.library.updating import update
from tests.conftest import note

WORDS = ["go", "gorilla", "gorillas", "goal", "seek", "seeking", "seeks", "exact", "frame", "frames", "café", "naïve",
         "Straße", "ΩΜΈΓΑ", "e\u0301tude", "漢字", "東", "node", "js", "yt", "x1", "class", "data", "a",
         "an"]  # fmt: skip
WRITTEN = ["{0}", "{0}.", "({0})", "**{0}**", "[[{1} | {0}]]", "[[{1}_{1}|{0}]]", "{0}’s", "<br/>{0}",
           '{0} <a class="yt-timestamp" data-t="00:00:05">[00:00:05]</a>.']  # fmt: skip
NOTES = 40

_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
_signs = st.sampled_from([*WORDS, "-", '"', "title:", "channel:", "video:", " ", "(", "*", "\\"])
_pieces = st.lists(st.one_of(_signs, st.text(max_size=6)), max_size=8).map("".join)


@dataclass(frozen=True)
class Shelf:
    """A library of notes of which it is known which words they say."""

    root: Path
    finder: Finder
    said: dict[str, list[list[str]]]
    """By path, the words of the title and those of the body, folded."""

    def found(self, text: str) -> set[str]:
        """The notes that the search finds."""
        return {hit.path for hit in self.finder.find(text, 10 * NOTES)}

    def saying(self, words: Sequence[str]) -> set[str]:
        """The notes that say these words side by side."""
        sought = [each for word in words for each in folded(word)]
        return {path for path, texts in self.said.items() if any(side_by_side(sought, text) for text in texts)}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    chance = random.Random(7)
    said = {}
    for number in range(NOTES):
        path, title = f"{number % 3}/{number}.md", chance.choices(WORDS, k=2)
        words = chance.choices(WORDS, k=chance.randrange(3, 40))
        targets = chance.choices(("target", "elsewhere"), k=len(words))
        written = [chance.choice(WRITTEN).format(*each) for each in zip(words, targets, strict=True)]
        file = folder / "notes" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(note(" ".join(title), " ".join(written)), "utf-8")
        said[path] = [spoken(title, title), spoken(words, written)]
    store = Store(folder / "cache")
    update(folder / "notes", store)
    return Shelf(folder / "notes", Finder(folder / "notes", store), said)


def spoken(words: Sequence[str], written: Sequence[str]) -> list[str]:
    """The words that are read, with what stands about them."""
    heard: list[str] = []
    for word, text in zip(words, written, strict=True):
        heard += ["br"] if text.startswith("<br") else []
        heard += folded(word) + (["s"] if text.endswith("’s") else [])
    return heard


def folded(word: str) -> list[str]:
    """A word as it is compared; each Chinese sign is one."""
    return fold(word).split()


def side_by_side(sought: Sequence[str], text: Sequence[str]) -> bool:
    return any(list(text[at : at + len(sought)]) == list(sought) for at in range(len(text)))


@given(st.one_of(st.text(max_size=40), _pieces))
def test_whatever_is_typed_has_an_answer_with_its_marks_in_the_sentence(shelf: Shelf, text: str) -> None:
    for hit in shelf.finder.find(text):
        ends = [0, *(place for mark in hit.snippet.marks for place in mark), len(hit.snippet.text)]
        assert ends == sorted(ends)


@given(st.one_of(st.text(max_size=40), _pieces))
def test_whatever_is_typed_is_read_as_terms_with_words(text: str) -> None:
    terms = parse(text)
    assert all(term.words and all(term.words) for term in terms)
    assert not any(term.open for term in terms[:-1])


@given(_words)
def test_all_words_are_found_in_any_order(shelf: Shelf, words: list[str]) -> None:
    every = set.intersection(*(shelf.saying([word]) for word in words))
    assert shelf.found(" ".join(words) + " ") == shelf.found(" ".join(reversed(words)) + " ") == every


@given(_words)
def test_a_phrase_finds_the_notes_that_say_it_side_by_side(shelf: Shelf, words: list[str]) -> None:
    assert shelf.found(f'"{" ".join(words)}"') == shelf.saying(words)


@given(_words, st.sampled_from(WORDS))
def test_a_word_with_a_minus_is_in_no_note_that_is_found(shelf: Shelf, words: list[str], other: str) -> None:
    asked = " ".join(words)
    assert shelf.found(f"{asked} -{other} ") == shelf.found(f"{asked} ") - shelf.saying([other])
    assert shelf.found(f"-{other} ") == shelf.said.keys() - shelf.saying([other])


@given(_words, st.sampled_from((str.upper, str.lower, str.title, str.swapcase)), st.sampled_from(("NFC", "NFD")))
def test_neither_case_nor_accents_matter(shelf: Shelf, words: list[str], case: object, form: str) -> None:
    asked = " ".join(words)
    bare = "".join(char for char in unicodedata.normalize("NFD", asked) if not unicodedata.combining(char))
    assert callable(case)
    assert shelf.found(unicodedata.normalize(form, case(asked))) == shelf.found(bare) == shelf.found(asked)


@given(_words, st.data())
def test_what_is_half_typed_finds_what_the_whole_finds_and_perhaps_more(
    shelf: Shelf, words: list[str], data: st.DataObject
) -> None:
    *others, last = words
    half = last[: data.draw(st.integers(1, len(last)))]
    assert shelf.found(" ".join([*others, last])) <= shelf.found(" ".join([*others, half]))


def test_of_many_notes_with_a_letter_those_come_that_have_it_in_their_title(shelf: Shelf) -> None:
    for letter in "cdefgnsxyω":
        titled = {path for path, (title, _) in shelf.said.items() if any(word.startswith(letter) for word in title)}
        hits = shelf.finder.find(letter, max(len(titled), 1))
        assert not titled or {hit.path for hit in hits} == titled
        assert shelf.found(letter) > titled


def test_what_nobody_waits_for_is_not_looked_up_any_further(shelf: Shelf) -> None:
    assert shelf.finder.find("a", cancelled=lambda: True) == []


@settings(max_examples=30)
@given(_words)
def test_the_place_that_is_shown_is_one_that_is_read_and_holds_a_word(shelf: Shelf, words: list[str]) -> None:
    for hit in shelf.finder.find(" ".join(words) + " ", 10 * NOTES):
        body = read(shelf.root, hit.path).body
        place = fold(searched_text(body)[hit.snippet.at :]).lstrip()
        sought = [each for word in words for each in folded(word)]
        in_body = [each for each in sought if each in shelf.said[hit.path][1]]
        assert hit.snippet.marks or not in_body
        assert not in_body or place.startswith(tuple(sought))
