"""In which folders videos are looked for: what the settings name, and where downloads are put."""

from pathlib import Path

import pytest

from reader.library.state import State
from reader.services.media_folders import MediaFolders
from reader.services.session import Session
from reader.settings import SettingsFile
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

FILM = "FilmFilmFil"


class Bench:
    """A library, and the folders of its videos."""

    def __init__(self, desk: Desk, tmp_path: Path) -> None:
        self.desk, self.usual, self.elsewhere = desk, tmp_path / "usual", tmp_path / "elsewhere"
        files = SettingsFile(tmp_path / "settings.json"), State(tmp_path / "state.json")
        self.session = Session(*files, desk.messages, desk.owner)
        self.folders = MediaFolders(self.session, desk.library, desk.messages, self.usual, desk.owner)

    def put(self, folder: Path) -> None:
        """Put the video somewhere."""
        folder.mkdir(parents=True)
        (folder / f"Film [{FILM}].mp4").write_bytes(b"video")

    def is_found(self) -> bool:
        return self.desk.library.media(FILM) is not None


@pytest.fixture
def bench(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Bench:
    desk.read(make_library({"film.md": note("Film", "", FILM)}))
    return Bench(desk, tmp_path)


def test_videos_are_found_where_downloads_are_put_from_now_on(bench: Bench) -> None:
    bench.put(bench.elsewhere)
    bench.session.change(download_folder=str(bench.elsewhere))
    bench.folders.look_again()
    bench.desk.qtbot.waitUntil(bench.is_found)
    assert bench.folders.all == (bench.usual, bench.elsewhere)


def test_a_folder_is_taken_until_that_is_undone(bench: Bench) -> None:
    bench.put(bench.elsewhere)
    bench.folders.take(bench.elsewhere)
    bench.desk.qtbot.waitUntil(bench.is_found)
    bench.folders.take(bench.elsewhere)
    assert bench.desk.said[-1].text == "The videos in “elsewhere” are found already."
    bench.desk.said[0].act()
    bench.desk.qtbot.waitUntil(lambda: not bench.is_found())
    assert bench.folders.all == (bench.usual,)


def test_a_folder_that_is_looked_through_already_is_not_kept(bench: Bench) -> None:
    for known in (bench.usual, bench.usual / "films", bench.desk.library.root / "media"):
        bench.folders.cover(known)
    assert bench.session.settings.now.media_folders == ()
    bench.folders.cover(bench.elsewhere)
    bench.folders.cover(bench.elsewhere / "films")
    assert bench.session.settings.now.media_folders == (str(bench.elsewhere),)
