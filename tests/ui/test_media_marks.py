"""What the window tells of which videos are here: the tree, the video's page and the seek bar."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.app import App
from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.ui.rows import Role
from reader.ui.sidebar import Sidebar
from reader.ui.tree_menu import row_menu
from tests.conftest import MakeLibrary
from tests.ui.test_sidebar import find, rows
from tests.window import AWAY, LIBRARY, READ, SEEK, Reader, reading

PIECES = [[10.0, 20.0, 0.0], [60.0, 90.0, 10.0]]


def drop(app: App, *files: Path) -> None:
    """Drag files over the window and let them go."""
    mime, left, none = QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(app.window, QDragEnterEvent(QPoint(5, 5), action, mime, left, none))
    assert app.drop.overlay.isVisible()
    QApplication.sendEvent(app.window, QDropEvent(QPointF(5, 5), action, mime, left, none))


def test_channels_say_how_many_of_their_videos_are_here(reader: Reader) -> None:
    model = reader.app.window.sidebar.model
    channel = find(model, "film")
    assert channel.data(Role.EXTRA) == "2 of 3 here"
    assert "10 bytes" in channel.data(Qt.ItemDataRole.ToolTipRole)


def test_notes_say_whether_their_video_is_here_and_how_large_it_is(reader: Reader) -> None:
    model = reader.app.window.sidebar.model
    here = find(model, "film", "What a seek does", "Keyframes")
    assert here.data(Role.HERE) == "whole"
    assert "its video is here, 5 bytes" in here.data(Qt.ItemDataRole.ToolTipRole)
    away = find(model, "film", "Elsewhere", "Elsewhere")
    assert away.data(Role.HERE) == ""
    assert "is here" not in away.data(Qt.ItemDataRole.ToolTipRole)


def test_only_notes_with_their_video_here_are_listed_if_wished(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    with reader.qtbot.waitSignal(sidebar.model.settled):
        sidebar.menu.actions()[-1].trigger()
    assert rows(sidebar.model) == ["film"]
    assert rows(sidebar.model, find(sidebar.model, "film")) == ["What a seek does", "Reading along"]
    assert reader.app.preferences.now.only_here
    sidebar.filter.setText("elsewhere")
    reader.qtbot.waitUntil(lambda: rows(sidebar.model) == ["No title is like that"])


def test_a_library_without_any_video_says_so_where_only_those_are_wished(
    qtbot: Any, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library({"film/elsewhere.md": LIBRARY["film/elsewhere.md"]})
    with reading(qtbot, places, root, FakeBackend()) as reader:
        sidebar = reader.app.window.sidebar
        sidebar.menu.actions()[-1].trigger()
        qtbot.waitUntil(lambda: rows(sidebar.model) == ["No note’s video is here"])


@pytest.fixture
def in_parts(qtbot: Any, places: Places, make_library: MakeLibrary) -> Any:
    """A reader whose video about seeking is here only in parts."""
    info = {"id": SEEK, "extractor_key": "Youtube", "duration": 200, "alongside_pieces": PIECES}
    files: dict[str, Any] = {path: text for path, text in LIBRARY.items() if SEEK not in path}
    files |= {f"Seek [{SEEK}].parts.mp4": b"parts", f"Seek [{SEEK}].parts.info.json": json.dumps(info)}
    with reading(qtbot, places, make_library(files), FakeBackend(length=40.0), "film/keyframes.md") as reader:
        yield reader


def test_a_video_that_is_here_in_parts_is_marked_so(in_parts: Reader) -> None:
    model = in_parts.app.window.sidebar.model
    in_parts.qtbot.waitUntil(lambda: "film" in rows(model) and bool(rows(model, find(model, "film"))))
    video = find(model, "film", "What a seek does")
    assert (video.data(Role.HERE), video.data(Role.EXTRA)) == ("parts", "parts here")
    assert "parts of its video are here" in video.data(Qt.ItemDataRole.ToolTipRole)


def test_the_bar_shows_what_is_not_here_and_says_so(in_parts: Reader) -> None:
    app, bar = in_parts.app, in_parts.app.window.video_pane.transport.bar
    in_parts.qtbot.waitUntil(lambda: app.player.duration() == 200.0)
    assert app.coverage.now().missing == ((0.0, 10.0), (20.0, 60.0), (90.0, 200.0))
    hatched, whole = (bar._rows.scale.x(seconds) for seconds in (30.0, 75.0))
    image = bar.grab().toImage()
    looks = [
        {image.pixelColor(round(x) + step, 10).name() for step in range(-8, 8)} for x in (hatched, whole)
    ]  # fmt: skip
    assert len(looks[0]) > len(looks[1])
    spots: list[Any] = []
    bar.place_hovered.connect(lambda spot, _: spots.append(spot))
    bar.set_peeking(True)
    QTest.mouseMove(bar, QPoint(round(bar._rows.scale.x(150.0)), 10))
    in_parts.qtbot.waitUntil(lambda: bool(spots))
    assert spots[-1].hints == ("Not in your file: 1:30–3:20",)


def test_a_click_on_what_is_not_here_says_so(in_parts: Reader) -> None:
    app = in_parts.app
    in_parts.qtbot.waitUntil(lambda: app.player.duration() == 200.0)
    app.player.seek(SEEK, 31.0)
    in_parts.qtbot.waitUntil(lambda: "0:20–1:00" in in_parts.warning())
    assert app.player.position() == pytest.approx(60.0, abs=0.1)
    assert app.window.message_bar.action.text() == "Get all of it…"


def test_the_whole_takes_the_place_of_parts_at_the_same_moment(in_parts: Reader) -> None:
    app = in_parts.app
    in_parts.qtbot.waitUntil(lambda: app.player.duration() == 200.0)
    app.player.seek(SEEK, 15.0)
    (app.library.root / f"Seek [{SEEK}].mp4").write_bytes(b"whole")
    app.library.refresh()
    in_parts.qtbot.waitUntil(lambda: app.player.file is not None and app.player.file.name == f"Seek [{SEEK}].mp4")
    assert app.player.position() == 15.0
    assert app.coverage.now().missing == ()


def test_the_page_of_a_video_says_which_file_shows_it(reader: Reader) -> None:
    reader.app.navigator.follow(f"video:{SEEK}")
    reader.reads(f"here: What a seek does [{SEEK}].mp4, 5 bytes")
    reader.app.navigator.follow(f"video:{AWAY}")
    reader.reads("not on this disk")


def test_a_file_dropped_on_the_window_is_that_of_the_open_video(reader: Reader, tmp_path: Path) -> None:
    reader.open("film/elsewhere.md")
    (tmp_path / "holiday.mp4").write_bytes(b"film")
    drop(reader.app, tmp_path / "holiday.mp4")
    reader.qtbot.waitUntil(lambda: reader.app.player.at_video)
    assert reader.warning() == "“holiday.mp4” shows “Elsewhere” from now on."
    QTest.mouseClick(reader.app.window.message_bar.action, Qt.MouseButton.LeftButton)
    reader.qtbot.waitUntil(lambda: reader.app.library.media(AWAY) is None)


def test_a_folder_of_videos_dropped_on_the_window_is_looked_through_until_that_is_undone(
    reader: Reader, tmp_path: Path
) -> None:
    (tmp_path / "films").mkdir()
    (tmp_path / f"films/x [{AWAY}].mp4").write_bytes(b"film")
    drop(reader.app, tmp_path / "films")
    reader.qtbot.waitUntil(lambda: reader.app.library.media(AWAY) is not None)
    assert reader.app.preferences.now.media_folders == (str(tmp_path / "films"),)
    QTest.mouseClick(reader.app.window.message_bar.action, Qt.MouseButton.LeftButton)
    reader.qtbot.waitUntil(lambda: reader.app.library.media(AWAY) is None)
    assert reader.app.preferences.now.media_folders == ()


def test_a_folder_of_notes_dropped_on_the_window_is_opened(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/index.md").write_text("Hello vault.")
    drop(reader.app, tmp_path / "vault")
    reader.reads("Hello vault.")
    assert reader.app.library.root == tmp_path / "vault"


def test_the_reader_chooses_between_two_files(reader: Reader) -> None:
    other = reader.app.library.root / f"another [{READ}].mp4"
    other.write_bytes(b"other film")
    with reader.qtbot.waitSignal(reader.app.library.updated):
        reader.app.library.refresh()
    reader.open("film/captions.md")
    bar = reader.app.window.message_bar
    reader.qtbot.waitUntil(lambda: bar.isVisible() and bar.action.text() == "Choose…")
    QTest.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    chooser = reader.app.file_chooser.quick
    assert chooser.palette.isVisible()
    QTest.keyClicks(chooser.palette.line, "reading")
    QTest.keyClick(chooser.palette.line, Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: "from now on" in reader.warning())
    reader.qtbot.waitUntil(
        lambda: reader.app.player.file is not None and reader.app.player.file.name.startswith("Reading along")
    )


def test_at_a_row_of_the_tree_the_reader_chooses_the_file_of_its_video_and_forgets_it_again(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidebar, media = reader.app.window.sidebar, reader.app.library.media
    film = tmp_path / "holiday.mp4"
    film.write_bytes(b"film")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(film), ""))
    row = find(sidebar.model, "film", "Elsewhere")
    choose = menu_at(sidebar, row)
    assert "Forget the file that was chosen" not in choose
    choose["Choose its file…"]()
    reader.qtbot.waitUntil(lambda: media(AWAY) is not None)
    row = find(sidebar.model, "film", "Elsewhere")
    menu_at(sidebar, row)["Forget the file that was chosen"]()
    reader.qtbot.waitUntil(lambda: media(AWAY) is None)


def test_beside_the_files_that_are_known_any_other_can_be_chosen(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = tmp_path / "holiday.mp4"
    film.write_bytes(b"film")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(film), ""))
    reader.open("film/captions.md")
    reader.app.actions["media.choose-file"].trigger()
    line = reader.app.file_chooser.quick.palette.line
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(line, key)
    reader.qtbot.waitUntil(lambda: reader.app.player.file == film)
    reader.app.actions["media.forget-file"].trigger()
    reader.qtbot.waitUntil(lambda: reader.app.player.file != film)


def menu_at(sidebar: Sidebar, row: QModelIndex) -> dict[str, Callable[[], None]]:
    """What the menu of a row of the tree offers, by its words."""
    choice = sidebar._choice
    menu = row_menu(sidebar.tree, row, lambda _: None, sidebar._library, None, choice=choice)
    return {action.text(): action.trigger for action in menu.actions()}


def test_in_a_narrow_sidebar_titles_are_cut_but_marks_are_whole(reader: Reader) -> None:
    tree = reader.app.window.sidebar.tree
    tree.expandAll()

    def marked(width: int) -> int:
        """How much of the colour of marks there is in the row of a video."""
        tree.setFixedWidth(width)
        row = tree.visualRect(find(tree.model(), "film", "Reading along"))
        image = tree.viewport().grab(row).toImage()
        good = reader.app.theme.colour("good").rgb()
        return sum(image.pixel(x, y) == good for x in range(image.width()) for y in range(image.height()))

    assert marked(110) == marked(400) > 0
