"""What is said in videos, kept by tantivy: a minute of captions is a document, named by the hash of its video.

A minute, so that words that stand hours apart are no answer, and the answer names a moment.  It overlaps with the next
one by some seconds, so that what is said across its end is found too.  The cues are kept with it: captions would have
to be read as a whole again to cut a line out of them.  An hour of speech comes to 70 kB and is put in within 5 ms.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tantivy

from reader.library.folding import fold
from reader.library.resolve import hashed
from reader.library.search import SearchIndex, telling_damage

if TYPE_CHECKING:
    from reader.library.captions import Cue

_LENGTH, _OVERLAP = 60.0, 10.0
"""Seconds."""
_MOST_LETTERS = 20_000
"""Of a passage: nobody says as much in a minute, but a file may claim it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some cues of a video: what each says, on one line, and the second of the file at which it begins."""

    video: str
    starts: tuple[float, ...]
    texts: tuple[str, ...]


def passages(video: str, cues: "Sequence[Cue]") -> Iterator[Passage]:
    """The passages of a video's captions, which are in the order of their starts."""
    starts = [cue.start for cue in cues]
    first = 0
    while first < len(cues):
        end = starts[first] + _LENGTH
        after = bisect_left(starts, end, first + 1)
        last = bisect_left(starts, end + _OVERLAP, after)
        texts = _bounded([" ".join(cue.text.split()) for cue in cues[first:last]])
        yield Passage(video, tuple(starts[first : first + len(texts)]), tuple(texts))
        first = after


def document(passage: Passage) -> tantivy.Document:
    """What is kept of a passage."""
    made = tantivy.Document()
    made.add_unsigned("key", hashed(passage.video))
    made.add_text("video", passage.video)
    made.add_text("said", fold(" ".join(passage.texts)))
    lines = (f"{start:.3f} {text}" for start, text in zip(passage.starts, passage.texts, strict=True))
    made.add_bytes("cues", "\n".join(lines).encode("utf-8", "replace"))
    return made


def of_video(video: str) -> tantivy.Query:
    """Asks for all passages of a video."""
    return tantivy.Query.term_query(PASSAGES, "key", hashed(video))


def found(index: SearchIndex, query: tantivy.Query, most: int) -> Iterator[tuple[Passage, float]]:
    """At most so many passages with how well they fit, the best first; each is fetched when it is asked for.

    Raises DamagedError.
    """
    with telling_damage():
        searcher = index.searcher()
        hits = searcher.search(query, most, count=False).hits
    for score, address in hits:
        with telling_damage():
            kept = searcher.doc(address)
        yield _passage(str(kept.get_first("video")), bytes(kept.get_first("cues") or b"").decode()), float(score)


def _passage(video: str, cues: str) -> Passage:
    lines = [line.partition(" ") for line in cues.split("\n")]
    return Passage(video, tuple(float(start) for start, _, _ in lines), tuple(text for _, _, text in lines))


def _bounded(texts: list[str]) -> list[str]:
    """As many of the first as there is room for, at least the beginning of one."""
    room = _MOST_LETTERS
    for number, text in enumerate(texts):
        room -= len(text) + 1
        if room < 0:
            return texts[:number] or [text[:_MOST_LETTERS]]
    return texts


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True)
    builder.add_text_field("video", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("said", tokenizer_name="default", index_option="position")
    builder.add_bytes_field("cues", stored=True)
    return builder.build()


PASSAGES = _schema()
