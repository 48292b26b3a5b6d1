"""The place of a note that answers best what was typed: its sentence with the words marked, and the stamp nearest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reader.library.folding import fold, place_in
from reader.library.query import Term
from reader.library.search import searched_text
from reader.notes.outline import StampAt, nearest
from reader.notes.sentences import sentence

_LONGEST = 240
"""Characters of a snippet."""
_LOOKED_THROUGH = 200_000
_HITS_A_WORD = 8
_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence; `marks` are the places in it, from and to, of what was looked for; `at` is its place in the body."""

    text: str
    marks: tuple[tuple[int, int], ...]
    at: int
    stamp: float | None


def snippet(body: str, stamps: Sequence[StampAt], terms: Iterable[Term]) -> Snippet:
    """The best place in `body`; its beginning where what was looked for is in the title only."""
    sought = [term for term in terms if term.wanted and term.where in ("", "title")]
    at = _best_place(searched_text(body[:_LOOKED_THROUGH]), sought)
    stamp = nearest(stamps, body, at)
    text = sentence(body, *[_outside_link(body, at)] * 2)
    marks = sorted(_marks(text, sought))
    text, marks = _shortened(text, marks)
    return Snippet(text, tuple(marks), at, stamp.seconds if stamp else None)


def _best_place(body: str, terms: list[Term]) -> int:
    """Where most of the terms stand close together; behind the line `From:` where none does."""
    folded = fold(body)
    hits = sorted((at, number) for number, term in enumerate(terms) for at, _ in _found(folded, term, _HITS_A_WORD))
    if not hits:
        return _first_line(body)
    best, most = 0, 0
    for index, (at, _) in enumerate(hits):
        near = {number for other, number in hits[index : index + 4 * len(terms)] if other - at < _TOGETHER}
        if len(near) > most:
            best, most = at, len(near)
    return place_in(body, best)


def _outside_link(body: str, at: int) -> int:
    """`at`, or where the link begins that it lies in: a sentence is not cut there."""
    opening = body.rfind("[[", max(at - 300, 0), at)
    return opening if opening >= 0 and "]]" not in body[opening:at] and "\n" not in body[opening:at] else at


def _first_line(body: str) -> int:
    match = re.match(r"\s*(?:From:[^\n]*\n\s*)?", body)
    return match.end() if match else 0


def _marks(text: str, terms: list[Term]) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    last = 0
    for start, end in sorted(hit for term in terms for hit in _found(folded, term, 50)):
        if start >= last:
            yield place_in(text, start), place_in(text, end)
            last = end


def _found(folded: str, term: Term, most: int) -> Iterator[tuple[int, int]]:
    """Where a term stands in a folded text, at most so often."""
    *first, last = term.words
    if first:
        ending = r"\w*" if term.open else r"(?!\w)"
        between = r"[\W_]+"
        pattern = re.compile(r"(?<!\w)" + between.join(map(re.escape, term.words)) + ending)
        for match, _ in zip(pattern.finditer(folded), range(most), strict=False):
            yield match.span()
        return
    at = folded.find(last)
    while at >= 0 and most:
        end = at + len(last)
        if not folded[at - 1 : at].isalnum() and (term.open or not folded[end : end + 1].isalnum()):
            while end < len(folded) and folded[end].isalnum():
                end += 1
            yield at, end
            most -= 1
        at = folded.find(last, at + 1)


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
