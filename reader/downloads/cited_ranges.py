"""Only what is cited: passages out of a video's addresses, in one short file that says what of the video it has."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reader.downloads.base import Range, Stage, Wish
from reader.downloads.telling import Meter
from reader.downloads.ytdlp import Info, size_of
from reader.files import read_json, write_json
from reader.remux import Kept, Source, chain, cut

PIECES = "alongside_pieces"
"""The field of an info.json that tells what its file has: see `library/media.py`."""
ENDINGS = {"video": ".mp4", "audio": ".m4a"}
"""Of files of parts, by what was wished."""
_PARTS = ".parts"
_FRAME = 0.004
"""Seconds, less than a frame lasts: times in files are rounded, and a passage begins with its very key frame."""


def fetch(wish: Wish, info: Info, stage: Path, meter: Meter) -> tuple[Path, dict[str, list[list[float]]]]:
    """The file of parts, made in `stage`, and what its info.json has to say of them.

    Passages that are there already are taken from where they are, and each that came is kept should it break off.
    """
    sources = [Source(each["url"], each.get("http_headers") or {}) for each in info["wanted"]]
    length = float(info.get("duration") or 0)
    file, had, wanted = _had(wish, info)
    missing = without(within(wanted, length), [(each.start, each.end) for each in had])
    meter.begin(Stage.FETCHING)
    passages = [_from_file(file, each, stage) for each in had]
    share = sum(end - start for start, end in missing) / length if length else 0.0
    clock = _Clock(meter, missing, round(size_of(info) * share))
    form = str(info.get("format_id") or "")
    passages += [_from_site(sources, each, stage, form, clock) for each in missing]
    meter.begin(Stage.JOINING)
    out = stage / f"parts{ENDINGS[wish.what]}"
    kept = chain(sorted(passages, key=lambda each: each[1]), out)
    return out, {PIECES: [list(each) for each in kept]}


def parts_of(wish: Wish) -> list[Path]:
    """The files of parts of a video in the folder that a wish for as much or more makes needless.

    Each is followed by its info.json.  A picture makes sound alone needless, but not the other way round.
    """
    endings = ENDINGS.values() if wish.what == "video" and not wish.ranges else [ENDINGS[wish.what]]
    found = []
    for facts in sorted(wish.folder.glob(f"*{_PARTS}.info.json")) if wish.folder.is_dir() else ():
        stem = facts.name.removesuffix(".info.json")
        files = [file for ending in endings if (file := facts.with_name(f"{stem}{ending}")).exists()]
        if files and _facts(facts).get("id") == wish.video:
            found += [*files, facts]
    return found


def within(ranges: Sequence[Range], length: float) -> list[Range]:
    """Ranges in order, those that touch as one, none beyond the end of the video where its `length` is known."""
    merged: list[Range] = []
    for start, end in sorted((max(start, 0.0), min(end, length) if length else end) for start, end in ranges):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def without(ranges: Sequence[Range], had: Sequence[Range]) -> list[Range]:
    """What of `ranges` is not in `had`, both in order."""
    left = list(ranges)
    for first, last in had:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, first)), (max(start, last), end))
            if part[1] > part[0]
        ]
    return left


def _facts(file: Path) -> dict[str, Any]:
    """The JSON object in a file that may be anybody's; empty where there is none."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _had(wish: Wish, info: Info) -> tuple[Path, list[Kept], list[Range]]:
    """The file of parts there is, what can be taken from it, and all that the new one is to have.

    Nothing can be taken from one of another format: what it has is fetched anew.
    """
    found = parts_of(wish)
    if not found:
        return Path(), [], list(wish.ranges)
    facts = _facts(found[1])
    told = facts.get(PIECES)
    pieces = (
        [Kept(*each) for each in told if isinstance(each, list) and len(each) == 3] if isinstance(told, list) else []
    )
    same = facts.get("format_id") == info.get("format_id")
    return found[0], pieces if same else [], [*wish.ranges, *((each.start, each.end) for each in pieces)]


def _from_file(file: Path, passage: Kept, stage: Path) -> tuple[Path, Kept]:
    """A passage that a file of parts has, cut out of it."""
    out = stage / f"had-{passage.start:.3f}.mp4"
    length = passage.end - passage.start
    begun = cut([Source(str(file))], passage.file + _FRAME, passage.file + length, out)
    return out, Kept(passage.start, passage.end, passage.file - begun.start)


def _from_site(sources: Sequence[Source], wanted: Range, stage: Path, form: str, clock: "_Clock") -> tuple[Path, Kept]:
    """A passage from its addresses, or from the stage where it came before in the same format."""
    name = "".join(each if each.isalnum() else "-" for each in form)
    out = stage / f"passage-{name}-{wanted[0]:.3f}-{wanted[1]:.3f}.mp4"
    facts = out.with_suffix(".json")
    if facts.exists() and out.exists():
        kept = Kept(*read_json(facts)["kept"])
    else:
        kept = cut(sources, *wanted, out, clock.tell)
        write_json(facts, {"kept": list(kept)})
    clock.passed(wanted)
    return out, kept


class _Clock:
    """Tells how far it is by how many of the seconds came: of bytes nobody knows before."""

    def __init__(self, meter: Meter, wanted: Sequence[Range], size: int) -> None:
        self._meter, self._size = meter, size
        self._seconds = sum(end - start for start, end in wanted) or 1.0
        self._passed = 0.0
        self._ranges = list(wanted)

    def tell(self, second: float) -> None:
        """The video's second `second` has come."""
        now = next((max(second - start, 0.0) for start, end in self._ranges if start - 30 <= second <= end + 30), 0.0)
        part = min((self._passed + now) / self._seconds, 1.0)
        self._meter.tell(round(part * self._size), self._size)

    def passed(self, wanted: Range) -> None:
        """All of a range has come."""
        self._passed += wanted[1] - wanted[0]
        self._ranges.remove(wanted)
