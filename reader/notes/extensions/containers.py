"""The blocks that hold blocks: quotes, list items, footnotes, and the lists that items belong to."""

from xml.etree.ElementTree import Element

from reader.notes.extensions.marks import INDENTED, indent_of


class Container:
    """An open quote, item or footnote: where its children go and how a line continues it."""

    __slots__ = ("element", "items", "latest", "offset", "quote")

    def __init__(self, element: Element, *, offset: int = 0, quote: bool = False, items: "Items | None" = None) -> None:
        self.element, self.offset, self.quote = element, offset, quote
        self.items = items  # the list that this item is of
        self.latest: Items | None = None  # the list begun last among the children

    def match(self, line: str, at: int) -> int:
        """Where the line goes on behind this container's own prefix, or -1 where it does not continue it."""
        indent = indent_of(line, at)
        if self.quote:
            if indent >= INDENTED or line[at + indent : at + indent + 1] != ">":
                return -1
            at += indent + 1
            return at + 1 if line[at : at + 1] == " " else at
        if at + indent == len(line):
            return at + indent if len(self.element) else -1
        return at + self.offset if indent >= self.offset else -1


class Items:
    """A list and what its looseness hangs on."""

    __slots__ = ("element", "kind", "loose")

    def __init__(self, element: Element, kind: str) -> None:
        self.element, self.kind, self.loose = element, kind, False


def tighten(items: Element) -> None:
    """Take the paragraphs of a tight list's items out of their `<p>`."""
    for item in items:
        last: Element | None = None
        for child in list(item):
            if child.tag != "p":
                last = child
                continue
            text = child.text or ""
            item.remove(child)
            if last is None:
                item.text = f"{item.text}\n{text}" if item.text else text
            else:
                last.tail = f"{last.tail}\n{text}" if last.tail else text
