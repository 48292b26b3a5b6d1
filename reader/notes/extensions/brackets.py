"""Links and pictures in square brackets, found in time that grows with the text only.

python-Markdown's own patterns look for the closing bracket of every opening one up to the end of the text, six
times over: ten thousand `[` take it half a minute. Here one expression, whose repetitions are possessive, does.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

_DEEPEST = 4  # brackets within the text of a link


def _text(depth: int) -> str:
    inner = rf"|\[{_text(depth - 1)}\]" if depth else ""
    return rf"(?:[^\[\]]++{inner})*+"


_HREF = r"(?:[^\s()<>]++|\((?:[^\s()<>]++|\([^\s()<>]*+\))*+\))*+"
_TITLE = r"\"[^\"]*+\"|'[^']*+'|\([^()]*+\)"
_INLINE = (
    rf"(?P<picture>!?)\[(?P<text>{_text(_DEEPEST)})\]"
    rf"\([ \n]*+(?:<(?P<angled>[^<>\n]*+)>|(?P<href>{_HREF}))(?:[ \n]++(?P<title>{_TITLE}))?+[ \n]*+\)"
)
_REFERENCE = rf"(?P<picture>!?)\[(?P<text>{_text(_DEEPEST)})\](?:\[(?P<name>[^\[\]]{{0,999}})\])?"
_OLD = ("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref")


class _Linking(InlineProcessor):
    """What both kinds of link make."""

    def element(self, found: re.Match[str], address: str, title: str | None) -> Element:
        """An `<a>`, or an `<img>` after `!`."""
        if found["picture"]:
            element = Element("img", {"src": self.unescape(address), "alt": self.unescape(found["text"])})
        else:
            element = Element("a", {"href": self.unescape(address)})
            element.text = found["text"]
        if title:
            element.set("title", self.unescape(title))
        return element


class InlineLink(_Linking):
    """`[text](address "title")` and `![text](address)`."""

    def __init__(self, md: Markdown, *, pictures: bool) -> None:
        super().__init__(_INLINE if pictures else r"(?<!!)" + _INLINE, md)
        self.pictures = pictures

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        if bool(m["picture"]) != self.pictures:
            return None, m.start(0), m.start(0) + 1
        address = m["href"] if m["angled"] is None else m["angled"]
        return self.element(m, address, m["title"][1:-1] if m["title"] else None), *m.span()


class ReferenceLink(_Linking):
    """`[text][name]`, `[name][]` and `[name]` where the note defines the name."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_REFERENCE, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        name = " ".join((m["name"] or m["text"]).lower().split())
        if name not in self.md.references:
            return None, m.start(0), m.start(0) + len(m["picture"]) + 1
        return self.element(m, *self.md.references[name]), *m.span()


class Brackets(Extension):
    """Puts these in the place of python-Markdown's six."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        for name in _OLD:
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(InlineLink(md, pictures=False), "link", 160)
        md.inlinePatterns.register(InlineLink(md, pictures=True), "image_link", 150)
        md.inlinePatterns.register(ReferenceLink(md), "reference", 130)
