"""The command line: what can be done without a window, and what the window is asked to open."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__, cli_fetch, cli_library, cli_media, cli_pack
from reader.cli_parts import check_source, complain, make_parser, seconds_of, set_log
from reader.errors import ReaderError
from reader.library.pack_opening import is_pack
from reader.library.scan import library_of
from reader.paths import Places

if TYPE_CHECKING:
    from reader.library.catalog import Catalog

_USAGE = """\
alongside [PATH] [--at TIME]                 open a library, a note of one, or a pack
       alongside render NOTE|FOLDER [-o FILE|FOLDER]  write notes as safe, self-contained HTML
       alongside index LIBRARY                       read a library, and say what it holds
       alongside search LIBRARY WORDS…               find notes by their words
       alongside links LIBRARY NOTE                  say what a note links to, and what links to it
       alongside check LIBRARY                       say which links lead nowhere, which stamps are doubtful, …
       alongside stamps NOTE|FOLDER                  say how the times of notes are read, and why
       alongside media LIBRARY                       say which videos are here, missing or doubtful
       alongside fetch LIBRARY|NOTE|VIDEO_ID…        fetch videos, to be watched without a network
       alongside pack LIBRARY|NOTE… -o FILE.zip      take notes and their videos along, in one file
       alongside doctor                              say what is installed and what is missing
       alongside --self-test                         open the sample, click a stamp, check the frame"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0, 1 for an error, 2 for wrong usage, 130 when interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands = {
        "render": _render,
        "index": cli_library.index,
        "search": cli_library.search,
        "links": cli_library.links,
        "check": cli_library.check,
        "stamps": cli_library.stamps,
        "media": cli_media.media,
        "fetch": cli_fetch.fetch,
        "pack": cli_pack.pack,
        "doctor": _doctor,
    }
    command = commands.get(words[0]) if words else None
    try:
        code = command(words[1:]) if command else _window(words)
        sys.stdout.flush()
    except ReaderError as error:
        complain(str(error))
        if "--verbose" in words and error.detail:
            print(error.detail, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains as it ends
        return 0
    return code


def _window(words: list[str]) -> int:
    parser = make_parser("alongside", usage=_USAGE)
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a library, or a note of one")
    parser.add_argument("--at", type=seconds_of, metavar="TIME", help="the moment of the video to show, as 13:13")
    parser.add_argument("--self-test", action="store_true", help="open the sample, click a stamp, check the frame")
    parser.add_argument("--version", action="version", version=f"Alongside {__version__}")
    options = parser.parse_args(words)
    set_log(options.verbose)
    if options.path and not is_pack(options.path):
        check_source(options.path)
    from reader import start

    if options.self_test:
        return start.self_test(as_json=options.json)
    return start.window(options.path, options.at)


def _render(words: list[str]) -> int:
    from reader import headless
    from reader.render import render_note, write_page

    parser = make_parser("alongside render", "Write notes as safe, self-contained HTML.")
    parser.add_argument("source", type=Path, metavar="NOTE|FOLDER")
    parser.add_argument(
        "-o", dest="target", type=Path, metavar="FILE|FOLDER", help="default: standard output; NAME-pages"
    )
    options = parser.parse_args(words)
    set_log(options.verbose)
    check_source(options.source)
    source: Path = options.source.resolve()
    places = Places.of_user()
    if source.is_dir():
        with headless.library(source, places) as (catalog, _, troubles):
            for trouble in troubles:
                complain(trouble.sentence)
            return _render_folder(catalog, options.target or Path(f"{source.name}-pages"), options.json)
    root = library_of(source)
    with headless.library(root, places) as (catalog, _, _):
        html = render_note(catalog, source.relative_to(root).as_posix())
    if options.target:
        write_page(root, options.target, html)
        _tell([options.target], options.json)
    else:
        sys.stdout.buffer.write(html.encode())
    return 0


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


def _doctor(words: list[str]) -> int:
    from reader import doctor

    options = make_parser("alongside doctor", "Say what is installed, what is missing, and what to do.").parse_args(
        words
    )
    findings = doctor.examine()
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        print(doctor.report(findings))
    return 0 if all(finding.ok for finding in findings) else 1
