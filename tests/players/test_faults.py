"""Files as they come, each with what must be seen of it; made by `tests/players/faulty.py`."""

from pathlib import Path

import pytest

from reader.players.base import State
from tests.players.conftest import Watched
from tests.players.faulty import FAULTY, Faulty

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio")

on_libvlc = pytest.mark.parametrize("watched", ["libvlc"], indirect=True)
GOOD = [faulty for faulty in FAULTY if faulty.plays and faulty.seen]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faulty")


def named(faulty: Faulty) -> str:
    return faulty.name


@on_libvlc
@pytest.mark.parametrize("faulty", GOOD, ids=named)
def test_the_very_frame_is_seen(watched: Watched, folder: Path, faulty: Faulty) -> None:
    watched.opened(faulty.file(folder))
    watched.until(lambda: watched.backend.duration() == pytest.approx(faulty.length, abs=0.6))
    for seconds, number in faulty.seen:
        assert watched.first_after_seek(seconds)[0] == number
    assert watched.failures == []


@on_libvlc
@pytest.mark.parametrize("faulty", [each for each in FAULTY if not each.plays], ids=named)
def test_what_cannot_be_played_says_why(watched: Watched, folder: Path, faulty: Faulty) -> None:
    watched.backend.load(faulty.file(folder))
    watched.until_state(State.FAILED)
    assert faulty.says in watched.failures[0][0]


@on_libvlc
@pytest.mark.parametrize("faulty", [each for each in FAULTY if each.plays and not each.seen], ids=named)
def test_a_file_without_a_picture_has_positions(watched: Watched, folder: Path, faulty: Faulty) -> None:
    watched.backend.load(faulty.file(folder))
    watched.until_state(State.PAUSED)
    watched.backend.seek(2.0)
    watched.until(lambda: watched.backend.position() == pytest.approx(2.0, abs=0.1))
    assert watched.backend.image().isNull()
