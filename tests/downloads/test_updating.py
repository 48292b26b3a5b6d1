"""A newer downloader is taken only once it has shown that it works here, and the one before it is not lost."""

import re
import sys
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
import yt_dlp
import yt_dlp_ejs

from reader.downloads import children
from reader.downloads.children import Cancelled
from reader.downloads.tools import bundled_version, downloader_folder, version_in_use
from reader.downloads.updating import Step, undo, update
from reader.errors import ReaderError

NEWER, BROKEN = "2099.1.2", "2099.3.4"
EJS = metadata.version("yt-dlp-ejs")


def wheel(folder: Path, name: str, version: str, files: dict[str, bytes], needs: str = "") -> None:
    """Put a wheel of these files into `folder`."""
    facts = f"{name.replace('-', '_')}-{version}.dist-info"
    said = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + (f"Requires-Dist: {needs}\n" if needs else "")
    files = files | {
        f"{facts}/METADATA": said.encode(),
        f"{facts}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{facts}/RECORD"])
    with zipfile.ZipFile(folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl", "w") as packed:
        for path, content in (files | {f"{facts}/RECORD": record.encode()}).items():
            packed.writestr(path, content)


def files_of(package: object) -> dict[str, bytes]:
    root = Path(str(package.__file__)).parent  # type: ignore[attr-defined]
    found = (file for file in root.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {f"{root.name}/{file.relative_to(root).as_posix()}": file.read_bytes() for file in found}


@pytest.fixture(scope="session")
def parts() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What yt-dlp and its solver consist of."""
    return files_of(yt_dlp), files_of(yt_dlp_ejs)


@pytest.fixture
def index(tmp_path: Path, parts, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A folder of wheels instead of a network; returns the function that puts a yt-dlp of a version there."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    downloader, solver = parts
    wheel(folder, "yt-dlp-ejs", EJS, solver)

    def put(version: str, *, works: bool = True) -> None:
        told = downloader["yt_dlp/version.py"].decode()
        files = downloader | {
            "yt_dlp/version.py": re.sub(r"__version__ = '.*'", f"__version__ = '{version}'", told).encode()
        }
        if not works:
            files["yt_dlp/YoutubeDL.py"] = b"raise ImportError('it needs a newer Python')"
        wheel(folder, "yt-dlp", version, files, f'yt-dlp-ejs=={EJS}; extra == "default"')

    return put


def test_a_newer_one_is_tried_and_used_from_then_on(tmp_path: Path, index) -> None:
    index(NEWER)
    steps: list[Step] = []
    done = update(tmp_path / "data", lambda step, _: steps.append(step))
    assert (done.version, done.before) == (NEWER, bundled_version())
    assert done.sentence == f"The downloader is yt-dlp {NEWER} now; it was {bundled_version()}."
    assert list(dict.fromkeys(steps)) == list(Step)
    folder = downloader_folder(tmp_path / "data")
    assert folder is not None
    assert {"yt_dlp", "yt_dlp_ejs"} <= {each.name for each in folder.iterdir()}
    again = update(tmp_path / "data")
    assert again.sentence == f"The downloader is the newest there is: yt-dlp {NEWER}."
    assert undo(tmp_path / "data").version == bundled_version()


def test_one_that_does_not_work_here_is_not_taken(tmp_path: Path, index) -> None:
    index(NEWER)
    update(tmp_path / "data")
    index(BROKEN, works=False)
    with pytest.raises(ReaderError, match=f"yt-dlp {BROKEN} does not work here, so the downloader stays") as caught:
        update(tmp_path / "data")
    assert "it needs a newer Python" in str(caught.value.detail)
    assert version_in_use(tmp_path / "data") == NEWER
    assert [each.name for each in (tmp_path / "data" / "downloader").iterdir()] == [NEWER]


def test_where_nothing_can_be_fetched_a_sentence_says_so(tmp_path: Path, index) -> None:
    with pytest.raises(ReaderError, match="No newer downloader could be fetched"):
        update(tmp_path / "data")
    assert version_in_use(tmp_path / "data") == bundled_version()


def test_it_can_be_cancelled(tmp_path: Path, index) -> None:
    index(NEWER)
    with pytest.raises(Cancelled):
        update(tmp_path / "data", cancelled=lambda: True)
    assert list((tmp_path / "data" / "downloader").iterdir()) == []


def test_half_a_downloader_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "downloader" / NEWER / "yt_dlp").mkdir(parents=True)
    (tmp_path / "downloader" / NEWER / "yt_dlp" / "version.py").touch()
    assert downloader_folder(tmp_path) is None


def test_an_older_one_than_the_bundled_is_never_used(tmp_path: Path) -> None:
    for part in ("yt_dlp/version.py", "yt_dlp_ejs/__init__.py"):
        file = tmp_path / "downloader" / "2020.1.1" / part
        file.parent.mkdir(parents=True)
        file.touch()
    assert downloader_folder(tmp_path) is None


def test_a_python_without_pip_uses_the_one_that_comes_with_it_or_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = children.importlib.util.find_spec
    monkeypatch.setattr(children.importlib.util, "find_spec", lambda name: None if name == "pip" else found(name))
    python, wheel_of_pip = children.pip()
    assert (python, wheel_of_pip.endswith("/pip")) == (sys.executable, True)
    monkeypatch.setattr(children.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(children.sysconfig, "get_config_var", lambda name: None)
    with pytest.raises(ReaderError, match="this Python has no pip"):
        children.pip()
