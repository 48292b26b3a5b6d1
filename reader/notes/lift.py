"""Take what Markdown must not see (stamps, wikilinks, math, comments) out of a note, and put it back as HTML.

Each piece is stood in for by a token of two private characters around a number. Tokens pass through Markdown and
through the sanitiser as text; what they stand for is put in behind both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FIRST, LAST = "\ue000", "\ue001"
TOKEN = re.compile(f"{FIRST}([0-9]{{1,7}}){LAST}")
_RESERVED = (FIRST, LAST, "\x02", "\x03")  # ours, and those that python-Markdown marks its own places with


@dataclass(frozen=True, slots=True)
class Piece:
    """What a token stands for."""

    html: str
    """Safe as it is: nothing looks at it again."""
    source: str = ""
    """As the note has it, for places where it turns out to be code."""
    plain: str = ""
    """The text that is read, for the ids of headings; a stamp has none."""


class Lifted:
    """The pieces of one page by the numbers of their tokens."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []

    def keep(self, piece: Piece) -> str:
        """The token that stands for `piece` from now on."""
        self._pieces.append(piece)
        return f"{FIRST}{len(self._pieces) - 1}{LAST}"

    def html(self, text: str) -> str:
        """`text` with its tokens made HTML."""
        return self._put_back(text, "html")

    def source(self, text: str) -> str:
        """`text` as it stands in the note."""
        return self._put_back(text, "source")

    def plain(self, text: str) -> str:
        """`text` as it is read."""
        return self._put_back(text, "plain")

    def _put_back(self, text: str, form: str) -> str:
        if FIRST not in text:
            return text
        return TOKEN.sub(lambda found: self._form(int(found[1]), form), text)

    def _form(self, number: int, form: str) -> str:
        return str(getattr(self._pieces[number], form)) if number < len(self._pieces) else ""


def without_reserved(body: str) -> str:
    """`body`, just as long, with a replacement character for each one that we need for ourselves."""
    for character in _RESERVED:
        body = body.replace(character, "\ufffd")
    return body


def cut(body: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """`body` with the stretches `(start, end, stand-in)` replaced; of two that overlap the first one counts."""
    parts: list[str] = []
    at = 0
    for start, end, instead in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            parts += (body[at:start], instead)
            at = end
    parts.append(body[at:])
    return "".join(parts)
