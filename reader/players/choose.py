"""Which player is used on this computer."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from reader.errors import ReaderError
from reader.players.base import Backend
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend

MakeBackend = Callable[[QObject | None], Backend]


def prepare_backend(vlc_options: Sequence[str] = (), frames: Path | None = None) -> MakeBackend:
    """What makes the best backend there is: libvlc where it is installed, else Qt Multimedia.

    It keeps ready frames in the folder `frames`, if one is given.

    May be called in any thread, and takes some tenths of a second; what it returns is for the window's thread.
    Raises ReaderError, with why each of them cannot be had, where neither can.
    """
    try:
        vlc = Vlc(vlc_options)
    except ReaderError as no_vlc:
        try:  # takes a sixth of a second and needs libpulse, so only where it is used
            from reader.players.qtmultimedia import QtMultimediaBackend
        except ImportError as error:
            detail = f"{no_vlc} {no_vlc.detail}\n{error}"
            raise ReaderError("No video can be played here: install VLC.", detail) from error
        return lambda parent: QtMultimediaBackend(parent, frames)
    return lambda parent: VlcBackend(vlc, parent, frames)


def best_backend(parent: QObject | None = None, *, vlc_options: Sequence[str] = ()) -> Backend:
    """The best backend there is, at once.  Raises ReaderError as `prepare_backend` does."""
    return prepare_backend(vlc_options)(parent)


def why_no_vlc() -> ReaderError | None:
    """Why libvlc cannot be used here, with details; None if it can."""
    try:
        Vlc()
    except ReaderError as error:
        return error
    return None
