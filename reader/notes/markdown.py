"""From a note's text to HTML: python-Markdown, with CommonMark's blocks and Obsidian's dialect as extensions."""

import re
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, STX

from reader.notes.extensions.addresses import Addresses, AddressExtension
from reader.notes.extensions.blocks import CommonMarkBlocks, CommonMarkParser
from reader.notes.extensions.brackets import Brackets
from reader.notes.extensions.callouts import Callouts
from reader.notes.extensions.codeblocks import CodeBlocks
from reader.notes.extensions.footnotes import Footnotes
from reader.notes.extensions.headings import Heading, Headings
from reader.notes.safety import clean

_STARS = re.compile(
    r"(?P<ambiguous>(?<!^)(?<![\s*])(?:(?<!\w)|(?=\*+\w))\*+(?![\s*])(?!$))"
    r"|(?P<end>(?<!^)(?<![\s*])\*+)"
    r"|(?P<start>\*+(?![\s*])(?!$))"
)
_ESCAPED = r"(?:\\[!-/:-@\[-`{-~])+"


class _Escapes(InlineProcessor):
    """Escaped punctuation, a whole run at a time: python-Markdown's one at a time copies the text for each."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return "".join(f"{STX}{ord(character)}{ETX}" for character in m[0][1::2]), *m.span()


class _Marks(Extension):
    """`==marked==` and `~~struck~~`; any punctuation can be escaped; the star of `(Sgr A*)` opens nothing.

    A star between a letter and a mark cannot begin emphasis (CommonMark, left-flanking); python-Markdown lets it.
    That it may end it, we keep from python-Markdown: many notes have `**Bold:**text`.
    """

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(_Escapes(_ESCAPED, md), "escape", 180)
        assert md.delimiters is not None
        md.delimiters.delimiters["*"].boundary = _STARS
        md.delimiters.add("=", "mark", double=True)
        md.delimiters.add("~", "del", double=True)


def to_html(text: str, addresses: Addresses, title: str) -> tuple[str, tuple[Heading, ...]]:
    """Safe HTML of `text`, tokens still in it, and its headings. A first heading that is `title` is left out."""
    lifted = addresses.lifted
    headings = Headings(lifted, title)
    md = markdown.Markdown(
        extensions=[
            CommonMarkBlocks(),
            Brackets(),
            Callouts(),
            Footnotes(),
            CodeBlocks(lifted),
            AddressExtension(addresses),
            headings,
            _Marks(),
        ]
    )
    return clean(md.convert(text), lifted), headings.found


def blocks_of(text: str) -> Element:
    """The tree of blocks alone, as CommonMark has it."""
    root = Element("div")
    CommonMarkParser(markdown.Markdown()).parse_into(root, text.split("\n"))
    return root
