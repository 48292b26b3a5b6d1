"""Start Qt and the window, or say in one line why there can be none.

Chromium takes as long to start as our own modules take to be imported; they are imported in a thread meanwhile.
"""

import importlib
import json
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    SignalInstance,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reader import memory
from reader.errors import ReaderError
from reader.garbage import CycleCollector
from reader.paths import Places
from reader.ui.plain_note_view import PlainNoteView
from reader.ui.theme import Theme

try:
    from reader.ui.note_view import NoteView
    from reader.ui.page_source import register_scheme
except ImportError as error:
    _no_webengine: ImportError | None = error
else:
    _no_webengine = None

if TYPE_CHECKING:
    from reader.app import App
    from reader.players.base import Backend
    from reader.players.choose import MakeBackend

log = logging.getLogger("qt")
_NO_NOTE_MS = 1500
"""When the player is loaded although no note is shown: the library may be empty."""
_SWITCH = 0.001
"""Seconds that the window waits at most, each time it paints a row in Python, for a thread that computes."""


def window(path: Path | None, seconds: float | None, ready: Callable[[], None] = lambda: None) -> int:
    """Open the window and run until it is closed; `ready` is called when the first note can be read.

    Raises ReaderError where there is no display.
    """
    qt = application()
    app = make_app(qt, Places.of_user())
    app.note_view.note_shown.connect(ready, Qt.ConnectionType.SingleShotConnection)
    app.start(path, seconds)
    _close_on_signals(qt)
    return qt.exec()


def self_test(*, as_json: bool) -> int:
    """Open the sample, click a stamp, and check the frame that is shown; 0 where it is the right one."""
    from reader.selftest import run

    result = run(application())
    print(json.dumps(result) if as_json else result["sentence"])  # noqa: T201
    return 0 if result["ok"] else 1


def application() -> QApplication:
    """The Qt application, made once.  Raises ReaderError where there is no display, or Chromium would refuse to run."""
    _check_display()
    _check_sandbox()
    memory.share_arenas()
    qInstallMessageHandler(_on_qt_message)
    QCoreApplication.setApplicationName("Alongside")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QGuiApplication.setDesktopFileName("alongside")
    if not _no_webengine:
        register_scheme()
    qt = QApplication([sys.argv[0]])
    sys.setswitchinterval(_SWITCH)
    CycleCollector(qt)
    return qt


def make_app(qt: QApplication, places: Places, backend: "Backend | None" = None) -> "App":
    """The program with its window, not shown yet.

    It plays with `backend`, or with the best there is, which is loaded when the first note is shown.
    """
    imports = _Imports("reader.app")
    theme = Theme(qt)
    note_view = PlainNoteView(theme) if _no_webengine else NoteView(theme)
    imports.wait()
    from reader.app import App

    app = App(qt, places, theme, note_view)
    if backend:
        app.player.use(backend)
    else:
        no_note = QTimer(app, interval=_NO_NOTE_MS, singleShot=True)
        no_note.start()
        _once(lambda: _fetch_backend(app, places), note_view.note_shown, app.messages.said, no_note.timeout)
    thrift = QTimer(app, interval=memory.EVERY)
    thrift.timeout.connect(lambda: app.tasks.run(lambda _: memory.give_back(), lambda _: None, app.messages.error))
    thrift.start()
    if _no_webengine:
        app.messages.warn(
            "QtWebEngine cannot be loaded, so notes are shown plainly. `alongside doctor` says what to install.",
            str(_no_webengine),
        )
    return app


def _once(call: Callable[[], None], *signals: SignalInstance) -> None:
    """Have `call` called when the first of `signals` comes."""
    waiting = [call]

    def come(*_: object) -> None:
        if waiting:
            waiting.pop()()

    for signal_ in signals:
        signal_.connect(come)


def _fetch_backend(app: "App", places: Places) -> None:
    """Load in a thread what the first note can do without: the player."""

    def prepare(_: object) -> "MakeBackend":
        from reader.players.choose import prepare_backend

        return prepare_backend(frames=places.cache / "frames")

    def use(make: "MakeBackend") -> None:
        app.player.use(make(app))

    def do_without(error: Exception) -> None:
        app.player.do_without(
            error if isinstance(error, ReaderError) else ReaderError("No video can be played.", repr(error))
        )

    app.tasks.run(prepare, use, do_without)


class _Imports(QObject):
    """Imports a module in a thread."""

    _done = Signal()

    def __init__(self, module: str) -> None:
        super().__init__()
        self._loop = QEventLoop()
        self._finished = False
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._work, args=(module,), name="imports")
        self._thread.start()

    def wait(self) -> None:
        """Let Qt's events, and so Chromium, go on until the module is there."""
        if not self._finished:
            self._loop.exec()
        self._thread.join()

    def _on_done(self) -> None:
        self._finished = True
        self._loop.quit()

    def _work(self, module: str) -> None:
        try:
            importlib.import_module(module)
        finally:
            self._done.emit()


def _check_display() -> None:
    """Raise ReaderError where a window has nowhere to be shown; Qt would end the process instead."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    display, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY")
    if not wayland and not _answers(display):
        raise ReaderError("There is no display to open a window on. `alongside render` works without one.")


def _check_sandbox() -> None:
    """Raise ReaderError for root, for whom Chromium would end the process: its sandbox does not work there."""
    root = sys.platform.startswith("linux") and os.geteuid() == 0
    if root and not _no_webengine and not os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"):
        raise ReaderError(
            "Chromium, which draws the notes, does not run as root. Start as another user, or with packaging/run.sh."
        )


def _answers(display: str) -> bool:
    """Whether an X server is there; one on another machine is taken to be."""
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if not local:
        return bool(display)
    for address in (f"/tmp/.X11-unix/X{local[1]}", f"\0/tmp/.X11-unix/X{local[1]}"):  # noqa: S108  where X listens
        with socket.socket(socket.AF_UNIX) as server:
            if server.connect_ex(address) == 0:
                return True
    return False


def _close_on_signals(qt: QApplication) -> None:
    """Let Ctrl+C in the terminal close the window like its button does; Python looks at signals when it is awake.

    It is closed in its turn: a signal may come in the midst of anything, also while a lock is held that closing needs.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, qt.closeAllWindows))
    awake = QTimer(qt, interval=300)
    awake.timeout.connect(lambda: None)
    awake.start()


def _on_qt_message(kind: QtMsgType, _context: object, text: str) -> None:
    level = logging.DEBUG if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    log.log(level, "%s", text)
