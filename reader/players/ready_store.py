"""Ready frames on the disk: a note that is opened again has its frames at once.

A cache, which may be deleted at any time: JPEG files below a folder for each state of each media file.  A name tells in
microseconds when the frame is shown and until when, and its size; what the frames after it look like is in its text.
"""

import base64
import binascii
import hashlib
import math
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from reader.players.decoder import EARLY, Still
from reader.players.landing import Sight

MOST_BYTES = 256 * 2**20
"""Bytes of frames kept on the disk, those of the files that were shown last."""
QUALITY = 90
_TEXT = "alongside"


@dataclass(frozen=True, eq=False)
class KeptFrame:
    """A frame, until when it is shown in seconds, and what it and those after it look like."""

    still: Still
    until: float
    sights: tuple[Sight, ...]


class ReadyStore:
    """The frames kept of one media file below `folder`; none where that is None or cannot be written."""

    def __init__(self, folder: Path | None, file: Path) -> None:
        self._folder = folder / _key(file) if folder else None
        self._names: dict[str, _Name] = {}
        if self._folder:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                os.utime(self._folder)
                self._names = {name: parsed for name in os.listdir(self._folder) if (parsed := _Name.of(name))}  # noqa: PTH208
                tidy(self._folder.parent)
            except OSError:
                self._folder = None

    def load(self, seconds: float, size: QSize) -> KeptFrame | None:
        """The frame at `seconds` if it is kept at `size`."""
        for text, name in self._names.items():
            if self._folder and name.size == size and name.time <= seconds + EARLY < name.until:
                return _read(self._folder / text, name)
        return None

    def save(self, frame: KeptFrame) -> None:
        """Keep a frame; where that cannot be done it is simply not kept."""
        name = _Name(frame.still.time, frame.until, frame.still.image.size())
        if self._folder is None or str(name) in self._names:
            return
        image = frame.still.image.copy()
        image.setText(_TEXT, " ".join(f"{sight.time:.6f},{_packed(sight.picture)}" for sight in frame.sights))
        unfinished = self._folder / f"unfinished-{name}"
        try:
            if image.save(str(unfinished), None, QUALITY):
                unfinished.replace(self._folder / str(name))
                self._names[str(name)] = name
        except OSError:
            self._folder = None


@dataclass(frozen=True)
class _Name:
    time: float
    until: float
    size: QSize = field(compare=False)

    def __str__(self) -> str:
        until = "end" if math.isinf(self.until) else round(self.until * 1e6)
        return f"{round(self.time * 1e6)}_{until}_{self.size.width()}x{self.size.height()}.jpg"

    @staticmethod
    def of(text: str) -> "_Name | None":
        try:
            time, until, size = text.removesuffix(".jpg").split("_")
            width, height = map(int, size.split("x"))
            return _Name(int(time) / 1e6, math.inf if until == "end" else int(until) / 1e6, QSize(width, height))
        except ValueError:
            return None


def tidy(folder: Path, most_bytes: int = MOST_BYTES) -> None:
    """Delete what is kept of files that were not shown for longest until the rest is small enough.  Raises OSError."""
    spent = 0
    for each in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True):
        spent += sum(entry.stat().st_size for entry in os.scandir(each))
        if spent > most_bytes:
            shutil.rmtree(each, ignore_errors=True)


def _read(path: Path, name: _Name) -> KeptFrame | None:
    image = QImage(str(path))
    try:
        sights = tuple(_sight(part) for part in image.text(_TEXT).split())
    except (ValueError, binascii.Error):
        return None
    if image.size() != name.size or not sights:
        return None
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return KeptFrame(Still(name.time, image, last=math.isinf(name.until)), name.until, sights)


def _sight(part: str) -> Sight:
    time, picture = part.split(",")
    return Sight(float(time), base64.b64decode(picture, validate=True))


def _packed(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


def _key(file: Path) -> str:
    stat = file.stat()
    return hashlib.sha256(f"{file}\0{stat.st_size}\0{stat.st_mtime_ns}".encode()).hexdigest()[:32]
