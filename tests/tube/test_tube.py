"""The tube is what yt-dlp takes for YouTube, and its troubles are those that sites have."""

import http.client
from urllib.parse import urlsplit

import av
import pytest

from tests.tube.asking import yt_dlp
from tests.tube.faults import DIES_HALF_WAY, FORBIDDEN, NO_RANGES, RESETS, TOO_MANY, Fault
from tests.tube.site import Tube
from tests.tube.uploads import FORMATS, Upload

RIVERS = Upload("rivers00001", seconds=4)


def ask(tube: Tube, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """What the server answers."""
    line = http.client.HTTPConnection(urlsplit(tube.url).netloc, timeout=10)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer, answer.read()
    finally:
        line.close()


@pytest.mark.parametrize("address", ["https://youtu.be/rivers00001", "rivers00001"])
def test_yt_dlp_takes_the_tube_for_youtube(tube, tmp_path, address):
    tube.add(RIVERS)
    found = yt_dlp(address, outtmpl=f"{tmp_path}/%(id)s.%(ext)s", format="136+140", writesubtitles=True,
                   writeautomaticsub=True, subtitleslangs=["en", "fr"], writethumbnail=True)  # fmt: skip
    assert (found["extractor_key"], found["title"], found["duration"]) == ("Youtube", "How rivers bend", 4)
    assert [chapter["title"] for chapter in found["chapters"]] == ["The source", "The bend"]
    assert {path.name for path in tmp_path.iterdir()} == {
        f"rivers00001.{end}" for end in ("mp4", "en.vtt", "fr.vtt", "jpg")
    }
    with av.open(str(tmp_path / "rivers00001.mp4")) as film:
        assert [stream.codec.name for stream in film.streams] == ["h264", "aac"]
        assert len(list(film.decode(video=0))) == 4 * 30


@pytest.mark.parametrize("itag", FORMATS)
def test_each_format_is_what_it_says_even_with_bulk_at_its_end(tube, tmp_path, itag):
    tube.add(Upload("bulky000001", seconds=2, bulk=1_000_000))
    _, content = ask(tube, f"/media/bulky000001/{FORMATS[itag].name}")
    (tmp_path / FORMATS[itag].name).write_bytes(content)
    with av.open(str(tmp_path / FORMATS[itag].name)) as film:
        assert {stream.type for stream in film.streams} == (
            {"video"} if not FORMATS[itag].sound else {"audio"} if not FORMATS[itag].picture else {"audio", "video"}
        )
        assert film.duration == pytest.approx(2_000_000, abs=100_000)
        assert sum(1 for _ in film.decode()) > 50
    assert (len(content) > 1_000_000) == bool(FORMATS[itag].picture)


def test_ranges_are_served_to_the_byte_and_noted(tube):
    address = tube.put("/digits.bin", b"0123456789")
    assert address == f"{tube.url}/digits.bin"
    asked = {"bytes=2-4": b"234", "bytes=7-": b"789", "bytes=-2": b"89", "bytes=8-99": b"89"}
    for range_, content in asked.items():
        answer, body = ask(tube, "/digits.bin?key=1", Range=range_)
        assert (answer.status, body) == (206, content)
    answer, body = ask(tube, "/digits.bin", Range="bytes=10-")
    assert (answer.status, body, answer.getheader("Content-Range")) == (416, b"", "bytes */10")
    assert [(request.start, request.sent) for request in tube.asked("*.bin")] == [
        (2, 3),
        (7, 3),
        (8, 2),
        (8, 2),
        (10, 0),
    ]


def test_faults_come_and_go(tube):
    tube.put("/a", bytes(100_000))
    tube.fail("/*", TOO_MANY)
    tube.fail("/a", Fault(status=403, times=1))
    assert ask(tube, "/a")[0].status == 403
    answer, _ = ask(tube, "/a")
    assert (answer.status, answer.getheader("Retry-After")) == (429, "30")
    tube.mend()
    assert len(ask(tube, "/a")[1]) == 100_000
    tube.fail("/a", NO_RANGES)
    answer, body = ask(tube, "/a", Range="bytes=9-10")
    assert (answer.status, len(body)) == (200, 100_000)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (DIES_HALF_WAY, http.client.IncompleteRead),
        (RESETS, ConnectionResetError),
        (Fault(promises=5), http.client.IncompleteRead),
    ],
)
def test_answers_break_off(tube, fault, error):
    tube.put("/a", bytes(100_000))
    tube.fail("/a", fault)
    with pytest.raises(error):
        ask(tube, "/a")


def test_a_stall_lasts_until_it_is_mended(tube):
    tube.put("/a", bytes(100_000))
    tube.fail("/a", Fault(stalls_after=60_000))
    line = http.client.HTTPConnection(urlsplit(tube.url).netloc, timeout=10)
    line.request("GET", "/a")
    answer = line.getresponse()
    assert len(answer.read(60_000)) == 60_000
    assert tube.sent("/a") == 60_000
    tube.mend("/a")
    assert len(answer.read()) == 40_000
    line.close()


def test_a_download_that_dies_half_way_goes_on_from_its_byte(tube, tmp_path):
    tube.add(Upload("bulky000001", seconds=2, bulk=1_000_000))
    tube.fail("*/18.mp4", DIES_HALF_WAY)
    yt_dlp("bulky000001", format="18", outtmpl=f"{tmp_path}/a.mp4")
    first, second = tube.asked("*/18.mp4")
    assert first.sent == 60_000
    assert 0 < second.start <= 60_000
    assert (tmp_path / "a.mp4").stat().st_size == second.start + second.sent


def test_a_refused_video_is_told_with_its_status(tube, tmp_path):
    tube.add(RIVERS)
    tube.fail("*/18.mp4", FORBIDDEN)
    told = yt_dlp("rivers00001", format="18", outtmpl=f"{tmp_path}/a.mp4")
    assert told == {"error": "HTTPError", "status": 403, "text": told["text"]}
    assert "HTTP Error 403" in told["text"]


@pytest.mark.parametrize("kind", ["plain", "page", "hls", "dash"])
def test_the_generic_extractor_reads_plain_files_pages_hls_and_dash(tube, tmp_path, kind):
    yt_dlp(getattr(tube, kind)(RIVERS), plugins="", outtmpl=f"{tmp_path}/a.%(ext)s")
    (file,) = tmp_path.glob("a.*")
    with av.open(str(file)) as film:
        assert len(list(film.decode(video=0))) == 4 * 30
