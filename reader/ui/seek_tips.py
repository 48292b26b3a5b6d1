"""What the seek bar tells of the place under the mouse."""

from reader.clock import clock
from reader.services.coverage import Covered
from reader.ui.coverage_strips import COLOURS, parts
from reader.ui.lanes import Hit
from reader.ui.text import count, tooltip
from reader.ui.theme import Theme

_LONGEST = 240
"""Characters of a sentence."""


def tip_of_tick(found: Hit) -> str:
    """Time, note and sentence of a stamp, and how many more are as near."""
    tick = found.tick
    sentence = tick.sentence if len(tick.sentence) <= _LONGEST else tick.sentence[:_LONGEST].rstrip() + "…"
    lines = [f"{clock(tick.seconds)} · {tick.title}", sentence]
    lines.append(f"+{found.more} more here" if found.more else "")
    lines.append("Double-click: show it in its note" if tick.path else "")
    return tooltip(*filter(None, lines))


def tip_of_place(seconds: float, title: str) -> str:
    """The time, and whose lane it is, if it is one."""
    return tooltip(f"{clock(seconds)} · {title}" if title else clock(seconds))


def tip_of_sign(past: int, length: float) -> str:
    """How many stamps are not on the bar."""
    return tooltip(f"{count(past, 'stamp', 'stamps')} past the end of the video at {clock(length)}")


def tip_of_strips(theme: Theme, covered: Covered) -> str:
    """What the strips are, from top to bottom, and how much they cover."""
    watched, note, notes = (covered.share(ranges) for ranges in parts(covered))
    lines = (f"You have watched {watched} %", f"This note cites {note} %", f"All notes cite {notes} %")
    squares = (f'<span style="color: {theme.colour(token).name()}">■</span>' for token in COLOURS)
    return f"<qt>{'<br>'.join(f'{square} {line}' for square, line in zip(squares, lines, strict=True))}</qt>"
