"""A proxy on 127.0.0.1 that answers for YouTube, so that the real YoutubeIE meets what YouTube says."""

import json
import socketserver
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.tube.refusals import Playable

TRUST = Path(__file__).parent / "trust"
"""The folder of yt-dlp plugins that lets it trust the proxy's certificate."""


class YoutubeProxy:
    """Answers for www.youtube.com, each video by what `answers` has for it; for all else there is no network."""

    def __init__(self, folder: Path) -> None:
        """Answer on a free port; the certificate is made in `folder`."""
        self.answers: dict[str, Playable] = {}
        self.statuses: dict[str, int] = {}
        self.requests: list[str] = []
        self.certificate = folder / "proxy.pem"
        if not self.certificate.exists():
            _make_certificate(self.certificate)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(self.certificate)
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def plugins(self) -> Path:
        """The folder of plugins for yt-dlp: `plugin_dirs` of its API."""
        return TRUST

    @property
    def environment(self) -> dict[str, str]:
        """What the environment of processes that run yt-dlp has to have besides."""
        address = f"http://127.0.0.1:{self._server.server_address[1]}"
        return {
            "https_proxy": address,
            "no_proxy": "127.0.0.1",
            "NO_PROXY": "127.0.0.1",
            "LOCALTUBE_CERTIFICATE": str(self.certificate),
        }

    def fail(self, path: str, status: int) -> None:
        """Answer requests whose path ends so with an HTTP status."""
        self.statuses[path] = status

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, proxy: YoutubeProxy) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.proxy = proxy

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away: they may."""
        if not isinstance(sys.exception(), (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    secured: ssl.SSLSocket | None = None

    def do_CONNECT(self) -> None:
        if not self.path.startswith("www.youtube.com:"):
            self.send_error(502)
            return
        self.send_response(200)
        self.end_headers()
        self.close_connection = False  # CONNECT often comes as HTTP 1.0
        self.secured = self.server.proxy.tls.wrap_socket(self.connection, server_side=True)
        self.connection = self.secured
        self.rfile, self.wfile = self.secured.makefile("rb"), self.secured.makefile("wb")

    def do_GET(self) -> None:
        self._answer(parse_qs(urlsplit(self.path).query).get("v", [""])[0])

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(asked.get("videoId", ""))

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class names it
        """Leave the terminal alone."""

    def finish(self) -> None:
        """Close what the base class does not know of, too."""
        super().finish()
        if self.secured:
            self.secured.close()

    def _answer(self, video: str) -> None:
        proxy, path = self.server.proxy, urlsplit(self.path).path
        proxy.requests.append(path)
        status = next((status for ending, status in proxy.statuses.items() if path.endswith(ending)), 200)
        content = self._content(path, video, proxy.answers.get(video, Playable(video))) if status == 200 else ""
        body = content.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if content.startswith("{") else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    @staticmethod
    def _content(path: str, video: str, answer: Playable) -> str:
        if path.endswith("/player"):
            return json.dumps(answer.player())
        if path.endswith("/next"):
            return json.dumps({"contents": {}, "videoId": video})
        if path == "/watch" or path.startswith("/embed/"):
            return answer.page()
        return "<!doctype html>"


def _make_certificate(file: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "30", "-subj", "/CN=www.youtube.com", "-addext", "subjectAltName=DNS:www.youtube.com",
         "-keyout", file, "-out", file.with_suffix(".part")],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_bytes(file.read_bytes() + file.with_suffix(".part").read_bytes())
