"""Reads caption files, whatever they are like: .vtt, .srt, .ass and .ssa, each told by what is in it.

It is written by hand because pysubs2 takes a line with two inline stamps, as YouTube writes them, for the line of a
cue's times, has WEBVTT's notes and names of cues in the text, drops last lines that are numbers, and needs quadratic
time for the tags of a line.  Everything here is linear; what is not understood is passed over.
"""

import codecs
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import inf
from pathlib import Path
from typing import NamedTuple

from reader.library.rolling import Lines, rolls, unrolled

MOST_BYTES = 16 * 1024 * 1024
"""Twelve hours of YouTube's rolling captions come to about six million; what is far larger is no text."""
_MOST_LETTERS = 2000
"""Of one cue: more than a screen can show."""
_LONGEST = 60.0
"""Seconds; a cue that is longer has most likely lost its end, and gives way to the next one."""
_WITHOUT_END = 4.0
"""Seconds for which a cue is shown that ends before it begins."""

_TIME = r"(-?)(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,6}))?"
_TIMES = re.compile(rf"^[ \t]*+{_TIME}[ \t]*+-->[ \t]*+{_TIME}[^\n]*+$", re.MULTILINE)
_DIALOGUE = re.compile(
    rf"^Dialogue:[^,\n]*+,[ \t]*+{_TIME}[ \t]*+,[ \t]*+{_TIME}[ \t]*+,(?:[^,\n]*+,){{6}}([^\n]*+)$", re.MULTILINE
)
_NUMBER = re.compile(r"(?:^|\n)[ \t]*+\d{1,9}[ \t]*+\n\Z")
_TAG = re.compile(r"</?[A-Za-z][^<>]*+>|<\d[\d:.]*+>|\{\\[^{}]*+\}")
_INLINE_STAMP = re.compile(r"<\d\d:\d\d[\d:.]*+>")
_OVERRIDE = re.compile(r"\{[^{}]*+\}")
_DRAWING = re.compile(r"\\p(\d)")
_ENTITY = re.compile(r"&#?\w{1,31};")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: shown from `start` to `end`, in seconds; `text` is plain, its lines are parted by newlines."""

    start: float
    end: float
    text: str


class _Raw(NamedTuple):
    """A cue as it is written; its text is not plain yet."""

    start: float
    end: float
    text: str


def read_cues(file: Path) -> tuple[Cue, ...]:
    """The cues of a caption file in the order of time, what rolls over the screen once each.

    Raises OSError where it cannot be read, ValueError where it is none, or larger than `MOST_BYTES`.
    """
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(f"“{file.name}” is larger than captions are.")
    return cues_in(decoded(data))


def cues_in(text: str) -> tuple[Cue, ...]:
    """The cues in the text of a caption file.  Raises ValueError where the text is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    raw = list(_raw_cues(text))
    if not raw and text.strip() and not _is_vtt(text):
        raise ValueError("There are no captions in it.")
    raw.sort(key=lambda cue: cue.start)
    cues = [(cue.start, cue.end, lines) for cue in raw if (lines := _plain_lines(cue.text))]
    if rolls(cues, stamped=_INLINE_STAMP.search(text) is not None):
        cues = unrolled(cues)
    return tuple(_tidy(cues))


def decoded(data: bytes) -> str:
    """Text of unknown encoding: what its first bytes say, else UTF-8, else Western European."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    head = data[:1000]
    if head.count(0) * 3 > len(head):  # every other byte of Latin letters in UTF-16 is 0
        return data.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    text = data.decode("utf-8-sig", "replace")
    wrong = text.count("\ufffd")
    if wrong and wrong * 2 > sum(letter > "\x7f" for letter in text):
        return data.decode("cp1252", "replace")
    return text


def _is_vtt(text: str) -> bool:
    return text.lstrip("\ufeff\n\t ").startswith("WEBVTT")


def _raw_cues(text: str) -> Iterator[_Raw]:
    if "\nDialogue:" in text and not _is_vtt(text):
        yield from (_Raw(*_times(found), _said(found[11])) for found in _DIALOGUE.finditer(text))
        return
    vtt = _is_vtt(text)
    for found, following in pairwise(chain(_TIMES.finditer(text), [None])):  # step by step: other threads go on
        assert found
        body = text[found.end() + 1 : following.start() if following else None]
        if vtt:  # what follows an empty line is a note, a style or the name of the next cue
            body = "" if body.startswith("\n") else body.partition("\n\n")[0]
        elif following:
            body = _NUMBER.sub("", body)
        yield _Raw(*_times(found), body)


def _times(found: re.Match[str]) -> tuple[float, float]:
    groups = found.groups()
    return _seconds(*groups[:5]), _seconds(*groups[5:10])


def _seconds(sign: str, hours: str | None, minutes: str, seconds: str, part: str | None) -> float:
    total = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + (float(f"0.{part}") if part else 0.0)
    return round(-total if sign else total, 6)


def _said(text: str) -> str:
    """What a line of .ass says: neither what it draws nor how it looks."""
    said, drawing, at = [], False, 0
    for tag in _OVERRIDE.finditer(text):
        if not drawing:
            said.append(text[at : tag.start()])
        if switches := _DRAWING.findall(tag[0]):
            drawing = switches[-1] != "0"
        at = tag.end()
    if not drawing:
        said.append(text[at:])
    return "".join(said).replace(r"\N", "\n").replace(r"\n", "\n").replace(r"\h", " ")


def _plain_lines(text: str) -> list[str]:
    """The lines of a cue without marks, none of them empty."""
    text = text[: _MOST_LETTERS * 10]
    if "<" in text or "{" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    lines = (" ".join(line.split()) for line in _CONTROL.sub(" ", text)[:_MOST_LETTERS].split("\n"))
    return [line for line in lines if line]


def _tidy(cues: Sequence[Lines]) -> Iterator[Cue]:
    """Cues that begin and end as they can be meant, each once."""
    before = None
    for (start, end, lines), following in zip(cues, _following([start for start, _, _ in cues]), strict=True):
        cue = Cue(max(start, 0.0), _meant_end(start, end, following), "\n".join(lines))
        if cue.end > cue.start and cue != before:
            before = cue
            yield cue


def _meant_end(start: float, end: float, following: float) -> float:
    if end <= start:
        return min(start + _WITHOUT_END, following)
    return min(end, following) if end - start > _LONGEST else end


def _following(starts: Sequence[float]) -> list[float]:
    """For each of the starts, which are in order, the next later one."""
    found = [inf] * len(starts)
    for number in range(len(starts) - 2, -1, -1):
        following = starts[number + 1]
        found[number] = following if following > starts[number] else found[number + 1]
    return found
