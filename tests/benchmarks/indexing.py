"""How long a library takes to be known: against reading its files and adding them to a bare tantivy index."""

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import tantivy
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QTimer

from reader.library.catalog import Catalog
from reader.library.indexer import Indexer
from reader.library.store import Store
from reader.library.updating import update
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.tasks import Tasks
from tests.benchmarks import Options, Row

_EVERY = 0.2  # seconds


def rows(options: Options) -> Iterator[Row]:
    """First index, start with nothing changed, one note saved; the sizes; the longest stall of a window meanwhile."""
    if options.library is None:
        print("indexing: needs --library", file=sys.stderr)
        return
    root = options.library
    notes = list(root.rglob("*.md"))
    with tempfile.TemporaryDirectory() as cache:
        bare = bare_index(notes, Path(cache) / "bare")
        folder = Path(cache) / "ours"
        store = Store(folder)
        with measured_memory() as most:
            taken = seconds(lambda: update(root, store))
        floor = f"bare tantivy {bare:.1f} s"
        yield Row(f"first index of {len(notes)} notes", taken, "s", floor, taken / bare, "≤ 1.5")
        yield Row("memory of the indexing", max(most) / 1e6, "MB", "", None, "≤ 500, flat")
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        of_notes = sum(file.stat().st_size for file in notes)
        yield Row("size of the caches", size / 1e6, "MB", f"notes {of_notes / 1e6:.0f} MB", size / of_notes, "≤ 1.2")
        yield Row("nothing changed", seconds(lambda: update(root, store)), "s", "", None, "≤ 0.5 (21k), ≤ 4 (212k)")
        yield Row("tree of the sidebar", 1000 * seconds(lambda: Catalog(root, store).channels()), "ms", "", None, "")
        yield saved(root, store)
        store.close()
        yield stall(root, Path(cache) / "window")


def bare_index(notes: list[Path], folder: Path) -> float:
    """The floor: seconds for reading the files and adding their text to an index with nothing else, two threads."""
    folder.mkdir()
    began = time.perf_counter()
    schema = tantivy.SchemaBuilder().add_text_field("body").build()
    writer = tantivy.Index(schema, path=str(folder)).writer(128_000_000, 2)
    for file in notes:
        writer.add_document(tantivy.Document(body=file.read_text("utf-8", "replace")))
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - began


def saved(root: Path, store: Store) -> Row:
    """One note that is no more as the catalogue knows it; the library itself is not written to."""
    path = store.value("SELECT path FROM notes WHERE video != '' ORDER BY path LIMIT 1")
    with store.writing() as sql:
        sql.execute("UPDATE notes SET changed = 0 WHERE path = ?", (path,))
    taken = seconds(lambda: Indexer(root, store).update_places([path.rpartition("/")[0]]))
    return Row("one note saved: sidebar and search know", 1000 * taken, "ms", "", None, "≤ 300")


def stall(root: Path, cache: Path) -> Row:
    """The longest time between two beats of a window's clock that should beat every 5 ms, during a first index."""
    qt = QCoreApplication.instance() or QCoreApplication([])
    tasks, messages = Tasks(), Messages()
    library, loop, clock = LibraryService(tasks, messages, cache), QEventLoop(), QElapsedTimer()
    beats: list[int] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: beats.append(clock.nsecsElapsed()) or clock.restart())
    library.updated.connect(loop.quit)
    clock.start()
    timer.start()
    library.open(root)
    loop.exec()
    tasks.close()
    library.close()
    assert qt
    return Row("longest stall of the window, first index", max(beats) / 1e6, "ms", "", None, "≤ 50")


@contextmanager
def measured_memory() -> Iterator[list[int]]:
    """The bytes that the processes this one starts have for themselves, again and again."""
    sums, over, own = [0], threading.Event(), psutil.Process()

    def measure() -> None:
        while not over.wait(_EVERY):
            with suppress(psutil.Error):
                sums.append(sum(each.memory_full_info().uss for each in own.children(recursive=True)))

    measuring = threading.Thread(target=measure)
    measuring.start()
    try:
        yield sums
    finally:
        over.set()
        measuring.join()


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
