"""The player that is used where libvlc is installed."""

from pathlib import Path

from PySide6.QtCore import QObject

from reader.players.exact import ExactBackend
from reader.players.vlc import Vlc
from reader.players.vlc_motion import VlcMotion


class VlcBackend(ExactBackend):
    """Plays with `vlc`; ready frames are kept below `kept` too."""

    def __init__(self, vlc: Vlc, parent: QObject | None = None, kept: Path | None = None) -> None:
        super().__init__(parent, lambda file, settings, owner: VlcMotion(vlc, file, settings, owner), kept)
