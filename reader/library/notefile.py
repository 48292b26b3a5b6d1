"""Read a note from its file, never more of it than a person would."""

from dataclasses import replace
from pathlib import Path

from reader.errors import ReaderError
from reader.library.scan import inside
from reader.notes.note import Note, read_note

MAX_NOTE_BYTES = 4 * 1024 * 1024
"""Four times the largest real note; of a longer one the beginning is shown."""
_MOSTLY_ENOUGH = 64 * 1024
"""Bytes: room for four megabytes takes longer to make than such a note to read."""


def read(root: Path, path: str) -> Note:
    """The note at `path`, or its first 4 MiB.  Raises ReaderError where it cannot be read, or lies outside."""
    try:
        with inside(root, path).open("rb") as file:
            data = file.read(_MOSTLY_ENOUGH)
            if len(data) == _MOSTLY_ENOUGH:
                data += file.read(MAX_NOTE_BYTES + 1 - _MOSTLY_ENOUGH)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReaderError(f"“{path}” cannot be read: {reason}.", repr(error)) from error
    note = read_note(path, data[:MAX_NOTE_BYTES])
    if len(data) <= MAX_NOTE_BYTES:
        return note
    return replace(note, problem="This file is too long to be shown whole: only its first 4 MiB are.")
