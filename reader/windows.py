"""The other windows of the program: each is made, and its code fetched, when it is wished for the first time."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.core import Core
from reader.services.pages import OpenedNote
from reader.ui.actions import Keys
from reader.ui.theme import Theme
from reader.ui.widgets import bring_up
from reader.ui.window import Window

if TYPE_CHECKING:
    from reader.ui.doubtful_pane import DoubtfulPane
    from reader.ui.graph_pane import GraphPane
    from reader.ui.keys_dialog import KeysDialog
    from reader.ui.time_map_pane import TimeMapPane


class Windows(QObject):
    """Stands beside the main `window`, and goes with it."""

    def __init__(self, core: Core, window: Window, theme: Theme, keys: Keys) -> None:
        super().__init__(window)
        self._core, self._window, self._theme, self._keys = core, window, theme, keys
        self._opened: OpenedNote | None = None
        self._graph: GraphPane | None = None

    def show_note(self, opened: OpenedNote) -> None:
        """Another note is open."""
        self._opened = opened
        if self._graph:
            self._graph.show_note(opened)

    def clear(self) -> None:
        """No note is open."""
        self._opened = None
        if self._graph:
            self._graph.clear()

    @property
    def graph(self) -> "GraphPane":
        """What the open note is linked with."""
        if self._graph is None:
            from reader.ui.graph_pane import GraphPane

            self._graph = GraphPane(self._core.library, self._theme, self._window)
            self._graph.link_activated.connect(self._core.navigator.follow)
            if self._opened:
                self._graph.show_note(self._opened)
        return self._graph

    @cached_property
    def doubtful(self) -> "DoubtfulPane":
        """The stamps of the library that cannot be trusted."""
        from reader.services.doubtful import DoubtfulStamps
        from reader.ui.doubtful_pane import DoubtfulPane

        stamps = DoubtfulStamps(self._core.tasks, self._core.messages, self._core.library, self._core.readings, self)
        pane = DoubtfulPane(stamps, self._core.library, self._theme, self._window)
        pane.link_activated.connect(self._core.navigator.follow)
        return pane

    @cached_property
    def time_map(self) -> "TimeMapPane":
        """How the file of the video differs from what is cited."""
        from reader.ui.time_map_pane import TimeMapPane

        return TimeMapPane(self._core.player, self._core.timemaps, self._theme, self._window)

    @cached_property
    def keys(self) -> "KeysDialog":
        """Which keys do what, to be changed."""
        from reader.ui.keys_dialog import KeysDialog

        return KeysDialog(self._keys, self._theme, self._window)

    def open_keys(self) -> None:
        """Show which keys do what, to be changed."""
        bring_up(self.keys)

    def open_graph(self) -> None:
        """Show what the open note is linked with, as a picture and a list."""
        bring_up(self.graph)

    def open_doubtful(self) -> None:
        """List the stamps of the library that cannot be trusted."""
        bring_up(self.doubtful)

    def open_time_map(self) -> None:
        """Show how the file of the video differs from what is cited."""
        bring_up(self.time_map)

    def tell_here(self) -> None:
        """The moment that a stamp asked for last is what is on the screen: all moments follow from that."""
        if self.time_map.tell():
            self._core.messages.say("Noted: all moments of this video are where that one is.")
        else:
            self._core.messages.say("First click a stamp, then find its moment in the video.")
