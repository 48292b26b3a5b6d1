"""Which file shows which video."""

import json
import os
from pathlib import Path

import pytest

from reader.library.media import MediaIndex
from reader.notes.alignment import Segment
from reader.notes.timemap import Piece

ID = "dQw4w9WgXcQ"


def index(folder: Path, *files: tuple[str, int]) -> MediaIndex:
    found = MediaIndex()
    for name, size in files:
        found.add(folder / name, size)
    return found


def info(folder: Path, name: str, **values: object) -> None:
    (folder / f"{name}.info.json").write_text(json.dumps({"id": ID, "extractor_key": "Youtube"} | values))


def name_of(found: MediaIndex, video: str = ID) -> str | None:
    media = found.find(video)
    return media.file.name if media else None


def test_an_id_in_brackets_at_the_end_names_the_video(tmp_path: Path) -> None:
    assert name_of(index(tmp_path, (f"Title [x] [{ID}].mp4", 1))) == f"Title [x] [{ID}].mp4"


@pytest.mark.parametrize("name", [f"{ID}.mp4", f"Title-{ID}.webm", f"some title_{ID}.mkv", f"a {ID}.m4a"])
def test_a_bare_id_names_the_video_for_a_note_that_asks(tmp_path: Path, name: str) -> None:
    assert name_of(index(tmp_path, (name, 1))) == name


@pytest.mark.parametrize("name", [f"x{ID}.mp4", f"{ID} trailer.mp4", f"[{ID}] front.mp4", "[tooshort].mp4", "a.mp4"])
def test_another_name_names_no_video(tmp_path: Path, name: str) -> None:
    found = index(tmp_path, (name, 1))
    assert found.find(ID) is None
    assert not found.has(ID)


def test_ids_that_differ_in_case_are_different_videos(tmp_path: Path) -> None:
    assert index(tmp_path, (f"[{ID.lower()}].mp4", 1)).find(ID) is None


def test_what_is_written_beside_a_file_names_its_video_title_and_length(tmp_path: Path) -> None:
    info(tmp_path, "holiday", title="A song", duration=212.5)
    media = index(tmp_path, ("holiday.mp4", 7)).find(ID)
    assert media is not None
    assert (media.file.name, media.size, media.title, media.duration) == ("holiday.mp4", 7, "A song", 212.5)


def test_what_is_written_beside_a_file_is_trusted_before_brackets_and_these_before_a_bare_id(tmp_path: Path) -> None:
    info(tmp_path, "holiday")
    bare, brackets, beside = (f"{ID}.mp4", 900), (f"[{ID}].mp4", 90), ("holiday.mp4", 9)
    assert name_of(index(tmp_path, bare, brackets, beside)) == "holiday.mp4"
    assert name_of(index(tmp_path, beside, brackets, bare)) == "holiday.mp4"
    assert name_of(index(tmp_path, bare, brackets)) == f"[{ID}].mp4"


def test_the_larger_of_two_files_for_one_video_wins(tmp_path: Path) -> None:
    small, large = (f"z [{ID}].webm", 10), (f"a [{ID}].mp4", 20)
    assert name_of(index(tmp_path, small, large)) == name_of(index(tmp_path, large, small)) == f"a [{ID}].mp4"


def test_an_empty_file_shows_nothing(tmp_path: Path) -> None:
    assert index(tmp_path, (f"[{ID}].mp4", 0)).find(ID) is None


@pytest.mark.parametrize("extractor", ["Vimeo", "", None, 5])
def test_an_id_of_another_site_is_none_of_ours(tmp_path: Path, extractor: object) -> None:
    info(tmp_path, "v", extractor_key=extractor)
    assert index(tmp_path, ("v.mp4", 1)).find(ID) is None


@pytest.mark.parametrize("id_", [5, None, "../../../etc", "short", ["x"], "ééééééééééé"])
def test_an_id_beside_the_file_that_is_none_is_passed_over(tmp_path: Path, id_: object) -> None:
    info(tmp_path, f"v [{ID}]", id=id_)
    assert name_of(index(tmp_path, (f"v [{ID}].mp4", 1))) == f"v [{ID}].mp4"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"[" * 100_000, b"\0" * 10])
def test_garbage_beside_a_file_leaves_its_name_to_say_what_it_shows(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"v [{ID}].info.json").write_bytes(content)
    media = index(tmp_path, (f"v [{ID}].mp4", 1)).find(ID)
    assert media is not None
    assert (media.title, media.duration) == ("", 0.0)


@pytest.mark.parametrize("duration", ["NaN", "Infinity", "-1", "true", '"12"', "null", "1e999", "1" + "0" * 400])
def test_a_length_that_is_none_is_not_known(tmp_path: Path, duration: str) -> None:
    (tmp_path / f"[{ID}].info.json").write_text(f'{{"duration": {duration}}}')
    media = index(tmp_path, (f"[{ID}].mp4", 1)).find(ID)
    assert media is not None
    assert media.duration == 0.0


def test_a_pipe_or_a_folder_beside_a_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"[{ID}].info.json")
    (tmp_path / f"{ID}.info.json").mkdir()
    assert name_of(index(tmp_path, (f"[{ID}].mp4", 1), (f"{ID}.mp4", 1))) == f"[{ID}].mp4"


def test_something_far_too_large_beside_a_file_is_not_read(tmp_path: Path) -> None:
    info(tmp_path, "v")
    assert name_of(index(tmp_path, ("v.mp4", 1))) == "v.mp4"
    os.truncate(tmp_path / "v.info.json", 40 * 1024 * 1024)
    assert index(tmp_path, ("v.mp4", 1)).find(ID) is None


SPONSOR = {"start_time": 10.5, "end_time": 40, "category": "sponsor", "title": "Sponsor", "type": "skip"}


def segments_of(folder: Path, **values: object) -> tuple[Segment, ...]:
    info(folder, "a", **values)
    media = index(folder, ("a.mp4", 1)).find(ID)
    assert media
    return media.segments


def test_segments_that_may_have_been_cut_out_are_read(tmp_path: Path) -> None:
    found = segments_of(tmp_path, sponsorblock_chapters=[SPONSOR, SPONSOR | {"category": "outro", "start_time": 20}])
    assert found == (Segment(10.5, 40.0, "sponsor"), Segment(20.0, 40.0, "outro"))


def test_chapters_that_tell_of_a_sponsor_stand_in(tmp_path: Path) -> None:
    chapters = [
        {"start_time": 0.0, "end_time": 10.0, "title": "Welcome"},
        {
            "start_time": 10.0,
            "end_time": 20.0,
            "title": "[SponsorBlock]: Unpaid/Self Promotion",
            "category": "selfpromo",
        },
        {"start_time": 20.0, "end_time": 30.0, "title": "A word of our sponsor"},
    ]
    assert segments_of(tmp_path, chapters=chapters) == (Segment(10, 20, "selfpromo"), Segment(20, 30, "sponsor"))
    assert segments_of(tmp_path, chapters=chapters, sponsorblock_chapters=[SPONSOR]) == (Segment(10.5, 40, "sponsor"),)


@pytest.mark.parametrize(
    "strange",
    [
        "x",
        ["x", None, {}],
        [SPONSOR | {"category": "chapter"}],
        [SPONSOR | {"category": "poi_highlight"}],
        [SPONSOR | {"end_time": 3}],
        [SPONSOR | {"start_time": -3}],
        [SPONSOR | {"end_time": "soon", "category": ["sponsor"]}],
    ],
)
def test_what_yt_dlp_never_cuts_out_is_no_segment(tmp_path: Path, strange: object) -> None:
    assert segments_of(tmp_path, sponsorblock_chapters=strange) == ()


@pytest.mark.parametrize(
    ("values", "length"),
    [
        ({"duration": 600}, 600.0),
        ({"duration": 600.4, "duration_string": "10:00"}, 600.4),
        ({"duration": 560.2, "duration_string": "10:00"}, 600.0),
        ({"duration": 3723, "duration_string": "1:02:03"}, 3723.0),
        ({"duration": 600, "duration_string": "1٠:00"}, 600.0),
        ({"duration_string": "59"}, 59.0),
        ({}, 0.0),
    ],
)
def test_the_length_is_that_of_the_video_as_it_was_published(
    tmp_path: Path, values: dict[str, object], length: float
) -> None:
    info(tmp_path, "a", **values)
    media = index(tmp_path, ("a.mp4", 1)).find(ID)
    assert media
    assert media.duration == length


def test_what_is_written_beside_a_file_is_read_again_only_when_it_has_changed(tmp_path: Path) -> None:
    found = MediaIndex()
    file = tmp_path / f"A film [{ID}].mp4"
    file.write_bytes(b"film")
    found.add(file, 4)
    before = found.find(ID)
    assert before is not None
    assert before.title == ""
    assert found.find(ID) is before
    file.with_name(f"A film [{ID}].info.json").write_text('{"title": "A film"}')
    after = found.find(ID)
    assert after is not None
    assert after.title == "A film"


PIECES = [[10.0, 20.0, 0.0], [60.0, 90.0, 10.0]]


def parts(folder: Path, **values: object) -> str:
    (folder / f"Film [{ID}].parts.info.json").write_text(json.dumps({"id": ID, "extractor_key": "Youtube"} | values))
    return f"Film [{ID}].parts.mp4"


def test_a_file_of_parts_tells_what_it_has(tmp_path: Path) -> None:
    media = index(tmp_path, (parts(tmp_path, duration=600, alongside_pieces=PIECES), 9)).find(ID)
    assert media
    assert media.pieces == (Piece(10.0, 20.0, 0.0), Piece(60.0, 90.0, 10.0))
    assert media.duration == 600.0


@pytest.mark.parametrize(
    "strange",
    [None, "x", [[1, 2]], [["a", 2, 3]], [[20, 10, 0]], [[1, 2, None]], {"a": 1}],
)
def test_a_file_of_parts_that_does_not_say_which_shows_nothing(tmp_path: Path, strange: object) -> None:
    assert index(tmp_path, (parts(tmp_path, alongside_pieces=strange), 9)).find(ID) is None


def test_pieces_that_run_backwards_are_left_out(tmp_path: Path) -> None:
    back = [[10.0, 20.0, 0.0], [15.0, 30.0, 10.0], [40.0, 50.0, 4.0], [60.0, 70.0, 9.97]]
    media = index(tmp_path, (parts(tmp_path, alongside_pieces=back), 9)).find(ID)
    assert media
    assert media.pieces == (Piece(10.0, 20.0, 0.0), Piece(60.0, 70.0, 9.97))


def test_the_whole_goes_before_parts_however_small_it_is(tmp_path: Path) -> None:
    of_parts, whole = (parts(tmp_path, alongside_pieces=PIECES), 900), (f"Film [{ID}].mp4", 9)
    assert name_of(index(tmp_path, of_parts, whole)) == name_of(index(tmp_path, whole, of_parts)) == whole[0]
    assert name_of(index(tmp_path, of_parts)) == of_parts[0]


def test_parts_go_before_a_file_of_which_it_is_only_guessed_what_it_shows(tmp_path: Path) -> None:
    of_parts = parts(tmp_path, alongside_pieces=PIECES)
    assert name_of(index(tmp_path, (of_parts, 9), (f"Hello-{ID}.mp4", 900))) == of_parts


def test_a_picture_goes_before_sound_alone(tmp_path: Path) -> None:
    assert name_of(index(tmp_path, (f"a [{ID}].m4a", 90), (f"a [{ID}].mp4", 9))) == f"a [{ID}].mp4"


def test_files_between_which_names_do_not_tell_are_rivals_until_that_is_settled(tmp_path: Path) -> None:
    small, large, guess = (f"z [{ID}].webm", 10), (f"a [{ID}].mp4", 20), (f"{ID}.mp4", 30)
    found = index(tmp_path, small, large, guess)
    assert [file.name for file in found.rivals(ID)] == [large[0], small[0]]
    found.settle(ID, tmp_path / small[0])
    assert found.rivals(ID) == []
    assert name_of(found) == small[0]
    assert index(tmp_path, small, guess).rivals(ID) == []
    assert index(tmp_path).rivals(ID) == []


def test_what_was_settled_of_a_file_that_is_gone_says_nothing(tmp_path: Path) -> None:
    found = index(tmp_path, (f"a [{ID}].mp4", 20))
    found.settle(ID, tmp_path / "gone.mp4")
    assert name_of(found) == f"a [{ID}].mp4"


def test_all_files_of_a_video_are_kept(tmp_path: Path) -> None:
    found = index(tmp_path, (f"z [{ID}].webm", 10), (f"a [{ID}].mp4", 20))
    assert MediaIndex(found.rows()).rivals(ID) == found.rivals(ID)
