"""libvlc follows: it is sent where the exact frame is, and takes over the picture once it has arrived there."""

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from reader.players.base import Source
from reader.players.landing import Landing, Sight
from reader.players.mailbox import Mailbox
from reader.players.motion import Motion, Settings
from reader.players.vlc import Broke, Buffered, Ended, FramesCame, Playback, Silent, SoundRefused, TimeReported, Vlc
from reader.players.vlc_frames import Frame

DRIFT = 0.02
"""Seconds by which the clock may differ from libvlc's report: less than a frame, more than the jitter of reports."""
GROWTH = 1.2
"""How much wider than libvlc's frames those that the view has room for may be before libvlc begins anew."""
REDRAWN = 0.1
"""Seconds after playing on in which libvlc may show again the frame at which it stood."""

HEARD_BY = 8
"""In how many reports of the time, some two seconds of them, without a seek, some sound has to be heard."""


class VlcMotion(Motion):
    """libvlc is asked for only when it is to play; each playback is one life of libvlc's player."""

    matrix = "ITU601"

    def __init__(self, vlc: Vlc, file: Source, settings: Settings, parent: QObject) -> None:
        super().__init__(settings, parent)
        self._vlc = vlc
        self._file = file
        self._mailbox: Mailbox | None = None
        self._playback: Playback | None = None
        self._aimed = True  # false while the exact frame is waited for
        self._landing: Landing | None = None
        self._landed: Landing | None = None  # the last, while the frames after it are known
        self._newest = Frame(QImage(), 0.0)
        self._begun = False
        self._standing: Frame | None = None  # what libvlc may show again when it plays on, and until when
        self._skips_report = False
        self._reports = 0
        self._told = -1.0  # the time that libvlc reported last

    @property
    def at_hand(self) -> bool:
        return self._playback is not None

    def go(self, seconds: float) -> None:
        self._aimed = False
        self.clock.stop(seconds)
        self._landing = Landing()
        self._reports = 0
        if self._playback and self._begun:  # silent, and out of the way of the one who decodes the exact frame
            self._playback.pause(True)

    def aim(self, seconds: float) -> None:
        self._aimed = True
        self.clock.stop(seconds)
        if self._playback is None or not self._begun:
            self._begin()
            return
        self._landing = Landing()
        self._playback.seek(seconds)
        if self.plays:
            self._playback.pause(False)

    def expect(self, sights: Sequence[Sight]) -> None:
        if self._landing and self._aimed:
            self._landing.expect(sights)
            self._land()

    def play(self) -> None:
        self.plays = True
        if not self._aimed:
            return
        if self._playback is None:
            self._begin()
            return
        self._playback.pause(False)
        if self._landing is None:
            self.clock.run(self.clock.time(), rate=self._settings.rate)
            self._standing = Frame(self._newest.image, monotonic() + REDRAWN)

    def pause(self) -> None:
        self.plays = False
        self.clock.stop(self.clock.time())
        if self._playback and self._begun:
            self._playback.pause(True)
        else:  # libvlc stops for good when it is paused before it has begun
            self.stop()

    def stop(self) -> None:
        if self._playback and self._mailbox:
            self._mailbox.close()
            self._playback.close()
        self._mailbox = self._playback = self._landing = self._landed = self._standing = None
        self._begun = False

    def set_rate(self) -> None:
        if self._playback:
            self._playback.set_rate(self._settings.rate)
            self._skips_report = self.clock.runs  # libvlc 3 answers with a time that is not that of the picture

    def set_volume(self) -> None:
        if self._playback:
            self._playback.set_volume(self._settings.volume)

    def set_gain(self) -> None:
        if self._playback:
            self._playback.set_gain(self._settings.gain)

    def set_output(self) -> None:
        """libvlc changes where sound goes only when it begins anew, on all systems alike."""
        self.stop()

    def set_size(self) -> bool:
        fits = self._playback is None or self._settings.size.width() <= GROWTH * self._playback.size.width()
        if not fits:  # libvlc changes the size of its frames only when it begins anew
            self.stop()
        return fits

    def close(self) -> None:
        self.stop()

    def _receive(self, message: object) -> None:
        match message:
            case Broke():
                self.broke.emit("libvlc reported an error and says no more.")
            case FramesCame() if self._playback:
                for frame in self._playback.frames():
                    self._drawn(frame)
            case Buffered(at):
                self._begun = True
                if self._landing:
                    self._landing.buffered(at)
            case TimeReported(seconds, at):
                self._reported(seconds, at)
            case Silent():
                self.silent.emit()
            case SoundRefused():
                self.lacks_sound.emit()
            case Ended():
                self._came_to_end()

    def _begin(self) -> None:
        self.stop()
        self._mailbox = Mailbox(self._receive, self)
        settings = self._settings
        self._playback = Playback(
            self._vlc, self._mailbox, self._file, self.clock.time(), settings.size, settings.output
        )
        self._playback.set_rate(self._settings.rate)
        self._playback.set_volume(self._settings.volume)
        if self._settings.gain:
            self._playback.set_gain(self._settings.gain)
        self._reports = 0
        self._landing = Landing()

    def _drawn(self, frame: Frame) -> None:
        if frame.image != self._newest.image:  # while it stalls it shows the last one again and again
            self.lives.emit()
        self._newest = frame
        if self._landing:
            self._landing.see(frame)
            self._land()
        elif self.plays and not self._is_redrawn(frame):
            self._recognise(frame)
            self.shown.emit(frame.image, self.clock.time(frame.at))

    def _recognise(self, frame: Frame) -> None:
        """libvlc may be slow to get going; set the clock by its first frames as long as they are known."""
        time = self._landed.recognise(frame) if self._landed else None
        if time is None:
            self._landed = None
        else:
            self.clock.run(time, frame.at)

    def _is_redrawn(self, frame: Frame) -> bool:
        if self._standing and (frame.at > self._standing.at or frame.image != self._standing.image):
            self._standing = None
        return self._standing is not None

    def _land(self) -> None:
        assert self._landing is not None
        landed, newest = self._landing.landed(), self._landing.newest
        if landed is None or newest is None:
            return
        self._landing, self._landed = None, self._landing
        if self.plays:
            self.clock.run(*landed, self._settings.rate)
            self.shown.emit(newest.image, self.clock.time(newest.at))

    def _reported(self, seconds: float, at: float) -> None:
        if seconds != self._told:
            self._told = seconds
            self.lives.emit()
        if self._landing and self._landing.is_buffered and (self.sparse or self._settings.size.isEmpty()):
            self._landing = None  # there is only sound, and this is the first of the new position
        if self._landing and self._landing.is_blind(at):
            self._landing = None
            self.lacks_picture.emit()
        if self._landing:
            self._landing.reported(seconds, at)
        if self._landing or not self.plays:
            return
        self._look_for_sound()
        if self._skips_report:
            self._skips_report = False
            return
        expected = self.clock.time(at)
        steady = abs(expected - seconds) < DRIFT and self.clock.runs
        self.clock.run(expected if steady else seconds, at, self._settings.rate)

    def _look_for_sound(self) -> None:
        self._reports += 1
        if self._reports >= HEARD_BY and self._playback:
            self._reports = 0
            self._playback.look_for_sound()

    def _came_to_end(self) -> None:
        landing, begun = self._landing, self._begun
        self.stop()
        if landing and not self._aimed:
            self._landing = landing  # it is about to be sent elsewhere
        elif landing and begun and not landing.is_buffered:
            self._begin()  # it was sent elsewhere too late to hear of it
        else:
            self.ended.emit()
