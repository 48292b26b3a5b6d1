"""What is tried again unasked, how often, and after how long."""

from collections.abc import Callable

from reader.downloads.base import Trouble

_WAITS = {"connection": (5.0, 30.0, 120.0), "network": (5.0, 30.0, 120.0), "busy": (60.0, 120.0)}
"""Seconds before each further try, by the kind of trouble."""
_RATE, _RATE_TRIES = "rate", 3
"""So often what the site limits is tried again, each time after as long as the site says."""


class Tries:
    """Remembers of tickets how often they failed, and until when they wait; `now` is a clock in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._failed: dict[str, int] = {}
        self._until: dict[str, float] = {}
        self._all_until = 0.0

    def hold(self, ticket: str, trouble: Trouble) -> bool:
        """Let it wait before it is tried again; False where that would not help.  A site's limit holds all."""
        number = self._failed.get(ticket, 0)
        wait = _wait(trouble, number)
        if not wait:
            return False
        self._failed[ticket] = number + 1
        self._until[ticket] = self._now() + wait
        if trouble.kind == _RATE:
            self._all_until = self._until[ticket]
        return True

    def left(self, ticket: str) -> float:
        """The seconds that it has to wait yet; 0 where it may begin."""
        return max(self._all_until - self._now(), self._until.get(ticket, 0.0) - self._now(), 0.0)

    def waits(self, ticket: str) -> bool:
        """Whether it has to."""
        return self.left(ticket) > 0

    def forget(self, ticket: str) -> None:
        """Treat it as one that never failed."""
        self._failed.pop(ticket, None)
        self._until.pop(ticket, None)

    def hold_none(self) -> None:
        """Hold nothing for the sake of another."""
        self._all_until = 0.0


def _wait(trouble: Trouble, failed: int) -> float:
    if trouble.kind == _RATE:
        return trouble.wait if failed < _RATE_TRIES else 0.0
    waits = _WAITS.get(trouble.kind, ())
    return waits[failed] if failed < len(waits) else 0.0
