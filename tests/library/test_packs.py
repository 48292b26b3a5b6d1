"""A pack holds what was wanted, the same bytes each time, and is opened only if it is what it says."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from PySide6.QtGui import QImage

from reader import headless
from reader.errors import ReaderError
from reader.library.catalog import Catalog
from reader.library.media import MediaIndex
from reader.library.pack_opening import is_pack, open_pack
from reader.library.pack_plan import NO_ROOM, NOT_CITED, NOT_HERE, Wanted, make_plan
from reader.library.pack_writing import write_pack
from reader.notes.timemap import TimeMap
from reader.paths import Places
from tests.conftest import MakeLibrary, note
from tests.videos import Video, make_video, number_in

FILM, AWAY, QUIET = "FilmFilmFil", "AwayAwayAwa", "QuietQuietQ"
RATE = 30
EVIL = "</script><script>document.title='evil'</script><!-- [[b]] [00:12]"


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    root = make_library({
        "talks/a.md": note("A", f"Look [0:05], then [0:12]. See [[b]]. {EVIL}", FILM),
        "talks/b.md": note("B", "More [0:20]. See [[c]].", AWAY),
        "talks/c.md": note("C", "Nothing is cited.", QUIET),
    })  # fmt: skip
    make_video(Video(f"The film [{FILM}].mp4", seconds=30, gop=60), root)
    make_video(Video(f"Quiet [{QUIET}].mp4", seconds=4), root)
    (root / f"The film [{FILM}].en.vtt").write_text(f"WEBVTT\n\n00:05.000 --> 00:07.000\n{EVIL}\n")
    return root


@pytest.fixture
def catalog(root: Path, places: Places) -> Iterator[Catalog]:
    with headless.library(root, places) as (catalog, _, _):
        yield catalog


def hashes(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_linked_notes_come_along_as_far_as_was_wished(catalog: Catalog) -> None:
    for steps, paths in enumerate((["a"], ["a", "b"], ["a", "b", "c"])):
        plan = make_plan(catalog, Wanted(("talks/a.md",), steps))
        assert [note.path for note in plan.notes] == [f"talks/{path}.md" for path in paths]
        assert [note.step for note in plan.notes] == list(range(steps + 1))


def test_what_does_not_go_in_is_told_with_the_reason(catalog: Catalog) -> None:
    plan = make_plan(catalog, Wanted(("talks/a.md",), 2, budget=200_000))
    assert {each.video: each.why for each in plan.left_out} == {FILM: NO_ROOM, AWAY: NOT_HERE, QUIET: NOT_CITED}
    assert make_plan(catalog, Wanted(("talks/a.md",), 2, "none")).left_out == ()
    assert [each.ranges for each in make_plan(catalog, Wanted(("talks/a.md",), videos="whole")).videos] == [()]


@pytest.mark.parametrize("videos", ["clips", "whole"])
def test_the_same_input_gives_the_same_bytes_and_a_manifest_that_is_true(
    catalog: Catalog, tmp_path: Path, videos: Any
) -> None:
    plan = make_plan(catalog, Wanted(("talks/a.md",), 2, videos, margin=2))
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    manifest = write_pack(catalog, plan, one)
    write_pack(catalog, plan, two)
    assert one.read_bytes() == two.read_bytes()
    write_pack(catalog, plan, tmp_path / "folder")
    found = hashes(tmp_path / "folder")
    del found["manifest.json"]
    assert found == {path: told["sha256"] for path, told in manifest["files"].items()}
    assert is_pack(one)
    assert hashes(open_pack(one, tmp_path / "packs")) == hashes(tmp_path / "folder")


def test_a_clip_shows_the_very_frames_that_are_cited(catalog: Catalog, tmp_path: Path) -> None:
    write_pack(catalog, make_plan(catalog, Wanted(("talks/a.md",), margin=2)), tmp_path / "pack")
    (file,) = (tmp_path / "pack" / "videos").glob("*.parts.mp4")
    index = MediaIndex()
    index.add(file, file.stat().st_size)
    media = index.find(FILM)
    assert media is not None
    shown: dict[int, list[float]] = {}
    with av.open(str(file)) as film:
        for frame in film.decode(video=0):
            plane = frame.reformat(format="rgb24").planes[0]
            picture = QImage(bytes(plane), frame.width, frame.height, plane.line_size, QImage.Format.Format_RGB888)
            shown.setdefault(number_in(picture), []).append(frame.time)
    for second in (3.5, 5.0, 6.5, 10.5, 12.0, 13.5):
        at = TimeMap(media.pieces).to_file(second + 0.5 / RATE)
        assert at.cut is None
        assert any(abs(time - (at.seconds - 0.5 / RATE)) < 0.01 for time in shown[round(second * RATE)])


def test_a_pack_of_a_pack_shows_the_same(catalog: Catalog, places: Places, tmp_path: Path) -> None:
    write_pack(catalog, make_plan(catalog, Wanted(("talks/a.md",), margin=4)), tmp_path / "pack")
    with headless.library(tmp_path / "pack", places) as (again, _, _):
        plan = make_plan(again, Wanted(("talks/a.md",), margin=1))
        manifest = write_pack(again, plan, tmp_path / "smaller")
    pieces = manifest["videos"][0]["pieces"]
    assert [round(start) for start, _, _ in pieces] == [4, 10]
    assert [round(end) for _, end, _ in pieces] == [6, 13]


def test_text_of_strangers_stays_text_on_a_page(catalog: Catalog, tmp_path: Path) -> None:
    write_pack(catalog, make_plan(catalog, Wanted(("talks/a.md",), margin=2)), tmp_path / "pack")
    page = (tmp_path / "pack" / "pages" / "talks" / "a.html").read_text()
    assert page.count("<script") == 2  # ours, and what it is told
    assert "document.title='evil'</script>" not in page


def test_nothing_is_written_over_and_what_is_stopped_leaves_nothing(catalog: Catalog, tmp_path: Path) -> None:
    plan = make_plan(catalog, Wanted(("talks/a.md",)))
    (tmp_path / "taken").mkdir()
    with pytest.raises(ReaderError, match="already"):
        write_pack(catalog, plan, tmp_path / "taken")
    with pytest.raises(ReaderError, match="into the library itself"):
        write_pack(catalog, plan, catalog.root / "pack.zip")

    def stop(done: int, of: int) -> None:
        if done:
            raise InterruptedError("enough")

    with pytest.raises(ReaderError):
        write_pack(catalog, plan, tmp_path / "stopped.zip", stop)
    assert [file.name for file in tmp_path.iterdir() if "stopped" in file.name] == []


@pytest.fixture
def pack(catalog: Catalog, tmp_path: Path) -> Path:
    write_pack(catalog, make_plan(catalog, Wanted(("talks/a.md",), videos="none")), tmp_path / "pack.zip")
    return tmp_path / "pack.zip"


def rewritten(pack: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Path:
    """The pack with something else in its manifest or its files."""
    with zipfile.ZipFile(pack) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(manifest, files)
    other = pack.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("manifest.json", json.dumps(manifest))
        for name, content in files.items():
            packed.writestr(name, content)
    return other


def stranger(name: str) -> Callable[[dict[str, Any], dict[str, bytes]], None]:
    def put(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        files[name] = b"evil"
        manifest["files"][name] = {"bytes": 4, "sha256": hashlib.sha256(b"evil").hexdigest()}

    return put


def damage(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files["index.html"] = files["index.html"][:-1] + b"x"


def swell(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files["index.html"] += bytes(10_000_000)


def lose(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    del files["index.html"]


def outdate(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    manifest["alongside_pack"] = 99


@pytest.mark.parametrize(
    "change",
    [*map(stranger, ("../evil", "/evil", "a/../../evil", ".hidden/evil", "a\\..\\evil", "a//b")),
     damage, swell, lose, outdate, lambda manifest, files: manifest.pop("files")],
)  # fmt: skip
def test_a_pack_that_is_not_what_it_says_is_not_opened(pack: Path, tmp_path: Path, change: Any) -> None:
    with pytest.raises(ReaderError):
        open_pack(rewritten(pack, change), tmp_path / "packs")
    assert not (tmp_path / "evil").exists()
    assert list((tmp_path / "packs").glob("*")) == []


def test_a_link_in_a_pack_is_not_followed(pack: Path, tmp_path: Path) -> None:
    other = rewritten(pack, stranger("link"))
    with zipfile.ZipFile(other) as packed:
        contents = [(entry, packed.read(entry)) for entry in packed.infolist()]
    with zipfile.ZipFile(other, "w") as packed:
        for entry, content in contents:
            if entry.filename == "link":
                entry.external_attr = 0o120777 << 16
            packed.writestr(entry, content)
    with pytest.raises(ReaderError, match="holds what no pack does"):
        open_pack(other, tmp_path / "packs")


def test_what_is_no_pack_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK no zip")
    assert not is_pack(tmp_path / "a.zip")
    with pytest.raises(ReaderError, match="damaged, or no pack"):
        open_pack(tmp_path / "a.zip", tmp_path / "packs")
