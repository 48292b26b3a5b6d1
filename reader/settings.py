"""The table of settings, and the file that keeps them."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from reader.files import finite, read_json, write_json
from reader.keymaps import PRESETS


@dataclass(frozen=True, slots=True)
class Settings:
    """What the reader prefers.  One field, one setting; the name in the file is the field's."""

    theme: str = "system"
    """`system`, `light` or `dark`."""
    layout: str = "beside"
    """Where the video stands: `beside` the note or `above` it; or only the `note` or the `video` is shown."""
    zoom: float = 1.0
    """The note's size, 0.5 to 3."""
    volume: float = 0.8
    """Loudness, 0 to 1."""
    muted: bool = False
    rate: float = 1.0
    """Playing speed, 0.25 to 4."""
    media_folders: tuple[str, ...] = ()
    """Further folders in which videos lie, absolute."""
    ask_before_browser: bool = True
    """Show an address before it is opened in the browser."""
    tree_order: str = "name"
    """How channels are sorted: by `name`, number of `notes`, when they were `read` or `changed` last."""
    tree_group: str = "channel"
    """What notes are listed under: their `channel`, or each `tag` of theirs."""
    only_unread: bool = False
    """List only notes that were not read yet."""
    only_here: bool = False
    """List only notes whose video is on this disk."""
    moments_order: str = "time"
    """How the moments of a note are listed: by `time`, or as in the `text`."""
    loop_times: int = 0
    """How often a loop is played; 0 is until the reader moves on."""
    captions: bool = False
    """Show captions on the picture."""
    caption_language: str = ""
    """The BCP 47 tag of the captions that were chosen last; empty for the best there are."""
    second_language: str = ""
    """The tag of further captions to be shown above those; empty for none."""
    caption_size: float = 1.0
    """The captions' size, 0.5 to 3."""
    caption_place: str = "bottom"
    """Where captions stand in the picture: at the `bottom` or the `top`."""
    sound_output: str = ""
    """What the player calls the output that sound goes to; empty is the system's default."""
    equal_loudness: bool = False
    """Play all videos about equally loud."""
    time_left: bool = False
    """Show how long a video still is, in place of its length."""
    keys_preset: str = "youtube"
    """The player whose keys hold, by its name in `keymaps.PRESETS`."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All keys of each command whose keys the reader chose, by its id; what is no list of keys is left out."""
    peek: bool = True
    """Show a card of a moment where the mouse rests on its stamp."""
    side_tab: str = "Moments"
    """The tab that is open below the video: `Moments`, `Transcript` or `Chapters`, where it is not empty."""
    download_folder: str = ""
    """Where videos are put that are fetched, absolute; empty for the program's own folder."""
    download_height: int = 720
    """The height in pixels that the picture of a fetched video has at most; 4320 is the best there is."""
    download_at_once: int = 2
    """How many videos are fetched at once, 1 to 4."""
    download_rate: int = 0
    """How fast all of them together may be fetched, in bytes a second; 0 for as fast as can be."""
    caption_languages: tuple[str, ...] = ("en",)
    """The BCP 47 tags of the captions that are fetched with a video."""
    cited_margin: float = 15.0
    """How many seconds before and after a cited moment are fetched where only those are wanted, 0 to 600."""
    cookies_from: str = ""
    """The browser whose cookies are borrowed where a site asks to sign in; empty for none."""
    stream_when_missing: bool = False
    """Play videos that are not on this disk from the site, as soon as their note is opened or a stamp is clicked."""


BROWSERS = ("firefox", "chrome", "chromium", "brave", "edge", "opera", "vivaldi", "safari")
"""The browsers whose cookies can be borrowed, as yt-dlp calls them."""

_VALID: dict[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in ("system", "light", "dark"),
    "layout": lambda value: value in ("beside", "above", "note", "video"),
    "zoom": lambda value: 0.5 <= value <= 3,
    "volume": lambda value: 0 <= value <= 1,
    "rate": lambda value: 0.25 <= value <= 4,
    "tree_order": lambda value: value in ("name", "notes", "read", "changed"),
    "tree_group": lambda value: value in ("channel", "tag"),
    "moments_order": lambda value: value in ("time", "text"),
    "loop_times": lambda value: 0 <= value <= 100,
    "caption_size": lambda value: 0.5 <= value <= 3,
    "caption_place": lambda value: value in ("bottom", "top"),
    "keys_preset": lambda value: value in PRESETS,
    "side_tab": lambda value: value in ("Moments", "Transcript", "Chapters"),
    "media_folders": lambda value: all(isinstance(folder, str) for folder in value),
    "download_height": lambda value: value in (360, 480, 720, 1080, 4320),
    "download_at_once": lambda value: 1 <= value <= 4,
    "download_rate": lambda value: value >= 0,
    "caption_languages": lambda value: all(isinstance(tag, str) for tag in value),
    "cited_margin": lambda value: 0 <= value <= 600,
    "cookies_from": lambda value: value in ("", *BROWSERS),
}


def media_folders(now: Settings, usual: Path) -> tuple[Path, ...]:
    """The folders of videos that the settings name, each once; `usual` is that of downloads if no other was chosen."""
    return tuple(dict.fromkeys((usual, *map(Path, filter(None, (now.download_folder, *now.media_folders))))))


class SettingsFile:
    """The settings as they are now.  Changes stay in memory until `save`.

    Fields of the file that this version does not know are kept.  A value that is out of range or of another type is
    read as the default.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._raw = read_json(path)
        self._changed = False
        self.now = _from_raw(self._raw)

    def change(self, **values: Any) -> None:
        """Set fields of `now`."""
        before, self.now = self.now, replace(self.now, **values)
        if self.now != before:
            self._raw |= {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
            self._changed = True

    def save(self) -> None:
        """Write what has changed.  Raises OSError where the folder cannot be written."""
        if self._changed:
            write_json(self._path, self._raw)
            self._changed = False


def _from_raw(raw: dict[str, Any]) -> Settings:
    found = {}
    for each in fields(Settings):
        kind = dict if each.default is MISSING else type(each.default)
        value = _typed(raw.get(each.name), kind)
        if value is not None and _VALID.get(each.name, lambda _: True)(value):
            found[each.name] = value
    return Settings(**found)


def _typed(value: Any, kind: type) -> Any:
    if kind is float:
        return finite(value)
    if kind is tuple and isinstance(value, list):
        return tuple(value)
    if kind is dict and isinstance(value, dict):
        return {name: tuple(items) for name, items in value.items() if _are_texts(items)}
    return value if isinstance(value, kind) else None


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
