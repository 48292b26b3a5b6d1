"""What a catalogue keeps of a note: its headings, links, stamps, tags and other names, found without making its page.

Nearly all stamps and links of real notes have one plain form, which is read with one small expression each.  Where a
note has any other form, `find_stamps` and `find_links` read it, so that both ways come to the same.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from reader.notes.code import Span, code_spans, inside
from reader.notes.links import find_links
from reader.notes.note import Note
from reader.notes.odds import Time, is_calm, time_of
from reader.notes.repair import NOTHING_KNOWN, time_meant, weigh
from reader.notes.sentences import plain, sentence
from reader.notes.stamp_forms import may_hold
from reader.notes.stamps import fields_of, find_stamps

_STAMP = re.compile(r'<a class="yt-timestamp" data-t="\d\d?:\d\d(?::\d\d)?">\[?[\d:]{0,10}\]?</a>')
_PLAIN_STAMP = re.compile(r'(<a class="yt-timestamp" data-t="(\d\d?:\d\d(?::\d\d)?)">(?:\[?\2\]?)?</a>)')
_OTHER_TIME, _OTHER_TAG = re.compile(r":\d"), re.compile(r"<[ap]\b")
_LINK = re.compile(r"\[\[([^\[\]\n|#]+)(?:\|([^\[\]\n|]*))?\]\]")
_TARGET = re.compile(r"\[\[[^\[\]\n|]*\|")
_HEADING = re.compile(r"\n {0,3}(#{1,6})[ \t]+([^\n]+)")
_TAG = re.compile(r"#([^\W\d][\w/-]*)")
_MARKED = re.compile(r"[\[\]<`*_=~#(]")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_SECONDS = attrgetter("seconds")
_BULLET = " \t*+->"
_FARTHEST = 400
"""Characters; what lies farther from a link is not kept as its sentence."""


class LinkAt(NamedTuple):
    """A wikilink; `excerpt` is the raw text round it, the link itself ends at `end` in it."""

    at: int
    target: str
    heading: str
    label: str
    excerpt: str
    end: int


class StampAt(NamedTuple):
    """A stamp that has a time: its place in the body (characters), its seconds, and both its senses."""

    at: int
    seconds: float
    certain: bool
    """Whether the seconds can be trusted, as written or not."""
    time: Time


@dataclass(frozen=True, slots=True)
class Outline:
    """What a catalogue keeps of one note."""

    words: str
    """The body without what nobody reads: the targets of links and the machinery of stamps."""
    headings: tuple[tuple[int, int, str], ...]
    """Place in the body, level, text."""
    links: tuple[LinkAt, ...]
    stamps: tuple[StampAt, ...]
    tags: tuple[str, ...]
    aliases: tuple[str, ...]


def outline(note: Note) -> Outline:
    """What a catalogue keeps of `note`."""
    code = code_spans(note.body)
    parts = _PLAIN_STAMP.split(note.body)
    rest = " ".join(parts[::3])
    return Outline(
        _TARGET.sub("", _STAMP.sub("", rest) if "<a" in rest else rest),
        tuple(headings(note.body, code)),
        tuple(_links(note.body, code)),
        _stamps(note, rest, parts, code),
        tuple(_tags(note, code)),
        tuple(_listed(note, "aliases", "alias")),
    )


def nearest(stamps: Sequence[StampAt], body: str, at: int) -> int | None:
    """The number of the stamp nearest to a place: of those in its line the next, else the last; else the least far."""
    following = bisect_left(stamps, (at,))
    after = following if following < len(stamps) else None
    before = following - 1 if following else None
    if after is not None and body.find("\n", at, stamps[after].at) < 0:
        return after
    if before is not None and body.find("\n", stamps[before].at, at) < 0:
        return before
    both = [number for number in (after, before) if number is not None]
    return min(both, key=lambda number: abs(stamps[number].at - at), default=None)


def sentence_round(excerpt: str, end: int) -> str:
    """The sentence of an excerpt that holds its link, which ends at `end`, as plain text."""
    return sentence(excerpt, end, end)


def _stamps(note: Note, rest: str, parts: list[str], code: list[Span]) -> tuple[StampAt, ...]:
    """The stamps of the note's own video: those that its body was split into `parts` at, where `rest`, the body
    without them, holds no others."""
    if _OTHER_TIME.search(rest) or _OTHER_TAG.search(rest) or may_hold(rest):
        stamps = [each for each in find_stamps(note.body, code, note.video) if each.seconds is not None]
        return _as_meant([(each.start, time_meant(each)) for each in stamps if not each.video])
    return _as_meant([each for each in _written(parts) if not (code and inside(code, each[0]))])


def _as_meant(found: list[tuple[int, Time]]) -> tuple[StampAt, ...]:
    """Stamps, of which the place and the time are known, as the note by itself lets them be read."""
    if is_calm([time.written for _, time in found], NOTHING_KNOWN.prospect):
        return tuple([StampAt(at, time.written, True, time) for at, time in found])
    return tuple(
        StampAt(at, seconds, certainty == "certain", time)
        for (at, time), (seconds, certainty) in zip(found, weigh([time for _, time in found]), strict=True)
    )


def _written(parts: list[str]) -> Iterator[tuple[int, Time]]:
    """Place and time of the stamps of a body that was split at them: text, stamp, its time, text, and so on."""
    at = 0
    for text, stamp, written in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        at += len(text)
        yield at, _time(written)
        at += len(stamp)


@lru_cache(maxsize=20_000)
def _time(written: str) -> Time:
    return time_of(fields_of(written))


def _links(body: str, code: list[Span]) -> Iterator[LinkAt]:
    found = [each for each in _LINK.finditer(body) if body[each.start() - 1 : each.start()] != "!"]
    if len(found) != body.count("[[") or any("\\" in each[1] or each[1].lstrip()[:1].isdigit() for each in found):
        for link in find_links(body, code):
            yield _link(body, link.start, link.end, link.target, link.heading, link.label)
        return
    for each in found:
        target = each[1].strip().removesuffix(".md")
        if each[1].strip() and not (code and inside(code, each.start())):
            label = (each[2] or "").strip() or target.rpartition("/")[2].replace("_", " ")
            yield _link(body, *each.span(), target, "", label)


def _link(body: str, start: int, end: int, target: str, heading: str, label: str) -> LinkAt:
    """With what stands round it in its line; nothing is kept for a line that is the link and no more."""
    first = max(body.rfind("\n", 0, start) + 1, start - _FARTHEST)
    last = body.find("\n", end, end + _FARTHEST)
    last = min(len(body), end + _FARTHEST) if last < 0 else last
    first = max(first, body.rfind(". ", first, start) + 2) if body.find(". ", first, start) >= 0 else first
    stop = body.find(". ", end, last)
    last = last if stop < 0 else stop + 1
    before, after = body[first:start], body[end:last]
    if before.strip(_BULLET) in ("", "From:") and after.strip() in ("", "<br/>", "<br />", "<br>"):
        return LinkAt(start, target, heading, label, "", 0)
    before, after = (_STAMP.sub("", text) if "<a" in text else text for text in (before, after))
    return LinkAt(start, target, heading, label, before + body[start:end] + after, len(before) + end - start)


def headings(body: str, code: list[Span]) -> Iterator[tuple[int, int, str]]:
    """Place in the body, level and text of each heading."""
    if "#" in body:
        for each in _HEADING.finditer("\n" + body):
            at = each.start(1) - 1
            if not (code and inside(code, at)):
                text = each[2]
                if _MARKED.search(text):
                    text = plain(_STAMP.sub("", _CLOSING.sub("", text)))
                yield at, len(each[1]), " ".join(text.split())


def _tags(note: Note, code: list[Span]) -> Iterator[str]:
    yield from (tag.lstrip("#") for tag in _listed(note, "tags", "tag"))
    if "#" in note.body:
        for each in _TAG.finditer(note.body):
            at = each.start()
            if (not at or note.body[at - 1].isspace()) and not inside(code, at):
                yield each[1]


def _listed(note: Note, *names: str) -> Iterator[str]:
    """The texts of a property that is one text, or a list of them."""
    for key, value in note.properties.items():
        if key.lower() in names:
            each = value if isinstance(value, list) else str(value).split(",")
            yield from (text.strip() for text in map(str, each) if text.strip())
