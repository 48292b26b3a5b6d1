"""Small files that must never be lost or half written."""

import json
import math
import os
import secrets
from pathlib import Path
from typing import Any


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that a crash at any moment leaves the old file or the new one.

    A link stays a link: what it leads to is replaced.  Raises OSError where the folder cannot be written; `path` is
    then as it was.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in `path`; empty where there is no file or no JSON object in it.

    A file that holds anything else is kept beside as `NAME.damaged`, so that nothing a person wrote by hand is lost.
    """
    try:
        value = json.loads(path.read_bytes())
    except OSError:
        return {}
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    keep_damaged(path)
    return {}


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write `value` as JSON that people can read.  Raises OSError as `replace_file` does."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    replace_file(path, text.encode(errors="backslashreplace") + b"\n")  # a path that is no UTF-8 holds surrogates


def keep_damaged(path: Path) -> None:
    """Move a file that cannot be read out of the way, where the folder lets us."""
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError:
        return


def finite(value: object) -> float | None:
    """A number of JSON as a float; None for anything else, for NaN and for what is too large."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
