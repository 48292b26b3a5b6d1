"""Keeps in memory what a site sends of one address, so that nobody has to ask for the same bytes twice.

The player and the decoder of exact frames read the same bytes, and a seek back costs no network.  Sites are asked for
some megabytes at a time: YouTube slows down whoever asks for all at once (yt-dlp does likewise).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from reader.players.fragments import with_length

BLOCK = 128 * 2**10
"""Bytes that are read, kept and dropped together."""
ASKED = 8 * 2**20
"""Bytes that are asked for at once."""
FARTHEST = 16 * 2**20
"""Bytes that are read ahead at most."""
PATIENCE = 8.0
"""Seconds without a byte after which the connection is given up."""
TRIES, PAUSE = 3, 1.0
"""How often what does not come is asked for, and after how many seconds again; what is refused is not."""


class SiteError(OSError):
    """The site answers with an HTTP `status` and no bytes; 0 where it does not answer, or not as it should."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status

    @property
    def is_final(self) -> bool:
        """Whether the site does not want to: asking again helps nothing."""
        return 400 <= self.status < 500


class Spool:
    """At most `most` bytes of what is at `address`; those not read for longest go first.  Any thread may read.

    `refused` is called, in a thread of the spool, when bytes that somebody waits for cannot be had.
    """

    def __init__(
        self, address: str, headers: tuple[tuple[str, str], ...], most: int, refused: Callable[[SiteError], None]
    ) -> None:
        self._address, self._headers, self._most, self._refused = address, dict(headers), most, refused
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._wanted: list[int] = []  # blocks that somebody waits for
        self._next, self._run = 0, 0  # what will probably be read next, and how many blocks were read in a row
        self._size = -1
        self._error: SiteError | None = None
        self._failures = 0  # in a row
        self._response: HTTPResponse | None = None
        self._at = self._end = 0  # where the response stands and ends, in bytes
        self._closed = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def size(self) -> int:
        """Bytes there are.  Raises SiteError."""
        self.read(0)
        return self._size

    def read(self, at: int) -> bytes:
        """Some bytes from `at` on, none at the end; waits for the site.  Raises SiteError."""
        number = at // BLOCK
        with self._changed:
            self._run = self._run + 1 if number == self._next else 0 if number != self._next - 1 else self._run
            self._next = number + 1
            while number not in self._blocks and not self._is_past(number):
                self._wait_for(number)
            block = self._blocks.get(number, b"")
            if block:
                self._blocks.move_to_end(number)
            self._changed.notify_all()
            return block[at - number * BLOCK :]

    def held(self) -> list[tuple[int, int]]:
        """From where to where bytes are in memory, ascending."""
        with self._changed:
            blocks = sorted((number, len(block)) for number, block in self._blocks.items())
        ranges: list[tuple[int, int]] = []
        for number, length in blocks:
            start = number * BLOCK
            if ranges and ranges[-1][1] == start:
                ranges[-1] = ranges[-1][0], start + length
            else:
                ranges.append((start, start + length))
        return ranges

    def beginning(self) -> bytes:
        """The first bytes, as far as they are in memory."""
        with self._changed:
            return self._blocks.get(0, b"")

    def close(self) -> None:
        """Read no more; whoever waits is told that the site does not answer."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _is_past(self, number: int) -> bool:
        return 0 <= self._size <= number * BLOCK

    def _wait_for(self, number: int) -> None:
        """Until it may be there, or cannot be had."""
        if self._closed:
            raise SiteError(0, "closed")
        if self._thread is None:
            self._thread = threading.Thread(target=self._fetch, name="stream", daemon=True)
            self._thread.start()
        self._error = None
        self._wanted.append(number)
        self._changed.notify_all()
        self._changed.wait()
        self._wanted.remove(number)
        if self._error:
            raise self._error

    def _fetch(self) -> None:
        while (number := self._pick()) is not None:
            try:
                self._take(number)
            except SiteError as error:
                self._fail(error)
            except HTTPError as error:
                self._fail(SiteError(error.code, str(error)))
            except (OSError, HTTPException) as error:
                self._fail(SiteError(0, f"{type(error).__name__}: {error}"))
        self._hang_up()

    def _pick(self) -> int | None:
        """The block to be read now, as soon as there is one: what is waited for, or else what comes next."""
        with self._changed:
            while not self._closed:
                waited = next((number for number in reversed(self._wanted) if number not in self._blocks), None)
                if waited is not None:
                    return waited
                if self._error is None and (ahead := self._ahead()) is not None:
                    return ahead
                self._changed.wait()
        return None

    def _ahead(self) -> int | None:
        """The first block that is not here and worth having: the more were read in a row, the farther on."""
        far = min(2 * self._run, FARTHEST // BLOCK)
        blocks = range(self._next, self._next + far)
        return next((each for each in blocks if each not in self._blocks and not self._is_past(each)), None)

    def _take(self, number: int) -> None:
        start = number * BLOCK
        if self._response is None or self._at != start or self._at >= self._end:
            self._ask(start)
        assert self._response is not None
        block = self._response.read(BLOCK)
        at, self._at = self._at, self._at + len(block)
        if self._at < min(self._end, at + BLOCK):
            raise SiteError(0, f"it ended at byte {self._at} of {self._end}")
        with self._changed:
            self._failures = 0
            self._blocks[at // BLOCK] = block if at else with_length(block)
            while len(self._blocks) * BLOCK > self._most:
                self._blocks.popitem(last=False)
            self._changed.notify_all()

    def _ask(self, start: int) -> None:
        self._hang_up()
        wanted = {"Range": f"bytes={start}-{start + ASKED - 1}", "Accept-Encoding": "identity"}
        response = urlopen(Request(self._address, headers=self._headers | wanted), timeout=PATIENCE)  # noqa: S310
        whole = response.headers.get("Content-Range", "").rpartition("/")[2]
        partial = response.status == 206
        size = whole if partial else response.headers.get("Content-Length", "")
        if not size.isdecimal():
            response.close()
            raise SiteError(0, "it does not say how much there is")
        self._response, self._size = response, int(size)
        self._at, self._end = (start, min(start + ASKED, self._size)) if partial else (0, self._size)

    def _fail(self, error: SiteError) -> None:
        self._hang_up()
        with self._changed:
            self._failures += 1
            if self._failures < TRIES and not error.is_final:
                self._changed.wait_for(lambda: self._closed, PAUSE)
                return
            self._failures, self._error = 0, error
            is_waited_for = bool(self._wanted)
            self._changed.notify_all()
        if is_waited_for and not self._closed:
            self._refused(error)

    def _hang_up(self) -> None:
        if self._response:
            self._response.close()
        self._response = None
