"""The only file that knows yt-dlp.  It is imported in the child alone: nothing of it can stall or end the window."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from yt_dlp import YoutubeDL
from yt_dlp.utils import DownloadError, sanitize_filename

from reader.downloads.base import Wish
from reader.downloads.formats import resolvable, selector, sorting

Info = dict[str, Any]
"""What yt-dlp says of a video, as its info.json has it."""

_OF_THE_MOMENT = (
    *("formats", "requested_formats", "requested_downloads", "requested_subtitles", "wanted"),
    *("url", "manifest_url", "http_headers", "cookies", "thumbnails", "fragments", "downloader_options"),
    *("heatmap", "filename", "_filename", "_type", "_has_drm"),
)
"""What is not kept of it: addresses that expire and tell of this computer, and what is large."""
_CAPTIONS = (".vtt", ".srt", ".ass", ".ssa")
"""What `library/cues.py` reads."""
_EXPIRES = re.compile(r"[?&/]expire[=/](\d{10})")
_TIMEOUT = 20.0
"""Seconds without an answer after which a connection is begun anew."""


class Site:
    """The site of one video, asked as a job says (see `worker`).

    `hook` hears what yt-dlp's progress hooks tell; what goes wrong without an end to it is added to `warnings`.
    """

    def __init__(
        self, job: Mapping[str, Any], wish: Wish, hook: Callable[[dict[str, Any]], None], warnings: list[str]
    ) -> None:
        self._wish = wish
        self._options = {
            **_options(job, wish),
            "logger": _Heard(warnings),
            "progress_hooks": [hook],
        }

    def ask(self, *, to_play: bool = False) -> Info:
        """What the site says of the video; what is to be fetched is among its `wanted`."""
        wish = self._wish
        form = resolvable(wish.height) if to_play else selector(wish.what, wish.height)
        if wish.what == "captions":
            form = "b/bv*/ba"
        options = {
            "format": form,
            "format_sort": sorting(wish.height),
            "ignore_no_formats_error": wish.what == "captions",
        }
        with YoutubeDL(self._options | options) as site:
            info = site.sanitize_info(site.extract_info(address_of(wish.video), download=False))
        if not isinstance(info, dict):
            raise DownloadError(f"{wish.video}: This video is not available")
        if info.get("is_live"):
            raise DownloadError(f"{wish.video}: This video is currently live")
        info["wanted"] = info.get("requested_formats") or ([_as_format(info)] if info.get("url") else [])
        return info

    def fetch(self, info: Info, folder: Path) -> list[Path]:
        """Fetch what is wanted into `folder`, a file for each format; from where it broke off the last time."""
        ids = {each["format_id"] for each in info["wanted"]}
        options = {
            "format": lambda context: (each for each in context["formats"] if each["format_id"] in ids),
            "outtmpl": {"default": str(folder / "%(format_id)s.%(ext)s")},
        }
        with YoutubeDL(self._options | options) as site:
            done = site.process_ie_result(_again(info), download=True)
        files = [Path(each["filepath"]) for each in done["requested_downloads"] if each.get("filepath")]
        missing = len(ids) - len(files)
        if missing or not all(file.is_file() for file in files):
            raise DownloadError("The site did not send all of it")
        return files

    def captions(self, info: Info, language: str, folder: Path) -> Path | None:
        """Fetch the captions in a language, those by people before those by the site; None where there are none."""
        return self._beside(info, folder, _CAPTIONS, {
            "writesubtitles": True, "writeautomaticsub": True, "subtitleslangs": [re.escape(language)],
            "subtitlesformat": "vtt/srt/ass/best",
        })  # fmt: skip

    def thumbnail(self, info: Info, folder: Path) -> Path | None:
        """Fetch the picture that stands for the video."""
        return self._beside(info, folder, (), {"writethumbnail": True})

    def _beside(self, info: Info, folder: Path, endings: tuple[str, ...], options: dict[str, Any]) -> Path | None:
        """Fetch something that stands beside the video, and find it; with `endings` only what has one of them."""
        options = {
            "skip_download": True, "ignore_no_formats_error": True,
            "outtmpl": {"default": str(folder / "beside.%(ext)s")},
            "format": "b/bv*/ba", **options,
        }  # fmt: skip
        with YoutubeDL(self._options | options) as site:
            site.process_ie_result(_again(info), download=True)
        found = (file for file in sorted(folder.glob("beside*")) if file.suffix != ".part")
        return next((file for file in found if not endings or file.suffix in endings), None)


def address_of(video: str) -> str:
    """Where a video is: an id is one of YouTube's."""
    return video if "://" in video else f"https://www.youtube.com/watch?v={video}"


def file_name(title: str) -> str:
    """A title as a part of a file's name: signs that some system does not allow become ones that look alike."""
    return str(sanitize_filename(title))


def caption_languages(info: Info, wished: tuple[str, ...]) -> list[str]:
    """The site's names of the languages in which captions are wished and are there, one for each wish.

    What people wrote goes before what a machine heard, even where a dialect was asked for in general.
    """
    found = []
    for language in wished:
        for captions in ("subtitles", "automatic_captions"):
            there = [each for each in info.get(captions) or () if each != "live_chat"]
            alike = [each for each in there if each == language] or [
                each for each in there if each.startswith(f"{language}-")
            ]
            if alike:
                found.append(alike[0])
                break
    return list(dict.fromkeys(found))


def lasting(info: Info) -> Info:
    """What of `info` is kept beside the video."""
    kept = {name: value for name, value in info.items() if name not in _OF_THE_MOMENT}
    captions = {name: _without_addresses(kept[name]) for name in ("subtitles", "automatic_captions") if kept.get(name)}
    return kept | captions


def size_of(info: Info) -> int:
    """How large what is wanted is, in bytes; 0 where the site does not say."""
    sizes = [each.get("filesize") or each.get("filesize_approx") or 0 for each in info["wanted"]]
    return round(sum(sizes)) if sizes and all(sizes) else 0


def said_of(info: Info) -> dict[str, Any]:
    """What is told of a video before it is fetched."""
    return {
        "title": str(info.get("title") or ""),
        "channel": str(info.get("channel") or info.get("uploader") or ""),
        "length": float(info.get("duration") or 0),
        "size": size_of(info),
        "captions": [name for name in info.get("subtitles") or () if name != "live_chat"],
    }


def playable(info: Info) -> dict[str, Any]:
    """Where a video is played from, as the child tells it."""
    picture, *sound = info["wanted"]
    return {
        "picture": picture["url"],
        "sound": sound[0]["url"] if sound else "",
        "headers": dict(picture.get("http_headers") or {}),
        "length": float(info.get("duration") or 0),
        "expires": expires([each["url"] for each in info["wanted"]]),
    }


def expires(addresses: list[str]) -> float:
    """Until when addresses hold, in seconds since 1970; 0 where they do not say."""
    times = [float(found[1]) for address in addresses if (found := _EXPIRES.search(address))]
    return min(times, default=0.0)


def _options(job: Mapping[str, Any], wish: Wish) -> dict[str, Any]:
    options: dict[str, Any] = {
        "quiet": True, "noprogress": True, "color": "no_color", "noplaylist": True, "windowsfilenames": True,
        "socket_timeout": _TIMEOUT, "retries": 5, "fragment_retries": 5, "extractor_retries": 2,
        "retry_sleep_functions": {"http": _wait, "fragment": _wait},
        "noresizebuffer": True, "buffersize": 65_536, "fixup": "never", "updatetime": False,
    }  # fmt: skip
    if wish.rate:
        options["ratelimit"] = wish.rate
    if job.get("ffmpeg"):
        options["ffmpeg_location"] = job["ffmpeg"]
    if job.get("deno"):
        options["js_runtimes"] = {"deno": {"path": job["deno"]}}
    if job.get("cookies"):
        options["cookiesfrombrowser"] = (job["cookies"], None, None, None)
    return options | dict(job.get("options") or {})


def _wait(n: int) -> float:
    """Seconds to wait before attempt `n` (yt-dlp's name for it) is made again."""
    return float(min(0.5 * 2**n, 8.0))


def _again(info: Info) -> Info:
    """`info` as if it had just been extracted."""
    left_out = ("wanted", "requested_formats", "requested_downloads", "requested_subtitles")
    return {name: value for name, value in info.items() if name not in left_out}


def _as_format(info: Info) -> Info:
    """The format that was chosen alone: yt-dlp puts its fields among those of the video."""
    of_format = next(
        (each for each in info.get("formats") or () if each.get("format_id") == info.get("format_id")), info
    )
    return dict(of_format)


def _without_addresses(captions: Mapping[str, list[Info]]) -> dict[str, list[Info]]:
    """Which captions there are, and what they are called."""
    return {
        language: [{"ext": "vtt", "name": forms[0].get("name") or ""}] for language, forms in captions.items() if forms
    }


class _Heard:
    """Keeps the warnings: often they, and not the error, hold the cause."""

    def __init__(self, warnings: list[str]) -> None:
        self._warnings = warnings

    def debug(self, text: str) -> None:
        """What is done."""

    def warning(self, text: str) -> None:
        """What went wrong without an end to it."""
        self._warnings.append(text)

    def error(self, text: str) -> None:
        """What is raised, too."""


def told(error: BaseException, warnings: list[str]) -> dict[str, Any]:
    """An error as the child tells it: its type, the HTTP status, and what was said."""
    cause = error.exc_info[1] if isinstance(error, DownloadError) and error.exc_info else error
    status = getattr(cause, "status", None)
    return {
        "error": type(cause).__name__,
        "status": status if isinstance(status, int) else None,
        "text": "\n".join([str(error), *warnings]),
    }
