"""An HTTP server for files in memory or on disk: ranges, faults for each path, and a log of all that was asked."""

import re
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.tube.faults import Fault

_PIECE = 16_384
_TYPES = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "vtt": "text/vtt",
    "jpg": "image/jpeg",
    "mp4": "video/mp4",
    "m4a": "audio/mp4",
    "webm": "video/webm",
    "m3u8": "application/vnd.apple.mpegurl",
    "ts": "video/mp2t",
    "mpd": "application/dash+xml",
    "m4s": "video/iso.segment",
}


@dataclass
class Request:
    """One request, and what came of it: `start` is the first byte of the file that was asked for, `sent` how many."""

    method: str
    path: str
    headers: dict[str, str]
    start: int = 0
    status: int = 0
    sent: int = 0


@dataclass
class _Body:
    size: int
    piece: bytes = b""
    file: Path | None = None

    def read(self, start: int, end: int) -> Iterator[bytes]:
        if self.file is None:
            yield from (self.piece[i : min(i + _PIECE, end)] for i in range(start, end, _PIECE))
            return
        with self.file.open("rb") as file:
            file.seek(start)
            for i in range(start, end, _PIECE):
                yield file.read(min(_PIECE, end - i))


@dataclass
class _Trouble:
    pattern: str
    fault: Fault
    left: int
    mended: threading.Event = field(default_factory=threading.Event)


class Server:
    """Serves what was `put`, and answers 404 for everything else.  Paths begin with a slash and have no query."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._bodies: dict[str, _Body] = {}
        self._troubles: list[_Trouble] = []
        self._lock = threading.Lock()
        self._http = _Http(self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The address of the server, without a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def put(self, path: str, content: bytes | str | Path) -> str:
        """Serve `content` (a file is read as it is asked for) at `path`; returns the whole address."""
        if isinstance(content, Path):
            self._bodies[path] = _Body(content.stat().st_size, file=content)
        else:
            piece = content.encode() if isinstance(content, str) else content
            self._bodies[path] = _Body(len(piece), piece)
        return self.url + path

    def fail(self, path: str, fault: Fault) -> None:
        """Let paths that fit the pattern `path` (`*` for anything) fail; the last one said counts."""
        with self._lock:
            self._troubles.append(_Trouble(path, fault, fault.times or -1))

    def mend(self, path: str = "*") -> None:
        """Let everything that was said to `fail` with a pattern that fits be well again; what stalls goes on."""
        with self._lock:
            for trouble in self._troubles:
                if fnmatchcase(trouble.pattern, path):
                    trouble.left = 0
                    trouble.mended.set()

    def asked(self, path: str) -> list[Request]:
        """The requests for paths that fit the pattern, in the order in which they came."""
        with self._lock:
            return [request for request in self.requests if fnmatchcase(request.path, path)]

    def sent(self, path: str) -> int:
        """How many bytes of bodies were sent for paths that fit the pattern."""
        return sum(request.sent for request in self.asked(path))

    def close(self) -> None:
        """Serve no more; what is under way breaks off."""
        self._http.closing.set()
        self.mend()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def log(self, request: Request) -> None:
        """Note a request before it is answered."""
        with self._lock:
            self.requests.append(request)

    def body_of(self, path: str) -> _Body | None:
        """What is to be served at a path."""
        return self._bodies.get(path)

    def trouble_of(self, path: str) -> tuple[Fault, threading.Event]:
        """What is wrong with this answer, and the event of its being mended; uses up one of its times."""
        with self._lock:
            for trouble in reversed(self._troubles):
                if trouble.left and fnmatchcase(path, trouble.pattern):
                    trouble.left -= 1
                    return trouble.fault, trouble.mended
        return Fault(), threading.Event()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, site: Server) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away: they may."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class names it
        """Leave the terminal alone: there is `Server.requests`."""

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        request = Request(self.command, path, dict(self.headers))
        body = self.server.site.body_of(path)
        fault, mended = self.server.site.trouble_of(path)
        range_ = self._range(body.size if body else 0) if fault.ranges else None
        request.start = range_[0] if range_ else 0
        request.status = fault.status or self._status(body, range_)
        self.server.site.log(request)
        if request.status >= 400 or body is None:
            self._refuse(request.status, fault, body)
            return
        start, end = range_ or (0, body.size)
        self._send_head(request.status, body, start, end, fault, path)
        if self.command == "GET":
            self._send_body(request, body.read(start, end), fault, mended)

    def _range(self, size: int) -> tuple[int, int] | None:
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if not asked or asked.groups() == ("", ""):
            return None
        first, last = asked.groups()
        if not first:
            return max(0, size - int(last)), size
        return int(first), min(size, int(last) + 1 if last else size)

    @staticmethod
    def _status(body: _Body | None, range_: tuple[int, int] | None) -> int:
        if body is None:
            return 404
        if range_ is None:
            return 200
        return 206 if range_[0] < range_[1] else 416

    def _refuse(self, status: int, fault: Fault, body: _Body | None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if fault.retry_after:
            self.send_header("Retry-After", str(fault.retry_after))
        if status == 416 and body:
            self.send_header("Content-Range", f"bytes */{body.size}")
        self.end_headers()

    def _send_head(self, status: int, body: _Body, start: int, end: int, fault: Fault, path: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(path.rpartition(".")[2], "application/octet-stream"))
        if fault.ranges:
            self.send_header("Accept-Ranges", "bytes")
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{body.size}")
        if fault.says_length:
            self.send_header("Content-Length", str(end - start + fault.promises))
        if not fault.says_length or fault.promises:
            self.send_header("Connection", "close")
        self.end_headers()

    def _send_body(self, request: Request, pieces: Iterator[bytes], fault: Fault, mended: threading.Event) -> None:
        for piece in pieces:
            limit = min(x for x in (fault.dies_after, fault.stalls_after, 1 << 62) if x is not None)
            if request.sent + len(piece) > limit and not mended.is_set():
                room = limit - request.sent
                self._send(request, piece[:room])
                piece = piece[room:]
                if fault.dies_after is not None:
                    self._die(fault.resets)
                    return
                mended.wait()
            if self.server.closing.wait(len(piece) / fault.rate if fault.rate and not mended.is_set() else 0):
                self._die(resets=True)
                return
            self._send(request, piece)

    def _send(self, request: Request, piece: bytes) -> None:
        request.sent += len(piece)  # before the client can have it
        self.wfile.write(piece)

    def _die(self, resets: bool) -> None:
        self.close_connection = True
        if resets:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
