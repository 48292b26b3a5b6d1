"""Only what is cited comes, and each frame of it is told to be the moment of the video that it is."""

import dataclasses
import json
from collections.abc import Iterator
from math import ceil, floor
from pathlib import Path

import av
import pytest
from PySide6.QtGui import QImage

from reader.downloads.base import Wish
from reader.library.media import MediaIndex
from reader.services.timemaps import TimeMap
from tests.downloads.jobs import Child, done, fetched
from tests.tube.faults import FORBIDDEN, Fault
from tests.tube.site import Tube
from tests.tube.uploads import Upload
from tests.videos import number_in

TALK = Upload("talking0001", seconds=40, gop=60)
RATE = 30


def frames(file: Path) -> Iterator[tuple[float, int]]:
    """The second of a file at which each frame is shown, and the frame's number."""
    with av.open(str(file)) as film:
        origin = (film.start_time or 0) / av.time_base
        for frame in film.decode(video=0):
            plain = frame.reformat(format="rgb24")
            image = QImage(
                bytes(plain.planes[0]), plain.width, plain.height, plain.planes[0].line_size,
                QImage.Format.Format_RGB888,
            )  # fmt: skip
            yield frame.time - origin, number_in(image)


def first_frame(tube_files: Path) -> float:
    """The second at which the site's picture begins beside its sound: a little later, as fragments have it."""
    with av.open(str(TALK.file("136", tube_files))) as film:
        return (film.start_time or 0) / av.time_base


def assert_true(folder: Path, late: float, ranges: list[tuple[float, float]]) -> None:
    """All frames of the ranges are in the file of parts, at the very place that its map tells."""
    index = MediaIndex()
    (file,) = folder.glob("*.parts.mp4")
    index.add(file, file.stat().st_size)
    media = index.find(TALK.id)
    assert media is not None
    shown: dict[int, list[float]] = {}  # passages may overlap by what lies between a key frame and the next
    for time, number in frames(file):
        shown.setdefault(number, []).append(time)
    map_ = TimeMap(media.pieces, length=media.duration)
    for start, end in ranges:
        for number in range(ceil((start - late) * RATE), floor((end - late) * RATE)):
            at = map_.to_file(late + (number + 0.5) / RATE)
            assert at.cut is None
            assert any(time == pytest.approx(at.seconds - 0.5 / RATE, abs=0.01) for time in shown[number])


def test_each_cited_frame_is_where_the_map_says(tube: Tube, tube_files: Path, tmp_path: Path) -> None:
    tube.add(TALK)
    ranges = [(3.0, 5.5), (11.3, 13.0), (38.0, 45.0)]
    files = fetched(Wish(TALK.id, tmp_path, ranges=tuple(ranges), languages=("en",)))
    assert [file.name for file in files] == [
        "How rivers bend [talking0001].parts.mp4",
        "How rivers bend [talking0001].en.vtt",
        "How rivers bend [talking0001].parts.info.json",
    ]
    assert_true(tmp_path, first_frame(tube_files), [(3.0, 5.5), (11.3, 13.0), (38.0, 40.0)])
    with av.open(str(files[0])) as film:
        assert [stream.type for stream in film.streams] == ["video", "audio"]


def test_little_more_is_asked_for_than_is_cited(tube: Tube, tmp_path: Path) -> None:
    tube.add(dataclasses.replace(TALK, bulk=6_000_000))
    tube.fail("/media/*", Fault(rate=1_000_000))  # slow enough that what was sent is about what was read
    fetched(Wish(TALK.id, tmp_path, ranges=((3.0, 5.0),)))
    assert tube.sent("/media/*") < 2_000_000


def test_what_is_there_is_not_fetched_again_and_what_is_new_comes_to_it(
    tube: Tube, tube_files: Path, tmp_path: Path
) -> None:
    tube.add(TALK)
    fetched(Wish(TALK.id, tmp_path, ranges=((3.0, 5.5), (20.0, 22.0))))
    fetched(Wish(TALK.id, tmp_path, ranges=((4.0, 8.0), (11.0, 12.0), (30.0, 31.0))))
    assert_true(tmp_path, first_frame(tube_files), [(3.0, 8.0), (11.0, 12.0), (20.0, 22.0), (30.0, 31.0)])
    asked = len(tube.asked("/media/*"))
    fetched(Wish(TALK.id, tmp_path, ranges=((4.5, 7.0), (20.5, 21.0))))
    assert len(tube.asked("/media/*")) == asked
    assert_true(tmp_path, first_frame(tube_files), [(3.0, 8.0), (11.0, 12.0), (20.0, 22.0), (30.0, 31.0)])


def test_passages_that_came_before_it_broke_off_are_kept(tube: Tube, tube_files: Path, tmp_path: Path) -> None:
    tube.add(TALK)
    wish = Wish(TALK.id, tmp_path, ranges=((3.0, 5.0), (30.0, 32.0)))
    tube.fail("*/136.mp4", Fault(rate=60_000))
    child = Child("fetch", wish)
    while not list(tmp_path.glob(".alongside/*/passage-*-3.000-*.json")):
        child.next("progress")
    child.process.kill()
    child.end()
    assert not list(tmp_path.glob("*.mp4"))
    tube.mend()
    fetched(wish)
    assert_true(tmp_path, first_frame(tube_files), [(3.0, 5.0), (30.0, 32.0)])


def test_a_whole_video_takes_the_place_of_its_parts(tube: Tube, tmp_path: Path) -> None:
    tube.add(TALK)
    fetched(Wish(TALK.id, tmp_path, ranges=((3.0, 5.0),)))
    fetched(Wish(TALK.id, tmp_path))
    assert {file.name for file in tmp_path.iterdir()} == {
        f"How rivers bend [talking0001]{ending}" for ending in (".mp4", ".info.json", ".en.vtt", ".jpg")
    }


def test_parts_of_another_format_are_fetched_anew_with_all_that_was_there(tube, tube_files, tmp_path) -> None:
    tube.add(TALK)
    fetched(Wish(TALK.id, tmp_path, height=1440, ranges=((3.0, 5.0),)))  # VP9
    fetched(Wish(TALK.id, tmp_path, ranges=((20.0, 21.0),)))
    assert_true(tmp_path, first_frame(tube_files), [(3.0, 5.0), (20.0, 21.0)])
    (file,) = tmp_path.glob("*.parts.mp4")
    with av.open(str(file)) as film:
        assert film.streams.video[0].codec_context.name == "h264"


@pytest.mark.parametrize("ranges", [(), ((3.0, 5.0),)])
def test_sound_never_takes_the_place_of_a_picture(tube: Tube, tmp_path: Path, ranges) -> None:
    tube.add(TALK)
    parts = fetched(Wish(TALK.id, tmp_path, ranges=((3.0, 5.0),)))
    fetched(Wish(TALK.id, tmp_path, "audio", ranges=ranges))
    assert all(file.exists() for file in parts)
    assert len(list(tmp_path.glob("*.m4a"))) == 1


def test_sound_alone_comes_in_parts_too(tube: Tube, tmp_path: Path) -> None:
    tube.add(TALK)
    file = fetched(Wish(TALK.id, tmp_path, "audio", ranges=((10.0, 12.0), (20.0, 21.0))))[0]
    pieces = json.loads(file.with_suffix(".info.json").read_text())["alongside_pieces"]
    assert [[round(value) for value in piece] for piece in pieces] == [[10, 12, 0], [20, 21, 2]]
    with av.open(str(file)) as film:
        assert not film.streams.video
        assert film.duration == pytest.approx(3_000_000, abs=150_000)


def test_what_the_site_refuses_is_told(tube: Tube, tmp_path: Path) -> None:
    tube.add(TALK)
    tube.fail("*/136.mp4", FORBIDDEN)
    told = done("fetch", Wish(TALK.id, tmp_path, ranges=((3.0, 5.0),)))
    assert told["say"] == "failed"
    assert "403" in told["text"]
    assert not list(tmp_path.glob("*.mp4"))
