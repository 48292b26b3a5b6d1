"""Brings settings to the parts of the window that obey them, and keeps what the reader changes there."""

from typing import Any

from PySide6.QtCore import QObject

from reader.core import Core
from reader.settings import Settings
from reader.ui.actions import Keys
from reader.ui.peek import Peeking
from reader.ui.theme import Theme
from reader.ui.window import Window

_ZOOMS = (0.5, 3.0)


class Preferences(QObject):
    """What the reader likes: it holds from now on, and the next day."""

    def __init__(self, core: Core, theme: Theme, window: Window, note_view: Any, keys: Keys, peeking: Peeking) -> None:
        super().__init__(window)
        self._core, self._session = core, core.session
        self._theme, self._window, self._note_view, self._keys, self._peeking = theme, window, note_view, keys, peeking
        self._take()
        session, player = core.session, core.player
        sound, loops = core.sound, core.loops
        window.sidebar.arranged.connect(self._on_arranged)
        window.video_pane.moments.order_wished.connect(self._on_order)
        core.speeds.general_changed.connect(lambda rate: session.change(rate=rate))
        window.video_pane.transport.time_left_wished.connect(self._on_time_left)
        window.video_pane.tabs.chosen.connect(lambda title: session.change(side_tab=title))
        player.volume_changed.connect(lambda _: session.change(volume=player.volume, muted=player.muted))
        sound.changed.connect(lambda: session.change(sound_output=sound.output, equal_loudness=sound.equal))
        loops.changed.connect(lambda: session.change(loop_times=loops.times))
        keys.changed.connect(lambda: session.change(keys_preset=keys.preset, keys=keys.own))

    @property
    def now(self) -> Settings:
        """The settings as they are."""
        return self._session.settings.now

    def change_zoom(self, factor: float) -> None:
        """Draw the note larger by `factor`; 0 is the normal size."""
        zoom = self.now.zoom * factor if factor else 1.0
        self._session.change(zoom=min(max(round(zoom, 2), _ZOOMS[0]), _ZOOMS[1]))
        self._note_view.set_zoom(self.now.zoom)

    def toggle_layout(self) -> None:
        """Put the video above the note, or beside it again; show both, where only one was to be seen."""
        split = self._window.split
        both = self.now.layout == split and not self._window.mini.on
        self._set_layout({"beside": "above", "above": "beside"}[split] if both else split)

    def choose_layout(self, layout: str) -> None:
        """Put the video `beside` or `above`, or show the `note` or the `video` only: both again the second time."""
        again = layout == self.now.layout and not self._window.mini.on
        self._set_layout(self._window.split if again else layout)

    def see_note(self) -> None:
        """Have the note shown, beside or above the video, where only that is."""
        if self.now.layout == "video":
            self._set_layout(self._window.split)

    def toggle_theme(self) -> None:
        """Light instead of dark, and the other way round."""
        self._session.change(theme="light" if self._theme.name == "dark" else "dark")
        self._theme.set(self.now.theme)

    def toggle_peek(self) -> None:
        """Show cards of moments under the mouse, or none."""
        self._session.change(peek=not self.now.peek)
        self._peeking.set_on(self.now.peek)

    def _set_layout(self, layout: str) -> None:
        self._session.change(layout=layout)
        self._window.set_layout(layout)

    def _take(self) -> None:
        now = self.now
        self._window.set_layout(now.layout)
        self._window.video_pane.moments.set_order(now.moments_order)
        self._window.video_pane.tabs.wish(now.side_tab)
        self._note_view.set_zoom(now.zoom)
        self._arrange()
        self._core.player.set_volume(now.volume, muted=now.muted)
        self._core.speeds.set_general(now.rate)
        self._window.video_pane.transport.show_time_left(now.time_left)
        self._core.loops.set_times(now.loop_times)
        self._core.sound.choose(now.sound_output)
        self._core.sound.set_equal(now.equal_loudness)
        self._theme.set(now.theme)
        self._peeking.set_on(now.peek)
        self._keys.take(now.keys_preset, dict(now.keys))

    def _on_arranged(self, wished: dict[str, object]) -> None:
        self._session.change(**wished)
        self._arrange()

    def _arrange(self) -> None:
        now = self.now
        only = {"only_unread": now.only_unread, "only_here": now.only_here}
        self._window.sidebar.arrange(now.tree_order, now.tree_group, **only)

    def _on_order(self, order: str) -> None:
        self._session.change(moments_order=order)
        self._window.video_pane.moments.set_order(order)

    def _on_time_left(self, on: bool) -> None:
        self._session.change(time_left=on)
        self._window.video_pane.transport.show_time_left(on)
