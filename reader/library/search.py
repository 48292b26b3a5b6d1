"""The words of all notes, kept by tantivy: which notes hold what was typed, the best ones first.

Texts are folded before they are handed over, and what was typed is folded in the same way.  A note is named by the hash
of its path; its text is not kept here, since it is in its file.  What is said in videos is kept likewise, in an index
of its own with another schema (`passages.py`), so that neither of the two slows or outweighs the other.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import tantivy

from reader.library.folding import fold
from reader.library.reading import Read
from reader.library.resolve import hashed
from reader.library.store import DamagedError

FIELDS = ("title", "headings", "body")
_HEAP_BYTES = 48_000_000
_THREADS = 1


class BusyError(Exception):
    """Another window, or another process, is writing."""


def words_of(text: str) -> list[str]:
    """The words of `text` as they are looked up."""
    return list(_ANALYZER.analyze(fold(text)))


class SearchIndex:
    """The index in `folder`, made with `schema` where there is none.  Raises DamagedError where it cannot be read."""

    def __init__(self, folder: Path, schema: tantivy.Schema | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.index = tantivy.Index(schema or SCHEMA, path=str(folder))
        except (ValueError, OSError) as error:
            raise DamagedError(str(error)) from error

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there is an index in `folder`."""
        with suppress(ValueError, OSError):
            return folder.is_dir() and tantivy.Index.exists(str(folder))
        return False

    def find(self, query: tantivy.Query, most: int) -> list[tuple[int, float]]:
        """At most so many notes by their hashes, with how well they fit, the best first.  Raises DamagedError."""
        with telling_damage():
            searcher = self.searcher()
            hits = searcher.search(query, most, count=False).hits
            keys = searcher.fast_field_values("key", [address for _, address in hits])
        return [(int(key), float(score)) for (score, _), key in zip(hits, keys, strict=True) if key is not None]

    def searcher(self) -> tantivy.Searcher:
        """What sees all that is committed now."""
        with self._lock:
            self.index.reload()
            return self.index.searcher()

    def writer(self) -> "SearchWriter":
        """The one writer.  Raises BusyError while there is another one."""
        try:
            return SearchWriter(self.index.writer(_HEAP_BYTES, _THREADS))
        except ValueError as error:
            if "lock" in str(error).lower():
                raise BusyError(str(error)) from error
            raise DamagedError(str(error)) from error
        except OSError as error:
            raise DamagedError(str(error)) from error


@contextmanager
def telling_damage() -> Iterator[None]:
    """What tantivy says of its files is DamagedError."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise DamagedError(str(error)) from error


class SearchWriter:
    """Puts notes in and takes them out; others see it after `commit`."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def put(self, read: Read, *, known: bool) -> None:
        """Take a note in; with `known` instead of what there may be of it."""
        if known:
            self.remove((read.path,))
        self.add(document(read))

    def remove(self, paths: Iterable[str]) -> None:
        """Take notes out.  By a query: for a whole number `delete_documents_by_term` looks among the signed ones."""
        for path in paths:
            self.drop(tantivy.Query.term_query(SCHEMA, "key", hashed(path)))

    def add(self, made: tantivy.Document) -> None:
        """Put a document in."""
        self._writer.add_document(made)

    def drop(self, query: tantivy.Query) -> None:
        """Take out what was there before this and answers `query`."""
        self._writer.delete_documents_by_query(query)

    def commit(self) -> None:
        """Let it be seen.

        Raises OSError where it cannot be written, DamagedError where a killed writer has left a file in the way.
        """
        try:
            self._writer.commit()
        except ValueError as error:
            if "FileAlreadyExists" in str(error):
                raise DamagedError(str(error)) from error
            raise OSError(f"the search index cannot be written ({error})") from error

    def close(self) -> None:
        """Let others write; what was not committed is dropped."""
        with suppress(ValueError, OSError):
            self._writer.wait_merging_threads()


def document(read: Read) -> tantivy.Document:
    """What is kept of a note."""
    made = tantivy.Document()
    made.add_unsigned("key", read.key)
    made.add_text("title", read.folded)
    made.add_text("headings", fold("\n".join(text for _, _, text in read.headings)))
    made.add_text("body", read.words)
    made.add_text("channel", read.channel)
    made.add_text("video", read.video)
    return made


def searched_text(body: str) -> str:
    """A body without what nobody reads: the targets of links, stamps, and tags; no character moves."""
    return UNREAD.sub(lambda found: " " * len(found[0]), body)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="default", index_option="position")
    for name in ("channel", "video"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


SCHEMA = _schema()
UNREAD = re.compile(
    r'<a class="yt-timestamp"[^<>\n]{0,40}>(?:\[?[\d:]{0,10}\]?</a>)?|</?[A-Za-z][^<>\n]{0,80}>|\[\[[^\[\]\n|]*\|'
)
_ANALYZER = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.remove_long(40))
    .filter(tantivy.Filter.lowercase())
    .build()
)
