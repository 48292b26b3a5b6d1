"""A video that is not here, played from its site through the window: the card, the picture, the seek bar."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.downloads.base import Action, Stream, Trouble
from reader.paths import Places
from reader.players import watchdog
from reader.players.base import State
from reader.players.fake import FakeBackend
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from reader.services.player import Pane
from tests.players.conftest import SILENT
from tests.players.streaming import Site, for_streaming
from tests.services.asked_site import AskedSite
from tests.videos import Video, make_video, number_in
from tests.window import AWAY, Reader, reading

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio", "AVStream duration")
LIBRARY = {
    "talk.md": f"---\ntitle: A talk\nvideoId: {AWAY}\n---\n\nIt begins [0:02]. A turn [0:08]. The end [0:30].\n",
}
TALK = Video("talk.mp4", size=(640, 360), moving=True, gop=30, seconds=40.0)
STREAM = Stream("http://site/talk", length=600.0)


class Viewer:
    """A reader whose note's video is not here, and the site that has it."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.app, self.qtbot = reader, reader.app, reader.qtbot
        assert isinstance(reader.app.downloader, AskedSite)
        self.site, self.streaming = reader.app.downloader, reader.app.streaming
        self.card = reader.app.window.video_pane.card

    def stamp(self, seconds: int) -> None:
        """Click a stamp of the note."""
        self.reader.click_where(f'a[href^="seek:"][href$="t={seconds}"]')

    def press(self) -> None:
        """Press the card's button for the site."""
        QTest.mouseClick(self.card.stream, Qt.MouseButton.LeftButton)

    def wait(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=40_000)


def _open(viewer: Viewer) -> Viewer:
    viewer.wait(lambda: viewer.reader.title == "A talk")
    viewer.wait(lambda: viewer.app.player.shown.pane is Pane.NOT_HERE)
    return viewer


@pytest.fixture(autouse=True)
def _asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program asks a site that answers when the test says so."""
    monkeypatch.setattr("reader.core.ProcessDownloader", lambda *arguments: AskedSite(arguments[-1]))


@pytest.fixture
def viewer(qtbot: Any, places: Places, make_library: Any) -> Iterator[Viewer]:
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend(), "talk.md") as reader:
        yield _open(Viewer(reader))


@pytest.fixture
def watching(qtbot: Any, places: Places, make_library: Any) -> Iterator[Viewer]:
    with reading(qtbot, places, make_library(LIBRARY), VlcBackend(Vlc(SILENT)), "talk.md") as reader:
        yield _open(Viewer(reader))


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A frame-numbered video as sites have it."""
    folder, made = tmp_path_factory.mktemp("filmed"), tmp_path_factory.mktemp("streamed")
    return for_streaming(make_video(TALK, folder), made)


def test_the_card_offers_the_site_and_tells_how_it_goes(viewer: Viewer) -> None:
    card = viewer.card
    assert (card.stream.isVisible(), card.stream.text()) == (True, "Play from the site")
    viewer.stamp(8)
    viewer.wait(lambda: viewer.app.player.shown.seconds == 8.0)
    assert viewer.site.asked == []
    viewer.press()
    assert (card.text.text(), card.stream.text()) == ("Asking the site where it can be played…", "Cancel")
    viewer.site.answer(STREAM)
    assert (viewer.app.player.playing, viewer.app.player.position()) == (True, 8.0)
    assert not card.isVisible()


def test_asking_is_called_off_on_the_card(viewer: Viewer) -> None:
    viewer.press()
    viewer.press()
    assert len(viewer.site.stopped_tickets) == 1
    assert viewer.card.stream.text() == "Play from the site"
    assert "not on this disk" in viewer.card.text.text()


def test_a_trouble_stands_on_the_card_with_its_one_action(viewer: Viewer) -> None:
    wished: list[Action] = []
    viewer.streaming.remedy_wished.connect(lambda _, action: wished.append(action))
    viewer.press()
    viewer.site.refuse(Trouble("bot", "The site asks this computer to sign in.", Action.COOKIES, "<b>raw</b>"))
    card = viewer.card
    assert (card.text.text(), card.stream.text()) == ("The site asks this computer to sign in.", Action.COOKIES.value)
    assert "&lt;b&gt;raw" in card.text.toolTip()
    viewer.press()
    assert wished == [Action.COOKIES]
    assert viewer.app.desk.asking.settings.isVisible()
    assert card.stream.text() == "Play from the site"


def test_offline_is_said_and_tried_again(viewer: Viewer) -> None:
    viewer.press()
    viewer.site.refuse(Trouble("network", "There is no connection to the site.", Action.RETRY))
    assert viewer.card.text.text() == "There is no connection to the site."
    viewer.press()
    assert viewer.site.videos == [AWAY, AWAY]


def test_the_seek_bar_shows_what_is_in_memory(viewer: Viewer) -> None:
    viewer.press()
    viewer.site.answer(STREAM)
    bar = viewer.app.window.video_pane.transport.bar
    before = bar.grab().toImage()
    backend = viewer.reader.backend
    assert isinstance(backend, FakeBackend)
    backend.load_until((100.0, 300.0))
    after = bar.grab().toImage()
    places = [round(bar.width() * share) for share in (0.3, 0.8)]
    y = round(8 * before.devicePixelRatio())
    changed = [before.pixel(x, y) != after.pixel(x, y) for x in places]
    assert changed == [True, False]
    viewer.app.player.show_video(None)
    assert viewer.app.player.loaded() == ()


def test_a_stamp_shows_its_very_frame_from_the_site(watching: Viewer, site: Site, talk: Path) -> None:
    watching.stamp(8)
    watching.press()
    watching.site.answer(Stream(site.add(talk)))
    player = watching.app.player
    watching.wait(lambda: player.playing)
    player.pause()
    watching.stamp(30)
    watching.wait(lambda: player.position() == 30.0 and number_in(player.image()) == 900)
    assert watching.app.follow.current is not None


def test_a_site_that_refuses_later_is_asked_anew_and_it_goes_on(watching: Viewer, site: Site, talk: Path) -> None:
    player, backend = watching.app.player, watching.reader.backend
    first, second = (site.add(_called(talk, name)) for name in ("first.mp4", "second.mp4"))
    watching.press()
    watching.site.answer(Stream(first))
    watching.wait(lambda: player.playing)
    player.pause()
    site.refuse(first, 403)
    watching.stamp(30)
    watching.wait(lambda: watching.streaming.resolving)
    watching.site.answer(Stream(second))
    watching.wait(lambda: backend.state() is State.PAUSED and number_in(player.image()) == 900)
    site.refuse(second, 403)
    watching.app.player.seek(AWAY, 2.0)
    assert len(watching.site.asked) == 2


def test_what_is_refused_again_at_once_is_said_with_what_may_help(watching: Viewer, site: Site, talk: Path) -> None:
    address = site.add(talk)
    site.refuse(address, 403)
    watching.press()
    for _ in range(2):
        watching.wait(lambda: watching.streaming.resolving)
        watching.site.answer(Stream(address))
        watching.wait(lambda: watching.app.player.shown.pane is Pane.NOT_HERE)
    assert watching.card.text.text() == "The site refuses “A talk”."
    assert watching.card.stream.text() == Action.UPDATE.value


def test_a_site_that_stalls_is_said_to(
    watching: Viewer, site: Site, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "PATIENCE", 1.0)
    address = site.add(talk)
    site.stall(address, talk.stat().st_size // 4)
    watching.press()
    watching.site.answer(Stream(address))
    watching.wait(lambda: bool(watching.reader.warning()))
    assert watching.reader.warning().startswith("“A talk” ")


def _called(file: Path, name: str) -> Path:
    other = file.with_name(name)
    other.write_bytes(file.read_bytes())
    return other
