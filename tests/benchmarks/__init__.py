"""Measurements, run by hand: `python -m tests.benchmarks [NAME…] [--library DIR] [--json]`.

Each module has `rows(options)`, which yields a `Row` for each figure.  Figures are compared with a peer or a bare floor
in the same run, since the machine is shared and noisy: the ratio is what counts.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """`library`: a folder of real notes, for those that need one."""

    library: Path | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A figure beside what it is held against; `ratio` is figure / floor, None where there is no floor."""

    name: str
    figure: float
    unit: str
    against: str
    ratio: float | None
    aim: str


def share(values: list[float], part: float) -> float:
    """The value below which `part` (0 to 1) of `values` lie."""
    ordered = sorted(values)
    return ordered[min(round(part * (len(ordered) - 1)), len(ordered) - 1)]
