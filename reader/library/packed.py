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


class PackedStamps(Sequence[StampAt]):
    """The stamps in what `pack` made; each is read when it is asked for, by its number, since few of them are."""

    def __init__(self, data: bytes) -> None:
        self._numbers = array("I")
        self._numbers.frombytes(data)
        if sys.byteorder == "big":
            self._numbers.byteswap()

    def __len__(self) -> int:
        return len(self._numbers) // 2

    def __getitem__(self, number: int) -> StampAt:  # type: ignore[override]
        time = self._numbers[2 * number + 1]
        return StampAt(self._numbers[2 * number], (time >> 1) / 10, not time & 1)
