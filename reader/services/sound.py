"""Where sound goes, and whether all videos are equally loud."""

from PySide6.QtCore import QObject, Signal

from reader.players.base import Backend, SoundOutput
from reader.players.none import NoBackend
from reader.services.messages import Messages
from reader.services.player import Player

__all__ = ["Sound", "SoundOutput"]


class Sound(QObject):
    """What the reader wishes of sound; `player`'s backend does it, as soon as there is one."""

    changed = Signal()
    """Other outputs are known, or something else is wished."""

    def __init__(self, player: Player, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._backend: Backend = NoBackend()
        self.outputs: tuple[SoundOutput, ...] = ()
        """Those that were there when `look` was called last."""
        self.output = ""
        """The id of the one that is wished, there or not; empty is the system's default."""
        self.equal = False
        """Whether all videos are to be equally loud."""
        player.used.connect(self._use)

    def look(self) -> None:
        """Find out which outputs there are now; `changed` tells."""
        self._backend.find_sound_outputs()

    def choose(self, output: str) -> None:
        """Have sound go to the output with this id."""
        if output != self.output:
            self.output = output
            self._backend.set_sound_output(output)
            self.changed.emit()

    def set_equal(self, equal: bool) -> None:
        """Have all videos equally loud, or as they are."""
        if equal != self.equal:
            self.equal = equal
            self._backend.set_equal_loudness(equal)
            self.changed.emit()

    def _use(self, backend: Backend) -> None:
        self._backend = backend
        backend.sound_outputs_found.connect(self._found)
        backend.sound_failed.connect(self._messages.say)
        backend.set_sound_output(self.output)
        backend.set_equal_loudness(self.equal)

    def _found(self, outputs: tuple[SoundOutput, ...]) -> None:
        if outputs != self.outputs:
            self.outputs = outputs
            self.changed.emit()
