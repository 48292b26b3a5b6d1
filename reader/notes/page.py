"""A note made into a page: everything that is shown of it, as safe HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from reader.notes.code import code_spans, inside, wrapper
from reader.notes.extensions.addresses import Addresses
from reader.notes.extensions.headings import Heading
from reader.notes.hrefs import FileHrefs, Hrefs, WindowHrefs
from reader.notes.lift import Lifted, Piece, cut
from reader.notes.links import WikiLink, find_links
from reader.notes.markdown import to_html
from reader.notes.mathml import find_math, to_mathml
from reader.notes.note import Note
from reader.notes.repair import Reading, read_stamps
from reader.notes.safety import clean
from reader.notes.stamps import clock, find_stamps

__all__ = ["FileHrefs", "Heading", "Hrefs", "Page", "PageLink", "WindowHrefs", "document", "render"]

WORDS_A_MINUTE = 230  # silent reading of English non-fiction: 238 (Brysbaert 2019), less for stopping at the video

_FROM = re.compile(r"\s*From:[ \t]*\[\[([^\]\n]*)\]\][ \t]*(?:<br ?/?>)?[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"%%.*?%%", re.S)
_MARKUP = re.compile(r"[*_`\[\]<>&\\~=!]|https?:")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$", re.I)

Resolve = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A wikilink of a page with the notes that it can mean: none is a phantom, several are ambiguous."""

    link: WikiLink
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A note ready to be shown."""

    article: str
    """The inner HTML of one `<article>`: safe, complete."""
    title: str
    words: int
    headings: tuple[Heading, ...]
    links: tuple[PageLink, ...]
    readings: tuple[Reading, ...]
    """The stamps in the order of the text; `data-n` of a stamp's element counts them from 0."""

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        return max(1, round(self.words / WORDS_A_MINUTE))


def render(
    note: Note,
    *,
    hrefs: Hrefs,
    resolve: Resolve,
    channel_title: str = "",
    video_title: str = "",
    duration: float | None = None,
) -> Page:
    """The page of `note`. `resolve` gives the notes that a target can mean; `duration` is its video's, in seconds."""
    return _Making(note, hrefs, resolve).page(channel_title, video_title, duration)


class _Making:
    """One page while it is made."""

    def __init__(self, note: Note, hrefs: Hrefs, resolve: Resolve) -> None:
        self.note, self.hrefs, self.resolve = note, hrefs, resolve
        self.lifted = Lifted()
        self.addresses = Addresses(note.path, hrefs, resolve, self.lifted)

    def page(self, channel_title: str, video_title: str, duration: float | None) -> Page:
        body = self.note.body
        code = code_spans(body)
        origin = _FROM.match(body)
        readings = tuple(read_stamps(find_stamps(body, code), duration))
        found = [link for link in find_links(body, code) if not origin or link.start >= origin.end()]
        spans = [(0, origin.end(), "")] if origin else []
        for start, end in wrapper(body) or ():
            spans.append((start, end, ""))
        stamps = [(reading.stamp.start, reading.stamp.end, n) for n, reading in enumerate(readings)]
        self.stamp_html = [self.stamp(n, reading) for n, reading in enumerate(readings)]
        spans += self.links(found, stamps)
        spans += [
            (start, end, self.keep(self.stamp_html[n], start, end, clock_of(readings[n]))) for start, end, n in stamps
        ]
        spans += self.math(code)
        spans += [(*comment.span(), "") for comment in _COMMENT.finditer(body) if not inside(code, comment.start())]
        text = cut(body, spans)
        html, headings = to_html(text, self.addresses, self.note.title)
        words = len(text.split())
        links = tuple(PageLink(link, self.resolve(link.target) if link.target else ()) for link in found)
        page = Page("", self.note.title, words, headings, links, readings)
        article = self.head(origin, channel_title, video_title, page.minutes) + self.lifted.html(html)
        return Page(article, page.title, words, headings, links, readings)

    def keep(self, html: str, start: int, end: int, plain: str) -> str:
        return self.lifted.keep(Piece(html, self.note.body[start:end], plain))

    def head(self, origin: re.Match[str] | None, channel_title: str, video_title: str, minutes: int) -> str:
        """The quiet line over the title, and the title."""
        name = origin[1].partition("|")[0].strip() if origin else self.note.channel.rpartition("/")[2]
        shown = escape(channel_title or name.lstrip("@"))
        paths = self.resolve(name) or self.resolve(name.lstrip("@")) if name else ()
        if len(paths) == 1 and paths[0] != self.note.path and (href := self.hrefs.note(paths[0], "")):
            shown = f'<a class="link" href="{escape(href)}">{shown}</a>'
        line = " · ".join(filter(None, (shown, escape(video_title), f"{minutes} min")))
        return f'<p class="from">{line}</p>\n<h1>{escape(self.note.title)}</h1>\n'

    def stamp(self, number: int, reading: Reading) -> str:
        """The element of a stamp: a link to its second, or a word that says why it is none."""
        written = reading.stamp.written
        if reading.seconds is None:
            return (
                f'<span class="t none" data-n="{number}" title="{escape(reading.why)}">{escape(written) or "–"}</span>'
            )
        kind = "t fixed" if reading.why else "t"
        title = reading.why or (f"Written {written}" if reading.certainty == "doubtful" else "")
        href = self.hrefs.stamp(self.note.video, reading.seconds)
        shown = clock(reading.seconds)
        hint = f' title="{escape(title)}"' if title else ""
        if not href:
            return f'<span class="{kind}" data-n="{number}"{hint}>{shown}</span>'
        return f'<a class="{kind}" data-n="{number}" href="{escape(href)}"{hint}>{shown}</a>'

    def links(self, found: list[WikiLink], stamps: list[tuple[int, int, int]]) -> list[tuple[int, int, str]]:
        """A stand-in for each wikilink; stamps in its label are put behind it."""
        spans = []
        at = 0
        for link in found:
            while at < len(stamps) and stamps[at][0] < link.start:
                at += 1
            within = []
            while at < len(stamps) and stamps[at][1] <= link.end:
                within.append(stamps[at])
                at += 1
            label = self.without(link, within)
            behind = "".join(" " + self.stamp_html[n] for _, _, n in within)
            html = self.embed(link) if link.embed else self.link(link, label)
            spans.append((link.start, link.end, self.keep(html + behind, link.start, link.end, label)))
        return spans

    def without(self, link: WikiLink, stamps: list[tuple[int, int, int]]) -> str:
        label = link.label
        for start, end, _ in stamps:
            label = label.replace(self.note.body[start:end], "")
        return label.strip(" []") if stamps and not label.strip(" []") == "" else label.strip() or _named(link)

    def link(self, link: WikiLink, label: str) -> str:
        attributes = (
            self.addresses.to_note(link.target, link.heading)
            if link.target
            else self.addresses.link(f"#{link.heading}")
        )
        tag = "a" if "href" in attributes else "span"
        written = "".join(f' {key}="{escape(self.lifted.html(value))}"' for key, value in attributes.items())
        return f"<{tag}{written}>{self.inline(label)}</{tag}>"

    def embed(self, link: WikiLink) -> str:
        """A picture in its place; another note as a link to it."""
        if not _PICTURE.search(link.target):
            return self.link(link, link.label)
        tag, attributes, text = self.addresses.picture(link.target, "" if link.label == link.target else link.label)
        written = "".join(f' {key}="{escape(self.lifted.html(value))}"' for key, value in attributes.items())
        return f"<{tag}{written}>" + (f"{escape(text)}</{tag}>" if tag != "img" else "")

    def inline(self, label: str) -> str:
        """A link's label; the few with Markdown in them go through it."""
        if not _MARKUP.search(label):
            return escape(label)
        html, _ = to_html(label, self.addresses, "")
        return re.sub(r"</?(?:a|p|h\d|ul|ol|li|pre|blockquote)\b[^>]*>", "", html).strip()

    def math(self, code: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
        return [
            (start, end, self.keep(to_mathml(latex, block=block), start, end, latex))
            for start, end, latex, block in find_math(self.note.body)
            if not inside(code, start)
        ]


def _named(link: WikiLink) -> str:
    return link.target.replace("_", " ")


def clock_of(reading: Reading) -> str:
    return "" if reading.seconds is None else clock(reading.seconds)


def document(page: Page, *, css: str, lang: str = "en", theme: str = "") -> str:
    """A complete HTML document around the article; its policy allows no script and no request but for pictures."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data: alongside:; font-src data: alongside:"
    style = css.replace("</", "<\\/")
    attributes = f' lang="{escape(lang)}"' + (f' data-theme="{escape(theme)}"' if theme else "")
    return (
        f"<!doctype html>\n<html{attributes}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{style}\n</style>\n</head>\n"
        f"<body>\n<article>\n{page.article}\n</article>\n</body>\n</html>\n"
    )
