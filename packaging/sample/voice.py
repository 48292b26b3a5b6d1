"""Speaks the lines of a film with espeak-ng and softens the voice with FFmpeg's own filters."""

import itertools
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import av.filter

from sample.film import FPS, Film, Timing

RATE = 22050  # samples a second, as espeak-ng writes them
VOICE = ("-v", "en-gb-x-rp", "-s", "148", "-p", "38", "-a", "120", "-g", "1")
SILENCE = 40  # a sample that is quieter than this, of 32767, is silence


def speak(text: str) -> bytes:
    """`text` as 16-bit mono samples, without the silence around it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.wav"
        subprocess.run(["espeak-ng", *VOICE, "-w", str(path), text], check=True)
        with wave.open(str(path)) as file:
            if file.getframerate() != RATE:
                raise ValueError(f"espeak-ng wrote {file.getframerate()} samples a second, not {RATE}")
            return trim(file.readframes(file.getnframes()))


def trim(samples: bytes) -> bytes:
    """Cut what is silent off both ends."""
    view = memoryview(samples).cast("h")
    loud = [index for index, value in enumerate(view) if abs(value) > SILENCE]
    return samples[2 * loud[0] : 2 * loud[-1] + 2]


def speak_film(film: Film) -> dict[str, bytes]:
    """Every line of `film`, spoken, by its key."""
    return {line.key: speak(line.spoken) for line in film.lines}


def seconds_of(samples: bytes) -> float:
    return len(samples) / 2 / RATE


def lay(spoken: dict[str, bytes], timing: Timing) -> bytes:
    """One track as long as the film, each line at its time."""
    track = bytearray(2 * RATE * timing.frames // FPS)
    for key, samples in spoken.items():
        start = 2 * RATE * timing.starts[key]
        track[start : start + len(samples)] = samples
    return bytes(track)


def soften(track: bytes) -> list[av.AudioFrame]:
    """The track with its harsh top and boomy bottom taken off, a little room around it, and an even loudness."""
    graph = av.filter.Graph()
    steps = [
        graph.add_abuffer(sample_rate=RATE, format="s16", layout="mono"),
        graph.add("highpass", "f=110"),
        graph.add("equalizer", "f=3200:t=q:w=1:g=-4"),
        graph.add("treble", "g=-7:f=5500"),
        graph.add("aecho", "0.9:0.85:23|37:0.10|0.06"),
        graph.add("acompressor", "threshold=0.12:ratio=2.5:attack=8:release=120:makeup=1.6"),
        graph.add("alimiter", "limit=0.7:level=0"),
        graph.add("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts=mono"),
        graph.add("asetnsamples", "n=1024:p=1"),
        graph.add("abuffersink"),
    ]
    for first, second in itertools.pairwise(steps):
        first.link_to(second)
    graph.configure()
    graph.push(as_frame(track))
    graph.push(None)
    return list(pull(graph))


def as_frame(track: bytes) -> av.AudioFrame:
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(track) // 2)
    frame.sample_rate = RATE
    frame.pts = 0
    frame.planes[0].update(track.ljust(frame.planes[0].buffer_size, b"\0"))
    return frame


def pull(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            yield graph.pull()
        except (av.EOFError, av.BlockingIOError):
            return
