"""What is lifted out of a note's text before Markdown sees it, and the HTML that each piece becomes."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from reader.clock import clock
from reader.notes.code import Span, code_spans, inside, wrapper
from reader.notes.extensions.addresses import Addresses, Attributes
from reader.notes.hrefs import Hrefs
from reader.notes.lift import Lifted, Piece, cut, without_reserved
from reader.notes.links import WikiLink, find_links, loose_key
from reader.notes.markdown import to_html
from reader.notes.mathml import find_math, to_mathml
from reader.notes.note import Note
from reader.notes.odds import time_of
from reader.notes.repair import Reading
from reader.notes.stamps import Stamp, fields_of, find_stamps

Resolve = Callable[[str], tuple[str, ...]]
Read = Callable[[Sequence[Stamp]], Sequence[Reading]]
StandIn = tuple[int, int, str]  # from where to where in the body, and the token that goes there

FROM_LINE = re.compile(r"\s*From:[ \t]*\[\[([^\]\n]*)\]\][ \t]*(?:<br ?/?>)?[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_MARKUP = re.compile(r"[*_`\[\]<>&\\~=!]|https?:")
_BLOCK_TAG = re.compile(r"</?(?:a|p|h\d|ul|ol|li|pre|blockquote|table|thead|tbody|tr|td|th|hr|section)\b[^>]*>")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A wikilink of a page with the notes that it can mean: none is a phantom, several are ambiguous."""

    link: WikiLink
    paths: tuple[str, ...]

    @property
    def meaning(self) -> tuple[str, ...]:
        """The same for all links that lead to the same: of a phantom the letters of its name."""
        return self.paths or (loose_key(self.link.target),)


class Pieces:
    """The pieces of one note. `text` is its body with a token for each of them."""

    def __init__(self, note: Note, hrefs: Hrefs, resolve: Resolve, read: Read) -> None:
        self.note, self.hrefs, self.resolve = note, hrefs, resolve
        self.lifted = Lifted()
        self.addresses = Addresses(note.path, hrefs, resolve, self.lifted)
        self.body = without_reserved(note.body)
        code = code_spans(self.body)
        origin = FROM_LINE.match(self.body)
        self.origin = origin[1].partition("|")[0].strip() if origin else ""
        """What the note's line `From: [[X]]` names."""
        self.readings = tuple(read(find_stamps(self.body, code, note.video)))
        head = origin.end() if origin else 0
        links = [link for link in find_links(self.body, code) if link.start >= head]
        self.links = tuple(PageLink(link, resolve(link.target) if link.target else ()) for link in links)
        self.text = cut(
            self.body,
            [
                (0, head, ""),
                *((start, end, "") for start, end in wrapper(self.body) or ()),
                *self._links(links),
                *self._stamps(),
                *self._math(code),
                *((*comment.span(), "") for comment in _comments(self.body) if not inside(code, comment.start())),
            ],
        )

    def _keep(self, html: str, start: int, end: int, plain: str) -> StandIn:
        return start, end, self.lifted.keep(Piece(html, self.body[start:end], plain))

    def _stamps(self) -> Iterator[StandIn]:
        for number, reading in enumerate(self.readings):
            stamp = reading.stamp
            label = f"{self._inline(stamp.label, '')} " if stamp.label else ""
            yield self._keep(label + self._stamp(number), stamp.start, stamp.end, stamp.label)

    def _stamp(self, number: int) -> str:
        """A link to its second, or a word that says why it is none."""
        reading = self.readings[number]
        other = f"In another video, {reading.stamp.video}" if reading.stamp.video else ""
        attributes = {"class": "t", "data-n": str(number), "href": "", "title": reading.why or other}
        shown = escape(reading.stamp.written) or "–"
        if reading.seconds is None:
            attributes["class"] = "t none"
        else:
            shown = _span(reading)
            attributes["href"] = self.hrefs.stamp(reading.stamp.video or self.note.video, reading.seconds) or ""
            attributes["class"] = _class(reading)
        return _element("a" if attributes["href"] else "span", attributes, shown)

    def _links(self, links: list[WikiLink]) -> Iterator[StandIn]:
        """Links lead on; a stamp in the label of one leads elsewhere, and so is put behind it."""
        number = 0
        for link in links:
            label = link.label
            behind: list[str] = []
            while number < len(self.readings) and self.readings[number].stamp.start < link.end:
                stamp = self.readings[number].stamp
                if stamp.start >= link.start:
                    label = label.replace(self.body[stamp.start : stamp.end], stamp.label)
                    behind.append(" " + self._stamp(number))
                number += 1
            label = label.strip() or link.target.replace("_", " ")
            html = self._embed(link) if link.embed else self._link(link, label)
            yield self._keep(html + "".join(behind), link.start, link.end, label)

    def _link(self, link: WikiLink, label: str) -> str:
        attributes = self.addresses.to_note(link.target, link.heading)
        if link.seconds is not None and attributes["class"] == "link":
            href = self.hrefs.playing(self.resolve(link.target)[0], link.seconds)
            attributes |= {"href": href or "", "title": f"Plays from {clock(link.seconds)}"}
        return self._written("a" if "href" in attributes else "span", attributes, self._inline(label, link.target))

    def _embed(self, link: WikiLink) -> str:
        """A picture in its place; another note as a link to it."""
        if not _PICTURE.search(link.target):
            return self._link(link, link.label)
        tag, attributes, text = self.addresses.picture(link.target, link.label)
        return self._written(tag, attributes, escape(text))

    def _written(self, tag: str, attributes: Attributes, inner: str) -> str:
        return _element(tag, {key: self.lifted.html(value) for key, value in attributes.items()}, inner)

    def _inline(self, label: str, otherwise: str) -> str:
        """A link's label; the few with Markdown in them go through it."""
        if not _MARKUP.search(label):
            return escape(label)
        html, _ = to_html(label, self.addresses, "")
        return self.lifted.html(_BLOCK_TAG.sub("", html)).strip() or escape(otherwise)

    def _math(self, code: list[Span]) -> Iterator[StandIn]:
        """Formulas; what looks like one and has a stamp or a link in it is two sums of money."""
        taken = sorted([found.link.start for found in self.links] + [found.stamp.start for found in self.readings])
        for start, end, latex, block in find_math(self.body):
            if not inside(code, start) and bisect_left(taken, start) == bisect_left(taken, end):
                yield self._keep(to_mathml(latex, block=block), start, end, latex)


def _span(reading: Reading) -> str:
    """The time that it leads to, with the end of its range where it has one, read the same way."""
    start, until = reading.seconds or 0.0, time_of(fields_of(reading.stamp.until))
    end = until.shifted if reading.reading in ("minutes:seconds", "frames") else until.written
    return f"{clock(start)}–{clock(end)}" if end > start else clock(start)


def _class(reading: Reading) -> str:
    marks = ("fixed" if reading.repaired else "", "doubtful" if reading.certainty == "doubtful" else "")
    return " ".join(filter(None, ("t", *marks)))


def _comments(body: str) -> Iterator[re.Match[str]]:
    return _COMMENT.finditer(body) if "%%" in body else iter(())


def _element(tag: str, attributes: Attributes, inner: str) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value or key == "alt")
    return f"<{tag}{written}>" + (f"{inner}</{tag}>" if tag != "img" else "")
