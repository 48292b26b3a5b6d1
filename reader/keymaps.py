"""Which keys do what: the habits of other players as presets, and what the reader chose, which goes before them.

The presets hold only what differs from the table of commands.  Of what another player has on a key that is needed here
(arrows up and down, Page Up and Down scroll the note), or that has no command here, nothing is taken over.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reader.commands import Command

Chords = Callable[[str], Iterable[str]]
"""The chords that a key stands for on this platform, each spelled in one way only; none for what is no key."""


@dataclass(frozen=True, slots=True)
class Preset:
    """The keys of a player, by the id of the command that does the same here."""

    title: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_PLAY = ("Media Play", "Toggle Media Play/Pause")
_MPV = Preset(
    "mpv",
    {  # `etc/input.conf` of mpv 0.35
        "video.toggle": ("Space", "P", *_PLAY),
        "video.back-5": ("Left", "Shift+Down"),
        "video.on-5": ("Right", "Shift+Up"),
        "video.back-10": ("H", "Media Rewind"),
        "video.slower": ("{",),
        "video.faster": ("}",),
        "video.slower-fine": ("[",),
        "video.faster-fine": ("]",),
        "video.normal-speed": ("Backspace",),
        "video.louder": ("0", "*", "Ctrl+Up"),
        "video.quieter": ("9", "/", "Ctrl+Down"),
        "window.close": ("Q", "Ctrl+W", "Standard:Quit"),
        "loop.passage": ("Shift+P",),
        "loop.next": ("L",),
        "chapter.next": ("@", "Ctrl+Shift+Right"),
        "chapter.previous": ("!", "Ctrl+Shift+Left"),
        "captions.toggle": ("V",),
        "captions.next": ("J",),
        **{f"video.tenth-{number}": (f"Alt+{number}",) for number in range(10)},
    },
)
_VLC = Preset(
    "VLC",
    {  # the hot keys of VLC 3.0, `vlc --save-config`
        "video.toggle": ("Space", *_PLAY),
        "video.back-5": ("Shift+Left", "Left"),
        "video.on-5": ("Shift+Right", "Right"),
        "video.back-10": ("Alt+Left", "Media Rewind"),
        "video.on-10": ("Alt+Right", "Media Fast Forward"),
        "note.back": ("Backspace", "Standard:Back"),
        "note.forward": ("Shift+Backspace", "Standard:Forward"),
        "video.frame-on": ("E", "."),
        "video.slower": ("-",),
        "video.faster": ("+",),
        "video.slower-fine": ("[",),
        "video.faster-fine": ("]",),
        "video.normal-speed": ("=",),
        "video.save-frame": ("Shift+S",),
        "video.copy-frame": ("Ctrl+Shift+S",),
        "video.fullscreen": ("F", "F11"),
        "video.next-stamp": ("N", "Ctrl+Right", "Media Next"),
        "video.previous-stamp": ("P", "Ctrl+Left", "Media Previous"),
        "loop.passage": ("L",),
        "chapter.next": ("Shift+N", "Ctrl+Shift+Right"),
        "chapter.previous": ("Shift+P", "Ctrl+Shift+Left"),
        "captions.toggle": ("Shift+V",),
        "captions.earlier": ("G",),
        "captions.later": ("H",),
        "note.video-page": ("Ctrl+Shift+V",),
        "graph.open": ("Alt+G",),
    },
)
PRESETS: Mapping[str, Preset] = {"youtube": Preset("YouTube"), "mpv": _MPV, "vlc": _VLC}
"""By name.  The table of commands has YouTube's keys itself."""


def settle(
    commands: Iterable[Command], preset: str, own: Mapping[str, Iterable[str]], chords: Chords
) -> dict[str, tuple[str, ...]]:
    """The chords of every command, by its id; no chord has two commands, since Qt would then run neither.

    What the reader chose goes before the preset, the preset before the table, and who stands first in the table before
    the others.  `own` has all keys of a command, by its id.
    """
    ranks: tuple[list[tuple[str, Iterable[str]]], ...] = ([], [], [])
    for command in commands:
        sources = own.get(command.id), PRESETS[preset].keys.get(command.id), command.keys
        rank, keys = next((rank, keys) for rank, keys in enumerate(sources) if keys is not None)
        ranks[rank].append((command.id, keys))
    taken: set[str] = set()
    held = {}
    for id_, keys in (each for rank in ranks for each in rank):
        wished = (chord for key in keys for chord in chords(key))
        held[id_] = tuple(chord for chord in dict.fromkeys(wished) if chord not in taken)
        taken.update(held[id_])
    return held
