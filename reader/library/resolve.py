"""Which note a wikilink means, by the order that `notes-format.md` §4 found to fit real notes."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from reader.notes.links import slug

if TYPE_CHECKING:
    from reader.library.catalog import Entry

_Key = Callable[[str], str]


def loose(name: str) -> str:
    """What is compared when nothing stricter fits: letters and digits only, case folded."""
    return "".join(filter(str.isalnum, name.casefold()))


class Resolver:
    """Resolves link targets against a fixed set of notes."""

    def __init__(self, entries: Iterable["Entry"]) -> None:
        entries = list(entries)
        self._paths = {_plain(entry.path): entry.path for entry in entries}
        self._steps: list[tuple[_Key, dict[tuple[str, str], list[str]], dict[str, list[str]]]] = [
            (key, {}, {}) for key in (str, slug, loose)
        ]
        for entry in entries:
            for key, in_channel, anywhere in self._steps:
                for name in {key(entry.stem), key(entry.title) if key is not str else key(entry.stem)}:
                    if name:
                        in_channel.setdefault((entry.channel, name), []).append(entry.path)
                        anywhere.setdefault(name, []).append(entry.path)

    def resolve(self, target: str, channel: str) -> tuple[str, ...]:
        """The paths of the notes that `target`, written in a note of `channel`, can mean.

        Empty: a phantom.  Several: ambiguous; the reader is asked.
        """
        target = _plain(target.strip().lstrip("@") or target)
        if "/" in target:
            return self._by_path(target, channel)
        for key, in_channel, _ in self._steps:
            if found := in_channel.get((channel, key(target))):
                return _one_of(found, target)
        for key, _, anywhere in self._steps:
            if found := anywhere.get(key(target)):
                return tuple(found)
        return ()

    def _by_path(self, target: str, channel: str) -> tuple[str, ...]:
        for candidate in (target, f"{channel}/{target}" if channel else target):
            if found := self._paths.get(candidate):
                return (found,)
        return ()


def _plain(target: str) -> str:
    return target.removesuffix(".md").removesuffix(".markdown")


def _one_of(found: list[str], target: str) -> tuple[str, ...]:
    """Of notes of one channel that differ in case or punctuation only, the one that is written just so."""
    exact = [path for path in found if path.rsplit("/", 1)[-1] == f"{target}.md"]
    return tuple(exact or found)
