"""The programs for downloads are found where they are, and taken only if they are new enough."""

import sys
import sysconfig
from pathlib import Path

import pytest

from reader.downloads import tools


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A PATH with nothing on it but programs that say what they are told to say; returns the function to add one."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "elsewhere" / "python"))
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path / name))

    def add(name: str, says: str, where: str = "programs") -> str:
        (tmp_path / where).mkdir(exist_ok=True)
        file = tmp_path / where / name
        file.write_text(f"#!/bin/sh\necho '{says}'\n", "utf-8")
        file.chmod(0o755)
        return str(file)

    return add


def test_deno_is_found_among_the_scripts_without_a_path(programs):
    programs("deno", "deno 2.3.1 (release)", "programs")
    ours = programs("deno", "deno 2.9.8 (stable, release, x86_64-unknown-linux-gnu)\nv8 14.2", "scripts")
    assert tools.find_deno() == ours
    assert tools.find_javascript() == tools.Runtime("deno", ours, (2, 9, 8), (2, 3, 0))


@pytest.mark.parametrize(
    ("name", "says", "enough"),
    [
        ("node", "v20.20.2", False), ("node", "v22.0.0", True), ("bun", "1.2.10", False), ("bun", "1.3.0", True),
        ("deno", "deno 2.2.9", False), ("qjs", "QuickJS version 2024-01-13", True),
        ("qjs", "QuickJS version 2021-03-27", False),
        ("node", "oops", False),
    ],
)  # fmt: skip
def test_a_runtime_is_taken_only_if_it_is_new_enough(programs, name, says, enough):
    path = programs(name, says)
    found = tools.find_javascript()
    assert (found is not None) == enough
    assert [(runtime.path, runtime.new_enough) for runtime in tools.runtimes()] == [(path, enough)]
    assert found is None or found.name == {"qjs": "quickjs"}.get(name, name)


def test_a_machine_without_any_of_them_has_none(programs, monkeypatch):
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    monkeypatch.setattr(tools.importlib.util, "find_spec", lambda name: None)
    assert (tools.find_ffmpeg(), tools.find_deno(), tools.find_javascript()) == ("", "", None)


def test_the_systems_ffmpeg_comes_before_that_of_the_package(programs, tmp_path, monkeypatch):
    package = tmp_path / "site" / "imageio_ffmpeg.py"
    package.parent.mkdir()
    package.write_text("def get_ffmpeg_exe(): return '/packaged/ffmpeg'\n", "utf-8")
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.delitem(sys.modules, "imageio_ffmpeg", raising=False)
    assert tools.find_ffmpeg() == "/packaged/ffmpeg"
    monkeypatch.delitem(sys.modules, "imageio_ffmpeg", raising=False)
    ours = programs("ffmpeg", "ffmpeg version 7")
    assert tools.find_ffmpeg() == ours


def keep(data: Path, version: str, *, whole: bool = True) -> Path:
    """Something that looks like a kept downloader."""
    folder = data / "downloader" / version
    for package in ("yt_dlp", "yt_dlp_ejs") if whole else ("yt_dlp",):
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").touch()
        (folder / package / "version.py").touch()
    return folder


def test_the_newest_whole_downloader_is_used_if_it_is_newer_than_the_bundled_one(tmp_path):
    assert tools.downloader_folder(tmp_path) is None
    keep(tmp_path, "2020.1.1")
    assert tools.downloader_folder(tmp_path) is None
    newer = keep(tmp_path, "2999.9.30")
    keep(tmp_path, "2999.10.1", whole=False)
    keep(tmp_path, ".new-2999.11.1")
    assert tools.downloader_folder(tmp_path) == newer
    newest = keep(tmp_path, "2999.10.2")
    assert tools.downloader_folder(tmp_path) == newest


def test_versions_are_compared_by_their_numbers():
    assert tools.numbers("2026.10.26") > tools.numbers("2026.8.19") == tools.numbers("2026.08.19")
    assert tools.numbers("2026.8.19.1") > tools.numbers("2026.8.19")
    assert tools.bundled_version()
