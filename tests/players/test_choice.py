"""Which player is used: libvlc if it can be had, else Qt's, by itself."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reader.players.choose import best_backend, why_no_vlc
from reader.players.vlc_backend import VlcBackend
from tests.players.conftest import SILENT
from tests.videos import Video

MISSING = {
    "python-vlc": "sys.modules['vlc'] = None",
    "libvlc": "import ctypes.util; ctypes.util.find_library = lambda name: None",
    "its plugins": "import vlc; vlc.Instance = lambda *arguments: None",
}
PLAY = """
import sys
{without}
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reader.players.choose import best_backend, why_no_vlc
from tests.videos import number_in

app = QApplication([])
print(type(why_no_vlc()).__name__)
backend = best_backend(app)
print(type(backend).__name__)
backend.frame_shown.connect(lambda _: (print(number_in(backend.image())), backend.close(), app.quit()))
backend.load(Path(sys.argv[1]), 4.0)
QTimer.singleShot(20_000, lambda: app.exit(1))
sys.exit(app.exec())
"""


def test_libvlc_is_used_where_it_is_installed(qapp: QApplication) -> None:
    backend = best_backend(vlc_options=SILENT)
    assert isinstance(backend, VlcBackend)
    assert why_no_vlc() is None
    backend.close()


@pytest.mark.parametrize("what", MISSING)
def test_qt_takes_over_by_itself_without(what: str, video_file: Callable[[Video], Path]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PLAY.format(without=MISSING[what]), str(video_file(Video("usual.mp4")))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout.split() == ["ReaderError", "QtMultimediaBackend", "120"], ended.stderr
    assert ended.returncode == 0
