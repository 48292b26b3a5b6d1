"""Where sound goes, how loud it is there, and what is said where it cannot go anywhere; heard with ALSA's own files."""

import math
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest
from pytestqt.qtbot import QtBot

from reader.players.base import NO_SOUND, OUTPUT_GONE, SoundOutput, State
from reader.players.loudness import GOAL, HEADROOM, LEAST, MOST, Meter, gain_for
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.players.conftest import ALL_BACKENDS, Watched
from tests.videos import Video

RATE = 48_000
DEVICES = """
pcm.!default {{ type file slave.pcm zero file "{folder}/default.raw" format raw {hint} }}
pcm.second {{ type file slave.pcm zero file "{folder}/second.raw" format raw {hint} }}
pcm.zero {{ type null }}
ctl.!default {{ type hw card 0 }}
"""
HINT = 'hint { show on description "Second ear" }'

VideoFile = Callable[[Video], Path]
on_all_three = pytest.mark.parametrize("watched", ALL_BACKENDS, indirect=True)
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "PulseAudio")


def tone(file: Path, loudness: float, seconds: float = 8) -> Path:
    """A sound of about that loudness, in LUFS."""
    period = [round(32767 * 10 ** (loudness / 20) * math.sin(2 * math.pi * i / 48)) for i in range(48)]
    both = array("h", [sample for sample in period for _ in range(2)])
    with wave.open(str(file), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((both * int(RATE * seconds / 48)).tobytes())
    return file


def heard(file: Path) -> float:
    """How loud the last second of a file is, in LUFS."""
    with av.open(str(file)) as container:
        frames = list(container.decode(audio=0))
    length, meter = 0, Meter()
    for frame in reversed(frames):
        length += frame.samples
        if length > RATE:
            break
        meter.hear(frame)
    assert meter.loudness is not None
    return meter.loudness


@pytest.fixture
def through(qtbot: QtBot) -> Iterator[Callable[..., Watched]]:
    """Makes backends whose libvlc was given options."""
    made: list[Watched] = []

    def make(*options: str) -> Watched:
        made.append(Watched(VlcBackend(Vlc(options)), qtbot))
        return made[-1]

    yield make
    for watched in made:
        watched.close()


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with two sound outputs, which write what is heard into a folder."""
    config = tmp_path / "asound.conf"
    config.write_text(DEVICES.format(folder=tmp_path, hint=HINT))
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"/usr/share/alsa/alsa.conf:{config}")
    return tmp_path


@pytest.mark.parametrize("loudness", [-6.0, -25.0])
def test_loud_and_quiet_files_are_played_equally_loud(
    through: Callable[..., Watched], tmp_path: Path, loudness: float
) -> None:
    out = tmp_path / "heard.wav"
    watched = through("--aout=afile", f"--audiofile-file={out}")
    watched.backend.set_rate(4)
    watched.backend.set_equal_loudness(True)
    watched.backend.load(tone(tmp_path / "tone.wav", loudness), playing=True)
    watched.until_state(State.ENDED)
    watched.close()
    watched.until(lambda: out.stat().st_size > RATE)
    assert heard(out) == pytest.approx(GOAL, abs=1)


def test_files_are_left_as_they_are_where_that_is_not_wished(through: Callable[..., Watched], tmp_path: Path) -> None:
    out = tmp_path / "heard.wav"
    watched = through("--aout=afile", f"--audiofile-file={out}")
    watched.backend.set_rate(4)
    watched.backend.set_equal_loudness(True)
    watched.backend.set_equal_loudness(False)
    watched.backend.load(tone(tmp_path / "tone.wav", -10.0), playing=True)
    watched.until_state(State.ENDED)
    watched.close()
    watched.until(lambda: out.stat().st_size > RATE)
    assert heard(out) == pytest.approx(-10, abs=1)


@pytest.mark.parametrize(
    ("loudness", "peak", "gain"),
    [
        (-10.0, 1.0, -10.0),
        (-24.0, 0.1, 4.0),
        (-60.0, 0.001, MOST),
        (5.0, 1.0, LEAST),
        (-24.0, 10 ** (-3 / 20), 3 + HEADROOM),
        (-24.0, 1.0, 0.0),
        (-70.0, 0.0, 0.0),
    ],
)
def test_a_file_is_made_louder_only_as_far_as_its_peaks_leave_room(loudness: float, peak: float, gain: float) -> None:
    assert gain_for(loudness, peak) == pytest.approx(gain)


def test_sound_outputs_are_told_by_the_names_people_know(through: Callable[..., Watched], devices: Path) -> None:
    watched, found = through("--aout=alsa"), list[tuple[SoundOutput, ...]]()
    watched.backend.sound_outputs_found.connect(found.append)
    watched.backend.find_sound_outputs()
    watched.until(lambda: bool(found))
    assert SoundOutput("second", "Second ear") in found[0]
    assert "default" not in [output.id for output in found[0]]


def test_sound_goes_to_the_output_that_was_chosen(
    through: Callable[..., Watched], devices: Path, video_file: VideoFile
) -> None:
    watched, said = through("--aout=alsa"), list[str]()
    watched.backend.sound_failed.connect(said.append)
    watched.opened(video_file(Video("usual.mp4")), playing=True)
    watched.until(lambda: (devices / "default.raw").is_file())
    watched.backend.set_sound_output("second")
    watched.until(lambda: (devices / "second.raw").is_file() and (devices / "second.raw").stat().st_size > RATE)
    watched.frames.clear()
    watched.until(lambda: len(watched.frames) > 5)
    assert watched.backend.state() is State.PLAYING
    watched.first_after_seek(3.0)
    watched.until_state(State.ENDED)
    assert said == []


def test_where_the_chosen_output_has_gone_sound_goes_to_the_default(
    through: Callable[..., Watched], devices: Path, video_file: VideoFile
) -> None:
    watched, said = through("--aout=alsa"), list[str]()
    watched.backend.sound_failed.connect(said.append)
    watched.backend.set_sound_output("third")
    watched.opened(video_file(Video("usual.mp4")), playing=True)
    watched.until(lambda: (devices / "default.raw").is_file() and (devices / "default.raw").stat().st_size > RATE)
    assert said == [OUTPUT_GONE]
    assert watched.backend.state() is State.PLAYING


def test_without_a_sound_device_it_plays_on_and_says_so_once(
    through: Callable[..., Watched], video_file: VideoFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none.conf").write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "none.conf"))
    watched, said = through("--aout=alsa"), list[str]()
    watched.backend.sound_failed.connect(said.append)
    file = video_file(Video("usual.mp4"))
    watched.opened(file, playing=True)
    watched.until(lambda: said == [NO_SOUND])
    watched.backend.set_rate(4)
    watched.until_state(State.ENDED)
    watched.opened(file, playing=True)
    watched.until_state(State.ENDED)
    assert said == [NO_SOUND]
    assert watched.failures == []


@on_all_three
def test_where_sound_can_go_is_told(watched: Watched) -> None:
    found: list[tuple[SoundOutput, ...]] = []
    watched.backend.sound_outputs_found.connect(found.append)
    watched.backend.find_sound_outputs()
    watched.until(lambda: bool(found))
    assert all(isinstance(output, SoundOutput) and output.id and output.name for output in found[0])


@on_all_three
def test_a_video_plays_whatever_is_wished_of_its_sound(watched: Watched, video_file: VideoFile) -> None:
    watched.backend.set_equal_loudness(True)
    watched.backend.set_sound_output("nowhere")
    watched.opened(video_file(Video("usual.mp4")), playing=True)
    watched.play_on()
    watched.backend.set_equal_loudness(False)
    watched.backend.set_sound_output("")
    watched.play_on()
    assert watched.backend.state() is State.PLAYING
    assert watched.failures == []
