"""Finding stamps: what it costs over real notes, and whether anything makes it grow faster than the text."""

import time
from collections.abc import Iterable, Iterator

from reader.notes.code import code_spans
from reader.notes.note import read_note
from reader.notes.stamps import find_stamps
from tests.benchmarks import Options, Row
from tests.benchmarks.rendering import SAMPLE
from tests.notes.test_stamps_hold import UNITS

_GATE = "{{ #t=1 "  # so that every form is looked for
_LINE = 380_000  # characters; the longest line of 21,273 real notes
_TIMES = 3


def rows(options: Options) -> Iterator[Row]:
    """All figures."""
    root = options.library or SAMPLE
    notes = [read_note(file.name, file.read_bytes()) for file in root.rglob("*.md")]
    taken = min(_seconds(note.body for note in notes) for _ in range(_TIMES))
    found = sum(len(find_stamps(note.body, video=note.video)) for note in notes)
    yield Row(f"stamps found, {len(notes)} notes", found, "", "", None, "")
    yield Row("time to find them, a note", taken / len(notes) * 1e6, "µs", "", None, "")
    worst, unit = max((_growth(unit), unit) for unit in UNITS)
    yield Row(f"twice of the same text, worst: {unit.strip()[:12]!r}", worst, "×", "", None, "≤ 3")
    slowest, unit = max((_seconds([_GATE + _repeated(unit, _LINE)]), unit) for unit in UNITS)
    yield Row(f"{_LINE} characters, worst: {unit.strip()[:12]!r}", slowest * 1000, "ms", "", None, "")


def _growth(unit: str) -> float:
    once, twice = (
        min(_seconds([_GATE + _repeated(unit, size)]) for _ in range(_TIMES)) for size in (_LINE // 2, _LINE)
    )
    return twice / once


def _repeated(unit: str, size: int) -> str:
    return unit * (size // len(unit))


def _seconds(bodies: Iterable[str]) -> float:
    start = time.process_time()
    for body in bodies:
        find_stamps(body, code_spans(body))
    return time.process_time() - start
