"""How a file differs, in words, and what was said of it, to be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from reader.library.media import Media
from reader.players.fake import FakeBackend
from reader.services.keeper import Keeper
from reader.services.player import Player
from reader.services.timemaps import TimeMaps
from reader.ui.time_map_pane import TimeMapPane
from reader.ui.widgets import IconButton
from tests.palettes import Host

RUNS_LIKE = "Your file runs like the video that is cited."


class Bench:
    """A video of ten minutes, and the pane that tells of its map."""

    def __init__(self, host: Host, file: Path) -> None:
        self.qtbot, desk = host.desk.qtbot, host.desk
        self.keeper = Keeper(desk.tasks, desk.messages, file, desk.owner)
        self.maps = TimeMaps(self.keeper, desk.owner)
        media = Media(Path("film.mp4"), 1)
        self.player = Player(lambda video: media, lambda video: 0.0, desk.owner, self.maps.of)
        self.player.use(FakeBackend(desk.owner))
        self.maps.changed.connect(self.player.read_map)
        self.pane = TimeMapPane(self.player, self.maps, host.theme, host.window)
        self.pane.show()

    def tell(self, cited: float, file: float) -> None:
        """Ask for a moment, find it elsewhere in the file, and say so."""
        self.player.seek("film", cited)
        self.player.seek_to_share(0)
        self.player.skip(file)
        self.qtbot.mouseClick(self.pane.here, Qt.MouseButton.LeftButton)

    def says(self) -> list[str]:
        return [label.text() for label in self.pane.area.widget().findChildren(QLabel)]

    def click(self, name: str) -> None:
        (button,) = [each for each in self.pane.area.widget().findChildren(IconButton) if each.accessibleName() == name]
        self.qtbot.waitUntil(button.isVisible)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def bench(host: Host, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(host, tmp_path / "kept.sqlite")
    yield bench
    host.desk.settle()
    bench.keeper.close()


def test_without_a_video_there_is_nothing_to_tell(bench: Bench) -> None:
    assert bench.says() == ["No video is shown."]
    assert bench.pane.forget_all.isHidden()


def test_only_a_moment_that_was_asked_for_can_be_told(bench: Bench) -> None:
    bench.player.show_video("film")
    bench.player.seek_to(20.0)
    assert bench.pane.here.isHidden()
    assert not bench.pane.tell()
    bench.player.seek("film", 84.0)
    assert not bench.pane.here.isHidden()
    assert bench.pane.here.text() == "1:24 is what is shown now"
    bench.player.show_video(None)
    assert bench.pane.here.isHidden()


def test_what_was_said_and_what_follows_from_it_are_shown(bench: Bench) -> None:
    bench.player.show_video("film")
    assert bench.says()[0] == RUNS_LIKE
    bench.tell(100.0, 134.0)
    assert bench.says()[0] == "Your file begins with 34 s that the video does not have."
    assert "1:40 of the video is at 2:14 of your file" in bench.says()


def test_one_pair_is_taken_back_and_then_all(bench: Bench) -> None:
    bench.player.show_video("film")
    bench.tell(100.0, 134.0)
    bench.tell(300.0, 304.0)
    bench.tell(400.0, 404.0)
    bench.click("Forget what you said of 1:40")
    assert bench.says()[0] == "Your file begins with 4 s that the video does not have."
    bench.qtbot.mouseClick(bench.pane.forget_all, Qt.MouseButton.LeftButton)
    assert bench.says()[0] == RUNS_LIKE
    assert bench.pane.forget_all.isHidden()


def test_what_is_not_used_says_so(bench: Bench) -> None:
    bench.player.show_video("film")
    bench.tell(100.0, 500.0)
    bench.tell(200.0, 210.0)
    assert any("not used" in each and each.startswith("1:40") for each in bench.says())
