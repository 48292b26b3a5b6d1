"""Where downloads meet the window: who may ask for them, and the windows in which they are chosen and watched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader.services.download_items import Choice
from reader.services.download_news import DownloadNews
from reader.services.downloader_update import DownloaderUpdate
from reader.services.library import LibraryService
from reader.services.messages import Messages
from reader.services.session import Session
from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.widgets import bring_up

if TYPE_CHECKING:
    from reader.downloads.base import Action
    from reader.library.catalog import Catalog
    from reader.services.download_plan import Plan
    from reader.services.downloads import Downloads
    from reader.services.tasks import Task
    from reader.ui.download_list import DownloadList
    from reader.ui.download_settings import DownloadSettings
    from reader.ui.plan_dialog import PlanDialog

    MakePlan = Callable[[tuple[str, ...], Choice, Callable[[Plan], None]], Task | None]


class Downloading(QObject):
    """Asks before anything is fetched.  `make_plan` tells what a choice means for videos; `usual` is their folder
    while the reader chose none; `offers` ask about what can be got."""

    begun = Signal(tuple, object)
    """These videos are to be fetched now, as the `Choice` says."""
    link_activated = Signal(str)
    remedy_wished = Signal(str, object)
    """See `DownloadList`; of cookies it is not told: for them the settings are shown."""
    settings_changed = Signal(dict)
    """The reader changed these settings of downloads; they hold already."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        downloads: "Downloads",
        news: DownloadNews,
        library: LibraryService,
        messages: Messages,
        session: Session,
        usual: Path,
        make_plan: "MakePlan",
        offers: Sequence[QAction],
        updates: DownloaderUpdate,
    ) -> None:
        super().__init__(window)
        self._offers, self._updates = offers, updates
        self._window, self._theme, self._downloads, self._news = window, theme, downloads, news
        self._library, self._messages, self._session = library, messages, session
        self._usual, self._make_plan = usual, make_plan
        self._task: Task | None = None
        self.dialog: PlanDialog | None = None
        self._limit()

    @property
    def usual_choice(self) -> Choice:
        """How videos are fetched as the settings have it."""
        now = self._session.settings.now
        return Choice(
            folder=Path(now.download_folder) if now.download_folder else self._usual,
            height=now.download_height,
            margin=now.cited_margin,
            languages=now.caption_languages,
        )

    @cached_property
    def list(self) -> "DownloadList":
        """What is being fetched."""
        from reader.ui.download_list import DownloadList

        pane = DownloadList(self._downloads, self._news, self._theme, self._window, self._offers)
        pane.link_activated.connect(self.link_activated)
        pane.remedy_wished.connect(self._on_remedy)
        pane.settings_wished.connect(self.show_settings)
        return pane

    @cached_property
    def settings(self) -> "DownloadSettings":
        """How videos are fetched."""
        from reader.ui.download_settings import DownloadSettings

        dialog = DownloadSettings(self._usual, self._theme, self._window)
        dialog.changed.connect(self._on_settings)
        dialog.attend(self._updates)
        return dialog

    def show_list(self) -> None:
        """Show what is being fetched."""
        bring_up(self.list)

    def show_settings(self) -> None:
        """Show how videos are fetched, to be changed."""
        self.settings.show_settings(self._session.settings.now)
        self._updates.look()
        bring_up(self.settings)

    def ask(self, name: str, videos: Sequence[str], *, cited: bool = False) -> None:
        """Ask how the videos of these ids, which `name` stands for, are to be fetched; or only what is `cited`."""
        self._find(name, lambda catalog: {video: catalog.video_title(video) for video in videos}, cited=cited)

    def ask_for_channel(self, folder: str) -> None:
        """Ask of all videos of a channel."""
        self._find(
            f"All of {self._library.catalog.channel_title(folder)}", lambda catalog: _of_channel(catalog, folder)
        )

    def ask_for_all(self) -> None:
        """Ask of everything that the library cites."""
        self._find("Everything that is cited", _cited, cited=True)

    def _find(self, name: str, find: "Callable[[Catalog], dict[str, str]]", *, cited: bool = False) -> None:
        if self._task:
            self._task.cancel()
        self._task = self._library.ask(find, lambda titles: self._open(name, titles, cited=cited))

    def _open(self, name: str, titles: Mapping[str, str], *, cited: bool) -> None:
        from reader.ui.plan_dialog import PlanDialog

        self._task = None
        if not titles:
            self._messages.say("There is no video to fetch.")
            return
        if self.dialog:
            self.dialog.close()
            self.dialog.deleteLater()
        choice, videos = self.usual_choice, tuple(titles)
        if cited:
            choice = replace(choice, cited=True)
        self.dialog = PlanDialog(
            f"Get “{plain(name)}”",
            titles,
            choice,
            lambda choice, done: self._make_plan(videos, choice, done),
            self._theme,
            self._window,
        )
        self.dialog.begun.connect(lambda choice, left_out: self._begin(videos, choice, left_out))
        self.dialog.open()

    def _begin(self, videos: tuple[str, ...], choice: Choice, left_out: tuple[str, ...]) -> None:
        self.begun.emit(tuple(video for video in videos if video not in left_out), choice)

    def _on_remedy(self, ticket: str, action: "Action") -> None:
        if action.name == "COOKIES":
            self.show_settings()
        else:
            self.remedy_wished.emit(ticket, action)

    def _on_settings(self, values: dict[str, object]) -> None:
        self._session.change(**values)
        self._limit()
        self.settings_changed.emit(values)

    def _limit(self) -> None:
        now = self._session.settings.now
        self._downloads.set_limits(now.download_at_once, now.download_rate)


def _of_channel(catalog: "Catalog", folder: str) -> dict[str, str]:
    return {video.id: video.title for video in catalog.videos(folder)}


def _cited(catalog: "Catalog") -> dict[str, str]:
    found = {entry.video: catalog.video_title(entry.video) for entry in catalog.at_top() if entry.video}
    for channel in catalog.channels():
        found |= _of_channel(catalog, channel.folder)
    return found
