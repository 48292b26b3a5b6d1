"""yt-dlp in a process of its own, with one video asked for: `python -m tests.tube.child '{"address": …, …}'`.

Prints one line of JSON: what the extractor returned, or the error's type, HTTP status and text
(the error in its first line, then the warnings before it).
"""

import json
import sys
from typing import Any

from yt_dlp import YoutubeDL
from yt_dlp.globals import plugin_dirs
from yt_dlp.utils import DownloadError


def main() -> None:
    """Do what the first argument says: `address`, `plugins`, `download` (or only look), `options` of YoutubeDL."""
    wish: dict[str, Any] = json.loads(sys.argv[1])
    plugin_dirs.value = [wish["plugins"]] if wish["plugins"] else []
    heard = Heard()
    options = {"logger": heard, "noprogress": True, "socket_timeout": 3, "retries": 3, "color": "no_color"}
    with YoutubeDL(options | wish["options"]) as downloader:
        try:
            told = downloader.sanitize_info(downloader.extract_info(wish["address"], download=wish["download"]))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told
            told = _told(error, heard.warnings)
    sys.stdout.write(json.dumps(told) + "\n")


class Heard:
    """Keeps the warnings: often they, and not the error, hold the cause."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def debug(self, text: str) -> None:
        """What is done."""

    def warning(self, text: str) -> None:
        """What went wrong without an end to it."""
        self.warnings.append(text)

    def error(self, text: str) -> None:
        """What is raised, too."""


def _told(error: Exception, warnings: list[str]) -> dict[str, Any]:
    cause = error.exc_info[1] if isinstance(error, DownloadError) and error.exc_info else error
    return {
        "error": type(cause).__name__,
        "status": getattr(cause, "status", None),
        "text": "\n".join([str(error), *warnings]),
    }


if __name__ == "__main__":
    main()
