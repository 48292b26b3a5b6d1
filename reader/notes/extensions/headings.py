"""Headings get ids that links can name, and are listed for the table of contents."""

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from reader.notes.extensions.addresses import AFTER_ESCAPES, slug_of
from reader.notes.lift import Lifted

_TAGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a page; `id` is unique on it."""

    level: int
    id: str
    text: str


class HeadingTree(Treeprocessor):
    """Gives ids, and drops a first heading that only says the title again."""

    def __init__(self, md: Markdown, lifted: Lifted, title: str) -> None:
        super().__init__(md)
        self.lifted, self.title = lifted, _plain(title)
        self.headings: list[Heading] = []

    def run(self, root: Element) -> None:
        if len(root) and root[0].tag == "h1" and _plain(self._text(root[0])) == self.title:
            root.remove(root[0])
        taken: dict[str, int] = {}
        for element in root.iter():
            if isinstance(element.tag, str) and (level := _TAGS.get(element.tag)):
                text = self._text(element)
                id_ = _unique(slug_of(text) or "section", taken)
                element.set("id", id_)
                self.headings.append(Heading(level, id_, text))

    def _text(self, element: Element) -> str:
        text = HTML_PLACEHOLDER_RE.sub("", "".join(element.itertext()))
        return " ".join(self.lifted.plain(text).split())


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _unique(id_: str, taken: dict[str, int]) -> str:
    """`x`, `x-1`, `x-2`… as github-slugger counts."""
    wanted = id_
    while id_ in taken:
        taken[wanted] += 1
        id_ = f"{wanted}-{taken[wanted]}"
    taken[id_] = 0
    return id_


class Headings(Extension):
    """Adds the tree step; `found` holds the headings when a text has been converted."""

    def __init__(self, lifted: Lifted, title: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._lifted, self._title = lifted, title

    @property
    def found(self) -> tuple[Heading, ...]:
        return tuple(self._tree.headings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        self._tree = HeadingTree(md, self._lifted, self._title)
        md.treeprocessors.register(self._tree, "headings", AFTER_ESCAPES - 1)
