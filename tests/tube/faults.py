"""What can be wrong with an answer of the site."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """How a path is answered; `times` is how often (0: always), after which it is answered well.

    Bytes are counted from the first one of the answer's body, not of the file.
    """

    status: int = 0
    """Answer with this HTTP status instead."""
    retry_after: int = 0
    """Seconds, told in the header of this name along with the status."""
    dies_after: int | None = None
    """Close the connection after so many bytes."""
    resets: bool = False
    """Where it dies, do so with a reset (RST), as a firewall does."""
    stalls_after: int | None = None
    """Send no more after so many bytes, with the connection open, until the fault is mended."""
    ranges: bool = True
    """Whether ranges are served; without, every answer is the whole file."""
    promises: int = 0
    """Bytes that Content-Length has more than there are; fewer where negative."""
    says_length: bool = True
    """Whether there is a Content-Length at all."""
    rate: int = 0
    """Bytes a second; 0 for all at once."""
    times: int = 0


DIES_HALF_WAY = Fault(dies_after=60_000, times=1)
RESETS = Fault(dies_after=60_000, resets=True, times=1)
STALLS = Fault(stalls_after=60_000)
FORBIDDEN = Fault(status=403)
GONE = Fault(status=404)
TOO_MANY = Fault(status=429, retry_after=30)
BUSY = Fault(status=503)
NO_RANGES = Fault(ranges=False)
SLOW = Fault(rate=200_000)
