"""The command line: what can be done without a window, and what the window is asked to open."""

import argparse
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import __version__
from reader.errors import ReaderError
from reader.library.scan import kind, library_of
from reader.paths import Places

if TYPE_CHECKING:
    from reader.library.catalog import Catalog

_USAGE = """\
alongside [PATH] [--at TIME]                 open a library, or a note of one
       alongside render NOTE|FOLDER [-o FILE|FOLDER]  write notes as safe, self-contained HTML
       alongside index LIBRARY                       read a library, and say what it holds
       alongside search LIBRARY WORDS…               find notes by their words
       alongside links LIBRARY NOTE                  say what a note links to, and what links to it
       alongside check LIBRARY                       say which links lead nowhere, and what cannot be read
       alongside doctor                              say what is installed and what is missing
       alongside --self-test                         open the sample, click a stamp, check the frame"""

_MINUS = "\ue02d"  # a private character


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0, 1 for an error, 2 for wrong usage, 130 when interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands = {
        "render": _render,
        "index": _index,
        "search": _search,
        "links": _links,
        "check": _check,
        "doctor": _doctor,
    }
    command = commands.get(words[0]) if words else None
    try:
        code = command(words[1:]) if command else _window(words)
        sys.stdout.flush()
    except ReaderError as error:
        _complain(str(error))
        if "--verbose" in words and error.detail:
            print(error.detail, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains as it ends
        return 0
    return code


def seconds_of(text: str) -> float:
    """A time as people write it (`13:13`, `1:02:03`, `793`, `793.5`) in seconds.  Raises ArgumentTypeError."""
    fields = text.split(":")
    try:
        numbers = [float(field) for field in fields]
    except ValueError:
        numbers = []
    if not 1 <= len(numbers) <= 3 or any(not 0 <= number < 1e7 for number in numbers):
        raise argparse.ArgumentTypeError(f"“{text}” is no time; write it as 13:13, 1:02:03 or 793")
    seconds = 0.0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds


def _window(words: list[str]) -> int:
    parser = _parser("alongside", usage=_USAGE)
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a library, or a note of one")
    parser.add_argument("--at", type=seconds_of, metavar="TIME", help="the moment of the video to show, as 13:13")
    parser.add_argument("--self-test", action="store_true", help="open the sample, click a stamp, check the frame")
    parser.add_argument("--version", action="version", version=f"Alongside {__version__}")
    options = parser.parse_args(words)
    _log(options.verbose)
    if options.path:
        _check_source(options.path)
    from reader import start

    if options.self_test:
        return start.self_test(as_json=options.json)
    return start.window(options.path, options.at)


def _render(words: list[str]) -> int:
    from reader import headless
    from reader.render import render_note, write_page

    parser = _parser("alongside render", "Write notes as safe, self-contained HTML.")
    parser.add_argument("source", type=Path, metavar="NOTE|FOLDER")
    parser.add_argument(
        "-o", dest="target", type=Path, metavar="FILE|FOLDER", help="default: standard output; NAME-pages"
    )
    options = parser.parse_args(words)
    _log(options.verbose)
    _check_source(options.source)
    source: Path = options.source.resolve()
    cache = Places.of_user().cache
    if source.is_dir():
        with headless.library(source, cache) as (catalog, _, troubles):
            for trouble in troubles:
                _complain(trouble.sentence)
            return _render_folder(catalog, options.target or Path(f"{source.name}-pages"), options.json)
    root = library_of(source)
    with headless.library(root, cache) as (catalog, _, _):
        html = render_note(catalog, source.relative_to(root).as_posix())
    if options.target:
        write_page(root, options.target, html)
        _tell([options.target], options.json)
    else:
        sys.stdout.buffer.write(html.encode())
    return 0


def _check_source(path: Path) -> None:
    """Raise ReaderError where `path` is neither a folder nor a note."""
    if not os.path.exists(path):  # noqa: PTH110  a path that is too long is not there either
        raise ReaderError(f"There is no “{path}”.")
    if not path.is_dir() and not (path.is_file() and kind(path.resolve().name) == "note"):
        raise ReaderError(f"“{path}” is no note: those are files that end in .md.")


def _render_folder(catalog: "Catalog", target: Path, as_json: bool) -> int:
    from reader.render import render_library

    if not catalog.count_notes():
        raise ReaderError(f"There are no notes in “{catalog.root}”.")
    _tell(list(render_library(catalog, target)), as_json)
    return 0


def _tell(files: list[Path], as_json: bool) -> None:
    if as_json:
        print(json.dumps([str(file) for file in files]))
    else:
        print(f"{len(files)} pages written." if len(files) > 1 else f"{files[0]} written.")


def _index(words: list[str]) -> int:
    from reader import headless

    options = _library_parser("index", "Read a library, and say what it holds.").parse_args(words)
    _log(options.verbose)
    _answer(headless.index(options.library, Places.of_user().cache), options.json, headless.shown_counts)
    return 0


def _search(words: list[str]) -> int:
    from reader import headless

    parser = _library_parser("search", "Find notes by their words.")
    parser.add_argument("words", nargs="+", metavar="WORDS", help='words, "a phrase", -not, title: channel: video:')
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many notes; default: 20")
    options = parser.parse_intermixed_args(_minus_kept(words))
    _log(options.verbose)
    text = " ".join(options.words).replace(_MINUS, "-")
    _answer(
        headless.search(options.library, Places.of_user().cache, text, max(options.limit, 1)),
        options.json,
        headless.shown_hits,
    )
    return 0


def _links(words: list[str]) -> int:
    from reader import headless

    parser = _library_parser("links", "Say what a note links to, and what links to it.")
    parser.add_argument("note", metavar="NOTE", help="its path in the library")
    options = parser.parse_args(words)
    _log(options.verbose)
    note = Path(options.note)
    root = options.library.resolve()
    if note.is_absolute() or (not (root / note).is_file() and note.resolve().is_relative_to(root)):
        note = note.resolve().relative_to(root) if note.resolve().is_relative_to(root) else note
    found = headless.links(options.library, Places.of_user().cache, note.as_posix())
    _answer(found, options.json, headless.shown_links)
    return 0


def _check(words: list[str]) -> int:
    from reader import headless

    parser = _library_parser("check", "Say which links lead nowhere or to several notes, and what cannot be read.")
    options = parser.parse_args(words)
    _log(options.verbose)
    _answer(headless.check(options.library, Places.of_user().cache), options.json, headless.shown_check)
    return 0


def _answer(found: Any, as_json: bool, shown: Callable[[Any], str]) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=2) if as_json else shown(found)
    if text:
        print(text if as_json else "\n".join(map(_printable, text.split("\n"))))


def _minus_kept(words: list[str]) -> list[str]:
    """`-word` is a word to leave out, not an option."""
    return [_MINUS + word[1:] if re.fullmatch(r"-[^-\s].*", word) and word != "-h" else word for word in words]


def _library_parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = _parser(f"alongside {name}", description)
    parser.add_argument("library", type=Path, metavar="LIBRARY", help="a folder of notes")
    return parser


def _doctor(words: list[str]) -> int:
    from reader import doctor

    options = _parser("alongside doctor", "Say what is installed, what is missing, and what to do.").parse_args(words)
    findings = doctor.examine()
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        print(doctor.report(findings))
    return 0 if all(finding.ok for finding in findings) else 1


def _parser(name: str, description: str = "", usage: str | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(name, usage=usage, description=description)
    parser.add_argument("--json", action="store_true", help="answer for a program")
    parser.add_argument("--verbose", action="store_true", help="say more on standard error")
    return parser


def _log(verbose: bool) -> None:
    logging.basicConfig(level=logging.DEBUG if verbose else logging.CRITICAL, format="%(name)s: %(message)s")


def _complain(sentence: str) -> None:
    """One line on standard error, whatever names of files it holds."""
    print(f"alongside: {_printable(sentence)}", file=sys.stderr)


def _printable(line: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in line)
