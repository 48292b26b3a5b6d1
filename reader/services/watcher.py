"""Notices that a library changes on the disk, by watching its folders and the open note."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_QUIET_MS = 60
"""A save is several events, a sync tool makes thousands: they are told together, so long after the first."""
_MOST_FOLDERS = 4000
"""Half of what Linux lets one user watch."""


class Watcher(QObject):
    """Watches folders and the open note.  What it misses is found when the window gets the focus again."""

    noticed = Signal(frozenset)
    """In these folders and files (relative to the library) something may be otherwise than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Path()
        self._note = ""
        self._touched: set[str] = set()
        self._watch = QFileSystemWatcher(self)
        self._quiet = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._tell)
        self._watch.directoryChanged.connect(self._on_event)
        self._watch.fileChanged.connect(self._on_event)

    def watch(self, root: Path, folders: Iterable[str]) -> None:
        """Watch the library at `root` and these folders of it, and nothing else."""
        if root != self._root:
            self._touched.clear()
            self._note = ""
        self._root = root
        wanted = {str(root / folder) for folder in ["", *list(folders)[:_MOST_FOLDERS]]}
        watched = set(self._watch.directories())
        if gone := watched - wanted:
            self._watch.removePaths(sorted(gone))
        if new := wanted - watched:
            self._watch.addPaths(sorted(new))

    def watch_note(self, path: str) -> None:
        """Watch the file of the open note too: a folder does not tell when one of its files is written in place."""
        if old := self._watch.files():
            self._watch.removePaths(old)
        self._note = path
        if path and (self._root / path).is_file():
            self._watch.addPath(str(self._root / path))

    def _on_event(self, place: str) -> None:
        path = Path(place)
        if path.is_relative_to(self._root):
            self._touched.add("" if path == self._root else path.relative_to(self._root).as_posix())
            if not self._quiet.isActive():  # a sync tool that never rests must not hold it up
                self._quiet.start()

    def _tell(self) -> None:
        touched, self._touched = frozenset(self._touched), set()
        self.watch_note(self._note)  # a file that was replaced is watched no more
        self.noticed.emit(touched)
