"""Links and pictures as authors write them in Markdown or HTML: each leads where it may, or says why it does not."""

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from reader.notes.hrefs import Hrefs
from reader.notes.lift import TOKEN, Lifted, Piece
from reader.notes.safety import TAG, UNSHOWN, attributes_of, bare_tag

Attributes = dict[str, str]

AFTER_ESCAPES = -10  # priority: python-Markdown puts escaped characters back at 0
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_BARE_ADDRESS = r"(?<![\w/\"'=<])https?://[^\s<>\ue000\x02]+"
_UNSHOWN = re.compile(rf"<({'|'.join(sorted(UNSHOWN))})(?=[\s/>])", re.IGNORECASE)
_LONGEST_UNSHOWN = 4000  # characters
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MAIL = r"<([\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8})>"
_TRAILING = re.compile(r"[.,;:!?'\"*_~]+$")


class Addresses:
    """Decides what becomes of the address of a link or a picture in the note at `path`."""

    def __init__(self, path: str, hrefs: Hrefs, resolve: Callable[[str], tuple[str, ...]], lifted: Lifted) -> None:
        self._folder = posixpath.dirname(path)
        self.hrefs, self.resolve, self.lifted = hrefs, resolve, lifted

    def link(self, address: str) -> Attributes:
        """The attributes of an `<a>` that an author lets lead to `address`."""
        address = _UNSEEN.sub("", address).strip()
        scheme = _SCHEME.match(address)
        if address.startswith("//"):
            address, scheme = f"https:{address}", _SCHEME.match("https:")
        if not scheme:
            return self._inside(address)
        if scheme[1].lower() in ("http", "https", "mailto"):
            return {"class": "out", "href": address, "title": address}
        return {"class": "dead", "title": f"Links of the kind {scheme[1].lower()}: are not followed"}

    def _inside(self, address: str) -> Attributes:
        """A link without a scheme: to a heading of this page, or to a note by its name or path."""
        target, _, heading = address.partition("#")
        return self.to_note(unquote(target).removesuffix(".md").removeprefix("./"), unquote(heading))

    def to_note(self, target: str, heading: str = "") -> Attributes:
        """The attributes of a link to the note that `target` names, or to a heading of this one where it names none."""
        if not target:
            return {"class": "link", "href": f"#{slug_of(heading.rpartition('#')[2])}"}
        paths = self.resolve(target)
        if len(paths) == 1:
            href = self.hrefs.note(paths[0], slug_of(heading.rpartition("#")[2]))
            return self._attributes("link", href, "")
        if paths:
            return self._attributes("choose", self.hrefs.choose(target), f"{len(paths)} notes have this name")
        return self._attributes("phantom", self.hrefs.phantom(target), "No note has this name yet")

    def _attributes(self, name: str, href: str | None, title: str) -> Attributes:
        attributes = {"class": name, "href": self.lifted.keep(Piece(href)) if href else "", "title": title}
        return {key: value for key, value in attributes.items() if value}

    def picture(self, source: str, alt: str) -> tuple[str, Attributes, str]:
        """Tag, attributes and text of a picture. One that is not of the library is never loaded, but linked."""
        source = _UNSEEN.sub("", source).strip()
        if _SCHEME.match(source) or source.startswith(("//", "\\")):
            return "a", self.link(source), alt or "Picture"
        if not source:
            return "span", {"class": "dead", "title": "The picture has no address"}, alt or "Picture"
        path = posixpath.normpath(posixpath.join(self._folder, unquote(source)))
        href = None if path.startswith(("../", "/")) or "\\" in path else self.hrefs.image(path)
        if not href:
            return "span", {"class": "dead", "title": f"There is no picture “{source}”"}, alt or source
        return "img", {"src": self.lifted.keep(Piece(href)), "alt": alt}, ""


def slug_of(heading: str) -> str:
    """The id of a heading, as github-slugger makes it: `What's new?` is `whats-new`."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


class AuthorsHtml(HtmlInlineProcessor):
    """Tags within text lose all that a page does not need: classes, styles, handlers, addresses of our own kinds."""

    def __init__(self, md: Markdown, addresses: Addresses) -> None:
        super().__init__(HTML_RE, md)
        self.addresses = addresses

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        unshown = _UNSHOWN.match(m[1])
        if unshown:
            end = _end_of(unshown[1], data, m.end(0))
            return ("", m.start(0), end) if end else (m[1], *m.span(0))
        raw = self.backslash_unescape(self.unescape(m[1]))
        return self.md.htmlStash.store(reduced(raw, self.addresses)), *m.span(0)


def _end_of(name: str, html: str, at: int) -> int:
    """Where the element that was opened before `at` ends; 0 where it was never closed, and so is only spoken of."""
    found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, at, at + _LONGEST_UNSHOWN)
    return found.end() if found else 0


def reduced(html: str, addresses: Addresses) -> str:
    """An author's HTML with its tags reduced to what they may be; what is no tag becomes text."""
    parts: list[str] = []
    at = 0
    for found in TAG.finditer(html):
        if found.start() < at:
            continue
        parts.append(_text(html[at : found.start()]))
        at = found.end()
        unshown = _UNSHOWN.match(found[0])
        if unshown and (end := _end_of(unshown[1], html, at)):
            at = end
        elif unshown:
            parts.append(escape(found[0]))
        else:
            parts.append(_tag(found, addresses))
    return "".join((*parts, _text(html[at:])))


def _text(html: str) -> str:
    return _COMMENT.sub("", html).replace("<", "&lt;")


def _tag(found: re.Match[str], addresses: Addresses) -> str:
    closing, name = found[1], found[2].lower()
    attributes = attributes_of(found[3]) if found[3] else {}
    if name == "a":
        return "</a>" if closing else _open("a", addresses.link(attributes["href"]) if "href" in attributes else {})
    if name == "img":
        tag, attributes, text = addresses.picture(attributes.get("src", ""), attributes.get("alt", ""))
        return _open(tag, attributes) + ("" if tag == "img" else f"{escape(text)}</{tag}>")
    return bare_tag(found[0], closing, name, attributes)


def _open(tag: str, attributes: Attributes) -> str:
    return f"<{tag}" + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"


class BareAddress(InlineProcessor):
    """`https://…` in running text is a link (GFM, autolinks extension)."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        address = _TRAILING.sub("", m[0])
        while address.endswith(")") and address.count(")") > address.count("("):
            address = _TRAILING.sub("", address[:-1])
        element = Element("a", {"href": address})
        element.text = AtomicString(address)
        return element, m.start(0), m.start(0) + len(address)


class Mail(InlineProcessor):
    """`<someone@example.org>`, without the disguise of entities that python-Markdown gives it."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element("a", {"href": f"mailto:{m[1]}"})
        element.text = AtomicString(m[1])
        return element, *m.span()


class AddressTree(Treeprocessor):
    """Goes over the finished tree and settles every link, picture and block of HTML."""

    def __init__(self, md: Markdown, addresses: Addresses) -> None:
        super().__init__(md)
        self.addresses = addresses

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag == "a" and "class" not in element.attrib:
                self._link(element)
            elif element.tag == "img":
                self._picture(element)
            elif element.tag == "raw":
                element.tag = None  # type: ignore[assignment]  # written as its text alone
                element.text = self.md.htmlStash.store(reduced(element.text or "", self.addresses))

    def _link(self, element: Element) -> None:
        tokens = "".join(match[0] for text in element.itertext() for match in TOKEN.finditer(text))
        if tokens:
            for part in element.iter():
                part.text = TOKEN.sub("", part.text) if part.text else part.text
                if part is not element and part.tail:
                    part.tail = TOKEN.sub("", part.tail)
            element.tail = f" {tokens}{element.tail or ''}"
        written = unescape(self.addresses.lifted.source(element.get("href", "")))
        title = element.get("title")
        element.attrib.clear()
        element.attrib.update(self.addresses.link(written))
        if title:
            element.set("title", " · ".join(filter(None, (title, element.get("title")))))

    def _picture(self, element: Element) -> None:
        source, alt = (unescape(self.addresses.lifted.source(element.get(key, ""))) for key in ("src", "alt"))
        tag, attributes, text = self.addresses.picture(source, alt)
        title = element.get("title", "")
        element.tag = tag
        element.attrib.clear()
        element.attrib.update({"title": title, **attributes} if title else attributes)
        element.text = AtomicString(text) if text else None


class AddressExtension(Extension):
    """Links, pictures and raw HTML under the rules of `Addresses`."""

    def __init__(self, addresses: Addresses, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.addresses = addresses

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(AuthorsHtml(md, self.addresses), "html", 90)
        md.inlinePatterns.register(BareAddress(_BARE_ADDRESS, md), "bare_address", 85)
        md.inlinePatterns.register(Mail(_MAIL, md), "automail", 110)
        md.treeprocessors.register(AddressTree(md, self.addresses), "addresses", AFTER_ESCAPES)
