"""Keeps the program's memory flat over hours of video.

glibc gives each thread an arena of its own, and pictures that one thread makes and another lets go of leave holes in
them: ten minutes of clicking cost 200 MB more than with two arenas for all (`tests/benchmarks/soak.py`).
"""

import ctypes
import sys

_M_ARENA_MAX = -8
"""glibc's malloc.h."""
_ARENAS = 2


def share_arenas() -> None:
    """Have threads share arenas, where memory is glibc's; before there are any threads."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_ARENA_MAX, _ARENAS)
