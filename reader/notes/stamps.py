"""Find the times that a note cites, in every form that real notes write them in (`notes-format.md` §3).

One pass with one expression; each of its parts is bounded or cannot be entered in two ways, so that the time
it takes grows with the length of the note only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.notes.code import Span, code_spans, inside

_LONG = r"\d{1,2}:\d{1,2}:\d{1,3}(?::\d{1,3})?(?:\.\d{1,3})?"
_TIME = rf"(?:{_LONG}|\d{{1,4}}:\d{{2}})(?![\w:])"
_BETWEEN = r"[ \t]*(?:[,;|&–—-]|to|and)[ \t]*"
_ANCHOR = rf"""
    (?P<label>\[[\d:.,\[\]\ -]{{0,60}}\]\([ ]*)?
    <(?P<tag>[ap])\b(?=[^<>\n]{{0,300}}?(?:yt[-_="]|data[-=]))(?P<attributes>[^<>\n]{{0,300}})
    (?: >(?P<text>[^<\n]{{0,60}}?)</(?P=tag)> | </(?P=tag)> | >(?P<unclosed>\[{_TIME}\]?)? )
    (?P<unlabel>[ ]*\))?
"""
_PLAIN = rf"""
    (?:(?P<two>\[\[)|(?P<one>\[)|\()[ \t]*(?P<times>{_TIME}(?:{_BETWEEN}{_TIME})*)[ \t]*(?(two)\]\]|(?(one)\]|\)))
    (?:\((?:\#[^()\s]{{0,200}}|[\d:.]*)\))?(?!\()
"""
_BARE = r"(?<![\w:./=#-])\d{1,2}:\d{2}:\d{2}(?![\w:])"
_STAMP = re.compile(rf"{_ANCHOR}|{_PLAIN}|(?P<bare>{_BARE})", re.VERBOSE)

_BEGIN = re.compile(r"[\[(]|<[ap]|\d\d?:")

_WRITTEN = re.compile(r"\d{1,4}(?::\d{1,3}){1,3}(?:\.\d{1,3})?")
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


def find_stamps(body: str, code: list[Span] | None = None) -> list[Stamp]:
    """The stamps of `body` in their order, those in code left out.

    `code`: what `code_spans(body)` gives, where it is known already.
    """
    if ":" not in body and "yt" not in body:
        return []
    code = code_spans(body) if code is None else code
    stamps: list[Stamp] = []
    line, counted = 1, 0
    for found in _matches(body):
        if inside(code, found.start()):
            continue
        line += body.count("\n", counted, found.start())
        counted = found.start()
        for written, start, end in _read(found, body):
            stamps.append(Stamp(written, seconds_of(written), start, end, line))
    return stamps


def _matches(body: str) -> Iterator[re.Match[str]]:
    """What `_STAMP.finditer` gives, ten times as fast: it is tried only where a stamp can begin."""
    at = 0
    while begin := _BEGIN.search(body, at):
        at = begin.start()
        if found := _STAMP.match(body, at):
            yield found
            at = found.end()
        else:
            at += 1


@lru_cache(maxsize=20_000)
def fields_of(written: str) -> tuple[float, ...]:
    """The numbers of a time between its colons; empty where it is no time.

    Of four fields the last is dropped (`01:00:13:00`), and a last one of three digits too (`05:21:999`).
    """
    found = _WRITTEN.search(written)
    if not found:
        return (float(written),) if written.isascii() and written.isdigit() and len(written) <= 6 else ()
    parts = found[0].split(":")
    if len(parts) == 4 or (len(parts) == 3 and len(parts[2]) == 3):
        parts.pop()
    return tuple(map(float, parts))


def seconds_of(written: str) -> float | None:
    """`H:MM:SS`, `MM:SS` or plain seconds as seconds. What is past 59 counts as what it is: `01:24:99` is 1:25:39."""
    fields = fields_of(written)
    if not fields:
        return None
    seconds = 0.0
    for field in fields:
        seconds = seconds * 60 + field
    return seconds


def _read(found: re.Match[str], body: str) -> Iterator[tuple[str, int, int]]:
    """What is written, from where to where, for each time in a match."""
    if found["bare"]:
        yield found["bare"], *found.span()
    elif found["times"]:
        yield from _group(found)
    else:
        yield from _anchor(found, body)


def _anchor(found: re.Match[str], body: str) -> Iterator[tuple[str, int, int]]:
    start, end = found.span()
    if not found["label"] and found["unlabel"]:
        end = found.start("unlabel")
    elif found["label"] and not found["unlabel"]:
        start = found.start("tag") - 1
    text = found["text"] or found["unclosed"] or ""
    written = _WRITTEN.search(found["attributes"]) or _WRITTEN.search(text)
    if body[start - 1 : start] == "[" and body[end : end + 1] == "]" and body[end + 1 : end + 2] != "(":
        start, end = start - 1, end + 1
    if written:
        yield written[0], start, end
    elif "yt" in found["attributes"]:
        data = _DATA.search(found["attributes"])
        yield (data[1] if data else text).strip(" []"), start, end


def _group(found: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The times in one bracket; its first takes the opening bracket, its last the closing one."""
    offset = found.start("times")
    times = list(_WRITTEN.finditer(found["times"]))
    for number, time in enumerate(times):
        start = offset + time.start() if number else found.start()
        end = offset + time.end()
        if number == len(times) - 1:
            end = found.end()
        elif found["times"][time.end() : times[number + 1].start()].strip() == "|":
            end = offset + found["times"].index("|", time.end()) + 1
        yield time[0], start, end
