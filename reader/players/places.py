"""Which bytes of a stream show which seconds, as far as the stream itself says so."""

import contextlib
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import av
from av.container.input import InputContainer
from av.video.stream import VideoStream

Places = tuple[tuple[int, float], ...]
"""A byte, and the second of the picture that begins there; ascending, the last one is the end of both."""

_MOST = 2000
"""Places of one stream that are told: more than a bar has pixels."""
_WHOLE = 3.0
"""Seconds that may be missing at the end of an index of the whole."""


def indexed(container: InputContainer, stream: VideoStream) -> Places:
    """By the index of `stream`; empty where that is not of the whole, as in fragmented files."""
    entries, duration = stream.index_entries, (container.duration or 0) / av.time_base
    if not len(entries) or not duration or not stream.time_base:
        return ()
    tick, origin = float(stream.time_base), (container.start_time or 0) / av.time_base
    if entries[len(entries) - 1].timestamp * tick - origin < duration - _WHOLE:
        return ()
    chosen = (entries[number] for number in range(0, len(entries), max(1, len(entries) // _MOST)))
    places = [(each.pos, max(each.timestamp * tick - origin, 0.0)) for each in chosen]
    return _ascending([*places, (max(container.size, 0), duration)])


def from_segments(beginning: bytes) -> Places:
    """By the segment index (`sidx`, ISO/IEC 14496-12 §8.16.3) in the first bytes of a file; empty where it has none."""
    for at, length, kind in boxes(beginning):
        if kind == b"sidx" and at + length <= len(beginning):
            with contextlib.suppress(struct.error, ZeroDivisionError):  # damaged: it tells nothing
                return _ascending(list(_segments(beginning[at : at + length], at + length)))
    return ()


def loaded(held: Sequence[tuple[int, int]], places: Places) -> tuple[tuple[float, float], ...]:
    """From which second to which the picture is there, where the bytes that are `held` are."""
    starts = [byte for byte, _ in places]
    found = ((bisect_left(starts, start), bisect_right(starts, end) - 1) for start, end in held)
    return tuple((places[first][1], places[last][1]) for first, last in found if first < last)


def boxes(content: bytes, at: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Where each box of an MP4 begins from byte `at` on, how long it is, and its kind."""
    while at + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if length < 8:
            return
        yield at, length, kind
        at += length


def _segments(box: bytes, end: int) -> Iterator[tuple[int, float]]:
    """Where the segments begin that follow the box, which ends at byte `end`, and where the last one ends."""
    long = box[8] > 0
    scale, _, offset, count = struct.unpack_from(">IQQxxH" if long else ">IIIxxH", box, 16)
    byte, ticks = end + offset, 0
    for number in range(count):
        size, lasts = struct.unpack_from(">II", box, (40 if long else 32) + 12 * number)
        yield byte, ticks / scale
        byte, ticks = byte + (size & 0x7FFFFFFF), ticks + lasts
    yield byte, ticks / scale


def _ascending(places: list[tuple[int, float]]) -> Places:
    """Without those that go back, as a file may have its pictures in any order."""
    kept: list[tuple[int, float]] = []
    for byte, seconds in places:
        if not kept or (byte > kept[-1][0] and seconds >= kept[-1][1]):
            kept.append((byte, seconds))
    return tuple(kept)
