"""What the commands of the command line share: how they are asked, and how they answer."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.errors import ReaderError
from reader.library.scan import kind


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


def make_parser(name: str, description: str = "", usage: str | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(name, usage=usage, description=description)
    parser.add_argument("--json", action="store_true", help="answer for a program")
    parser.add_argument("--verbose", action="store_true", help="say more on standard error")
    return parser


def set_log(verbose: bool) -> None:
    logging.basicConfig(level=logging.DEBUG if verbose else logging.CRITICAL, format="%(name)s: %(message)s")


def complain(sentence: str) -> None:
    """One line on standard error, whatever names of files it holds."""
    print(f"alongside: {printable(sentence)}", file=sys.stderr)


def printable(line: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in line)


def answer(found: Any, as_json: bool, shown: Callable[[Any], str]) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=2) if as_json else shown(found)
    if text:
        print(text if as_json else "\n".join(map(printable, text.split("\n"))))


def check_source(path: Path) -> None:
    """Raise ReaderError where `path` is neither a folder nor a note."""
    if not os.path.exists(path):  # noqa: PTH110  a path that is too long is not there either
        raise ReaderError(f"There is no “{path}”.")
    if not path.is_dir() and not (path.is_file() and kind(path.resolve().name) == "note"):
        raise ReaderError(f"“{path}” is no note: those are files that end in .md.")
