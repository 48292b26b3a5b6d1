"""Find the moments of videos at which something is said: the line, its time, and the note to be read beside it."""

import json
import logging
import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf
from pathlib import Path

import tantivy

from reader.library.folding import fold
from reader.library.media import Media
from reader.library.packed import PackedStamps
from reader.library.passages import PASSAGES, Passage, found
from reader.library.query import NOTES, TRANSCRIPTS, Term, is_wanted, parse, question_of_what_is_said
from reader.library.search import SearchIndex
from reader.library.snippets import Snippet, Sought
from reader.library.store import DamagedError, Store
from reader.notes.alignment import Known, Segment, align
from reader.notes.timemap import Piece, TimeMap

_OF_A_VIDEO = 3
"""Moments of one video, where notes are looked for too."""
_LOOKED_AT = 500
_LINE = 120
"""Characters that a line has at least, so far as more is said."""
_LONGEST = 400
_APART = 5.0
"""Seconds; moments that are closer are one."""
_SILENCE = 10.0
"""Seconds from cue to cue after which another line begins."""
_VIDEOS = """
SELECT video, coalesce(videos.title, transcripts.title), channel, media, size, length, published,
    segments, pieces
FROM transcripts LEFT JOIN videos ON videos.id = video
"""
_AMONG = "WHERE video IN (SELECT value FROM json_each(?))"
_NOTES = "SELECT video, path, stamps FROM notes"
_TITLES = """
SELECT video, coalesce(videos.title, transcripts.title) || ' ' || video
FROM transcripts LEFT JOIN videos ON videos.id = video
"""
_CHANNELS = """
SELECT video, channel FROM transcripts WHERE channel != ''
UNION ALL SELECT video, folder || ' ' || channels.title FROM transcripts
JOIN notes USING (video) JOIN channels ON folder = notes.channel
"""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """A moment of a video: `snippet.stamp` is its cited time, which with captions is always known.

    `path` is that of the note about the video that cites the nearest moment, empty where there is no note about it;
    `channel` is what the video's file says, often nothing.
    """

    video: str
    title: str
    channel: str
    path: str
    snippet: Snippet
    score: float

    @property
    def seconds(self) -> float:
        """The cited time."""
        return self.snippet.stamp or 0.0


MapOf = Callable[[str, Media, float], TimeMap]


def usual_map(_video: str, media: Media, length: float) -> TimeMap:
    """The time map of a file of which the reader has said nothing."""
    if media.pieces:
        return TimeMap(media.pieces, length=media.duration, in_parts=True)
    return align(Known((), media.segments, length, media.duration))


class SaidFinder:
    """Answers what is said in the videos of a library; any thread may ask.

    `map_of` tells by a video, its file and that file's length in seconds where its moments are.
    """

    def __init__(self, store: Store, map_of: MapOf = usual_map) -> None:
        self._store, self._map_of = store, map_of
        self._index: SearchIndex | None = None

    def find(self, text: str, most: int = 50, cancelled: Callable[[], bool] = lambda: False) -> list[Said]:
        """At most so many moments that answer what was typed, the best first.

        They are one of a minute, and a few of each video unless only they are asked for.  `cancelled`: whether nobody
        waits for them any more; then some may be missing.  Raises DamagedError where the catalogue is damaged.
        """
        terms = parse(text)
        query = question_of_what_is_said(terms, self._videos) if is_wanted(terms, TRANSCRIPTS) else None
        if query is None or not SearchIndex.exists(self._store.passages_folder):
            return []
        try:
            lines = self._lines(query, terms, most, cancelled)
        except DamagedError as error:
            log.warning("what is said in videos cannot be searched: %s", error)
            self._index = None
            return []
        return list(self._placed(lines))

    def _lines(
        self, query: tantivy.Query, terms: list[Term], most: int, cancelled: Callable[[], bool]
    ) -> list[tuple[str, Snippet, float]]:
        """The lines that answer, each with its video and how well it does; their times are those of the files."""
        if self._index is None:
            self._index = SearchIndex(self._store.passages_folder, PASSAGES)
        of_a_video = _OF_A_VIDEO if is_wanted(terms, NOTES) else most
        sought = Sought(term for term in terms if not term.where)
        kept: list[tuple[str, Snippet, float]] = []
        starts: defaultdict[str, list[float]] = defaultdict(list)
        for passage, score in found(self._index, query, _LOOKED_AT):
            if len(kept) == most or cancelled():
                break
            others = starts[passage.video]
            if len(others) < of_a_video:
                line = line_of(passage, sought)
                if all(abs((line.stamp or 0.0) - other) >= _APART for other in others):
                    others.append(line.stamp or 0.0)
                    kept.append((passage.video, line, score))
        return kept

    def _placed(self, lines: list[tuple[str, Snippet, float]]) -> Iterator[Said]:
        """The lines at their cited times, with what is known of their videos."""
        videos = json.dumps(sorted({video for video, _, _ in lines}))
        known = {video: rest for video, *rest in self._store.rows(f"{_VIDEOS} {_AMONG}", videos)}
        notes: defaultdict[str, list[tuple[str, list[float]]]] = defaultdict(list)
        for video, path, stamps in self._store.rows(f"{_NOTES} {_AMONG} AND video != '' ORDER BY blank, path", videos):
            notes[video].append((path, PackedStamps(stamps).seconds()))
        maps: dict[str, TimeMap] = {}
        for video, line, score in lines:
            if video in known:  # its file went a moment ago otherwise
                title, channel, *of_file = known[video]
                if video not in maps:
                    maps[video] = self._map(video, *of_file)
                seconds = round(maps[video].to_cited(line.stamp or 0.0).seconds, 3)
                line = replace(line, stamp=seconds)
                yield Said(video, title, channel, _nearest(notes[video], seconds), line, score)

    def _map(self, video: str, file: bytes, size: int, length: float, published: float, *told: str) -> TimeMap:
        segments, pieces = (json.loads(each) for each in told)
        cuts, parts = tuple(Segment(*each) for each in segments), tuple(Piece(*each) for each in pieces)
        return self._map_of(video, Media(Path(os.fsdecode(file)), size, "", published, cuts, parts), length)

    def _videos(self, term: Term) -> list[str]:
        """The videos, by their ids, that are called so or whose channel is."""
        rows = self._store.rows(_CHANNELS if term.where == "channel" else _TITLES)
        words = [fold(word) for word in term.words]
        return list({video for video, name in rows if all(word in fold(name) for word in words)})


def line_of(passage: Passage, sought: Sought) -> Snippet:
    """What is said from the cue on in which the best place begins, and the second of the file at which it does."""
    text = " ".join(passage.texts)
    begins = list(accumulate((len(each) + 1 for each in passage.texts), initial=0))
    first = max(bisect_right(begins, sought.best_place(text) or 0) - 1, 0)
    last = first + 1
    while last < len(passage.texts) and begins[last] - begins[first] <= _LINE and _goes_on(passage.starts, last):
        last += 1
    line = text[begins[first] : begins[last]].strip()[:_LONGEST]
    return Snippet(line, tuple(sought.marks(line)), begins[first], passage.starts[first])


def _goes_on(starts: Sequence[float], cue: int) -> bool:
    return starts[cue] - starts[cue - 1] < _SILENCE


def _nearest(notes: Sequence[tuple[str, Sequence[float]]], seconds: float) -> str:
    """The note that cites the moment nearest to `seconds`, the first where none cites any; nothing for no notes."""
    return min(notes, key=lambda note: min((abs(each - seconds) for each in note[1]), default=inf), default=("",))[0]
