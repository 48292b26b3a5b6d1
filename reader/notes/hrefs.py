"""How a page writes its links: for the window, which follows them itself, or for a file that a browser shows."""

import posixpath
from collections.abc import Callable
from typing import Protocol
from urllib.parse import quote, urlencode


class Hrefs(Protocol):
    """Addresses for what a page links to. None: it is shown, but leads nowhere."""

    def stamp(self, video: str | None, seconds: float) -> str | None:
        """A second of a video."""

    def note(self, path: str, heading: str) -> str | None:
        """A note of the library; `heading` is the id of one of its headings, or nothing."""

    def playing(self, path: str, seconds: float) -> str | None:
        """A note of the library, with its video at a second."""

    def phantom(self, target: str) -> str | None:
        """A name that no note has."""

    def choose(self, target: str) -> str | None:
        """A name that several notes have."""

    def image(self, path: str) -> str | None:
        """A picture of the library, its path relative to the library."""


class WindowHrefs:
    """`seek:ID?t=793`, `note:PATH#heading`, `phantom:TARGET`, `choose:TARGET`, `alongside:/file/PATH`.

    A note whose video is to play is `note:PATH?play=793`, one whose video is to stand there `note:PATH?at=793`.
    """

    def stamp(self, video: str | None, seconds: float) -> str:
        return stamp_href(video, seconds)

    def note(self, path: str, heading: str) -> str:
        return f"note:{quote(path)}" + (f"#{quote(heading)}" if heading else "")

    def playing(self, path: str, seconds: float) -> str:
        return place_href(path, seconds=seconds)

    def phantom(self, target: str) -> str:
        return phantom_href(target)

    def choose(self, target: str) -> str:
        return choose_href(target)

    def image(self, path: str) -> str:
        return f"alongside:/file/{quote(path)}"


class FileHrefs:
    """For pages as files that lie as the notes lie: `page` is the note's own path, `image` gives a picture's data URI.

    `image` returns None where there is no such picture.
    """

    def __init__(self, page: str, image: Callable[[str], str | None]) -> None:
        self._folder = posixpath.dirname(page)
        self._image = image

    def stamp(self, video: str | None, seconds: float) -> str | None:
        return f"https://www.youtube.com/watch?v={video}&t={int(seconds)}s" if video else None

    def note(self, path: str, heading: str) -> str:
        page = posixpath.splitext(path)[0] + ".html"
        return "./" + quote(posixpath.relpath(page, self._folder or ".")) + (f"#{quote(heading)}" if heading else "")

    def playing(self, path: str, seconds: float) -> str:  # noqa: ARG002
        return self.note(path, "")

    def phantom(self, target: str) -> None:  # noqa: ARG002
        return None

    def choose(self, target: str) -> None:  # noqa: ARG002
        return None

    def image(self, path: str) -> str | None:
        return self._image(path)


def stamp_href(video: str | None, seconds: float, *, play: bool = False) -> str:
    """A second of a video, from which with `play` it is to play; without a video it can only say so."""
    return f"seek:{video or ''}?t={_number(seconds)}" + ("&play=1" if play else "")


def moment_href(video: str, seconds: float, path: str = "", *, play: bool = False) -> str:
    """A second of a video beside the note at `path`, if there is one; with `play` it is to play from there."""
    if not path:
        return stamp_href(quote(video, safe=""), seconds, play=play)
    return f"note:{quote(path)}?{'play' if play else 'at'}={_number(seconds)}"


def choose_href(target: str) -> str:
    """A name that several notes have: the reader is asked which."""
    return f"choose:{quote(target, safe='')}"


def place_href(path: str, sentence: str = "", seconds: float | None = None) -> str:
    """A place in a note: where it says `sentence`; with `seconds` its video is to play from there."""
    asked = {"says": sentence} if sentence else {}
    if seconds is not None:
        asked["play"] = _number(seconds)
    return f"note:{quote(path)}" + (f"?{urlencode(asked)}" if asked else "")


def phantom_href(target: str) -> str:
    """The page of a name that no note has."""
    return f"phantom:{quote(target, safe='')}"


def video_href(video: str) -> str:
    """The page of a video: all that its notes say of it."""
    return f"video:{quote(video, safe='')}"


def channel_href(folder: str) -> str:
    """The page of a channel: its videos and notes."""
    return f"channel:{quote(folder, safe='')}"


def _number(seconds: float) -> str:
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
