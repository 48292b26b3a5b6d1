"""Small files that must never be lost or half written."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that a crash at any moment leaves the old file or the new one.

    Raises OSError where the folder cannot be written; `path` is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in `path`; empty where there is no file or no JSON object in it.

    A file that is not JSON is kept beside as `NAME.damaged`, so that nothing a person wrote by hand is lost.
    """
    try:
        value = json.loads(path.read_bytes())
    except OSError:
        return {}
    except ValueError:
        keep_damaged(path)
        return {}
    return value if isinstance(value, dict) else {}


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write `value` as JSON that people can read.  Raises OSError as `replace_file` does."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    replace_file(path, text.encode() + b"\n")


def keep_damaged(path: Path) -> None:
    """Move a file that cannot be read out of the way, where the folder lets us."""
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError:
        return
