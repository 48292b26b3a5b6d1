"""The programs that the downloader makes use of, and the yt-dlp that is newer than the bundled one."""

import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Version = tuple[int, ...]

NEEDED: dict[str, Version] = {"deno": (2, 3, 0), "node": (22, 0, 0), "bun": (1, 2, 11), "qjs": (2023, 12, 9)}
"""The JavaScript runtimes that yt-dlp 2026.10.26 can work with, best first, and the versions from which on it does."""

_YT_DLP_NAMES = {"qjs": "quickjs"}
_PATIENCE = 10.0
"""Seconds that a program may take to tell its version."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """A JavaScript runtime of this machine.  `name` is what yt-dlp's `js_runtimes` calls it."""

    name: str
    path: str
    version: Version
    needed: Version

    @property
    def new_enough(self) -> bool:
        """Whether yt-dlp can work with it."""
        return self.version >= self.needed


def find_ffmpeg() -> str:
    """The path of ffmpeg: the system's, else that of imageio-ffmpeg; empty where there is none.

    The latter runs it once: not for the window's thread.
    """
    program = shutil.which("ffmpeg")
    if program or importlib.util.find_spec("imageio_ffmpeg") is None:
        return program or ""
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except RuntimeError:  # it has none for this platform
        return ""


def find_deno() -> str:
    """The path of a deno that is new enough; empty where there is none.  Runs it: not for the window's thread."""
    return next((runtime.path for runtime in runtimes("deno") if runtime.new_enough), "")


def find_javascript() -> Runtime | None:
    """The best runtime that is new enough.  Runs programs: not for the window's thread."""
    return next((runtime for runtime in runtimes() if runtime.new_enough), None)


def runtimes(*programs: str) -> Iterator[Runtime]:
    """The JavaScript runtimes there are, of all kinds where none is named; those of our environment come first."""
    # The wheel of deno puts it among the scripts, which need not be on the PATH.
    search = os.pathsep.join(
        [sysconfig.get_path("scripts"), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    )
    for program in programs or NEEDED:
        path = shutil.which(program, path=search)
        if path:
            yield Runtime(_YT_DLP_NAMES.get(program, program), path, _version_told_by(path), NEEDED[program])


def bundled_version() -> str:
    """The version of the yt-dlp that is installed with us; empty where there is none."""
    from importlib import metadata  # it takes long to import, and is not needed where nothing is fetched

    try:
        return metadata.version("yt-dlp")
    except metadata.PackageNotFoundError:
        return ""


def downloader_folder(data: Path) -> Path | None:
    """The folder to be put first on `sys.path` for a yt-dlp newer than the bundled one; None where there is none.

    `data` is the folder of the program's own data (`Places.data`), below which `updating.update` keeps them.  The
    folder's name is the version.
    """
    newest = next(iter(kept_folders(data)), None)
    return newest if newest and numbers(newest.name) > numbers(bundled_version()) else None


def version_in_use(data: Path) -> str:
    """The version of yt-dlp that downloads use: the newest that is kept, or the bundled one.  Empty: none."""
    folder = downloader_folder(data)
    return folder.name if folder else bundled_version()


def kept_folders(data: Path) -> list[Path]:
    """The whole downloaders that are kept beside the bundled one, newest first."""
    try:
        folders = list((data / "downloader").iterdir())
    except OSError:  # nothing was ever kept, or the folder is closed to us
        return []
    whole = [folder for folder in folders if re.fullmatch(r"\d+(\.\d+)+", folder.name) and _is_whole(folder)]
    return sorted(whole, key=lambda folder: numbers(folder.name), reverse=True)


def numbers(version: str) -> Version:
    """A version as numbers to compare: `2026.8.19` and `2026.08.19` are the same."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _is_whole(folder: Path) -> bool:
    return (folder / "yt_dlp" / "version.py").is_file() and (folder / "yt_dlp_ejs" / "__init__.py").is_file()


def _version_told_by(program: str) -> Version:
    """What a program says of itself; empty where it does not run.  QuickJS tells it in its help."""
    option = "--help" if Path(program).stem == "qjs" else "--version"
    try:
        said = subprocess.run(  # noqa: S603  # found where the user's own programs are
            [program, option], capture_output=True, encoding="utf-8", errors="replace", timeout=_PATIENCE, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ()
    told = re.search(r"\d+([.-]\d+){2,}", said.stdout)
    return numbers(told[0]) if told else ()
