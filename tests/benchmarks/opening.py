"""How long a note takes to be on the page, against a bare view that loads the same finished HTML."""

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop
from PySide6.QtWebEngineWidgets import QWebEngineView

from reader import start
from reader.app import App
from reader.notes.page import document
from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.render import page_css
from reader.services.pages import OpenedNote
from tests.benchmarks import Options, Row, share

NOTES = 200


def rows(options: Options) -> Iterator[Row]:
    """200 notes, each opened by the program and then, as finished HTML, by a bare view beside it."""
    if options.library is None:
        print("opening: needs --library", file=sys.stderr)
        return
    qt = start.application()
    with TemporaryDirectory() as home:
        app = start.make_app(qt, Places.below(Path(home)), FakeBackend())
        app.window.show()
        wait(app.library.changed, lambda: app.open_library(options.library))
        bare = QWebEngineView()
        bare.resize(app.note_view.size())
        bare.show()
        chosen = random.Random(7).sample(app.library.catalog.paths(), NOTES)
        ours, theirs = [], []
        for path in chosen:
            ours.append(timed(app.note_view.note_shown, lambda path=path: app.navigator.open(path)))
            html = document(opened(app).page, css=page_css())
            theirs.append(timed(bare.loadFinished, lambda html=html: bare.setHtml(html)))
        bare.close()
        app.window.close()
    for name, part in (("p50", 0.5), ("p95", 0.95)):
        figure, floor = share(ours, part), share(theirs, part)
        yield Row(f"note opened, {name} of {NOTES}", figure, "ms", f"bare view {floor:.1f} ms", figure / floor, "≤ 1.3")


def opened(app: App) -> OpenedNote:
    """The note that is open."""
    assert app.navigator.opened
    return app.navigator.opened


def timed(signal: object, begin: Callable[[], object]) -> float:
    """Milliseconds from `begin` to `signal`."""
    before = time.perf_counter()
    wait(signal, begin)
    return (time.perf_counter() - before) * 1000


def wait(signal: object, begin: Callable[[], object]) -> None:
    """Call `begin` and wait for `signal`."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    begin()
    loop.exec()
    signal.disconnect(loop.quit)
