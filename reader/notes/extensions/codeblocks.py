"""Code keeps every character of its source, and gets Pygments' classes where its language is known."""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from reader.notes.lift import Lifted, Piece

LONGEST = 100_000  # characters; longer code is shown without colours
_PREFIX = "language-"


class CodeTree(Treeprocessor):
    """Fills in the code of blocks and spans behind the inline phase."""

    def __init__(self, md: Markdown, lifted: Lifted) -> None:
        super().__init__(md)
        self.lifted = lifted

    def run(self, root: Element) -> None:
        for element in root.iter("code"):
            element.text = AtomicString(self.lifted.source(element.text or ""))
        for pre in root.iter("pre"):
            for code in pre:
                code.text = AtomicString(self._coloured(code))

    def _coloured(self, code: Element) -> str:
        source, language = code.text or "", code.get("class", "").removeprefix(_PREFIX).lower()
        if not language or not source or len(source) > LONGEST:
            return code_escape(source)
        from reader.notes.colours import coloured  # notes without code do without Pygments, and start sooner

        html = coloured(source, language)
        return code_escape(source) if html is None else self.lifted.keep(Piece(html))


class CodeBlocks(Extension):
    """Adds the tree step for code."""

    def __init__(self, lifted: Lifted, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._lifted = lifted

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(CodeTree(md, self._lifted), "code", 18)
