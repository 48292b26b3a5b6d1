"""The player that is used where libvlc is installed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from reader.players.exact import ExactBackend
from reader.players.vlc import Vlc
from reader.players.vlc_motion import VlcMotion


class VlcBackend(ExactBackend):
    """Raises ReaderError where libvlc cannot be had.

    `options` are libvlc's own, as `--aout=dummy` where there is no sound device.
    """

    def __init__(self, parent: QObject | None = None, options: Sequence[str] = ()) -> None:
        vlc = Vlc(options)
        super().__init__(parent, lambda file, settings, owner: VlcMotion(vlc, file, settings, owner))
