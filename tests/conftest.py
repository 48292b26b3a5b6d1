"""What every test stands on: an offscreen Qt, a home of its own, and whole libraries made from a dict."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("DISPLAY", None)  # with one, Chromium tries the graphics card and complains
os.environ.pop("WAYLAND_DISPLAY", None)
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"  # tests that need a bus start one
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --disable-dev-shm-usage")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"

import hypothesis
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from reader.garbage import collect_if_due
from reader.library.catalog import Catalog
from reader.library.store import Store, cache_folder
from reader.library.updating import update
from reader.paths import Places
from reader.ui.page_source import register_scheme

hypothesis.settings.register_profile("ours", database=None, deadline=None)
hypothesis.settings.load_profile("ours")

MakeLibrary = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application that all tests share, made as the program makes it."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    register_scheme()
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def _collected_here() -> Iterator[None]:
    """Let no worker destroy a test's window, as `reader.garbage` has it, nor Python at its end, in any order."""
    gc.disable()
    gc.freeze()
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    yield
    collect_if_due()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which nothing was kept yet."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("ALONGSIDE_HOME", str(folder / "alongside"))
    return folder


@pytest.fixture
def places(home: Path) -> Places:
    """Where a fresh reader keeps things."""
    return Places.below(home / "alongside")


@pytest.fixture
def make_library(tmp_path: Path) -> MakeLibrary:
    """Makes a library out of `{path: text}`."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "library"
        root.mkdir(exist_ok=True)
        for path, content in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


def note(title: str, body: str = "", video: str = "") -> str:
    """A note's text as TubeGraph writes it."""
    front = f"title: {title}\n" + (f"videoId: {video}\n" if video else "")
    return f"---\n{front}---\n\n{body}"


def build(root: Path, folders: Iterable[Path] = ()) -> Catalog:
    """The catalogue of a library, read into the caches of the test's own home."""
    store = Store(cache_folder(Places.of_user().cache, root))
    update(root, store, folders)
    return Catalog(root, store)
