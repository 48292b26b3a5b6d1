"""A window with something in it that has the keys, over which palettes open, and a library that was read."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QWidget

from reader.ui.actions import KeysOfFocus
from reader.ui.theme import Theme
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SEEK, READ = "SeekSeekSee", "ReadReadRea"
LONG = "Long before anything else is said here, and at that with a good many words, "
LIBRARY = {
    "film/film.md": (
        "---\ntitle: Film\n---\n\n"
        f"### [What a seek does](https://www.youtube.com/watch?v={SEEK})\n- [[exact_seeking]]\n- [[keyframes]]\n\n"
        f"### [Reading along](https://www.youtube.com/watch?v={READ})\n- [[captions]]\n"
    ),
    "film/exact_seeking.md": note(
        "Exact seeking",
        'It begins. A player goes back to a whole frame <a class="yt-timestamp" data-t="00:01:24">[00:01:24]</a>.\n',
        SEEK,
    ),
    "film/keyframes.md": note("Keyframes", f"{LONG}a frame is whole [0:31].\n", SEEK),
    "film/captions.md": note("Captions", "Captions stand below a frame [0:05].\n", READ),
    "film/elsewhere.md": note("Elsewhere", "No video shows this frame.\n"),
}


class Host:
    """The window; `letters` counts how often the shortcut of a single letter, K, was run."""

    def __init__(self, qapp: QApplication, desk: Desk) -> None:
        self.desk = desk
        self.theme = Theme(qapp)
        self._keys = KeysOfFocus(qapp)
        self.window = QMainWindow()
        self.before, self.other = QPushButton("before"), QPushButton("other")
        inner = QWidget()
        QHBoxLayout(inner).addWidget(self.before)
        inner.layout().addWidget(self.other)
        self.window.setCentralWidget(inner)
        self.window.resize(1000, 700)
        self.letters = 0
        action = QAction("k", self.window)
        action.setShortcut(QKeySequence("K"))
        action.triggered.connect(self._count)
        self.window.addAction(action)
        self.window.show()
        self.window.activateWindow()
        self.before.setFocus()

    def _count(self) -> None:
        self.letters += 1

    def close(self) -> None:
        """Let the window go."""
        self.window.close()
        self.window.deleteLater()
        self._keys.deleteLater()
        self.theme.deleteLater()


@pytest.fixture
def host(qtbot: Any, qapp: QApplication, desk: Desk, make_library: MakeLibrary) -> Iterator[Host]:
    """A window over a library that was read."""
    desk.read(make_library(LIBRARY))
    host = Host(qapp, desk)
    qtbot.waitUntil(host.window.isActiveWindow)
    yield host
    host.close()
