"""A library of a stranger's who means no good, a net in which its requests are caught, and a watch on the page."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.services.navigator import Place
from reader.ui.page_source import OnlyOurs, PageSource
from tests.conftest import MakeLibrary, note
from tests.window import Reader, reading

OWN = "document.title='owned';document.documentElement.className='owned';window.owned=1"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    "<script>{own}</script><script href='{host}/svg.js'/><image href='{host}/svg.png'/><use href='{host}/svg.svg#x'/>"
    "<style>@import '{host}/svg.css';</style><foreignObject><img xmlns='http://www.w3.org/1999/xhtml'"
    " src='{host}/foreign.png'/></foreignObject><a xlink:href='javascript:{own}'><text>x</text></a></svg>"
)
TRAPS = (
    "<script>{own}</script>",
    "<script src='{host}/x.js'></script>",
    '<img src=x onerror="{own}">',
    '<details open ontoggle="{own}">x</details>',
    '<input autofocus onfocus="{own}">',
    "<style onload=\"{own}\">@import '{host}/style.css'; p {{ background: url({host}/bg.png) }}</style>",
    "<p style=\"background: url('{host}/style.png'); list-style-image: url({host}/list.png)\">x</p>",
    "<iframe src='{host}/frame'></iframe><iframe srcdoc='<img src={host}/srcdoc.png><script>{own}</script>'></iframe>",
    "<object data='{host}/object'></object><embed src='{host}/embed'>",
    "<meta http-equiv=refresh content='0;url={host}/refresh'>",
    "<form action='{host}/form'><input name=a><button formaction='{host}/button'>send</button></form>",
    "<video src='{host}/v.mp4' poster='{host}/p.png' autoplay></video><audio src='{host}/a.mp3' autoplay></audio>",
    "<picture><source srcset='{host}/s.png'><img srcset='{host}/set.png 2x' src='{host}/i.png'></picture>",
    "<link rel=stylesheet href='{host}/l.css'><link rel=prefetch href='{host}/pre'><link rel=icon href='{host}/i.ico'>",
    "<link rel=preload as=image href='{host}/l'>",
    "<link rel=modulepreload href='{host}/m.js'><link rel=manifest href='{host}/m.json'>",
    "<table background='{host}/table.png'><tr><td background='{host}/td.png'>x</td></tr></table>",
    "<math href='{host}/math'><mtext>x</mtext><mglyph src='{host}/glyph.png'></mglyph></math>",
    "<img name=querySelector id=querySelector src='{host}/c.png'><form name=getElementById id=alongside></form>",
    "<img src='file:///etc/passwd'><img src='file://{out}/secret.png'><iframe src='file:///etc/passwd'></iframe>",
    "<img src='../secret.png'><img src='alongside:/file/../secret.png'><img src='alongside:/file/link.png'>",
    "<img src='alongside:/file/out/secret.png'><img src='alongside:/file/{out}/secret.png'>",
    "<img src='alongside:/file/%2e%2e/secret.png'><img src='alongside:/file/..%2fsecret.png'>",
    "<img src='alongside:/file/%252e%252e/secret.png'><img src='alongside:/file//{out}/secret.png'>",
    "<img src='alongside:/file/./../secret.png'><img src='alongside:/font/../../../secret.png'>",
    "<img src='alongside://file/secret.png'><img src='alongside:/file/..\\secret.png'>",
    "<img src='alongside:/file/pipe.png'>",
    SVG,
    "<base href='{host}/'>",
)
CONNECT = "<link rel=preconnect href='{host}'><link rel=dns-prefetch href='{host}'>"
"""Asks for no address, so neither our guard nor the policy sees it: cleaning alone keeps it from a page."""
MARKDOWN = (
    "![x]({host}/p.png)\n\n![[{host}/e.png]]\n\n![x](../secret.png)\n\n![[../../secret.png]]\n\n![[link.png]]\n\n"
    "![x](out/secret.png)\n\n![x]({out}/secret.png)\n\n![x](hostile.svg)\n\n[[../../secret]] [[/etc/passwd]]\n\n"
    "![x](..%2Fsecret.png)\n\n![x](%2e%2e/secret.png)\n\n![x](file:///{out}/secret.png)\n\n![x](pipe.png)\n\n"
)
LINKS = (
    "javascript:{own}", "JAVA&#10;script:{own}", "vbscript:x", "data:text/html,<script>{own}</script>",
    "file:///etc/passwd", "file://{out}/secret.png", "about:blank", "chrome://version", "view-source:alongside:/page",
    "blob:alongside:/x", "qrc:/x", "intent:x", "ftp://127.0.0.1/x", "alongside:/file/good.png", "alongside:/page",
    "alongside:/file/hostile.svg#x", "alongside:/page?x#y", "alongside:/theme.css#x", "//127.0.0.1/x", "{host}/link",
    "note:../../secret.png", "ws://127.0.0.1/x", "video:%00", "VIDEO:x", "channel:..%2F..",
)  # fmt: skip
BOMBS = (
    ">" * 20_000,
    "<div>" * 2_000,
    "[" * 10_000,
    "[[" * 5_000,
    "*a " * 30_000,
    "`" * 30_001,
    "- " * 5_000,
    "\\$$" * 9999,
)


class Net:
    """A server of this computer that counts who comes."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.seen: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.seen.append(b"")
                connection.settimeout(5)
                self.seen[-1] = connection.recv(4096).partition(b"\r")[0]
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        """Stop."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def net() -> Iterator[Net]:
    """A net in which nobody is to be caught."""
    net = Net()
    yield net
    net.close()


def picture(width: int) -> bytes:
    """A PNG file."""
    image = QImage(width, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


class Watch:
    """What the page asked for, and what it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.let_through: list[str] = []
        intercept, start = OnlyOurs.interceptRequest, PageSource.requestStarted

        def ask(guard: OnlyOurs, info: Any) -> None:
            self.asked.append(info.requestUrl().toString())
            intercept(guard, info)

        def serve(source: PageSource, job: Any) -> None:
            self.let_through.append(job.requestUrl().toString())
            start(source, job)

        monkeypatch.setattr(OnlyOurs, "interceptRequest", ask)
        monkeypatch.setattr(PageSource, "requestStarted", serve)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Watches every page of the test."""
    return Watch(monkeypatch)


@pytest.fixture
def lair(make_library: MakeLibrary, net: Net, tmp_path: Path) -> Path:
    """A library of a stranger's, and a secret beside it."""
    words = {"own": OWN, "host": net.host, "out": str(tmp_path)}
    body = MARKDOWN.format(**words) + "\n\n".join(trap.format(**words) for trap in (CONNECT, *TRAPS))
    links = "".join(f"[link {n}](<{link.format(**words)}>)\n\n" for n, link in enumerate(LINKS))
    root = make_library(
        {
            "index.md": note("Good", "Nothing here. ![fine](good.png)\n"),
            "hostile.md": note("Hostile", f"{body}\n\n![fine](good.png)\n\nThe end.\n"),
            "links.md": note("Links", links),
            "good.png": picture(33),
            "hostile.svg": SVG.format(**words),
            **{f"bomb{n}.md": note("Bomb", f"Before.\n\n{bomb}\n") for n, bomb in enumerate(BOMBS)},
        }
    )
    (tmp_path / "secret.png").write_bytes(picture(77))
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "out").symlink_to(tmp_path)
    os.mkfifo(root / "pipe.png")
    return root


def article(lair: Path, net: Net) -> str:
    """The traps as they are, as if nothing had cleaned them."""
    words = {"own": OWN, "host": net.host, "out": str(lair.parent)}
    return "".join(trap.format(**words) for trap in TRAPS) + "<img class=last src='alongside:/file/good.png'>"


@contextmanager
def at_the_lair(qtbot: Any, places: Places, lair: Path) -> Iterator[Reader]:
    """A reader whose first note is on the page."""
    with reading(qtbot, places, lair, FakeBackend()) as reader:
        reader.reads("Nothing here.")
        yield reader


def show_raw(reader: Reader, html: str) -> None:
    """Put HTML on the page as no note may."""
    opened = reader.app.navigator.opened
    assert opened
    with reader.qtbot.waitSignal(reader.app.note_view.note_shown):
        reader.app.note_view.show_note(replace(opened, page=replace(opened.page, article=html)), Place("index.md"))
    reader.see()


def widths(reader: Reader) -> list[int]:
    """How wide the pictures of the page came out, once all are settled."""
    all_settled = "[...document.images].every((image) => image.complete)"
    reader.qtbot.waitUntil(lambda: reader.ask(all_settled) is True, timeout=20_000)
    return list(reader.ask("JSON.stringify([...document.images].map((image) => image.naturalWidth))"))


def is_untouched(reader: Reader) -> bool:
    """Whether the page is ours still, and no script has left a trace."""
    state = "[document.title, document.documentElement.className, typeof window.owned, location.href].join(' ')"
    here = reader.app.note_view._page.url().toString()
    return here == "alongside:/page" and reader.ask(state).split("#")[0] == "Alongside  undefined alongside:/page"


def click_link(reader: Reader, number: int, button: Qt.MouseButton) -> None:
    """Click a link of the page, and wait until Chromium has taken the click."""
    x, y = reader.ask(
        f"""JSON.stringify((() => {{
          const link = document.querySelectorAll("article a")[{number}];
          link.scrollIntoView({{ block: "center" }});
          window.clicked = false;
          for (const kind of ["click", "auxclick"]) link.addEventListener(kind, () => {{ window.clicked = true; }});
          const box = link.getClientRects()[0];
          return [box.x + box.width / 2, box.y + box.height / 2];
        }})())"""
    )
    QTest.mouseClick(reader.app.note_view.page_widget(), button, pos=QPoint(round(x), round(y)))
    reader.qtbot.waitUntil(lambda: reader.ask("window.clicked") is True)


def drop(view: QWebEngineView, address: QUrl) -> None:
    """Drag an address over the view and let it fall."""
    data = QMimeData()
    data.setUrls([address])
    data.setText(address.toString())
    place, action = QPoint(100, 100), Qt.DropAction.CopyAction
    held, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QDragEnterEvent(place, action, data, held, keys))
    QApplication.sendEvent(view, QDragMoveEvent(place, action, data, held, keys))
    QApplication.sendEvent(view, QDropEvent(QPointF(place), action, data, held, keys))
