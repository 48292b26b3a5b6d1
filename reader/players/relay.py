"""Hands to players on this computer what a `Spool` has of a stream, with all the headers that its site wants.

libvlc opens addresses only, and can send two headers; here it opens one of this computer, which nobody else knows.
"""

import contextlib
import re
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import urlsplit

from reader.players.base import Stream
from reader.players.places import Places, from_segments, loaded
from reader.players.spool import SiteError, Spool

PICTURE, SOUND = 56 * 2**20, 8 * 2**20
"""Bytes of a stream that are kept in memory."""
_UNDER_WAY = 64 * 2**10
"""Bytes that may wait in a connection: what lies there was asked of the site, though nobody may read it."""
_LISTS = (".m3u8", ".mpd")
"""Endings of what is no stream itself but a list of many, which players read themselves."""
_BAD_GATEWAY = 502


class Relay:
    """Serves one stream at `stream`, whose addresses are of this computer, until it is closed.

    `refused` is called, in a thread of its own, when the picture cannot be had any more.
    """

    def __init__(self, stream: Stream, refused: Callable[[SiteError], None]) -> None:
        self.stream = stream
        self._spools: dict[str, Spool] = {}
        self._server: _Server | None = None
        self._picture: Spool | None = None
        self._places: Places = ()
        if stream.picture.startswith("http") and not urlsplit(stream.picture).path.endswith(_LISTS):
            self._serve(stream, refused)

    def loaded(self, places: Places) -> tuple[tuple[float, float], ...]:
        """From which second to which the picture is in memory.

        By `places`, else by the stream's own index; nothing where it has none.
        """
        if self._picture is None:
            return ()
        self._places = self._places or places or from_segments(self._picture.beginning())
        return loaded(self._picture.held(), self._places)

    def close(self) -> None:
        """Serve no more, at once."""
        for spool in self._spools.values():
            spool.close()
        if self._server:
            threading.Thread(target=_shut, args=(self._server,), daemon=True).start()  # it takes half a second
        self._server = None

    def _serve(self, stream: Stream, refused: Callable[[SiteError], None]) -> None:
        picture, sound = (f"/{secrets.token_urlsafe(16)}" for _ in range(2))
        self._picture = self._spools[picture] = Spool(stream.picture, stream.headers, PICTURE, refused)
        if stream.sound:
            self._spools[sound] = Spool(stream.sound, stream.headers, SOUND, lambda _: None)
        server = self._server = _Server(("127.0.0.1", 0), _handler(self._spools))
        threading.Thread(target=server.serve_forever, name="relay", daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        self.stream = replace(stream, picture=here + picture, sound=here + sound if stream.sound else "", headers=())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Without the name of this computer: to look for it may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]


def _shut(server: _Server) -> None:
    server.shutdown()
    server.server_close()


def _handler(spools: dict[str, Spool]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNDER_WAY)
            spool = spools.get(self.path)
            if spool is None:
                self.send_error(404)
                return
            with contextlib.suppress(ConnectionError):  # whoever asked has gone
                _answer(self, spool)

        def log_message(self, *_: Any) -> None: ...

    return Handler


def _answer(request: BaseHTTPRequestHandler, spool: Spool) -> None:
    wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
    try:
        size = spool.size()
        start = int(wanted[1]) if wanted else 0
        end = min(int(wanted[2]) + 1, size) if wanted and wanted[2] else size
        piece = spool.read(start)
    except SiteError as error:
        request.send_error(error.status or _BAD_GATEWAY)
        return
    if start >= end:
        request.send_error(416)
        return
    request.send_response(206 if wanted else 200)
    request.send_header("Accept-Ranges", "bytes")
    request.send_header("Connection", "close")
    request.send_header("Content-Length", str(end - start))
    if wanted:
        request.send_header("Content-Range", f"bytes {start}-{end - 1}/{size}")
    request.end_headers()
    _send(request, spool, piece, start, end)


def _send(request: BaseHTTPRequestHandler, spool: Spool, piece: bytes, at: int, end: int) -> None:
    """Where the site breaks off, so does this; whoever reads asks again and is told why."""
    with contextlib.suppress(SiteError):
        while piece and at < end:
            request.wfile.write(piece[: end - at])
            at += len(piece)
            piece = spool.read(at) if at < end else b""
