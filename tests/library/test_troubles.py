"""A disk that is full, a cache that cannot be written: nothing is lost, a sentence tells, and later all is well."""

import os
import subprocess
import sys
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


_WHERE = """
import sys
from pathlib import Path
from reader.library.store import Store
store = Store(Path(sys.argv[1]))
print(store.folder)
store.close()
"""


def as_an_ordinary_user() -> list[str]:
    """What takes from root, who may write everywhere, just that; nothing for others."""
    return ["setpriv", "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []


def test_a_cache_that_may_not_be_written_is_left_alone_and_another_is_used_until_the_end(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    root, folder = make_library({"a.md": note("A")}), tmp_path / "cache"
    store = Store(folder)
    update(root, store)
    store.close()
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    for file in (*before, folder):
        file.chmod(0o555 if file.is_dir() else 0o444)
    command = [*as_an_ordinary_user(), sys.executable, "-c", _WHERE, str(folder)]
    used = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    for file in (folder, *before):
        file.chmod(0o755 if file.is_dir() else 0o644)
    assert not Path(used).is_relative_to(folder)
    assert not Path(used).exists()
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before
