"""The side of the window that shows the video, with all that has a place there."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QToolButton

from reader.core import Core
from reader.ui.caption_menu import CaptionButton
from reader.ui.caption_overlay import CaptionOverlay
from reader.ui.chapters_list import ChaptersList
from reader.ui.hold_key import HoldKey
from reader.ui.sound_menu import SoundMenu
from reader.ui.theme import Theme
from reader.ui.video_pane import VideoPane

_NOTCH = 0.05
"""How much louder a turn of the wheel over the picture makes it."""


class VideoSide(QObject):
    """Joins the `pane` with the services of the `core`."""

    def __init__(self, core: Core, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__(core)
        self._core, self._theme = core, theme
        self.pane = VideoPane(
            core.player, core.loops, theme, actions, lambda video: core.library.catalog.video_title(video)
        )
        self.hurrying = HoldKey(actions["video.hurry"])
        self.hurrying.held.connect(core.player.hurry)
        self._add_captions(actions)
        self._add_tabs()
        self._join_transport(actions)
        self._join_view()

    def _add_captions(self, actions: Mapping[str, QAction]) -> None:
        core, pane = self._core, self.pane
        timing = [actions[f"captions.{name}"] for name in ("earlier", "later", "as-in-file")]
        pane.transport.add(CaptionButton(core.captions, self._theme, actions["captions.toggle"], timing))
        self.captions = CaptionOverlay(pane.view, core.captions, core.player, self._theme)
        pane.view.covered_changed.connect(self.captions.keep_clear)

    def _add_tabs(self) -> None:
        core, pane = self._core, self.pane
        pane.moments.link_activated.connect(core.go)
        core.follow.current_changed.connect(pane.moments.set_current)
        pane.attend(core.captions).link_activated.connect(core.go)
        chapters = ChaptersList(core.chapters, self._theme)
        chapters.seek_wished.connect(core.player.seek_to)
        pane.tabs.add("Chapters", chapters, lambda: chapters.empty)
        core.chapters.changed.connect(pane.tabs.refresh)

    def _join_transport(self, actions: Mapping[str, QAction]) -> None:
        core, transport = self._core, self.pane.transport
        transport.attend(core.timeline, core.coverage, actions["video.next-gap"], actions["video.next-uncited"])
        transport.mute.setMenu(SoundMenu(core.sound, transport.mute))
        transport.mute.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        transport.speed.attend(core.speeds)
        transport.bar.link_activated.connect(core.go)
        core.chapters.changed.connect(lambda: transport.bar.set_chapters([each.start for each in core.chapters.all]))

    def _join_view(self) -> None:
        player, view = self._core.player, self.pane.view
        view.held.connect(player.hurry)
        view.wheel_turned.connect(lambda notches: player.change_volume(_NOTCH * notches))
        self.pane.card.file_wished.connect(self._choose_file)

    def _choose_file(self) -> None:
        """Let the reader say which file shows the video that is not here."""
        core = self._core
        file, _ = QFileDialog.getOpenFileName(self.pane, "The file that shows this video", str(core.library.root))
        if file:
            core.media_choice.choose(core.player.video, Path(file))
