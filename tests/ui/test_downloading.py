"""Who asks for downloads: rows of the library, its channels, all of it; and how the settings are obeyed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QModelIndex, Qt

from reader.downloads.base import Action
from reader.library.state import State
from reader.services.download_items import Choice, ItemState
from reader.services.download_news import DownloadNews
from reader.services.downloader_update import DownloaderUpdate
from reader.services.session import Session
from reader.settings import SettingsFile
from reader.ui.download_item import Act
from reader.ui.downloading import Downloading
from reader.ui.library_model import LibraryModel
from reader.ui.tree_menu import row_menu, rows_menu
from tests.palettes import READ, SEEK, Host
from tests.ui.fetching import REFUSED, FakeDownloads, FakePlan, item


class Newest(NamedTuple):
    """What comes of an update."""

    sentence: str


Asked = tuple[tuple[str, ...], Choice]


class Bench:
    """A library that was read, and what is asked about its videos."""

    def __init__(self, host: Host, tmp_path: Path) -> None:
        desk = self.desk = host.desk
        self.host, self.qtbot = host, desk.qtbot
        self.planned: list[Asked] = []
        self.begun: list[Asked] = []
        self.plans: list[FakePlan] = []
        self.queue = FakeDownloads(item("d", ItemState.FAILED, trouble=REFUSED), parent=desk.owner)
        files = SettingsFile(tmp_path / "settings.json"), State(tmp_path / "state.json")
        self.session = Session(*files, desk.messages, desk.owner)
        news = DownloadNews(self.queue, desk.messages, desk.owner)
        self.newest = Newest("yt-dlp 2027.1.1 is in use now.")
        updates = DownloaderUpdate(lambda *_: self.newest, lambda: "2026.10.26", desk.tasks, desk.messages, desk.owner)
        self.downloading = Downloading(
            host.window, host.theme, self.queue, news, desk.library, desk.messages, self.session, Path("/usual"),
            self.make_plan, (), updates,
        )  # fmt: skip
        self.downloading.begun.connect(lambda *told: self.begun.append(told))

    def make_plan(self, videos: tuple[str, ...], choice: Choice, done: Callable[[FakePlan], None]) -> None:
        self.planned.append((videos, choice))
        self.plans.append(FakePlan(len(videos)))
        done(self.plans[-1])

    def asked(self) -> tuple[str, Asked]:
        """What the dialog is called, and what was planned, once it is there."""
        self.qtbot.waitUntil(lambda: bool(self.planned))
        dialog = self.downloading.dialog
        assert dialog is not None
        return dialog.title.text(), self.planned[-1]


@pytest.fixture
def bench(host: Host, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(host, tmp_path)
    yield bench
    host.desk.settle()


def test_a_video_is_asked_about_as_the_settings_have_it(bench: Bench) -> None:
    bench.session.change(download_height=480, caption_languages=("de",), cited_margin=30.0)
    bench.downloading.ask("Exact seeking", (SEEK,))
    expected = Choice(Path("/usual"), height=480, margin=30.0, languages=("de",))
    assert bench.asked() == ("Get “Exact seeking”", ((SEEK,), expected))


def test_only_what_is_cited_can_be_asked_for_at_once(bench: Bench) -> None:
    bench.downloading.ask("Exact seeking", (SEEK,), cited=True)
    _, (_, choice) = bench.asked()
    assert choice.cited


def test_a_channel_and_all_of_the_library_can_be_asked_for(bench: Bench) -> None:
    bench.downloading.ask_for_channel("film")
    assert bench.asked()[0] == "Get “All of Film”"
    assert set(bench.planned[0][0]) == {SEEK, READ}
    first = bench.downloading.dialog
    bench.downloading.ask_for_all()
    bench.qtbot.waitUntil(lambda: len(bench.planned) == 2)
    assert bench.downloading.dialog is not first
    assert (set(bench.planned[1][0]), bench.planned[1][1].cited) == ({SEEK, READ}, True)


def test_where_there_is_no_video_that_is_said(bench: Bench) -> None:
    bench.downloading.ask("Elsewhere", ())
    bench.qtbot.waitUntil(lambda: bool(bench.desk.said))
    assert bench.desk.said[0].text == "There is no video to fetch."
    assert bench.downloading.dialog is None


def test_what_is_chosen_begins_without_what_cannot_be_had(bench: Bench) -> None:
    bench.downloading.ask("Both", (SEEK, READ))
    bench.asked()
    bench.plans[0].tell(known=2, troubles={READ: REFUSED})
    dialog = bench.downloading.dialog
    assert dialog is not None
    bench.qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    assert bench.begun == [((SEEK,), Choice(Path("/usual")))]


def test_limits_hold_from_the_start_and_when_they_are_changed(bench: Bench) -> None:
    assert bench.queue.limits == (2, 0)
    bench.downloading.show_list()
    bench.qtbot.mouseClick(bench.downloading.list.gear, Qt.MouseButton.LeftButton)
    assert bench.downloading.settings.isVisible()
    bench.downloading.settings.rate.setValue(4.0)
    assert bench.queue.limits == (2, 4_000_000)
    assert bench.session.settings.now.download_rate == 4_000_000


def test_the_settings_show_the_downloader_and_update_it(bench: Bench) -> None:
    bench.downloading.show_settings()
    line = bench.downloading.settings.downloader
    bench.qtbot.waitUntil(lambda: line.line.text() == "yt-dlp 2026.10.26")
    bench.qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert line.button.text() == "Stop"
    bench.qtbot.waitUntil(lambda: [each.text for each in bench.desk.said] == [bench.newest.sentence])
    bench.qtbot.waitUntil(lambda: (line.line.text(), line.button.text()) == ("yt-dlp 2026.10.26", "Update"))


def test_a_remedy_that_the_settings_have_leads_there_and_others_are_told(bench: Bench) -> None:
    bench.downloading.show_list()
    with bench.qtbot.waitSignal(bench.downloading.remedy_wished) as told:
        bench.downloading.list.do("d", Act.REMEDY)
    assert told.args == ["d", Action.UPDATE]
    bench.queue.put("d", trouble=REFUSED.__class__("robot", "Sign in.", Action.COOKIES))
    bench.downloading.list.do("d", Act.REMEDY)
    assert bench.downloading.settings.isVisible()


def test_rows_of_the_library_offer_their_videos(bench: Bench) -> None:
    library, model = bench.desk.library, LibraryModel(bench.desk.library)
    model.refresh()
    bench.qtbot.waitUntil(lambda: model.rowCount() > 0)
    wished: list[tuple[str, tuple[str, ...]]] = []

    def offer(index: QModelIndex) -> list[str]:
        menu = row_menu(bench.host.window, index, lambda _: None, library, None, lambda *wish: wished.append(wish))
        found = [action for action in menu.actions() if action.text().startswith("Get")]
        for action in found:
            action.trigger()
        return [action.text() for action in found]

    channel = model.index_at(("film",))
    assert offer(channel) == ["Get 2 videos…"]
    assert offer(model.index_of("film/captions.md")) == ["Get the video…"]
    assert offer(model.index_of("film/captions.md").parent()) == ["Get the video…"]
    assert offer(model.index_of("film/elsewhere.md")) == []
    both = [model.index_of("film/captions.md"), model.index_of("film/keyframes.md")]
    menu = rows_menu(bench.host.window, both, library, None, lambda *wish: wished.append(wish))
    assert menu.actions()[0].text() == "Get 2 videos…"
    menu.actions()[0].trigger()
    assert [(name, set(videos)) for name, videos in wished] == [
        ("Film", {SEEK, READ}), ("Captions", {READ}), ("Reading along", {READ}),
        ("Captions and 1 more", {SEEK, READ}),
    ]  # fmt: skip
    model.deleteLater()
