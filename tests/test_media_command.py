"""`alongside media`: which videos are here, which are missing, which files are doubtful."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.library.catalog import Catalog
from reader.library.fingerprints import KIND, as_json, fingerprint
from reader.library.kept import Kept
from reader.library.media import MediaIndex
from reader.library.store import Store, cache_folder
from reader.paths import Places
from tests.conftest import MakeLibrary, note
from tests.videos import Video, make_video

Capture = pytest.CaptureFixture[str]
HERE, AWAY, EMPTY, MINE = "HereHereHer", "AwayAwayAwa", "EmptyEmptyE", "MineMineMin"


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    root = make_library({
        "h.md": note("Here", "Look [0:01].", HERE), "a.md": note("Away", video=AWAY), f"Nil [{EMPTY}].mp4": b"",
    })  # fmt: skip
    make_video(Video(f"Here [{HERE}].mp4", seconds=2.0, sound=False), root)
    return root


def told(root: Path, capsys: Capture) -> dict[str, Any]:
    assert main(["media", str(root), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_says_what_is_here_missing_and_doubtful(root: Path, capsys: Capture) -> None:
    found, file = told(root, capsys), root / f"Here [{HERE}].mp4"
    size = file.stat().st_size
    assert found == {
        "here": [{"videoId": HERE, "title": "Here", "file": str(file), "bytes": size, "parts": False}],
        "missing": [{"videoId": AWAY, "title": "Away"}],
        "doubtful": [
            {"videoId": EMPTY, "title": "", "files": [str(root / f"Nil [{EMPTY}].mp4")], "why": "It is empty."}
        ],
        "bytes": size,
    }


def test_it_says_so_to_people(root: Path, capsys: Capture) -> None:
    assert main(["media", str(root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Away  ({AWAY})  not here"
    assert lines[-1].startswith("1 here, 1 missing, 1 doubtful, ")


def test_the_folders_and_files_that_the_reader_chose_count_too(root: Path, tmp_path: Path, capsys: Capture) -> None:
    places = Places.of_user()
    (root / "m.md").write_text(note("Mine", video=MINE))
    make_video(Video(f"Away [{AWAY}].mp4", seconds=1.0, sound=False), _made(tmp_path / "films"))
    mine = make_video(Video("holiday.mp4", seconds=1.5, sound=False), _made(tmp_path / "elsewhere"))
    _made(places.config)
    places.settings.write_text(json.dumps({"media_folders": [str(tmp_path / "films")]}))
    kept = Kept(_made(places.state) / "kept.sqlite")
    kept.put(KIND, MINE, as_json(mine, fingerprint(mine)), 0.0)
    kept.close()
    found = told(root, capsys)
    assert [each["videoId"] for each in found["here"]] == [AWAY, HERE, MINE]
    assert found["missing"] == []


@pytest.mark.parametrize("command", [["index"], ["search", "look"], ["links", "h.md"], ["check"]])
def test_other_commands_know_the_same_media(root: Path, tmp_path: Path, capsys: Capture, command: list[str]) -> None:
    places = Places.of_user()
    make_video(Video(f"Away [{AWAY}].mp4", seconds=1.0, sound=False), _made(tmp_path / "films"))
    _made(places.config)
    places.settings.write_text(json.dumps({"media_folders": [str(tmp_path / "films")]}))
    assert main([command[0], str(root), *command[1:], "--json"]) == 0
    capsys.readouterr()
    store = Store(cache_folder(places.cache, root))
    assert sorted(MediaIndex(Catalog(root, store).load_media().rows()).videos()) == [AWAY, HERE]
    store.close()


def test_a_folder_that_is_not_there_ends_with_1(tmp_path: Path, capsys: Capture) -> None:
    assert main(["media", str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
