"""How far moments of files with three cuts are from where their time map leads: made-up files, no video."""

import random
from collections.abc import Iterator
from time import perf_counter

from reader.notes.alignment import Known, Pair, Segment, align
from reader.notes.timemap import TimeMap
from tests.benchmarks import Options, Row, share

FILES = 400
TAP = 0.5
AIM = "≤ 0.5 s outside cuts"
Cuts = list[tuple[float, float]]


def rows(_: Options) -> Iterator[Row]:
    """Errors of every tenth second outside cuts, in seconds, and how many moments in cuts are named as such."""
    chance = random.Random(4)
    files = [_made(chance) for _ in range(FILES)]
    chapters = [(cuts, length, align(_by_chapters(chance, cuts, length))) for cuts, length in files]
    yield from _errors("chapters", chapters, edge=0.0)
    taps = [(cuts, length, align(_by_taps(chance, cuts, length, around=None))) for cuts, length in files]
    yield from _errors("one pair in each piece", taps, edge=1.0)
    around = [(cuts, length, align(_by_taps(chance, cuts, length, around=2.0))) for cuts, length in files]
    yield from _errors("pairs 2 s around each cut", around, edge=2.0)
    known = _by_chapters(chance, *files[0])
    begun = perf_counter()
    for _number in range(100):
        align(known)
    yield _row("made from chapters", (perf_counter() - begun) * 10, "ms")


def _made(chance: random.Random) -> tuple[Cuts, float]:
    """Three cuts of 10 to 90 s, one to ten minutes apart, and the cited length."""
    at, cuts = 0.0, []
    for _ in range(3):
        start = at + chance.uniform(60, 600)
        at = start + chance.uniform(10, 90)
        cuts.append((start, at))
    return cuts, at + chance.uniform(60, 600)


def _file(cuts: Cuts, cited: float) -> float:
    return cited - sum(end - start for start, end in cuts if end <= cited)


def _by_chapters(chance: random.Random, cuts: Cuts, length: float) -> Known:
    """Two kinds were cut out and two were not; lengths are whole seconds, as YouTube tells them."""
    kinds = [chance.choice(("sponsor", "selfpromo")) for _ in cuts]
    rest = [Segment(1.0, chance.uniform(8, 30), "intro"), Segment(length - 25, length, "outro")]
    segments = (*(Segment(*cut, kind) for cut, kind in zip(cuts, kinds, strict=True)), *rest)
    return Known((), segments, _file(cuts, length) + chance.uniform(0, 0.1), float(round(length)))


def _by_taps(chance: random.Random, cuts: Cuts, length: float, around: float | None) -> Known:
    edges = [0.0, *(edge for cut in cuts for edge in cut), length]
    if around is None:
        cited = [chance.uniform(*piece) for piece in zip(edges[::2], edges[1::2], strict=True)]
    else:
        cited = [at for start, end in cuts for at in (start - around, end + around)]
    return Known(tuple(Pair(at, _file(cuts, at) + chance.uniform(-TAP, TAP)) for at in cited))


def _errors(name: str, made: list[tuple[Cuts, float, TimeMap]], edge: float) -> Iterator[Row]:
    errors, unsure, outside, named, inside = [], 0, 0, 0, 0
    for cuts, length, found in made:
        for cited in range(0, int(length), 10):
            at = found.to_file(cited)
            if any(start <= cited < end for start, end in cuts):
                inside += 1
                named += bool(at.cut)
            elif not any(abs(cited - end) <= edge for cut in cuts for end in cut):
                outside += 1
                unsure += bool(at.unsure)
                errors += [] if at.unsure else [abs(at.seconds - _file(cuts, cited))]
    yield _row(f"{name}: error p99", share(errors, 0.99), "s", AIM)
    yield _row(f"{name}: error, most", max(errors), "s", AIM)
    yield _row(f"{name}: said to be unsure", 100 * unsure / outside, "%")
    yield _row(f"{name}: cuts that are named", 100 * named / inside, "%")


def _row(name: str, figure: float, unit: str, aim: str = "") -> Row:
    return Row(f"time map, {name}", figure, unit, "", None, aim)
