"""What is remembered from one day to the next: settings, and where each library was left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from reader.library.state import LeftAt, State
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.navigator import Navigator, Place
from reader.settings import SettingsFile

_SAVE_EVERY_MS = 5000
_SAVE_SETTINGS_AFTER_MS = 300


class Session(QObject):
    """Keeps settings and state.  Where they cannot be written, the reader is told once and goes on."""

    def __init__(self, settings: SettingsFile, state: State, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.state = state
        self._messages = messages
        self._told = False
        self._notice: Callable[[], None] = lambda: None
        self._timer = QTimer(self, interval=_SAVE_EVERY_MS)
        self._timer.timeout.connect(self.save)
        self._soon = QTimer(self, interval=_SAVE_SETTINGS_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._write)

    def attend(self, library: LibraryService, navigator: Navigator) -> None:
        """Notice from now on where the reader is."""

        def notice() -> None:
            if (place := navigator.place()) and place.path:
                self.state.leave(library.root, LeftAt(place.path, place.scroll))

        self._notice = notice
        self._timer.start()

    def change(self, **values: object) -> None:
        """Change settings; they are written when no other change follows at once, as while a slider is drawn."""
        self.settings.change(**values)
        self._soon.start()

    def notice(self) -> None:
        """Take down where everything stands now."""
        self._notice()

    def save(self) -> None:
        """Write where everything stands."""
        self._notice()
        self._write()

    def close(self, window: dict[str, object]) -> None:
        """Write everything a last time, with how the window looks."""
        self._timer.stop()
        self._soon.stop()
        self.state.set_window(window)
        self.save()

    def place_in(self, library: Path) -> Place | None:
        """Where `library` was left, if that note is still there."""
        left = self.state.left_at(library)
        return Place(left.note, left.scroll) if left and (library / left.note).is_file() else None

    def _write(self) -> None:
        for kept in (self.settings, self.state):
            try:
                kept.save()
            except OSError as error:
                self._cannot_keep(error)

    def _cannot_keep(self, error: OSError) -> None:
        if not self._told:
            self._told = True
            self._messages.warn(
                f"Settings and positions cannot be kept: “{error.filename}” cannot be written ({error.strerror}).",
                repr(error),
            )
