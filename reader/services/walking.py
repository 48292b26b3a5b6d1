"""Walk from stamp to stamp of the open note, in the order of the video."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reader.notes.hrefs import stamp_href
from reader.notes.moments import last_before, next_after, times_of
from reader.services.messages import Messages
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.standing import Standing

_HERE = 0.1
"""Seconds; a stamp so near is the one that the video stands at."""
_GRACE = 1.5
"""Seconds at normal speed; whoever goes back so soon after a stamp means the one before it."""


class Walking(QObject):
    """Goes to the next stamp or the one before.  `follow` is given the address of the moment to go to."""

    def __init__(
        self, player: Player, messages: Messages, follow: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._player, self._messages, self._follow = player, messages, follow
        self._standing = Standing(player, self)
        self._video = ""
        self._times: list[float] = []

    def show_note(self, opened: OpenedNote) -> None:
        """Walk the stamps of another page."""
        self._video, self._times = opened.note.video or "", times_of(opened.moments)

    def clear(self) -> None:
        """There is no page."""
        self._video, self._times = "", []

    def step(self, step: int) -> None:
        """Go to the next stamp (1) or the one before (-1), and say so where there is none."""
        if not self._times or not self._video:
            self._messages.say("This page has no stamps to walk along.")
            return
        now = self._now() if self._player.video == self._video else -1.0
        grace = _GRACE * self._player.rate if self._player.playing else _HERE
        time = next_after(self._times, now + _HERE) if step > 0 else last_before(self._times, now - grace)
        if time is None:
            self._messages.say("That was the last stamp." if step > 0 else "That was the first stamp.")
        else:
            self._follow(stamp_href(self._video, time))

    def _now(self) -> float:
        """Where the video stands; behind a cut in which the last stamp lies so long behind that stamp."""
        now, asked = self._standing.now(), self._player.asked
        cut = self._player.map.to_file(asked).cut if asked is not None else None
        if asked is not None and cut and -_HERE <= now - cut[1] <= _GRACE * self._player.rate:
            return asked + max(now - cut[1], 0.0)
        return now
