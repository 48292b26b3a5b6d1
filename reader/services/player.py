"""The one video of the window: which it is, why it may not be seen, and where it stands."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from reader.errors import ReaderError
from reader.library.media import Media
from reader.notes.timemap import ONE_TO_ONE, TimeMap
from reader.players.base import Backend, Source, State, Stream
from reader.players.none import NoBackend
from reader.services.cited import CitedTime, FileMoment
from reader.services.shown import Pane, Shown

__all__ = ["Pane", "Player", "Shown"]
SLOWEST, FASTEST = 0.25, 4.0
RATE_STEP = 0.05
"""Every speed is a multiple of it."""
_HURRIED = 2.0
"""Times the speed that is set, and at least this speed, while the reader is in a hurry."""
_REST_MS = 150
"""How long a place is scrubbed over before its very frame is sought."""


class Player(QObject):
    """Shows moments, as soon as `use` has given it something to play them with.

    Times are seconds as float, and cited ones: where the file differs from the video that was cited, `map_of` tells
    by a video, its file and that file's length (0 while unknown) where its moments are.
    """

    shown_changed = Signal(Shown)
    frame_shown = Signal(float)
    glimpsed = Signal()
    """`image` is a frame near the place that is scrubbed over."""
    position_changed = Signal(float)
    """Where playback is; not a sign of a seek."""
    seeked = Signal(float)
    """A seek is wished for; its frame comes after this."""
    duration_changed = Signal(float)
    playing_changed = Signal(bool)
    rate_changed = Signal(float)
    """Another speed is set; not while the reader is only in a hurry."""
    hurry_changed = Signal(bool)
    left = Signal(str, float)
    """A video is shown no more; the second at which it was left, 0 when it had ended."""
    volume_changed = Signal(float)
    """The loudness that is heard, 0 when muted."""
    used = Signal(Backend)
    """It plays with another backend from now on."""
    hindered = Signal(str)
    """It does not go on, or not as it should, but it may yet: a sentence for people."""
    missed = Signal(str)
    """A moment that was wished for is not in the file, or its place is not known: a sentence for people."""
    loaded_changed = Signal()
    """More or less of a stream is in memory."""
    stream_failed = Signal(str, str, bool)
    """A stream goes on no more, and its video counts as not here: a sentence, details, and whether it was to run."""

    def __init__(
        self,
        find_media: Callable[[str], Media | None],
        position_of: Callable[[str], float],
        parent: QObject | None = None,
        map_of: Callable[[str, Media, float], TimeMap] = lambda *_: ONE_TO_ONE,
    ) -> None:
        super().__init__(parent)
        self._backend: Backend = NoBackend()
        self._missing: ReaderError | None = None
        self._view_size = QSize()
        self._find_media = find_media
        self._position_of = position_of
        self._map_of = map_of
        self._media: Media | None = None
        self.stream: Stream | None = None
        """What the video that is shown comes from, where that is no file."""
        self.asked: float | None = None
        """The moment that a stamp, a tick or a search asked for last, in the video that is shown; not by the bar."""
        self._time = CitedTime(self)
        self._time.frame_shown.connect(self.frame_shown)
        self._time.glimpsed.connect(self.glimpsed)
        self._time.position_changed.connect(self.position_changed)
        self._time.duration_changed.connect(self.duration_changed)
        self._time.seeked.connect(self.seeked)
        self._time.missed.connect(self.missed)
        self._reached, self._runs = 0.0, False  # where a stream stands, or should, and whether it is to run
        self._time.seeked.connect(self._on_reached)
        self._time.position_changed.connect(self._on_reached)
        self._scrubbed = 0.0
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(lambda: self.seek_to(self._scrubbed))
        self._volume, self._muted, self._rate = 1.0, False, 1.0
        self.hurries = False
        """Whether it plays faster than was set, for as long as a key or the mouse is held."""
        self._pauses_then = False
        self.shown = Shown(Pane.NO_VIDEO)

    def use(self, backend: Backend) -> None:
        """Play with `backend`, which is the player's own from now on, what is wished for already too."""
        seconds, self._backend = self.position(), backend
        backend.setParent(self)
        self._time.use(backend)
        backend.state_changed.connect(self._on_state)
        backend.failed.connect(self._on_failed)
        backend.hindered.connect(self.hindered)
        backend.loaded_changed.connect(self.loaded_changed)
        backend.set_rate(self.speed)
        backend.set_volume(0.0 if self._muted else self._volume)
        backend.set_view_size(self._view_size)
        self.used.emit(backend)
        if self.at_video:
            self._load(self.video, seconds, self.asked, self.stream)

    def do_without(self, error: ReaderError) -> None:
        """Say from now on why no video can be played."""
        self._missing = error
        if self.at_video:
            self._load(self.video, self.position(), self.asked, self.stream)

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
        return self._time.position() if self.at_video else self.shown.seconds

    def duration(self) -> float:
        """The video's length, 0 while unknown."""
        return self._time.duration()

    @property
    def map(self) -> TimeMap:
        """Where the moments of the video are in its file."""
        return self._time.map

    @property
    def file(self) -> Path | None:
        """The file that is shown; None where no video is."""
        return self._media.file if self.at_video and self._media else None

    @property
    def source(self) -> Source | None:
        """The file or stream that is shown; None where no video is."""
        return self.stream if self.at_video and self.stream else self.file

    def here(self) -> FileMoment | None:
        """Where the file or stream stands in its own time; None where no video is shown."""
        if not (self.at_video and self.source):
            return None
        return FileMoment(self.video, self.source.name, self._backend.duration(), self._backend.position())

    def loaded(self) -> tuple[tuple[float, float], ...]:
        """From which second to which a stream is in memory; nothing for a file, all of which is here."""
        return self._backend.loaded() if self.stream and self.at_video else ()

    def read_map(self, video: str) -> None:
        """Have the map of a video made anew, if it is shown: the picture stays, the numbers change."""
        if video == self.video and self.at_video:
            self._time.read_map()

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
        """Show the moment `seconds` of `video`, which was `asked` for."""
        if video == self.video and self.at_video:
            self.asked = seconds
            self._time.seek(seconds)
        else:
            self._load(video, seconds, seconds)

    def play_from(self, stream: Stream, seconds: float | None = None, *, playing: bool = True) -> None:
        """Show the video that is wished for from a network, where it stands or at `seconds`; a file of it is better."""
        if self.video:
            at = self.position() if seconds is None else seconds
            self._load(self.video, at, self.asked, stream, playing=playing)

    def look_again(self) -> None:
        """Look for the file of the wished video again, since other files may be here now."""
        missing = self.shown.pane is Pane.NOT_HERE and self._find_media(self.video)
        if missing or self.shown.pane is Pane.CANNOT_PLAY:
            self._load(self.video, self.shown.seconds, self.asked)
        elif self.at_video and (media := self._find_media(self.video)) and not _same(media, self._media):
            self._load(self.video, self.position(), self.asked)

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
        """Go on as the file runs, or back where `seconds` is negative."""
        if self.at_video:
            self._time.skip(seconds)

    def step(self, frames: int) -> None:
        """Show the next frame or the one before, paused."""
        self.pause()
        self.skip(frames / self._backend.frame_rate())

    def seek_to(self, seconds: float) -> None:
        """Go to `seconds` of the video that is shown; its ends are those of the file, with what was added there."""
        end = self.duration()
        if not self.at_video:
            return
        self._rest.stop()
        if seconds <= 0 or (end and seconds >= end):
            self._time.seek_file(0.0 if seconds <= 0 else self._backend.duration())
        else:
            self._time.seek(seconds)

    def scrub(self, seconds: float) -> None:
        """Show soon what is near `seconds` of the video that is shown; its very frame once that rests, or is sought."""
        if self.at_video:
            self._scrubbed = seconds
            self._rest.start()
            self._time.scrub(seconds)

    def prepare(self, moments: Iterable[float]) -> None:
        """These moments of the video that is shown will probably be sought, the first ones first."""
        if self.at_video:
            self._time.prepare(moments)

    def ready(self, seconds: float) -> QImage:
        """The frame of a moment of the video that is shown, if it is ready; else null."""
        return self._time.ready(seconds) if self.at_video else QImage()

    def map_of(self, video: str, media: Media) -> TimeMap:
        """Where the moments of any video are in its file, as far as that is known."""
        return self.map if video == self.video and self.at_video else self._map_of(video, media, 0.0)

    def seek_to_share(self, share: float) -> None:
        """Go to a share of the length, 0 to 1."""
        if self.duration():
            self.seek_to(self.duration() * share)

    @property
    def rate(self) -> float:
        """The playing speed that is set."""
        return self._rate

    @property
    def speed(self) -> float:
        """The speed it plays at now: the one that is set, but for a hurry."""
        return min(max(_HURRIED * self._rate, _HURRIED), FASTEST) if self.hurries else self._rate

    def set_rate(self, rate: float) -> None:
        """Play at `rate` times the normal speed, 0.25 to 4, in steps of 0.05."""
        rate = min(max(round(round(rate / RATE_STEP) * RATE_STEP, 2), SLOWEST), FASTEST)
        if rate != self._rate:
            self._rate = rate
            self._backend.set_rate(self.speed)
            self.rate_changed.emit(rate)

    def change_rate(self, by: float) -> None:
        """Play faster by `by`, slower where it is negative."""
        self.set_rate(self._rate + by)

    def hurry(self, on: bool) -> None:
        """Play at double speed while `on`, what is paused too; then all is as it was before."""
        if on == self.hurries or (on and (not self.at_video or self.ended)):
            return
        if on:
            self._pauses_then = not self.playing
        self.hurries = on
        self._backend.set_rate(self.speed)
        if on:
            self.play()
        elif self._pauses_then:
            self.pause()
        self.hurry_changed.emit(on)

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

    def _load(
        self,
        video: str,
        seconds: float,
        asked: float | None = None,
        stream: Stream | None = None,
        *,
        playing: bool = False,
    ) -> None:
        """Show the file of `video`, or else `stream`; it plays on, if that is the video that played."""
        media, playing = self._find_media(video), playing or (self.playing and video == self.video)
        self._media, self.stream, self.asked = media, None if media else stream, asked
        source = media.file if media else stream
        if source is None or self._missing:
            self._show(self._unseen(video, seconds, is_here=source is not None))
            return
        self._reached, self._runs = seconds, playing
        self._show(Shown(Pane.VIDEO, video, seconds))
        self._time.load(source, seconds, lambda length: self._map_of_shown(video, length), playing=playing)

    def _unseen(self, video: str, seconds: float, *, is_here: bool) -> Shown:
        if is_here and self._missing:
            return Shown(Pane.CANNOT_PLAY, video, seconds, str(self._missing), self._missing.detail)
        return Shown(Pane.NOT_HERE, video, seconds)

    def _map_of_shown(self, video: str, length: float) -> TimeMap:
        """A stream is the video as it was published."""
        return self._map_of(video, self._media, length) if self._media else ONE_TO_ONE

    def _show(self, shown: Shown) -> None:
        if self.at_video:
            self.left.emit(self.video, 0.0 if self.ended else self.position())
            if shown.pane is not Pane.VIDEO:
                self._backend.unload()
        self.shown = shown
        self.shown_changed.emit(shown)

    def _on_reached(self, seconds: float) -> None:
        self._reached = seconds

    def _on_state(self, state: State) -> None:
        if state in (State.PLAYING, State.PAUSED, State.ENDED):
            self._runs = state is State.PLAYING
        self.playing_changed.emit(state is State.PLAYING)

    def _on_failed(self, sentence: str, detail: str) -> None:
        if self.stream:
            self.shown = Shown(Pane.NOT_HERE, self.video, self._reached)
            self.shown_changed.emit(self.shown)
            self.stream_failed.emit(sentence, detail, self._runs)
            return
        seconds = self.position() or self.shown.seconds
        self.shown = Shown(Pane.CANNOT_PLAY, self.video, seconds, sentence, detail)
        self.shown_changed.emit(self.shown)


def _same(media: Media, other: Media | None) -> bool:
    """Whether the same is seen of both at the same place."""
    return other is not None and (media.file, media.pieces) == (other.file, other.pieces)
