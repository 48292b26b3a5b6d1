"""Programs that an update runs: with an end to their time, and none of their children left when they are stopped."""

import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from reader.errors import ReaderError

_LOOK_EVERY = 0.1
"""Seconds between two looks at whether to stop."""


class Cancelled(Exception):  # noqa: N818  # it is none
    """The reader does not want it any more."""


@dataclass
class Ended:
    """How a program ended: its exit code, the lines that it printed, and all that it complained of."""

    code: int
    lines: list[str] = field(default_factory=list)
    errors: str = ""

    @property
    def last(self) -> str:
        """The last line that it printed."""
        return self.lines[-1] if self.lines else ""


def pip() -> list[str]:
    """The command that runs pip: of our environment, else the one that comes with Python.  Raises ReaderError."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    ensurepip = importlib.util.find_spec("ensurepip")
    bundled = Path(ensurepip.origin).parent / "_bundled" if ensurepip and ensurepip.origin else Path()
    for folder in (bundled, Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or bundled)):
        for wheel in sorted(folder.glob("pip-*.whl")):
            return [sys.executable, str(wheel / "pip")]
    raise ReaderError("The downloader cannot be updated: this Python has no pip.")


def run(
    command: list[str],
    seconds: float,
    heard: Callable[[str], None],
    cancelled: Callable[[], bool],
    environment: dict[str, str],
) -> Ended:
    """Run a program to its end, and tell each line it prints as it comes (in a thread of its own).

    Raises Cancelled once `cancelled` says so; after so many `seconds` it is stopped and counts as failed.
    """
    child = subprocess.Popen(  # noqa: S603  # our own Python
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        errors="replace", env={**os.environ, "PYTHONUNBUFFERED": "1", **environment}, start_new_session=True,
    )  # fmt: skip
    assert child.stdout is not None and child.stderr is not None  # noqa: PT018  # both are pipes
    ended, errors = Ended(0), list[str]()
    readers = [
        threading.Thread(target=_read, args=(child.stdout, ended.lines, heard), daemon=True),
        threading.Thread(target=_read, args=(child.stderr, errors, lambda _: None), daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        ended.code = _wait(child, time.monotonic() + seconds, cancelled)
    finally:
        _kill(child)
        for reader in readers:
            reader.join()
        child.stdout.close()
        child.stderr.close()
    ended.errors = "\n".join(errors)
    return ended


def _wait(child: subprocess.Popen[str], until: float, cancelled: Callable[[], bool]) -> int:
    while time.monotonic() < until:
        if cancelled():
            raise Cancelled
        try:
            return child.wait(_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            continue
    return -1


def _kill(child: subprocess.Popen[str]) -> None:
    """End the program with all that it has started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()


def _read(pipe: IO[str], lines: list[str], heard: Callable[[str], None]) -> None:
    for line in pipe:
        lines.append(line.rstrip("\n"))
        heard(lines[-1])
