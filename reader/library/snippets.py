"""The place of a note that answers best what was typed: its sentence with the words marked, and the stamp nearest."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.library.folding import fold, place_in
from reader.library.query import Term
from reader.library.search import UNREAD, searched_text
from reader.notes.outline import StampAt, nearest
from reader.notes.sentences import sentence

_LONGEST = 240
"""Characters of a snippet."""
_LOOKED_THROUGH = 200_000
_HITS_A_WORD = 8
_MOST_MARKS = 50
_TOGETHER = 200
_FARTHEST = 300
"""Characters that the opening of a link or stamp is looked for before a place."""

_Ready = tuple[Term, re.Pattern[str] | None]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence; `marks` are the places in it, from and to, of what was looked for; `at` is its place in the body."""

    text: str
    marks: tuple[tuple[int, int], ...]
    at: int
    stamp: float | None


class Sought:
    """What is looked for, made ready for all the notes of one answer."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = [(term, _pattern(term)) for term in terms if term.wanted and term.where in ("", "title")]

    def best_place(self, body: str) -> int | None:
        """Where most of it stands close together in what is read of `body`; None where nothing of it does.

        Most notes are searched as they are.  One is folded, and freed of what nobody reads, only where something could
        not be found otherwise: an accent in a word, a link in the midst of a phrase.
        """
        lowered = body.lower()
        if len(lowered) == len(body):
            hits, missing = self._hits(lowered, lambda at: not _is_unread(body, at))
            if all(body.isascii() and not pattern for _, pattern in missing):
                return _most_together(hits)
        hits, _ = self._hits(fold(searched_text(body)), lambda _: True)
        place = _most_together(hits)
        return None if place is None else place_in(body, place)

    def marks(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of it in a short text, from and to, none in another."""
        folded = fold(text)
        last = 0
        for start, end in sorted(hit for each in self._terms for hit in islice(_found(folded, *each), _MOST_MARKS)):
            if start >= last:
                yield place_in(text, start), place_in(text, end)
                last = end

    def _hits(self, text: str, counts: Callable[[int], bool]) -> tuple[list[tuple[int, int]], list[_Ready]]:
        """The first places of each term with the term's number, in order; and the terms that are nowhere."""
        hits: list[tuple[int, int]] = []
        missing = []
        most = _HITS_A_WORD if len(self._terms) > 1 else 1
        for number, ready in enumerate(self._terms):
            found = list(islice(((at, number) for at, _ in _found(text, *ready) if counts(at)), most))
            hits += found
            if not found:
                missing.append(ready)
        return sorted(hits), missing


def snippet(body: str, stamps: Sequence[StampAt], sought: Sought) -> Snippet:
    """The best place in `body`; its beginning where what was looked for is in the title only."""
    at = sought.best_place(body[:_LOOKED_THROUGH])
    at = _first_line(body) if at is None else at
    stamp = nearest(stamps, body, at)
    text = sentence(body, *[_outside_link(body, at)] * 2)
    text, marks = _shortened(text, list(sought.marks(text)))
    return Snippet(text, tuple(marks), at, stamp.seconds if stamp else None)


def _most_together(hits: list[tuple[int, int]]) -> int | None:
    """The place from which on most different terms stand close together."""
    if not hits:
        return None
    terms = len({number for _, number in hits})
    best, most = hits[0][0], 1
    for index, (at, _) in enumerate(hits):
        near = {number for other, number in hits[index : index + 4 * terms] if other - at < _TOGETHER}
        if len(near) > most:
            best, most = at, len(near)
        if most == terms:
            break
    return best


def _is_unread(body: str, at: int) -> bool:
    """Whether `at` lies in the target of a link, or in the machinery of a stamp."""
    openings = body.rfind("[[", max(at - _FARTHEST, 0), at), body.rfind("<a ", max(at - _FARTHEST, 0), at + 2)
    found = UNREAD.match(body, max(openings)) if max(openings) >= 0 else None
    return found is not None and found.end() > at


def _outside_link(body: str, at: int) -> int:
    """`at`, or where the link begins that it lies in: a sentence is not cut there."""
    opening = body.rfind("[[", max(at - _FARTHEST, 0), at)
    return opening if opening >= 0 and "]]" not in body[opening:at] and "\n" not in body[opening:at] else at


def _first_line(body: str) -> int:
    match = re.match(r"\s*(?:From:[^\n]*\n\s*)?", body)
    return match.end() if match else 0


def _pattern(term: Term) -> re.Pattern[str] | None:
    """What finds words that stand side by side; a single word is found without."""
    if len(term.words) == 1:
        return None
    ending = r"[^\W_]*" if term.open else r"(?![^\W_])"
    return re.compile(r"[\W_]+".join(map(re.escape, term.words)) + ending)


def _found(text: str, term: Term, pattern: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """Where a term stands in a text without capitals, from and to."""
    if pattern:
        spans = (match.span() for match in pattern.finditer(text))
        yield from ((start, end) for start, end in spans if not text[start - 1 : start].isalnum())
        return
    (word,) = term.words
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and (term.open or not text[end : end + 1].isalnum()):
            while text[end : end + 1].isalnum():
                end += 1
            yield at, end
        at = text.find(word, end)


def _shortened(text: str, marks: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """At most `_LONGEST` characters round the first mark, cut between words."""
    if len(text) <= _LONGEST:
        return text, marks
    start = max(marks[0][0] - _LONGEST // 3, 0) if marks else 0
    start = text.find(" ", start) + 1 if start else 0
    start = min(start, marks[0][0]) if marks else start
    end = min(start + _LONGEST, len(text))
    end = max(text.rfind(" ", start, end), start + _LONGEST // 2) if end < len(text) else end
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    kept = [(first + shift, last + shift) for first, last in marks if first >= start and last <= end]
    return before + text[start:end] + after, kept
