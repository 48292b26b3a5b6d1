"""The sentence that a stamp stands behind, as plain text: what a list of moments shows beside the time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.notes.repair import Reading

_ANCHOR = re.compile(r"<a\b[^<>\n]*>[^<\n]{0,60}</a>|<[^<>\n]{1,200}>")
_WIKILINK = re.compile(r"\[\[(?:[^\[\]\n|]*\|)?\s*([^\[\]\n|]*?)\s*\]\]")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\n]*\)")
_BARE_STAMP = re.compile(r"[\[(]\s*\d{1,3}(?::\d{1,3}){1,3}(?:\s*[-–,|]\s*\d{1,3}(?::\d{1,3}){1,3})*\s*[\])]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_LEAD = re.compile(r"^[\s>#*+\-]*(?:\[![^\]]*\][+-]?\s*)?(?:\d{1,3}[.)]\s+)?(?:\[[ xX]\]\s+)?")
_MARKS = re.compile(r"\*\*|__|==|~~|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_END = re.compile(r"[.!?…][\"”’)\]*_]*\s+(?=[\"“‘(\[*_]*[A-Z0-9])")
_DASHES = " \t-–—→~"
_REACH = 1_200
"""Characters on either side of a stamp that are looked at: no sentence is longer (half of all paragraphs have 700)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stamp that leads somewhere, with the sentence it belongs to."""

    reading: Reading
    seconds: float
    sentence: str


def moments(body: str, readings: Sequence[Reading]) -> tuple[Moment, ...]:
    """The stamps of a note that have a time in its own video, in the order of the text."""
    text, places = _without_stamps(body, readings)
    return tuple(
        Moment(reading, reading.seconds, sentence(text, at, at))
        for reading, at in zip(readings, places, strict=True)
        if reading.seconds is not None and not reading.stamp.video
    )


def _without_stamps(body: str, readings: Sequence[Reading]) -> tuple[str, list[int]]:
    """A body with the labels of its stamps in their places, and where in it each of them stood."""
    parts: list[str] = []
    places: list[int] = []
    at = length = 0
    for stamp in (reading.stamp for reading in readings):
        between = body[at : stamp.start]
        between = between if between.strip(_DASHES) else " "  # of a range nothing is left
        parts += (between, stamp.label)
        length += len(between) + len(stamp.label)
        places.append(length)
        at = stamp.end
    return "".join((*parts, body[at:])), places


def sentence(body: str, start: int, end: int) -> str:
    """The sentence round the stamp at `body[start:end]`, without markup.

    A stamp follows what it vouches for: at the end of a sentence it belongs to that one, alone on its line to none.
    """
    first = max(body.rfind("\n", 0, start) + 1, start - _REACH)
    last = body.find("\n", end)
    last = min(len(body) if last < 0 else last, end + _REACH)
    before, after = plain(body[first:start], lead=True), plain(body[end:last])
    cut = [match.end() for match in _END.finditer(before)]
    if cut and not before[cut[-1] :].strip(" ,;:.–-"):
        cut.pop()
    before = before[cut[-1] :] if cut else before
    if before.rstrip().endswith((".", "!", "?", "…")):
        return _tidy(before)
    ends = _END.search(after)
    return _tidy(f"{before} {after[: ends.end()] if ends else after}")


def plain(text: str, *, lead: bool = False) -> str:
    """`text` without markup; with `lead` also without the mark of the list, heading or quote it begins with."""
    if lead:
        text = _LEAD.sub("", text)
    if "<" in text:
        text = _ANCHOR.sub("", text)
    if "[" in text:
        text = _WIKILINK.sub(r"\1", text)
        text = _LINK.sub(r"\1", text)
    if "[" in text or "(" in text:
        text = _BARE_STAMP.sub("", text)
        text = _FOOTNOTE.sub("", text)
    return _MARKS.sub("", text) if any(mark in text for mark in "*_=~`") else text


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    if text.startswith("|"):  # a row of a table
        text = " · ".join(filter(None, map(str.strip, text.split("|"))))
    text = re.sub(r"\s+([.,;:!?…])", r"\1", text)
    text = re.sub(r"([,;])(?: ?[,;])+", r"\1", text)
    text = re.sub(r"[,;:]+(?=[.!?])", "", text)
    return text.strip(" ,;:–-")
