"""What the program does where something it stands on is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.start import _check_display, _check_sandbox

WITHOUT_WEBENGINE = """
import sys
sys.modules["PySide6.QtWebEngineCore"] = None
from reader import start
from reader.paths import Places, sample
from reader.players.fake import FakeBackend
app = start.make_app(start.application(), Places.of_user(), FakeBackend())
def shown(path):
    text = app.note_view._browser.toPlainText()
    bar = app.window.message_bar
    print(path, "keyframe" in text, bar.isVisible(), "QtWebEngine" in bar.label.text())
    app.note_view.link_activated.emit("seek:SampleSeek1?t=31")
    print(app.player.position())
    app.window.close()
app.note_view.note_shown.connect(shown)
app.start(sample())
sys.exit(app.parent().exec())
"""


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ | environment,
    )  # fmt: skip


def test_without_webengine_notes_are_read_plainly_and_stamps_work() -> None:
    done = run(WITHOUT_WEBENGINE)
    assert done.stdout.splitlines()[:2] == ["index.md True True True", "31.0"], done.stderr
    assert done.returncode == 0


def test_where_there_is_no_display_one_line_says_so() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "reader"], capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    assert done.returncode == 1
    assert done.stderr.startswith("alongside: There is no display")
    assert done.stderr.count("\n") == 1


def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9376")
    with pytest.raises(ReaderError, match="no display"):
        _check_display()


@pytest.mark.parametrize("screen", [(), ("xvfb-run", "--auto-servernum", "--server-args=-screen 0 1280x800x24")])
def test_the_self_test_clicks_a_stamp_and_sees_its_frame(home: Path, screen: tuple[str, ...]) -> None:
    platform = {"QT_QPA_PLATFORM": "xcb" if screen else "offscreen"}
    done = subprocess.run(
        [*screen, sys.executable, "-m", "reader", "--self-test", "--json"],
        capture_output=True, text=True, timeout=90, check=False, env=os.environ | platform,
    )  # fmt: skip
    assert '"ok": true' in done.stdout, done.stderr
    assert done.returncode == 0


def test_root_is_told_that_chromium_would_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(ReaderError, match="does not run as root"):
        _check_sandbox()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    _check_sandbox()
