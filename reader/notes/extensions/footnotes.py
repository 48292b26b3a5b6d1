"""Footnotes: `[^1]` in the text, `[^1]: …` anywhere; they are gathered at the end."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

_REFERENCE = r"\[\^([^\]\s\[]{1,64})\]"


class References(InlineProcessor):
    """`[^name]` becomes a raised number where a footnote has that name."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_REFERENCE, md)
        self.names: dict[str, int] = {}

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        number = self.names.get(m[1])
        if number is None:
            return None, m.start(0), m.end(0)
        raised = Element("sup")
        SubElement(raised, "a", {"class": "footnote", "href": f"#fn-{number}"}).text = str(number)
        return raised, m.start(0), m.end(0)


class FootnoteTree(Treeprocessor):
    """Takes the footnotes out of the text before the inline phase and puts them at its end."""

    def __init__(self, md: Markdown, references: References) -> None:
        super().__init__(md)
        self.references = references

    def run(self, root: Element) -> None:
        self.references.names = {}
        notes = [(parent, child) for parent in root.iter() for child in parent if child.tag == "footnote"]
        if not notes:
            return
        listed = SubElement(SubElement(root, "section", {"class": "footnotes"}), "ol")
        for number, (parent, note) in enumerate(notes, 1):
            self.references.names.setdefault(note.get("name", ""), number)
            parent.remove(note)
            note.tag = "li"
            note.attrib.clear()
            note.set("id", f"fn-{number}")
            listed.append(note)


class Footnotes(Extension):
    """Adds the pattern and the tree step."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        references = References(md)
        md.inlinePatterns.register(references, "footnote", 175)
        md.treeprocessors.register(FootnoteTree(md, references), "footnotes", 28)
