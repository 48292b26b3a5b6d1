"""The library is never written to: after an hour's reading in a minute, every byte and every date is as it was."""

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from reader import paths
from reader.paths import Places
from tests.players.conftest import silent_vlc
from tests.window import reading

SEEK = "SampleSeek1"
File = tuple[bytes, int, int]


def everything(root: Path) -> dict[str, File]:
    """Each file and folder: its bytes, its date in nanoseconds, its mode."""
    found = {}
    for path in (root, *root.rglob("*")):
        status = path.stat()
        content = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(root).as_posix()] = (content, status.st_mtime_ns, status.st_mode)
    return found


def test_reading_leaves_a_library_as_it_was(qtbot: Any, places: Places, tmp_path: Path) -> None:
    root = tmp_path / "sample"
    shutil.copytree(paths.sample(), root)
    before = everything(root)
    assert len(before) > 20
    with reading(qtbot, places, root, silent_vlc()) as reader:
        app = reader.app
        player = app.player
        reader.reads("Start here")
        for path in app.library.catalog.paths():
            reader.open(path)
        reader.open("seeking/keyframes_and_groups_of_pictures.md")
        reader.see()
        stamp = reader.ask("document.querySelector('a.t').getAttribute('href')")
        with qtbot.waitSignal(player.frame_shown):
            reader.click(stamp)
        with qtbot.waitSignal(player.frame_shown, check_params_cb=lambda at: at > player.shown.seconds + 0.3):
            player.play()
        for key in (Qt.Key.Key_M, Qt.Key.Key_J, Qt.Key.Key_Period, Qt.Key.Key_T, Qt.Key.Key_T, Qt.Key.Key_5):
            reader.press(key)
        for _ in range(2):
            app.preferences.toggle_theme()
            app.window.toggle_sidebar()
            app.window.toggle_fullscreen()
        app.preferences.change_zoom(1.1)
        app.navigator.follow("phantom:no_such_note")
        app.window.sidebar.filter.setText("seek")
        app.navigator.back()
        with qtbot.waitSignal(app.library.updated):
            app.library.refresh()
        app.session.save()
    assert everything(root) == before
    assert places.settings.is_file()
    assert (places.state / "state.json").is_file()
