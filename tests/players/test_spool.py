"""What is kept of an address: read once, read ahead only as far as is read on, and got again where a site fails."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from pytestqt.qtbot import QtBot

from reader.players import spool
from reader.players.base import Stream
from reader.players.places import from_segments, loaded
from reader.players.relay import Relay
from reader.players.spool import BLOCK, SiteError, Spool
from tests.players.streaming import Site

CONTENT = bytes(range(256)) * 4 * 2**13
"""8 MiB."""
Make = Callable[..., Spool]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def address(site: Site, tmp_path: Path) -> str:
    file = tmp_path / "film.bin"
    file.write_bytes(CONTENT)
    return site.add(file)


@pytest.fixture
def refusals() -> list[int]:
    return []


@pytest.fixture
def make(address: str, refusals: list[int], monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    made: list[Spool] = []
    monkeypatch.setattr(spool, "PAUSE", 0.01)

    def spool_of(most: int = 64 * 2**20) -> Spool:
        made.append(Spool(address, (("Referer", "there"),), most, lambda error: refusals.append(error.status)))
        return made[-1]

    yield spool_of
    for each in made:
        each.close()


def _whole(kept: Spool, at: int = 0) -> bytes:
    content = b""
    while piece := kept.read(at + len(content)):
        content += piece
    return content


def test_all_bytes_come_once_and_as_they_are(make: Make, site: Site) -> None:
    kept = make()
    assert kept.size() == len(CONTENT)
    assert _whole(kept) == CONTENT
    asked = len(site.asked)
    assert _whole(kept, 1000) == CONTENT[1000:]
    assert len(site.asked) == asked
    assert kept.held() == [(0, len(CONTENT))]
    assert site.asked[0][1]["Referer"] == "there"


def test_a_single_look_reads_hardly_ahead(make: Make, qtbot: QtBot) -> None:
    kept = make()
    at = 20 * BLOCK + 5
    assert kept.read(at).startswith(CONTENT[at : at + 100])
    held = sum(end - start for start, end in kept.held())
    assert held <= 3 * BLOCK
    for number in range(21, 25):
        kept.read(number * BLOCK)
    qtbot.waitUntil(lambda: kept.held()[-1][1] >= 30 * BLOCK)


def test_no_more_is_kept_than_was_said(make: Make) -> None:
    kept = make(most=10 * BLOCK)
    assert _whole(kept) == CONTENT
    assert sum(end - start for start, end in kept.held()) <= 10 * BLOCK
    assert kept.read(0).startswith(CONTENT[:100])


def test_more_is_asked_for_where_what_was_asked_for_ends(
    make: Make, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "ASKED", 2 * 2**20)
    assert _whole(make()) == CONTENT
    assert [sent["Range"] for _, sent in site.asked][:2] == ["bytes=0-2097151", "bytes=2097152-4194303"]


def test_what_is_refused_is_told_and_not_asked_for_again(
    make: Make, site: Site, address: str, refusals: list[int]
) -> None:
    site.refuse(address, 403)
    with pytest.raises(SiteError):
        make().read(0)
    assert (refusals, len(site.asked)) == ([403], 1)


def test_a_site_that_is_busy_is_asked_three_times(make: Make, site: Site, address: str, refusals: list[int]) -> None:
    site.refuse(address, 503)
    with pytest.raises(SiteError):
        make().read(0)
    assert refusals == [503]
    assert len(site.asked) in (3, 4)  # once more where whoever waits has not been told yet


def test_where_no_site_is_it_is_said(make: Make, site: Site, refusals: list[int]) -> None:
    site.close()
    with pytest.raises(SiteError):
        make().read(0)
    assert refusals == [0]


def test_a_relay_begins_without_looking_for_the_name_of_this_computer(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: str = "") -> str:
        raise AssertionError

    monkeypatch.setattr("socket.getfqdn", never)
    relay = Relay(Stream("A film", address), lambda _: None)
    with urlopen(relay.stream.picture) as response:
        assert response.read() == CONTENT
    with pytest.raises(HTTPError, match="404"):
        urlopen(relay.stream.picture.rpartition("/")[0] + "/guessed")
    relay.close()


@pytest.mark.parametrize("address", ["https://site/list.m3u8?key=1", "https://site/manifest.mpd", "/home/me/film.mp4"])
def test_what_is_no_stream_itself_is_left_to_the_player(address: str) -> None:
    stream = Stream("A film", address)
    assert Relay(stream, lambda _: None).stream == stream


def test_what_begins_within_the_bytes_that_are_here_and_ends_there_is_here() -> None:
    places = ((100, 0.0), (200, 2.0), (300, 4.0), (400, 6.0))
    assert loaded([(0, 250), (300, 400)], places) == ((0.0, 2.0), (4.0, 6.0))
    assert loaded([(110, 190)], places) == ()
    assert loaded([(0, 400)], ()) == ()


@pytest.mark.parametrize("damaged", [b"", b"sidx", b"\0\0\0\7sidx", b"\0\0\0\x20sidx" + bytes(100)])
def test_bytes_that_are_no_index_tell_nothing(damaged: bytes) -> None:
    assert loaded([(0, 1000)], from_segments(damaged)) == ()
