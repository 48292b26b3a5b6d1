"""Blocks by CommonMark's rules: python-Markdown's own block phase misses half the lists of real notes.

The parser takes the place of `Markdown.parser` and builds the same element tree, in one pass over the lines
(CommonMark 0.31.2, appendix "A parsing strategy"): a stack of open containers (quotes, items, footnotes), at most
one open leaf, and a line that is first matched against the stack and then looked at for new starts.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension

from reader.notes.extensions import tables
from reader.notes.extensions.containers import Container, Items, tighten
from reader.notes.extensions.leaves import Code, Fence, Html, Leaf, Paragraph, Table, Verbatim
from reader.notes.extensions.marks import (
    ATX,
    FENCE,
    FOOTNOTE,
    HTML_STARTS,
    INDENTED,
    LONE_TAG,
    MARKER,
    PREFIX_WITH_TAB,
    RULE,
    SETEXT,
    indent_of,
)

NOT_HTML = re.compile("(?!)")
DEEPEST = 64  # containers within containers; a thousand `>` are a joke or an attack, never a quotation


class CommonMarkParser(BlockParser):
    """python-Markdown's block phase, by CommonMark's rules. One document at a time, like its base."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.starts: dict[str, tuple[Callable[[str, int], int], ...]] = {
            ">": (self.start_quote,),
            "#": (self.start_heading,),
            "`": (self.start_fence,),
            "~": (self.start_fence,),
            "<": (self.start_html,),
            "=": (self.underline,),
            "-": (self.underline, self.start_rule, self.start_item),
            "*": (self.start_rule, self.start_item),
            "_": (self.start_rule,),
            "+": (self.start_item,),
            "[": (self.start_footnote,),
            **dict.fromkeys("0123456789", (self.start_item,)),
        }

    def parseDocument(self, lines: Iterable[str]) -> Any:  # noqa: N802 - the name is python-Markdown's
        """The whole document as a tree, as the base class gives it."""
        self.root = Element(self.md.doc_tag)
        self.parse_into(self.root, lines)
        return ElementTree(self.root)

    def parse_into(self, parent: Element, lines: Iterable[str]) -> None:
        """Append the blocks of `lines` to `parent`."""
        self.open = [Container(parent)]
        self.leaf: Leaf | None = None
        self.matched = 1  # how many of the open containers the line continues
        self.indent = 0  # blanks before the mark that is looked at
        self.blank_from: int | None = None  # containers from this depth on have just seen a blank line
        self.lists: list[Items] = []
        for line in lines:
            self.feed(line.expandtabs(4) if "\t" in line and PREFIX_WITH_TAB.match(line) else line)
        self.close_leaf()
        for items in self.lists:
            if not items.loose:
                tighten(items.element)

    def feed(self, line: str) -> None:
        """Take in one line."""
        at, self.matched = 0, 1
        for container in self.open[1:]:
            if (further := container.match(line, at)) < 0:
                break
            at = further
            self.matched += 1
        leaf = self.leaf
        if isinstance(leaf, Verbatim) and self.matched == len(self.open) and leaf.takes(line, at):
            self.blank_from = None if line[at:].strip() else self.blank_depth
            if leaf.finished:
                self.close_leaf()
            return
        if isinstance(leaf, Paragraph) and leaf.is_only_references(line[at:]):
            self.close_leaf()
        at = self.open_starts(line, at)
        if at < 0:
            self.blank_from = None
        elif at + indent_of(line, at) == len(line):
            self.blank()
        else:
            self.text(line, at)
            self.blank_from = None

    def open_starts(self, line: str, at: int) -> int:
        """Open what begins on this line; gives where its text begins, -1 if nothing is left of it."""
        while True:
            indent = self.indent = indent_of(line, at)
            first = line[at + indent : at + indent + 1]
            if not first:
                return at
            if indent >= INDENTED:
                return self.start_code(line, at)
            for start in self.starts.get(first, ()):
                further = start(line, at + indent)
                if further:
                    break
            else:
                return at
            if further < 0:
                return -1
            at = further

    def blank(self) -> None:
        """A line with nothing on it, seen from the innermost container that it reaches."""
        if isinstance(self.leaf, Code) and self.matched == len(self.open):
            self.leaf.lines.append("")
        else:
            self.settle()
            self.close_leaf()
        self.blank_from = self.blank_depth

    @property
    def blank_depth(self) -> int:
        """The outermost container that a blank line is seen in: the innermost quote, else the document."""
        return next((depth for depth in reversed(range(len(self.open))) if self.open[depth].quote), 0)

    def text(self, line: str, at: int) -> None:
        """A line that starts nothing: it continues a paragraph (a lazy one too), a table, or begins a paragraph."""
        words = line[at:].lstrip(" ")
        if isinstance(self.leaf, Paragraph):
            head = self.leaf.lines[-1] if self.leaf.lines and self.in_paragraph and self.indent < INDENTED else ""
            if (columns := tables.begins(head, words)) is not None:
                self.begin_table(columns)
            else:
                self.leaf.lines.append(words)
        elif isinstance(self.leaf, Table) and self.matched == len(self.open):
            self.leaf.lines.append(words)
        else:
            self.settle()
            self.close_leaf()
            self.leaf = Paragraph(self.add("p"), words, self.md.references)

    def settle(self) -> None:
        """Close the containers that this line does not continue, and with them the leaf inside."""
        if self.matched < len(self.open):
            self.close_leaf()
            del self.open[self.matched :]

    def add(self, tag: str) -> Element:
        """A new block in the innermost container; a blank line before it makes the list around it loose."""
        self.settle()
        self.close_leaf()
        parent = self.open[-1]
        if parent.items is not None and len(parent.element) and self.after_blank(len(self.open) - 1):
            parent.items.loose = True
        return SubElement(parent.element, tag)

    def after_blank(self, depth: int) -> bool:
        return self.blank_from is not None and depth >= self.blank_from

    def push(self, container: Container) -> None:
        self.open.append(container)
        self.matched = len(self.open)

    def close_leaf(self) -> None:
        """Finish the open leaf, if there is one."""
        leaf, self.leaf = self.leaf, None
        if leaf is not None and not leaf.close():
            self.forget(leaf.element)

    def forget(self, element: Element) -> None:
        """Take a block out again that turned out to hold nothing."""
        for container in self.open:
            if len(container.element) and container.element[-1] is element:
                container.element.remove(element)
                container.latest = None  # though nothing is shown of it, it parts two lists

    def begin_table(self, columns: list[str | None]) -> None:
        """The last line of the open paragraph turns out to be the head of a table."""
        paragraph = self.leaf
        assert isinstance(paragraph, Paragraph)
        head = paragraph.lines.pop()
        if paragraph.lines:
            element = self.add("table")
        else:
            element, self.leaf = paragraph.element, None
            element.tag = "table"
        self.leaf = Table(element, columns, head)

    # What may start on a line. Each takes the line and the column of its first mark, and gives the column where the
    # inside of a new container begins, -1 where the line is used up, 0 where it is something else.

    @property
    def in_paragraph(self) -> bool:
        return isinstance(self.leaf, Paragraph) and self.matched == len(self.open)

    def start_quote(self, line: str, at: int) -> int:
        if len(self.open) > DEEPEST:
            return 0
        self.push(Container(self.add("blockquote"), quote=True))
        return at + 2 if line[at + 1 : at + 2] == " " else at + 1

    def start_heading(self, line: str, at: int) -> int:
        found = ATX.match(line, at)
        if not found:
            return 0
        self.add(f"h{len(found[1])}").text = (found[2] or "").strip()
        return -1

    def start_fence(self, line: str, at: int) -> int:
        found = FENCE.match(line, at)
        if not found:
            return 0
        self.leaf = Fence(self.add("pre"), found[1] or found[3], (found[2] or found[4] or "").strip(), self.indent)
        return -1

    def start_code(self, line: str, at: int) -> int:
        """Four blanks are code, except where a paragraph goes on."""
        if isinstance(self.leaf, Paragraph):
            return at
        self.leaf = Code(self.add("pre"), line[at + INDENTED :])
        return -1

    def start_html(self, line: str, at: int) -> int:
        started = next((end for start, end in HTML_STARTS if start.match(line, at)), NOT_HTML)
        if started is NOT_HTML and (isinstance(self.leaf, Paragraph | Table) or not LONE_TAG.match(line, at)):
            return 0
        end = None if started is NOT_HTML else started
        self.leaf = html = Html(self.add("raw"), end)
        html.takes(line, at - self.indent)
        if html.finished:
            self.close_leaf()
        return -1

    def underline(self, line: str, at: int) -> int:
        """The line under a heading, if it is one."""
        leaf = self.leaf
        if not self.in_paragraph or not SETEXT.match(line, at):
            return 0
        assert isinstance(leaf, Paragraph)
        if not leaf.take_references():
            return 0
        if (columns := tables.begins(leaf.lines[-1], line[at:])) is not None:
            self.begin_table(columns)
            return -1
        leaf.element.tag = "h1" if line[at] == "=" else "h2"
        self.close_leaf()
        return -1

    def start_rule(self, line: str, at: int) -> int:
        if not RULE.match(line, at):
            return 0
        self.add("hr")
        return -1

    def start_item(self, line: str, at: int) -> int:
        found = MARKER.match(line, at)
        if not found or len(self.open) > DEEPEST:
            return 0
        inside = found.end() + indent_of(line, found.end())
        empty = inside == len(line)
        if self.in_paragraph and (empty or (found[2] is not None and int(found[2]) != 1)):
            return 0
        if empty or inside - found.end() > INDENTED:
            inside = found.end() + 1
        self.settle()
        self.close_leaf()
        items = self.items_for(found)
        item = Container(SubElement(items.element, "li"), offset=inside - at + self.indent, items=items)
        self.push(item)
        return -1 if empty else inside

    def items_for(self, marker: re.Match[str]) -> Items:
        """The list that an item with this marker goes on with, or a new one."""
        parent, kind = self.open[-1], marker[3] or marker[1]
        last = parent.latest
        if last is not None and last.element is parent.element[-1] and last.kind == kind:
            last.loose = last.loose or self.after_blank(len(self.open) - 1)
            return last
        parent.latest = items = Items(self.add("ul" if marker[2] is None else "ol"), kind)
        if marker[2] is not None and int(marker[2]) != 1:
            items.element.set("start", str(int(marker[2])))
        self.lists.append(items)
        return items

    def start_footnote(self, line: str, at: int) -> int:
        found = FOOTNOTE.match(line, at)
        if not found or len(self.open) > DEEPEST:
            return 0
        element = self.add("footnote")
        element.set("name", found[1])
        self.push(Container(element, offset=INDENTED))
        return found.end()


class CommonMarkBlocks(Extension):
    """Puts CommonMark's blocks in the place of python-Markdown's."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.parser = CommonMarkParser(md)
        md.preprocessors.deregister("html_block")
        md.preprocessors.deregister("normalize_whitespace")
        md.treeprocessors.deregister("prettify")
