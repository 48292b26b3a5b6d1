"""The transcript of four hours, 6,000 cues: what one step of scrolling and of following costs the window's thread.

The floor is a plain list that holds the same lines, each as high as the next, which Qt draws by itself.
"""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QPointF, QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget

from reader.library.captions import Cue
from reader.ui.theme import Theme
from reader.ui.transcript import Transcript
from tests.benchmarks import Options, Row, share
from tests.ui.test_transcript import VIDEO, Captions

CUES, STEPS = 6000, 400
A_FRAME = "≤ 16"
"""Milliseconds between two pictures at 60 a second."""


def rows(options: Options) -> Iterator[Row]:
    """p95 and worst of 400 steps by the wheel, by a drag to anywhere, and of following; opening and searching once."""
    app = QApplication.instance() or QApplication([])
    theme = Theme(app)
    cues = tuple(Cue(2.4 * n, 2.4 * n + 2.3, f"Line {n}{' and it goes on and on' * (n % 7)}") for n in range(CUES))
    captions = Captions(())
    transcript = Transcript(captions, lambda: VIDEO, lambda _: "A film", theme)
    plain = QListView(uniformItemSizes=True)
    plain.setModel(QStringListModel([cue.text for cue in cues], plain))
    for widget in (transcript, plain):
        widget.resize(420, 640)
        widget.show()
    yield Row("transcript opened, 6,000 cues", timed(transcript, lambda: captions.have(*cues)), "ms", "", None, "≤ 50")
    floor = [timed(plain, lambda: wheel(plain)) for _ in range(STEPS)]
    bar = transcript.list.verticalScrollBar()
    for name, step in (
        ("wheel", lambda _: wheel(transcript.list)),
        ("drag to anywhere", lambda n: bar.setValue(bar.maximum() * (n * 37 % STEPS) // STEPS)),
        ("following", lambda n: captions.be_at(15 * n)),
    ):
        found = [timed(transcript, lambda n=n, step=step: step(n)) for n in range(STEPS)]
        bare = share(floor, 0.95)
        yield Row(
            f"{name}, p95", share(found, 0.95), "ms", f"plain list {bare:.2f} ms", share(found, 0.95) / bare, A_FRAME
        )
        yield Row(f"{name}, worst", max(found), "ms", "", None, "≤ 50")
    search = timed(transcript, lambda: transcript.search.field.setText("goes"))
    yield Row("search with 5,142 hits", search, "ms", "", None, "≤ 50")


def timed(widget: QWidget, step: Callable[[], object]) -> float:
    """Milliseconds until what `step` does has been drawn."""
    before = time.perf_counter()
    step()
    QApplication.sendPostedEvents()
    widget.repaint()
    QApplication.processEvents()
    return (time.perf_counter() - before) * 1000


def wheel(view: QListView) -> None:
    """Turn the wheel by one notch over `view`."""
    middle = QPointF(view.viewport().rect().center())
    buttons, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        middle, view.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -120), buttons, keys, phase, False
    )
    QApplication.sendEvent(view.viewport(), event)
