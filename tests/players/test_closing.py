"""A player that is closed at any point ends cleanly: in a process of its own, as a crash or a hang would show there."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.videos import Video

CLOSE_A_HUNDRED_TIMES = """
import faulthandler, random, sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication
from tests.players.conftest import BACKENDS

faulthandler.dump_traceback_later(100, exit=True)
app = QApplication([])
choice = random.Random(7)
backend_name, files = sys.argv[1], [Path(name) for name in sys.argv[2:]]

def turn(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

wishes = [
    lambda b: b.seek(choice.uniform(0, 12)), lambda b: b.seek(10), lambda b: b.play(), lambda b: b.pause(),
    lambda b: b.load(choice.choice(files), choice.uniform(0, 10), playing=True), lambda b: b.unload(),
    lambda b: b.set_rate(choice.uniform(0.25, 4)), lambda b: b.set_volume(choice.random()),
    lambda b: b.set_view_size(QSize(choice.randrange(1, 2000), choice.randrange(1, 1000))),
]
for _ in range(100):
    backend = BACKENDS[backend_name]()
    backend.load(choice.choice(files), choice.uniform(0, 10), playing=choice.random() < 0.7)
    for _ in range(choice.randrange(5)):
        turn(choice.choice((0, 0, 5, 20, 60, 120)))
        choice.choice(wishes)(backend)
    turn(choice.choice((0, 1, 10, 50)))
    said = []
    backend.close()
    backend.frame_shown.connect(said.append)
    backend.position_changed.connect(said.append)
    backend.state_changed.connect(said.append)
    turn(0)
    assert not said, said
    if choice.random() < 0.5:
        backend.deleteLater()
print("closed")
"""


@pytest.mark.parametrize("backend", ["libvlc", "qtmultimedia"])
def test_closing_a_hundred_times_at_any_point_ends_cleanly(video_file: Callable[[Video], Path], backend: str) -> None:
    videos = [Video("usual.mp4"), Video("vp9.webm", codec="libvpx-vp9"), Video("sound.m4a", codec=None)]
    ended = subprocess.run(
        [sys.executable, "-c", CLOSE_A_HUNDRED_TIMES, backend, *(str(video_file(video)) for video in videos)],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert ended.stdout == "closed\n"
    if backend == "libvlc":  # Qt's FFmpeg tells each file it opens
        complaints = [line for line in ended.stderr.splitlines() if "pipewire" not in line]  # which need not be there
        assert complaints == []
