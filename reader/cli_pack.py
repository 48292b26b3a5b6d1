"""`alongside pack`: notes with their videos, to be taken along or given to somebody."""

import argparse
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli_parts import answer, check_source, make_parser, set_log
from reader.errors import ReaderError
from reader.library.scan import library_of
from reader.paths import Places

if TYPE_CHECKING:
    from reader.library.pack_plan import Wanted

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_USAGE = """\
alongside pack LIBRARY|NOTE… -o FILE.zip|FOLDER [--links N] [--clips | --whole | --no-video] [--margin SECONDS]
                      [--budget 500M] [--json]"""


def pack(words: list[str]) -> int:
    options = _parse(words)
    set_log(options.verbose)
    root, notes = _of(options.sources)
    answer(make(root, notes, options, Places.of_user()), options.json, shown)
    return 0


def make(root: Path, notes: tuple[str, ...], options: argparse.Namespace, places: Places) -> dict[str, Any]:
    """The manifest of the pack that was written.  Raises ReaderError."""
    from reader import headless
    from reader.library.pack_plan import make_plan
    from reader.library.pack_writing import write_pack

    with headless.library(root, places) as (catalog, _, _):
        plan = make_plan(catalog, _wanted(notes or tuple(catalog.paths()), options))
        with headless.progress("parts") as told:
            done = [0]

            def tell(number: int, of: int) -> None:
                if number > done[0]:
                    done[0] = number
                    told(number, of)

            return write_pack(catalog, plan, Path(os.path.abspath(options.output)), tell)  # noqa: PTH100


def shown(manifest: dict[str, Any]) -> str:
    """What is in a pack, for people."""
    lines = [f"not in it: {each['title']}  ({each['videoId']})  {each['why']}" for each in manifest["leftOut"]]
    size = sum(each["bytes"] for each in manifest["files"].values())
    return "\n".join([*lines, f"{len(manifest['notes']):,} notes, {len(manifest['videos']):,} videos, {size:,} bytes"])


def size(text: str) -> int:
    """Bytes, as `500M` or `2G`.  Raises ArgumentTypeError."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", text.strip().lower())
    if not found:
        raise argparse.ArgumentTypeError(f"“{text}” is no size; write it as 500M or 2G")
    return round(float(found[1]) * _UNITS[found[2]])


def _parse(words: list[str]) -> argparse.Namespace:
    parser = make_parser("alongside pack", "Put notes and their videos into one folder or zip.", _USAGE)
    parser.add_argument("sources", nargs="+", type=Path, metavar="LIBRARY|NOTE")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip|FOLDER")
    parser.add_argument("--links", type=int, default=0, metavar="N", help="take linked notes along, N links far")
    videos = parser.add_mutually_exclusive_group()
    for name, value in (("clips", "clips"), ("whole", "whole"), ("no-video", "none")):
        videos.add_argument(f"--{name}", dest="videos", action="store_const", const=value)
    parser.add_argument("--margin", type=float, default=15.0, metavar="SECONDS", help="around what is cited")
    parser.add_argument("--budget", type=size, default=0, metavar="SIZE", help="at most, as 500M")
    options = parser.parse_args(words)
    options.videos = options.videos or "clips"
    return options


def _of(sources: list[Path]) -> tuple[Path, tuple[str, ...]]:
    """The one library that is meant, and its notes; none for all.  Raises ReaderError."""
    files = [Path(os.path.abspath(source)) for source in sources]  # noqa: PTH100  a link stays what it is called
    for file in files:
        check_source(file)
    roots = {file if file.is_dir() else library_of(file) for file in files}
    if len(roots) != 1:
        raise ReaderError("Only notes of one library go into one pack.")
    root = roots.pop()
    return root, tuple(file.relative_to(root).as_posix() for file in files if not file.is_dir())


def _wanted(notes: tuple[str, ...], options: argparse.Namespace) -> "Wanted":
    from reader.library.pack_plan import Wanted

    return Wanted(notes, max(options.links, 0), options.videos, max(options.margin, 0.0), options.budget)
