"""What is typed into the search: read as people mean it, whatever characters it holds, and made a question for tantivy.

words          every one of them, in any order; the last one may be half typed
"some words"   these words side by side
-word          not this one
title: channel: video:   the next word or "words" there only
in:notes in:transcripts  only what is written in notes, or only what is said in videos; the word may be cut short
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import tantivy

from reader.library.folding import fold
from reader.library.passages import PASSAGES
from reader.library.search import FIELDS, SCHEMA, words_of

WHERE = ("title", "channel", "video", "in")
NOTES, TRANSCRIPTS = "notes", "transcripts"
MOST_WORDS = 32
"""More are not looked at: nobody types as many, but somebody may paste a book."""
_LONGEST = 2000
_PART = re.compile(rf'(-?)(?:({"|".join(WHERE)}):)?(?:"([^"]*)("?)|(\S+))', re.IGNORECASE)
_BOOST = {"title": 6.0, "headings": 2.0, "body": 1.0, "said": 1.0}
ENDING = 0.5
"""How well a half typed word fits that stands in the text with its ending; in a heading or title, by their boost."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; `where` is one of `WHERE`, or empty; `open`: the last word may go on."""

    words: tuple[str, ...]
    where: str = ""
    wanted: bool = True
    open: bool = False


def parse(text: str) -> list[Term]:
    """What is asked for.  The last word is open unless a blank or a quote closes it."""
    terms: list[Term] = []
    text = text[:_LONGEST]
    for found in _PART.finditer(text):
        minus, where, quoted, closing, word = found.groups()
        words = tuple(words_of(word if quoted is None else quoted))
        if where and where.lower() == "in" and not _is_kind(words):
            words, where = ("in", *words), ""
        is_open = found.end() == len(text) and not closing and _ends_in_a_word(text)
        if words:
            terms.append(Term(words[:MOST_WORDS], (where or "").lower(), not minus, is_open))
    return terms[:MOST_WORDS]


def _ends_in_a_word(text: str) -> bool:
    """Whether its last word may go on: accents that are typed behind their letter belong to it."""
    return not text[-1:].isspace() and fold(text).rstrip()[-1:].isalnum()


def _is_kind(words: Sequence[str]) -> bool:
    """Whether `in:` goes on with one of the kinds, cut short or not."""
    return len(words) == 1 and any(kind.startswith(words[0]) for kind in (NOTES, TRANSCRIPTS))


def is_wanted(terms: Iterable[Term], kind: str) -> bool:
    """Whether `NOTES`, or `TRANSCRIPTS`, are to be looked at."""
    return all(kind.startswith(term.words[0]) == term.wanted for term in terms if term.where == "in")


def is_beginning(terms: Iterable[Term]) -> bool:
    """Whether one word is asked for that may be half typed; where, and what not, may be said too."""
    words = [term for term in terms if term.wanted and term.where in ("", "title")]
    return len(words) == 1 and words[0].open and len(words[0].words) == 1 and not words[0].where


def question(terms: Iterable[Term], places: Callable[[Term], list[str]], *, whole: bool = True) -> tantivy.Query | None:
    """The question for `terms`, None where nothing is asked.

    `places`: the channels (folders) or videos (ids) that a term with `channel:` or `video:` means.  Unless `whole`,
    a half typed word is not completed by what stands in the text of notes.
    """
    parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
    for term in terms:
        if term.where == "in":
            continue
        occur = tantivy.Occur.Must if term.wanted else tantivy.Occur.MustNot
        if term.where in ("channel", "video"):
            among = tantivy.Query.term_set_query(SCHEMA, term.where, places(term))
            parts.append((occur, tantivy.Query.const_score_query(among, 0.0)))
        else:
            parts.append((occur, _anywhere(term, ("title",) if term.where else FIELDS, whole=whole)))
    if not parts:
        return None
    if all(occur == tantivy.Occur.MustNot for occur, _ in parts):
        parts.append((tantivy.Occur.Must, tantivy.Query.all_query()))
    return tantivy.Query.boolean_query(parts)


def question_of_what_is_said(terms: Sequence[Term], videos: Callable[[Term], list[str]]) -> tantivy.Query | None:
    """The question for `terms` to the passages of transcripts, None where no word is asked for.

    `videos`: those (ids) that a term with `title:`, `channel:` or `video:` means.
    """
    if not any(term.wanted and not term.where for term in terms):
        return None
    parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
    for term in terms:
        occur = tantivy.Occur.Must if term.wanted else tantivy.Occur.MustNot
        if not term.where:
            parts.append((occur, _anywhere(term, ("said",), whole=True)))
        elif term.where != "in":
            among = tantivy.Query.term_set_query(PASSAGES, "video", videos(term))
            parts.append((occur, tantivy.Query.const_score_query(among, 0.0)))
    return tantivy.Query.boolean_query(parts)


def _anywhere(term: Term, fields: Iterable[str], *, whole: bool) -> tantivy.Query:
    """The term in one of the fields, counted by where it is found best."""
    found = [
        tantivy.Query.boost_query(each, _BOOST[field])
        for field in fields
        for each in _in_field(term, field, completed=whole or field != "body")
    ]
    return found[0] if len(found) == 1 else tantivy.Query.disjunction_max_query(found, 0.1)


def _in_field(term: Term, field: str, *, completed: bool) -> Iterable[tantivy.Query]:
    """The words as they are, and where the last one is open also with any ending, or none, which counts less."""
    schema = PASSAGES if field == "said" else SCHEMA
    *first, last = term.words
    if first:
        words: list[str | tuple[int, str]] = list(term.words)
        make = tantivy.Query.phrase_prefix_query if term.open else tantivy.Query.phrase_query
        yield make(schema, field, words)
        return
    yield tantivy.Query.term_query(schema, field, last)
    if term.open and completed:
        endings = tantivy.Query.regex_query(schema, field, f"{re.escape(last)}.*")
        yield tantivy.Query.const_score_query(endings, ENDING)
