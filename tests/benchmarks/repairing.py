"""Are stamps read as they were meant?  Right notes are made wrong and read back; then the real ones are counted.

The peer is a few lines of rules: a note whose stamps end in :00 is in minutes, and so is what lies past the end.
"""

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.notes.note import read_note
from reader.notes.odds import time_of
from reader.notes.repair import LONGEST, Evidence, read_stamps
from reader.notes.stamps import Stamp, fields_of, find_stamps, seconds_of
from tests.benchmarks import Options, Row

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
_FEWEST = 4
"""Stamps of a note that is made wrong."""
_ZEROS = 0.1
"""Share of stamps that end in :00 from which a note is not surely right."""
_FARTHER = 1.5
"""Times as far as most notes of a video: one that goes so far is not surely right."""
_BARS = {
    ("whole", "zeros", True): "≥ 99.9", ("run", "zeros", True): "≥ 99.9", ("scattered", "zeros", True): "≥ 99.3",
    ("whole", "frames", True): "≥ 99.0", ("run", "frames", True): "≥ 99.0", ("scattered", "frames", True): "≥ 99.0",
    ("whole", "zeros", False): "≥ 99.9", ("scattered", "zeros", False): "≥ 97",
}  # fmt: skip
_WHICH: dict[str, Callable[[int, random.Random], set[int]]] = {
    "whole": lambda many, _: set(range(many)),
    "run": lambda many, rng: _run(many, rng.randrange(many - max(1, many // 3) + 1)),
    "scattered": lambda many, rng: set(rng.sample(range(many), max(1, many // 3))),
    "none": lambda _, __: set(),
}


@dataclass(frozen=True, slots=True)
class Right:
    """A note whose stamps are right, as far as can be told, and how far all such notes of its video reach."""

    times: tuple[int, ...]
    length: float


def rows(options: Options) -> Iterator[Row]:
    """All figures; the table of real stamps goes to stderr."""
    root = options.library or SAMPLE
    notes = [read_note(file.relative_to(root).as_posix(), file.read_bytes()) for file in sorted(root.rglob("*.md"))]
    found = [(note.video or "", find_stamps(note.body)) for note in notes]
    right = right_notes(found)
    for how in _WHICH:
        for kind in ("zeros", "frames") if how != "none" else ("zeros",):
            for known in (True, False):
                yield read_back(right, how, kind, known=known)
    yield speed([stamps for _, stamps in found])
    count_real(found)


def right_notes(found: list[tuple[str, list[Stamp]]]) -> list[Right]:
    """The notes in which nothing looks wrong.

    Three fields each, none past four hours, few at a whole minute, none much farther than all other notes of the video.
    """
    by_video: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for video, stamps in found:
        times = tuple(int(stamp.seconds or 0) for stamp in stamps if len(fields_of(stamp.written)) == 3)
        few_at_zero = sum(not time % 60 for time in times) < _ZEROS * len(times)
        if len(times) == len(stamps) >= _FEWEST and max(times) < LONGEST and few_at_zero:
            by_video[video].append(times)
    by_video_right = map(fitting, by_video.values())
    return [Right(times, max(map(max, same))) for same in by_video_right for times in same]


def fitting(notes: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Of the notes of one video those that go no farther than half again as far as the others do."""
    reaches = sorted(map(max, notes))
    limit = _FARTHER * reaches[len(reaches) // 2] if len(notes) > 1 else reaches[0]
    return [times for times in notes if max(times) <= limit]


def read_back(notes: list[Right], how: str, kind: str, *, known: bool) -> Row:
    """Per cent of the stamps that are read as they were before some were written wrong."""
    rng = random.Random(7)
    hits, by_rules, many = 0, 0, 0
    for note in notes:
        wrong = _WHICH[how](len(note.times), rng)
        end = note.length + 1 + rng.randrange(60) if known else None
        written = [_shifted(time, kind, rng) if n in wrong else _right(time) for n, time in enumerate(note.times)]
        stamps = [Stamp(text, seconds_of(text), n, n, 1) for n, text in enumerate(written)]
        many += len(stamps)
        hits += sum(a.seconds == b for a, b in zip(read_stamps(stamps, Evidence(end)), note.times, strict=True))
        by_rules += sum(a == b for a, b in zip(rules(stamps, end), note.times, strict=True))
    name = {"none": "right notes left alone"}.get(how, f"{how} in {kind}")
    aim = "≥ 99.95" if how == "none" else _BARS.get((how, kind, known), "")
    peer = f"{100 * by_rules / many:.2f} % by rules"
    return Row(f"{name}, length {'known' if known else 'unknown'}", 100 * hits / many, "%", peer, hits / by_rules, aim)


def rules(stamps: list[Stamp], end: float | None) -> list[float]:
    """The peer."""
    times = [time_of(fields_of(stamp.written)) for stamp in stamps]
    all_zero = sum(time.last == 0 for time in times) >= 0.8 * len(times)
    limit = LONGEST if end is None else end
    return [time.shifted if (all_zero and time.last == 0) or time.written > limit else time.written for time in times]


def speed(notes: list[list[Stamp]]) -> Row:
    """What the weighing costs."""
    began = time.process_time()
    for stamps in notes:
        read_stamps(stamps)
    many = sum(map(len, notes)) or 1
    return Row(f"weighing {many:,} stamps", 1e6 * (time.process_time() - began) / many, "µs each", "", None, "")


def count_real(found: list[tuple[str, list[Stamp]]]) -> None:
    """The stamps of real notes by reading and certainty, each read with its sister notes."""
    alone = [(video, stamps, read_stamps(stamps)) for video, stamps in found]
    cited: dict[str, Counter[float]] = defaultdict(Counter)
    for video, _, readings in alone:
        cited[video].update(each.seconds for each in readings if each.seconds and each.certainty == "certain")
    table: Counter[tuple[str, str]] = Counter()
    for video, stamps, readings in alone:
        own = Counter(each.seconds for each in readings if each.seconds and each.certainty == "certain")
        sisters = tuple(sorted(cited[video] - own)) if video else ()
        table.update((each.reading, each.certainty) for each in read_stamps(stamps, Evidence(None, sisters)))
    for (reading, certainty), many in sorted(table.items()):
        sys.stderr.write(f"{reading:<16} {certainty:<9} {many:>9,}\n")


def _run(many: int, start: int) -> set[int]:
    return set(range(start, start + max(1, many // 3)))


def _right(time: int) -> str:
    return f"{time // 3600:02}:{time // 60 % 60:02}:{time % 60:02}"


def _shifted(time: int, kind: str, rng: random.Random) -> str:
    last = 0 if kind == "zeros" else rng.randrange(rng.choice((24, 25, 30)))
    return f"{time // 60:02}:{time % 60:02}:{last:02}"
