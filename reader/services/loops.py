"""Play a part of the video again and again: a passage of the note, or between two points; and keep such parts."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from reader.clock import clock
from reader.files import finite
from reader.notes.moments import passage, times_of
from reader.notes.sentences import Moment
from reader.services.keeper import Keeper
from reader.services.messages import Messages
from reader.services.pages import OpenedNote
from reader.services.player import Player
from reader.services.standing import Standing

KIND = "ranges"
_SHORTEST = 0.5
"""Seconds; a shorter loop is a stammer."""
_PLAY = 0.25
"""Seconds; a seek so near outside the loop is still in it."""
_MOST = 200
"""Loops kept of a video."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A part of a video in seconds, and what is said in it."""

    start: float
    end: float
    name: str = ""


class Loops(QObject):
    """Plays one loop at a time: `times` times, or until the reader moves on where that is 0."""

    changed = Signal()
    """Another loop runs, or none, or it is otherwise than before."""
    kept_changed = Signal()

    def __init__(self, player: Player, keeper: Keeper, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player, self._keeper, self._messages = player, keeper, messages
        self._standing = Standing(player, self)
        self._video, self._moments = "", tuple[Moment, ...]()
        self._seeking = self._returning = False
        self.begun: float | None = None
        """Where a loop is to start whose end is not set yet."""
        self.loop: Loop | None = None
        self.dropped: Loop | None = None
        """The loop of this video that was dropped last; it can be put back."""
        self.times = 0
        self.round = 1
        """The how-manieth time it is played, from 1."""
        player.frame_shown.connect(self._on_time)
        player.position_changed.connect(self._on_time)
        player.playing_changed.connect(self._on_playing)
        player.seeked.connect(self._on_seeked)
        player.shown_changed.connect(self._on_shown)
        keeper.changed.connect(self._on_kept)

    @property
    def range(self) -> tuple[float, float | None] | None:
        """What is looped, from where to where in seconds; without an end while that is not set."""
        if self.loop:
            return self.loop.start, self.loop.end
        return None if self.begun is None else (self.begun, None)

    def show_note(self, opened: OpenedNote) -> None:
        """Passages are those of another page."""
        self._video, self._moments = opened.note.video or "", opened.moments

    def clear(self) -> None:
        """There is no page."""
        self._video, self._moments = "", ()

    def toggle_passage(self) -> None:
        """Loop what the note tells of now: from its stamp to the next later one; or loop no more."""
        if self.loop:
            self.stop()
            return
        if not self._player.at_video or self._player.video != self._video:
            self._messages.say("There is no video here to loop.")
            return
        found = passage(times_of(self._moments), self._standing.now(), self._player.duration())
        if found is None:
            self._messages.say("The note has no stamp before this moment: go to one, and loop from there.")
        elif found[1] - found[0] < _SHORTEST:
            self._messages.say("The video ends here: there is too little left to loop.")
        else:
            self.start(Loop(*found, self._name_of(found[0])))

    def set_start(self) -> None:
        """Begin a loop here; where one runs already, it starts here from now on."""
        if not self._player.at_video:
            return
        now = self._standing.now()
        if self.loop and now < self.loop.end - _SHORTEST:
            self._set(replace(self.loop, start=now))
        else:
            self.stop()
            self.begun = now
            self._messages.say(f"Loop from {clock(now)}: now go to where it is to end.")
            self.changed.emit()

    def set_end(self) -> None:
        """End the loop here that was begun, or the one that runs."""
        start = self.loop.start if self.loop else self.begun
        now = self._standing.now()
        if start is None:
            self._messages.say("Start the loop first, where it is to begin.")
        elif now < start + _SHORTEST:
            self._messages.say("The end of a loop has to lie after its start.")
        else:
            self.start(Loop(start, now, self.loop.name if self.loop else self._name_of(start)))

    def next(self) -> None:
        """Begin a loop here, or end here the one that was begun, or loop no more: one key for all three."""
        if self.loop:
            self.stop()
        elif self.begun is None:
            self.set_start()
        else:
            self.set_end()

    def start(self, loop: Loop) -> None:
        """Play `loop`, from its start where the video is elsewhere."""
        self.begun, self.round = None, 1
        self.loop = loop
        if not loop.start - _PLAY <= self._player.position() < loop.end:
            self._return()
        self._player.play()
        self.changed.emit()

    def stop(self) -> None:
        """Play on past the end; where nothing runs, let what was dropped be gone."""
        if self.loop or self.begun is not None:
            self.loop = self.begun = None
            self._returning = False
            self.changed.emit()
        elif self.dropped:
            self.dropped = None
            self.kept_changed.emit()

    def move(self, start: float = 0.0, end: float = 0.0) -> None:
        """Have the loop start and end so many seconds later, or earlier."""
        if self.loop:
            length = self._player.duration() or self.loop.end + end
            moved = replace(self.loop, start=max(self.loop.start + start, 0.0), end=min(self.loop.end + end, length))
            if moved.end - moved.start >= _SHORTEST:
                self._set(moved)

    def set_times(self, times: int) -> None:
        """Play loops so many times, from now on; 0 is until the reader moves on."""
        self.times, self.round = max(times, 0), 1
        self.changed.emit()

    def kept(self) -> list[Loop]:
        """The loops of the shown video that were kept, by their start."""
        found = self._keeper.value(KIND, self._player.video) if self._player.video else None
        return sorted(filter(None, map(_read, found if isinstance(found, list) else ())), key=lambda loop: loop.start)

    @property
    def is_kept(self) -> bool:
        """Whether the loop that runs is among those that are kept."""
        return self.loop is not None and any(_same(self.loop, each) for each in self.kept())

    def keep(self) -> None:
        """Keep the loop that runs."""
        if self.loop:
            self._keep(self.loop)

    def drop(self, loop: Loop) -> None:
        """Keep a loop no more, but for `put_back`."""
        self.dropped = loop
        self._put([each for each in self.kept() if not _same(each, loop)])

    def put_back(self) -> None:
        """Keep the loop again that was dropped last."""
        if self.dropped and self._keep(self.dropped):
            self.dropped = None
            self.kept_changed.emit()

    def _keep(self, loop: Loop) -> bool:
        """Keep a loop; False where there is no room for it."""
        kept = self.kept()
        if any(_same(loop, each) for each in kept):
            return True
        if len(kept) >= _MOST:
            self._messages.say(f"{_MOST} loops of this video are kept already: remove one that you need no more.")
            return False
        self._put([*kept, loop])
        return True

    def _put(self, loops: list[Loop]) -> None:
        raw = [{"start": round(each.start, 3), "end": round(each.end, 3), "name": each.name} for each in loops]
        self._keeper.put(KIND, self._player.video, raw or None)

    def _set(self, loop: Loop) -> None:
        self.loop = loop
        if not loop.start - _PLAY <= self._player.position() < loop.end:
            self._return()
        self.changed.emit()

    def _name_of(self, seconds: float) -> str:
        """The sentence of the last moment up to there; nothing where the note is about another video."""
        if self._player.video != self._video:
            return ""
        said = [moment for moment in self._moments if moment.seconds <= seconds + _PLAY]
        return max(said, key=lambda moment: moment.seconds).sentence if said else ""

    def _return(self) -> None:
        assert self.loop
        self._returning = self._seeking = True
        self._player.seek_to(self.loop.start)
        self._seeking = False

    def _on_time(self, seconds: float) -> None:
        """Go back at the end; what was shown before a seek came through is of the round before."""
        if self.loop is None:
            return
        if self._returning:
            self._returning = not self.loop.start - _PLAY <= seconds < self.loop.end
        elif seconds >= self.loop.end and self._player.playing:
            self._again()

    def _again(self) -> None:
        if self.times and self.round >= self.times:
            self.stop()
            return
        self.round += 1
        self._return()
        self.changed.emit()

    def _on_playing(self, playing: bool) -> None:
        """The end of the file ends a round too."""
        if not playing and self.loop and self._player.ended and not self._returning:
            self._again()
            if self.loop:
                self._player.play()

    def _on_seeked(self, seconds: float) -> None:
        """Whoever goes elsewhere has moved on."""
        if self.loop and not self._seeking and not self.loop.start - _PLAY <= seconds <= self.loop.end:
            self.stop()

    def _on_shown(self) -> None:
        self.stop()
        self.dropped = None
        self.kept_changed.emit()

    def _on_kept(self, kind: str, key: str) -> None:
        if kind == KIND and key == self._player.video:
            self.kept_changed.emit()


def _same(one: Loop, other: Loop) -> bool:
    return abs(one.start - other.start) < 0.01 and abs(one.end - other.end) < 0.01


def _read(value: Any) -> Loop | None:
    """A loop as it was kept; None where it cannot be understood."""
    if not isinstance(value, dict):
        return None
    start, end = finite(value.get("start")), finite(value.get("end"))
    return Loop(start, end, str(value.get("name") or "")) if start is not None and end is not None else None
