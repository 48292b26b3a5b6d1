"""Where videos are got: joins the downloads with the window, the library and the settings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from reader.core import Core
from reader.downloads.base import Action
from reader.downloads.tools import version_in_use
from reader.paths import Places
from reader.services.download_items import Choice, ItemState
from reader.services.download_news import DownloadNews
from reader.services.download_plan import Planning
from reader.services.downloader_update import DownloaderUpdate
from reader.services.tasks import Task
from reader.ui.download_line import DownloadLine
from reader.ui.downloading import Downloading
from reader.ui.text import count
from reader.ui.theme import Theme
from reader.ui.window import Window

if TYPE_CHECKING:
    from reader.downloads.updating import Step, Updated

_OFFERS = ("video.get", "video.get-cited", "channel.get", "library.get")
_HELPERS = {Action.HELPER: "JavaScript", Action.FFMPEG: "ffmpeg"}
"""What the doctor calls the programs that a download may lack."""


class DownloadDesk(QObject):
    """Takes wishes from all over the `window`, and brings there what has come."""

    def __init__(
        self, core: Core, window: Window, theme: Theme, actions: Mapping[str, QAction], places: Places
    ) -> None:
        super().__init__(window)
        self._core, self._window = core, window
        self._planning = Planning(core.downloader, core.downloads, core.library, self)
        self.updates = DownloaderUpdate(
            partial(_update, places.data), lambda: version_in_use(places.data), core.tasks, core.messages, self
        )
        self.news = DownloadNews(core.downloads, core.messages, self)
        self.asking = Downloading(
            window, theme, core.downloads, self.news, core.library, core.messages, core.session, places.downloads,
            self._planning.make_plan, [actions[id_] for id_ in _OFFERS], self.updates,
        )  # fmt: skip
        self.line = DownloadLine(self.news, actions["downloads.open"])
        window.add_to_status(self.line)
        self._join()

    def greet(self) -> None:
        """Offer to go on with what was under way when the program ended."""
        if number := self.news.left_over:
            were = f"{count(number, 'download', 'downloads')} {'was' if number == 1 else 'were'}"
            self._core.messages.offer(f"{were} under way when you left.", "Go on", self.news.go_on)

    def get_video(self, *, cited: bool = False) -> None:
        """Ask how the video of the open note is to be fetched; or only what is `cited` of it."""
        video = self._core.player.video
        title = self._core.library.catalog.video_title(video) if video else ""
        self.asking.ask(title, (video,) if video else (), cited=cited)

    def get_channel(self, folder: str) -> None:
        """Ask how all videos of a channel are to be fetched; its folder is empty where the page belongs to none."""
        if folder:
            self.asking.ask_for_channel(folder)
        else:
            self._core.messages.say("The page that is open belongs to no channel.")

    def update_downloader(self) -> None:
        """Have a newer downloader fetched, and show how far that is."""
        self.asking.show_settings()
        self.updates.begin()

    def _join(self) -> None:
        core, card = self._core, self._window.video_pane.card
        card.attend(core.downloads)
        card.attend_streaming(core.streaming)
        core.streaming.remedy_wished.connect(self._on_stream_remedy)
        card.download_wished.connect(self.get_video)
        card.cited_wished.connect(lambda: self.get_video(cited=True))
        card.progress.list_wished.connect(self.asking.show_list)
        self._window.sidebar.download_wished.connect(self.asking.ask)
        self.asking.begun.connect(self._begin)
        self.asking.link_activated.connect(core.navigator.follow)
        self.asking.remedy_wished.connect(self._on_remedy)
        self.asking.settings_changed.connect(self._on_settings)
        self.updates.done.connect(lambda: self._retry(Action.UPDATE))
        self.news.changed.connect(self._show_badge)
        core.downloads.fetched.connect(lambda *_: core.library.refresh_after())
        core.player.missed.connect(self._on_missed)
        self._show_badge()

    def _begin(self, videos: tuple[str, ...], choice: Choice) -> None:
        """Fetch these videos, and look for them where they are going to be."""
        self._core.media_folders.cover(choice.folder)
        self._planning.fetch(videos, choice)

    def _show_badge(self) -> None:
        self._window.header.downloads.set_badge(self.news.badge())

    def _on_missed(self, sentence: str) -> None:
        """Say that the file lacks a moment; where it was clicked, and only parts are here, offer the whole video."""
        player, messages = self._core.player, self._core.messages
        media = self._core.library.media(player.video)
        if media and media.pieces and player.asked is not None:
            messages.offer(sentence, "Get all of it…", self.get_video)
        else:
            messages.say(sentence)

    def _on_remedy(self, ticket: str, action: Action) -> None:
        match action:
            case Action.UPDATE:
                self.update_downloader()
            case Action.FOLDER:
                self._choose_folder(ticket)
            case Action.HELPER | Action.FFMPEG:
                self._tell_how(action)

    def _on_stream_remedy(self, _video: str, action: Action) -> None:
        """What helps a video to be played from its site."""
        if action is Action.COOKIES:
            self.asking.show_settings()
        else:
            self._on_remedy("", action)

    def _choose_folder(self, ticket: str) -> None:
        """Fetch an item to another folder."""
        core = self._core
        item = next(each for each in core.downloads.items if each.ticket == ticket)
        folder = QFileDialog.getExistingDirectory(self._window, "The folder for this video", str(item.wish.folder))
        if folder:
            core.media_folders.cover(Path(folder))
            core.downloads.cancel(ticket)
            core.downloads.add([replace(item.wish, folder=Path(folder))], {item.wish.video: item.title})

    def _tell_how(self, action: Action) -> None:
        """Say by which command a program is installed that a download lacked; try again where it is there by now."""

        def find(_: Task) -> str:
            from reader.doctor import examine

            return next((each.advice for each in examine() if each.name == _HELPERS[action]), "")

        def tell(command: str) -> None:
            if command:
                copy = partial(QGuiApplication.clipboard().setText, command)
                self._core.messages.offer(f"{action.value}: {command}", "Copy the command", copy)
            else:
                self._retry(action)

        self._core.tasks.run(find, tell, self._core.messages.error)

    def _on_settings(self, values: dict[str, object]) -> None:
        if "download_folder" in values:
            self._core.media_folders.look_again()
        if "cookies_from" in values:
            self._retry(Action.COOKIES)

    def _retry(self, remedied: Action) -> None:
        """Try again what failed for want of what is there now."""
        for item in self._core.downloads.items:
            if item.state is ItemState.FAILED and item.trouble and item.trouble.action is remedied:
                self._core.downloads.retry(item.ticket)


def _update(data: Path, tell: Callable[["Step", float], None], cancelled: Callable[[], bool]) -> "Updated":
    """See `reader.downloads.updating`, which is seldom needed."""
    from reader.downloads.updating import update

    return update(data, tell, cancelled)
