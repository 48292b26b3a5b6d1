"""Find a note by some letters of its title while they are typed: the words of all titles are kept in memory.

What is typed is folded and read as words.  A title fits, from best to least: it begins so; its words begin so; they
hold what was typed; they and what it is about (its video, its channel) do; they are much like it; it has these
initials.  What fits worse is looked for only where little fits better.
"""

import re
import threading
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from itertools import compress, count

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.library.folding import fold, place_in
from reader.library.store import DamagedError, Store

_MOST_WORDS = 8
_LONGEST = 80
"""Characters that are looked at: longer ones are pasted, and no title."""
_FORGIVEN_FROM = 4
"""Letters of a word from which on one may be wrong; two from twice as many."""
_MOST_FORGIVEN = 2
_WITHIN_FROM = 3
"""Letters from which on they may stand within a word; fewer begin one."""
_AT_A_TIME = 5_000
_ENOUGH = 8
"""Titles: where so many fit, those that fit worse are not looked for."""
_MOST_COMPARED = 2_000
"""Titles; of more, those that begin with what was typed are put in order, the shortest ones, and those read last."""
_APART = str.maketrans(dict.fromkeys('-–—_/\\()[]{}<>:;,|"“”„«»!?…·', " "))
Words = Sequence[Sequence[str]]
"""What is sought: for each word those that may stand for it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A note that may be meant; `marks` are the places in its title, from and to, of what was typed."""

    path: str
    title: str
    channel: str
    """What its channel is called."""
    video_title: str
    marks: tuple[tuple[int, int], ...]


class TitleIndex:
    """Finds notes by their titles; any thread may ask.  `load` is to be called again when the library has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._titles: _Titles | None = None
        self._loading = threading.Lock()

    def load(self) -> None:
        """Learn all titles anew: seconds for 200,000 notes, in which those that were known before are found."""
        with self._loading:
            self._titles = _Titles(self._store)

    def find(
        self, text: str, recent: Sequence[str] = (), most: int = 50, cancelled: Callable[[], bool] = lambda: False
    ) -> list[Choice]:
        """At most so many notes, the likeliest first; for an empty text the `recent` ones as they are.

        `recent`: paths, the one read last first; among titles that fit alike they come first.  `cancelled`: whether
        nobody waits for the answer any more; then it may be empty.
        """
        try:
            return self._find(text[:_LONGEST], recent, most, cancelled)
        except DamagedError:
            return []

    def _find(self, text: str, recent: Sequence[str], most: int, cancelled: Callable[[], bool]) -> list[Choice]:
        marks = ", ".join("?" * len(recent))
        ids = dict(self._store.rows(f"SELECT path, id FROM notes WHERE path IN ({marks})", *recent))  # noqa: S608
        known = [ids[path] for path in recent if path in ids]
        words = _words(fold(text))[:_MOST_WORDS]
        if not words:
            return self._choices([(note, ()) for note in known[:most]])
        return self._choices(list(self._known().find(words, known, most, cancelled)))

    def _known(self) -> "_Titles":
        """The titles, learnt when they are first asked for."""
        if self._titles is None:
            with self._loading:
                self._titles = self._titles or _Titles(self._store)
        return self._titles

    def _choices(self, found: Sequence[tuple[int, Words]]) -> list[Choice]:
        marks = ", ".join("?" * len(found))
        rows = self._store.rows(
            "SELECT notes.id, path, notes.title, coalesce((SELECT title FROM notes AS own WHERE own"  # noqa: S608
            " AND own.channel = notes.channel ORDER BY path LIMIT 1), channel), coalesce(videos.title, '')"
            f" FROM notes LEFT JOIN videos ON videos.id = video WHERE notes.id IN ({marks})",
            *(note for note, _ in found),
        )
        meant = dict(found)
        choices = {
            note: Choice(path, title, channel, video, marks_of(title, meant[note]))
            for note, path, title, channel, video in rows
        }
        return [choices[note] for note in meant if note in choices]


class _Titles:
    """All titles, folded, with a blank before each; a title's place is its number in the list."""

    def __init__(self, store: Store) -> None:
        channels = dict(store.rows("SELECT channel, folded FROM notes WHERE own ORDER BY path DESC"))
        videos = dict(store.rows("SELECT id, folded FROM videos"))
        abouts: dict[tuple[str, str], int] = {}
        places: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._ids, self._about = array("q"), array("I")
        self._first: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._titles: list[str] = []
        self._initials: list[str] = []
        for note, folded, channel, video in _notes(store):
            words = _words(folded)
            for word in set(words):
                places[word].append(len(self._ids))
            self._first[words[0][0] if words else ""].append(len(self._ids))
            self._ids.append(note)
            self._about.append(abouts.setdefault((channel, video), len(abouts)))
            self._titles.append(" " + " ".join(words))
            self._initials.append("".join(word[0] for word in words))
        self._places = dict(places)
        self._abouts = [
            " ".join(("", videos.get(video, ""), channels.get(channel, ""), fold(channel))) for channel, video in abouts
        ]

    def find(
        self, words: Sequence[str], recent: Sequence[int], most: int, cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, Words]]:
        """At most so many notes by their ids, the likeliest first, each with the words it was found by."""
        order = {bisect_left(self._ids, note): number for number, note in enumerate(recent)}
        seen: set[int] = set()
        for number, (meant, found) in enumerate(self._ways(words)):
            for place in self._best(found - seen, meant, order, most - len(seen)):
                seen.add(place)
                yield self._ids[place], meant
            if cancelled() or len(seen) >= (min(most, _ENOUGH) if number else most):
                return

    def _ways(self, words: Sequence[str]) -> Iterator[tuple[Words, set[int]]]:
        """What may have been meant, and the places of the titles that fit it; each is tried when it is asked for."""
        plain = [(word,) for word in words]
        yield plain, self._beginning(" " + " ".join(words))
        holding = [self._with(self._holding(word)) for word in words]
        yield plain, set.intersection(*holding)
        about = [self._about_with(word) for word in words]
        yield plain, set.intersection(*map(set.union, holding, about))
        alike = [self._alike(word) for word in words]
        meant = [(word, *others) for word, others in zip(words, alike, strict=True)]
        yield meant, set.intersection(*map(set.union, holding, map(self._with, alike)))
        letters = "".join(words)
        if len(letters) > 1:
            yield [(letter,) for letter in letters], {at for at, each in enumerate(self._initials) if letters in each}

    def _beginning(self, start: str) -> set[int]:
        """The places of the titles that begin so."""
        return {at for at in self._first.get(start[1], ()) if self._titles[at].startswith(start)}

    def _with(self, words: Iterable[str]) -> set[int]:
        """The places of the titles that have one of these words."""
        found: set[int] = set()
        for word in words:
            found.update(self._places[word])
        return found

    def _about_with(self, word: str) -> set[int]:
        """The places of the titles whose video or channel is called so."""
        sought = word if len(word) >= _WITHIN_FROM else f" {word}"
        there = [sought in about for about in self._abouts]
        return set(compress(count(), map(there.__getitem__, self._about))) if any(there) else set()

    def _holding(self, word: str) -> list[str]:
        """The words of titles that hold `word`; one or two letters are the beginning of a word."""
        if len(word) < _WITHIN_FROM:
            return [each for each in self._places if each.startswith(word)]
        return [each for each in self._places if word in each]

    def _alike(self, word: str) -> list[str]:
        """The words of titles that begin like `word` but for a letter or two, the nearest first; then those that hold
        its letters in their order.
        """
        if len(word) < _WITHIN_FROM:
            return []
        in_order = re.compile(re.escape(word[0]) + "".join(f"[^{each}]*+{each}" for each in map(re.escape, word[1:])))
        distances = dict.fromkeys(filter(in_order.match, self._places), len(word))
        for length in (len(word), len(word) + 1) if len(word) >= _FORGIVEN_FROM else ():
            beginnings = {each: each[:length] for each in self._places}
            wrong = min(len(word) // _FORGIVEN_FROM, _MOST_FORGIVEN)
            found = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=wrong, limit=None)
            for _, distance, each in found:
                distances[each] = min(distance, distances.get(each, distance))
        return sorted(distances, key=lambda each: (distances[each], -len(each), each))

    def _best(self, places: set[int], words: Words, order: Mapping[int, int], most: int) -> list[int]:
        """Those that begin so; with words that begin so, or nearly; of these what was read last, and the shortest."""
        titles = self._titles
        start = " " + " ".join(word[0] for word in words)
        beginnings = [tuple(" " + each for each in word) for word in words]

        def strange(title: str) -> int:
            return sum(next((at for at, each in enumerate(word) if each in title), len(word)) for word in beginnings)

        def fit(at: int) -> tuple[bool, int, int, int, int]:
            title = titles[at]
            return not title.startswith(start), strange(title), order.get(at, len(order)), len(title), at

        if len(places) > _MOST_COMPARED:
            starting = [at for at in places if titles[at].startswith(start)]
            short = nsmallest(_MOST_COMPARED, places, key=lambda at: len(titles[at])) if len(starting) < most else ()
            places = {*starting, *short, *places & order.keys()}
        return nsmallest(most, places, key=fit)


def _notes(store: Store) -> Iterator[tuple[int, str, str, str]]:
    """All notes in the order of their ids, so many at a time that the window is not kept waiting."""
    last = -1
    while rows := store.rows(
        "SELECT id, folded, channel, video FROM notes WHERE id > ? ORDER BY id LIMIT ?", last, _AT_A_TIME
    ):
        yield from rows
        last = rows[-1][0]


def marks_of(title: str, words: Words) -> tuple[tuple[int, int], ...]:
    """Where words, or what stands for them, are in a title; if it can be, one behind the other."""
    folded = " " + fold(title).translate(_APART)
    spans: list[tuple[int, int]] = []
    last = 0
    for word in words:
        found = next(filter(None, (_span(folded, each, last) for each in word)), None)
        if found:
            spans.append(found)
            last = found[1]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple((place_in(title, start - 1), place_in(title, end - 1)) for start, end in merged)


def _span(folded: str, word: str, last: int) -> tuple[int, int] | None:
    """The first place of a word behind `last`, at the beginning of a word if there is one; else anywhere."""
    at = folded.find(" " + word, max(last - 1, 0))
    at = at + 1 if at >= 0 else folded.find(word, last)
    at = folded.find(word) if at < 0 else at
    return (at, at + len(word)) if at >= 0 else None


def _words(folded: str) -> list[str]:
    return folded.translate(_APART).split()
