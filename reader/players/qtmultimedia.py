"""The player that takes over where libvlc is not installed: Qt's own, whose FFmpeg comes with the wheel."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtMultimedia import QAudioDevice, QAudioOutput, QMediaDevices, QMediaPlayer, QVideoFrame, QVideoSink

from reader.players.base import SoundOutput, Source
from reader.players.exact import ExactBackend
from reader.players.landing import Sight
from reader.players.motion import Motion, Settings

EARLY = 0.002
"""Seconds by which Qt's time of a frame may differ from PyAV's."""


class QtMultimediaBackend(ExactBackend):
    """Needs nothing but PySide6 and PyAV; ready frames are kept below `kept` too."""

    def __init__(self, parent: QObject | None = None, kept: Path | None = None) -> None:
        super().__init__(parent, QtMotion, kept)

    def find_sound_outputs(self) -> None:
        found = (SoundOutput(_id_of(device), device.description()) for device in QMediaDevices.audioOutputs())
        self.sound_outputs_found.emit(tuple(found))


def _id_of(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def _sound_output(wished: str, parent: QObject) -> QAudioOutput | None:
    """The output wished for, else the default; None where there is no sound device at all."""
    devices = QMediaDevices.audioOutputs()
    chosen = next((device for device in devices if _id_of(device) == wished), QMediaDevices.defaultAudioOutput())
    return QAudioOutput(chosen, parent) if devices else None


class QtMotion(Motion):
    """Qt's frames know their times: all from the exact frame on are right."""

    def __init__(self, file: Source, settings: Settings, parent: QObject) -> None:
        super().__init__(settings, parent)
        self._file = file
        self._goal = 0.0
        self._from: float | None = None  # the time of the first frame to show, once it is known
        self._loaded = False
        self._sound: QAudioOutput | None = None
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._drawn)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self.set_output()
        self._player.mediaStatusChanged.connect(self._status_changed)
        self._player.positionChanged.connect(self._reported)
        self._player.errorOccurred.connect(self._failed)

    @property
    def at_hand(self) -> bool:
        return self._loaded

    def go(self, seconds: float) -> None:
        self._goal = seconds
        self._from = None
        self.clock.stop(seconds)
        if self._loaded:
            self._send()
        elif self._player.source().isEmpty():
            self.set_rate()
            self.set_volume()
            self._player.setSource(self._address())

    def _address(self) -> QUrl:
        if isinstance(self._file, Path):
            return QUrl.fromLocalFile(str(self._file))
        if self._file.sound:  # which Qt cannot add
            self.lacks_sound.emit()
        return QUrl(self._file.picture)

    def _send(self) -> None:
        self._player.setPosition(ceil(self._goal * 1000))
        if self.plays:
            self._player.play()

    def aim(self, seconds: float) -> None:
        self._from = seconds
        self.clock.stop(seconds)

    def expect(self, sights: Sequence[Sight]) -> None:
        """Qt tells the times of its frames, so nothing needs to be known of their looks."""

    def play(self) -> None:
        self.plays = True
        if self._loaded:
            self._player.play()
        elif self._player.source().isEmpty():
            self.go(self.clock.time())

    def pause(self) -> None:
        self.plays = False
        self.clock.stop(self.clock.time())
        if self._loaded:
            self._player.pause()

    def stop(self) -> None:
        self._player.stop()

    def set_rate(self) -> None:
        self._player.setPlaybackRate(self._settings.rate)

    def set_volume(self) -> None:
        if self._sound:
            self._sound.setVolume(self._settings.volume * 10 ** (self._settings.gain / 20))

    def set_output(self) -> None:
        before, self._sound = self._sound, _sound_output(self._settings.output, self)
        if self._sound:
            self._player.setAudioOutput(self._sound)
            self.set_volume()
        if before:
            before.deleteLater()
        wished = self._settings.output
        if not self._sound or (wished and _id_of(self._sound.device()) != wished):
            QTimer.singleShot(0, self, self.silent.emit)

    def set_gain(self) -> None:
        """Qt cannot make a file louder than it is; where the volume leaves room, it sounds so."""
        self.set_volume()

    def set_size(self) -> bool:
        return True

    def close(self) -> None:
        self._player.stop()
        self._player.setSource(QUrl())

    def _status_changed(self, status: QMediaPlayer.MediaStatus) -> None:
        if status is QMediaPlayer.MediaStatus.LoadedMedia and not self._loaded:
            self._loaded = True
            self._send()
        elif status is QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit()

    def _drawn(self, frame: QVideoFrame) -> None:
        seconds = frame.startTime() / 1e6
        self.lives.emit()
        if not frame.isValid() or not self.plays or self._from is None or seconds < self._from - EARLY:
            return
        smooth, keep = Qt.TransformationMode.SmoothTransformation, Qt.AspectRatioMode.IgnoreAspectRatio
        self.clock.run(seconds, rate=self._settings.rate)
        self.shown.emit(frame.toImage().scaled(self._settings.size, keep, smooth), seconds)

    def _reported(self, milliseconds: int) -> None:
        self.lives.emit()
        if self.plays and (self._settings.size.isEmpty() or self.sparse):
            self.clock.run(milliseconds / 1000, rate=self._settings.rate)

    def _failed(self, _: QMediaPlayer.Error, text: str) -> None:
        self.broke.emit(f"Qt Multimedia: {text}")
