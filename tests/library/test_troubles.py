"""A disk that is full, a cache that cannot be written: nothing is lost, a sentence tells, and later all is well."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.library import linked
from reader.library.finder import Finder
from reader.library.store import Store, cache_folder
from reader.library.updating import update
from reader.paths import Places
from tests.conftest import MakeLibrary, note

_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes}, {bytes}))
from reader.__main__ import main
sys.exit(main())
"""
_NOBODY = 65534


def words(number: int) -> str:
    """Text that cannot be made much smaller."""
    return " ".join(f"word{number * 7919 + at}" for at in range(400))


def library(make_library: MakeLibrary, notes: int) -> Path:
    return make_library({f"a/n{number}.md": note(f"N {number}", words(number)) for number in range(notes)})


def indexed(root: Path, most_bytes: int) -> subprocess.CompletedProcess[str]:
    """`alongside index` while no file may become larger than so many bytes, as on a disk that is full."""
    code = _LIMITED.format(bytes=most_bytes)
    command = [sys.executable, "-c", code, "index", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def known(root: Path, places: Places) -> tuple[dict[str, int], list[str]]:
    """What is known without reading anything: the counts, and the notes that hold a word of each."""
    store = Store(cache_folder(places.cache, root))
    found = [hit.path for hit in Finder(root, store).find("word7919 ")]
    counts = linked.counts(store)
    store.close()
    return counts, found


def test_a_full_disk_is_told_in_a_sentence_and_carried_on_from_later(make_library: MakeLibrary, places: Places) -> None:
    root = library(make_library, 600)
    full = indexed(root, 200_000)
    assert full.returncode == 1
    assert "make room on the disk" in full.stderr
    assert "Traceback" not in full.stderr
    assert indexed(root, 1 << 30).returncode == 0
    counts, found = known(root, places)
    assert counts["notes"] == 600
    assert found == ["a/n1.md"]


def test_a_disk_that_becomes_full_takes_nothing_of_what_is_known(make_library: MakeLibrary, places: Places) -> None:
    root = library(make_library, 100)
    assert indexed(root, 1 << 30).returncode == 0
    before = known(root, places)
    for number in range(600):
        (root / f"a/more{number}.md").write_text(note(f"More {number}", words(1000 + number)))
    assert indexed(root, 150_000).returncode == 1
    counts, found = known(root, places)
    assert counts["notes"] >= 100
    assert found == before[1]


@contextmanager
def as_nobody() -> Iterator[None]:
    """What an ordinary user may do, also where the tests are run by root, who may do everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_cache_that_may_not_be_written_is_left_alone_and_another_is_used_until_the_end(
    make_library: MakeLibrary,
) -> None:
    root = library(make_library, 3)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "cache"
        store = Store(folder)
        update(root, store)
        store.close()
        before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
        Path(home).chmod(0o755)
        for file in folder.rglob("*"):
            file.chmod(0o555 if file.is_dir() else 0o444)
        folder.chmod(0o555)
        with as_nobody():
            store = Store(folder)
            assert store.temporary
            assert not store.folder.is_relative_to(folder)
            store.close()
        assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before
        folder.chmod(0o755)
