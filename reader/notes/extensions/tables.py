"""Tables as GitHub Flavored Markdown has them (GFM 0.29, section 4.10)."""

import re
from xml.etree.ElementTree import Element, SubElement

DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
PIPE = re.compile(r"(?<!\\)\|")
ALIGN = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): None}


def cells(line: str) -> list[str]:
    r"""The cells of a row; `\|` is a pipe inside one."""
    line = line.strip()
    if line == "|":
        return []
    parts = PIPE.split(line.removeprefix("|"))
    if parts and not parts[-1].strip() and len(parts) > 1:
        parts.pop()
    return [part.strip().replace("\\|", "|") for part in parts]


def begins(head: str, line: str) -> list[str | None] | None:
    """The alignment of each column when `line` is the row of dashes under the row `head`, else None."""
    if line[0] not in "|-:" or line[1:2] not in tuple("|-: \t") or ("|" not in head) or not DELIMITERS.match(line):
        return None
    if line[0] == "-" and line[1:2] in (" ", "\t"):
        return None
    dashes = cells(line)
    if len(dashes) != len(cells(head)):
        return None
    return [ALIGN[cell.startswith(":"), cell.endswith(":")] for cell in dashes]


def fill(table: Element, columns: list[str | None], head: str, lines: list[str]) -> None:
    """Write the rows into `table`; a short row is filled up, what a long one has too much is dropped."""
    add_row(SubElement(SubElement(table, "thead"), "tr"), "th", columns, head)
    if lines:
        body = SubElement(table, "tbody")
        for line in lines:
            add_row(SubElement(body, "tr"), "td", columns, line)


def add_row(row: Element, tag: str, columns: list[str | None], line: str) -> None:
    texts = cells(line)
    for index, align in enumerate(columns):
        cell = SubElement(row, tag)
        if align:
            cell.set("class", align)
        cell.text = texts[index] if index < len(texts) else ""
