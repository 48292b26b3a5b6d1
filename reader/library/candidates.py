"""Which of several files shows a video, as far as their lengths tell; and whether the one there is can be it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.clock import clock
from reader.library.catalog import Catalog
from reader.library.infos import published_length, read_info, sponsor_segments
from reader.library.lengths import last_cue, length_of_file
from reader.library.timeline import CitingNote, citing_notes
from reader.notes.ranges import total, union

_SAME, _SHARE = 2.0, 0.02
"""Seconds, and share of its length, by which what a site says of a video's length and its file may differ."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file of a video has to fit, in seconds, 0 where not known.

    `published` is the length of the video, of which `cut` may have been cut out; its moments reach `at_least` so far.
    """

    published: float = 0.0
    cut: float = 0.0
    at_least: float = 0.0

    def fits(self, length: float, cut: float = 0.0) -> bool:
        """Whether a file so long can show the video with so much cut out of it."""
        room = max(_SAME, _SHARE * self.published)
        if length <= 0 or (self.published and not self.published - cut - room <= length <= self.published + room):
            return False
        return length + cut >= self.at_least - _SAME


def expected(files: Sequence[Path], last_stamp: float = 0.0) -> Expected:
    """What is known of a video by what lies beside its files, and by the last stamp that its notes cite."""
    infos = [read_info(file) for file in files]
    published = max(map(published_length, infos), default=0.0)
    cut = max((total(union((each.start, each.end) for each in sponsor_segments(info))) for info in infos), default=0.0)
    return Expected(published, cut, max(last_stamp, *map(last_cue, files)))


def last_stamp(catalog: Catalog, video: str) -> float:
    """The second of a video that its notes cite last; 0 where they cite none."""
    nothing: list[CitingNote] = []
    notes = catalog.asked(lambda store: citing_notes(store, video), nothing)
    return max((note.seconds[-1] for note in notes if note.seconds), default=0.0)


def lengths(files: Sequence[Path]) -> dict[Path, float]:
    """How long files are, in seconds; 0 for what cannot be opened."""
    return {file: length_of_file(file) for file in files}


def fitting(found: Mapping[Path, float], wanted: Expected) -> Path | None:
    """The one file that fits, or the first of those that fit and are equally long; None where lengths do not decide."""
    for cut in (0.0, wanted.cut):
        fit = [(file, length) for file, length in found.items() if wanted.fits(length, cut)]
        if fit:
            longest = max(length for _, length in fit)
            alike = longest - min(length for _, length in fit) <= max(_SAME, _SHARE * longest)
            return fit[0][0] if alike else None
    return None


def doubt(catalog: Catalog, video: str) -> tuple[list[Path], str]:
    """The files of which it is doubtful that they show a video, and why in a sentence; empty where all is well."""
    found = catalog.media.find(video)
    if found is None:
        return [], ""
    rivals = catalog.media.rivals(video)
    measured = lengths(rivals or [found.file])
    wanted = expected(list(measured), last_stamp(catalog, video))
    if dead := [file for file, length in measured.items() if length <= 0]:
        return dead, "It cannot be opened."
    if rivals:
        return ([], "") if fitting(measured, wanted) else (rivals, "Each of them may be the video.")
    length = measured[found.file]
    if found.pieces or wanted.fits(length, wanted.cut):
        return [], ""
    told = f"{clock(wanted.published)} long" if wanted.published else f"cited at {clock(wanted.at_least)}"
    return [found.file], f"It is {clock(length)} long, the video is {told}."
