"""How long the window stalls while a library learns which of its videos are on this disk.

The whole program opens a library, then 3,000 files of its videos come to the folder of downloads (links to one small
film), one more comes, and the library is opened again.  A stall is the longest time in which the window's thread did
nothing else, until the folder was looked through and the window has shown what came of it.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer

from reader import paths, start
from reader.app import App
from reader.paths import Places
from reader.players.fake import FakeBackend
from tests.benchmarks import Options, Row
from tests.benchmarks.opening import wait
from tests.benchmarks.soak import Pulse
from tests.videos import Video, make_video

FILES = 3000
OPEN = 5
AIM = "≤ 50"
_AFTERWARDS_MS = 500
"""How long the window has for showing what came of it."""


def rows(options: Options) -> Iterator[Row]:
    """The longest stall in each of the four."""
    if options.library is None:
        print("media_marks: needs --library", file=sys.stderr)
        return
    qt = start.application()
    with TemporaryDirectory() as home:
        places = Places.below(Path(home))
        app = start.make_app(qt, places, FakeBackend())
        app.window.show()
        library = app.library
        yield row(app, "a library opened the first time", lambda: app.open_library(options.library))
        open_rows(app)
        places.downloads.mkdir()
        film = make_video(Video("film.mp4", seconds=1.0, sound=False), Path(home))
        videos = [video for video, _ in library.catalog.wanted()][: FILES + 1]
        for video in videos[:-1]:
            os.link(film, places.downloads / f"A film [{video}].mp4")
        yield row(app, f"{len(videos) - 1:,} videos came", library.refresh)
        yield row(app, "nothing came", library.refresh)
        os.link(film, places.downloads / f"A film [{videos[-1]}].mp4")
        yield row(app, "one video came", library.refresh)
        app.open_library(paths.sample())
        yield row(app, "the library opened again", lambda: app.open_library(options.library))
        app.window.close()


def row(app: App, name: str, begin: Callable[[], object]) -> Row:
    """The longest stall from `begin` until all is shown."""
    gc.collect()
    pulse = Pulse()
    wait(app.library.updated, begin)
    rest(_AFTERWARDS_MS)
    return Row(f"longest stall: {name}", pulse.longest, "ms", f"{pulse.stalls} over 100 ms", None, AIM)


def open_rows(app: App) -> None:
    """Unfold the first channels, as a reader has them."""
    sidebar = app.window.sidebar
    for row_ in range(min(OPEN, sidebar.model.rowCount())):
        sidebar.tree.expand(sidebar.model.index(row_, 0))


def rest(milliseconds: int) -> None:
    """Let the window go on for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
