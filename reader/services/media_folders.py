"""In which folders videos are looked for, beside the library itself."""

from pathlib import Path

from PySide6.QtCore import QObject

from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.session import Session
from reader.settings import media_folders


class MediaFolders(QObject):
    """Those that the settings name, told to the library whenever there are others."""

    def __init__(
        self, session: Session, library: LibraryService, messages: Messages, usual: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._library, self._messages, self._usual = session, library, messages, usual

    @property
    def all(self) -> tuple[Path, ...]:
        """Absolute paths; a folder need not exist."""
        return media_folders(self._session.settings.now, self._usual)

    def add(self, folder: Path) -> None:
        """Look for videos in `folder`, too."""
        self._keep((*self._kept, str(folder)))

    def take(self, folder: Path) -> None:
        """Look for videos in `folder`, too, until the reader undoes that."""
        if str(folder) in self._kept:
            self._messages.say(f"The videos in “{folder.name}” are found already.")
            return
        self.add(folder)
        self._messages.offer(
            f"The videos in “{folder.name}” are found from now on.", "Undo", lambda: self._leave(str(folder))
        )

    def cover(self, folder: Path) -> None:
        """Look for videos in `folder`, too, unless it is looked through already, as a part of another."""
        if not any(folder.is_relative_to(known) for known in (self._library.root, *self.all)):
            self.add(folder)

    def look_again(self) -> None:
        """Have the library told which folders there are: the settings may name others."""
        self._library.set_media_folders(self.all)

    @property
    def _kept(self) -> tuple[str, ...]:
        return self._session.settings.now.media_folders

    def _leave(self, folder: str) -> None:
        self._keep(tuple(each for each in self._kept if each != folder))

    def _keep(self, folders: tuple[str, ...]) -> None:
        self._session.change(media_folders=tuple(dict.fromkeys(folders)))
        self.look_again()
