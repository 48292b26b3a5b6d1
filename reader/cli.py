"""The command line: what can be done without a window, and what the window is asked to open."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from reader import __version__
from reader.errors import ReaderError
from reader.library import catalog as catalogs
from reader.library.catalog import Catalog
from reader.library.scan import kind, library_of
from reader.render import render_library, render_note, write_page

_USAGE = """\
alongside [PATH] [--at TIME]                 open a library, or a note of one
       alongside render NOTE|FOLDER [-o FILE|FOLDER]  write notes as safe, self-contained HTML
       alongside doctor                              say what is installed and what is missing
       alongside --self-test                         open the sample, click a stamp, check the frame"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0, 1 for an error, 2 for wrong usage, 130 when interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands = {"render": _render, "doctor": _doctor}
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
    parser = _parser("alongside render", "Write notes as safe, self-contained HTML.")
    parser.add_argument("source", type=Path, metavar="NOTE|FOLDER")
    parser.add_argument(
        "-o", dest="target", type=Path, metavar="FILE|FOLDER", help="default: standard output; NAME-pages"
    )
    options = parser.parse_args(words)
    _log(options.verbose)
    _check_source(options.source)
    source: Path = options.source.resolve()
    if source.is_dir():
        return _render_folder(catalogs.build(source), options.target or Path(f"{source.name}-pages"), options.json)
    root = library_of(source)
    html = render_note(catalogs.build(root), source.relative_to(root).as_posix())
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


def _render_folder(catalog: Catalog, target: Path, as_json: bool) -> int:
    for trouble in catalog.troubles:
        _complain(trouble.sentence)
    if not catalog.entries:
        raise ReaderError(f"There are no notes in “{catalog.root}”.")
    _tell(list(render_library(catalog, target)), as_json)
    return 0


def _tell(files: list[Path], as_json: bool) -> None:
    if as_json:
        print(json.dumps([str(file) for file in files]))
    else:
        print(f"{len(files)} pages written." if len(files) > 1 else f"{files[0]} written.")


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
    line = "".join(char if char.isprintable() else "\ufffd" for char in sentence)
    print(f"alongside: {line}", file=sys.stderr)
