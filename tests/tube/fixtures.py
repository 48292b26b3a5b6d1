"""The fixtures of the tube: a conftest imports them (`from tests.tube.fixtures import tube, tube_files, youtube`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tube.proxy import YoutubeProxy
from tests.tube.site import Tube


@pytest.fixture(scope="session")
def tube_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the media of all tubes of a session are made, once each."""
    return tmp_path_factory.mktemp("tube")


@pytest.fixture
def tube(tube_files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tube]:
    """A site without uploads; every process that is started from here on takes it for YouTube (see `Tube.plugins`)."""
    site = Tube(tube_files)
    _set_environment(site.environment, monkeypatch)
    yield site
    site.close()


@pytest.fixture
def youtube(tube: Tube, tube_files: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[YoutubeProxy]:
    """A proxy that answers yt-dlp's own YoutubeIE, in every process started from here on (`YoutubeProxy.plugins`)."""
    proxy = YoutubeProxy(tube_files)
    _set_environment(proxy.environment, monkeypatch)
    yield proxy
    proxy.close()


def _set_environment(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
