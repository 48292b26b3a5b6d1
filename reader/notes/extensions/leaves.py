"""The blocks that hold no blocks: what an open one does with the next line, and what it becomes when it closes."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from reader.notes.extensions import tables

_PLAIN = r"[^\s()\\]|\\[^\s]?+"
_ADDRESS = rf"(?:<([^<>\n]*)>|((?!<)(?:{_PLAIN}|\((?:{_PLAIN})*+\))++))"
_LABELLED = rf"\[((?:[^\[\]\\]|\\.){{1,999}})\]:[ \t]*\n?[ \t]*{_ADDRESS}"
REFERENCE = re.compile(
    rf"{_LABELLED}(?:[ \t]*(?:\n[ \t]*|[ \t])"
    r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ \t]*(?:\n|$)"
)
REFERENCE_UNTITLED = re.compile(rf"{_LABELLED}()[ \t]*(?:\n|$)")
LONGEST_REFERENCE = 4  # lines; its label, its address and its title may each have one of their own


class Leaf:
    """An open leaf and the lines gathered for it."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.lines: list[str] = []

    def close(self) -> bool:
        """Write what was gathered into the element; False when nothing is left to show."""
        raise NotImplementedError


class Paragraph(Leaf):
    """Text. Its first lines may turn out to be link references, its last the head of a table."""

    def __init__(self, element: Element, line: str, references: dict[str, tuple[str, str]]) -> None:
        super().__init__(element)
        self.lines.append(line)
        self.references = references

    def take_references(self) -> bool:
        """Move link references from the top of the text to the document's; False when no text is left."""
        if not self.lines or not self.lines[0].startswith("["):
            return bool(self.lines)
        text, at = "\n".join(self.lines), 0
        while found := REFERENCE.match(text, at) or REFERENCE_UNTITLED.match(text, at):
            if not found[1].strip():
                break
            at = found.end()
            name = " ".join(found[1].lower().split())
            target = found[2] if found[2] is not None else found[3]
            self.references.setdefault(name, (target, found[4][1:-1] if found[4] else ""))
        if at:
            self.lines = text[at:].split("\n") if at < len(text) else []
        return bool(self.lines)

    def is_only_references(self, following: str) -> bool:
        """Whether all of the text is a link reference that `following`, the next line, cannot be a part of."""
        if len(self.lines) > LONGEST_REFERENCE or not self.lines[0].startswith("["):
            return False
        text = "\n".join(self.lines)
        found = REFERENCE.fullmatch(text) or REFERENCE_UNTITLED.fullmatch(text)
        return found is not None and bool(found[4] or not following.lstrip().startswith(('"', "'", "(")))

    def close(self) -> bool:
        if not self.take_references():
            return False
        self.element.text = "\n".join(self.lines).rstrip()
        return True


class Verbatim(Leaf):
    """A leaf that takes lines whatever they hold. `finished` is set when its own end has been seen."""

    finished = False

    def takes(self, line: str, at: int) -> bool:
        """Whether the line, from column `at` on, is the leaf's."""
        raise NotImplementedError


class Fence(Verbatim):
    """Code between fences."""

    def __init__(self, element: Element, fence: str, info: str, indent: int) -> None:
        super().__init__(element)
        self.info, self.indent = info, indent
        self.end = re.compile(rf" {{0,3}}{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$")

    def takes(self, line: str, at: int) -> bool:
        if self.end.match(line, at):
            self.finished = True
            return True
        strip = at
        while strip < at + self.indent and line[strip : strip + 1] == " ":
            strip += 1
        self.lines.append(line[strip:])
        return True

    def close(self) -> bool:
        fill_code(self.element, self.lines, self.info)
        return True


class Code(Verbatim):
    """Code that is indented by four blanks."""

    def __init__(self, element: Element, line: str) -> None:
        super().__init__(element)
        self.lines.append(line)

    def takes(self, line: str, at: int) -> bool:
        if line.startswith("    ", at):
            self.lines.append(line[at + 4 :])
            return True
        return False

    def close(self) -> bool:
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        fill_code(self.element, self.lines, "")
        return True


class Html(Verbatim):
    """Lines of raw HTML, up to `end` or else to the next blank line."""

    def __init__(self, element: Element, end: re.Pattern[str] | None) -> None:
        super().__init__(element)
        self.end = end

    def takes(self, line: str, at: int) -> bool:
        if self.end is None and not line[at:].strip():
            return False
        self.lines.append(line[at:])
        self.finished = self.end is not None and self.end.search(line, at) is not None
        return True

    def close(self) -> bool:
        self.element.text = AtomicString("\n".join(self.lines))
        return True


class Table(Leaf):
    """Rows under a head whose alignments are known."""

    def __init__(self, element: Element, columns: list[str | None], head: str) -> None:
        super().__init__(element)
        self.columns, self.head = columns, head

    def close(self) -> bool:
        tables.fill(self.element, self.columns, self.head, self.lines)
        return True


def fill_code(pre: Element, lines: list[str], info: str) -> None:
    """Put code into its `<pre>`; the first word of `info` becomes the class `language-…`."""
    code = SubElement(pre, "code")
    if language := info.split(" ", 1)[0]:
        code.set("class", f"language-{language}")
    code.text = AtomicString("\n".join(lines) + "\n" if lines else "")
