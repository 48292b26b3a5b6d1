"""What was read and when, of each library."""

import json
from collections.abc import Iterable
from pathlib import Path

from reader.library.own import OwnFile, library_key

VERSION = 1
_APPLICATION = 0x416C6F72  # "Alor"

_SCHEMA = """
CREATE TABLE notes (
    library TEXT NOT NULL,          -- the folder, absolute
    path TEXT NOT NULL,             -- in the library, with forward slashes
    video TEXT NOT NULL,            -- empty where it names none; a renamed note can be found again by it
    read INTEGER NOT NULL,          -- whether it counts as read
    opened REAL,                    -- when it was read last, seconds since 1970; NULL where it was only marked
    PRIMARY KEY (library, path)
) WITHOUT ROWID
"""
_RECENT = "CREATE INDEX notes_opened ON notes (library, opened) WHERE opened IS NOT NULL"
_PUT = """
INSERT INTO notes VALUES (?, ?, ?, 1, ?) ON CONFLICT (library, path) DO UPDATE
SET read = 1, opened = max(excluded.opened, coalesce(opened, 0)), video = coalesce(nullif(excluded.video, ''), video)
"""
_MARK = """
INSERT INTO notes SELECT ?, value, '', ?, NULL FROM json_each(?) WHERE true
ON CONFLICT (library, path) DO UPDATE SET read = excluded.read
"""


class History(OwnFile):
    """The notes that were read, in the file at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _APPLICATION, VERSION, (_SCHEMA, _RECENT))

    def note_read(self, library: Path, path: str, when: float, video: str = "") -> None:
        """Take down that a note was read at `when` (seconds since 1970), and the video it is about."""
        self.run(_PUT, library_key(library), path, video, when)

    def mark(self, library: Path, paths: Iterable[str], *, read: bool) -> None:
        """Have notes count as read or as unread; when they were read last stays known."""
        self.run(_MARK, library_key(library), read, json.dumps(list(paths)))

    def is_read(self, library: Path, path: str) -> bool:
        """Whether a note counts as read."""
        return bool(self.run("SELECT 1 FROM notes WHERE library = ? AND path = ? AND read", library_key(library), path))

    def read_paths(self, library: Path) -> set[str]:
        """The notes that count as read; some may not be there any more."""
        return {path for (path,) in self.run("SELECT path FROM notes WHERE library = ? AND read", library_key(library))}

    def recent(self, library: Path, most: int = -1) -> list[str]:
        """At most so many notes that were opened, the one read last before all others."""
        found = self.run(
            "SELECT path FROM notes WHERE library = ? AND opened IS NOT NULL ORDER BY opened DESC, path LIMIT ?",
            library_key(library),
            most,
        )
        return [path for (path,) in found]
