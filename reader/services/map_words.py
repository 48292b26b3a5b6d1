"""Says for people how a file differs from the video that is cited."""

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from reader.clock import clock
from reader.notes.timemap import ONE_TO_ONE, At, Piece, TimeMap, Unsure


def what_is_amiss(at: At, *, in_parts: bool = False) -> str:
    """What a reader should know of a moment's place; empty where all is well.

    `in_parts`: as in the `TimeMap` that told the place.
    """
    if at.cut and in_parts:
        shown = "the end of the last of them" if at.at_end else "what comes after"
        return f"Only parts of this video are here, and {_range(*at.cut)} is in none of them; shown is {shown}."
    if at.cut:
        part = _range(*at.cut)
        if at.unsure:
            is_in = f"seems to be in a part that is cut out of your file (about {part})"
        else:
            is_in = f"is in a part that is cut out of your file ({part})"
        shown = "your file's end" if at.at_end else "what comes after"
        return f"This moment {is_in}; shown is {shown}."
    if at.unsure:
        return f"This may be {_span(at.unsure.off)} off: it is not known where your file differs here."
    return ""


def in_words(found: TimeMap) -> list[str]:
    """A time map as sentences, in the order of the video."""
    if found == ONE_TO_ONE:
        return ["Your file runs like the video that is cited."]
    if found.in_parts:
        parts = ", ".join(_range(each.cited, each.end) for each in found.pieces)
        return [f"Only parts of the video are here: {parts}."]
    said = [*_speed(found.speed), *_start(found.pieces[0])]
    left = list(found.unsure)
    for before, after in pairwise(found.pieces):
        vague = next((each for each in left if each.start <= before.end and after.cited <= each.end), None)
        if vague:
            left.remove(vague)
        said += _joint(found, before, after, vague)
    if found.pieces[-1].end < inf:
        said.append(_cut(found.pieces[-1].end, found.length))
    said += [f"{_stretch(each)} it is not known where your file differs: {_may_be_off(each)}." for each in left]
    return said


def _speed(speed: float) -> Iterator[str]:
    if speed != 1:
        yield f"Your file runs {abs(1 / speed - 1):.1%} {'faster' if speed < 1 else 'slower'}."


def _start(first: Piece) -> Iterator[str]:
    if first.cited > 0:
        yield _cut(0.0, first.cited)
    if first.file > 0:
        yield f"Your file begins with {_span(first.file)} that the video does not have."


def _joint(found: TimeMap, before: Piece, after: Piece, vague: Unsure | None) -> Iterator[str]:
    cut, added = after.cited - before.end, after.file - found.file_end(before)
    if vague:
        what = f"{_span(cut)} are cut out of your file" if cut > 0 else f"your file has {_span(added)} more"
        yield f"{_stretch(vague)}, {what}; where is not known, so {_may_be_off(vague)}."
    else:
        if cut > 0:
            yield _cut(before.end, after.cited)
        if added > 1e-6:
            yield f"At {clock(before.end)}, your file has {_span(added)} more."
    since = vague.end if vague and vague.end < inf else after.cited
    yield f"From {clock(since)} on, {_offset(after.file - after.cited * found.speed)}."


def _cut(start: float, end: float) -> str:
    return f"{_range(start, end)} is cut out of your file."


def _range(start: float, end: float) -> str:
    return f"{clock(start)}–{clock(end)}"


def _stretch(unsure: Unsure) -> str:
    return (
        f"Between {clock(unsure.start)} and {clock(unsure.end)}"
        if unsure.end < inf
        else f"From {clock(unsure.start)} on"
    )


def _may_be_off(unsure: Unsure) -> str:
    return f"moments may be {_span(unsure.off)} off"


def _offset(later: float) -> str:
    if abs(later) < 0.05:
        return "your file runs like the video"
    return f"your file is {_span(abs(later))} {'later' if later > 0 else 'earlier'}"


def _span(seconds: float) -> str:
    if seconds >= 59.5:
        minutes, rest = divmod(round(seconds), 60)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{seconds:.1f} s".replace(".0 s", " s")
