"""Opens the zip of a pack.  It may be anybody's: what is in it goes into its own folder, and is as large as it says."""

import hashlib
import json
import os
import re
import secrets
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from reader.errors import ReaderError
from reader.library.pack_writing import MANIFEST, VERSION

_MOST_FILES = 500_000
_MOST_MANIFEST = 256 * 1024 * 1024
"""Bytes; a file in a pack takes about 150 in it."""
_PIECE = 1024 * 1024
_RESERVED = re.compile(r"[\x00-\x1f\\]|(^|/)\.|(^|/)$" + (r'|[<>:"|?*]|[. ](/|$)' if os.name == "nt" else ""))
"""What a path may not have: hidden names, what leads out, and where it has one signs with a meaning of their own."""

Tell = Callable[[int, int], None]


def is_pack(file: Path) -> bool:
    """Whether a file is the zip of a pack, by its name and what it says first."""
    if file.suffix.lower() != ".zip" or not file.is_file():
        return False
    try:
        with zipfile.ZipFile(file) as packed:
            return MANIFEST in packed.namelist()[:1]
    except (OSError, zipfile.BadZipFile):
        return False


def open_pack(file: Path, folder: Path, tell: Tell = lambda *_: None) -> Path:
    """Unpack a pack into a folder of its own below `folder`, and return that; one that is there already is taken.

    `tell` hears how many of how many files are done, and may raise to end it.  Raises ReaderError where it is no pack,
    is damaged, or holds what no pack does.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            manifest, data = _manifest(packed, file)
            target = folder / f"{file.stem} {hashlib.sha256(data).hexdigest()[:8]}"
            if target.is_dir():
                return target
            folder.mkdir(parents=True, exist_ok=True)
            scratch = folder / f".{secrets.token_hex(8)}"
            try:
                _unpack(packed, manifest, scratch, tell)
                (scratch / MANIFEST).write_bytes(data)
                scratch.rename(target)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ReaderError(f"“{file.name}” is damaged, or no pack.", repr(error)) from error
    except OSError as error:
        raise ReaderError(f"“{file.name}” cannot be opened: {error.strerror or error}.", repr(error)) from error
    return target


def _manifest(packed: zipfile.ZipFile, file: Path) -> tuple[dict[str, Any], bytes]:
    try:
        entry = packed.getinfo(MANIFEST)
        if entry.file_size > _MOST_MANIFEST:
            raise ReaderError(f"“{file.name}” is no pack: its list is too long.")
        data = packed.read(entry)
        manifest = json.loads(data)
        version = manifest["alongside_pack"]
        files = manifest["files"]
        sizes = all(isinstance(each["bytes"], int) and isinstance(each["sha256"], str) for each in files.values())
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ReaderError(f"“{file.name}” is no pack of Alongside.", repr(error)) from error
    if not isinstance(version, int) or version > VERSION:
        raise ReaderError(f"“{file.name}” was made by a newer Alongside: update this one to open it.")
    if not sizes or len(files) > _MOST_FILES:
        raise ReaderError(f"“{file.name}” is no pack of Alongside.")
    return manifest, data


def _unpack(packed: zipfile.ZipFile, manifest: dict[str, Any], folder: Path, tell: Tell) -> None:
    """Take out what the manifest lists, and nothing else.  Raises ReaderError at the first that is not as it says."""
    folder.mkdir()
    files = manifest["files"]
    need = sum(each["bytes"] for each in files.values())
    if need > shutil.disk_usage(folder).free:
        raise ReaderError("There is not enough room on this disk for what is in the pack.")
    for number, (path, told) in enumerate(files.items()):
        tell(number, len(files))
        try:
            entry = packed.getinfo(path)
        except KeyError as error:
            raise ReaderError("The pack is not complete.", path) from error
        if not _is_safe(path, entry) or entry.file_size != told["bytes"]:
            raise ReaderError("The pack holds what no pack does, and was not opened.", path)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _take_out(packed, entry, target, told)


def _take_out(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, told: dict[str, Any]) -> None:
    digest, size = hashlib.sha256(), 0
    with packed.open(entry) as read, target.open("xb") as write:
        while data := read.read(_PIECE):
            size += len(data)
            if size > told["bytes"]:
                raise ReaderError("The pack holds what no pack does, and was not opened.", entry.filename)
            digest.update(data)
            write.write(data)
    if digest.hexdigest() != told["sha256"]:
        raise ReaderError("The pack is damaged, and was not opened.", entry.filename)


def _is_safe(path: str, entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(path).parts
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    plain = not _RESERVED.search(path) and not path.startswith("/") and path == "/".join(parts)
    return plain and bool(parts) and not is_link and not entry.is_dir() and not os.path.isabs(path)  # noqa: PTH117
