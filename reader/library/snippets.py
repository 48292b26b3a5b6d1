"""The place of a note that answers best what was typed: its sentence with the words marked, and the stamp nearest."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
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
_ASCII = bytes(range(128))
_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]|\[[^\[\]\n]*\]\([^()\n]*\)")

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
            place, missing = self._most_together(lowered, lambda at: not _is_unread(body, at))
            if not missing or not (any(pattern for _, pattern in missing) or _has_accents(body)):
                return place
        place, _ = self._most_together(fold(searched_text(body)), lambda _: True)
        return None if place is None else place_in(body, place)

    def marks(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of it in a short text, from and to, none in another."""
        folded = fold(text)
        last = 0
        for start, end in sorted(hit for each in self._terms for hit in islice(_found(folded, *each), _MOST_MARKS)):
            if start >= last:
                yield place_in(text, start), place_in(text, end)
                last = end

    def _most_together(self, text: str, counts: Callable[[int], bool]) -> tuple[int | None, list[_Ready]]:
        """From where on most different terms stand close together, of the first places of each; what is nowhere."""
        best, most = None, 0
        missing = dict(enumerate(self._terms))
        near: deque[tuple[int, int]] = deque()
        for at, number in merge(*(_numbered(text, *each, counts) for each in enumerate(self._terms))):
            missing.pop(number, None)
            near.append((at, number))
            while at - near[0][0] >= _TOGETHER:
                near.popleft()
            if (different := len({each for _, each in near})) > most:
                best, most = near[0][0], different
                if most == len(self._terms):
                    break
        return best, list(missing.values())


def snippet(body: str, stamps: Sequence[StampAt], sought: Sought) -> Snippet:
    """The best place in `body`; its beginning where what was looked for is in the title only."""
    at = sought.best_place(body[:_LOOKED_THROUGH])
    at = _first_line(body) if at is None else at
    stamp = nearest(stamps, body, at)
    end = _end_of_word(body, at)
    text = sentence(body, end, end)
    text, marks = _shortened(text, list(sought.marks(text)))
    return Snippet(text, tuple(marks), at, None if stamp is None else stamps[stamp].seconds)


def _has_accents(body: str) -> bool:
    """Whether more than capitals are otherwise in `body` once it is folded."""
    foreign = body.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return any(fold(char) != char for char in set(foreign))


def _is_unread(body: str, at: int) -> bool:
    """Whether `at` lies in the target of a link, or in a stamp or tag."""
    first = max(at - _FARTHEST, 0)
    opening = max(body.rfind("[[", first, at), body.rfind("<", first, at))
    found = UNREAD.match(body, opening) if opening >= 0 else None
    return found is not None and found.end() > at


def _end_of_word(body: str, at: int) -> int:
    """Where the word ends that begins at `at`, with what clings to it, or the link that it stands in."""
    opening = body.rfind("[", max(at - _FARTHEST, 0), at)
    link = _LINK.match(body, opening - (body[opening - 1 : opening] == "[")) if opening >= 0 else None
    end = link.end() if link and link.end() > at else at
    while end < len(body) and not body[end].isspace() and body[end] not in "<[":
        end += 1
    return end


def _first_line(body: str) -> int:
    match = re.match(r"\s*(?:From:[^\n]*\n\s*)?", body)
    return match.end() if match else 0


def _pattern(term: Term) -> re.Pattern[str] | None:
    """What finds words that stand side by side; a single word is found without."""
    if len(term.words) == 1:
        return None
    ending = r"[^\W_]*" if term.open else r"(?![^\W_])"
    return re.compile(r"[\W_]+".join(map(re.escape, term.words)) + ending)


def _numbered(text: str, number: int, term: _Ready, counts: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """The first places of a term that count, each with the term's number."""
    return islice(((at, number) for at, _ in _found(text, *term) if counts(at)), _HITS_A_WORD)


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
