"""What an update of the catalogue tells of itself: what has changed so far, and how it went in the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from reader.library.scan import Trouble


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than before: the notes by their paths, whether links may lead elsewhere, and the media."""

    notes: frozenset[str] = frozenset()
    relinked: bool = False
    media: bool = False

    @classmethod
    def of(cls, changes: Iterable["Change"]) -> "Change":
        """All of them together."""
        changes = tuple(changes)
        notes = frozenset(chain.from_iterable(change.notes for change in changes))
        return cls(notes, any(change.relinked for change in changes), any(change.media for change in changes))


@dataclass
class Report:
    """What an update did: the troubles it met, how many notes it took in and out, and whether it came to its end."""

    troubles: list[Trouble]
    taken: int = 0
    finished: bool = False
    too_many: bool = False
    """There is more to read than the caller wanted, and nothing of that was done."""
