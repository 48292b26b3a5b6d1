"""Writes a pack, as a folder or a zip: the same bytes for the same input, and never half of one under its name."""

import hashlib
import json
import os
import posixpath
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reader.errors import ReaderError
from reader.library.catalog import Catalog
from reader.library.pack_pages import Placed, index_page, note_page, page_of
from reader.library.pack_plan import Plan
from reader.library.pack_videos import Check, copy, write_video
from reader.library.scan import inside

MANIFEST = "manifest.json"
VERSION = 1
PAGES, VIDEOS = "pages", "videos"
"""The folders of a pack beside those of its notes; numbered where a note lies in one that is called so."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell, as that of all its files."""
_TEXT = (".md", ".html", ".json", ".vtt", ".srt", ".ass", ".ssa", ".markdown")
_PIECE = 1 << 20

Tell = Callable[[int, int], None]
"""Hears how many of how many notes and videos are done; may raise to end it."""


def write_pack(catalog: Catalog, plan: Plan, target: Path, tell: Tell = lambda *_: None) -> dict[str, Any]:
    """Write the pack of `plan` to `target`, a zip where its name ends so, and return its manifest.

    Raises ReaderError where there is something of that name, it lies in the library, or it cannot be written; what
    `tell` raises ends it, and nothing is left of it.
    """
    if target.resolve().is_relative_to(catalog.root.resolve()):
        raise ReaderError("A pack cannot be put into the library itself: choose another place.")
    if os.path.lexists(target):
        raise ReaderError(f"There is something called “{target.name}” already: choose another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        scratch.mkdir()
        manifest = _Writer(catalog, plan, scratch, tell).write()
        if target.suffix.lower() == ".zip":
            packed = scratch.with_name(f"{scratch.name}.zip")
            try:
                _zip(scratch, packed, lambda: tell(-1, -1))
                packed.rename(target)
            finally:
                packed.unlink(missing_ok=True)
        else:
            scratch.rename(target)
    except OSError as error:
        raise ReaderError(f"The pack cannot be written: {error.strerror or error}.", repr(error)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return manifest


class _Writer:
    def __init__(self, catalog: Catalog, plan: Plan, folder: Path, tell: Tell) -> None:
        self._catalog, self._plan, self._folder, self._tell = catalog, plan, folder, tell
        self._done, self._of = 0, len(plan.notes) + len(plan.videos)
        tops = {note.path.partition("/")[0] for note in plan.notes}
        self._pages, self._videos = (_free(name, tops) for name in (PAGES, VIDEOS))
        self._pictures: set[str] = set()

    def write(self) -> dict[str, Any]:
        placed = dict(self._place_videos())
        for note in self._plan.notes:
            self._check()
            self._write_note(note.path)
            home = posixpath.relpath(".", posixpath.dirname(posixpath.join(self._pages, note.path))) + "/"
            page = note_page(self._catalog, note, self._plan, placed, home, partial(self._picture, home))
            self._put(posixpath.join(self._pages, page_of(note.path)), page.encode())
            self._step()
        self._put("index.html", index_page(self._catalog, self._plan, self._pages).encode())
        manifest = _manifest(self._plan, placed, self._folder)
        self._put(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        return manifest

    def _place_videos(self) -> Iterator[tuple[str, Placed]]:
        import av

        if self._plan.videos:
            (self._folder / self._videos).mkdir()
        for packed in self._plan.videos:
            self._check()
            try:
                file, pieces = write_video(packed, self._folder / self._videos, self._check)
            except (ValueError, av.FFmpegError) as error:
                sentence = f"“{packed.title}” cannot be packed: its file cannot be read to its end."
                raise ReaderError(sentence, repr(error)) from error
            yield packed.video, Placed(f"{self._videos}/{file.name}", packed.media, pieces)
            self._step()

    def _write_note(self, path: str) -> None:
        self._put(path, inside(self._catalog.root, path).read_bytes())

    def _picture(self, home: str, path: str) -> str | None:
        """The address of a picture of the library, which goes along; None where there is none."""
        try:
            file = inside(self._catalog.root, path)
            if path not in self._pictures:
                target = self._folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                copy(file, target, self._check)
                self._pictures.add(path)
        except (OSError, ValueError):
            return None
        return quote(f"{home}{path}")

    def _put(self, path: str, data: bytes) -> None:
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def _check(self) -> None:
        self._tell(self._done, self._of)

    def _step(self) -> None:
        self._done += 1
        self._check()


def _manifest(plan: Plan, placed: dict[str, Placed], folder: Path) -> dict[str, Any]:
    """What is in a pack: nothing of when and where it was made, so that the same input gives the same."""
    return {
        "alongside_pack": VERSION,
        "notes": [
            {"path": note.path, "title": note.title, "videoId": note.video or None, "step": note.step}
            for note in plan.notes
        ],
        "videos": [
            {
                "videoId": each.video,
                "title": each.title,
                "file": placed[each.video].file,
                "pieces": [[piece.cited, piece.end, piece.file] for piece in placed[each.video].pieces],
            }
            for each in plan.videos
        ],
        "leftOut": [{"videoId": each.video, "title": each.title, "why": each.why} for each in plan.left_out],
        "files": {
            path: {"bytes": file.stat().st_size, "sha256": hash_of(file)} for path, file in sorted(_files(folder))
        },
    }


def hash_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    return ((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file())


def _zip(folder: Path, target: Path, check: Check) -> None:
    """Put a folder's files into a zip, the manifest first; text is deflated, media are as they are."""
    files = sorted(_files(folder), key=lambda each: (each[0] != MANIFEST, each[0]))
    with zipfile.ZipFile(target, "x") as packed:
        for path, file in files:
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            is_text = path.lower().endswith(_TEXT)
            entry.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
            entry.file_size = file.stat().st_size
            with file.open("rb") as read, packed.open(entry, "w") as write:
                while data := read.read(_PIECE):
                    check()
                    write.write(data)


def _free(name: str, taken: set[str]) -> str:
    return next(each for each in (name, *(f"{name}-{number}" for number in range(2, 10**6))) if each not in taken)
