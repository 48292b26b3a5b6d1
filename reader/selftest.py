"""The program tests itself: it opens the sample, clicks a stamp with the mouse, and looks at the picture."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.errors import ReaderError
from reader.start import make_app

if TYPE_CHECKING:
    from reader.app import App

_PATIENCE_MS = 30_000
_ASK_EVERY_MS = 50
_FRAME = 1 / 30
"""The sample's videos have thirty frames a second."""


def run(qt: QApplication) -> dict[str, Any]:
    """Click the first stamp of the sample's first page.

    The result has `ok`, `sentence`, and where it came that far `wished` and `shown`, both in seconds.
    """
    with tempfile.TemporaryDirectory(prefix="alongside-") as home:
        app = make_app(qt, paths.Places.below(Path(home)))
        try:
            return _click_a_stamp(app)
        except ReaderError as error:
            return {"ok": False, "sentence": str(error)}
        finally:
            app.window.close()


def _click_a_stamp(app: "App") -> dict[str, Any]:
    with Waiter("The sample was not read.") as read, Waiter("The sample was not shown.") as shown:
        app.note_view.note_shown.connect(shown.happened)
        app.library.updated.connect(read.happened)
        app.start(paths.sample())
    with Waiter("The sample's video was not shown.") as first:
        app.window.video_pane.view.painted.connect(first.happened)
    href, x, y = _first_stamp(app)
    wished = float(href.rpartition("t=")[2])
    with Waiter("The click was followed by no frame.") as clicked:
        app.player.seeked.connect(lambda _: app.window.video_pane.view.painted.connect(clicked.happened))
        target = app.note_view.page_widget()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    seconds = clicked.value
    ok = abs(seconds - wished) <= 1.5 * _FRAME and not app.player.image().isNull()
    sentence = f"Clicked {wished:.2f} s, shown {seconds:.2f} s: {'as it should be' if ok else 'the wrong frame'}."
    return {"ok": ok, "sentence": sentence, "wished": wished, "shown": seconds}


def _first_stamp(app: "App") -> tuple[str, int, int]:
    with Waiter("The sample's first page shows no stamp to click.") as drawn:
        asking = QTimer(interval=_ASK_EVERY_MS)
        asking.timeout.connect(lambda: app.note_view.ask_place_of_stamp(0, drawn.happened_at))
        asking.start()
    asking.stop()
    href, x, y = drawn.value
    return str(href), round(x), round(y)


class Waiter:
    """Waits, at the end of its block, until something has happened.  Raises ReaderError after half a minute."""

    def __init__(self, otherwise: str) -> None:
        self._otherwise = otherwise
        self._loop = QEventLoop()
        self._done = False
        self.value: Any = None

    def happened(self, value: Any = None) -> None:
        """To be called when it has."""
        if not self._done:
            self._done, self.value = True, value
            self._loop.quit()

    def happened_at(self, place: Any) -> None:
        """To be called when it may have: it has where there is a place."""
        if place:
            self.happened(place)

    def __enter__(self) -> "Waiter":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and not self._done:
            QTimer.singleShot(_PATIENCE_MS, self._loop.quit)
            self._loop.exec()
            if not self._done:
                raise ReaderError(self._otherwise)
