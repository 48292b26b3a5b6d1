"""What stands in a video's place: why it cannot be seen, what is offered, and how far it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from reader.downloads.base import Wish
from reader.services.download_items import ItemState
from reader.services.player import Pane, Shown
from reader.ui.theme import Theme
from reader.ui.video_card import VideoCard
from tests.ui.fetching import HALF, PRIVATE, FakeDownloads, item

VIDEO = "AwayAwayAwa"
AWAY = Shown(Pane.NOT_HERE, VIDEO, 793.0)
COMES = "This video is being fetched, and opens by itself when it is here."


class Bench:
    """A card of which everybody wants everything, and a queue with one item."""

    def __init__(self, qtbot: Any, qapp: QApplication) -> None:
        self.qtbot, self.theme, self.owner = qtbot, Theme(qapp), QObject()
        self.card = VideoCard(self.theme)
        self.queue = FakeDownloads(item("a", ItemState.RUNNING, wish=Wish(VIDEO, Path("/")), progress=HALF))
        self.queue.setParent(self.owner)

    def hear(self, *names: str) -> list[str]:
        """Listen to what is wished."""
        heard: list[str] = []
        for name in names or ("download", "cited", "stream", "browser", "file", "folder"):
            getattr(self.card, f"{name}_wished").connect(lambda name=name: heard.append(name))
        return heard

    def show(self, shown: Shown = AWAY, width: int = 520) -> VideoCard:
        self.card.resize(width, 480)
        self.card.show()
        self.qtbot.waitExposed(self.card)
        self.card.show_state(shown, "Far away")
        return self.card

    def offered(self) -> list[str]:
        return [button.text() for button in self.buttons()]

    def buttons(self) -> list[QPushButton]:
        return [button for button in self.card._offers if button.isVisible()]

    def chief(self) -> str:
        return next((button.text() for button in self.buttons() if button.property("primary")), "")

    def close(self) -> None:
        shiboken6.delete(self.card)
        shiboken6.delete(self.owner)
        shiboken6.delete(self.theme)


@pytest.fixture
def bench(qtbot: Any, qapp: QApplication) -> Iterator[Bench]:
    bench = Bench(qtbot, qapp)
    yield bench
    bench.close()


def test_all_that_can_be_done_is_offered_and_told(bench: Bench) -> None:
    heard = bench.hear()
    bench.show()
    assert bench.offered() == [
        "Get the video…", "Only what is cited…", "Play from the site", "Open in browser at 13:13",
        "Choose its file…", "Choose its folder…",
    ]  # fmt: skip
    assert bench.chief() == "Get the video…"
    assert bench.card.first is bench.card.download
    for button in bench.buttons():
        bench.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == ["download", "cited", "stream", "browser", "file", "folder"]


def test_what_nobody_listens_to_is_not_offered(bench: Bench) -> None:
    bench.hear("browser", "folder")
    bench.show()
    assert bench.offered() == ["Open in browser at 13:13", "Choose its folder…"]
    assert bench.chief() == "Open in browser at 13:13"


def test_a_page_without_a_video_offers_nothing(bench: Bench) -> None:
    bench.hear()
    bench.show(Shown(Pane.NO_VIDEO))
    assert bench.offered() == []


def test_a_video_that_cannot_be_played_can_be_seen_in_the_browser(bench: Bench) -> None:
    bench.hear()
    card = bench.show(Shown(Pane.CANNOT_PLAY, VIDEO, 5.0, "This file is damaged."))
    assert bench.offered() == ["Open in browser at 0:05"]
    assert card.text.text() == "This file is damaged."


@pytest.mark.parametrize(("width", "columns"), [(240, 1), (520, 2), (900, 3)])
def test_buttons_stand_in_as_many_columns_as_there_is_room_for(bench: Bench, width: int, columns: int) -> None:
    bench.hear()
    bench.show(width=width)

    def stand() -> bool:
        buttons = bench.buttons()
        whole = all(button.width() >= button.sizeHint().width() for button in buttons)
        return whole and len({button.x() for button in buttons}) == columns

    bench.qtbot.waitUntil(stand)
    assert bench.card.minimumSizeHint().width() <= 240


def test_how_far_it_is_is_shown_in_its_place(bench: Bench) -> None:
    bench.hear()
    card = bench.show()
    card.attend(bench.queue)
    assert card.text.text() == COMES
    assert card.progress.words.text() == "21 MB of 43 MB · 4.1 MB/s · 5 s left"
    assert "Get the video…" not in bench.offered()
    assert bench.chief() == ""
    assert card.first is card.progress.act
    bench.qtbot.mouseClick(card.progress.act, Qt.MouseButton.LeftButton)
    assert bench.queue.items[0].state is ItemState.PAUSED
    assert card.progress.act.text() == "Go on"
    assert card.text.text() != COMES


def test_another_video_has_nothing_to_do_with_it(bench: Bench) -> None:
    bench.hear()
    card = bench.show()
    card.attend(bench.queue)
    card.show_state(Shown(Pane.NOT_HERE, "OtherOtherO"), "Another")
    assert not card.progress.isVisible()
    assert bench.chief() == "Get the video…"


def test_a_trouble_is_told_and_can_be_tried_again(bench: Bench) -> None:
    bench.hear()
    card = bench.show()
    card.attend(bench.queue)
    bench.queue.put("a", state=ItemState.FAILED, trouble=PRIVATE)
    assert card.progress.words.text() == "This video is private."
    assert not card.progress.bar.isVisible()
    bench.qtbot.mouseClick(card.progress.act, Qt.MouseButton.LeftButton)
    assert bench.queue.items[0].state is ItemState.WAITING


def test_when_it_has_come_or_was_cancelled_it_is_spoken_of_no_more(bench: Bench) -> None:
    bench.hear()
    card = bench.show()
    card.attend(bench.queue)
    with bench.qtbot.waitSignal(card.progress.list_wished):
        bench.qtbot.mouseClick(card.progress.list, Qt.MouseButton.LeftButton)
    bench.queue.cancel("a")
    assert not card.progress.isVisible()
    assert bench.chief() == "Get the video…"
