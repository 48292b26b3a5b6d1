"""Stamps as a few bytes: a library has three quarters of a million of them."""

import sys
from array import array
from collections.abc import Sequence

from reader.notes.outline import StampAt

_LARGEST = 2**32 - 1


def pack(stamps: Sequence[StampAt]) -> bytes:
    """Two numbers of 32 bits for each: its place, and twice its tenths of a second, one more where it was repaired."""
    numbers = [(at, round(seconds * 10) * 2 + (not certain)) for at, seconds, certain in stamps]
    packed = array("I", [min(number, _LARGEST) for pair in numbers for number in pair])
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(data: bytes) -> tuple[StampAt, ...]:
    """The stamps in `data`."""
    packed = array("I")
    packed.frombytes(data)
    if sys.byteorder == "big":
        packed.byteswap()
    numbers = iter(packed)
    return tuple(StampAt(at, (time >> 1) / 10, not time & 1) for at, time in zip(numbers, numbers, strict=True))
