"""The doctor finds what is here and what is broken, tells the command that mends it, and survives anything."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reader import doctor
from reader.doctor import Finding, examine, report

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put modules of the test's own before the real ones, in every Python that the doctor starts."""

    def put(**modules: str) -> dict[str, Finding]:
        for name, source in modules.items():
            (tmp_path / f"{name}.py").write_text(source, "utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        return {finding.name: finding for finding in examine()}

    return put


def test_a_complete_machine_gets_no_complaint(monkeypatch):
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    findings = examine()
    assert [finding for finding in findings if not finding.ok] == []
    found = {finding.name: finding.found for finding in findings}
    assert found["Python"].startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert found["libvlc"].startswith("3.")
    assert "Chromium" in found["QtWebEngine"]
    assert report(findings).endswith("Everything that is needed is here.")


def test_a_machine_with_nothing_but_python_is_examined_to_the_end(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    python = tmp_path / "bare" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from reader.doctor import *; print(report(examine()))"
    done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert "PySide6 is not installed" in done.stdout
    assert "No module named" in done.stdout
    assert "To be mended: Python packages, Qt, QtWebEngine" in done.stdout


def test_a_missing_libvlc_is_told_with_its_command(broken):
    # What the real python-vlc meets where no libvlc can be found.
    finding = broken(sitecustomize="import ctypes.util\nctypes.util.find_library = lambda name: None\n")["libvlc"]
    assert finding.found.startswith("not installed")
    assert "vlc" in finding.advice


def test_a_libvlc_without_its_plugins_is_told(broken):
    finding = broken(vlc="def Instance(*arguments): return None\n")["libvlc"]
    assert "plugins are missing" in finding.found
    assert finding.advice


def test_a_libvlc_of_another_generation_is_told(broken):
    finding = broken(vlc="def Instance(*arguments): return 1\ndef libvlc_get_version(): return b'4.0.0 Otto Chriek'\n")[
        "libvlc"
    ]
    assert "4.0.0" in finding.found
    assert "3.x is needed" in finding.found


def test_a_component_that_crashes_is_told_and_the_rest_is_examined(broken):
    findings = broken(av="import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    assert not findings["PyAV"].ok
    assert "crashes" in findings["PyAV"].found
    assert findings["Fonts"].ok


def test_chromium_that_cannot_start_as_root_is_told(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    finding = next(finding for finding in examine() if finding.name == "QtWebEngine")
    assert not finding.ok
    assert "root" in finding.found


@pytest.mark.parametrize(
    ("pyside", "python", "loses"),
    [("6.12.0", (3, 11), True), ("6.11.3", (3, 11), False), ("6.12.0", (3, 12), False), ("7.0", (3, 11), True)],
)
def test_the_pyside_that_loses_references_is_known(pyside, python, loses):
    assert doctor.loses_references(pyside, python) is loses


def test_an_old_downloader_should_be_updated_and_a_young_one_not():
    assert doctor.downloader("2026.10.26", date(2026, 11, 22)) == Finding("yt-dlp", True, "2026.10.26, 27 days old")
    assert "--upgrade yt-dlp" in doctor.downloader("2026.6.1", date(2026, 11, 22)).advice
    assert "not installed" in doctor.downloader("", date(2026, 11, 22)).found


def test_folders_that_cannot_be_written_to_are_named(tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert doctor.folders([tmp_path / "new" / "config"]).ok
    finding = doctor.folders([tmp_path / "new", tmp_path / "file" / "config"])
    assert not finding.ok
    assert str(tmp_path / "file" / "config") in finding.found
    assert str(tmp_path / "new") not in finding.found


def test_the_report_is_aligned_and_tells_needed_from_optional():
    text = report([
        Finding("Qt", True, "6.11"),
        Finding("ffmpeg", True, "not installed", "install it"),
        Finding("av", False, "broken", "mend it"),
    ])  # fmt: skip
    assert text.splitlines() == [
        "✓ Qt      6.11",
        "· ffmpeg  not installed",
        "          → install it",
        "✗ av      broken",
        "          → mend it",
        "",
        "To be mended: av.",
    ]
