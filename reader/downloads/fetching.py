"""The way of a wish to files in their place: look it up, fetch, join, see that it is whole, and only then place it."""

import errno
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.downloads import cited_ranges
from reader.downloads.base import Stage as Doing
from reader.downloads.base import Wish
from reader.downloads.staging import Move, Stage, key_of, safe_stem
from reader.downloads.telling import Line, Meter
from reader.downloads.ytdlp import Info, Site, caption_languages, file_name, lasting, said_of, size_of, told
from reader.files import replace_file
from reader.remux import Chapter, Measured, ending_for, join, measure

_NAME_BYTES = 120
"""Bytes of UTF-8 that a title may have in a file's name: names end at 255 on most systems, some at 143."""
_NO_ROOM = "No space left on device"
_PLAIN = (".mp4", ".m4a", ".webm", ".mkv", ".mp3", ".ogg", ".opus")
KEY = "alongside_wish"
"""By this field of its info.json a file is known to be what was wished."""


class NotWholeError(Exception):
    """What came is not what the site has said."""


class Fetching:
    """One wish on its way.  Errors are those of yt-dlp, of PyAV, OSError and NotWholeError."""

    def __init__(self, wish: Wish, site: Site, line: Line, meter: Meter) -> None:
        self._wish, self._site, self._line, self._meter = wish, site, line, meter
        self._stage = Stage(wish)

    def run(self) -> list[Path]:
        """The files, in their place, the one that is played first."""
        with self._stage.held():
            self._stage.finish()
            files = fulfilled(self._wish) or self._fetch()
        self._stage.close()
        return sorted(files, key=lambda file: file.suffix.lower() not in _PLAIN)

    def _fetch(self) -> list[Path]:
        wish = self._wish
        self._meter.begin(Doing.LOOKING)
        info = self._site.ask()
        self._line.say("found", **said_of(info))
        if wish.what == "captions":
            return self._place_captions(info)
        self._need_room(info)
        if wish.ranges:
            return self._stage.place(self._parts(info))
        media = self._whole(info)
        beside = [*self._captions(info), *self._picture(info)]
        files = [(self._facts(info), ".info.json"), (media, media.suffix)]
        return self._stage.place(Move(stem_of(info), files, beside, removed=cited_ranges.parts_of(wish)))

    def _parts(self, info: Info) -> Move:
        """What is cited, as a file of parts, which takes the place of the one there is."""
        media, pieces = cited_ranges.fetch(self._wish, info, self._stage.path, self._meter)
        old = cited_ranges.parts_of(self._wish)
        stem = old[0].name.removesuffix(f".parts{media.suffix}") if old else stem_of(info)
        beside = self._captions(info)
        # Its facts go first and come last: a file of parts without them is shown by nobody.
        files = [(media, f".parts{media.suffix}"), (self._facts(info, pieces), ".parts.info.json")]
        return Move(stem, files, beside, replaced=old[::-1])

    def _facts(self, info: Info, more: Mapping[str, Any] | None = None) -> Path:
        file = self._stage.path / "info.json"
        facts = {**lasting(info), KEY: key_of(self._wish), **(more or {})}
        replace_file(file, json.dumps(facts, ensure_ascii=False).encode(errors="backslashreplace"))
        return file

    def _need_room(self, info: Info) -> None:
        room = shutil.disk_usage(self._stage.path).free
        if not self._wish.ranges and size_of(info) > room:
            raise OSError(errno.ENOSPC, _NO_ROOM, str(self._wish.folder))

    def _whole(self, info: Info) -> Path:
        """The one file of the whole video, in the stage."""
        stage = self._stage.path
        sizes = {str(each["format_id"]): each.get("filesize") or 0 for each in info["wanted"]}
        self._meter.begin(Doing.FETCHING, sizes)
        files = self._site.fetch(info, stage)
        self._meter.begin(Doing.JOINING)
        found = [measure(file, self._tell_joining) for file in files]
        codecs = [name for each in found for name in (each.picture, each.sound) if name]
        if len(files) == 1 and files[0].suffix in _PLAIN and "mpegts" not in found[0].container:
            whole, it = files[0], found[0]
        else:
            whole = stage / f"whole.{ending_for(codecs)}"
            join(files, whole, _chapters(info), self._tell_joining)
            it = measure(whole, self._tell_joining)
        self._see_that_it_is_whole(info, it, found)
        return whole

    def _tell_joining(self, _: float) -> None:
        self._meter.check()

    def _see_that_it_is_whole(self, info: Info, it: Measured, parts: Sequence[Measured]) -> None:
        length = float(info.get("duration") or 0)
        room = max(2.0, 0.02 * length)
        shortest = min((each.seconds for each in (it, *parts)), default=0.0)
        if shortest <= 0 or (length and not (length - room <= shortest and it.seconds <= length + room)):
            raise NotWholeError(f"{shortest:.0f} of {length:.0f} seconds came")
        if self._wish.what == "video" and not it.picture:
            raise NotWholeError("no picture came")
        if any(each.sound for each in parts) and not it.sound:
            raise NotWholeError("no sound came")

    def _picture(self, info: Info) -> list[tuple[Path, str]]:
        """The picture that stands for it."""
        file = self._tried("thumbnail", lambda folder: self._site.thumbnail(info, folder))
        return [(file, file.suffix)] if file else []

    def _captions(self, info: Info) -> list[tuple[Path, str]]:
        """The captions that are wished; what cannot be had of them is told, and left out."""
        self._meter.begin(Doing.CAPTIONS)
        found = []
        for language in caption_languages(info, self._wish.languages):
            file = self._tried(
                f"captions-{language}", lambda folder, it=language: self._site.captions(info, it, folder)
            )
            if file:
                found.append((file, f".{language}{file.suffix}"))
        return found

    def _tried(self, name: str, fetch: Any) -> Path | None:
        folder = self._stage.path / f"{name}.d"
        folder.mkdir(exist_ok=True)
        try:
            file: Path | None = fetch(folder)
        except Exception as error:  # noqa: BLE001  # the video is worth having without it
            self._line.say("warned", text=told(error, [])["text"])
            return None
        if file is None:
            return None
        return file.replace(self._stage.path / f"{name}{file.suffix}")

    def _place_captions(self, info: Info) -> list[Path]:
        found = self._captions(info)
        if not found:
            languages = ", ".join(self._wish.languages)
            raise NotWholeError(f"There are no captions in: {languages}")
        return self._stage.place(Move(_stem_there(self._wish) or stem_of(info), (), found))


def stem_of(info: Mapping[str, Any]) -> str:
    """What the files of a video are called, without their endings: its title, and its id in brackets."""
    title = file_name(str(info.get("title") or "video"))
    short = title.encode()[:_NAME_BYTES].decode(errors="ignore").rstrip()
    return safe_stem(f"{short} [{info['id']}]")


def fulfilled(wish: Wish) -> list[Path]:
    """The files that this very wish brought before, if they are in the folder."""
    for facts in _facts_of(wish):
        try:
            said = json.loads(facts.read_bytes())
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(said, dict) and said.get(KEY) == key_of(wish) and said.get("id") == wish.video:
            stem = facts.name.removesuffix(".info.json")
            beside = [file for file in wish.folder.iterdir() if file.name.startswith(f"{stem}.") and file != facts]
            if any(file.suffix.lower() in _PLAIN for file in beside):
                return [*sorted(beside), facts]
    return []


def _facts_of(wish: Wish) -> list[Path]:
    names = sorted(file.name for file in wish.folder.iterdir()) if wish.folder.is_dir() else []
    return [wish.folder / name for name in names if f"[{wish.video}]" in name and name.endswith(".info.json")]


def _stem_there(wish: Wish) -> str:
    """What the files of the video are called that are in the folder already."""
    stems = [facts.name.removesuffix(".info.json").removesuffix(".parts") for facts in _facts_of(wish)]
    return min(stems, key=len, default="")


def _chapters(info: Info) -> list[Chapter]:
    told = [each for each in info.get("chapters") or () if isinstance(each, dict)]
    return [
        Chapter(float(each.get("start_time") or 0), float(each.get("end_time") or 0), str(each.get("title") or ""))
        for each in told
        if float(each.get("end_time") or 0) > float(each.get("start_time") or 0)
    ]
