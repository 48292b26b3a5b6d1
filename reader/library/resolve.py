"""Which note a wikilink means, by the order that `notes-format.md` §4 found to fit real notes."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from reader.notes.links import loose_key, slug

if TYPE_CHECKING:
    from reader.library.catalog import Entry

_SUFFIX = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_Key = Callable[[str], str]


class Resolver:
    """Resolves link targets against a fixed set of notes."""

    def __init__(self, entries: Iterable["Entry"]) -> None:
        self._paths: dict[str, str] = {}
        self._steps: list[tuple[_Key, dict[str, list[str]]]] = [(key, {}) for key in (str, slug, loose_key)]
        for entry in entries:
            self._paths[_plain(entry.path)] = entry.path
            for key, notes in self._steps:
                for name in {key(entry.stem), key(entry.stem if key is str else entry.title)} - {""}:
                    notes.setdefault(name, []).append(entry.path)

    def resolve(self, target: str, channel: str) -> tuple[str, ...]:
        """The paths of the notes that `target`, written in a note of `channel`, can mean.

        Empty: a phantom.  Several: ambiguous; the reader is asked.
        """
        target = _plain(target.strip().lstrip("@") or target)
        if "/" in target:
            return self._by_path(target, channel)
        found = [notes.get(key(target), []) for key, notes in self._steps]
        for paths in found:
            if same := [path for path in paths if path.rpartition("/")[0] == channel]:
                return _one_of(same, target)
        return tuple(next(filter(None, found), ()))

    def _by_path(self, target: str, channel: str) -> tuple[str, ...]:
        for candidate in (target, f"{channel}/{target}" if channel else target):
            if found := self._paths.get(candidate):
                return (found,)
        return ()


def _plain(target: str) -> str:
    return _SUFFIX.sub("", target)


def _one_of(found: list[str], target: str) -> tuple[str, ...]:
    """Of notes of one channel that differ in case or punctuation only, the one that is written just so."""
    exact = [path for path in found if _plain(path).rpartition("/")[2] == target]
    return tuple(exact or found)
