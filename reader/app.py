"""Build every object once and join the signals; this module alone knows everything."""

import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton

from reader import paths
from reader.commands import COMMANDS, OF_THE_PICTURE
from reader.errors import ReaderError
from reader.library.scan import first_page, inside, library_of
from reader.library.state import State
from reader.notes.hrefs import channel_href, video_href
from reader.notes.note import Note
from reader.players.whole import whole_frame
from reader.preferences import Preferences
from reader.services.awake import Awake, wakefulness_of
from reader.services.bus import Bus
from reader.services.captions import Captions
from reader.services.chapters import Chapters
from reader.services.coverage import Coverage
from reader.services.follow import Follow
from reader.services.frames import Frames
from reader.services.history import ReadingHistory
from reader.services.keeper import Keeper
from reader.services.library import LibraryService
from reader.services.loops import Loops
from reader.services.messages import Message, Messages
from reader.services.mpris import Mpris, Stage
from reader.services.navigator import Navigator, Place
from reader.services.pages import OpenedNote
from reader.services.peek import Peek
from reader.services.player import Player
from reader.services.readings import Readings
from reader.services.resume import Resume
from reader.services.session import Session
from reader.services.snapshot import Snapshot
from reader.services.sound import Sound
from reader.services.speeds import Speeds
from reader.services.tasks import Tasks
from reader.services.timeline import Timeline
from reader.services.timemaps import TimeMaps
from reader.services.titles import Titles
from reader.services.walking import Walking
from reader.services.watched import Watched
from reader.services.watcher import Watcher
from reader.settings import SettingsFile
from reader.status import StatusLine
from reader.ui.actions import Keys, KeysOfFocus, make_actions
from reader.ui.caption_menu import CaptionButton
from reader.ui.caption_overlay import CaptionOverlay
from reader.ui.continue_list import ContinueList
from reader.ui.following import Following
from reader.ui.header import Header
from reader.ui.hold_key import HoldKey
from reader.ui.mini_window import MiniWindow
from reader.ui.now_playing import NowPlaying
from reader.ui.peek import Peeking
from reader.ui.plain_note_view import PlainNoteView
from reader.ui.quick_open import QuickOpen
from reader.ui.reading_switch import ReadingSwitch
from reader.ui.search_box import SearchBox
from reader.ui.sidebar import Sidebar
from reader.ui.sound_menu import SoundMenu
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.video_pane import VideoPane
from reader.ui.whole_screen import WholeScreen
from reader.ui.widgets import bring_up
from reader.ui.window import Window
from reader.windows import Windows

if TYPE_CHECKING:
    from reader.players.glimpses import Glimpses
    from reader.ui.note_view import NoteView

log = logging.getLogger(__name__)


def make_glimpses() -> "Glimpses":
    """What decodes single frames; PyAV takes long to import."""
    from reader.players.glimpses import Glimpses

    return Glimpses()


class App(QObject):
    """The program with its window."""

    def __init__(
        self,
        qt: QApplication,
        places: paths.Places,
        theme: Theme,
        note_view: "NoteView | PlainNoteView",
    ) -> None:
        super().__init__(qt)
        self._qt = qt
        self.messages = Messages(self)
        self.tasks = Tasks(self)
        self.session = Session(SettingsFile(places.settings), State(places.state / "state.json"), self.messages, self)
        self.keeper = Keeper(self.tasks, self.messages, places.state / "kept.sqlite", self)
        self.readings = Readings(self.keeper, self)
        self.timemaps = TimeMaps(self.keeper, self)
        self.library = LibraryService(
            self.tasks, self.messages, places.cache, self, choice=self.readings.choice, map_of=self.timemaps.of
        )
        self.watcher = Watcher(self)
        self.resume = Resume(self.keeper, self.library, self)
        self.player = Player(self.library.media, self.resume.position, self, self.timemaps.of)
        self.resume.attend(self.player)
        self.speeds = Speeds(self.player, self.keeper, self.library, self)
        self.snapshot = Snapshot(
            self.player, self.library, self.tasks, self.messages,
            whole_frame, QGuiApplication.clipboard(), places.pictures, self,
        )  # fmt: skip
        self.sound = Sound(self.player, self.messages, self)
        self.bus = Bus(self.tasks, self)
        self.awake = Awake(self.player, wakefulness_of(sys.platform, self.bus), self)
        self.theme = theme
        self.note_view = note_view
        note_view.serve_files(lambda path: inside(self.library.root, path))
        self.navigator = Navigator(self.library, self.player, self.messages, self.note_view.scroll, self)
        self.history = ReadingHistory(self.tasks, self.messages, self.library, places.state / "history.sqlite", self)
        self.timeline = Timeline(
            self.library, self.player, lambda path: self.readings.choice(self.library.root, path), self
        )
        self.watched = Watched(self.player, self.keeper, self)
        self.coverage = Coverage(self.player, self.timeline, self.watched, self.messages, self)
        self.follow = Follow(self.player, self)
        self.frames = Frames(self.player, self.timeline, self.library.media, make_glimpses, self)
        self.loops = Loops(self.player, self.keeper, self.messages, self)
        self.captions = Captions(self.player, self.library, self.keeper, self.session, self.messages, self)
        self.chapters = Chapters(self.tasks, self.messages, self.library, self.player)
        self.peek = Peek(self.library, self.player, self.timeline, self.captions, self.chapters, self)
        self.walking = Walking(self.player, self.messages, self.go, self)
        self.titles = Titles(self.tasks, self.messages, self.library, self.history, self)
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
        self.windows = Windows(
            self.window, theme, self.library, self.navigator, self.player,
            self.timemaps, self.readings, self.tasks, self.messages, self.keys,
        )  # fmt: skip
        self._candidates: tuple[str, ...] = ()
        self.chooser = QuickOpen(
            self.window, theme, lambda text, done: self.titles.ask_among(self._candidates, text, done), "So called"
        )
        self._downloads = places.downloads
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
        self.preferences = Preferences(
            self.session,
            theme,
            window,
            note_view,
            self.player,
            self.loops,
            self.sound,
            self.speeds,
            self.keys,
            self.peeking,
        )
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
        self.library.open(root, self._media_folders())
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
            self.session.change(media_folders=tuple(dict.fromkeys((*self.preferences.now.media_folders, folder))))
            self.library.set_media_folders(self._media_folders())

    def open_video_in_browser(self) -> None:
        """Open the video where it was published, at the moment that is shown."""
        if video := self.player.video:
            seconds = int(self.player.position())
            QDesktopServices.openUrl(QUrl(f"https://www.youtube.com/watch?v={quote(video)}&t={seconds}s"))

    def go(self, href: str) -> None:
        """Follow a link from outside the page; one to a moment takes the page there too."""
        self.follow.follow_link(href)
        self.navigator.follow(href)

    def open_page_of(self, kind: str) -> None:
        """Show the page of the open note's `video` or `channel`."""
        opened = self.navigator.opened
        if kind == "video" and opened and opened.note.video:
            self.navigator.follow(video_href(opened.note.video))
        elif kind == "channel" and opened and (folder := self._channel_of(opened.note)):
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
        self.library.cancel()
        self.watched.close()
        self.awake.close()
        self.bus.close()
        self.frames.close()
        self.resume.keep()
        self.player.close()
        self.tasks.close()
        self.history.close()
        self.keeper.close()
        self.library.close()
        self.note_view.close_page()

    def _make_window(self) -> Window:
        actions = self.actions
        header = Header(self.navigator, self.theme, actions)
        sidebar = Sidebar(self.library, self.theme)
        pane = VideoPane(
            self.player, self.loops, self.theme, actions, lambda video: self.library.catalog.video_title(video)
        )
        pane.transport.attend(self.timeline, self.coverage, actions["video.next-gap"], actions["video.next-uncited"])
        timing = [actions[f"captions.{name}"] for name in ("earlier", "later", "as-in-file")]
        pane.transport.add(CaptionButton(self.captions, self.theme, actions["captions.toggle"], timing))
        pane.attend(self.captions)
        self.caption_overlay = CaptionOverlay(pane.view, self.captions, self.player, self.theme)
        pane.transport.mute.setMenu(SoundMenu(self.sound, pane.transport.mute))
        pane.transport.mute.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        pane.transport.speed.attend(self.speeds)
        self.hurrying = HoldKey(actions["video.hurry"])
        self.hurrying.held.connect(self.player.hurry)
        switch = ReadingSwitch(self.readings, self.library)
        toggle = actions["video.toggle"]
        mini = MiniWindow(pane.view, self.player, self.theme, toggle)
        mini.addActions([actions[command.id] for command in COMMANDS if command.id in OF_THE_PICTURE])
        window = Window(
            header, sidebar, self.note_view, pane, self.theme, COMMANDS, switch,
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
        for palette in (self.search, self.quick, self.chooser, self.continuing):
            palette.link_activated.connect(self._on_chosen)
            self.library.opened.connect(palette.palette.dismiss)
        window.video_pane.moments.link_activated.connect(self.go)
        self.follow.current_changed.connect(window.video_pane.moments.set_current)
        assert window.video_pane.transcript
        window.video_pane.transcript.link_activated.connect(self.go)
        bar = window.video_pane.transport.bar
        bar.link_activated.connect(self.go)
        self.chapters.changed.connect(lambda: bar.set_chapters([each.start for each in self.chapters.all]))
        self.continuing.removed.connect(self.resume.drop)
        self.timemaps.changed.connect(player.read_map)
        player.missed.connect(self.messages.say)
        navigator.arrived.connect(self._on_arrived)
        navigator.nowhere.connect(self._on_nowhere)
        self.note_view.history_wished.connect(lambda step: navigator.back() if step < 0 else navigator.forward())
        navigator.address_wished.connect(self._on_address)
        navigator.choice_needed.connect(self._on_choice)
        window.address_bar.opened.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
        window.video_pane.card.browser_wished.connect(self.open_video_in_browser)
        window.video_pane.card.folder_wished.connect(self.choose_media_folder)
        view = window.video_pane.view
        view.double_clicked.connect(window.enlarge)
        view.held.connect(player.hurry)
        view.covered_changed.connect(self.caption_overlay.keep_clear)
        view.wheel_turned.connect(lambda notches: player.change_volume(0.05 * notches))
        window.mini.closed.connect(player.pause)
        window.mini.closed.connect(window.come_back)
        window.closing.connect(self.close)
        self.library.changed.connect(self._on_library)
        self.watcher.noticed.connect(self.library.refresh)
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

    def _media_folders(self) -> tuple[Path, ...]:
        return (self._downloads, *map(Path, self.preferences.now.media_folders))

    def _root_of(self, path: Path | None) -> tuple[Path, str]:
        if path is None:
            return self.session.state.last_library() or paths.sample(), ""
        path = Path(os.path.abspath(path))  # noqa: PTH100  without `..`: each library is remembered by one name
        if path.is_dir() or not path.exists():
            return path, ""
        root = library_of(path)
        return root, path.relative_to(root).as_posix()
