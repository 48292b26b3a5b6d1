"""Where playback is between two reports of the player."""

from collections.abc import Callable
from time import monotonic

STALE = 1.0
"""Seconds after which a player that reports nothing is taken to have stalled."""


class Clock:
    """Goes on from the last report at the rate of playback, while it runs."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._time = 0.0
        self._since: float | None = None
        self._rate = 1.0

    @property
    def runs(self) -> bool:
        """Whether time goes on."""
        return self._since is not None

    def stop(self, seconds: float) -> None:
        """Stand at `seconds`."""
        self._time, self._since = seconds, None

    def run(self, seconds: float, at: float | None = None, rate: float | None = None) -> None:
        """It was `seconds` at the monotonic time `at` (now where left out); go on from there."""
        self._time, self._since = seconds, self._now() if at is None else at
        self._rate = rate or self._rate

    def time(self, at: float | None = None) -> float:
        """Seconds of the file at the monotonic time `at` (now where left out)."""
        if self._since is None:
            return self._time
        passed = (self._now() if at is None else at) - self._since
        return self._time + min(passed, STALE) * self._rate
