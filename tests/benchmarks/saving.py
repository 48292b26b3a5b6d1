"""How long a note that was saved takes to be known: from the file's replacement to the sidebar and the search."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from reader import start
from reader.app import App
from reader.paths import Places
from reader.players.fake import FakeBackend
from tests.benchmarks import Options, Row, share
from tests.benchmarks.opening import wait

SAVED = 20
_PAUSE_MS = 1500
"""Between two saves, so that each of them is noticed on its own."""


def rows(options: Options) -> Iterator[Row]:
    """One note after the other is replaced while the window is open, in a copy of the library."""
    if options.library is None:
        print("saving: needs --library", file=sys.stderr)
        return
    qt = start.application()
    with tempfile.TemporaryDirectory() as home:
        root = Path(home) / "library"
        shutil.copytree(options.library, root, copy_function=os.link)
        app = start.make_app(qt, Places.below(Path(home)), FakeBackend())
        app.window.show()
        wait(app.library.updated, lambda: app.open_library(root))
        chosen = [path for path in app.library.catalog.paths() if "/" in path][
            :: max(len(app.library.catalog.paths()) // SAVED, 1)
        ]
        told, found = zip(
            *(saved(app, root / path, f"zebrafish{number}") for number, path in enumerate(chosen[:SAVED])), strict=True
        )
        app.window.close()
    yield Row(f"one note saved: sidebar told, p95 of {SAVED}", share(list(told), 0.95), "ms", "", None, "≤ 300")
    yield Row(f"one note saved: search finds it, p95 of {SAVED}", share(list(found), 0.95), "ms", "", None, "≤ 300")


def saved(app: App, file: Path, word: str) -> tuple[float, float]:
    """Milliseconds from a note's replacement to the sidebar's being told, and to its new word's being found."""
    pause()
    other = file.with_name(f".{file.name}.new")
    other.write_bytes(file.read_bytes() + f"\n{word}\n".encode())
    before = time.perf_counter()
    wait(app.library.changed, lambda: other.replace(file))
    told = time.perf_counter() - before
    loop, hits = QEventLoop(), []
    app.library.search(word, lambda answer: (hits.extend(answer), loop.quit()))
    loop.exec()
    assert hits, f"{word} is not found"
    return told * 1000, (time.perf_counter() - before) * 1000


def pause() -> None:
    """Let everything come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(_PAUSE_MS, loop.quit)
    loop.exec()
