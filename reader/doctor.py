"""What this machine has of all that the reader stands on, and the command that mends what is missing.

Whatever may be missing, broken or able to crash is tried in a Python process of its own, so that `examine` always
comes to its end.
"""

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

from reader.downloads.tools import find_ffmpeg, runtimes, version_in_use

OLD_DOWNLOADER = 60
"""Days after which a yt-dlp is likely to fail on some sites: they change their pages every few weeks."""

_PATIENCE = 30.0
"""Seconds that a trial may take."""

_PACKAGES = ("latex2mathml", "markdown", "nh3", "platformdirs", "pygments", "pymdownx", "tantivy", "yaml")
"""Modules that the reader cannot do without, and that nothing below looks at more closely."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for.

    `ok` says that the reader can do its work with what was `found`.  `advice` is the command or the sentence that
    makes it good; where all is well it is empty, and where `ok` goes with an advice, something optional is missing.
    """

    name: str
    ok: bool
    found: str
    advice: str = ""


def examine() -> list[Finding]:
    """Look for everything, in the order in which people should mend it.  Takes about a second; never raises."""
    checks: list[Callable[[], Finding]] = [
        _python, _packages, _qt, _xcb_cursor, _webengine, _libvlc, _qt_multimedia, _pyav, _fonts,
        _downloader, _ffmpeg, _javascript, _impersonation, _folders,
    ]  # fmt: skip
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda check: check(), checks))


def report(findings: list[Finding]) -> str:
    """Render the findings for people: a line for each, what to do beneath it, and a closing sentence."""
    width = max(len(finding.name) for finding in findings)
    lines = []
    for finding in findings:
        sign = "✗" if not finding.ok else "·" if finding.advice else "✓"
        lines.append(f"{sign} {finding.name:{width}}  {finding.found}")
        if finding.advice:
            lines.append(f"  {'':{width}}  → {finding.advice}")
    broken = [finding.name for finding in findings if not finding.ok]
    lines += ["", f"To be mended: {', '.join(broken)}." if broken else "Everything that is needed is here."]
    return "\n".join(lines)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= (3, 11)
    return Finding("Python", ok, f"{version} at {sys.executable}", "" if ok else "install Python 3.11 or newer")


def _packages() -> Finding:
    ok, said = _try(f"import {', '.join(_PACKAGES)}")
    return Finding("Python packages", ok, "all here" if ok else said, "" if ok else "sh packaging/setup.sh")


def _qt() -> Finding:
    version = _version("PySide6")
    if not version:
        return Finding("Qt", False, "PySide6 is not installed", _pip("PySide6"))
    if loses_references(version, sys.version_info[:2]):
        advice = _pip("'PySide6<6.12'")
        return Finding("Qt", False, f"PySide6 {version}, which crashes after a minute on Python 3.11", advice)
    ok, said = _try("import PySide6.QtWidgets")
    advice = "" if ok else _system("libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0")
    return Finding("Qt", ok, f"PySide6 {version}" if ok else said, advice)


def loses_references(pyside: str, python: tuple[int, int]) -> bool:
    """Tell whether this PySide6 drops a reference on every call that returns None or True.

    Measured with 6.12.0 on CPython 3.11 (6.10.3 and 6.11.3: no loss); from 3.12 on these objects are immortal.
    """
    numbers = tuple(int(part) for part in re.findall(r"\d+", pyside)[:2])
    return numbers >= (6, 12) and python < (3, 12)


def _xcb_cursor() -> Finding:
    if sys.platform != "linux":
        return Finding("Window system", True, "the platform's own")
    ok, _ = _try("import ctypes; ctypes.CDLL('libxcb-cursor.so.0')")
    found = "libxcb-cursor" if ok else "libxcb-cursor is missing: no window can open on X11"
    return Finding("Window system", ok, found, "" if ok else _system("libxcb-cursor0", "xcb-util-cursor"))


def _webengine() -> Finding:
    name = "QtWebEngine"
    ok, said = _try(
        "import PySide6.QtWebEngineWidgets; from PySide6.QtWebEngineCore import qWebEngineChromiumVersion as version;"
        "print(version())"
    )
    if not ok:
        return Finding(name, False, said, _system("libnss3 libasound2 libxcomposite1 libxdamage1 libxkbfile1 libxtst6"))
    if _is_root() and not os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"):
        return Finding(name, False, f"Chromium {said}, which does not start as root", "sh packaging/run.sh")
    return Finding(name, True, f"Chromium {said}")


def _libvlc() -> Finding:
    ok, said = _try(
        "import sys, vlc\n"
        "instance = vlc.Instance('--quiet', '--aout=dummy')\n"
        "sys.exit('its plugins are missing') if instance is None else print(vlc.libvlc_get_version().decode())"
    )
    if ok and said.startswith("3."):
        return Finding("libvlc", True, said)
    # Without libvlc python-vlc raises NameError on Linux, FileNotFoundError on Windows and OSError on macOS.
    missing = re.match("NameError|FileNotFoundError|OSError", said)
    found = f"{said}; 3.x is needed" if ok else "not installed" if missing else said
    return Finding("libvlc", True, f"{found}; left to QtMultimedia", _system("libvlc5 vlc-plugin-base", "vlc"))


def _qt_multimedia() -> Finding:
    ok, said = _try("import PySide6.QtMultimedia")
    found = "here, in case libvlc is not" if ok else said
    return Finding("QtMultimedia", ok, found, "" if ok else _system("libpulse0"))


def _pyav() -> Finding:
    ok, said = _try("import av; print(av.__version__, 'with FFmpeg', av.ffmpeg_version_info)")
    return Finding("PyAV", ok, said, "" if ok else _pip("av"))


def _fonts() -> Finding:
    missing = [name for name in ("font_source_serif_pro", "font_source_sans_pro") if not importlib.util.find_spec(name)]
    if missing:
        return Finding("Fonts", True, "the system's", _pip("font-source-serif-pro font-source-sans-pro"))
    return Finding("Fonts", True, "Source Serif, Source Sans")


def _downloader() -> Finding:
    try:
        from reader.paths import Places
    except ImportError:
        return downloader("", date.today())  # noqa: DTZ011
    return downloader(version_in_use(Places.of_user().data), date.today())  # noqa: DTZ011  # a day more or less


def downloader(version: str, today: date) -> Finding:
    """Judge a yt-dlp by its version, which is the day it was released; empty where there is none."""
    advice = _pip("--upgrade yt-dlp yt-dlp-ejs")
    day = re.match(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", version)
    if not day:
        return Finding("yt-dlp", True, version or "not installed; no video can be downloaded", advice)
    age = (today - date(*map(int, day.groups()))).days
    return Finding("yt-dlp", True, f"{version}, {age} days old", advice if age > OLD_DOWNLOADER else "")


def _ffmpeg() -> Finding:
    program = find_ffmpeg()
    if program:
        return Finding("ffmpeg", True, program)
    found = "not installed; some videos of other sites than YouTube need it"
    return Finding("ffmpeg", True, found, _system("ffmpeg", "ffmpeg") or _pip("imageio-ffmpeg"))


def _javascript() -> Finding:
    found = list(runtimes())
    good = next((runtime for runtime in found if runtime.new_enough), None)
    if good:
        return Finding("JavaScript", True, f"{good.name} {_dotted(good.version)} at {good.path}")
    old = f"{found[0].name} {_dotted(found[0].version)} is too old" if found else "none"
    return Finding("JavaScript", True, f"{old}; YouTube offers some of its formats only", _pip("deno"))


def _impersonation() -> Finding:
    if importlib.util.find_spec("curl_cffi"):
        return Finding("Impersonation", True, f"curl-cffi {_version('curl-cffi')}")
    found = "no curl-cffi; YouTube may refuse captions"
    return Finding("Impersonation", True, found, _pip("curl-cffi"))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _folders() -> Finding:
    try:
        from reader.paths import Places
    except ImportError as error:
        return Finding("Folders", False, str(error), "sh packaging/setup.sh")
    places = Places.of_user()
    return folders([places.config, places.data, places.state, places.cache])


def folders(wanted: list[Path]) -> Finding:
    """Tell whether the reader can make files in these folders, which need not exist yet."""
    closed = [folder for folder in wanted if not _writable(folder)]
    if closed:
        found = f"cannot be written to: {', '.join(map(str, closed))}"
        return Finding("Folders", False, found, "set ALONGSIDE_HOME to a folder of your own")
    return Finding("Folders", True, str(wanted[0]))


def _writable(folder: Path) -> bool:
    try:
        nearest = next(path for path in (folder, *folder.parents) if path.exists())
        return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    except OSError:
        return False


def _try(code: str) -> tuple[bool, str]:
    """Run Python code apart; whether it ended well, and the last line it printed or complained of."""
    try:
        done = subprocess.run(  # noqa: S603  # our own code, in our own Python
            [sys.executable, "-W", "ignore", "-c", code], capture_output=True, encoding="utf-8", errors="replace",
            timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False, f"did not answer within {_PATIENCE:.0f} s"
    except OSError as error:
        return False, str(error)
    if done.returncode < 0:
        return False, f"crashes (signal {-done.returncode})"
    said = done.stdout if done.returncode == 0 else done.stderr or f"fails ({done.returncode})"
    return done.returncode == 0, said.strip().rpartition("\n")[2]


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _pip(arguments: str) -> str:
    """Name the command that installs packages here; environments that uv has made have no pip."""
    python = shlex.quote(sys.executable)
    if importlib.util.find_spec("pip") is None and shutil.which("uv"):
        return f"uv pip install --python {python} {arguments}"
    return f"{python} -m pip install {arguments}"


def _system(debian: str, elsewhere: str = "") -> str:
    """Name the command that installs system packages here; a checkout's own script where we know no better."""
    sudo = "" if _is_root() else "sudo "
    managers = {"apt-get": f"{sudo}apt-get install {debian}"}
    if elsewhere:
        managers |= {
            "dnf": f"{sudo}dnf install {elsewhere}",
            "pacman": f"{sudo}pacman -S {elsewhere}",
            "brew": f"brew install {elsewhere}",
            "winget": f"winget install {elsewhere}",
        }
    return next((command for name, command in managers.items() if shutil.which(name)), "sh packaging/setup.sh")
