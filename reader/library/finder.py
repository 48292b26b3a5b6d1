"""Find notes by their words: the question, the notes that answer it, and the place of each that does so best."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.errors import ReaderError
from reader.library.folding import fold
from reader.library.notefile import read
from reader.library.packed import PackedStamps
from reader.library.query import ENDING, NOTES, Term, is_beginning, is_wanted, parse, question
from reader.library.said import Said
from reader.library.search import SearchIndex
from reader.library.snippets import Snippet, Sought, snippet
from reader.library.store import DamagedError, Store, values_of

_MOST_PLACES = 5000


@dataclass(frozen=True, slots=True)
class Hit:
    """A note that was found.  `video` is empty where it names none; `score` is higher the better it fits."""

    path: str
    title: str
    video: str
    video_title: str
    snippet: Snippet
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """The hits that are about one video, the best first; `video` is empty for a note that names none.

    `said`: the moments at which it says so itself.
    """

    video: str
    title: str
    hits: tuple[Hit, ...]
    said: tuple[Said, ...] = ()


class Finder:
    """Answers searches of the library at `root`; any thread may ask."""

    def __init__(self, root: Path, store: Store) -> None:
        self._root, self._store = root, store
        self._index: SearchIndex | None = None

    def find(self, text: str, most: int = 50, cancelled: Callable[[], bool] = lambda: False) -> list[Hit]:
        """At most so many notes that answer what was typed, the best first; nothing while nothing is known.

        `cancelled`: whether nobody waits for them any more; then some may be missing.
        """
        terms = parse(text)
        if not is_wanted(terms, NOTES):
            return []
        try:
            scores = self._scores(terms, most)
        except DamagedError:
            self._index = None
            return []
        marks = ", ".join("?" * len(scores))
        rows = self._store.rows(
            "SELECT key, path, notes.title, video, coalesce(videos.title, ''), stamps"  # noqa: S608
            f" FROM notes LEFT JOIN videos ON videos.id = video WHERE key IN ({marks})",
            *scores,
        )
        sought = Sought(terms)
        hits = [self._hit(scores[key], row, sought) for key, *row in rows if not cancelled()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.path))

    def _scores(self, terms: list[Term], most: int) -> dict[int, float]:
        """The notes that answer, by their keys, with how well each does.  Raises DamagedError.

        A letter or two begin a word in nearly every note.  Where titles and headings bring enough of them, those that
        have such a word in their text only could not come before these, and are not looked for.
        """
        for whole in (False, True) if is_beginning(terms) else (True,):
            asked = question(terms, self._places, whole=whole)
            found = self._opened().find(asked, most) if asked else []
            if len(found) == most and found[-1][1] > ENDING:
                break
        return dict(found)

    def _opened(self) -> SearchIndex:
        """The index, opened when it is first asked.  Raises DamagedError while there is none."""
        if self._index is None:
            if not SearchIndex.exists(self._store.search_folder):
                raise DamagedError("there is no search index yet")
            self._index = SearchIndex(self._store.search_folder)
        return self._index

    def _hit(self, score: float, row: Sequence[Any], sought: Sought) -> Hit:
        path, title, video, video_title, stamps = row
        place = Snippet("", (), 0, None)
        with suppress(ReaderError):  # deleted a moment ago, and the catalogue does not know yet
            place = snippet(read(self._root, path).body, PackedStamps(stamps), sought)
        return Hit(path, title, video, video_title, place, score)

    def _places(self, term: Term) -> list[str]:
        """The channels or videos that are called so, or whose name holds all the words."""
        words = [fold(word) for word in term.words]
        if term.where == "channel":
            names = self._store.rows("SELECT folder, folder || ' ' || title FROM channels")
            return [channel for channel, name in names if all(word in fold(name) for word in words)]
        holds = " AND ".join("instr(folded || ' ' || lower(id), ?)" for _ in words)
        return values_of(
            self._store.rows(f"SELECT id FROM videos WHERE {holds} LIMIT {_MOST_PLACES}", *words)  # noqa: S608
        )


def grouped(hits: Iterable[Hit], said: Iterable[Said] = ()) -> list[Group]:
    """Hits by their videos, in the order of the best one of each; a note without a video stands alone.

    What is said stands with the notes about its video; videos of which only that was found come after all others.
    """
    groups: dict[str, list[Hit]] = {}
    heard: dict[str, list[Said]] = {}
    for hit in hits:
        groups.setdefault(hit.video or f"/{hit.path}", []).append(hit)
    for each in said:
        heard.setdefault(each.video, []).append(each)
    with_notes = [
        Group(found[0].video, found[0].video_title, tuple(found), tuple(heard.pop(found[0].video, ())))
        for found in groups.values()
    ]
    return with_notes + [Group(video, found[0].title, (), tuple(found)) for video, found in heard.items()]
