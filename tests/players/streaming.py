"""A site that streams what it is given, and has the troubles that sites have."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import av
from av.container.input import InputContainer

_PIECE = 16_384
_INDEX_FIRST = {"movflags": "faststart"}
_IN_FRAGMENTS = {"movflags": "empty_moov+default_base_moof+dash+global_sidx", "frag_duration": "2000000"}
"""As YouTube has single tracks; of one in an MP4 of one piece libvlc shows the beginning only."""


def for_streaming(file: Path, folder: Path) -> Path:
    """The same as sites have it."""
    made = folder / file.name
    with av.open(str(file)) as source:
        options = _INDEX_FIRST if len(source.streams) > 1 else _IN_FRAGMENTS
        _copy(source, made, options)
    return made


def _copy(source: InputContainer, made: Path, options: dict[str, str]) -> None:
    with av.open(str(made), "w", options=options) as target:
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)


class Site:
    """Serves the files that were `add`ed, with ranges; `asked` has the path and headers of each request."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._files: dict[str, bytes] = {}
        self._refused: dict[str, int] = {}
        self._stalls: dict[str, int] = {}
        self._goes_on = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def add(self, file: Path) -> str:
        """Serve a file; returns its address."""
        self._files[f"/{file.name}"] = file.read_bytes()
        return f"http://127.0.0.1:{self._server.server_port}/{file.name}"

    def refuse(self, address: str, status: int) -> None:
        """Answer requests for `address` with an HTTP status."""
        self._refused[_path(address)] = status

    def stall(self, address: str, after: int) -> None:
        """Send nothing of `address` that lies behind so many bytes, until `go_on`; the connection stays open."""
        self._stalls[_path(address)] = after

    def go_on(self) -> None:
        """Send what was held back."""
        self._stalls.clear()
        self._goes_on.set()

    def close(self) -> None:
        """Serve no more."""
        self.go_on()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *_: Any) -> None: ...

        return Handler

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append((request.path, dict(request.headers)))
        content = self._files.get(request.path, b"")
        if status := self._refused.get(request.path):
            request.send_error(status)
            return
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("Range", ""))
        start = int(wanted[1]) if wanted else 0
        end = min(int(wanted[2]) + 1, len(content)) if wanted and wanted[2] else len(content)
        if start >= len(content):
            request.send_error(416)
            return
        request.send_response(206 if wanted else 200)
        request.send_header("Accept-Ranges", "bytes")
        if request.headers.get("Connection") == "close":
            request.send_header("Connection", "close")  # libav goes on asking where this is not said
        request.send_header("Content-Length", str(max(end - start, 0)))
        if wanted:
            request.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(content)}")
        request.end_headers()
        self._send(request, content, start, end)

    def _send(self, request: BaseHTTPRequestHandler, content: bytes, start: int, end: int) -> None:
        try:
            for at in range(start, end, _PIECE):
                if at + _PIECE > self._stalls.get(request.path, len(content) + _PIECE):
                    self._goes_on.wait()
                request.wfile.write(content[at : min(at + _PIECE, end)])
        except OSError:  # whoever asked has gone
            request.close_connection = True


def _path(address: str) -> str:
    return "/" + address.rpartition("/")[2]
