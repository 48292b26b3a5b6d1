"""Puts packets of videos into other files as they are, without encoding anything anew.

Picture and sound that a site has apart become one file; passages of a video become a short one, and it is told what
of the video each of them is.  Needs nothing but PyAV, which is imported when it is used.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.stream import Stream

    AnyPacket = Packet[Any]

_IN_MP4 = frozenset(("h264", "hevc", "av1", "vp9", "aac", "mp3", "ac3", "eac3", "opus", "flac", "alac"))
"""The codecs for which libav writes an MP4 that libav and libvlc play."""
_BITEXACT = {"fflags": "+bitexact"}
"""No times of making and no versions in the file: the same packets give the same bytes."""
_PATIENCE = (30.0, 30.0)
"""Seconds in which a source has to open, and to go on."""

_LEADS = (0.0, 1.0, 10.0, 60.0, float(10**7))
"""Seconds by which a seek goes further back where it landed too late; at last to the very beginning."""

Tell = Callable[[float], None]
"""Hears up to which second of the video the work is done, and may raise to end it."""


class Kept(NamedTuple):
    """A passage that a file holds: the video's seconds `start` to `end`, from the second `file` of the file on."""

    start: float
    end: float
    file: float


class Chapter(NamedTuple):
    """A part of a video with a title; in seconds."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file or an address, and the headers with which it has to be asked for."""

    place: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a file really holds: how long its packets reach, in seconds, and the names of its codecs."""

    seconds: float
    picture: str
    sound: str
    container: str


def measure(file: Path, tell: Tell = lambda _: None) -> Measured:
    """Read a whole file.  Raises OSError or `av.FFmpegError` where that cannot be done."""
    import av

    reached = 0.0
    with av.open(str(file)) as container:
        for packet in _packets(container, _played(container)):
            end = _end(packet)
            if end > reached:
                reached = end
                tell(reached)
        codecs = {stream.type: stream.codec_context.name for stream in _played(container)}
        name = container.format.name
    return Measured(reached, codecs.get("video", ""), codecs.get("audio", ""), name)


def ending_for(codecs: Sequence[str]) -> str:
    """The ending of a file that can hold these codecs: MP4 where it can, else Matroska."""
    return "mp4" if all(codec in _IN_MP4 for codec in codecs) else "mkv"


def join(files: Sequence[Path], out: Path, chapters: Sequence[Chapter] = (), tell: Tell = lambda _: None) -> None:
    """Write the picture and the sound of `files` into the one file `out`.  Raises as `measure` does."""
    import av

    with ExitStack() as stack:
        sources = [stack.enter_context(av.open(str(file))) for file in files]
        target = stack.enter_context(av.open(str(out), "w", options=dict(_BITEXACT)))
        flows = [_flow(source, target) for source in sources]
        target.set_chapters(_as_av(chapters))
        for time, packet in merge(*flows, key=lambda each: each[0]):
            target.mux(packet)
            tell(time)


def cut(sources: Sequence[Source], start: float, end: float, out: Path, tell: Tell = lambda _: None) -> Kept:
    """Write the seconds `start` to `end` of a video into `out`, from the key frame at or before `start` on.

    Its picture is in the first of `sources` that has one, its sound likewise.  Raises ValueError where nothing of the
    video is there, else as `measure` does.
    """
    import av

    with ExitStack() as stack:
        opened = [stack.enter_context(_open(source)) for source in sources]
        target = stack.enter_context(av.open(str(out), "w", options=dict(_BITEXACT)))
        passage = _Passage(start, end, min(_origin(container) for container, _ in _chosen(opened)))
        flows = [passage.flow(container, streams) for container, streams in _chosen(opened)]
        out_of = {
            stream: target.add_stream_from_template(stream) for _, streams in _chosen(opened) for stream in streams
        }
        for time, packet in merge(*flows, key=lambda each: each[0]):
            stream = packet.stream
            _shift(packet, -passage.begin - passage.origin, out_of[stream])
            target.mux(packet)
            tell(time)
    return passage.kept()


def chain(files: Sequence[tuple[Path, Kept]], out: Path) -> list[Kept]:
    """Write files that `cut` made one after the other into `out`; what each of them is there.

    They are alike (the same formats of the same video), and in the order of the video's time.  Raises as `measure`.
    """
    import av

    kept: list[Kept] = []
    with av.open(str(out), "w", options=dict(_BITEXACT)) as target:
        joint = _Joint(target)
        for file, passage in files:
            base = joint.end
            with av.open(str(file)) as source:
                joint.append(source)
            start = max(passage.start, kept[-1].end if kept else 0.0)
            if start < passage.end:
                kept.append(Kept(start, passage.end, base + passage.file + start - passage.start))
    return kept


class _Passage:
    """The packets between two seconds of a video; where it begins is known once the first came."""

    def __init__(self, start: float, end: float, origin: float) -> None:
        self.begin, self._end, self._reached = start, end, start
        self.origin = origin
        """What the first second of the video is called in its sources."""

    def kept(self) -> Kept:
        """What came of it.  Raises ValueError where nothing did."""
        if self._reached <= self.begin:
            raise ValueError("The video does not reach so far.")
        return Kept(self.begin, min(self._end, self._reached), 0.0)

    def flow(self, container: "InputContainer", streams: "list[Stream]") -> "Iterator[tuple[float, AnyPacket]]":
        """The packets of some streams of one source in their order; that of the picture has to be asked first."""
        left = set(streams)
        for packet in self._from_begin(container, streams):
            if _decoded(packet) - self.origin >= self._end:
                left.discard(packet.stream)
            elif packet.stream.type == "video" or _shown(packet) - self.origin >= self.begin:
                self._reached = max(self._reached, _end(packet) - self.origin)
                yield _decoded(packet) - self.origin, packet
            if not left:
                return

    def _from_begin(self, container: "InputContainer", streams: "list[Stream]") -> "Iterator[AnyPacket]":
        """The packets from where the passage begins; those of a picture begin with its key frame, and decide on that.

        A seek goes by the time at which a packet is decoded, and may land on a key frame that is shown too late.
        """
        for lead in _LEADS:
            container.seek(round((self.begin + self.origin - lead) * 1_000_000), backward=True)
            packets = _packets(container, streams)
            if streams[0].type != "video":
                yield from packets
                return
            early = list(_up_to_key_frame(packets, streams[0]))
            shown = _shown(early[-1]) - self.origin if early else self.begin
            if shown <= self.begin or lead > self.begin:
                self.begin = shown
                yield from early
                yield from packets
                return


class _Joint:
    """A file to which others are appended; `end` is how far it reaches, in seconds."""

    def __init__(self, target: "OutputContainer") -> None:
        self._target = target
        self._streams: dict[str, Stream] = {}
        self.end = 0.0

    def append(self, source: "InputContainer") -> None:
        """Put all of `source` behind what is there."""
        streams = _played(source)
        for stream in streams:
            if stream.type not in self._streams:
                self._streams[stream.type] = self._target.add_stream_from_template(stream)
        base, reached = self.end, self.end
        for packet in _packets(source, streams):
            reached = max(reached, base + _end(packet))
            _shift(packet, base, self._streams[packet.stream.type])
            self._target.mux(packet)
        self.end = reached


def _open(source: Source) -> "InputContainer":
    """Open a file or an address, which is tried again where it breaks off."""
    import av

    options: dict[str, str] = {}
    if "://" in source.place:
        options = {
            "headers": "".join(f"{name}: {value}\r\n" for name, value in source.headers.items()),
            "reconnect": "1", "reconnect_on_network_error": "1", "reconnect_delay_max": "8",
        }  # fmt: skip
    return av.open(source.place, options=options, timeout=_PATIENCE)


def _origin(container: "InputContainer") -> float:
    return (container.start_time or 0) / 1_000_000


def _chosen(sources: "Sequence[InputContainer]") -> "list[tuple[InputContainer, list[Stream]]]":
    """The first picture and the first sound, by what they are in; the picture first."""
    found: dict[InputContainer, list[Stream]] = {}
    for kind in ("video", "audio"):
        for source in sources:
            stream = next((each for each in _played(source) if each.type == kind), None)
            if stream is not None:
                found.setdefault(source, []).append(stream)
                break
    return list(found.items())


def _played(container: "InputContainer") -> "list[Stream]":
    """The streams that are played: a picture that moves, and a sound."""
    streams: list[Stream] = []
    for kind in (container.streams.video, container.streams.audio):
        streams += [each for each in kind if not each.disposition & each.disposition.attached_pic][:1]
    return streams


def _packets(container: "InputContainer", streams: "Sequence[Stream]") -> "Iterator[AnyPacket]":
    """The packets that hold something; one without a time to be decoded at has none."""
    return (packet for packet in container.demux(*streams) if packet.dts is not None)


def _up_to_key_frame(packets: "Iterator[AnyPacket]", picture: "Stream") -> "Iterator[AnyPacket]":
    for packet in packets:
        is_picture = packet.stream is picture
        if not is_picture or packet.is_keyframe:
            yield packet
        if is_picture and packet.is_keyframe:
            return


def _flow(source: "InputContainer", target: "OutputContainer") -> "Iterator[tuple[float, AnyPacket]]":
    streams = {stream: target.add_stream_from_template(stream) for stream in _played(source)}
    for packet in _packets(source, list(streams)):
        time = _decoded(packet)
        packet.stream = streams[packet.stream]
        yield time, packet


def _shift(packet: "AnyPacket", seconds: float, stream: "Stream") -> None:
    """Have a packet come so many seconds later, as one of `stream`."""
    by = round(seconds / packet.time_base)
    packet.dts = (packet.dts or 0) + by
    packet.pts = None if packet.pts is None else packet.pts + by
    packet.stream = stream


def _shown(packet: "AnyPacket") -> float:
    return float(((packet.dts or 0) if packet.pts is None else packet.pts) * packet.time_base)


def _decoded(packet: "AnyPacket") -> float:
    return float((packet.dts or 0) * packet.time_base)


def _end(packet: "AnyPacket") -> float:
    return _shown(packet) + float((packet.duration or 0) * packet.time_base)


def _as_av(chapters: Sequence[Chapter]) -> list[Any]:
    from fractions import Fraction

    return [
        {
            "id": number,
            "start": round(each.start * 1000),
            "end": round(each.end * 1000),
            "time_base": Fraction(1, 1000),
            "metadata": {"title": each.title},
        }
        for number, each in enumerate(chapters)
    ]
