"""What the reader made that is small: how a note is to be read, what was watched, loops, where a file is cut.

One JSON value for each kind of thing and what it belongs to.
"""

import json
from pathlib import Path
from typing import Any

from reader.library.own import OwnFile, library_key

VERSION = 1
_APPLICATION = 0x416C6F6B  # "Alok"
_SCHEMA = """
CREATE TABLE kept (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,              -- a video's id, or what `note_key` gives
    value TEXT NOT NULL,            -- JSON
    changed REAL NOT NULL,          -- seconds since 1970
    PRIMARY KEY (kind, key)
) WITHOUT ROWID
"""
_PUT = """
INSERT INTO kept VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE
SET value = excluded.value, changed = excluded.changed
"""


class Kept(OwnFile):
    """The things that are kept, in the file at `path`.  Methods raise OSError where it cannot be read or written."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _APPLICATION, VERSION, (_SCHEMA,))

    def put(self, kind: str, key: str, value: Any, when: float) -> None:
        """Keep a JSON value, changed at `when` (seconds since 1970); None: keep none any more."""
        if value is None:
            self.run("DELETE FROM kept WHERE kind = ? AND key = ?", kind, key)
        else:
            self.run(_PUT, kind, key, json.dumps(value), when)

    def value(self, kind: str, key: str) -> Any:
        """What is kept; None where nothing is."""
        found = self.run("SELECT value FROM kept WHERE kind = ? AND key = ?", kind, key)
        return json.loads(found[0][0]) if found else None

    def values(self, kind: str) -> dict[str, Any]:
        """All that is kept of a kind, by key, what was changed last at the end."""
        found = self.run("SELECT key, value FROM kept WHERE kind = ? ORDER BY changed, key", kind)
        return {key: json.loads(value) for key, value in found}


def note_key(library: Path, path: str) -> str:
    """The key of what belongs to the note at `path` of a library."""
    return f"{library_key(library)}\n{path}"
