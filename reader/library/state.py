"""What the program remembers of a reader: where each library was left, and how the window looked.

Never dropped and never rebuilt; written as a whole, by replacement.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader.files import finite, read_json, write_json


@dataclass(frozen=True, slots=True)
class LeftAt:
    """Where a library was left: the note's path, and how far it was scrolled (pixels)."""

    note: str
    scroll: float = 0.0


class State:
    """Where things were left.  Changes stay in memory until `save`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._raw = read_json(path)
        self._changed = False

    def left_at(self, library: Path) -> LeftAt | None:
        """Where `library` was left the last time."""
        raw = self._part("libraries").get(str(library))
        if isinstance(raw, dict) and isinstance(raw.get("note"), str):
            return LeftAt(raw["note"], finite(raw.get("scroll")) or 0.0)
        return None

    def leave(self, library: Path, place: LeftAt) -> None:
        """Remember where `library` is left, as the last one that was open."""
        self._put(self._part("libraries"), str(library), asdict(place))
        self._put(self._raw, "library", str(library))

    def last_library(self) -> Path | None:
        """The library that was open last."""
        raw = self._raw.get("library")
        return Path(raw) if isinstance(raw, str) else None

    def window(self) -> dict[str, Any]:
        """How the window looked, as the window wrote it."""
        return dict(self._part("window"))

    def set_window(self, value: dict[str, Any]) -> None:
        """Remember how the window looks."""
        self._put(self._raw, "window", value)

    def save(self) -> None:
        """Write what has changed.  Raises OSError where the folder cannot be written."""
        if self._changed:
            write_json(self._path, self._raw)
            self._changed = False

    def _part(self, name: str) -> dict[str, Any]:
        part = self._raw.setdefault(name, {})
        if not isinstance(part, dict):
            part = self._raw[name] = {}
        return part

    def _put(self, part: dict[str, Any], name: str, value: Any) -> None:
        if name not in part or part[name] != value:
            part[name] = value
            self._changed = True
