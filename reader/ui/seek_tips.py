"""What the seek bar tells of the place under the mouse."""

from PySide6.QtCore import QPointF

from reader.clock import clock
from reader.services.coverage import Covered
from reader.ui.coverage_strips import COLOURS, parts
from reader.ui.lanes import Hit, Rows
from reader.ui.seek_paint import sign_box
from reader.ui.text import count, tooltip
from reader.ui.theme import Theme

_LONGEST = 240
"""Characters of a sentence."""


def tip(theme: Theme, rows: Rows, place: QPointF, covered: Covered) -> str:
    """What there is to tell of a place on the bar."""
    if rows.past and sign_box(rows.scale).contains(place):
        return tooltip(f"{count(rows.past, 'stamp', 'stamps')} past the end of the video at {clock(rows.scale.length)}")
    number = rows.row_at(place.y())
    if number is None:
        return _of_strips(theme, covered)
    if near := rows.hit(place.x(), place.y()):
        return _of_tick(near)
    time, title = clock(rows.scale.seconds(place.x())), rows.rows[number].title if number else ""
    return tooltip(f"{time} · {title}" if title else time)


def _of_tick(found: Hit) -> str:
    """Time, note and sentence of a stamp, and how many more are as near."""
    tick = found.tick
    sentence = tick.sentence if len(tick.sentence) <= _LONGEST else tick.sentence[:_LONGEST].rstrip() + "…"
    lines = [f"{clock(tick.seconds)} · {tick.title}", sentence]
    lines.append(f"+{found.more} more here" if found.more else "")
    lines.append("Double-click: show it in its note" if tick.path else "")
    return tooltip(*filter(None, lines))


def _of_strips(theme: Theme, covered: Covered) -> str:
    """What the strips are, from top to bottom, and how much they cover."""
    watched, note, notes = (covered.share(ranges) for ranges in parts(covered))
    lines = (f"You have watched {watched} %", f"This note cites {note} %", f"All notes cite {notes} %")
    squares = (f'<span style="color: {theme.colour(token).name()}">■</span>' for token in COLOURS)
    return f"<qt>{'<br>'.join(f'{square} {line}' for square, line in zip(squares, lines, strict=True))}</qt>"
