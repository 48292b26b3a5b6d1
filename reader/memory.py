"""Keeps the program's memory flat over hours of video.

Pictures that one thread makes and another lets go of leave holes in glibc's heaps: ten minutes of clicking cost 200 MB
more than with two heaps for all, and half of the rest is given back by trimming them (`tests/benchmarks/soak.py`).
"""

import ctypes
import sys

EVERY = 15_000
"""Milliseconds between two times at which memory is given back; it takes some milliseconds of a worker's time."""
_M_ARENA_MAX = -8
"""glibc's malloc.h."""
_ARENAS = 2


def share_arenas() -> None:
    """Have threads share heaps, where memory is glibc's; before there are any threads."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Give the system what lies free in the heaps, where memory is glibc's."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)
