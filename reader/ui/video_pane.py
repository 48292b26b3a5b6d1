"""The side of the window that shows the video, or says clearly why it cannot, and what belongs to it below."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.services.loops import Loops
from reader.services.pages import OpenedNote
from reader.services.player import Pane, Player, Shown
from reader.ui.loop_bar import LoopBar
from reader.ui.moments import Moments
from reader.ui.side_tabs import SideTabs
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.transcript import Transcript
from reader.ui.transport import Transport
from reader.ui.video_card import VideoCard
from reader.ui.video_view import VideoView

if TYPE_CHECKING:
    from reader.services.captions import Captions

_MENU = (
    "video.toggle",
    "loop.passage",
    "video.next-gap",
    "video.next-uncited",
    "video.here",
    "video.time-map",
    "video.fullscreen",
    "window.layout",
    "window.note",
    "window.video",
    "window.mini",
    "video.browser",
    "video.get",
    "media.choose-file",
    "media.forget-file",
    "media.add-folder",
)


class VideoPane(QWidget):
    """The picture with its transport, or a card in their place; below it, where there is room, the tabs."""

    def __init__(
        self,
        player: Player,
        loops: Loops,
        theme: Theme,
        actions: Mapping[str, QAction],
        title_of: Callable[[str], str],
    ) -> None:
        super().__init__()
        self.setObjectName("video-pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._player = player
        self._theme = theme
        self._title_of = title_of
        self._tall = True
        self.view = VideoView(player, theme)
        self.transport = Transport(player, theme, actions)
        self.loop_bar = LoopBar(loops, theme)
        loops.changed.connect(lambda: self.transport.bar.set_loop(loops.range))
        self.card = VideoCard(theme)
        self.moments = Moments(theme)
        self.moments.heading.hide()
        self.transcript: Transcript | None = None
        self.tabs = SideTabs()
        self.tabs.add("Moments", self.moments, lambda: self.moments.empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (self.view, self.transport, self.loop_bar, self.card):
            self._column.addWidget(part)
        self._column.addWidget(self.tabs, 1)
        self.tabs.changed.connect(self._share_height)
        self.view.clicked.connect(player.toggle)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.view.addActions([actions[id_] for id_ in _MENU])
        player.shown_changed.connect(self._on_shown)
        theme.changed.connect(self.refresh)
        self._share_height()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the transport what the picture leaves."""
        super().resizeEvent(event)
        self.transport.set_room(self.height() - self.view.heightForWidth(self.width()))

    def attend(self, captions: "Captions") -> Transcript:
        """Have a tab with the transcript, which is returned."""
        self.transcript = Transcript(captions, lambda: self._player.video, self._title_of, self._theme)
        self.tabs.add("Transcript", self.transcript, lambda: captions.cues == ())
        captions.cues_changed.connect(self.tabs.refresh)
        return self.transcript

    def open_transcript(self) -> bool:
        """Open the transcript and give it the keys; False where there is no room below the picture."""
        if self._tall and self.transcript:
            self.tabs.call(self.transcript)
            self.transcript.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self._tall

    def show_note(self, opened: OpenedNote) -> None:
        """List the moments of another note."""
        self.moments.show_note(opened)
        self.tabs.refresh()

    def clear(self) -> None:
        """List no moments."""
        self.moments.clear()
        self.tabs.refresh()

    def set_tall(self, tall: bool) -> None:
        """Have room below the picture, for the tabs; or none, so that the picture takes it all."""
        self._tall = tall
        self._share_height()

    def refresh(self) -> None:
        """Titles or colours may have changed."""
        self._on_shown(self._player.shown)

    def _share_height(self) -> None:
        below = self._tall and not self.tabs.empty
        self.tabs.setVisible(below)
        self._column.setStretchFactor(self.view, 0 if self._tall else 1)
        self._column.setStretchFactor(self.card, 0 if below else 1)
        self._column.setAlignment(
            self.view, Qt.AlignmentFlag.AlignTop if self._tall and not below else Qt.AlignmentFlag(0)
        )

    def _on_shown(self, shown: Shown) -> None:
        there = shown.pane is Pane.VIDEO
        self.view.setVisible(there)
        self.card.setVisible(not there)
        if not there:
            self.card.show_state(shown, plain(self._title_of(shown.video)) if shown.video else "")
