"""The program can be closed at any moment: in processes of their own, as a crash or a hang would show there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CLOSE_AT_ANY_POINT = """
import faulthandler, random, sys
from pathlib import Path
faulthandler.dump_traceback_later(100, exit=True)
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from reader import paths, start
from reader.selftest import Waiter
from tests.players.conftest import silent_vlc

home, seed, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
choice = random.Random(seed)
qt = start.application()
qt.setQuitOnLastWindowClosed(False)

def turn(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()

def any_note(app):
    return choice.choice(["index.md", "seeking/seeking.md", "seeking/scrubbing.md", "seeking/no_such_note.md"])

wishes = [
    lambda app: app.navigator.open(any_note(app)), lambda app: app.navigator.back(), lambda app: app.player.toggle(),
    lambda app: app.player.seek("SampleSeek1", choice.uniform(0, 120)), lambda app: app.library.refresh(),
    lambda app: app.player.seek("SampleRead2", choice.uniform(0, 60)), lambda app: app.player.play(),
    lambda app: app.preferences.toggle_layout(), lambda app: app.preferences.toggle_theme(),
    lambda app: app.window.find_bar.open(),
    lambda app: app.walking.step(1), lambda app: app.open_library(paths.sample()),
    lambda app: app.window.resize(choice.randrange(500, 1500), 700), lambda app: app.preferences.change_zoom(1.1),
]
for number in range(times):
    app = start.make_app(qt, paths.Places.below(home / str(number % 3)), choice.choice((silent_vlc, lambda: None))())
    if choice.random() < 0.5:
        with Waiter("The first note was not shown.") as shown:
            app.note_view.note_shown.connect(shown.happened)
            app.start(paths.sample())
    else:
        app.start(paths.sample())
    for _ in range(choice.randrange(5)):
        turn(choice.choice((0, 0, 1, 5, 20, 80)))
        choice.choice(wishes)(app)
    turn(choice.choice((0, 1, 10, 50)))
    app.window.close()
    turn(choice.choice((0, 0, 5)))
    app.window.deleteLater()
    app.deleteLater()
    qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)
print("closed")
"""

CLOSE_ON_SIGNAL = """
import signal, sys
from PySide6.QtWidgets import QApplication, QMainWindow
from reader import start
from reader.paths import sample

def told(*_):
    signal.raise_signal(signal.SIGTERM)
    print("in its turn:", any(each.isVisible() for each in QApplication.topLevelWidgets()))

if sys.argv[1] == "ready":
    sys.exit(start.window(sample(), None, ready=told))
listen = start._close_on_signals
start._close_on_signals = lambda qt: (listen(qt), told())
sys.exit(start.window(sample(), None))
"""

NOISE = re.compile(
    r"\[\d+:\d+:.*(dbus|gpu|viz|vulkan)|Sandboxing disabled|Failed to create.*(Vulkan|RHI)|QRhi|Unable to detect GPU"
    r"|GPUInfo not|This plugin does not support propagateSizeHints|ALSA lib|qt\.multimedia\.symbols"
    r"|“seeking/no_such_note.md”"
)
"""What is said where there is no bus, graphics card, sound card, PipeWire, or the note that is wished for."""


def program(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Python, running `code`."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> tuple[int, str, list[str]]:
    """Its exit code, its output, and what it complained of but for Chromium's noise."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, [line for line in err.splitlines() if line and not NOISE.match(line)]


def test_closing_the_window_a_hundred_times_at_any_point_ends_cleanly(tmp_path: Path) -> None:
    processes = [program(CLOSE_AT_ANY_POINT, str(tmp_path / str(seed)), str(seed), "50") for seed in range(2)]
    assert [ended(process) for process in processes] == [(0, "closed\n", [])] * 2


@pytest.mark.parametrize("when", ["at once", "ready"])
def test_a_signal_closes_the_program_in_its_turn_and_without_a_word(when: str) -> None:
    assert ended(program(CLOSE_ON_SIGNAL, when)) == (0, "in its turn: True\n", [])
