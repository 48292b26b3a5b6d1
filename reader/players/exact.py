"""What the real backends have in common: PyAV for the frame that was wished, a `Motion` for all that moves and sounds.

A seek goes two ways at once.  `Pictures` has the exact frame, which is painted as soon as it is there.  The motion
follows, and takes over the picture when it shows frames of the new position.  While paused it follows late, so that it
does not take the processor from the frame that is waited for.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QImage

from reader.players import sentences
from reader.players.base import FRAME_RATE_UNKNOWN, Backend, Source, State, Stream
from reader.players.decoder import MediaInfo, Still, fitted
from reader.players.landing import Sight
from reader.players.mailbox import Mailbox
from reader.players.motion import Motion, Settings
from reader.players.pictures import Pictures
from reader.players.relay import Relay
from reader.players.sounding import Sounding
from reader.players.spool import SiteError
from reader.players.watchdog import Watchdog

TICK = 100
"""Milliseconds between two `position_changed` while playing."""
LOOK_AGAIN = 5_000
"""Milliseconds after which a file is looked at again, as it may have grown."""
LOOK_LOADED = 500
"""Milliseconds after which is looked again how much of a stream is in memory."""
REST = 200
"""Milliseconds without a wish after which a paused libvlc follows, and a resized view gets frames of its size."""
SPARSE = 0.3
"""Seconds by which a frame may come before the time it is shown at; where it is more, the time is what was wished."""
AT_END = 0.5
"""Seconds before the end in which the last frame is the end, where frames are that long."""
CUT_OFF = 3.0
"""Seconds that may be missing from what a file says of its length: more is missing because the file is not whole."""


class ExactBackend(Backend):
    """Everything of the contract but the motion, which `new_motion` makes for each file.

    Ready frames are kept in the folder `kept` too.
    """

    def __init__(
        self,
        parent: QObject | None,
        new_motion: Callable[[Source, Settings, QObject], Motion],
        kept: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._new_motion, self._kept = new_motion, kept
        self._ticks = QTimer(self, interval=TICK)
        self._ticks.timeout.connect(lambda: self.position_changed.emit(self.position()))
        self._follow_later = QTimer(self, interval=REST, singleShot=True)
        self._follow_later.timeout.connect(self._follow)
        self._refit_later = QTimer(self, interval=REST, singleShot=True)
        self._refit_later.timeout.connect(self._refit)
        self._look_again = QTimer(self, interval=LOOK_AGAIN)
        self._look_again.timeout.connect(self._ask_again)
        self._watchdog = Watchdog(self._waits, self)
        self._watchdog.barked.connect(self._on_stalled)
        self._settings = Settings()
        self._sound = Sounding(self._settings, self)
        self._sound.gain_changed.connect(self._set_gain)
        self._sound.output_changed.connect(self._send_sound)
        self._sound.failed.connect(self.sound_failed)
        self._view = QSize()
        self._state = State.EMPTY
        self._pictures: Pictures | None = None
        self._motion: Motion | None = None
        self._relay: Relay | None = None
        self._refusals: Mailbox | None = None
        self._look_loaded = QTimer(self, interval=LOOK_LOADED)
        self._look_loaded.timeout.connect(self._notice_loaded)
        self._forget()

    def _forget(self) -> None:
        """Let go of the file."""
        for timer in (self._ticks, self._follow_later, self._refit_later, self._look_again, self._look_loaded):
            timer.stop()
        if self._pictures:
            self._pictures.close()
        if self._motion:
            self._motion.blockSignals(True)
            self._motion.close()
            self._motion.deleteLater()
        if self._relay and self._refusals:
            self._refusals.close()
            self._relay.close()
        self._in_memory: tuple[tuple[float, float], ...] = ()
        self._pictures = self._motion = self._relay = None
        self._sound.forget()
        self._info: MediaInfo | None = None
        self._file: Source | None = None
        self._image = QImage()
        self._plays = False
        self._wish: float | None = None  # the time that is wished for and not yet shown
        self._sights: list[Sight] = []  # what is to be seen from the newest wish on
        self._at_last_frame = False
        self._ends = False  # it has come to the end of what was there when the file was opened
        self._revived = False  # it stood still and was sent on, and has not gone on yet
        self._hindrances: set[str] = set()

    # Wishes

    def load(self, file: Source, start: float = 0.0, *, playing: bool = False) -> None:
        self._forget()
        self._wish, self._plays = max(start, 0.0), playing
        if isinstance(file, Stream):
            self._refusals = Mailbox(self._on_refused, self)
            self._relay = Relay(file, self._refusals.post)
            self._look_loaded.start()
            file = self._relay.stream
        self._motion = self._new_motion(file, self._settings, self)
        self._pictures = Pictures(file, self._motion.matrix, self._kept, self)
        self._pictures.opened.connect(self._opened)
        self._pictures.unchanged.connect(self._finish)
        self._pictures.unreadable.connect(self._fail)
        self._pictures.found.connect(self._found)
        self._pictures.followed.connect(self._follows)
        self._pictures.glimpsed.connect(self._glimpse)
        self._pictures.sharpened.connect(self._sharpen)
        self._motion.shown.connect(self._show)
        self._motion.ended.connect(self._on_ended)
        self._motion.lives.connect(self._on_lives)
        self._motion.lacks_picture.connect(self._on_picture_lost)
        self._motion.lacks_sound.connect(self._on_sound_refused)
        self._motion.broke.connect(self._break)
        self._motion.silent.connect(self._sound.on_silent)
        self._file = file
        self._look_again.start()
        self._set_state(State.LOADING)
        self._watchdog.stir()

    def unload(self) -> None:
        self._forget()
        self._set_state(State.EMPTY)
        self._watchdog.stir()

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
            self._go(self._info, self._within(self._wish), self._motion)

    def scrub(self, seconds: float) -> None:
        if not (self._info and self._info.has_picture and self._motion and self._pictures):
            self.seek(seconds)
            return
        if self._state is State.ENDED:
            self._set_state(State.PAUSED)
        self._wish = self._within(max(seconds, 0.0))
        self._follow_later.stop()
        if self._plays:
            self._motion.go(self._wish)
        if self._relay is None or self._has_in_memory(self._wish):
            self._pictures.glimpse(self._wish, self._view)

    def prepare(self, times: Sequence[float]) -> None:
        if self._pictures:
            self._pictures.prepare(times, self._view)

    def ready(self, seconds: float) -> QImage:
        return self._pictures.ready(seconds) if self._pictures else QImage()

    def loaded(self) -> tuple[tuple[float, float], ...]:
        return self._in_memory

    def _has_in_memory(self, seconds: float) -> bool:
        return any(start <= seconds < end for start, end in self._in_memory)

    def _notice_loaded(self) -> None:
        now = self._relay.loaded(self._info.places) if self._relay and self._info else ()
        if now != self._in_memory:
            self._in_memory = now
            self.loaded_changed.emit()

    def _go(self, info: MediaInfo, seconds: float, motion: Motion) -> None:
        self._wish, self._at_last_frame, self._ends = seconds, False, False
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
        self._watchdog.stir()

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
        self._sound.set_equal(equal)

    def set_sound_output(self, output: str) -> None:
        self._sound.set_output(output)

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
        return self._within(self._motion.clock.time())

    def duration(self) -> float:
        return self._info.duration if self._info else 0.0

    def frame_rate(self) -> float:
        return self._info.frame_rate if self._info and self._info.has_picture else FRAME_RATE_UNKNOWN

    def state(self) -> State:
        return self._state

    # What becomes of wishes

    def _within(self, seconds: float) -> float:
        return min(seconds, self._info.duration) if self._info and self._info.duration else seconds

    def _opened(self, info: MediaInfo) -> None:
        before, self._info = self._info, info
        self._settings.size = fitted(info.size, self._view) if info.has_picture else QSize()
        if before is None or before.duration != info.duration:
            self.duration_changed.emit(info.duration)
        if self._pictures:
            self._pictures.refit(self._view)
        if before is None:
            self._hinder(sentences.lost(self._name, info))
        if self._wish is not None:
            self.seek(self._wish)
        elif self._ends and self._motion and info.duration > self._motion.clock.time() + CUT_OFF / 2:
            self.seek(self._motion.clock.time())
        else:
            self._finish()

    def _found(self, still: Still | None) -> None:
        assert self._motion is not None
        self._sights = []
        wished = self.position()
        self._at_last_frame = bool(still and still.last and self._is_end(wished))
        self._motion.sparse = bool(still and not self._at_last_frame and wished - still.time > SPARSE)
        if self._state is not State.ENDED:
            self._motion.clock.stop(still.time if still and not self._motion.sparse else wished)
        self._wish = None
        self._loaded()
        if still:
            self._show(still.image, still.time)
        if self._motion.sparse:
            self.position_changed.emit(self.position())
        self._watchdog.stir()
        self._move_on(self._motion)

    def _move_on(self, motion: Motion) -> None:
        """The exact frame is shown: have the motion follow."""
        if not self._plays:
            self._follow_if_paused(motion)
        elif self._at_last_frame:
            self._end()
        else:
            motion.plays = True
            if not motion.at_hand:
                motion.go(self.position())
            motion.aim(self.position())

    def _is_end(self, seconds: float) -> bool:
        """Whether `seconds`, at which the last frame is shown, are the end; sound may go on after that frame."""
        left = self.duration() - seconds
        return left <= min(max(1.5 / self.frame_rate(), AT_END / 3), AT_END)

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
            if self._file:
                self._sound.begin(self._file)

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

    def _set_gain(self) -> None:
        if self._motion:
            self._motion.set_gain()

    def _send_sound(self) -> None:
        if self._motion:
            self._motion.set_output()
        if self._state is State.PLAYING:
            self.seek(self.position())

    def _ask_again(self) -> None:
        """The file may have changed."""
        if self._pictures:
            self._pictures.look_again()

    def _on_ended(self) -> None:
        """It has come to the end of the file, or of what there was of it."""
        self._ends = True
        self._ask_again()

    def _finish(self) -> None:
        if not (self._ends and self._motion):
            return
        self._ends = False
        stopped = self._motion.clock.time()
        if self.duration() - stopped > CUT_OFF:
            self._motion.stop()
            self._motion.clock.stop(stopped)
            self.pause()
            self._hinder(sentences.breaks_off(self._name, self.duration() - stopped))
        else:
            self._end()

    def _end(self) -> None:
        assert self._motion is not None
        self._motion.stop()
        self._plays = self._motion.plays = False
        self._motion.clock.stop(self.duration())
        self._set_state(State.ENDED)
        self.position_changed.emit(self.position())

    def _on_picture_lost(self) -> None:
        self._hinder(sentences.only_frames(self._name, self._info.picture if self._info else ""))

    def _on_sound_refused(self) -> None:
        self._hinder(sentences.no_sound(self._name))

    def _waits(self) -> bool:
        return self._state in (State.LOADING, State.PLAYING) or (self._wish is not None and self._motion is not None)

    def _on_lives(self) -> None:
        self._revived = False
        self._watchdog.stir()

    def _on_stalled(self) -> None:
        if self._wish is not None or self._motion is None:
            self._hinder(sentences.no_answer(self._name))
        elif not self._revived:
            self._motion.stop()
            self.seek(self.position())
            self._revived = True
        else:
            self._motion.stop()
            self.pause()
            self._hinder(sentences.stands_still(self._name))

    def _hinder(self, sentence: str) -> None:
        """Say once for each file what is amiss."""
        if sentence and sentence not in self._hindrances:
            self._hindrances.add(sentence)
            self.hindered.emit(sentence)

    @property
    def _name(self) -> str:
        return self._file.name if self._file else ""

    def _on_refused(self, error: object) -> None:
        if isinstance(error, SiteError):
            self._fail(sentences.not_sent(self._name, refused=error.is_final), str(error))

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
            self._watchdog.stir()
            self.state_changed.emit(state)
