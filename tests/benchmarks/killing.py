"""Kills `alongside fetch`, or its child, at thirty random moments: who is left over, and what is lost."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.benchmarks import Options, Row
from tests.downloads.jobs import ROOT, environment
from tests.tube.faults import Fault
from tests.tube.site import Tube
from tests.tube.uploads import Upload

_KILLS = 30
_FILM = Upload("killed00001", seconds=4, bulk=60_000_000)


def rows(_: Options) -> Iterator[Row]:
    """Orphans, and whether what comes at last is what comes undisturbed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tube").mkdir()
        tube = Tube(folder / "tube")
        tube.add(_FILM)
        told = {**environment(), **tube.environment, "ALONGSIDE_HOME": str(folder / "home")}
        picture = f"/media/{_FILM.id}/136.mp4"
        tube.fail(picture, Fault(rate=1_500_000))
        orphans = _killed(folder, told, random.Random(6))
        tube.mend(picture)
        same = _whole(folder / "videos", told) == _whole(folder / "clean", told)
        tube.close()
    yield Row(f"processes left over after {_KILLS} kills", orphans, "", "", None, "0")
    yield Row("the same bytes at last as undisturbed", float(same), "", "", None, "1")


def _killed(folder: Path, told: dict[str, str], chance: random.Random) -> int:
    """How many processes were left in all 4 s after each kill of the program or of its child."""
    orphans = 0
    for number in range(_KILLS):
        process = _start(folder / "videos", told)
        time.sleep(chance.uniform(0.5, 3.0))
        family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        if number % 2 and family:
            os.kill(family[0].pid, signal.SIGKILL)
        process.kill()
        process.wait()
        _, alive = psutil.wait_procs(family, timeout=4)
        orphans += len(alive)
    return orphans


def _whole(videos: Path, told: dict[str, str]) -> str:
    _start(videos, told).wait()
    return hashlib.sha256(next(videos.glob("*.mp4")).read_bytes()).hexdigest()


def _start(videos: Path, told: dict[str, str]) -> "subprocess.Popen[bytes]":
    line = [sys.executable, "-m", "reader", "fetch", _FILM.id, "--media", str(videos)]
    return subprocess.Popen(line, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
