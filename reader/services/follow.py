"""Follow the video: which moment of the page the frame on the screen belongs to, and whether the page goes along."""

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.services.player import Pane, Player, Shown

if TYPE_CHECKING:
    from reader.services.pages import OpenedNote

JITTER = 0.004
"""Seconds by which a frame may be timed too early: a tick of 90 kHz, rounded, is less."""
LONGEST_FRAME = 1.0
"""Seconds; a frame that shows the wished second has begun at most so long before it (slides, one a second)."""


class Follow(QObject):
    """Knows the current moment: of those of the shown video the one with the largest time that is not to come yet.

    Moments are told by their number in `OpenedNote.moments`, which is the order of the text.
    """

    current_changed = Signal(object)
    """The number of the current moment, None before the first one and where another video is shown, or none."""
    following_changed = Signal(bool)

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._page: tuple[str, str, str] | None = None
        self._video = ""
        self._times: list[float] = []
        self._order: list[int] = []  # the numbers of the moments, as `_times` has them
        self._frame: float | None = None  # the second that is on the screen
        self._wish: float | None = None
        self._arriving = True  # the next frame is the one at which page and video begin: no move
        self._opening = False  # a seek now belongs to the page that has just been opened
        self._sought = False  # a moment was gone to, and its frame is not there yet
        self.following = True
        self.numbers: tuple[int, ...] = ()
        """The current moment, and those of the very same second."""
        player.frame_shown.connect(self._on_frame)
        player.position_changed.connect(self._on_position)
        player.seeked.connect(self._on_seeked)
        player.shown_changed.connect(self._on_shown)

    @property
    def current(self) -> int | None:
        """The number of the current moment."""
        return self.numbers[0] if self.numbers else None

    @property
    def goes_along(self) -> bool:
        """Whether the page is to go where the current moment is: not where a page or a video only begins."""
        return self.following and not self._arriving and not self._opening

    def show_note(self, opened: "OpenedNote") -> None:
        """Follow on another page; the same one, made anew, is followed as it was."""
        page = (opened.note.path, opened.note.title, opened.note.video or "")
        if page != self._page:
            self._set_following(True)
        self._page, self._video = page, opened.note.video or ""
        by_time = sorted((moment.seconds, number) for number, moment in enumerate(opened.moments))
        self._times, self._order = [seconds for seconds, _ in by_time], [number for _, number in by_time]
        self._opening, self._arriving = True, True
        QTimer.singleShot(0, self, self._end_opening)
        self._find()
        self.current_changed.emit(self.current)
        self._arriving = self._frame is None

    def clear(self) -> None:
        """There is no page."""
        self._page, self._video, self._times, self._order = None, "", [], []
        self._tell()

    def stop(self) -> None:
        """The reader looks elsewhere: let the page stay where it is."""
        self._sought = False
        self._set_following(False)

    def again(self) -> None:
        """Take the page to the current moment, and along with the video from now on."""
        self._arriving = False
        self._set_following(True)
        self.current_changed.emit(self.current)

    def follow_link(self, href: str) -> None:
        """A link was followed: one to a moment leads the page there too, once its frame is seen."""
        if href.startswith("seek:"):
            self._arriving, self._sought = False, True
            self._set_following(True)

    def _on_frame(self, seconds: float) -> None:
        self._be_at(seconds)

    def _on_position(self, seconds: float) -> None:
        if self._player.only_sound:
            self._be_at(seconds)

    def _on_seeked(self, seconds: float) -> None:
        self._wish = seconds
        self._arriving = self._arriving or self._opening

    def _on_shown(self, _: Shown) -> None:
        self._frame = self._wish = None
        self._arriving = not self._sought
        self._tell()

    def _end_opening(self) -> None:
        self._opening = False

    def _be_at(self, seconds: float) -> None:
        """The frame that was sought shows the wished second, though it may have begun before it."""
        shows_wish = self._wish is not None and 0 <= self._wish - seconds < LONGEST_FRAME
        self._frame = self._wish if shows_wish else seconds
        self._tell()
        self._arriving = False

    def _tell(self) -> None:
        changed = self._find()
        if changed or (self._sought and self._frame is not None):
            self._sought = False
            self.current_changed.emit(self.current)

    def _find(self) -> bool:
        """Look up the current moment; whether it is another one."""
        before, self.numbers = self.numbers, ()
        shown = self._player.shown
        if self._frame is not None and shown.pane is Pane.VIDEO and shown.video == self._video:
            end = bisect_right(self._times, self._frame + JITTER)
            if end:
                begin = bisect_left(self._times, self._times[end - 1])
                self.numbers = tuple(self._order[begin:end])
        return self.numbers != before

    def _set_following(self, following: bool) -> None:
        if following != self.following:
            self.following = following
            self.following_changed.emit(following)
