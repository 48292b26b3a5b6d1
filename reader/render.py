"""Notes as files: self-contained pages that any browser shows, with no script and nothing to load."""

import base64
import mimetypes
from collections.abc import Iterator
from pathlib import Path

from reader.errors import ReaderError
from reader.files import replace_file
from reader.library import notefile
from reader.library.catalog import Catalog
from reader.library.evidence import evidence
from reader.library.page_style import page_css
from reader.library.scan import inside
from reader.notes.page import FileHrefs, document, render

_MAX_IMAGE_BYTES = 8 * 1024 * 1024


def render_note(catalog: Catalog, path: str) -> str:
    """The note at `path` as a whole HTML document.  Raises ReaderError where it cannot be read."""
    note = notefile.read(catalog.root, path)
    page = render(
        note,
        hrefs=FileHrefs(path, lambda image: data_uri(catalog.root, image)),
        resolve=lambda target: catalog.resolve(target, note.channel),
        channel_title=catalog.channel_title(note.channel) if note.channel else "",
        video_title=catalog.video_title(note.video) if note.video else "",
        evidence=evidence(catalog, note.video, path),
    )
    return document(page, css=page_css())


def render_library(catalog: Catalog, target: Path) -> Iterator[Path]:
    """Write a page for each note below `target`, which must lie outside the library; tells each file as it is written.

    Raises ReaderError where a page cannot be written.
    """
    for path in catalog.paths():
        file = (target / path).with_suffix(".html")
        write_page(catalog.root, file, render_note(catalog, path))
        yield file


def write_page(library: Path, file: Path, html: str) -> None:
    """Put a page into `file`.  Raises ReaderError where that lies in the library, or cannot be written."""
    if file.resolve().is_relative_to(library.resolve()):
        raise ReaderError("Pages cannot be put into the library itself: choose another place with -o.")
    try:
        replace_file(file, html.encode())
    except OSError as error:
        raise ReaderError(f"“{file}” cannot be written: {error.strerror}.", repr(error)) from error


def data_uri(root: Path, image: str) -> str | None:
    """A picture of the library as a data URI; None where there is none, or it is larger than 8 MiB."""
    kind = mimetypes.guess_type(image)[0] or ""
    try:
        file = inside(root, image)
        if not kind.startswith("image/") or file.stat().st_size > _MAX_IMAGE_BYTES:
            return None
        return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
    except (OSError, ValueError):
        return None
