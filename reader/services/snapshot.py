"""Takes the frame that is shown out of the video: as a picture in a file, or on the clipboard with its stamp."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject
from PySide6.QtGui import QClipboard, QImage, QImageWriter

from reader.clock import clock
from reader.players.base import Source
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.player import Player
from reader.services.tasks import Tasks

FrameOf = Callable[[Source, float, QImage], QImage]
"""The frame of a file or stream at a second of its own time, as large as it is there; null where there is no picture.

The image is what is seen of it, in any size: no player says to the very frame where it is.
Raises OSError or ValueError where the file cannot be read.
"""
_FORBIDDEN = frozenset('/\\:*?"<>|')
_LONGEST = 150
"""Bytes of a title in a file's name: with the time, a number and its ending it fits in the 255 of any disk."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is shown: a second of a video, and of the file it is taken from."""

    source: Source
    in_file: float
    video: str
    seconds: float
    seen: QImage


class Snapshot(QObject):
    """Pictures go to `folder`, which need not exist yet, and to the `clipboard`."""

    def __init__(
        self,
        player: Player,
        library: LibraryService,
        tasks: Tasks,
        messages: Messages,
        frame_of: FrameOf,
        clipboard: QClipboard,
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._library, self._tasks, self._messages = player, library, tasks, messages
        self._frame_of, self._clipboard, self._folder = frame_of, clipboard, folder

    def save(self) -> None:
        """Write the frame that is shown as a PNG file, never over another."""
        moment, catalog, folder = self._moment(), self._library.catalog, self._folder
        if moment is None:
            return

        def work() -> Path | None:
            picture = as_png(self._frame_of(moment.source, moment.in_file, moment.seen))
            title = catalog.video_title(moment.video)
            return write_anew(folder, file_name(title, moment.seconds), picture) if picture else None

        self._tasks.run(lambda _: work(), self._tell_saved, self._tell_failed)

    def copy(self) -> None:
        """Put the frame that is shown on the clipboard, and its stamp as a link in Markdown."""
        moment = self._moment()
        if moment is None:
            return

        def work() -> tuple[QImage, bytes]:
            image = self._frame_of(moment.source, moment.in_file, moment.seen)
            return image, as_png(image)

        self._tasks.run(lambda _: work(), lambda made: self._put(moment, *made), self._tell_failed)

    def _moment(self) -> Moment | None:
        """What is shown; where no video is, the reader is told."""
        source, here = self._player.source, self._player.here()
        if source is None or here is None:
            self._messages.say("No video is shown of which a frame could be taken.")
            return None
        return Moment(source, here.seconds, here.video, self._player.position(), self._player.image().copy())

    def _put(self, moment: Moment, image: QImage, png: bytes) -> None:
        if not png:
            self._tell_none()
            return
        data = QMimeData()
        data.setData("image/png", png)  # else it is made in the window's thread, each time it is pasted
        data.setImageData(image)
        data.setText(stamp_link(moment.video, moment.seconds))
        self._clipboard.setMimeData(data)
        self._messages.say(f"The frame at {clock(moment.seconds)} is on the clipboard, and a link to it as text.")

    def _tell_saved(self, file: Path | None) -> None:
        if file:
            self._messages.say(f"Saved as “{file.name}” in {file.parent}.")
        else:
            self._tell_none()

    def _tell_none(self) -> None:
        self._messages.say("This video has no picture, only sound.")

    def _tell_failed(self, error: Exception) -> None:
        self._messages.warn("The frame could not be taken: its video cannot be read, or nothing written.", repr(error))


def stamp_link(video: str, seconds: float) -> str:
    """A moment as a link in Markdown that leads there on the web too, and is a stamp in a note: `[12:34](…?t=754)`."""
    return f"[{clock(seconds)}](https://youtu.be/{quote(video, safe='')}?t={int(seconds)})"


def file_name(title: str, seconds: float) -> str:
    """What the picture of a moment is called, `TITLE 00.12.34.567`: a name that any disk takes, whatever the title."""
    milliseconds = round(max(seconds, 0.0) * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    time = f"{minutes // 60:02}.{minutes % 60:02}.{rest // 1000:02}.{rest % 1000:03}"
    kept = "".join(" " if _unfit(char) else char for char in title)
    short = " ".join(kept.split()).lstrip(".- ").encode(errors="ignore")[:_LONGEST].decode(errors="ignore").strip()
    return f"{short or 'Frame'} {time}"


def as_png(image: QImage) -> bytes:
    """`image` as a PNG file; nothing for a null one."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.isNull():
        QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def write_anew(folder: Path, name: str, data: bytes) -> Path:
    """Write a PNG file that was not there; its name gets a number where there was one.  Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in _names(folder, name):
        try:
            opened = file.open("xb")
        except FileExistsError:
            continue
        try:
            with opened:
                opened.write(data)
        except OSError:  # the disk is full: half a picture is none
            file.unlink()
            raise
        return file
    raise AssertionError("there is always another number")


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.png"
    yield from (folder / f"{name} ({number}).png" for number in count(2))


def _unfit(char: str) -> bool:
    """Whether a character has no place in a file's name: separators, what controls or turns, what is half a letter."""
    return char in _FORBIDDEN or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
