"""Chapters of a video by the headings of a note about it: each begins with the first moment cited under its heading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.notes.code import code_spans
from reader.notes.outline import headings
from reader.notes.sentences import Moment


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a video, from `start` (seconds) to the next one."""

    start: float
    title: str


def chapters_of(body: str, moments: Sequence[Moment]) -> tuple[Chapter, ...]:
    """The chapters that a note makes of its video, in order; none where its headings do not go along with the video.

    Of the levels of headings the highest that has two chapters or more counts.
    """
    found = list(headings(body, code_spans(body)))
    for level in range(1, 7):
        places = [(at, text if each == level else "") for at, each, text in found if each <= level]
        chapters = list(_begun(places, moments, len(body)))
        if len(chapters) > 1:
            rising = all(one.start < other.start for one, other in pairwise(chapters))
            return tuple(chapters) if rising else ()
    return ()


def in_order(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Chapters by their starts, of those that begin together the last; without those that have no title."""
    titles = {round(max(each.start, 0.0), 3): each.title for each in chapters if each.title}
    return tuple(Chapter(start, titles[start]) for start in sorted(titles))


def _begun(places: list[tuple[int, str]], moments: Sequence[Moment], end: int) -> Iterator[Chapter]:
    for (at, text), (until, _) in pairwise([*places, (end, "")]):
        seconds = [moment.seconds for moment in moments if at <= moment.reading.stamp.start < until]
        if seconds and text:
            yield Chapter(min(seconds), text)
