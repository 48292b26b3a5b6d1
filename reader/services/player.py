"""The one video of the window: which it is, why it may not be seen, and where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from reader.errors import ReaderError
from reader.library.media import Media
from reader.players.base import Backend, State
from reader.players.none import NoBackend

RATES = (0.25, 4.0)


class Pane(Enum):
    """What the video pane has to show."""

    NO_VIDEO = "no video"
    NOT_HERE = "not here"
    CANNOT_PLAY = "cannot play"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the video pane shows, and at which second it was wished to be."""

    pane: Pane
    video: str = ""
    seconds: float = 0.0
    sentence: str = ""
    detail: str = ""


class Player(QObject):
    """Shows moments, as soon as `use` has given it something to play them with.  Times are seconds as float."""

    shown_changed = Signal(Shown)
    frame_shown = Signal(float)
    position_changed = Signal(float)
    """Where playback is; not a sign of a seek."""
    seeked = Signal(float)
    """A seek is wished for; its frame comes after this."""
    duration_changed = Signal(float)
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    left = Signal(str, float)
    """A video is shown no more; the second at which it was left, 0 when it had ended."""
    volume_changed = Signal(float)
    """The loudness that is heard, 0 when muted."""

    def __init__(
        self,
        find_media: Callable[[str], Media | None],
        position_of: Callable[[str], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._backend: Backend = NoBackend()
        self._missing: ReaderError | None = None
        self._view_size = QSize()
        self._find_media = find_media
        self._position_of = position_of
        self._volume, self._muted, self._rate = 1.0, False, 1.0
        self.shown = Shown(Pane.NO_VIDEO)

    def use(self, backend: Backend) -> None:
        """Play with `backend` from now on, what is wished for already too."""
        seconds, self._backend = self.position(), backend
        backend.frame_shown.connect(self.frame_shown)
        backend.position_changed.connect(self.position_changed)
        backend.duration_changed.connect(self.duration_changed)
        backend.state_changed.connect(self._on_state)
        backend.failed.connect(self._on_failed)
        backend.set_rate(self._rate)
        backend.set_volume(0.0 if self._muted else self._volume)
        backend.set_view_size(self._view_size)
        if self.at_video:
            self._load(self.video, seconds)

    def do_without(self, error: ReaderError) -> None:
        """Say from now on why no video can be played."""
        self._missing = error
        if self.at_video:
            self._load(self.video, self.position())

    @property
    def video(self) -> str:
        """The id of the video that is shown or was wished for; empty for none."""
        return self.shown.video

    @property
    def at_video(self) -> bool:
        """Whether a video is shown."""
        return self.shown.pane is Pane.VIDEO

    @property
    def playing(self) -> bool:
        """Whether the video runs."""
        return self._backend.state() is State.PLAYING

    @property
    def ended(self) -> bool:
        """Whether the video stands at its end."""
        return self._backend.state() is State.ENDED

    def position(self) -> float:
        """Where the video stands, or should."""
        return self._backend.position() if self.at_video else self.shown.seconds

    def duration(self) -> float:
        """The video's length, 0 while unknown."""
        return self._backend.duration()

    def image(self) -> QImage:
        """The newest frame; null where there is none."""
        return self._backend.image()

    @property
    def only_sound(self) -> bool:
        """Whether what is shown has no picture."""
        ready = self._backend.state() in (State.PLAYING, State.PAUSED, State.ENDED)
        return ready and self.image().isNull()

    def set_view_size(self, size: QSize) -> None:
        """The size that frames are scaled to, in device pixels."""
        self._view_size = size
        self._backend.set_view_size(size)

    def show_video(self, video: str | None, seconds: float | None = None) -> None:
        """Show `video`, standing where it was left or at `seconds`; a video that is shown already is left as it is."""
        if not video:
            self._show(Shown(Pane.NO_VIDEO))
        elif video != self.video:
            self._load(video, self._position_of(video) if seconds is None else seconds)
        elif seconds is not None:
            self.seek(video, seconds)

    def seek(self, video: str, seconds: float) -> None:
        """Show the moment `seconds` of `video`."""
        if video == self.video and self.at_video:
            self.seeked.emit(seconds)
            self._backend.seek(seconds)
        else:
            self._load(video, seconds)

    def look_again(self) -> None:
        """Look for the file of the wished video again, since other files may be here now."""
        if self.shown.pane in (Pane.NOT_HERE, Pane.CANNOT_PLAY):
            self._load(self.video, self.shown.seconds)

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play on."""
        if self.at_video:
            self._backend.play()

    def pause(self) -> None:
        """Hold the picture."""
        if self.at_video:
            self._backend.pause()

    def skip(self, seconds: float) -> None:
        """Go on, or back where `seconds` is negative."""
        self.seek_to(self.position() + seconds)

    def step(self, frames: int) -> None:
        """Show the next frame or the one before, paused."""
        self.pause()
        self.skip(frames / self._backend.frame_rate())

    def seek_to(self, seconds: float) -> None:
        """Go to `seconds` of the video that is shown."""
        if self.at_video:
            end = self.duration() or seconds
            self.seek(self.video, min(max(seconds, 0.0), end))

    def seek_to_share(self, share: float) -> None:
        """Go to a share of the length, 0 to 1."""
        if self.duration():
            self.seek_to(self.duration() * share)

    @property
    def rate(self) -> float:
        """The playing speed."""
        return self._rate

    def set_rate(self, rate: float) -> None:
        """Play at `rate` times the normal speed, 0.25 to 4."""
        self._rate = min(max(round(rate, 2), RATES[0]), RATES[1])
        self._backend.set_rate(self._rate)
        self.rate_changed.emit(self._rate)

    def change_rate(self, by: float) -> None:
        """Play faster by `by`, slower where it is negative."""
        self.set_rate(self._rate + by)

    @property
    def volume(self) -> float:
        """The loudness that is set, muted or not."""
        return self._volume

    @property
    def muted(self) -> bool:
        """Whether sound is off."""
        return self._muted

    def set_volume(self, volume: float, *, muted: bool = False) -> None:
        """Set the loudness, 0 to 1."""
        self._volume, self._muted = min(max(volume, 0.0), 1.0), muted
        self._backend.set_volume(0.0 if muted else self._volume)
        self.volume_changed.emit(0.0 if muted else self._volume)

    def change_volume(self, by: float) -> None:
        """Louder by `by`, quieter where it is negative; sound is on again."""
        self.set_volume(round(self._volume + by, 2))

    def toggle_mute(self) -> None:
        """Sound on or off."""
        self.set_volume(self._volume, muted=not self._muted)

    def close(self) -> None:
        """Let the video go, for good."""
        self._backend.close()

    def _load(self, video: str, seconds: float) -> None:
        media = self._find_media(video)
        if media is None:
            self._show(Shown(Pane.NOT_HERE, video, seconds))
            return
        if self._missing:
            self._show(Shown(Pane.CANNOT_PLAY, video, seconds, str(self._missing), self._missing.detail))
            return
        playing = self.playing and video == self.video
        self._show(Shown(Pane.VIDEO, video, seconds))
        self.seeked.emit(seconds)
        self._backend.load(media.file, seconds, playing=playing)

    def _show(self, shown: Shown) -> None:
        if self.at_video:
            self.left.emit(self.video, 0.0 if self.ended else self.position())
            if shown.pane is not Pane.VIDEO:
                self._backend.unload()
        self.shown = shown
        self.shown_changed.emit(shown)

    def _on_state(self, state: State) -> None:
        self.playing_changed.emit(state is State.PLAYING)

    def _on_failed(self, sentence: str, detail: str) -> None:
        seconds = self._backend.position() or self.shown.seconds
        self.shown = Shown(Pane.CANNOT_PLAY, self.video, seconds, sentence, detail)
        self.shown_changed.emit(self.shown)
