"""Wikilinks as they are written: `[[target#heading | label]]`. What they lead to is the library's to say."""

import re
from dataclasses import dataclass

from reader.notes.code import Span, code_spans, inside
from reader.notes.stamp_forms import moment_of
from reader.notes.times import CLOCK, seconds_of

_OPEN = re.compile(r"(!?)\[\[(?!\[)")
_INNER = re.compile(r"[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*")  # one level of brackets: a label may hold a stamp
_STAMP_ONLY = re.compile(rf"\s*{CLOCK}(?:\s*[,;|–-]\s*{CLOCK})*\s*")
_FRAGMENT = re.compile(r"t=[\w.,:]{1,60}")
_NOT_SLUG = re.compile(r"[^A-Za-z0-9 ]+")
LONGEST = 2000  # characters; a link that goes on longer was never closed


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A link to a note by name."""

    target: str
    """What it names, without heading and `.md`; empty where it names a heading of its own note."""
    heading: str
    label: str
    """What is shown, Markdown in it as written."""
    embed: bool
    start: int
    end: int
    """Its place in the body, in characters."""
    seconds: float | None = None
    """The second of the note's video that it names: `[[note#t=5]]`."""


def find_links(body: str, code: list[Span] | None = None) -> list[WikiLink]:
    """The wikilinks of `body` in their order, those in code left out.

    `code`: what `code_spans(body)` gives, where it is known already.
    """
    if "[[" not in body:
        return []
    code = code_spans(body) if code is None else code
    found: list[WikiLink] = []
    at = 0
    while opening := _OPEN.search(body, at):
        at = opening.end()
        if inside(code, opening.start()):
            continue
        inner = _INNER.match(body, at, at + LONGEST)
        if inner and body.startswith("]]", inner.end()) and inner[0].strip():
            at = inner.end() + 2
            if not _is_stamp(inner[0]):
                found.append(_link(inner[0], bool(opening[1]), opening.start(), at))
    return found


def _is_stamp(inner: str) -> bool:
    """Whether it is times, or a second of a file or of the note's own video, and so leads to no note."""
    named = inner.partition("|")[0]
    return bool(_STAMP_ONLY.fullmatch(inner)) or ("#t=" in named and moment_of(named.strip()) is not None)


def _link(inner: str, embed: bool, start: int, end: int) -> WikiLink:
    """Split at the first `|`; the label is what follows the last one (`notes-format.md` §4)."""
    named, _, _ = inner.partition("|")
    target, _, heading = named.removesuffix("\\").partition("#")
    target, heading = target.strip().removesuffix(".md"), heading.strip()
    label = inner.rpartition("|")[2].strip() if "|" in inner else ""
    seconds = None
    if _FRAGMENT.fullmatch(heading):
        seconds = seconds_of(re.split(r",", heading[2:])[0].removeprefix("npt:") or "0")
        heading = heading if seconds is None else ""
    return WikiLink(target, heading, label or _shown(target, heading), embed, start, end, seconds)


def _shown(target: str, heading: str) -> str:
    name = target.rpartition("/")[2].replace("_", " ")
    return " › ".join(filter(None, (name, *(part.strip() for part in heading.split("#")))))


def slug(title: str) -> str:
    """The name of the file that a note with this title has (`notes-format.md` §2, true of 21,189 real notes)."""
    return _NOT_SLUG.sub("", title).replace(" ", "_").lower()


def loose_key(name: str) -> str:
    """What two names are compared by when nothing stricter fits: their letters and digits."""
    return "".join(filter(str.isalnum, name.casefold()))
