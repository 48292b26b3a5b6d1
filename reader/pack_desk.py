"""Where packs are made and opened: joins them with the window and the library."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from reader.core import Core
from reader.paths import Places
from reader.services.packing import Find, Packing
from reader.ui.theme import Theme
from reader.ui.window import Window

if TYPE_CHECKING:
    from reader.ui.pack_dialog import PackDialog


class PackDesk(QObject):
    """Asks how notes are packed, and unpacks what others have packed."""

    opened = Signal(Path)
    """The folder of a pack that was unpacked: it is a library."""

    def __init__(self, core: Core, window: Window, theme: Theme, places: Places) -> None:
        super().__init__(window)
        self._core, self._window, self._theme = core, window, theme
        self.packing = Packing(core.tasks, core.library, core.messages, places.data / "packs", self)
        self.dialog: PackDialog | None = None
        window.sidebar.pack_wished.connect(self.ask)
        core.dropping.pack_wished.connect(self.open)

    def pack_note(self) -> None:
        """Ask how the open note is packed."""
        opened = self._core.navigator.opened
        if opened and opened.note.path:
            self.ask(opened.note.title, (opened.note.path,))
        else:
            self._core.messages.say("This page is no note: open one, or choose some in the tree.")

    def pack_channel(self, folder: str) -> None:
        """Ask how all notes of a channel are packed; its folder is empty where the page belongs to none."""
        if folder:
            title = self._core.library.catalog.channel_title(folder)
            self._ask(title, lambda catalog: [entry.path for entry in catalog.under(folder)])
        else:
            self._core.messages.say("The page that is open belongs to no channel.")

    def pack_library(self) -> None:
        """Ask how the whole library is packed."""
        self._ask(self._core.library.root.name, lambda catalog: catalog.paths())

    def ask(self, name: str, paths: Sequence[str]) -> None:
        """Ask how the notes at these paths, which `name` stands for, are packed."""
        self._ask(name, lambda _: paths)

    def open(self, file: Path) -> None:
        """Unpack a pack, and open it."""
        self._core.messages.say(f"Opening “{file.name}”…")
        self.packing.open(file, self.opened.emit)

    def _ask(self, name: str, find: Find) -> None:
        from reader.ui.pack_dialog import PackDialog

        if self.dialog:
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = PackDialog(name, partial(self.packing.plan, find), self.packing, self._theme, self._window)
        self.dialog.made.connect(self._on_made)
        self.dialog.open()

    def _on_made(self, target: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent)))

        self._core.messages.offer(f"“{target.name}” is made.", "Show in its folder", show)
