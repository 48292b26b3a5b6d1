"""The player that is used where libvlc is installed."""

from pathlib import Path

from PySide6.QtCore import QObject

from reader.players.exact import ExactBackend
from reader.players.mailbox import Mailbox
from reader.players.vlc import Outputs, Vlc
from reader.players.vlc_motion import VlcMotion


class VlcBackend(ExactBackend):
    """Plays with `vlc`; ready frames are kept below `kept` too."""

    def __init__(self, vlc: Vlc, parent: QObject | None = None, kept: Path | None = None) -> None:
        super().__init__(parent, lambda file, settings, owner: VlcMotion(vlc, file, settings, owner), kept)
        self._outputs_mailbox = Mailbox(self.sound_outputs_found.emit, self)
        self._outputs = Outputs(vlc, self._outputs_mailbox)

    def find_sound_outputs(self) -> None:
        self._outputs.find()

    def close(self) -> None:
        super().close()
        self._outputs_mailbox.close()
        self._outputs.close()
