"""Videos made once a session, and each backend under the same name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from reader.players.base import Backend, State
from reader.players.fake import FakeBackend
from reader.players.qtmultimedia import QtMultimediaBackend
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.videos import Video, make_video, number_in

SILENT = ("--aout=dummy",)


@pytest.fixture(scope="session")
def video_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Video], Path]:
    """The file of a test video, made when it is first asked for."""
    folder = tmp_path_factory.mktemp("videos")
    return lambda video: make_video(video, folder)


class Watched:
    """A backend, and what it has shown: the number in each frame, and the time it was said to be."""

    def __init__(self, backend: Backend, qtbot: QtBot) -> None:
        self.backend = backend
        self.frames: list[tuple[int, float]] = []
        self.positions: list[float] = []
        self.states: list[State] = []
        self.failures: list[tuple[str, str]] = []
        self._qtbot = qtbot
        backend.frame_shown.connect(self._frame_shown)
        backend.position_changed.connect(self.positions.append)
        backend.state_changed.connect(self.states.append)
        backend.failed.connect(lambda sentence, detail: self.failures.append((sentence, detail)))
        backend.set_view_size(QSize(320, 180))

    def _frame_shown(self, seconds: float) -> None:
        self.frames.append((number_in(self.backend.image()), seconds))

    @property
    def numbers(self) -> list[int]:
        """The numbers of the frames shown."""
        return [number for number, _ in self.frames]

    def close(self) -> None:
        """Let the backend go, here and now: nothing else would before Python ends."""
        if isValid(self.backend):
            self.backend.close()
            delete(self.backend)

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for it."""
        self._qtbot.waitUntil(happened, timeout=10_000)

    def until_state(self, state: State) -> None:
        """Wait until the backend is in `state`."""
        self.until(lambda: self.backend.state() is state)

    def opened(self, file: Path, start: float = 0.0, *, playing: bool = False) -> None:
        """Load `file` and wait until its first frame is there."""
        self.backend.load(file, start, playing=playing)
        self.until(lambda: self.backend.state() in (State.PAUSED, State.PLAYING))
        self.until(lambda: bool(self.frames))

    def first_after(self, wish: Callable[[], None]) -> tuple[int, float]:
        """The first frame shown after `wish`."""
        self.frames.clear()
        wish()
        self.until(lambda: bool(self.frames))
        return self.frames[0]

    def first_after_seek(self, seconds: float) -> tuple[int, float]:
        """The first frame shown after a seek to `seconds`."""
        return self.first_after(lambda: self.backend.seek(seconds))

    def play_on(self, frames: int = 5) -> None:
        """Play until some more frames were shown."""
        self.backend.play()
        shown = len(self.frames)
        self.until(lambda: len(self.frames) >= shown + frames)


def silent_vlc() -> Backend:
    """libvlc without a sound device."""
    return VlcBackend(Vlc(SILENT))


def hand_turned() -> Backend:
    """The fake, whose frames are those of a video of ten seconds at 30 a second; a hand turns its clock, fast."""
    backend = FakeBackend(length=10.0)
    hand = QTimer(backend, interval=5)
    hand.timeout.connect(lambda: backend.advance(1 / 30))
    hand.start()
    return backend


BACKENDS = {"libvlc": silent_vlc, "qtmultimedia": QtMultimediaBackend}
ALL_BACKENDS = BACKENDS | {"fake": hand_turned}


@pytest.fixture(params=BACKENDS)
def watched(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[Watched]:
    """Each of the backends that read files; with `on_all_three` the fake too, which knows one video."""
    watched = Watched(ALL_BACKENDS[request.param](), qtbot)
    yield watched
    watched.close()
