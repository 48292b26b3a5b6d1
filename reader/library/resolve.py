"""Which note a wikilink means, by the order that `notes-format.md` §4 found to fit real notes.

A note has names of three steps, the strict ones first: its file's name as it is; the slug of that, of its title or of
another name it goes by; and of these the letters and digits alone.  The own channel comes before all others.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from reader.notes.links import loose_key, slug

EXACT, SLUG, LOOSE, PATH = range(4)
"""The steps."""
_SUFFIX = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)


class Candidate(NamedTuple):
    """A note that bears the name that was looked for, at a step."""

    step: int
    path: str


def names_of(path: str, title: str, aliases: Iterable[str] = ()) -> set[tuple[int, str]]:
    """What a note is called, each name with its step."""
    plain = without_suffix(path)
    stem = plain.rpartition("/")[2]
    return {(PATH, plain), *_names(stem, (stem, title, *aliases))}


def names_sought(target: str, channel: str) -> set[tuple[int, str]]:
    """What the notes are called that `target`, written in a note of `channel`, can mean, each name with its step."""
    plain = plain_target(target)
    return {(PATH, path) for path in _paths(plain, channel)} if "/" in plain else _names(plain, (plain,))


def hashed(name: str) -> int:
    """63 bits that stand for a name: 80 million names have one chance in a thousand that two share theirs."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def hashed_name(step: int, name: str) -> int:
    """63 bits that stand for a name at a step."""
    return hashed(f"{step} {name}")


def best(target: str, channel: str, candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """The paths of the notes that `target`, written in a note of `channel`, can mean.

    Empty: a phantom.  Several: ambiguous; the reader is asked.
    """
    found = sorted(candidates)
    plain = plain_target(target)
    if "/" in plain:
        by_place = {without_suffix(each.path): (each.path,) for each in found}
        return next((by_place[path] for path in _paths(plain, channel) if path in by_place), ())
    own = [each for each in found if each.path.rpartition("/")[0] == channel]
    fitting = own or found
    paths = tuple(each.path for each in fitting if each.step == fitting[0].step)
    return _one_of(paths, plain) if own else paths


def plain_target(target: str) -> str:
    """A target without what does not matter: blanks round it, the `@` of a channel, the suffix of a file."""
    return without_suffix(target.strip().lstrip("@") or target)


def without_suffix(path: str) -> str:
    """A path without `.md`."""
    return _SUFFIX.sub("", path)


def _names(exact: str, others: Iterable[str]) -> set[tuple[int, str]]:
    names = {(EXACT, exact)}
    for name in others:
        names |= {(SLUG, slug(name)), (LOOSE, loose_key(name))}
    return {(step, name) for step, name in names if name}


def _paths(target: str, channel: str) -> tuple[str, ...]:
    """The places, without suffix, at which the note of a target with slashes may lie; the first one counts."""
    return (target, f"{channel}/{target}") if channel else (target,)


def _one_of(found: tuple[str, ...], target: str) -> tuple[str, ...]:
    """Of notes of one channel that differ in case or punctuation only, the one that is written just so."""
    exact = tuple(path for path in found if without_suffix(path).rpartition("/")[2] == target)
    return exact or found
