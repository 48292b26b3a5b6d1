"""Find the times that a note cites, in every form that real notes write them in (`notes-format.md` §3).

One pass with one expression; each of its parts is bounded or cannot be entered in two ways, so that the time
it takes grows with the length of the note only. Where `stamp_forms` finds links and the ways of other programs,
which few notes have, this pass reads what lies between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.notes.code import Span, code_spans, inside
from reader.notes.stamp_forms import Found, label_of, linked, shown_in
from reader.notes.times import clock_in, fields_of, seconds_of, times_in

__all__ = ["Stamp", "fields_of", "find_stamps", "seconds_of"]

_FRACTION = r"(?:\.\d{1,3}Z?|,\d{3}(?![\d:]))?"
_TIME = rf"(?:\d{{1,3}}:\d{{1,2}}:\d{{1,3}}(?:[:;]\d{{1,3}})?|\d{{1,4}}:\d{{2}}){_FRACTION}(?![\w:])"
_BETWEEN = r"[ \t]*(?:[,;|&/~→‐-―−-]|--?>|\.\.\.?|…|to|and|until)[ \t]*"
_ANCHOR = rf"""
    (?P<label>\[[\d:.,\[\]\ -]{{0,60}}\]\([ ]*)?
    <(?P<tag>[ap])\b(?=[^<>]{{0,300}}?(?:yt[-_=">\n]|data[-=]))(?P<attributes>[^<>\n]{{0,300}}(?:\n[^<>\n]{{1,300}})?)
    (?: >(?P<text>[^<\n]{{0,200}}?)</(?P=tag)> | </(?P=tag)> | >(?P<unclosed>\[{_TIME}\]?)? )
    (?P<unlabel>[ ]*\))?
"""
_PLAIN = rf"""
    (?:(?P<two>\[\[)|(?P<one>\[)|\()[ \t]*(?P<times>{_TIME}(?:{_BETWEEN}{_TIME})*)[ \t]*(?(two)\]\]|(?(one)\]|\)))
    (?:\((?:\#[^()\s]{{0,200}}|[\d:.]*)\))?(?!\()
"""
_BARE = r"""
    (?<![\w:./=\#-])(?<!\d-\d\d[ ])(?<!\d/\d\d[ ])\d{1,3}:\d{2}:\d{2}(?:[:;]\d{2})?(?:\.\d{1,3})?
    (?![\w:])(?![ ]?[AaPp]\.?[Mm]\b)
"""
_STAMP = re.compile(rf"{_ANCHOR}|{_PLAIN}|(?P<bare>{_BARE})", re.VERBOSE)

_BEGIN = re.compile(
    r'[<\[(0-9](?:(?<=<)a class="yt-timestamp" data-t="(?P<plain>\d\d?:\d\d(?::\d\d)?)">\[?(?P=plain)\]?</a>'
    r"|(?<=<)[ap]\b|(?<=[\[(])\[?[ \t]*\d|(?<=\d)(?<!\d\d)\d{0,2}:)"
)
"""Where a stamp can begin, and all of the one form that nine of ten have; its first character is one of few, which is
what makes the search quick."""

_DATA = re.compile(r"data-?t?\s*=\s*[\"']?([^\"'>]*)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as a note writes it."""

    written: str
    seconds: float | None
    """Read as it is written; None where it is no time (`N/A`, `HH:MM:SS`)."""
    start: int
    end: int
    """The place in the body that it takes up, in characters, its brackets with it."""
    line: int
    """The line of the body, counted from 1."""
    shown: str = ""
    """The time in the text of its link as it is written there, where that is another one."""
    until: str = ""
    """The end of the range that it begins, as it is written (`#t=5,10`)."""
    video: str = ""
    """The id of the video that it names itself; nothing where it is of the note's own."""
    label: str = ""
    """What the text of its link says besides the time, Markdown in it as written."""


def find_stamps(body: str, code: list[Span] | None = None, video: str | None = None) -> list[Stamp]:
    """The stamps of `body` in their order, those in code left out; a fence ```` ```timestamp ```` is none.

    `code`: what `code_spans(body)` gives, where it is known already. `video`: the note's own, which a stamp that
    links to it does not name.
    """
    stamps: list[Stamp] = []
    line, counted = 1, 0
    for found in _all(body, code_spans(body) if code is None else code):
        written, start, end, shown, until, named, label = found
        line += body.count("\n", counted, start)
        counted = start
        named = "" if named == video else named
        stamps.append(Stamp(written, seconds_of(written), start, end, line, shown, until, named, label))
    return stamps


def _all(body: str, code: list[Span]) -> Iterator[Found]:
    at = 0
    for each in linked(body, code):
        yield from _between(body, at, each.start, code)
        yield each
        at = each.end
    yield from _between(body, at, len(body), code)


def _between(body: str, at: int, last: int, code: list[Span]) -> Iterator[Found]:
    """What `_STAMP.finditer` finds, many times as fast: it is tried only where a stamp can begin."""
    while begin := _BEGIN.search(body, at, last):
        at = begin.start()
        plain = begin["plain"] and body[at - 1 : at] != "["
        found = begin if plain else _STAMP.match(body, at, last)
        if not found:
            at += 1
            continue
        if not (code and inside(code, at)):
            yield from _read(found, body)
        at = found.end()


def _read(found: re.Match[str], body: str) -> Iterator[Found]:
    """A time for each one in a match of `_BEGIN` or `_STAMP`."""
    if found.re is _BEGIN:
        yield Found(found["plain"], *found.span())
    elif found["bare"]:
        yield Found(found["bare"], *found.span())
    elif found["times"]:
        yield from _group(found)
    elif anchor := _anchor(found, body):
        yield anchor


def _anchor(found: re.Match[str], body: str) -> Found | None:
    attributes, text = found["attributes"], found["text"] or found["unclosed"] or ""
    data = _DATA.search(attributes)
    value = data[1].strip(" []") if data else ""
    written = clock_in(attributes) or (value if seconds_of(value) is not None else clock_in(text))
    if not written:
        if "yt" not in attributes:
            return None
        written = value if data else text.strip(" []")
    start, end = found.span()
    if not found["label"] and found["unlabel"]:
        end = found.start("unlabel")
    if body[start - 1 : start] == "[" and body[end : end + 1] == "]" and body[end + 1 : end + 2] != "(":
        start, end = start - 1, end + 1
    if written in text and len(text) <= len(written) + 2:
        return Found(written, start, end)
    seconds = seconds_of(written)
    label = "" if ">" in text or seconds is None else label_of(text)
    return Found(written, start, end, shown_in(text, seconds), label=label)


def _group(found: re.Match[str]) -> Iterator[Found]:
    """The times in one bracket; its first takes the opening bracket, its last the closing one."""
    offset = found.start("times")
    times = times_in(found["times"])
    for number, (written, first, last) in enumerate(times):
        start = offset + first if number else found.start()
        end = offset + last
        if number == len(times) - 1:
            end = found.end()
        elif found["times"][last : times[number + 1][1]].strip() == "|":
            end = offset + found["times"].index("|", last) + 1
        yield Found(written, start, end)
