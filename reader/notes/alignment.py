"""Finds the time map of a file by what is known of it: pairs, segments, and both lengths.

Segments come first: for each choice of their kinds it is asked whether the file is as if those were cut out.  yt-dlp
keeps all segments in `info.json` and does not say which kinds it removed (`modify_chapters.py`), so the file's length
and the pairs decide.  Otherwise the pairs alone do: the offset between both times stays until a pair says otherwise.
Where between two pairs it changes cannot be known from them; the change is put in the middle, which is a quarter of it
wrong on average wherever it was (a straight line between both would be a third), and the stretch is called unsure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import inf
from typing import NamedTuple

from reader.notes.timemap import ONE_TO_ONE, Piece, TimeMap, Unsure

_TAP = 0.5
"""Seconds within which a reader taps."""
_SAME = 2 * _TAP
"""Seconds: two taps for one offset differ by no more."""
_LENGTHS = 1.5
"""Seconds: lengths are known to whole seconds, and sound and picture do not end together."""
_MISSING = 2.0
"""Seconds by which a file is too short or too long before something after the last pair is held to be the cause."""
_SPEEDS = (24 / 25, 25 / 24, 24 / 1.001 / 25, 25 * 1.001 / 24)
"""Film shown at the rate of PAL and the other way round; the only steady drifts that occur."""
_DRIFT_SPAN = 600.0
"""Seconds that pairs span at least before a drift is believed."""
_MOST_SEGMENTS = 60
"""Real videos have a dozen; more would take long to choose among."""
_STRAY = 0.1
"""Seconds behind a seam in which frames from before a cut are still shown, as measured where yt-dlp cut with ffmpeg."""


class Pair(NamedTuple):
    """What is cited at `cited` seconds was seen at `file` seconds of the file."""

    cited: float
    file: float


class Segment(NamedTuple):
    """A part of the cited video that may be cut out; all of one kind are, or none."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file: pairs, the newest last; segments in cited time; lengths in seconds, 0 if unknown."""

    pairs: tuple[Pair, ...] = ()
    segments: tuple[Segment, ...] = ()
    file_length: float = 0.0
    cited_length: float = 0.0


def align(known: Known) -> TimeMap:
    """The time map that fits what is known; one to one where nothing speaks against that."""
    known = replace(known, pairs=consistent(known.pairs))
    return _by_segments(known) or _by_pairs(known)


def consistent(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """The pairs in their order, without those that a newer one contradicts."""
    kept: list[Pair] = []
    for pair in reversed(pairs):
        if all(_agree(*sorted((pair, other))) for other in kept):
            kept.append(pair)
    return tuple(sorted(kept))


def _agree(first: Pair, second: Pair) -> bool:
    return first.cited < second.cited and first.file <= second.file + _SAME


# From segments


@dataclass(frozen=True, slots=True)
class _Fit:
    map: TimeMap
    cuts: int
    shift: float  # seconds that were added before all
    wrong: float  # by how many seconds it misses the file's length


def _by_segments(known: Known) -> TimeMap | None:
    if not (known.cited_length and known.file_length) and len(_runs(known.pairs)) < 2:
        return None
    segments = sorted(known.segments)[:_MOST_SEGMENTS]
    kinds = sorted({segment.kind for segment in segments})
    choices = (choice for number in range(len(kinds) + 1) for choice in combinations(kinds, number))
    fits = [fit for choice in choices if (fit := _fit(known, [each for each in segments if each.kind in choice]))]
    if not fits or any(not fit.cuts and fit.wrong <= _SAME for fit in fits):
        return None
    best = min(fits, key=lambda fit: (fit.wrong > _SAME, abs(fit.shift), fit.wrong))
    others = [fit.map for fit in fits if fit.wrong <= _SAME and abs(fit.shift - best.shift) <= _SAME]
    return replace(best.map, unsure=_between(best.map, others), blur=_STRAY)


def _fit(known: Known, segments: Iterable[Segment]) -> _Fit | None:
    """The map of a file from which these are cut, and some constant added; None where it is no such file."""
    cuts = _merged(segments, known.cited_length or inf)
    shift = _shift(known.pairs, _without(cuts, 0.0, known.cited_length)) if known.pairs else 0.0
    if shift is None:
        return None
    wrong = 0.0
    if known.cited_length and known.file_length:
        wrong = abs(known.cited_length - sum(end - start for start, end in cuts) + shift - known.file_length)
    if wrong > _LENGTHS:
        return None
    found = _without(cuts, shift, known.cited_length)
    return _Fit(found, len(cuts), shift, wrong) if found.pieces else None


def _shift(pairs: Sequence[Pair], plain: TimeMap) -> float | None:
    """How many seconds later than in `plain` everything is by these pairs; None where they do not agree."""
    if not plain.pieces:
        return None
    rests = [pair.file - plain.to_file(pair.cited).seconds for pair in pairs]
    shift = sum(rests) / len(rests)
    shift = shift if abs(shift) > _TAP else 0.0
    return shift if all(abs(rest - shift) <= _SAME for rest in rests) else None


def _merged(segments: Iterable[Segment], length: float) -> list[tuple[float, float]]:
    cuts: list[tuple[float, float]] = []
    for start, end, _ in segments:
        start, end = max(start, 0.0), min(end, length)
        if cuts and start <= cuts[-1][1]:
            cuts[-1] = cuts[-1][0], max(cuts[-1][1], end)
        elif start < end:
            cuts.append((start, end))
    return cuts


def _without(cuts: Sequence[tuple[float, float]], shift: float, length: float) -> TimeMap:
    edges = [0.0, *(edge for cut in cuts for edge in cut), inf]
    lacks_end = bool(cuts and length and cuts[-1][1] >= length)
    pieces, file = [], shift
    for cited, end in zip(edges[::2], edges[1::2], strict=True):
        if end > cited:
            pieces.append(Piece(cited, end, file))
        file += end - cited
    return TimeMap(_from_start(pieces[:-1] if lacks_end else pieces), length=length if lacks_end else 0.0)


def _between(best: TimeMap, others: Sequence[TimeMap]) -> tuple[Unsure, ...]:
    """The stretch in which other maps, that fit as well, lead elsewhere."""
    edges = {edge for each in (best, *others) for piece in each.pieces for edge in (piece.cited, piece.end)}
    at = sorted(edge for edge in edges if edge < inf)
    off = [
        max((abs(each.to_file(edge).seconds - best.to_file(edge).seconds) for each in others), default=0.0)
        for edge in at
    ]
    wrong = [index for index, by in enumerate(off) if by > _SAME]
    if not wrong:
        return ()
    end = at[wrong[-1] + 1] if wrong[-1] + 1 < len(at) else inf
    return (Unsure(at[max(wrong[0] - 1, 0)], end, max(off)),)


# From pairs


@dataclass(frozen=True, slots=True)
class _Run:
    """Pairs with one offset, the file's time less the cited one."""

    first: float
    last: float
    offset: float
    count: int = 1


def _by_pairs(known: Known) -> TimeMap:
    if not known.pairs:
        return ONE_TO_ONE
    speed = _speed(known)
    first, *later = _runs(known.pairs, speed)
    runs = [first if abs(first.offset) > _TAP else replace(first, offset=0.0), *later]
    pieces, unsure = [Piece(0.0, inf, runs[0].offset)], []
    for before, after in pairwise(runs):
        since, jump = max(before.last, pieces[-1].cited), after.offset - before.offset
        cut = max(-jump, 0.0)
        start = max(since, (since + after.first - cut) / 2)
        pieces[-1] = replace(pieces[-1], end=start)
        pieces.append(Piece(start + cut, inf, start + cut + after.offset))
        if after.first - since - cut > 2 * _SAME:
            unsure.append(Unsure(since, after.first, abs(jump)))
    found = TimeMap(_from_start(pieces), unsure=tuple(unsure), blur=_TAP if len(runs) > 1 else 0.0)
    return _faster(_ending(found, runs[-1], known.file_length / speed, known.cited_length), speed)


def _runs(pairs: Iterable[Pair], speed: float = 1.0) -> list[_Run]:
    runs: list[_Run] = []
    for cited, file in pairs:
        offset = file / speed - cited
        if runs and abs(offset - runs[-1].offset) <= _SAME:
            run = runs[-1]
            mean = (run.offset * run.count + offset) / (run.count + 1)
            runs[-1] = _Run(run.first, cited, mean, run.count + 1)
        else:
            runs.append(_Run(cited, cited, offset))
    return runs


def _speed(known: Known) -> float:
    """A steady drift that explains all pairs, where an offset does not; cuts at even distances look like one."""
    pairs = known.pairs
    if len(pairs) < 3 or pairs[-1].cited - pairs[0].cited < _DRIFT_SPAN or len(_runs(pairs)) == 1:
        return 1.0
    return next((speed for speed in _SPEEDS if len(_runs(pairs, speed)) == 1 and _lasts(known, speed)), 1.0)


def _lasts(known: Known, speed: float) -> bool:
    """Whether the file has the length of the whole video at that speed, as far as lengths are known."""
    more = known.file_length / speed - known.cited_length - _runs(known.pairs, speed)[0].offset
    return not (known.file_length and known.cited_length) or abs(more) <= _MISSING


def _ending(found: TimeMap, last: _Run, file_length: float, cited_length: float) -> TimeMap:
    """`found`, knowing by both lengths whether more was cut or added after the last pair."""
    if not (file_length and cited_length):
        return found
    more = file_length - cited_length - last.offset
    if abs(more) <= _MISSING or last.last >= cited_length:
        return found
    unsure = (*found.unsure, Unsure(last.last, cited_length, abs(more)))
    if more > 0:
        return replace(found, unsure=unsure)
    end = max(file_length - last.offset, found.pieces[-1].cited)
    pieces = (*found.pieces[:-1], replace(found.pieces[-1], end=end))
    return replace(found, pieces=pieces, length=cited_length, unsure=unsure)


def _faster(found: TimeMap, speed: float) -> TimeMap:
    pieces = tuple(replace(piece, file=piece.file * speed) for piece in found.pieces)
    return replace(found, pieces=pieces, speed=speed)


def _from_start(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces without what would lie before the file's start."""
    begun = (replace(each, cited=each.cited - min(each.file, 0.0), file=max(each.file, 0.0)) for each in pieces)
    return tuple(piece for piece in begun if piece.cited < piece.end)
