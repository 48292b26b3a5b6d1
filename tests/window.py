"""The whole program in a test: real pages, a video whose clock is turned by hand, and a mouse."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.app import App
from reader.paths import Places
from reader.players.base import Backend
from reader.players.fake import FakeBackend
from reader.start import make_app

SEEK, READ, AWAY = "SeekSeekSee", "ReadReadRea", "AwayAwayAwa"

LIBRARY = {
    "index.md": "---\ntitle: Welcome\n---\n\nBegin with [[seeking]] or [[exact_seeking | exact seeking]].\n",
    "film/film.md": (
        "---\ntitle: film\n---\n\n"
        f"### [What a seek does](https://www.youtube.com/watch?v={SEEK})\n"
        "- [[exact_seeking | Exact seeking]]\n- [[keyframes | Keyframes]]\n\n"
        f"### [Reading along](https://www.youtube.com/watch?v={READ})\n- [[captions | Captions]]\n"
    ),
    "film/exact_seeking.md": (
        f"---\ntitle: Exact seeking\nvideoId: {SEEK}\n---\n\nFrom: [[film]] <br/> \n"
        'A player goes back to a [[keyframes | keyframe]] <a class="yt-timestamp" data-t="00:01:24">[00:01:24]</a>.\n'
        "See [[captions]], [[open_gop | open GOP]] and [the web](https://example.org/page?q=1).\n\n"
        + "".join(f"Paragraph {n} fills the page, so that it scrolls.\n\n" for n in range(60))
        + 'The last word <a class="yt-timestamp" data-t="00:02:48">[00:02:48]</a>.\n'
    ),
    "film/keyframes.md": (
        f"---\ntitle: Keyframes\nvideoId: {SEEK}\n---\n\nFrom: [[film]] <br/> \nA keyframe is whole [0:31].\n"
    ),
    "film/captions.md": f"---\ntitle: Captions\nvideoId: {READ}\n---\n\nFrom: [[film]] <br/> \nCaptions [0:05].\n",
    "film/elsewhere.md": f"---\ntitle: Elsewhere\nvideoId: {AWAY}\n---\n\nFrom: [[film]] <br/> \nFar away [13:13].\n",
    f"film/What a seek does [{SEEK}].mp4": b"video",
    f"film/Reading along [{READ}].mp4": b"video",
}


_PLACE = """JSON.stringify((() => {
  const link = document.querySelector(%s);
  link.scrollIntoView({ block: "center" });
  const box = link.getClientRects()[0];
  return [box.x + box.width / 2, box.y + box.height / 2];
})())"""


class Reader:
    """A person at the window: clicks, types and looks."""

    def __init__(self, qtbot: Any, app: App, backend: Backend) -> None:
        self.qtbot, self.app, self.backend = qtbot, app, backend

    @property
    def title(self) -> str:
        """What the window is called."""
        return self.app.window.windowTitle().removesuffix(" – Alongside")

    def open(self, path: str) -> None:
        """Open a note and wait until it is on the page."""
        with self.qtbot.waitSignal(self.app.note_view.note_shown, check_params_cb=lambda shown: shown == path):
            self.app.navigator.open(path)

    def click(self, href: str) -> None:
        """Click the first link of the page to `href` with the mouse."""
        self.click_where(f"a[href={json.dumps(href)}]")

    def click_where(self, selector: str) -> None:
        """Click the first element of the page that fits a CSS selector."""
        self.see()
        x, y = self.ask(_PLACE % json.dumps(selector))
        widget = self.app.note_view.page_widget()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))

    def see(self) -> None:
        """Wait until what is on the page has been drawn: Chromium drops clicks on what nobody can see yet."""
        self.qtbot.waitUntil(lambda: self.ask("alongside.drawn") is True)

    def ask(self, script: str) -> Any:
        """What a script in the program's own world says of the page; JSON is read."""
        answers: list[Any] = []
        self.app.note_view._run(script, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        answer = answers[0]
        return json.loads(answer) if isinstance(answer, str) and answer.startswith(("[", "{")) else answer

    def text(self) -> str:
        """What can be read on the page."""
        return str(self.ask("document.body?.innerText ?? ''"))

    def reads(self, words: str) -> None:
        """Wait until `words` can be read on the page."""
        self.qtbot.waitUntil(lambda: words in self.text(), timeout=20_000)

    def press(self, key: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keys go."""
        target = QApplication.focusWidget() or self.app.window
        QTest.keyClick(target, key, modifier)

    def toast(self) -> str:
        """The sentence in passing that is shown now."""
        return self.app.window.toast.text() if self.app.window.toast.isVisible() else ""

    def warning(self) -> str:
        """The sentence that stays until it is dismissed."""
        return self.app.window.message_bar.label.text() if self.app.window.message_bar.isVisible() else ""


@contextmanager
def reading(
    qtbot: Any, places: Places, root: Path | None, backend: Backend, path: str = "", seconds: float | None = None
) -> Iterator[Reader]:
    """A reader with the library at `root` open, or with what was open last."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    app = make_app(qt, places, backend)
    reader = Reader(qtbot, app, backend)
    with qtbot.waitSignal(app.library.changed, timeout=20_000):
        app.start(root / path if root and path else root, seconds)
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)
    try:
        yield reader
    finally:
        app.window.close()
        app.window.deleteLater()
        app.deleteLater()


@pytest.fixture
def reader(qtbot: Any, places: Places, make_library: Any) -> Iterator[Reader]:
    """A reader with `LIBRARY` open at its first page."""
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend()) as someone:
        qtbot.waitUntil(lambda: someone.title == "Welcome", timeout=20_000)
        leads_on = "document.querySelector('article a[href^=\"note:\"]') !== null"
        qtbot.waitUntil(lambda: someone.ask(leads_on) is True, timeout=20_000)  # it is shown anew once links are known
        yield someone
