"""A file that grows, breaks off, hangs or stalls while it is played: what is seen, and what is said."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.players import exact, watchdog
from reader.players.base import State
from reader.players.exact import ExactBackend
from reader.players.motion import Motion, Settings
from tests.players.conftest import Watched
from tests.players.faulty import FAULTY, Faulty
from tests.videos import Video

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio")
on_libvlc = pytest.mark.parametrize("watched", ["libvlc"], indirect=True)
VideoFile = Callable[[Video], Path]
LACKING = [faulty for faulty in FAULTY if faulty.plays and faulty.says]
GROWING = Video("growing.ts", gop=30, sound=False)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "LOOK_AGAIN", 100)
    monkeypatch.setattr(watchdog, "PATIENCE", 1.5)


@pytest.fixture
def told(watched: Watched) -> list[str]:
    """What was said of the file."""
    sentences: list[str] = []
    watched.backend.hindered.connect(sentences.append)
    return sentences


@pytest.fixture
def hanging(tmp_path: Path) -> Iterator[Path]:
    """A file whose reading never comes back."""
    file = tmp_path / "Hanging [hanghanghan].mp4"
    os.mkfifo(file)
    yield file
    os.close(os.open(file, os.O_RDWR | os.O_NONBLOCK))  # lets those who read it go


class Growing:
    """A file that is being written: half of it is there."""

    def __init__(self, whole: Path, file: Path) -> None:
        self._content = whole.read_bytes()
        self._half = len(self._content) // 2 // 188 * 188
        self.file = file
        file.write_bytes(self._content[: self._half])

    def grow(self) -> None:
        with self.file.open("ab") as file:
            file.write(self._content[self._half :])


@pytest.fixture
def growing(video_file: VideoFile, tmp_path: Path) -> Growing:
    return Growing(video_file(GROWING), tmp_path / "growing.ts")


@on_libvlc
def test_a_file_that_has_grown_is_longer_and_shows_its_new_frames(watched: Watched, growing: Growing) -> None:
    watched.opened(growing.file)
    watched.until(lambda: 0 < watched.backend.duration() < 7)
    growing.grow()
    watched.until(lambda: watched.backend.duration() > 9.5)
    assert watched.first_after_seek(8.52)[0] == 255


@on_libvlc
def test_a_file_that_grows_is_played_on_past_its_former_end(
    watched: Watched, growing: Growing, told: list[str]
) -> None:
    watched.opened(growing.file)
    watched.until(lambda: 0 < watched.backend.duration() < 7)
    before = watched.backend.duration()
    watched.first_after_seek(before - 1.0)
    watched.backend.play()
    growing.grow()
    watched.until(lambda: watched.frames[-1][1] > before + 1)
    assert State.ENDED not in watched.states
    assert told == []


@on_libvlc
def test_a_file_that_was_replaced_by_a_shorter_one_is_as_long_as_that(
    watched: Watched, video_file: VideoFile, tmp_path: Path
) -> None:
    file = tmp_path / "replaced.mp4"
    file.write_bytes(video_file(Video("usual.mp4")).read_bytes())
    watched.opened(file)
    watched.until(lambda: watched.backend.duration() > 9)
    shorter = tmp_path / "shorter.mp4"
    shorter.write_bytes(video_file(Video("short.mp4", seconds=3.0)).read_bytes())
    shorter.replace(file)
    watched.until(lambda: watched.backend.duration() == pytest.approx(3.0, abs=0.2))
    assert watched.first_after_seek(2.0)[0] == 60


@on_libvlc
def test_a_file_that_breaks_off_is_paused_there_and_says_how_much_is_missing(
    watched: Watched, told: list[str], tmp_path: Path
) -> None:
    cut_off = next(faulty for faulty in FAULTY if faulty.name == "cut-off.mkv").file(tmp_path)
    watched.opened(cut_off, 4.0, playing=True)
    watched.until(lambda: bool(told))
    assert told[0].startswith("“cut-off.mkv” breaks off here, 5 seconds before its end")
    assert watched.backend.state() is State.PAUSED
    assert watched.backend.position() == pytest.approx(5.0, abs=0.5)


@on_libvlc
def test_a_file_that_is_deleted_is_played_to_its_end(
    watched: Watched, video_file: VideoFile, tmp_path: Path, told: list[str]
) -> None:
    file = tmp_path / "deleted.mp4"
    file.write_bytes(video_file(Video("short.mp4", seconds=3.0)).read_bytes())
    watched.opened(file, playing=True)
    watched.play_on()
    file.unlink()
    watched.until_state(State.ENDED)
    assert told == []
    watched.backend.load(file)
    watched.until_state(State.FAILED)
    assert watched.failures[0][0] == "The video “deleted.mp4” is not there any more."


def test_a_disk_that_hangs_is_said_to_and_other_videos_play(
    watched: Watched, hanging: Path, told: list[str], video_file: VideoFile
) -> None:
    watched.backend.load(hanging)
    watched.until(lambda: bool(told))
    assert told == ["“Hanging [hanghanghan].mp4” does not answer: its disk or the network may be gone."]
    assert watched.backend.state() is State.LOADING
    watched.opened(video_file(Video("usual.mp4")))
    assert watched.first_after_seek(5.0)[0] == 150


@pytest.mark.parametrize(
    "faulty", [each for each in FAULTY if each.plays and each.says], ids=lambda faulty: faulty.name
)
def test_what_is_lost_of_a_file_is_named_while_the_rest_plays(
    watched: Watched, told: list[str], tmp_path: Path, faulty: Faulty
) -> None:
    watched.backend.load(faulty.file(tmp_path))
    watched.until(lambda: bool(told))
    assert told[0].startswith(
        f"“{faulty.name}” can only be {'seen: its sound' if faulty.seen else 'heard: its picture'}"
    )
    assert faulty.says in told[0]
    watched.until_state(State.PAUSED)


class Dead(Motion):
    """Plays nothing, as libvlc where a stream stalls; counts how often it was begun."""

    begun = 0

    @property
    def at_hand(self) -> bool:
        return True

    def aim(self, seconds: float) -> None:
        self.begun += 1
        self.clock.stop(seconds)

    def nothing(self, *_: object) -> bool:
        return True

    go = expect = play = pause = stop = set_rate = set_volume = set_gain = set_output = set_size = close = nothing


def test_what_stands_still_is_begun_anew_once_and_then_paused_with_a_word(
    qapp: QApplication, qtbot: QtBot, video_file: VideoFile
) -> None:
    motions: list[Dead] = []

    def dead(_: Path, settings: Settings, parent: QObject) -> Motion:
        motions.append(Dead(settings, parent))
        return motions[-1]

    watched = Watched(ExactBackend(None, dead), qtbot)
    told: list[str] = []
    watched.backend.hindered.connect(told.append)
    watched.opened(video_file(Video("usual.mp4")), 5.0, playing=True)
    watched.until(lambda: bool(told))
    assert told == ["“usual.mp4” stands still and does not go on. Press play to try again."]
    assert motions[0].begun == 2
    assert watched.backend.state() is State.PAUSED
    assert watched.backend.position() == pytest.approx(5.0)
    watched.close()


LEAVE = """
    import sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from tests.players.conftest import BACKENDS

    app = QApplication([])
    backend = BACKENDS[sys.argv[1]]()
    backend.load(Path(sys.argv[2]), playing=True)
    QTimer.singleShot(300, app.quit)
    app.exec()
    backend.close()
    print("left")
"""


@pytest.mark.parametrize("name", ["libvlc", "qtmultimedia"])
def test_the_program_ends_although_a_disk_hangs(hanging: Path, name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LEAVE), name, str(hanging)],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (0, "left\n"), ended.stderr
