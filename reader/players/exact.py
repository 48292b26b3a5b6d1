"""What the real backends have in common: PyAV for the frame that was wished, a `Motion` for all that moves and sounds.

A seek goes two ways at once.  `Pictures` has the exact frame, which is painted as soon as it is there.  The motion
follows, and takes over the picture when it shows frames of the new position.  While paused it follows late, so that it
does not take the processor from the frame that is waited for.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QImage

from reader.players.base import FRAME_RATE_UNKNOWN, NO_SOUND, OUTPUT_GONE, Backend, State
from reader.players.decoder import MediaInfo, Still, fitted
from reader.players.landing import Sight
from reader.players.loudness import Listener
from reader.players.motion import Motion, Settings
from reader.players.pictures import Pictures

TICK = 100
"""Milliseconds between two `position_changed` while playing."""
REST = 200
"""Milliseconds without a wish after which a paused libvlc follows, and a resized view gets frames of its size."""


class ExactBackend(Backend):
    """Everything of the contract but the motion, which `new_motion` makes for each file.

    Ready frames are kept in the folder `kept` too.
    """

    def __init__(
        self, parent: QObject | None, new_motion: Callable[[Path, Settings, QObject], Motion], kept: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._new_motion, self._kept = new_motion, kept
        self._ticks = QTimer(self, interval=TICK)
        self._ticks.timeout.connect(lambda: self.position_changed.emit(self.position()))
        self._follow_later = QTimer(self, interval=REST, singleShot=True)
        self._follow_later.timeout.connect(self._follow)
        self._refit_later = QTimer(self, interval=REST, singleShot=True)
        self._refit_later.timeout.connect(self._refit)
        self._settings = Settings()
        self._equal, self._output = False, ""
        self._told: set[str] = set()  # what is amiss with sound
        self._listener: Listener | None = None
        self._view = QSize()
        self._state = State.EMPTY
        self._pictures: Pictures | None = None
        self._motion: Motion | None = None
        self._forget()

    def _forget(self) -> None:
        """Let go of the file."""
        for timer in (self._ticks, self._follow_later, self._refit_later):
            timer.stop()
        for decoding in (self._pictures, self._listener):
            if decoding:
                decoding.close()
        if self._motion:
            self._motion.blockSignals(True)
            self._motion.close()
            self._motion.deleteLater()
        self._pictures = self._motion = self._listener = None
        self._settings.gain, self._settings.output = 0.0, self._output
        self._info: MediaInfo | None = None
        self._file: Path | None = None
        self._image = QImage()
        self._plays = False
        self._wish: float | None = None  # the time that is wished for and not yet shown
        self._sights: list[Sight] = []  # what is to be seen from the newest wish on
        self._at_last_frame = False

    # Wishes

    def load(self, file: Path, start: float = 0.0, *, playing: bool = False) -> None:
        self._forget()
        self._wish, self._plays = max(start, 0.0), playing
        self._motion = self._new_motion(file, self._settings, self)
        self._pictures = Pictures(file, self._motion.matrix, self._kept, self)
        self._pictures.opened.connect(self._opened)
        self._pictures.unreadable.connect(self._fail)
        self._pictures.found.connect(self._found)
        self._pictures.followed.connect(self._follows)
        self._pictures.glimpsed.connect(self._glimpse)
        self._pictures.sharpened.connect(self._sharpen)
        self._motion.shown.connect(self._show)
        self._motion.ended.connect(self._end)
        self._motion.broke.connect(self._break)
        self._motion.silent.connect(self._on_silent)
        self._file = file
        self._set_state(State.LOADING)

    def unload(self) -> None:
        self._forget()
        self._set_state(State.EMPTY)

    def play(self) -> None:
        if self._state not in (State.LOADING, State.PAUSED, State.ENDED):
            return
        self._plays = True
        if self._state is State.LOADING or self._motion is None:
            return
        finished = self._state is State.ENDED or (self._at_last_frame and self._wish is None)
        if finished:
            self._motion.stop()
            self._set_state(State.PLAYING)
            self.seek(0.0)
            return
        if self._wish is not None:
            self._motion.go(self._wish)
        elif self._follow_later.isActive() or not self._motion.at_hand:
            self._motion.plays = True
            self._follow()
        self._motion.play()
        self._set_state(State.PLAYING)

    def pause(self) -> None:
        self._plays = False
        if self._state is State.PLAYING and self._motion:
            self._motion.pause()
            self._set_state(State.PAUSED)
            self.position_changed.emit(self.position())

    def seek(self, seconds: float) -> None:
        if self._motion is None or self._state is State.FAILED:
            return
        if self._state is State.ENDED:
            self._set_state(State.PAUSED)
        self._wish = max(seconds, 0.0)
        if self._info:
            self._go(self._info, min(self._wish, self._info.duration or self._wish), self._motion)

    def scrub(self, seconds: float) -> None:
        if not (self._info and self._info.has_picture and self._motion and self._pictures):
            self.seek(seconds)
            return
        if self._state is State.ENDED:
            self._set_state(State.PAUSED)
        self._wish = min(max(seconds, 0.0), self._info.duration or seconds)
        self._follow_later.stop()
        if self._plays:
            self._motion.go(self._wish)
        self._pictures.glimpse(self._wish, self._view)

    def prepare(self, times: Sequence[float]) -> None:
        if self._pictures:
            self._pictures.prepare(times, self._view)

    def ready(self, seconds: float) -> QImage:
        return self._pictures.ready(seconds) if self._pictures else QImage()

    def _go(self, info: MediaInfo, seconds: float, motion: Motion) -> None:
        self._wish, self._at_last_frame = seconds, False
        motion.plays = self._plays
        if self._plays:
            motion.go(seconds)
        if info.has_picture:
            self._decode(seconds)
        else:
            self._sound_goes(seconds, motion)

    def _decode(self, seconds: float) -> None:
        assert self._pictures is not None
        self._pictures.wish(seconds, self._view, sharp=not self._plays)

    def _sound_goes(self, seconds: float, motion: Motion) -> None:
        self._wish = None
        if self._plays:
            motion.aim(seconds)
        motion.clock.stop(seconds)
        self._follow_if_paused(motion)
        self._loaded()
        self.position_changed.emit(seconds)

    def set_rate(self, rate: float) -> None:
        if rate != self._settings.rate:
            self._settings.rate = rate
            if self._motion:
                self._motion.set_rate()

    def set_volume(self, volume: float) -> None:
        self._settings.volume = volume
        if self._motion:
            self._motion.set_volume()

    def set_equal_loudness(self, equal: bool) -> None:
        if equal != self._equal:
            self._equal = equal
            self._listen()

    def set_sound_output(self, output: str) -> None:
        if output != self._output:
            self._output = output
            self._send_sound_to(output)

    def set_view_size(self, size: QSize) -> None:
        if size != self._view:
            self._view = QSize(size)
            self._refit_later.start()

    def close(self) -> None:
        self._forget()

    # What is

    def image(self) -> QImage:
        return self._image

    def position(self) -> float:
        if self._wish is not None or self._motion is None:
            return self._wish or 0.0
        seconds = self._motion.clock.time()
        return min(seconds, self._info.duration or seconds) if self._info else seconds

    def duration(self) -> float:
        return self._info.duration if self._info else 0.0

    def frame_rate(self) -> float:
        return self._info.frame_rate if self._info and self._info.has_picture else FRAME_RATE_UNKNOWN

    def state(self) -> State:
        return self._state

    # What becomes of wishes

    def _opened(self, info: MediaInfo) -> None:
        self._info = info
        self._settings.size = fitted(info.size, self._view) if info.has_picture else QSize()
        self.duration_changed.emit(info.duration)
        if self._pictures:
            self._pictures.refit(self._view)
        if self._wish is not None:
            self.seek(self._wish)

    def _found(self, still: Still | None) -> None:
        assert self._motion is not None
        self._sights = []
        if self._state is not State.ENDED:
            self._motion.clock.stop(still.time if still else self.position())
        self._wish = None
        self._loaded()
        if still:
            self._at_last_frame = still.last
            self._show(still.image, still.time)
        if not self._plays:
            self._follow_if_paused(self._motion)
        elif self._at_last_frame:
            self._end()
        else:
            self._motion.plays = True
            if not self._motion.at_hand:
                self._motion.go(self.position())
            self._motion.aim(self.position())

    def _sharpen(self, still: Still) -> None:
        if not self._plays:
            self._show(still.image, still.time)

    def _follows(self, sights: list[Sight]) -> None:
        self._sights = sights
        if self._motion and self._plays:
            self._motion.expect(sights)

    def _loaded(self) -> None:
        if self._state is State.LOADING:
            self._set_state(State.PLAYING if self._plays else State.PAUSED)
            self._listen()

    def _follow_if_paused(self, motion: Motion) -> None:
        if motion.at_hand and not self._plays:
            self._follow_later.start()

    def _follow(self) -> None:
        self._follow_later.stop()
        if self._motion:
            self._motion.go(self.position())
            self._motion.aim(self.position())
            self._motion.expect(self._sights)

    def _glimpse(self, image: QImage) -> None:
        self._image = image
        self.glimpsed.emit()

    def _show(self, image: QImage, seconds: float) -> None:
        self._image = image
        self.frame_shown.emit(seconds)

    def _listen(self) -> None:
        """Find out how loud the file is, as soon as its first frame is shown and nobody waits for that any more."""
        if not self._equal:
            if self._listener:
                self._listener.close()
            self._listener = None
            self._set_gain(0.0)
        elif self._file and self._listener is None and self._state is not State.LOADING:
            self._listener = Listener(self._file, self._set_gain, self)

    def _set_gain(self, gain: float) -> None:
        if gain != self._settings.gain:
            self._settings.gain = gain
            if self._motion:
                self._motion.set_gain()

    def _send_sound_to(self, output: str) -> None:
        self._settings.output = output
        if self._motion:
            self._motion.set_output()
        if self._state is State.PLAYING:
            self.seek(self.position())

    def _on_silent(self) -> None:
        wished = self._settings.output
        told = OUTPUT_GONE if wished else NO_SOUND
        if wished:
            self._send_sound_to("")
        if told + wished not in self._told:
            self._told.add(told + wished)
            self.sound_failed.emit(told)

    def _end(self) -> None:
        assert self._motion is not None
        self._motion.stop()
        self._plays = self._motion.plays = False
        self._motion.clock.stop(self.duration())
        self._set_state(State.ENDED)
        self.position_changed.emit(self.position())

    def _break(self, detail: str) -> None:
        self._fail("The video can be read, but this computer cannot play it.", detail)

    def _fail(self, sentence: str, detail: str) -> None:
        self._forget()
        self._set_state(State.FAILED)
        self.failed.emit(sentence, detail)

    def _refit(self) -> None:
        """The view has another size."""
        if not (self._info and self._info.has_picture and self._motion and self._pictures):
            return
        self._settings.size = fitted(self._info.size, self._view)
        self._pictures.refit(self._view)
        fits = self._motion.set_size()
        if self._state is not State.PLAYING:
            self._decode(self.position())
        elif not fits:
            self.seek(self.position())

    def _set_state(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            if state is State.PLAYING:
                self._ticks.start()
            else:
                self._ticks.stop()
            self.state_changed.emit(state)
