"""Stamps as a few bytes: a library has three quarters of a million of them."""

import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache

from reader.notes.odds import Time, time_of
from reader.notes.outline import StampAt

BYTES = 12
"""Of each stamp: three numbers of 32 bits.

Its place; twice the tenths of its seconds, one more where they cannot be trusted; and what is written.
"""
_LARGEST = 2**32 - 1
_THREE_FIELDS = 2**31
"""Marks what is written as three fields, in 14, 10 and 7 bits; else it is tenths of a second."""


def pack(stamps: Sequence[StampAt]) -> bytes:
    """The stamps of one note as bytes."""
    numbers = array("I")
    for at, seconds, certain, time in stamps:
        numbers.extend((at, min(round(seconds * 10) * 2 + (not certain), _LARGEST), _code(time)))
    return _as_bytes(numbers)


class PackedStamps(Sequence[StampAt]):
    """The stamps in what `pack` made; each is read when it is asked for, by its number, since few of them are."""

    def __init__(self, data: bytes) -> None:
        self._numbers = array("I")
        self._numbers.frombytes(data)
        if sys.byteorder == "big":
            self._numbers.byteswap()

    def __len__(self) -> int:
        return len(self._numbers) // 3

    def __getitem__(self, number: int) -> StampAt:  # type: ignore[override]
        at, time, code = (self._numbers[3 * number + which] for which in range(3))
        return StampAt(at, (time >> 1) / 10, not time & 1, _time(code))

    def seconds(self) -> list[float]:
        """What they are read as."""
        return [(number >> 1) / 10 for number in self._numbers[1::3]]

    def certain(self) -> list[float]:
        """What those are read as that can be trusted."""
        return [(number >> 1) / 10 for number in self._numbers[1::3] if not number & 1]

    def times(self) -> list[Time]:
        """What is written."""
        return [_time(code) for code in self._numbers[2::3]]

    def read_as(self, seconds: Sequence[tuple[float, bool]]) -> bytes:
        """The same stamps packed with other seconds, each with whether they can be trusted."""
        numbers = array("I", self._numbers)
        numbers[1::3] = array("I", [min(round(time * 10) * 2 + (not certain), _LARGEST) for time, certain in seconds])
        return _as_bytes(numbers)


def _as_bytes(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


@lru_cache(maxsize=20_000)
def _code(time: Time) -> int:
    if time.last is None:
        return min(round(time.written * 10), _THREE_FIELDS - 1)
    code = 1
    for field, bits in ((time.shifted - time.second) / 60, 14), (time.second, 10), (time.last, 7):
        code = code << bits | min(int(field), 2**bits - 1)
    return code


@lru_cache(maxsize=20_000)
def _time(code: int) -> Time:
    if not code & _THREE_FIELDS:
        return time_of((code / 10,))
    return time_of((float(code >> 17 & 2**14 - 1), float(code >> 7 & 2**10 - 1), float(code & 127)))
