"""Frames that are taken out of a video: exact, as large as they were filmed, and under safe names."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage

from reader.players.whole import whole_frame
from reader.services.snapshot import Snapshot, file_name, stamp_link, write_anew
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk
from tests.videos import Video, make_video, number_in

ONE, SOUND = "SeekSeekSee", "SoundSoundS"


class Camera:
    """Takes frames of real files, at the second where a clock that is turned by hand stands."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.clipboard = QGuiApplication.clipboard()
        self.clipboard.clear()
        self.snapshot = Snapshot(
            desk.player, desk.library, desk.tasks, desk.messages, whole_frame, self.clipboard, folder, desk.owner
        )

    def says(self, act: Callable[[], None]) -> str:
        """What is said once it is done."""
        before = len(self.desk.said)
        act()
        self.desk.qtbot.waitUntil(lambda: len(self.desk.said) > before)
        return self.desk.said[-1].text


@pytest.fixture
def camera(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Camera:
    root = make_library(
        {
            "film/film.md": f"### [What a seek does](https://www.youtube.com/watch?v={ONE})\n- [[one]]\n",
            "film/one.md": note("One", "Text [0:03].", ONE),
            "film/sound.md": note("Only sound", "Text.", SOUND),
        }
    )
    make_video(Video(f"One [{ONE}].mp4", 5.0, size=(640, 360)), root)
    make_video(Video(f"Sound [{SOUND}].m4a", 2.0, codec=None), root)
    desk.read(root)
    desk.open("film/one.md")
    return Camera(desk, tmp_path / "pictures" / "Alongside")


def test_the_frame_that_is_shown_is_saved_in_the_size_it_was_filmed(camera: Camera) -> None:
    camera.desk.player.set_view_size(QSize(160, 90))
    camera.desk.player.seek(ONE, 3.3)
    said = camera.says(camera.snapshot.save)
    (file,) = camera.folder.iterdir()
    image = QImage(str(file))
    assert (number_in(image), image.size()) == (99, QSize(640, 360))
    assert file.name == "What a seek does 00.00.03.300.png"
    assert file.name in said
    assert str(camera.folder) in said


def test_a_second_picture_of_the_frame_is_another_file(camera: Camera) -> None:
    for _ in range(3):
        camera.says(camera.snapshot.save)
    title = "What a seek does 00.00.00.000"
    assert {file.name for file in camera.folder.iterdir()} == {f"{title}.png", f"{title} (2).png", f"{title} (3).png"}


def test_the_clipboard_has_the_frame_and_a_link_to_it(camera: Camera) -> None:
    camera.desk.player.seek(ONE, 3.3)
    camera.says(camera.snapshot.copy)
    data = camera.clipboard.mimeData()
    assert data.text() == f"[0:03](https://youtu.be/{ONE}?t=3)"
    assert number_in(data.imageData()) == 99
    assert number_in(QImage.fromData(data.data("image/png"))) == 99


def test_what_was_begun_at_one_moment_is_of_that_moment(camera: Camera) -> None:
    camera.desk.player.seek(ONE, 1.0)
    camera.snapshot.copy()
    camera.desk.player.seek(ONE, 4.0)
    camera.desk.settle()
    assert number_in(camera.clipboard.mimeData().imageData()) == 30


def test_sound_alone_has_no_frame(camera: Camera) -> None:
    camera.desk.open("film/sound.md")
    assert "only sound" in camera.says(camera.snapshot.save)
    assert "only sound" in camera.says(camera.snapshot.copy)
    assert not camera.folder.exists()


def test_without_a_video_it_says_so(camera: Camera) -> None:
    camera.desk.player.show_video(None)
    assert "No video is shown" in camera.says(camera.snapshot.save)
    assert "No video is shown" in camera.says(camera.snapshot.copy)


def test_a_folder_that_cannot_be_written_is_told(camera: Camera) -> None:
    camera.folder.parent.write_text("a file where a folder should be")
    assert "could not be taken" in camera.says(camera.snapshot.save)
    assert camera.desk.said[-1].lasting


def test_a_file_that_went_away_is_told(camera: Camera) -> None:
    assert camera.desk.player.file
    camera.desk.player.file.unlink()
    assert "could not be taken" in camera.says(camera.snapshot.copy)


def test_a_frame_is_as_it_is_to_be_seen_whatever_its_file_says(tmp_path: Path) -> None:
    wide = make_video(Video("wide.mp4", 1.0, shape=Fraction(4, 3), size=(480, 360)), tmp_path)
    turned = make_video(Video("turned.mp4", 1.0, turned=True), tmp_path)
    assert whole_frame(wide, 0.5, QImage()).size() == QSize(640, 360)
    assert number_in(whole_frame(turned, 0.5, QImage())) == 15


@pytest.mark.parametrize("frame", [0, 28, 30, 31, 59])
def test_it_is_the_frame_that_is_seen_where_the_player_is_a_frame_astray(tmp_path: Path, frame: int) -> None:
    file = make_video(Video("moving.mp4", 2.0, moving=True), tmp_path)
    seen = whole_frame(file, frame / 30, QImage()).scaled(QSize(200, 112))
    for astray in (-1, 0, 1):
        assert number_in(whole_frame(file, max(frame + astray, 0) / 30 + 0.004, seen)) == frame


def test_past_the_end_is_the_last_frame(tmp_path: Path) -> None:
    assert number_in(whole_frame(make_video(Video("short.mp4", 1.0), tmp_path), 99.0, QImage())) == 29


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What a seek does", "What a seek does 00.12.34.567"),
        ("../../etc/passwd", "etc passwd 00.12.34.567"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j 00.12.34.567"),
        ("...hidden", "hidden 00.12.34.567"),
        ("-rf", "rf 00.12.34.567"),
        ("tab\tnew\nline\0nul\u202egnp.exe\u2028x", "tab new line nul gnp.exe x 00.12.34.567"),
        ("half a letter \ud800", "half a letter 00.12.34.567"),
        ("", "Frame 00.12.34.567"),
        ("///", "Frame 00.12.34.567"),
    ],
)
def test_a_title_becomes_a_name_that_any_disk_takes(title: str, name: str) -> None:
    assert file_name(title, 754.567) == name


def test_a_long_title_is_cut_where_a_letter_ends() -> None:
    name = file_name("あ" * 500, 36_000.0)
    assert name == "あ" * 50 + " 10.00.00.000"


def test_a_link_leads_to_the_whole_second() -> None:
    assert stamp_link("abc-_def123", 3723.9) == "[1:02:03](https://youtu.be/abc-_def123?t=3723)"


class FullDisk:
    """A file that was opened on a disk where there is no room any more."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def write(self, _: bytes) -> None:
        """What such a disk answers."""
        raise OSError(28, "No space left on device")


def test_half_a_picture_is_not_left_behind(tmp_path: Path, monkeypatch: Any) -> None:
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda file, mode: FullDisk(real(file, mode)))
    with pytest.raises(OSError, match="No space"):
        write_anew(tmp_path, "x", b"data")
    assert list(tmp_path.iterdir()) == []
