"""Captions beside a media file, and reading them."""

import json
from pathlib import Path

import pytest

from reader.library.captions import Cue, cues_of, read_cues, tracks_of
from reader.library.cues import MOST_BYTES, cues_in

FILM = "Talk [SeekSeekSee]"
Kept = dict[str, str]


@pytest.fixture
def media(tmp_path: Path) -> Path:
    file = tmp_path / "films" / f"{FILM}.mp4"
    file.parent.mkdir()
    file.write_bytes(b"video")
    return file


def beside(media: Path, *names: str) -> None:
    for name in names:
        file = media.parent / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n")


def names(media: Path) -> list[str]:
    return [track.name for track in tracks_of(media)]


def test_tracks_are_found_as_yt_dlp_and_vlc_name_them(media: Path) -> None:
    beside(media, f"{FILM}.en.vtt", f"{FILM}.en-orig.vtt", f"{FILM}.de.SRT", f"{FILM}.ass", f"{FILM}_French.srt")
    beside(media, f"Subs/{FILM}.pt-br.srt", "Other [ReadReadRea].en.vtt", f"{FILM}x.en.vtt", f"{FILM}.live_chat.json")
    assert [(track.language, track.name, track.automatic) for track in tracks_of(media)] == [
        ("", "Captions", False),
        ("en", "English", False),
        ("fr", "French", False),
        ("de", "German", False),
        ("pt-BR", "Portuguese (BR)", False),
        ("en", "English (automatic)", True),
    ]


def test_captions_of_a_film_whose_name_is_longer_are_its_own(media: Path) -> None:
    longer = media.with_name(f"{FILM} part 2.mp4")
    longer.write_bytes(b"video")
    beside(media, f"{FILM} part 2.en.vtt", f"{FILM}.de.vtt")
    assert (names(media), names(longer)) == (["German"], ["English"])


def test_info_json_tells_what_a_machine_heard_and_how_tracks_are_called(media: Path) -> None:
    info = {
        "language": "de",
        "subtitles": {"en-nP7-2PuUl7o": [{"ext": "vtt", "name": "English - Director's  comments"}]},
        "automatic_captions": {
            "de-orig": [{"name": "German (Original)"}],
            "de": [{"name": "German"}],
            "fr": [{"name": "French"}],
        },
    }
    media.with_suffix(".info.json").write_text(json.dumps(info))
    beside(media, *(f"{FILM}.{tag}.vtt" for tag in ("de", "de-orig", "fr", "en-nP7-2PuUl7o")))
    assert [(track.name, track.file.name.split(".")[1]) for track in tracks_of(media)] == [
        ("English - Director's comments", "en-nP7-2PuUl7o"),
        ("German (automatic) · Talk [SeekSeekSee].de-orig.vtt", "de-orig"),
        ("German (automatic) · Talk [SeekSeekSee].de.vtt", "de"),
        ("French (automatic)", "fr"),
    ]


@pytest.mark.parametrize("info", ["[]", '{"subtitles": 3, "automatic_captions": {"en": [7]}, "language": 5}', "{"])
def test_an_info_json_of_another_kind_is_no_trouble(media: Path, info: str) -> None:
    media.with_suffix(".info.json").write_text(info)
    beside(media, f"{FILM}.de.vtt", f"{FILM}.de.srt")
    assert names(media) == ["German · vtt", "German · srt"]


def test_where_there_is_no_folder_there_are_no_tracks(tmp_path: Path) -> None:
    assert tracks_of(tmp_path / "gone" / "talk.mp4") == ()


PLAIN = (Cue(1.0, 2.5, "Grüß dich"), Cue(3.0, 4.0, "two\nlines"))
VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\nGrüß dich\n\n00:00:03.000 --> 00:00:04.000\ntwo\nlines\n"
SRT = "1\n00:00:01,000 --> 00:00:02,500\nGrüß dich\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\nlines\n"
ASS = (
    "[Script Info]\n\n[V4+ Styles]\nStyle: Default,Arial,nonsense\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,two\\Nlines\n"
    "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\i1}Grüß{\\i0} dich{\\p1}m 0 0 l 100 0{\\p0}\n"
    "Comment: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,not shown\n"
    "Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\\p2}m 1 1 l 2 2\n"
    "Dialogue: 0,broken,0:00:06.00,Default,,0,0,0,,lost\n"
)


@pytest.mark.parametrize("text", [VTT, SRT, ASS], ids=["vtt", "srt", "ass"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_captions_are_read_in_each_form_and_encoding(tmp_path: Path, text: str, encoding: str, newline: str) -> None:
    file = tmp_path / "talk.srt"
    file.write_bytes(text.replace("\n", newline).encode(encoding))
    assert read_cues(file) == PLAIN


def test_marks_notes_and_names_of_cues_are_no_text() -> None:
    text = (
        "WEBVTT - a film\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:1\n\n"
        "NOTE 00:01 --> nothing\n\nintro\n00:01.000 --> 00:02.000 align:start position:0%\n"
        "<v Anna>one<00:01.200><c> two</c><00:01.500><c.red> three</c> &amp; 4 &lt; 5\n\n"
        "NOTE\na remark\n\n7\n00:03.000 --> 00:04.000\nIn the year\n1984\n\n"
        "last one\n00:05.000 --> 00:06.000\n&lt;i&gt;\n"
    )
    assert [cue.text for cue in cues_in(text)] == ["one two three & 4 < 5", "In the year\n1984", "<i>"]


def test_what_srt_files_have_in_their_texts() -> None:
    text = (
        '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="red">Up\n\n  there</font>\n\n'
        "2\n00:00:03,000 --> 00:00:04,000\n3 < 5 and\x00 7 > 6\n\n3\n00:00:05,000 --> 00:00:06,000\n\n"
        "4\n00:00:07,000 --> 00:00:08,000\nIn the year\n1984\n\n00:00:09,000 --> 00:00:10,000\n10"
    )
    assert [cue.text for cue in cues_in(text)] == ["Up\nthere", "3 < 5 and 7 > 6", "In the year\n1984", "10"]


def test_cues_begin_and_end_as_they_can_be_meant() -> None:
    times = {
        "out of order": "00:00:20,000 --> 00:00:21,000",
        "before the film": "-00:00:09,000 --> -00:00:08,000",
        "begins too early": "-00:00:01,000 --> 00:00:02,000",
        "first of two": "00:00:03,000 --> 00:00:06,000",
        "second of two": "00:00:04,000 --> 00:00:05,000",
        "backwards": "00:00:07,000 --> 00:00:06,000",
        "no length": "00:00:12,000 --> 00:00:12,000",
        "without end": "00:00:30,000 --> 99:59:59,999",
        "last": "00:00:50,000 --> 00:00:51,000",
    }
    cues = cues_in("\n\n".join(f"{line}\n{text}" for text, line in times.items()))
    assert cues == (
        Cue(0, 2, "begins too early"),
        Cue(3, 6, "first of two"),
        Cue(4, 5, "second of two"),
        Cue(7, 11, "backwards"),
        Cue(12, 16, "no length"),
        Cue(20, 21, "out of order"),
        Cue(30, 50, "without end"),
        Cue(50, 51, "last"),
    )


def test_what_is_there_twice_is_shown_once() -> None:
    assert len(cues_in(VTT + VTT.replace("WEBVTT", ""))) == 2


@pytest.mark.parametrize("text", ["", "WEBVTT\n", "WEBVTT\n\nNOTE nothing\n", "\n \n"])
def test_captions_may_say_nothing(text: str) -> None:
    assert cues_in(text) == ()


@pytest.mark.parametrize("text", ["A letter.\n", "\x89PNG\n\x1a\n\x00\x00", "1 --> 2\nsays"])
def test_what_is_no_captions_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no captions"):
        cues_in(text)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.vtt"
    with file.open("wb") as opened:
        opened.write(VTT.encode())
        opened.truncate(MOST_BYTES + 1)
    with pytest.raises(ValueError, match="larger"):
        read_cues(file)


def test_a_file_that_is_gone_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        read_cues(tmp_path / "gone.vtt")


def test_a_cue_has_no_more_letters_than_can_be_shown() -> None:
    (cue,) = cues_in(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{'word ' * 100_000}\n")
    assert len(cue.text) <= 2000


@pytest.fixture
def parts(media: Path) -> Path:
    """A file that has 10 to 20 s and 60 to 90 s of the film."""
    pieces = {"alongside_pieces": [[10, 20, 0], [60, 90, 10]]}
    media.with_name(f"{FILM}.parts.info.json").write_text(json.dumps(pieces))
    file = media.with_name(f"{FILM}.parts.mp4")
    file.write_bytes(b"video")
    return file


def test_captions_of_the_whole_are_found_beside_parts_and_told_in_their_time(media: Path, parts: Path) -> None:
    told = [("00:05", "00:08"), ("00:09", "00:12"), ("00:30", "00:31"), ("01:02", "01:04")]
    lines = [f"{start}.000 --> {end}.000\nFrom {start}\n" for start, end in told]
    media.with_name(f"{FILM}.en.vtt").write_text("WEBVTT\n\n" + "\n".join(lines))
    (track,) = tracks_of(parts)
    assert (track.name, track.language) == ("English", "en")
    assert cues_of(track) == (Cue(0.0, 2.0, "From 00:09"), Cue(12.0, 14.0, "From 01:02"))


def test_captions_of_the_parts_alone_are_told_as_they_are_and_never_for_the_whole(media: Path, parts: Path) -> None:
    beside(media, f"{FILM}.parts.en.vtt")
    (track,) = tracks_of(parts)
    assert cues_of(track) == (Cue(1.0, 2.0, "Hello"),)
    assert tracks_of(media) == ()
