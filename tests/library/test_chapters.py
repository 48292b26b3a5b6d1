"""Chapters are taken from what was published, else from the file, else from what lies beside it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.library.chapters import FoundChapters, find_chapters
from reader.notes.chapters import Chapter
from tests.videos import Video, make_video

METADATA = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={start + 1000}\ntitle={title}\n"
    for start, title in ((0, "Begin"), (1000, "Chapter 2"), (1500, "The rest"))
)
INFO = {"chapters": [{"start_time": 0, "title": "First"}, {"start_time": 1.5, "title": "Second"}, {"title": 7}]}
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nOne\n\n00:01.000 --> 00:02.000\nTwo\n"


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(Video("bare.mp4", seconds=2, rate=25, gop=25), tmp_path_factory.mktemp("bare"))


@pytest.fixture
def film(bare: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(bare, tmp_path / "film.mp4"))


@pytest.fixture
def divided(bare: Path, tmp_path: Path) -> Path:
    (tmp_path / "chapters.txt").write_text(METADATA)
    file = tmp_path / "divided.mkv"
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-i", bare, "-i", tmp_path / "chapters.txt", "-map_metadata", "1",
         "-codec", "copy", file], check=True,
    )  # fmt: skip
    return file


def test_a_file_without_any_has_none(film: Path) -> None:
    assert find_chapters(film) == FoundChapters()


def test_the_file_tells_its_own_but_for_bare_numbers(divided: Path) -> None:
    assert find_chapters(divided) == FoundChapters((Chapter(0.0, "Begin"), Chapter(1.5, "The rest")))


def test_published_ones_go_before_those_of_the_file(divided: Path) -> None:
    divided.with_name("divided.info.json").write_text(json.dumps(INFO))
    assert find_chapters(divided) == FoundChapters((Chapter(0.0, "First"), Chapter(1.5, "Second")), published=True)


def test_a_file_of_chapters_may_lie_beside(film: Path) -> None:
    film.with_name("film.chapters.vtt").write_text(VTT)
    assert find_chapters(film) == FoundChapters((Chapter(0.0, "One"), Chapter(1.0, "Two")))


@pytest.mark.parametrize("written", ["[]", '{"chapters": 3}', '{"chapters": [1, {"start_time": "x"}]}', "broken"])
def test_nonsense_in_what_was_published_tells_nothing(film: Path, written: str) -> None:
    film.with_name("film.info.json").write_text(written)
    assert find_chapters(film) == FoundChapters()


def test_a_file_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    assert find_chapters(tmp_path / "missing.mp4") == FoundChapters()
