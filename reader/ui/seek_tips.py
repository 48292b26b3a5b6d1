"""What the seek bar tells of the place under the mouse."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF

from reader.clock import clock
from reader.services.coverage import Covered
from reader.services.peek import Spot
from reader.services.timeline import Lane
from reader.ui.coverage_strips import COLOURS, parts
from reader.ui.lanes import Hit, Rows
from reader.ui.seek_paint import sign_box
from reader.ui.text import count, tooltip
from reader.ui.theme import Theme

_DOUBLE_CLICK = "Double-click: show it in its note"
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
        return _of_tick(near, covered)
    return _of_place(rows.rows[number], rows.scale.seconds(place.x()), covered, own=number == 0)


def spot(rows: Rows, place: QPointF, covered: Covered) -> Spot | None:
    """The moment at a place on the bar, of the video that is shown; None at the strips and at the sign."""
    number = rows.row_at(place.y())
    if number is None or not rows.scale.length or (rows.past and sign_box(rows.scale).contains(place)):
        return None
    if near := rows.hit(place.x(), place.y()):
        return _spot_of_tick(near, covered)
    seconds, lane = rows.scale.seconds(place.x()), rows.rows[number]
    hints = tuple(_not_here(covered, seconds))
    if tick := lane.tick_before(seconds):
        return Spot("", seconds, tick.path, tick.sentence, tick.seconds, tick.title if number else "", hints=hints)
    return Spot("", seconds, title=lane.title if number else "", hints=hints)


def _not_here(covered: Covered, seconds: float) -> Iterator[str]:
    """That a moment lies in a part that the file does not have, and from where to where that is."""
    for start, end in covered.missing:
        if start <= seconds < end:
            yield f"Not in your file: {clock(start)}–{clock(end)}"


def _spot_of_tick(found: Hit, covered: Covered) -> Spot:
    tick = found.tick
    hints = (*_not_here(covered, tick.seconds), *_hints(found))
    return Spot("", tick.seconds, tick.path, tick.sentence, title=tick.title if found.row else "", hints=hints)


def _hints(found: Hit) -> Iterator[str]:
    """How many more are as near, and how to get to the note."""
    if found.more:
        yield f"+{found.more} more here"
    if found.tick.path and found.row:
        yield _DOUBLE_CLICK


def _of_tick(found: Hit, covered: Covered) -> str:
    """Time, note and sentence of a stamp, and how many more are as near."""
    tick = found.tick
    lines = [f"{clock(tick.seconds)} · {tick.title}", _short(tick.sentence), *_not_here(covered, tick.seconds)]
    lines.append(f"+{found.more} more here" if found.more else "")
    lines.append(_DOUBLE_CLICK if tick.path else "")
    return tooltip(*filter(None, lines))


def _of_place(lane: Lane, seconds: float, covered: Covered, *, own: bool) -> str:
    """The time, whose lane it is, what its note tells of that moment, and whether that is here."""
    time, missing = clock(seconds), _not_here(covered, seconds)
    if tick := lane.tick_before(seconds):
        return tooltip(f"{time} · {tick.title}", f"{clock(tick.seconds)} {_short(tick.sentence)}", *missing)
    return tooltip(time if own or not lane.title else f"{time} · {lane.title}", *missing)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST].rstrip() + "…"


def _of_strips(theme: Theme, covered: Covered) -> str:
    """What the strips are, from top to bottom, and how much they cover."""
    watched, note, notes = (covered.share(ranges) for ranges in parts(covered))
    lines = (f"You have watched {watched} %", f"This note cites {note} %", f"All notes cite {notes} %")
    squares = (f'<span style="color: {theme.colour(token).name()}">■</span>' for token in COLOURS)
    return f"<qt>{'<br>'.join(f'{square} {line}' for square, line in zip(squares, lines, strict=True))}</qt>"
