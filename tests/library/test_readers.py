"""Notes are read elsewhere just as they are read here, and no process outlives the window."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import reader
from reader.library.readers import read_ahead, read_here
from reader.library.scan import Trouble
from tests.conftest import MakeLibrary, note

CHECKOUT = str(Path(reader.__file__).parents[1])


def requests(number: int) -> Iterator[list[str]]:
    return ([f"a/{each}.md", "a/gone.md"] for each in range(number))


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    return make_library({f"a/{number}.md": note(f"N{number}", "[[m | M]] é [0:05]. #tag") for number in range(60)})


def test_what_is_read_ahead_comes_in_the_order_it_was_asked_for(root: Path) -> None:
    with read_ahead(root) as reads:
        ahead = list(reads(requests(60)))
    assert ahead == list(read_here(root)(requests(60)))
    assert [type(each) is Trouble for each in ahead[0]] == [False, True]


def test_a_reading_process_that_is_gone_is_told_of(root: Path) -> None:
    with read_ahead(root) as reads:
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        with pytest.raises(OSError):  # noqa: PT011  whatever the system says of a pipe without an end
            list(reads(requests(60)))


def test_a_window_that_is_killed_takes_its_processes_along(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({f"a/{number}.md": note(f"N{number}", "[[m]] word " * 200) for number in range(3000)})
    code = (
        "import sys, psutil; from pathlib import Path\n"
        "from reader.library.store import Store; from reader.library.updating import update\n"
        "def told(*_): print(*(each.pid for each in psutil.Process().children(recursive=True)), flush=True)\n"
        "update(Path(sys.argv[1]), Store(Path(sys.argv[2])), told=told)\n"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", code, str(root), str(tmp_path / "cache")], stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": CHECKOUT}, text=True,
    )  # fmt: skip
    assert window.stdout is not None
    processes = [psutil.Process(int(pid)) for pid in window.stdout.readline().split() if psutil.pid_exists(int(pid))]
    window.kill()
    window.wait()
    window.stdout.close()
    assert len(processes) >= 2
    _, left = psutil.wait_procs(processes, timeout=20)
    assert left == []
