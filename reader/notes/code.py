"""Where code stands in a note: what looks like a stamp or a link in there is neither."""

import re
from bisect import bisect_right
from collections.abc import Iterator

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_WRAPPER = re.compile(r"(`{3,}|~{3,})[ \t]*(?:markdown|md)[ \t]*$", re.IGNORECASE)
_FROM_LINE = re.compile(r"\s*From:[^\n]*\n\s*")
_TICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?=\n)")
_LINE = re.compile(r"\s*From:[^\n]*\n\s*")
_TICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?=\n)")
_MAY_BE_INDENTED = re.compile(r"\n(?:[ \t]*|#[^\n]*)\n {0,3}(?: {4}|\t)[ \t]*+\S|\A(?:#[^\n]*\n)?(?: {4}|\t)")
_LINE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<marker>(?:[-+*]|\d{1,9}[.)])(?:[ \t]{1,4}(?=\S)|[ \t])|\[\^[^\]\s]{1,40}\]:)?"
    r"(?P<text>[^\n]*)\n?",
    re.MULTILINE,
)

ADMONITION = "ad-"  # a fence ```ad-note holds text with links and stamps in it

Span = tuple[int, int]


def wrapper(body: str) -> tuple[Span, Span] | None:
    """The first and the last line of a fence ```` ```markdown ```` around the whole article, else None.

    162 of 21,273 real notes are wrapped so by the model that wrote them; they are articles, not code.
    """
    start = found.end() if (found := _FROM_LINE.match(body)) else len(body) - len(body.lstrip())
    end = body.find("\n", start)
    opening = _WRAPPER.match(body[start:end]) if end > 0 else None
    if not opening:
        return None
    last, depth = len(body.rstrip()), 0
    for fence in _FENCE.finditer(body, start):
        depth += 1 if fence[2].strip() else -1
        if depth == 0 and fence.end() < last:
            return None
        if depth == 0:
            return (start, end), (fence.start(), fence.end())
    return None


def code_spans(body: str) -> list[Span]:
    """The stretches of `body` that are code, in order: fenced and indented blocks, and spans between backticks."""
    ticks = "`" in body
    blocks: list[Span] = []
    at, last = 0, len(body)
    if "```" in body or "~~~" in body:
        around = wrapper(body)
        at, last = (around[0][1], around[1][0]) if around else (at, last)
        blocks = list(_fenced(body, at, last))
    if _may_be_indented(body):
        blocks = sorted((*blocks, *_indented(body, at, last, blocks)))
    if not blocks:
        return list(_ticked(body, at, last)) if ticks else []
    spans: list[Span] = []
    for start, end in [*blocks, (last, last)]:
        spans.extend(_ticked(body, at, start))
        spans.append((start, end))
        at = end
    return spans[:-1]


def inside(spans: list[Span], at: int) -> bool:
    """Whether the character at `at` is in one of the spans."""
    index = bisect_right(spans, (at, len(spans) and spans[-1][1]))
    return index > 0 and spans[index - 1][1] > at


def _fenced(body: str, at: int, last: int) -> Iterator[Span]:
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(body, at, last):
        if opening is None:
            if fence[1][0] == "~" or "`" not in fence[2]:
                opening = fence
        elif fence[1].startswith(opening[1]) and not fence[2].strip():
            if opening[2].strip().startswith(ADMONITION):
                yield opening.span()
                yield fence.span()
            else:
                yield opening.start(), fence.end()
            opening = None
    if opening is not None:
        yield opening.start(), last


def _may_be_indented(body: str) -> bool:
    """Whether a line that is indented follows one that no paragraph goes on from; quick, and true of few notes."""
    if "\t" in body or body.startswith("    "):
        return True
    at = body.find("\n    ")
    while at >= 0:
        before = body[body.rfind("\n", 0, at) + 1 : at]
        if not before.strip() or before.startswith("#"):
            return True
        at = body.find("\n    ", at + 1)
    return False


def _indented(body: str, at: int, last: int, fenced: list[Span]) -> Iterator[Span]:
    """Lines that stand four columns or more behind where the text of their list item, or of the note, begins.

    CommonMark's rule: such a line goes on with a paragraph, if there is one.
    """
    items: list[int] = []  # the columns at which the text of the open list items begins
    after_text = False
    for line in _LINE.finditer(body, at, last):
        text, marker = line["text"], line["marker"]
        heading = text[:1] == "#" and not marker
        if inside(fenced, line.start()) or not (text or marker):
            after_text = False
            continue
        column = len(line["indent"].expandtabs(4))
        while items and column < items[-1] and (marker or heading or text[:1] == ">" or not after_text):
            items.pop()
        beyond = column - (items[-1] if items else 0) >= 4
        if beyond and not after_text:
            yield line.span()
            continue
        if marker and not beyond and not (after_text and marker[0] == "["):
            items.append(column + (4 if marker[0] == "[" else len(marker)))
        after_text = not heading


def _ticked(body: str, start: int, end: int) -> Iterator[Span]:
    """Code spans in a stretch without fences; none reaches over a blank line."""
    runs = [(run.start(), run.end()) for run in _TICKS.finditer(body, start, end)]
    blanks = [blank.start() for blank in _BLANK_LINE.finditer(body, start, end)] if runs else []
    by_length: dict[int, list[int]] = {}
    for number, (first, last) in enumerate(runs):
        by_length.setdefault(last - first, []).append(number)
    number = 0
    while number < len(runs):
        first, last = runs[number]
        same = by_length[last - first]
        closing = bisect_right(same, number)
        escaped = body[first - 1 : first] == "\\" and body[first - 2 : first - 1] != "\\"
        if closing < len(same) and not escaped:
            far = runs[same[closing]]
            if bisect_right(blanks, first) == bisect_right(blanks, far[0]):
                yield first, far[1]
                number = same[closing]
        number += 1
