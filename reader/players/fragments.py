"""Says in an MP4 in fragments how long it is, where it does not say so itself: libvlc seeks in no other.

Its segment index does tell; libvlc 3.0 reads that only where a length is known.
"""

import contextlib
import struct

from reader.players.places import boxes, from_segments

_HEAD = 8
"""Bytes of a box before its content: its length and its kind."""


def with_length(beginning: bytes) -> bytes:
    """The first bytes of a file, with the length of all where there was 0 (`mvhd`, ISO/IEC 14496-12 §8.2.2).

    As they were where they are of no such file, or hold no whole index.
    """
    places = from_segments(beginning)
    movie = next(((at, length) for at, length, kind in boxes(beginning) if kind == b"moov"), None)
    if not places or movie is None:
        return beginning
    start, end = movie[0] + _HEAD, sum(movie)
    header = next((at for at, _, kind in boxes(beginning[:end], start) if kind == b"mvhd"), None)
    if header is None:
        return beginning
    with contextlib.suppress(struct.error):  # damaged, or too long for its field: it stays as it is
        return _told(beginning, header + _HEAD, places[-1][1])
    return beginning


def _told(content: bytes, at: int, seconds: float) -> bytes:
    long = content[at] > 0
    scale_at = at + (20 if long else 12)
    form = ">Q" if long else ">I"
    (scale,) = struct.unpack_from(">I", content, scale_at)
    (ticks,) = struct.unpack_from(form, content, scale_at + 4)
    if ticks:
        return content
    told = bytearray(content)
    struct.pack_into(form, told, scale_at + 4, round(seconds * scale))
    return bytes(told)
