"""Which folders beside a library are looked through for its videos."""

from pathlib import Path

import pytest

from reader.library.beside import folders_beside
from reader.library.catalog import Catalog
from reader.library.store import Store
from reader.library.updating import update
from tests.conftest import note

FILM = "FilmFilmFil"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "study" / "Talks"
    root.mkdir(parents=True)
    return root


def neighbours(root: Path, *names: str) -> None:
    for name in names:
        (root.parent / name).mkdir()


def names(root: Path) -> list[str]:
    return [folder.name for folder in folders_beside(root)]


def test_those_that_are_called_so_belong_to_it_and_no_others(root: Path) -> None:
    neighbours(root, "Videos", "media", "talks videos", "Talks-Media", "other videos", "photos", "videos of others")
    (root.parent / "video").write_bytes(b"a file")
    assert names(root) == ["Talks-Media", "Videos", "media", "talks videos"]


def test_in_a_home_only_those_with_its_name_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    neighbours(root, "Videos", "talks_videos")
    monkeypatch.setattr(Path, "home", lambda: root.parent)
    assert names(root) == ["talks_videos"]


def test_a_library_that_is_called_so_is_not_beside_itself(tmp_path: Path) -> None:
    root = tmp_path / "media"
    root.mkdir()
    assert folders_beside(root) == []
    assert folders_beside(tmp_path / "gone" / "talks") == []
    assert folders_beside(Path(tmp_path.anchor)) == []


def test_the_videos_in_them_are_found(root: Path, tmp_path: Path) -> None:
    (root / "n.md").write_text(note("N", "Look [0:01].", FILM))
    neighbours(root, "videos")
    file = root.parent / "videos" / f"Film [{FILM}].mp4"
    file.write_bytes(b"video")
    store = Store(tmp_path / "cache")
    update(root, store)
    found = Catalog(root, store).media.find(FILM)
    assert found is not None
    assert found.file == file
    store.close()
