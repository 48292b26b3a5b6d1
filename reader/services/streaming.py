"""Plays from its site a video that is not on this disk: when the reader asks, and never before."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader.downloads.base import Action, Downloader, Trouble, Wish
from reader.downloads.base import Stream as Addresses
from reader.players.base import Stream
from reader.services.player import Pane, Player, Shown
from reader.settings import SettingsFile

_SOON = 300.0
"""Seconds before addresses expire in which others are asked for."""
_AGAIN = (Action.NONE, Action.RETRY, Action.WAIT)
_PROVEN = 60.0
"""Seconds; what fails sooner after it was resolved anew is not asked for again."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the site said of a video, and when: seconds since 1970."""

    stream: Stream
    expires: float
    since: float

    def is_stale(self, now: float) -> bool:
        return bool(self.expires) and now > self.expires - _SOON


class Streaming(QObject):
    """Asks `downloader` where the video that the reader wishes for can be played, and has `player` play it.

    It is asked by `play`; where the reader set that missing videos are streamed, opening a note or clicking a stamp is
    asking too, and the video stands there as one from a file would.  Addresses that expire soon are renewed at the next
    pause or seek, and those that fail are renewed once.
    `folder` is that of downloads; nothing is put there.
    """

    changed = Signal()
    """`resolving` or `trouble` is another."""
    remedy_wished = Signal(str, object)
    """The reader wants to do what helps against the trouble with this video, the `Action`."""

    def __init__(
        self,
        downloader: Downloader,
        player: Player,
        settings: SettingsFile,
        title_of: Callable[[str], str],
        folder: Path,
        parent: QObject | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._downloader, self._player, self._settings = downloader, player, settings
        self._title_of, self._folder, self._now = title_of, folder, now
        self.trouble: Trouble | None = None
        """Why the video that is wished for cannot be played from its site."""
        self._video = player.video
        self._asked_for: tuple[str, float] | None = None
        self._known: dict[str, _Known] = {}
        self._tickets = (f"stream {number}" for number in count(1))
        self._ticket = ""
        self._runs = False  # whether it is to run once it is there
        self._tried = -_PROVEN  # when it was renewed last
        player.shown_changed.connect(self._on_shown)
        player.stream_failed.connect(self._on_stream_failed)
        player.seeked.connect(self._renew_at)
        player.playing_changed.connect(lambda playing: None if playing else self._renew_at())
        downloader.resolved.connect(self._on_resolved)
        downloader.failed.connect(self._on_failed)

    @property
    def resolving(self) -> bool:
        """Whether the site is being asked where the video can be played that is not here."""
        return bool(self._ticket) and self._player.shown.pane is Pane.NOT_HERE

    def play(self) -> None:
        """Play the video that is wished for and not here, from the moment that was asked for."""
        if self._player.shown.pane is Pane.NOT_HERE:
            self._runs = True
            self._ask()

    def _ask(self) -> None:
        if self.resolving:
            return
        known = self._known.get(self._player.video)
        if known and not known.is_stale(self._now()):
            self._hand_over(known)
        else:
            self._resolve()

    def cancel(self) -> None:
        """Do not play it after all."""
        if self._ticket:
            self._downloader.stop(self._ticket)
        self._ticket, self.trouble = "", None
        self.changed.emit()

    def mend(self) -> None:
        """Do what helps against the trouble: try again, or tell whoever can."""
        if self.trouble and self.trouble.action not in _AGAIN:
            action, self.trouble = self.trouble.action, None
            self.remedy_wished.emit(self._player.video, action)
            self.changed.emit()
        elif self.trouble:
            self._known.pop(self._player.video, None)
            self.play()

    def _on_shown(self, shown: Shown) -> None:
        if shown.video != self._video:
            self._video, self._tried = shown.video, -_PROVEN
            self.cancel()
        if shown.pane is Pane.NOT_HERE:
            self._notice_wish(shown)
        elif self._player.file:
            self._asked_for = None
            self.cancel()

    def _notice_wish(self, shown: Shown) -> None:
        """A moment is wished for of what is not here."""
        wish, before = (shown.video, shown.seconds), self._asked_for
        self._asked_for = wish
        if self._settings.now.stream_when_missing and wish != before and not self._player.stream:
            self._runs = self._runs and self.resolving
            self._ask()

    def _resolve(self) -> None:
        self.trouble, self._ticket = None, next(self._tickets)
        self._downloader.resolve(
            self._ticket, Wish(self._player.video, self._folder, height=self._settings.now.download_height)
        )
        self.changed.emit()

    def _on_resolved(self, ticket: str, found: Addresses) -> None:
        if ticket != self._ticket:
            return
        self._ticket = ""
        name = self._title_of(self._video) or self._video
        stream = Stream(name, found.picture, found.sound, tuple(found.headers.items()))
        known = self._known[self._video] = _Known(stream, found.expires, self._now())
        if self._player.shown.pane is Pane.NOT_HERE:
            self._hand_over(known)
        elif not self._player.playing:
            self._renew_at()

    def _on_failed(self, ticket: str, trouble: Trouble) -> None:
        if ticket != self._ticket:
            return
        self._ticket = ""
        if self._player.shown.pane is Pane.NOT_HERE:
            self.trouble = trouble
        self.changed.emit()

    def _hand_over(self, known: _Known) -> None:
        self.trouble = None
        self._player.play_from(known.stream, playing=self._runs)
        self.changed.emit()

    def _renew_at(self, seconds: float | None = None) -> None:
        """It pauses, or goes to `seconds`: play on from other addresses where these will soon be refused."""
        played, known, now = self._player.stream, self._known.get(self._video), self._now()
        if not played or not known or not self._player.at_video:
            return
        if known.stream != played and not known.is_stale(now):
            self._player.play_from(known.stream, seconds, playing=self._player.playing)
        elif known.is_stale(now) and not self._ticket and now - self._tried > _PROVEN:
            self._tried = now
            self._resolve()

    def _on_stream_failed(self, sentence: str, detail: str, runs: bool) -> None:
        """Sites refuse addresses that they gave out hours ago: others may do, but those are not asked for in a loop."""
        self._runs, now = runs, self._now()
        self._known.pop(self._video, None)
        if now - self._tried <= _PROVEN:
            self.trouble = Trouble("stream", sentence, Action.UPDATE, detail)
        elif not self._ticket:
            self._tried = now
            self._resolve()
        self.changed.emit()
