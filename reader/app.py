"""Build every object once and join the signals; this module alone knows everything."""

import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from reader import paths
from reader.commands import COMMANDS, OF_THE_PICTURE
from reader.core import Core
from reader.download_desk import DownloadDesk
from reader.errors import ReaderError
from reader.library.pack_opening import is_pack
from reader.library.scan import first_page, inside, library_of
from reader.notes.hrefs import channel_href, video_href
from reader.notes.note import Note
from reader.pack_desk import PackDesk
from reader.preferences import Preferences
from reader.services.messages import Message
from reader.services.mpris import Mpris, Stage
from reader.services.navigator import Place
from reader.services.pages import OpenedNote
from reader.status import StatusLine
from reader.ui.actions import Keys, KeysOfFocus, make_actions
from reader.ui.continue_list import ContinueList
from reader.ui.drop import Drop
from reader.ui.file_chooser import FileChooser
from reader.ui.following import Following
from reader.ui.header import Header
from reader.ui.mini_window import MiniWindow
from reader.ui.now_playing import NowPlaying
from reader.ui.peek import Peeking
from reader.ui.plain_note_view import PlainNoteView
from reader.ui.quick_open import QuickOpen
from reader.ui.reading_switch import ReadingSwitch
from reader.ui.search_box import SearchBox
from reader.ui.sidebar import Sidebar
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.whole_screen import WholeScreen
from reader.ui.widgets import bring_up
from reader.ui.window import Window
from reader.video_side import VideoSide
from reader.windows import Windows

if TYPE_CHECKING:
    from reader.ui.note_view import NoteView

log = logging.getLogger(__name__)


class App(Core):
    """The program with its window."""

    def __init__(
        self,
        qt: QApplication,
        places: paths.Places,
        theme: Theme,
        note_view: "NoteView | PlainNoteView",
    ) -> None:
        super().__init__(qt, places, note_view.scroll)
        self._qt = qt
        self.theme, self.note_view = theme, note_view
        note_view.serve_files(lambda path: inside(self.library.root, path))
        self.actions = make_actions(self, COMMANDS)
        self.keys = Keys(COMMANDS, self.actions, self)
        self.window = self._make_window()
        self.status = StatusLine(self.window, self.library, self.watcher, self.navigator, self.messages)
        self.following = Following(note_view, self.follow, self.actions["video.follow"])
        self.peeking = Peeking(self.window, theme, self.peek, self.frames, self.player)
        self.peeking.attend_page(note_view)
        self.peeking.attend_bar(self.window.video_pane.transport.bar)
        self.peeking.attend_rows(self.window.video_pane.moments)
        self.search = SearchBox(self.window, self.library, theme)
        self.quick = QuickOpen(self.window, theme, self.titles.ask)
        self.continuing = ContinueList(self.window, theme, self.resume.unfinished)
        self.windows = Windows(self, self.window, theme, self.keys)
        self.desk = DownloadDesk(self, self.window, theme, self.actions, places)
        self.packs = PackDesk(self, self.window, theme, places)
        self._candidates: tuple[str, ...] = ()
        self.chooser = QuickOpen(
            self.window, theme, lambda text, done: self.titles.ask_among(self._candidates, text, done), "So called"
        )
        self.file_chooser = FileChooser(self.window, theme, self.media_choice.choices)
        self.drop = Drop(self.window, self.dropping.words)
        self._keys_of_focus = KeysOfFocus(qt)
        window = self.window
        stage = Stage(lambda: bring_up(window), window.close, window.isFullScreen, window.toggle_fullscreen)
        self.mpris = Mpris(self.bus, self.player, self.loops, self.walking, self.library, stage, self)
        self._about_the_note = (
            window.header, window.sidebar, window.video_pane, window.switch,
            self.windows, self.peek, self.timeline, self.loops, self.walking, self.chapters,
            self.mpris, self.resume, self.speeds,
        )  # fmt: skip
        self._join()
        self.preferences = Preferences(self, theme, window, note_view, self.keys, self.peeking)
        self.session.attend(self.library, self.navigator)

    def start(self, path: Path | None = None, seconds: float | None = None) -> None:
        """Show the window with the library or note at `path`, else with what was open last, else with the sample.

        `seconds` is the moment of the note's video to show.
        """
        self.window.restore(self.session.state.window())
        self.window.show()
        self.window.windowHandle().windowStateChanged.connect(self.mpris.notice)
        self.bus.open(self.mpris.take_name)
        self.note_view.setFocus()
        self.desk.greet()
        if path and is_pack(path):
            self.packs.open(path)
            path = None
        root, note = self._root_of(path)
        try:
            self.open_library(root, note, seconds)
        except ReaderError as error:
            self.messages.error(error)
            if path is None:
                self.open_library(paths.sample())

    def open_library(self, root: Path, path: str = "", seconds: float | None = None) -> None:
        """Open the library at `root`, at a note of it or where it was left.  Raises ReaderError."""
        self.session.notice()
        self.resume.keep()
        self.library.open(root, self.media_folders.all)
        first = path or first_page(root)
        place = (None if path else self.session.place_in(root)) or (Place(first) if first else None)
        self.navigator.begin(place and replace(place, seconds=seconds), seconds)

    def choose_library(self) -> None:
        """Let the reader choose a library."""
        folder = QFileDialog.getExistingDirectory(self.window, "Open a library", str(self.library.root))
        if folder:
            try:
                self.open_library(Path(folder))
            except ReaderError as error:
                self.messages.error(error)

    def choose_media_folder(self) -> None:
        """Let the reader add a folder in which videos lie."""
        folder = QFileDialog.getExistingDirectory(self.window, "Add a folder of videos", str(self.library.root))
        if folder:
            self.media_folders.add(Path(folder))

    def open_video_in_browser(self) -> None:
        """Open the video where it was published, at the moment that is shown."""
        if video := self.player.video:
            seconds = int(self.player.position())
            QDesktopServices.openUrl(QUrl(f"https://www.youtube.com/watch?v={quote(video)}&t={seconds}s"))

    def channel(self) -> str:
        """The folder of the channel that the open page belongs to; empty where it belongs to none, or to several."""
        return self._channel_of(self.navigator.opened.note) if self.navigator.opened else ""

    def open_page_of(self, kind: str) -> None:
        """Show the page of the open note's `video` or `channel`."""
        opened = self.navigator.opened
        if kind == "video" and opened and opened.note.video:
            self.navigator.follow(video_href(opened.note.video))
        elif kind == "channel" and (folder := self.channel()):
            self.navigator.follow(channel_href(folder))
        else:
            self.messages.say(f"The page that is open belongs to no {kind}.")

    def _channel_of(self, note: Note) -> str:
        """The folder of a note, or of all notes about the video whose page is open; empty where there are several."""
        if note.channel or not note.video:
            return note.channel
        folders = {entry.channel for entry in self.library.catalog.about(note.video)}
        return folders.pop() if len(folders) == 1 else ""

    def find(self) -> None:
        """Find in the open note, which is shown for it."""
        self.preferences.see_note()
        self.window.find_bar.open()

    def open_transcript(self) -> None:
        """Show what is said in the video, below its picture."""
        if not self.window.video_pane.open_transcript():
            self.preferences.choose_layout("beside")
            self.window.video_pane.open_transcript()

    def toggle_read(self) -> None:
        """Have the open note count as unread, or as read again."""
        if self.navigator.here and (path := self.navigator.here.path):
            read = not self.history.is_read(path)
            self.history.show_note("")
            self.history.mark((path,), read=read)
            self.messages.say("Marked as read." if read else "Marked as unread.")

    def close(self) -> None:
        """Keep what is to be kept and let everything go."""
        self.session.close(self.window.remembered())
        super().close()
        self.note_view.close_page()

    def _make_window(self) -> Window:
        actions = self.actions
        side = self.side = VideoSide(self, self.theme, actions)
        toggle, pane = actions["video.toggle"], side.pane
        mini = MiniWindow(pane.view, self.player, self.theme, toggle)
        mini.addActions([actions[command.id] for command in COMMANDS if command.id in OF_THE_PICTURE])
        window = Window(
            Header(self.navigator, self.theme, actions), Sidebar(self.library, self.theme), self.note_view, pane,
            self.theme, COMMANDS, ReadingSwitch(self.readings, self.library),
            WholeScreen(pane.view, self.player, self.theme), mini,
            NowPlaying(self.player, self.theme, toggle, actions["window.mini"]),
        )  # fmt: skip
        window.addActions(list(actions.values()))
        return window

    def _join(self) -> None:
        window, navigator, player = self.window, self.navigator, self.player
        self.note_view.link_activated.connect(navigator.follow)
        self.note_view.crashed.connect(self.messages.say)
        window.sidebar.link_activated.connect(navigator.follow)
        self.readings.changed.connect(self._on_reading)
        self.note_view.menus = (window.switch.times,)
        window.sidebar.left.connect(self.note_view.setFocus)
        window.sidebar.attend(self.history)
        window.sidebar.offer_files(self.media_choice)
        for palette in (self.search, self.quick, self.chooser, self.continuing):
            palette.link_activated.connect(self._on_chosen)
            self.library.opened.connect(palette.palette.dismiss)
        self.continuing.removed.connect(self.resume.drop)
        navigator.arrived.connect(self._on_arrived)
        navigator.nowhere.connect(self._on_nowhere)
        self.note_view.history_wished.connect(lambda step: navigator.back() if step < 0 else navigator.forward())
        navigator.address_wished.connect(self._on_address)
        navigator.choice_needed.connect(self._on_choice)
        window.address_bar.opened.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
        window.video_pane.card.browser_wished.connect(self.open_video_in_browser)
        window.video_pane.card.folder_wished.connect(self.choose_media_folder)
        window.video_pane.view.double_clicked.connect(window.enlarge)
        window.mini.closed.connect(player.pause)
        window.mini.closed.connect(window.come_back)
        window.closing.connect(self.close)
        self.library.changed.connect(self._on_library)
        self.drop.dropped.connect(self.dropping.take)
        self.dropping.folder_wished.connect(self.media_folders.take)
        self.dropping.library_wished.connect(self._on_library_wished)
        self.packs.opened.connect(lambda root: self._on_library_wished(root, ""))
        self.media_choice.asked.connect(self.file_chooser.open)
        self.file_chooser.chosen.connect(self.media_choice.choose)
        self._qt.applicationStateChanged.connect(self._on_focus)
        self.messages.said.connect(self._on_message)

    def _on_arrived(self, opened: OpenedNote, place: Place) -> None:
        self.following.show_note(opened, place)
        self.note_view.show_note(opened, place)
        for part in self._about_the_note:
            part.show_note(opened)
        self.window.video_pane.moments.set_current(self.follow.current)
        self.watcher.watch_note(opened.note.path)
        self.history.show_note(opened.note.path, opened.note.video or "")
        self.window.setWindowTitle(f"{plain(opened.note.title)} – Alongside")

    def _on_reading(self, root: Path, path: str) -> None:
        if root == self.library.root:
            self.library.forget_pages()
            self.timeline.look_again()
            if self.navigator.here and self.navigator.here.path == path:
                self.navigator.reload()

    def _on_chosen(self, href: str) -> None:
        """Go where the search or the quick opening leads, and read there."""
        if self.window.isFullScreen():
            self.window.toggle_fullscreen()
        self.preferences.see_note()
        self.navigator.follow(href)
        self.note_view.setFocus()

    def _on_nowhere(self) -> None:
        self.history.show_note("")
        for part in (self.following, self.note_view, *self._about_the_note):
            part.clear()
        self.window.setWindowTitle("Alongside")

    def _on_library_wished(self, root: Path, note: str) -> None:
        try:
            self.open_library(root, note)
        except ReaderError as error:
            self.messages.error(error)

    def _on_focus(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.library.look_again()

    def _on_library(self) -> None:
        self.player.look_again()
        self.window.video_pane.refresh()

    def _on_message(self, message: Message) -> None:
        log.log(logging.WARNING if message.lasting else logging.INFO, "%s %s", message.text, message.detail)
        if message.lasting:
            self.window.message_bar.tell(message)
        else:
            self.window.toast.say(message.text)

    def _on_address(self, address: str) -> None:
        if self.preferences.now.ask_before_browser:
            self.window.address_bar.ask(address)
        else:
            QDesktopServices.openUrl(QUrl(address))

    def _on_choice(self, target: str, found: tuple[str, ...]) -> None:
        self._candidates = found
        self.chooser.open(f"Which “{plain(target)}”?")

    def _root_of(self, path: Path | None) -> tuple[Path, str]:
        if path is None:
            return self.session.state.last_library() or paths.sample(), ""
        path = Path(os.path.abspath(path))  # noqa: PTH100  without `..`: each library is remembered by one name
        if path.is_dir() or not path.exists():
            return path, ""
        root = library_of(path)
        return root, path.relative_to(root).as_posix()
