"""The command line's commands about a library: index, search, links, check, stamps."""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli_parts import answer, check_source, complain, make_parser, seconds_of, set_log
from reader.errors import ReaderError
from reader.paths import Places

if TYPE_CHECKING:
    from reader.library.stamped import StampedNote

_MINUS = "\ue02d"  # a private character


def index(words: list[str]) -> int:
    from reader import headless

    options = _library_parser("index", "Read a library, and say what it holds.").parse_args(words)
    set_log(options.verbose)
    answer(headless.index(options.library, Places.of_user()), options.json, headless.shown_counts)
    return 0


def search(words: list[str]) -> int:
    from reader import headless

    parser = _library_parser("search", "Find notes, and moments of videos, by their words.")
    parser.add_argument(
        "words",
        nargs="+",
        metavar="WORDS",
        help='words, "a phrase", -not, title: channel: video: in:transcripts in:notes',
    )
    parser.add_argument(
        "--limit", type=int, default=20, metavar="N", help="at most so many notes, and as many moments; default: 20"
    )
    options = parser.parse_intermixed_args(_minus_kept(words))
    set_log(options.verbose)
    text = " ".join(options.words).replace(_MINUS, "-")
    answer(
        headless.search(options.library, Places.of_user(), text, max(options.limit, 1)),
        options.json,
        headless.shown_hits,
    )
    return 0


def links(words: list[str]) -> int:
    from reader import headless

    parser = _library_parser("links", "Say what a note links to, and what links to it.")
    parser.add_argument("note", metavar="NOTE", help="its path in the library")
    options = parser.parse_args(words)
    set_log(options.verbose)
    note = Path(options.note)
    root = options.library.resolve()
    if note.is_absolute() or (not (root / note).is_file() and note.resolve().is_relative_to(root)):
        note = note.resolve().relative_to(root) if note.resolve().is_relative_to(root) else note
    found = headless.links(options.library, Places.of_user(), note.as_posix())
    answer(found, options.json, headless.shown_links)
    return 0


def check(words: list[str]) -> int:
    from reader import headless_stamps

    about = "Say which links lead nowhere or to several notes, which stamps are doubtful, and what cannot be read."
    options = _library_parser("check", about).parse_args(words)
    set_log(options.verbose)
    answer(headless_stamps.check(options.library, Places.of_user()), options.json, headless_stamps.shown_check)
    return 0


def stamps(words: list[str]) -> int:
    from reader import headless_stamps
    from reader.library.scan import Trouble

    parser = _stamps_parser()
    options = parser.parse_args(words)
    if options.json and options.csv:
        parser.error("argument --csv: not allowed with argument --json")
    set_log(options.verbose)
    check_source(options.source)
    durations = headless_stamps.read_durations(options.durations) if options.durations else {}
    read = 0

    def notes() -> "Iterator[StampedNote]":
        nonlocal read
        for found in headless_stamps.stamps(options.source, lambda video: options.duration or durations.get(video)):
            if isinstance(found, Trouble):
                complain(found.sentence)
            else:
                read += 1
                yield found

    for line in headless_stamps.lines(
        notes(), "json" if options.json else "csv" if options.csv else "", options.doubtful
    ):
        sys.stdout.buffer.write(line.encode(errors="backslashreplace"))
    if not read:
        raise ReaderError(f"There are no notes in “{options.source}” that can be read.")
    return 0


def _stamps_parser() -> argparse.ArgumentParser:
    parser = make_parser("alongside stamps", "Say how the times of notes are read, and why.")
    parser.add_argument(
        "source", type=Path, metavar="NOTE|FOLDER",
        help="a note, its path is told relative to its library; or a folder, paths are told relative to it",
    )  # fmt: skip
    lengths = parser.add_mutually_exclusive_group()
    lengths.add_argument(
        "--duration", type=_length, metavar="SECONDS", help="how long the video is; 13:13 will do, too"
    )
    lengths.add_argument(
        "--durations", type=Path, metavar="FILE", help="how long videos are: JSON that maps their ids to seconds"
    )
    parser.add_argument("--doubtful", action="store_true", help="only the stamps that are doubtful")
    parser.add_argument("--csv", action="store_true", help="a table for spreadsheets; --json: a line for each note")
    return parser


def _length(text: str) -> float:
    if not (seconds := seconds_of(text)):
        raise argparse.ArgumentTypeError("no video is 0 seconds long")
    return seconds


def _minus_kept(words: list[str]) -> list[str]:
    """`-word` is a word to leave out, not an option."""
    return [_MINUS + word[1:] if re.fullmatch(r"-[^-\s].*", word) and word != "-h" else word for word in words]


def _library_parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = make_parser(f"alongside {name}", description)
    parser.add_argument("library", type=Path, metavar="LIBRARY", help="a folder of notes")
    return parser
