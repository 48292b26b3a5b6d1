"""Cold start to a readable note of the sample, against a bare script that only shows a QWebEngineView."""

import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median

from tests.benchmarks import Options, Row

STARTS = 9
_PATIENCE = 30.0
_BARE = """
import sys
from PySide6.QtWidgets import QApplication
from PySide6.QtWebEngineWidgets import QWebEngineView
qt = QApplication(sys.argv)
view = QWebEngineView()
view.loadFinished.connect(lambda ok: (print("ready", flush=True), qt.quit()))
view.setHtml("<p>Readable")
view.resize(1280, 800)
view.show()
qt.exec()
"""
_OURS = """
import sys
from reader import start
from reader.paths import sample
start.window(sample(), None, ready=lambda: print("ready", flush=True))
"""


def rows(_options: Options) -> Iterator[Row]:
    """Both are started by turns, each in a process of its own; ours with a home in which nothing was kept."""
    ours, theirs = [], []
    for _ in range(STARTS):
        theirs.append(started(_BARE))
        ours.append(started(_OURS))
    figure, floor = median(ours), median(theirs)
    yield Row("cold start to a readable note", figure, "s", f"bare view {floor:.2f} s", figure / floor, "≤ 1.5")


def started(code: str) -> float:
    """Seconds from starting a Python that runs `code` to its first line of output."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"ALONGSIDE_HOME": home}
        before = time.perf_counter()
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              env=environment) as process:  # fmt: skip
            assert process.stdout
            if not select.select([process.stdout], [], [], _PATIENCE)[0]:
                process.kill()
                raise TimeoutError(f"nothing to read after {_PATIENCE} s")
            seconds = time.perf_counter() - before
            process.kill()
    return seconds
