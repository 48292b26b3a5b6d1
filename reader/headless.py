"""The commands about a library that need no window: index, search, links."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from reader.clock import clock
from reader.errors import ReaderError
from reader.library import linked
from reader.library.catalog import Catalog
from reader.library.change import Report
from reader.library.finder import Finder, Hit
from reader.library.fingerprints import KIND, Chosen, from_json
from reader.library.kept import Kept
from reader.library.said import Said, SaidFinder
from reader.library.scan import Trouble
from reader.library.search import BusyError
from reader.library.store import Store, cache_folder
from reader.library.updating import cannot_keep, hear, update
from reader.paths import Places
from reader.settings import SettingsFile, media_folders

_WAIT = 0.2  # seconds between two looks whether another process has done its reading


@contextmanager
def library(
    root: Path, places: Places, besides: Iterable[Path] = (), *, heard: bool = False
) -> Iterator[tuple[Catalog, Store, list[Trouble]]]:
    """The library at `root`, brought up to date first, with the troubles that were met.

    Videos are sought where the reader has them sought in the window, and in the folders `besides`; with `heard` it is
    known, too, what is said in them.  Raises ReaderError.
    """
    if not root.is_dir():
        raise ReaderError(f"There is no folder “{root}”.")
    folders, chosen = tuple(dict.fromkeys((*folders_of(places), *besides))), chosen_by_hand(places)
    store = Store(cache_folder(places.cache, root))
    try:
        with progress() as told:
            report = _waited_for(store, lambda: update(root, store, folders, chosen=chosen, told=told))
        if heard:
            with progress("videos") as told:
                _waited_for(store, lambda: hear(store, told=told))
        yield Catalog(root, store), store, report.troubles
    finally:
        store.close()


def folders_of(places: Places) -> tuple[Path, ...]:
    """The folders in which the reader has videos sought, besides those that lie in or beside a library."""
    return media_folders(SettingsFile(places.settings).now, places.downloads)


def chosen_by_hand(places: Places) -> tuple[Chosen, ...]:
    """The files that the reader chose for videos."""
    file = places.state / "kept.sqlite"
    if not file.exists():
        return ()
    with closing(Kept(file)) as kept:
        return from_json(kept.values(KIND))


def index(root: Path, places: Places) -> dict[str, Any]:
    """Bring the catalogue up to date: `{notes, links, resolved, phantom, ambiguous, stamps, videos, seconds}`."""
    began = time.perf_counter()
    with library(root, places, heard=True) as (_, store, _):
        return {**linked.counts(store), "seconds": round(time.perf_counter() - began, 3)}


def search(root: Path, places: Places, words: str, most: int) -> list[dict[str, Any]]:
    """What answers: a list of `{kind, path, title, videoId, snippet, stamp, score}`, the best first.

    The notes come first; then, with `said` instead of `note` as their `kind`, as many moments of videos, each with the
    title of its video and the path of the note about it that is nearest, or null.
    """
    with library(root, places, heard=True) as (_, store, _):
        found: list[Hit | Said] = [*Finder(root, store).find(words, most), *SaidFinder(store).find(words, most)]
        return [
            {
                "kind": "note" if isinstance(hit, Hit) else "said",
                "path": hit.path or None,
                "title": hit.title,
                "videoId": hit.video or None,
                "snippet": hit.snippet.text,
                "stamp": hit.snippet.stamp,
                "score": round(hit.score, 3),
            }
            for hit in found
        ]


def links(root: Path, places: Places, path: str) -> dict[str, Any]:
    """`{links: [{target, label, resolves_to, candidates}], backlinks: [{path, title, sentence, stamp}]}`.

    `resolves_to` is a path, or null for a phantom and where there are several `candidates`.
    """
    with library(root, places) as (catalog, store, _):
        if catalog.entry(path) is None:
            raise ReaderError(f"“{path}” is no note of this library.")
        return {
            "links": [
                {
                    "target": link.target,
                    "label": link.label,
                    "resolves_to": link.paths[0] if len(link.paths) == 1 else None,
                    "candidates": list(link.paths),
                }
                for link in linked.links_of(store, path)
            ],
            "backlinks": [
                {"path": each.path, "title": each.title, "sentence": each.sentence, "stamp": each.stamp}
                for each in linked.backlinks(store, path)
            ],
        }


def shown_counts(found: dict[str, Any]) -> str:
    """What `index` found, for people."""
    return ", ".join(f"{value} {name}" for name, value in found.items())


def shown_hits(hits: list[dict[str, Any]]) -> str:
    """Search results for people."""
    return "\n".join(
        f"{hit['title']}  ({hit['path'] if hit['kind'] == 'note' else 'said'})\n    "
        + (f"[{clock(hit['stamp'])}] " if hit["stamp"] is not None else "")
        + hit["snippet"]
        for hit in hits
    )


def shown_links(found: dict[str, Any]) -> str:
    """Links and backlinks for people."""
    lines = [f"→ {each['label']}: {', '.join(each['candidates']) or 'no note yet'}" for each in found["links"]]
    lines += [f"← {each['title']}  ({each['path']})  {each['sentence']}".rstrip() for each in found["backlinks"]]
    return "\n".join(lines)


def _waited_for(store: Store, work: Callable[[], Report]) -> Report:
    """What `work` reports, done once no other process writes."""
    while True:
        try:
            return work()
        except BusyError:
            time.sleep(_WAIT)
        except OSError as error:
            raise ReaderError(cannot_keep(store, error), repr(error)) from error


@contextmanager
def progress(what: str = "notes") -> Iterator[Callable[..., None]]:
    """A bar on a terminal, and nothing elsewhere; it is told how many were taken in so far, and of how many."""

    def told(taken: int, of: int, _: object = None) -> None:
        sys.stderr.write(f"\r\033[K{bar(taken, of)} {taken:,} of {of:,} {what}")
        sys.stderr.flush()

    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    try:
        yield told
    finally:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


def bar(taken: int, of: int) -> str:
    """A bar of 30 places, filled as far as the work is done."""
    filled = 30 * taken // max(of, 1)
    return "█" * filled + "░" * (30 - filled)
