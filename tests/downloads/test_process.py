"""The whole way: the queue, real children with the real yt-dlp, a site on 127.0.0.1, and whatever is killed between."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.downloads.base import Stage, Wish
from reader.downloads.process import ProcessDownloader
from tests.downloads.jobs import ROOT, environment
from tests.tube.faults import FORBIDDEN, STALLS, Fault
from tests.tube.site import Tube
from tests.tube.uploads import Upload

RIVERS = Upload("rivers00001", seconds=4, bulk=400_000)
SLOW = Upload("slowly00001", seconds=4, bulk=3_000_000)
PICTURE = f"/media/{SLOW.id}/136.mp4"


@pytest.fixture
def downloader(tube: Tube, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProcessDownloader]:
    """Real children, which take the tube for YouTube."""
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    tube.add(RIVERS, SLOW)
    owner = QObject()
    made = ProcessDownloader(tmp_path / "data", parent=owner)
    yield made
    made.close()
    shiboken6.delete(owner)


def workers(folder: Path) -> list[psutil.Process]:
    """The children under way, with what they started, that anyone has begun for a folder below this one."""
    found = []
    for process in psutil.process_iter():
        try:
            is_worker = "reader.downloads.worker" in process.cmdline()
            if is_worker and process.environ().get("ALONGSIDE_HOME", "") == os.environ.get("ALONGSIDE_HOME", ""):
                found += [process, *process.children(recursive=True)]
        except psutil.Error:
            continue
    return [process for process in found if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def hashed(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_look_tells_what_there_is(qtbot: QtBot, downloader: ProcessDownloader, tmp_path: Path) -> None:
    with qtbot.waitSignal(downloader.found, timeout=20_000) as told:
        downloader.look("1", Wish(RIVERS.id, tmp_path))
    ticket, found = told.args
    assert (ticket, found.video, found.title, found.length) == ("1", RIVERS.id, RIVERS.title, 4)
    assert found.size > 400_000


def test_a_video_comes_with_how_far_it_is(qtbot: QtBot, downloader: ProcessDownloader, tmp_path: Path) -> None:
    heard = []
    downloader.progressed.connect(lambda ticket, progress: heard.append(progress.stage.value))
    with qtbot.waitSignal(downloader.fetched, timeout=30_000) as told:
        downloader.fetch("1", Wish(RIVERS.id, tmp_path / "videos"))
    assert told.args[1][0].suffix == ".mp4"
    assert "fetching" in heard


def test_a_refusal_is_told_in_words(qtbot: QtBot, tube: Tube, downloader: ProcessDownloader, tmp_path: Path) -> None:
    tube.fail(PICTURE, FORBIDDEN)
    with qtbot.waitSignal(downloader.failed, timeout=30_000) as told:
        downloader.fetch("1", Wish(SLOW.id, tmp_path / "videos"))
    assert told.args[1].kind == "forbidden"


def test_what_hangs_stops_and_leaves_no_process(
    qtbot: QtBot, tube: Tube, downloader: ProcessDownloader, tmp_path: Path
) -> None:
    tube.fail(PICTURE, STALLS)
    fetching = lambda _, progress: progress.stage is Stage.FETCHING  # noqa: E731
    with qtbot.waitSignal(downloader.progressed, timeout=20_000, check_params_cb=fetching):
        downloader.fetch("1", Wish(SLOW.id, tmp_path / "videos"))
    with qtbot.waitSignal(downloader.stopped, timeout=5_000):
        downloader.stop("1", forget=True)
    assert workers(tmp_path) == []
    qtbot.waitUntil(lambda: not (tmp_path / "videos" / ".alongside").exists())


def test_closing_leaves_no_process(qtbot: QtBot, tube: Tube, downloader: ProcessDownloader, tmp_path: Path) -> None:
    tube.fail(PICTURE, STALLS)
    with qtbot.waitSignal(downloader.progressed, timeout=20_000):
        downloader.fetch("1", Wish(SLOW.id, tmp_path / "videos"))
    downloader.close()
    assert workers(tmp_path) == []


def test_a_child_that_is_killed_is_told_of_and_the_next_goes_on_from_the_byte(
    qtbot: QtBot, tube: Tube, downloader: ProcessDownloader, tmp_path: Path
) -> None:
    wish = Wish(SLOW.id, tmp_path / "videos")
    tube.fail(PICTURE, Fault(rate=1_000_000))
    with qtbot.waitSignal(downloader.progressed, timeout=20_000, check_params_cb=lambda _, it: it.done > 500_000):
        downloader.fetch("1", wish)
    with qtbot.waitSignal(downloader.failed) as told:
        os.killpg(workers(tmp_path)[0].pid, signal.SIGKILL)
    assert told.args[1].kind == "died"
    tube.mend(PICTURE)
    with qtbot.waitSignal(downloader.fetched, timeout=30_000) as ended:
        downloader.fetch("2", wish)
    killed = hashed(ended.args[1][0])
    with qtbot.waitSignal(downloader.fetched, timeout=30_000) as clean:
        downloader.fetch("3", Wish(SLOW.id, tmp_path / "others"))
    assert hashed(clean.args[1][0]) == killed


@pytest.fixture
def command(tube: Tube, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., "subprocess.Popen[str]"]:
    """Starts `alongside fetch`."""
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    tube.add(RIVERS, SLOW)

    def start(*words: str) -> "subprocess.Popen[str]":
        line = [sys.executable, "-m", "reader", "fetch", *words, "--media", str(tmp_path / "videos")]
        return subprocess.Popen(
            line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    return start


def test_the_command_fetches_and_tells_of_it_in_json(command: Callable[..., "subprocess.Popen[str]"]) -> None:
    process = command(RIVERS.id, "--json")
    out, errors = process.communicate(timeout=40)
    told = [json.loads(line) for line in out.splitlines()]
    assert (process.returncode, told[-1]["say"], errors) == (0, "done", "")
    assert Path(told[-1]["files"][0]).is_file()


def test_the_command_says_why_something_failed(tube: Tube, command: Callable[..., "subprocess.Popen[str]"]) -> None:
    tube.fail(PICTURE, FORBIDDEN)
    process = command(SLOW.id)
    said, _ = process.communicate(timeout=40)
    assert process.returncode == 1
    told = json.loads(said.splitlines()[-1])
    assert (told["say"], told["kind"]) == ("failed", "forbidden")
    assert told["reason"].startswith("The site refused the download")


def test_ctrl_c_ends_the_command_and_all_it_started(
    tube: Tube, command: Callable[..., "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    tube.fail(PICTURE, STALLS)
    process = command(SLOW.id, "--json")
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    assert workers(tmp_path) == []


def test_a_program_that_is_killed_anywhere_leaves_nobody_behind_and_loses_nothing(
    qtbot: QtBot, tube: Tube, command: Callable[..., "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    tube.fail(PICTURE, Fault(rate=3_000_000))
    for lines in random.Random(7).sample(range(1, 6), 3):
        process = command(SLOW.id, "--json")
        assert process.stdout
        for _ in range(lines):
            process.stdout.readline()
        process.kill()
        process.communicate(timeout=20)
        qtbot.waitUntil(lambda: not workers(tmp_path), timeout=5_000)
    process = command(SLOW.id, "--json")
    out, _ = process.communicate(timeout=60)
    file = Path(json.loads(out.splitlines()[-1])["files"][0])
    other = subprocess.run(
        [sys.executable, "-m", "reader", "fetch", SLOW.id, "--json", "--media", str(tmp_path / "clean")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert hashed(file) == hashed(Path(json.loads(other.stdout.splitlines()[-1])["files"][0]))
    assert sorted(each.suffix for each in file.parent.iterdir()) == [".jpg", ".json", ".mp4", ".vtt"]
