"""How downloads are told: sizes, times, and where an item stands."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from reader.downloads.base import Progress, Stage, Wish
from reader.services.download_items import BEST, ItemState
from reader.services.download_words import lasting, pace, share, size, standing, what
from tests.ui.fetching import HALF, PRIVATE, item


@pytest.fixture(autouse=True)
def _english() -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (640_000, "640 kB"), (4_100_000, "4.1 MB"), (43_000_000, "43 MB"), (1_200_000_000, "1.2 GB"),
     (120_000_000_000, "120 GB")],
)  # fmt: skip
def test_sizes_have_no_more_digits_than_are_read(count: int, words: str) -> None:
    assert size(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59.4, "59 s"), (59.6, "1 min"), (170, "3 min"), (3_599, "1 h"), (7_800, "2 h 10 min")],
)
def test_what_lasts_long_is_told_roughly(seconds: float, words: str) -> None:
    assert lasting(seconds) == words


def test_what_is_fetched_is_told() -> None:
    def told(**values: object) -> str:
        return what(Wish("v", Path("/"), **values))  # type: ignore[arg-type]

    assert told() == "Video, 720p"
    assert told(height=BEST) == "Video, best picture"
    assert told(what="audio") == "Sound"
    assert told(what="captions") == "Captions"
    assert told(ranges=((0.0, 100.0), (400.0, 820.0))) == "Video, 720p, 9 min of it"


def test_how_much_is_done_is_unknown_where_the_size_is() -> None:
    assert share(Progress(Stage.FETCHING, 5, 0)) is None
    assert share(Progress(Stage.FETCHING, 5, 10)) == 0.5
    assert share(Progress(Stage.FETCHING, 12, 10)) == 1.0


def test_the_pace_leaves_out_what_is_unknown() -> None:
    assert pace(HALF) == "4.1 MB/s · 5 s left"
    assert pace(Progress(speed=640_000)) == "640 kB/s"
    assert pace(Progress()) == ""


def test_where_an_item_stands_is_told_in_a_few_words() -> None:
    assert standing(item("a")) == "Waiting"
    assert standing(item("a", trouble=PRIVATE)) == "This video is private. It is tried again by itself."
    assert standing(item("a", ItemState.RUNNING)) == "Looking it up…"
    assert standing(item("a", ItemState.RUNNING, progress=HALF)) == "21 MB of 43 MB · 4.1 MB/s · 5 s left"
    assert standing(item("a", ItemState.RUNNING, progress=Progress(Stage.FETCHING))) == "Fetching…"
    assert standing(item("a", ItemState.PAUSED, progress=HALF)) == "Paused · 21 MB of 43 MB"
    assert standing(item("a", ItemState.FAILED, trouble=PRIVATE)) == "This video is private."
    assert standing(item("a", ItemState.DONE)) == "Here"
