"""Times that are written as a link, or in the way of another program, read from its own sources and manuals:

- YouTube's addresses: `?t=62`, `&t=1h2m3s`, `#t=1:02`, `?start=10&end=20`, of all its hosts;
- Media Fragments (W3C, `#t=10`, `#t=10,20`, `#t=,20`, `#t=npt:…`, `#t=smpte:…`), with `,e` for the end, as Obsidian's
  Media Extended writes them behind files: `[[file.mp4#t=5]]`, `![[file.mp4#t=5,10]]`, `[5s→10s](file.mp4#t=5,10)`;
- Obsidian Media Notes: `[3:05:53](https://www.youtube.com/watch?v=ID&t=11153)` (`[02:01]()` is read as a bracket);
- Obsidian Timestamp Notes: a fence ```` ```timestamp ```` whose rows hold times, of the video in a fence
  ```` ```timestamp-url ```` before it;
- Logseq: `{{youtube-timestamp 62}}`, `{{renderer :media-timestamp, 1:02}}`, `{{video https://youtu.be/ID?t=62}}`.

Each part of an expression is bounded, or possessive, so that the time it takes grows with the length of the note only.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from reader.notes.code import Span, inside
from reader.notes.times import CLOCK, UNITS, clock_in, seconds_of

_HINTS = ("#t=", "{{")
_TIMED = re.compile(r"(?:[?&;]t|start|_continue)=")

_MEDIA = r"\.(?:mp4|m4v|mkv|webm|mov|avi|ogv|mpe?g|flv|wmv|mp3|m4a|aac|ogg|oga|opus|wav|flac)(?=\#|$)"
_YOUTUBE = re.compile(
    r"(?:https?:)?(?://)?(?:(?:www|m|music)\.)?(?:youtu\.be/|youtube(?:-nocookie)?\.com/"
    r"(?:(?:shorts|live|embed|v)/|watch/?\?(?:[^\s#]{0,400}?[&;])?v=))([\w-]{11})(?![\w-])",
    re.ASCII | re.IGNORECASE,
)
_FILE = re.compile(rf"(?:file:|(?![A-Za-z][\w+.-]*:|//))[^#\n]{{0,600}}{_MEDIA}", re.IGNORECASE)
_ID_IN_NAME = re.compile(r"\[([\w-]{11})\]\.\w+(?=#|$)", re.ASCII)
_TIME = rf"(?:{CLOCK}|{UNITS})(?![\w:])"
_AT = re.compile(
    rf"[?&#;](?:t|start|time_continue)=(?:npt:|smpte(?:-[\w-]{{1,12}})?:)?({_TIME})?(?:,({_TIME}|e(?!\w)))?",
    re.IGNORECASE,
)
_END = re.compile(rf"[?&;]end=({_TIME})")

_ADDRESS = r"[^\s<>()\[\]\"'{}|]{1,600}+"
_YOUTUBES = r"(?:https?://)?(?:(?:www|m|music)\.)?youtu(?:\.be|be\.com|be-nocookie\.com)/"
_INNER = r"(?:[^\[\]\n]|\[[^\[\]\n]{0,80}+\]){0,200}+"
_FORM = re.compile(
    rf"""
      !?\[\[ (?P<file> (?:[^\[\]\n|\#]|\[[^\[\]\n|\#]{{0,80}}+\]){{0,300}}+ \#[^\[\]\n|]{{1,100}}+ )
             (?: \|(?P<alias> {_INNER}) )? \]\]
    | (?P<escaped> \\ )? !?\[(?P<label> {_INNER} )\] \([ ]?
      <?(?P<address>{_ADDRESS})>?(?:[ ]+["'][^"'\n]{{0,200}}+["'])?[ ]?\)
    | <(?:a|iframe)\b[^<>\n]{{0,300}}?\b(?:href|src)=["']?(?P<html>{_ADDRESS})["']?[^<>\n]{{0,300}}+>
      (?P<text>[^<\n]{{0,200}}+)</(?:a|iframe)>
    | <(?P<auto>{_YOUTUBES}{_ADDRESS})>
    | \{{\{{[ ]?(?P<macro>[^{{}}\n]{{1,300}}+)\}}\}}
    | (?<![\w"'=/<&.@:-])(?<!\]\()(?<!\]:)(?<!\]:[ ])(?P<bare>{_YOUTUBES}{_ADDRESS})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MACRO = re.compile(
    r"(?:(?:youtube|video)-timestamp|renderer\s+:(?:media|bilibili)-timestamp\s*,)\s*([\w:.]+)\s*(?:,.*)?",
    re.IGNORECASE,
)
_VIDEO_MACRO = re.compile(r"(?:video|youtube)\s+(\S+)\s*", re.IGNORECASE)
_EMBEDDED = re.compile(
    rf"(?:\{{\{{[ ]?(?:video|youtube)[ \t]+|timestamp-url[ \t]*\n[ \t>]*|!\[[^\[\]\n]{{0,200}}\]\()({_ADDRESS})",
    re.IGNORECASE,
)
_ID = re.compile(r"[\w-]{11}", re.ASCII)
_BLOCK = re.compile(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*((?:`{3,}|~{3,})[ \t]?timestamp[ \t]*\n)")
_ROW = re.compile(r"^[^\n]*?(\d{1,4}:\d{1,3}(?::\d{1,3})?)[^\n]*$", re.MULTILINE)
_TIMES = re.compile(
    CLOCK + r"|\d{1,3}h(?:\d{1,3}m)?(?:\d{1,3}s)?|\d{1,4}m(?:\d{1,3}s)?|\d{1,6}(?:\.\d{1,3})?s|https?://\S+",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A time with all that its form says of it; the fields are those of `Stamp`."""

    written: str
    start: int
    end: int
    shown: str = ""
    until: str = ""
    video: str = ""
    label: str = ""


def may_hold(text: str) -> bool:
    """Whether `text` can hold any of these forms but the fences of Timestamp Notes; quick, and true of few notes."""
    return any(hint in text for hint in _HINTS) or ("youtu" in text and bool(_TIMED.search(text)))


def linked(body: str, code: list[Span]) -> list[Found]:
    """The times of these forms in `body`, in its order; those in code left out, but for fences of Timestamp Notes."""
    found = [*_blocks(body, code), *(_forms(body, code) if may_hold(body) else ())]
    return sorted(found, key=lambda each: each.start)


def label_of(text: str) -> str:
    """What the text of a link says besides a time or its own address, else nothing."""
    rest = _TIMES.sub("", text)
    return text.strip() if any(map(str.isalnum, rest)) else ""


def shown_in(text: str, seconds: float | None) -> str:
    """The time in the text of a link, where it is another than the link leads to."""
    shown = clock_in(text)
    return shown if shown and seconds_of(shown) != seconds else ""


def moment_of(address: str) -> tuple[str, str, str] | None:
    """What is written, the end of its range and the video's id, of an address that names a second; else None.

    The id is empty where it is a file whose name bears none, or a place in the note's own video (`#t=5`).
    """
    address = unquote(address) if "%" in address else address
    time = _AT.search(address)
    if not time or not (time[1] or time[2]):
        return None
    if video := _YOUTUBE.match(address):
        id_ = video[1]
    elif address.startswith("#"):
        id_ = ""
    elif _FILE.match(address):
        named = _ID_IN_NAME.search(address)
        id_ = named[1] if named else ""
    else:
        return None
    end = _END.search(address)
    until = time[2] or (end[1] if end else "")
    return time[1] or "0", "" if until in "eE" else until, id_


def _forms(body: str, code: list[Span]) -> Iterator[Found]:
    embeds: list[tuple[int, str]] | None = None
    for form in _FORM.finditer(body):
        if form["escaped"] or inside(code, form.start()):
            continue
        if form["macro"]:
            if embeds is None:
                embeds = _embeds(body)
            found = _macro(form, embeds)
        else:
            found = _link(form)
        if found:
            yield found


def _link(form: re.Match[str]) -> Found | None:
    address = form["file"] or form["address"] or form["html"] or form["auto"] or form["bare"]
    trailing = len(address) - len(address.rstrip(".,;:!?*_~")) if form["bare"] else 0
    moment = moment_of(address[: len(address) - trailing])
    if not moment:
        return None
    written, until, video = moment
    embedded = form[0].startswith("!") or form[0][:2].lower() == "<i"
    text = "" if embedded else form["alias"] or form["label"] or form["text"] or ""
    shown = shown_in(text, seconds_of(written))
    label = label_of(text.replace(address, ""))
    return Found(written, form.start(), form.end() - trailing, shown, until, video, label)


def _macro(form: re.Match[str], embeds: list[tuple[int, str]]) -> Found | None:
    """Logseq: a time of its own belongs to the video that is shown last before it."""
    if time := _MACRO.fullmatch(form["macro"]):
        video = _before(embeds, form.start())
        return Found(time[1], *form.span(), video=video) if seconds_of(time[1]) is not None else None
    shown = _VIDEO_MACRO.fullmatch(form["macro"])
    moment = moment_of(shown[1]) if shown else None
    return Found(moment[0], *form.span(), until=moment[1], video=moment[2]) if moment else None


def _embeds(body: str) -> list[tuple[int, str]]:
    """Where videos are shown in a note, and their ids."""
    found = ((each.start(), _YOUTUBE.match(each[1]) or _ID.fullmatch(each[1])) for each in _EMBEDDED.finditer(body))
    return [(at, id_[id_.lastindex or 0]) for at, id_ in found if id_]


def _before(embeds: list[tuple[int, str]], at: int) -> str:
    number = bisect_left(embeds, (at,))
    return embeds[number - 1][1] if number else ""


def _blocks(body: str, code: list[Span]) -> Iterator[Found]:
    """The rows of fences ```` ```timestamp ````; the first takes the opening line with it, the last the closing one."""
    embeds: list[tuple[int, str]] | None = None
    for first, last in code:
        if opening := _BLOCK.match(body, first, last):
            embeds = _embeds(body) if embeds is None else embeds
            rows = list(_ROW.finditer(body, opening.end(), last))
            for number, row in enumerate(rows):
                start = row.start() if number else opening.start(1)
                end = last if number == len(rows) - 1 else row.end()
                yield Found(row[1], start, end, video=_before(embeds, first))
