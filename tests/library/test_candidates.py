"""Which of several files shows a video, told by their lengths."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.candidates import Expected, doubt, expected, fitting, last_stamp, lengths
from reader.library.catalog import Catalog
from reader.library.store import Store
from reader.library.updating import update
from tests.conftest import MakeLibrary, note
from tests.videos import Video, make_video

FILM = "FilmFilmFil"
A, B = Path("a.mp4"), Path("b.mp4")


@pytest.mark.parametrize(
    ("found", "wanted", "chosen"),
    [
        ({A: 600.0, B: 90.0}, Expected(published=601.0), A),
        ({A: 90.0, B: 600.0}, Expected(published=601.0), B),
        ({A: 600.0, B: 601.0}, Expected(published=600.0), A),
        ({A: 90.0, B: 600.0}, Expected(at_least=400.0), B),
        ({A: 600.0, B: 5400.0}, Expected(at_least=400.0), None),
        ({A: 600.0, B: 5400.0}, Expected(), None),
        ({A: 600.0, B: 600.5}, Expected(), A),
        ({A: 0.0, B: 600.0}, Expected(), B),
        ({A: 0.0, B: 0.0}, Expected(published=600.0), None),
        ({A: 560.0, B: 90.0}, Expected(published=600.0, cut=40.0), A),
        ({A: 560.0, B: 600.0}, Expected(published=600.0, cut=40.0), B),
    ],
)
def test_the_fitting_length_wins_and_where_it_does_not_tell_nothing_is_chosen(
    found: dict[Path, float], wanted: Expected, chosen: Path | None
) -> None:
    assert fitting(found, wanted) == chosen


def test_what_lies_beside_files_tells_how_long_the_video_is(tmp_path: Path) -> None:
    (tmp_path / "a.info.json").write_text(json.dumps({"duration": 300}))
    (tmp_path / "b.en.vtt").write_text("WEBVTT\n\n00:00:01.000 --> 00:04:10.000\nHello\n")
    assert expected([tmp_path / "a.mp4", tmp_path / "b.mp4"], 12.0) == Expected(300.0, 0.0, 250.0)
    assert expected([tmp_path / "c.mp4"], 12.0) == Expected(at_least=12.0)


def test_what_cannot_be_opened_has_no_length(tmp_path: Path) -> None:
    film = make_video(Video("film.mp4", seconds=2.0, sound=False), tmp_path)
    (tmp_path / "broken.mp4").write_bytes(b"no film")
    found = lengths([film, tmp_path / "broken.mp4"])
    assert found[film] == pytest.approx(2.0, abs=0.1)
    assert found[tmp_path / "broken.mp4"] == 0.0


def known(root: Path, tmp_path: Path) -> tuple[list[str], str]:
    with closing(Store(tmp_path / "cache")) as store:
        update(root, store)
        catalog = Catalog(root, store)
        assert last_stamp(catalog, FILM) == 5.0
        files, why = doubt(catalog, FILM)
        return [file.name for file in files], why


def test_a_film_that_ends_before_what_is_cited_is_doubtful(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", "Look [0:05].", FILM)})
    make_video(Video(f"a [{FILM}].mp4", seconds=1.0, sound=False), root)
    assert known(root, tmp_path) == ([f"a [{FILM}].mp4"], "It is 0:01 long, the video is cited at 0:05.")


def test_a_film_that_is_long_enough_is_not_doubtful(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", "Look [0:05].", FILM)})
    make_video(Video(f"a [{FILM}].mp4", seconds=6.0, sound=False), root)
    assert known(root, tmp_path) == ([], "")


def test_two_films_that_both_may_be_meant_are_doubtful(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", "Look [0:05].", FILM)})
    make_video(Video(f"a [{FILM}].mp4", seconds=6.0, sound=False), root)
    make_video(Video(f"b [{FILM}].mp4", seconds=12.0, sound=False), root)
    names, why = known(root, tmp_path)
    assert sorted(names) == [f"a [{FILM}].mp4", f"b [{FILM}].mp4"]
    assert why == "Each of them may be the video."


def test_what_cannot_be_opened_is_doubtful(make_library: MakeLibrary, tmp_path: Path) -> None:
    root = make_library({"n.md": note("N", "Look [0:05].", FILM), f"a [{FILM}].mp4": b"no film"})
    assert known(root, tmp_path) == ([f"a [{FILM}].mp4"], "It cannot be opened.")
