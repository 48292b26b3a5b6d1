"""The fake keeps the same contract, so that tests which stand on it stand on something true."""

from pathlib import Path

from PySide6.QtCore import QSize

from reader.players.base import State
from reader.players.fake import FakeBackend
from tests.videos import number_in

FILE = Path("talk.mp4")


def shown_by(backend: FakeBackend) -> list[float]:
    """The times that `backend` says it shows from now on."""
    shown: list[float] = []
    backend.frame_shown.connect(shown.append)
    return shown


def test_a_loaded_file_shows_its_start_first() -> None:
    backend = FakeBackend()
    shown = shown_by(backend)
    backend.load(FILE, 7.5)
    assert shown == [7.5]
    assert number_in(backend.image()) == 225
    assert backend.state() is State.PAUSED


def test_time_passes_only_when_it_is_turned_on() -> None:
    backend = FakeBackend()
    backend.load(FILE, playing=True)
    backend.advance(2.0)
    backend.set_rate(2.0)
    backend.advance(1.0)
    backend.pause()
    backend.advance(9.0)
    assert backend.position() == 4.0
    assert number_in(backend.image()) == 120


def test_it_ends_and_plays_again_from_the_start() -> None:
    backend = FakeBackend(length=10.0)
    backend.load(FILE, 9.0, playing=True)
    backend.advance(5.0)
    assert backend.state() is State.ENDED
    assert number_in(backend.image()) == 299
    backend.play()
    assert (backend.state(), backend.position()) == (State.PLAYING, 0.0)


def test_seeks_stay_within_the_file() -> None:
    backend = FakeBackend(length=10.0)
    backend.seek(3.0)
    assert backend.image().isNull()
    backend.load(FILE)
    backend.seek(99.0)
    assert number_in(backend.image()) == 299
    backend.seek(-1.0)
    assert number_in(backend.image()) == 0


def test_a_broken_file_is_told_in_a_sentence() -> None:
    backend = FakeBackend(broken=("talk.mp4",))
    told: list[str] = []
    backend.failed.connect(lambda sentence, _: told.append(sentence))
    backend.load(FILE)
    assert backend.state() is State.FAILED
    assert "talk.mp4" in told[0]


def test_frames_fit_in_the_view() -> None:
    backend = FakeBackend()
    backend.load(FILE, 1.0)
    backend.set_view_size(QSize(160, 400))
    assert backend.image().size() == QSize(160, 90)


def test_nothing_is_said_after_closing() -> None:
    backend = FakeBackend()
    backend.load(FILE, playing=True)
    shown = shown_by(backend)
    backend.close()
    backend.advance(1.0)
    assert shown == []
    assert backend.image().isNull()
