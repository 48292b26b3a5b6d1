"""Start Qt and the window, or say in one line why there can be none."""

import json
import logging
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.app import App, Wish
from reader.errors import ReaderError
from reader.players import best_backend
from reader.ui.page_source import register_scheme

log = logging.getLogger("qt")


def window(path: Path | None, seconds: float | None) -> int:
    """Open the window and run until it is closed.  Raises ReaderError where there is no display."""
    qt = application()
    app = App(qt, paths.Places.of_user(), best_backend())
    app.start(Wish(path, seconds))
    with_interrupt(qt)
    return qt.exec()


def self_test(*, as_json: bool) -> int:
    """Open the sample, click a stamp, and check the frame that is shown; 0 where it is the right one."""
    from reader.selftest import run

    result = run(application())
    print(json.dumps(result) if as_json else result["sentence"])  # noqa: T201
    return 0 if result["ok"] else 1


def application() -> QApplication:
    """The Qt application, made once.  Raises ReaderError where there is no display."""
    check_display()
    qInstallMessageHandler(_on_qt_message)
    QCoreApplication.setApplicationName("Alongside")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QGuiApplication.setDesktopFileName("alongside")
    register_scheme()
    return QApplication([sys.argv[0]])


def check_display() -> None:
    """Raise ReaderError where a window has nowhere to be shown; Qt would end the process instead."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise ReaderError("There is no display to open a window on. `alongside render` works without one.")


def with_interrupt(qt: QApplication) -> None:
    """Let Ctrl+C in the terminal close the window like its button does."""
    signal.signal(signal.SIGINT, lambda *_: qt.closeAllWindows())
    signal.signal(signal.SIGTERM, lambda *_: qt.closeAllWindows())
    awake = QTimer(qt, interval=300)
    awake.timeout.connect(lambda: None)
    awake.start()


def _on_qt_message(kind: QtMsgType, _context: object, text: str) -> None:
    level = logging.DEBUG if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    log.log(level, "%s", text)
