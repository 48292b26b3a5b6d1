"""What the program has to say to the reader, from wherever it arises to wherever it is shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the reader; `detail` is shown on demand, `lasting` until it is dismissed.

    `action` names what `act` does for a reader who wishes it.
    """

    text: str
    detail: str = ""
    lasting: bool = False
    action: str = ""
    act: Callable[[], None] = lambda: None


class Messages(QObject):
    """Carries messages."""

    said = Signal(Message)

    def say(self, text: str) -> None:
        """Mention something in passing."""
        self.said.emit(Message(text))

    def warn(self, text: str, detail: str = "") -> None:
        """Say that something did not work; it stays until the reader has seen it."""
        self.said.emit(Message(text, detail, lasting=True))

    def offer(self, text: str, action: str, act: Callable[[], None]) -> None:
        """Say something to which the reader may want to do something, as to undo it; it stays until it was seen."""
        self.said.emit(Message(text, lasting=True, action=action, act=act))

    def error(self, error: Exception) -> None:
        """Say what went wrong, in a sentence even where the error has none."""
        if isinstance(error, ReaderError):
            self.warn(str(error), error.detail)
        elif isinstance(error, OSError):
            file = f"“{error.filename}”" if error.filename else "A file"
            self.warn(f"{file} cannot be used: {error.strerror or error}.", repr(error))
        else:
            self.warn("Something went wrong in Alongside; the details say what.", repr(error))
