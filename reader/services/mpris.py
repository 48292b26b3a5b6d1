"""Lets the desktop see and drive the player: media keys, panels, lock screens and `playerctl` all speak MPRIS 2.

The rules are those of the MPRIS D-Bus Interface Specification 2.2.  Next and Previous go from stamp to stamp.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reader.library.catalog import Catalog
from reader.paths import resources
from reader.services.bus import Bus, wire_text
from reader.services.exported import Exported, Face, RefusedError
from reader.services.library import LibraryService
from reader.services.loops import Loop, Loops
from reader.services.pages import OpenedNote
from reader.services.player import FASTEST, SLOWEST, Player
from reader.services.tasks import Task
from reader.services.walking import Walking

_ROOT, _PLAYER = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"
_PATH = "/org/mpris/MediaPlayer2"
_NAME = f"{_ROOT}.alongside"
_PICTURES = (".jpg", ".webp", ".png", ".jpeg")
_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Stage:
    """What of the window others may ask for."""

    bring_up: Callable[[], object]
    close: Callable[[], object]
    is_fullscreen: Callable[[], bool]
    toggle_fullscreen: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Track:
    """What is told of a video: the addresses are empty where there is no such file."""

    title: str = ""
    channel: str = ""
    url: str = ""
    art: str = ""


class Mpris(QObject):
    """The player on the session bus, from `open` on."""

    def __init__(
        self,
        bus: Bus,
        player: Player,
        loops: Loops,
        walking: Walking,
        library: LibraryService,
        stage: Stage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bus, self._player, self._loops, self._walking = bus, player, loops, walking
        self._library, self._stage = library, stage
        self._track = Track()
        self._asked: Task | None = None
        self._walks = self._stopped = self._ended = False
        xml = (resources() / "mpris.xml").read_text("utf-8")
        self._exported = Exported(bus, _PATH, xml, {_ROOT: self._root(), _PLAYER: self._driving()}, self)
        self._join()

    def take_name(self) -> None:
        """Be found by others; a second Alongside gets a name of its own."""

        def owned(free: bool) -> None:
            if not free:
                self._bus.own(f"{_NAME}.instance{os.getpid()}", lambda _: None)

        self._bus.own(_NAME, owned)

    def show_note(self, opened: OpenedNote) -> None:
        """Next and Previous go along the stamps of another page."""
        self._walks = bool(opened.note.video and opened.moments)
        self.notice()

    def clear(self) -> None:
        """There is no page."""
        self._walks = False
        self.notice()

    def notice(self) -> None:
        """Tell what is otherwise than before; for what this object cannot see itself, as the window's size."""
        self._exported.notice()

    def _join(self) -> None:
        player = self._player
        player.shown_changed.connect(self._on_shown)
        player.playing_changed.connect(self._on_playing)
        player.seeked.connect(self._on_seeked)
        for signal in (player.rate_changed, player.volume_changed, player.duration_changed, self._loops.changed):
            signal.connect(self.notice)
        self._library.changed.connect(self._describe)
        self._on_shown()

    def _root(self) -> Face:
        stage = self._stage
        return Face(
            get={
                "CanQuit": lambda: True,
                "Fullscreen": stage.is_fullscreen,
                "CanSetFullscreen": lambda: True,
                "CanRaise": lambda: True,
                "HasTrackList": lambda: False,
                "Identity": lambda: "Alongside",
                "DesktopEntry": lambda: "alongside",
                "SupportedUriSchemes": list,
                "SupportedMimeTypes": list,
            },
            set={"Fullscreen": lambda full: full != stage.is_fullscreen() and stage.toggle_fullscreen()},
            do={"Raise": stage.bring_up, "Quit": lambda: QTimer.singleShot(0, self, stage.close)},  # answered first
        )

    def _driving(self) -> Face:
        player = self._player
        return Face(
            get={
                "PlaybackStatus": self._status,
                "LoopStatus": lambda: "Track" if self._loops.loop else "None",
                "Rate": lambda: player.rate,
                "Shuffle": lambda: False,
                "Metadata": self._metadata,
                "Volume": lambda: 0.0 if player.muted else player.volume,
                "Position": lambda: _micro(player.position()),
                "MinimumRate": lambda: SLOWEST,
                "MaximumRate": lambda: FASTEST,
                "CanGoNext": lambda: self._walks,
                "CanGoPrevious": lambda: self._walks,
                "CanPlay": lambda: player.at_video,
                "CanPause": lambda: player.at_video,
                "CanSeek": lambda: player.at_video and player.duration() > 0,
                "CanControl": lambda: True,
            },
            set={"LoopStatus": self._set_loop, "Rate": self._set_rate, "Volume": player.set_volume},
            do={
                "Next": lambda: self._walk(1),
                "Previous": lambda: self._walk(-1),
                "Play": player.play,
                "Pause": player.pause,
                "PlayPause": player.toggle,
                "Stop": self._stop,
                # Past the end it goes to the end, not to the next stamp, which may be anywhere.
                "Seek": lambda offset: player.seek_to(player.position() + offset / _MICRO),
                "SetPosition": self._set_position,
                "OpenUri": self._refuse_uri,
            },
        )

    def _status(self) -> str:
        if self._player.playing:
            return "Playing"
        return "Paused" if self._player.at_video and not (self._stopped or self._player.ended) else "Stopped"

    def _metadata(self) -> dict[str, tuple[str, Any]]:
        if not self._player.at_video:
            return {}
        track = self._track
        told = {
            "mpris:trackid": ("o", _track_id(self._player.video)),
            "mpris:length": ("x", _micro(self._player.duration())),
            "xesam:title": ("s", wire_text(track.title)),
            "xesam:album": ("s", wire_text(track.channel)),
            "xesam:url": ("s", track.url),
            "mpris:artUrl": ("s", track.art),
        }
        return {name: value for name, value in told.items() if value[1]}

    def _set_loop(self, status: str) -> None:
        if status == "None":
            self._loops.stop()
        elif length := self._player.duration():
            self._loops.start(Loop(0.0, length))

    def _set_rate(self, rate: float) -> None:
        """A rate of 0 is a pause, by the specification."""
        if rate:
            self._player.set_rate(rate)
        else:
            self._player.pause()

    def _walk(self, step: int) -> None:
        if self._walks:
            self._walking.step(step)

    def _stop(self) -> None:
        if self._player.at_video:
            self._player.pause()
            self._player.seek_to(0.0)
            self._stopped = True
            self.notice()

    def _set_position(self, track: str, position: int) -> None:
        """Stale and impossible wishes are let go, by the specification."""
        known = self._player.at_video and track == _track_id(self._player.video)
        if known and 0 <= position <= _micro(self._player.duration()):
            self._player.seek_to(position / _MICRO)

    def _refuse_uri(self, _uri: str) -> None:
        raise RefusedError(
            "org.freedesktop.DBus.Error.NotSupported", "Alongside opens notes; their videos come with them."
        )

    def _on_shown(self) -> None:
        self._stopped = self._ended = False
        self._track = Track()
        self._describe()
        self.notice()

    def _on_playing(self, playing: bool) -> None:
        if playing and self._ended:  # it plays from the start again
            self._on_seeked(self._player.map.to_cited(0.0).seconds)
        self._stopped = self._stopped and not playing
        self._ended = (self._ended or self._player.ended) and not playing
        self.notice()

    def _on_seeked(self, seconds: float) -> None:
        self._stopped = self._ended = False
        self._exported.emit_soon(_PLAYER, "Seeked", _micro(seconds))

    def _describe(self) -> None:
        if self._asked:
            self._asked.cancel()
        video = self._player.video
        self._asked = self._library.ask(lambda catalog: track_of(catalog, video), self._described) if video else None

    def _described(self, track: Track) -> None:
        self._asked, self._track = None, track
        self.notice()


def track_of(catalog: Catalog, video: str) -> Track:
    """What is to be told of a video; asks the disk."""
    media = catalog.media.find(video)
    folders = {entry.channel for entry in catalog.about(video)} - {""}
    channel = catalog.channel_title(folders.pop()) if len(folders) == 1 else ""
    title = catalog.video_title(video)
    if not media:
        return Track(title, channel)
    art = next((file.as_uri() for file in map(media.file.with_suffix, _PICTURES) if file.is_file()), "")
    return Track(title, channel, _uri(media.file), art)


def _uri(file: Path) -> str:
    return file.absolute().as_uri()


def _micro(seconds: float) -> int:
    return round(seconds * _MICRO)


def _track_id(video: str) -> str:
    """An object path may have letters, digits and `_` only."""
    return f"/org/alongside/video/x{video.encode().hex()}"
