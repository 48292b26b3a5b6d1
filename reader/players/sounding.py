"""How loud a file is played and where its sound goes, whatever plays it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.players.base import NO_SOUND, OUTPUT_GONE, Source
from reader.players.loudness import Listener
from reader.players.motion import Settings


class Sounding(QObject):
    """Keeps `gain` and `output` of the settings as they should be."""

    gain_changed = Signal()
    output_changed = Signal()
    failed = Signal(str)
    """There is no sound: a sentence for people, once for each output."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._equal, self._output = False, ""
        self._file: Source | None = None
        self._listener: Listener | None = None
        self._told: set[str] = set()

    def forget(self) -> None:
        """Another file comes: nothing is known of how loud it is, and the output that was gone may be back."""
        self._file = None
        self._stop_listening()
        self._settings.gain, self._settings.output = 0.0, self._output

    def begin(self, file: Source) -> None:
        """The first frame of `file` is shown: find out how loud it is, if all are to be equally loud."""
        self._file = file
        self._listen()

    def set_equal(self, equal: bool) -> None:
        """Play all files about equally loud, or as they are."""
        if equal != self._equal:
            self._equal = equal
            self._listen()

    def set_output(self, output: str) -> None:
        """Send sound to the output of that id, "" for the default."""
        if output != self._output:
            self._output = output
            self._send_to(output)

    def on_silent(self) -> None:
        """Nothing is heard: try the default output, if it was another, and say so."""
        wished = self._settings.output
        if wished:
            self._send_to("")
        if wished not in self._told:
            self._told.add(wished)
            self.failed.emit(OUTPUT_GONE if wished else NO_SOUND)

    def _listen(self) -> None:
        if not self._equal:
            self._stop_listening()
            self._set_gain(0.0)
        elif isinstance(self._file, Path) and self._listener is None:
            self._listener = Listener(self._file, self._set_gain, self)

    def _stop_listening(self) -> None:
        if self._listener:
            self._listener.close()
        self._listener = None

    def _set_gain(self, gain: float) -> None:
        if gain != self._settings.gain:
            self._settings.gain = gain
            self.gain_changed.emit()

    def _send_to(self, output: str) -> None:
        self._settings.output = output
        self.output_changed.emit()
