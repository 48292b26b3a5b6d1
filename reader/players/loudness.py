"""How loud a file is, so that all can be played equally loud.

libvlc's own filters for that (`normvol`, `compressor`) cannot be used: its media player does not heed `audio-filter`,
neither of the instance nor of the media.  Its equalizer it does, whose preamplification changes nothing but loudness.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import log10
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.filter import Graph
from PySide6.QtCore import QObject

from reader.players.lane import Lane
from reader.players.mailbox import Mailbox

GOAL = -20.0
"""LUFS: between YouTube's -14 and the -23 of broadcasts (EBU R 128)."""
MOST, LEAST = 8.0, -20.0
"""Decibels that libvlc's equalizer can make a file louder, and no file needs to be quieter."""
HEADROOM = -1.0
"""Decibels below full scale that the loudest sample found may reach (EBU R 128 s2)."""
_SILENCE = -70.0
"""LUFS; what is quieter counts for nothing (ITU-R BS.1770)."""
_PARTS, _LENGTH = 24, 3.0
"""Parts of a file that are listened to, and seconds of each."""


class Listener:
    """Calls `tell` once, where the file has sound, with the decibels by which it is to be played louder."""

    def __init__(self, file: Path, tell: Callable[[float], None], parent: QObject) -> None:
        self._closed = False
        self._tell = tell
        self._mailbox = Mailbox(self._receive, parent)
        self._lane = Lane("loudness")
        self._lane.do(self._listen, file)

    def close(self) -> None:
        """Listen no more."""
        self._closed = True
        self._mailbox.close()
        self._lane.close()

    def _receive(self, gain: object) -> None:
        assert isinstance(gain, float)
        self._tell(gain)

    def _listen(self, file: Path) -> None:
        meter = Meter()
        try:
            with av.open(str(file)) as container:
                for frame in self._parts(container):
                    meter.hear(frame)
        except (OSError, av.FFmpegError):  # damaged here: what was heard so far has to do
            pass
        if meter.loudness is not None:
            self._mailbox.post(gain_for(meter.loudness, meter.peak))

    def _parts(self, container: InputContainer) -> Iterator[AudioFrame]:
        stream = container.streams.audio[0] if container.streams.audio else None
        length = (container.duration or 0) / av.time_base
        start = (container.start_time or 0) / av.time_base
        for number in range(_PARTS if stream else 0):
            container.seek(int((start + length * (number + 0.5) / _PARTS) * av.time_base))
            heard = 0.0
            for frame in container.decode(stream):
                assert isinstance(frame, AudioFrame)
                yield frame
                heard += frame.samples / frame.sample_rate
                if self._closed or heard >= _LENGTH:
                    break
            if self._closed:
                return


class Meter:
    """Loudness by EBU R 128, of sound that may have gaps."""

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self.loudness: float | None = None
        """LUFS, None before anything was heard."""
        self.peak = 0.0
        """Of the samples, 1 is full scale."""

    def hear(self, frame: AudioFrame) -> None:
        """Take in some more sound."""
        if self._graph is None:
            self._graph = _graph_for(frame)
        frame.pts = None
        self._graph.push(frame)
        while True:
            try:
                told = self._graph.pull().metadata
            except (av.BlockingIOError, av.EOFError):
                return
            self.loudness = float(told["lavfi.r128.I"])
            self.peak = float(told["lavfi.r128.sample_peak"])


def gain_for(loudness: float, peak: float) -> float:
    """Decibels that bring `loudness` (LUFS) to the goal, as far as the loudest samples leave room.

    Silence is left as it is.
    """
    if loudness <= _SILENCE or peak <= 0:
        return 0.0
    room = max(HEADROOM - 20 * log10(peak), 0.0)
    return round(max(min(GOAL - loudness, room, MOST), LEAST), 1)


def _graph_for(frame: AudioFrame) -> Graph:
    graph = Graph()
    source = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format,
        layout=frame.layout,
        time_base=Fraction(1, frame.sample_rate),
    )
    meter, sink = graph.add("ebur128", "metadata=1:peak=sample:framelog=quiet"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    return graph
