"""Which map a video's file has, and what the reader said of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.media import Media
from reader.notes.alignment import Pair, Segment
from reader.notes.timemap import ONE_TO_ONE
from reader.services.cited import FileMoment
from reader.services.keeper import Keeper
from reader.services.timemaps import KIND, TimeMaps
from tests.services.conftest import Desk

MEDIA = Media(Path("film.mp4"), 1)


def here(seconds: float, name: str = "film.mp4", length: float = 600.0) -> FileMoment:
    return FileMoment("film", name, length, seconds)


@pytest.fixture
def keeper(desk: Desk, tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper(desk.tasks, desk.messages, tmp_path / "kept.sqlite", desk.owner)
    yield keeper
    desk.settle()
    keeper.close()


@pytest.fixture
def maps(desk: Desk, keeper: Keeper) -> TimeMaps:
    return TimeMaps(keeper, desk.owner)


def test_what_was_told_is_in_the_map_and_is_kept(desk: Desk, keeper: Keeper, maps: TimeMaps) -> None:
    assert maps.of("film", MEDIA, 600.0) == ONE_TO_ONE
    with desk.qtbot.waitSignal(maps.changed) as told:
        maps.tell(100.0, here(134.0))
    assert told.args == ["film"]
    assert maps.of("film", MEDIA, 600.0).to_file(200.0).seconds == 234.0
    assert keeper.value(KIND, "film") == [{"file": "film.mp4", "length": 600.0, "pairs": [[100.0, 134.0]]}]


def test_what_is_told_again_takes_the_place_of_what_was_told(maps: TimeMaps) -> None:
    maps.tell(100.0, here(134.0))
    maps.tell(200.0, here(234.0))
    maps.tell(100.0, here(135.0))
    assert maps.pairs("film", "film.mp4", 600.0) == (Pair(200.0, 234.0), Pair(100.0, 135.0))


def test_a_file_is_known_by_its_length_and_before_that_by_its_name(maps: TimeMaps) -> None:
    maps.tell(100.0, here(134.0))
    assert maps.of("film", MEDIA, 0.0) != ONE_TO_ONE
    assert maps.of("film", MEDIA, 566.0) == ONE_TO_ONE
    assert maps.of("film", Media(Path("renamed.mp4"), 1), 0.0) == ONE_TO_ONE
    assert maps.of("film", Media(Path("renamed.mp4"), 1), 600.4) != ONE_TO_ONE
    assert maps.of("other", MEDIA, 600.0) == ONE_TO_ONE


def test_what_was_told_of_another_file_stays(maps: TimeMaps) -> None:
    maps.tell(100.0, here(134.0))
    maps.tell(100.0, here(90.0, "cut.mp4", 500.0))
    assert maps.pairs("film", "film.mp4", 600.0) == (Pair(100.0, 134.0),)
    assert maps.pairs("film", "cut.mp4", 500.0) == (Pair(100.0, 90.0),)


def test_one_pair_or_all_can_be_forgotten(keeper: Keeper, maps: TimeMaps) -> None:
    maps.tell(100.0, here(134.0))
    maps.tell(200.0, here(264.0))
    maps.forget(here(0.0), Pair(100.0, 134.0))
    assert maps.pairs("film", "film.mp4", 600.0) == (Pair(200.0, 264.0),)
    maps.forget(here(0.0), *maps.pairs("film", "film.mp4", 600.0))
    assert keeper.value(KIND, "film") is None


def test_segments_of_the_info_file_make_a_map_where_the_length_says_that_they_were_cut_out(maps: TimeMaps) -> None:
    media = Media(Path("film.mp4"), 1, duration=600.0, segments=(Segment(100.0, 140.0, "sponsor"),))
    assert maps.of("film", media, 0.0) == ONE_TO_ONE
    assert maps.of("film", media, 600.3) == ONE_TO_ONE
    assert maps.of("film", media, 560.2).to_file(120.0).cut == (100.0, 140.0)


@pytest.mark.parametrize(
    "value", ["x", [1], [{"pairs": 3}], [{"file": "film.mp4", "length": 600, "pairs": [[1], ["a", 2], 5]}]]
)
def test_what_was_never_told_is_not_believed(keeper: Keeper, maps: TimeMaps, value: object) -> None:
    keeper.put(KIND, "film", value)
    assert maps.of("film", MEDIA, 600.0) == ONE_TO_ONE


def test_other_things_that_are_kept_do_not_change_a_map(keeper: Keeper, maps: TimeMaps) -> None:
    changed: list[str] = []
    maps.changed.connect(changed.append)
    keeper.put("ranges", "film", [1])
    assert changed == []
