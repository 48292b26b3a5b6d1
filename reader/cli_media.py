"""`alongside media`: which videos of a library are on this disk, which are not, and which files are doubtful."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli_parts import answer, make_parser, set_log
from reader.paths import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.catalog import Catalog


def media(words: list[str]) -> int:
    parser = make_parser("alongside media", "Say which videos of a library are here, missing or doubtful.")
    parser.add_argument("library", type=Path, metavar="LIBRARY", help="a folder of notes")
    options = parser.parse_args(words)
    set_log(options.verbose)
    root = Path(os.path.abspath(options.library))  # noqa: PTH100  a link to a library stays what it is called
    answer(examine(root, Places.of_user()), options.json, shown)
    return 0


def examine(root: Path, places: Places) -> dict[str, Any]:
    """`{here: [{videoId, title, file, bytes, parts}], missing: [{videoId, title}], doubtful: […], bytes}`.

    `doubtful` has `{videoId, title, files, why}`, `videoId` null where an empty file does not tell.  `bytes` are those
    of all that is here.  Each file is opened, which takes some milliseconds.  Raises ReaderError.
    """
    from reader import headless
    from reader.library.beside import folders_beside

    with headless.library(root, places) as (catalog, _, _):
        wanted = catalog.wanted()
        here = [each for video, title in wanted if (each := _here(catalog, video, title))]
        missing = [{"videoId": video, "title": title} for video, title in wanted if not catalog.media.has(video)]
        doubtful = [*_doubtful(catalog, here), *_empty((root, *folders_beside(root), *headless.folders_of(places)))]
    return {"here": here, "missing": missing, "doubtful": doubtful, "bytes": sum(each["bytes"] for each in here)}


def shown(found: dict[str, Any]) -> str:
    """What is here and what is not, for people."""
    lines = [f"{each['title']}  ({each['videoId']})  not here" for each in found["missing"]]
    lines += [f"doubtful: {', '.join(each['files'])}: {each['why']}" for each in found["doubtful"]]
    numbers = {name: len(found[name]) for name in ("here", "missing", "doubtful")}
    counts = ", ".join(f"{number:,} {name}" for name, number in numbers.items())
    return "\n".join([*lines, f"{counts}, {found['bytes']:,} bytes"])


def _here(catalog: "Catalog", video: str, title: str) -> dict[str, Any] | None:
    from reader.library.media import is_parts

    best = catalog.media.best(video)
    if best is None:
        return None
    file = _text(best.file)
    return {"videoId": video, "title": title, "file": file, "bytes": best.size, "parts": is_parts(best.file)}


def _doubtful(catalog: "Catalog", here: list[dict[str, Any]]) -> "Iterator[dict[str, Any]]":
    from reader.library.candidates import doubt

    for each in here:
        files, why = doubt(catalog, each["videoId"])
        if why:
            shown_files = [_text(file) for file in files]
            yield {"videoId": each["videoId"], "title": each["title"], "files": shown_files, "why": why}


def _empty(folders: "tuple[Path, ...]") -> "Iterator[dict[str, Any]]":
    from reader.library.media import video_of
    from reader.library.scan import Found, kind, walk

    met: set[Path] = set()
    for folder in folders:
        for found in walk(folder):
            if isinstance(found, Found) and kind(found.path) == "media" and not found.size:
                file = folder / found.path
                if file not in met:
                    met.add(file)
                    yield {
                        "videoId": video_of(file) or None,
                        "title": "",
                        "files": [_text(file)],
                        "why": "It is empty.",
                    }


def _text(file: Path) -> str:
    """A path as JSON and people can have it."""
    return str(file).encode("utf-8", "replace").decode()
