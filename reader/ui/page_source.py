"""What a note's page may load: our own files under `alongside:`, and nothing else in the world."""

import mimetypes
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from reader import paths
from reader.ui.fonts import FONT_FILES, font_file

SCHEME = b"alongside"
PAGE = "alongside:/page"
_MAX_IMAGE_BYTES = 64 * 1024 * 1024
_STYLES = ("theme.css", "note.css")


def register_scheme() -> None:
    """Make the scheme known to Chromium.  Must be called before the application object is made."""
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Path)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled)
    QWebEngineUrlScheme.registerScheme(scheme)


class PageSource(QWebEngineUrlSchemeHandler):
    """Answers `alongside:/page` (the empty page), `/fonts.css`, `/theme.css`, `/note.css`, `/font/…`, `/file/…`.

    `find_file` gives the file of a path in the library and raises ValueError or OSError where there is none.
    """

    def __init__(self, shell: Callable[[], str]) -> None:
        super().__init__()
        self._shell = shell
        self.find_file: Callable[[str], Path] = Path

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request."""
        first, _, rest = job.requestUrl().path().removeprefix("/").partition("/")
        try:
            device, kind = self._answer(first, rest)
        except (OSError, ValueError, KeyError):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        device.setParent(job)
        job.reply(kind.encode(), device)

    def _answer(self, first: str, rest: str) -> tuple[QIODevice, str]:
        if first == "page":
            return _buffer(self._shell().encode()), "text/html"
        if first == "fonts.css":
            return _buffer(font_faces().encode()), "text/css"
        if first in _STYLES:
            return _buffer((paths.resources() / first).read_bytes()), "text/css"
        if first == "font":
            return _buffer(font_file(rest).read_bytes()), "font/otf"
        if first == "file":
            return self._image(rest)
        raise KeyError(first)

    def _image(self, path: str) -> tuple[QIODevice, str]:
        """The picture at `path`, which Chromium reads in a thread of its own; no pipe, which would be waited for."""
        kind = mimetypes.guess_type(path)[0] or ""
        file = self.find_file(path)
        if not kind.startswith("image/") or not file.is_file() or file.stat().st_size > _MAX_IMAGE_BYTES:
            raise ValueError(path)
        device = QFile(str(file))
        if not device.open(QIODevice.OpenModeFlag.ReadOnly):
            raise OSError(device.errorString())
        return device, kind


class OnlyOurs(QWebEngineUrlRequestInterceptor):
    """Refuses every request that is not for our own files: no note reaches the network or the disk."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block what is not ours."""
        if info.requestUrl().scheme() not in ("alongside", "data"):
            info.block(True)


def _buffer(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    return buffer


def font_faces() -> str:
    """The style sheet that gives the page its fonts."""
    return "\n".join(
        f'@font-face {{ font-family: "{_family(name)}"; src: url(alongside:/font/{name}); '
        f"font-weight: {600 if 'Semibold' in name else 400}; font-style: {'italic' if 'It.' in name else 'normal'}; }}"
        for name in FONT_FILES
    )


def _family(name: str) -> str:
    return "Source Serif Pro" if "Serif" in name else "Source Sans Pro"
