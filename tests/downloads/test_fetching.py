"""What the child makes of a wish: whole files that play everywhere, in their place, or nothing at all."""

import hashlib
import json
import signal
from pathlib import Path

import av
import psutil
import pytest

from reader.downloads.base import Wish
from reader.downloads.staging import stage_folder
from reader.library.captions import tracks_of
from tests.downloads.jobs import Child, done, fetched
from tests.tube.faults import BUSY, DIES_HALF_WAY, FORBIDDEN, GONE, NO_RANGES, RESETS, STALLS, TOO_MANY, Fault
from tests.tube.site import Tube
from tests.tube.uploads import Upload

RIVERS = Upload("rivers00001", seconds=4, bulk=400_000, chapters=((0.0, "The source"), (2.0, "The bend")))
SLOW = Upload("slowly00001", seconds=4, bulk=3_000_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the videos go."""
    (tmp_path / "videos").mkdir()
    return tmp_path / "videos"


def names(folder: Path) -> set[str]:
    """Everything in a folder, hidden or not."""
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*")}


def streams(file: Path) -> list[str]:
    """The codecs of a file that plays to its end."""
    with av.open(str(file)) as film:
        played = (*film.streams.video, *film.streams.audio)
        assert sum(1 for _ in film.decode(played)) > 50
        return [stream.codec_context.name for stream in played]


def hashed(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_picture_and_sound_become_one_file_with_all_that_belongs_to_it(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    files = fetched(Wish(RIVERS.id, folder, languages=("en", "fr", "de")))
    assert names(folder) == {
        f"How rivers bend [rivers00001]{end}" for end in (".mp4", ".info.json", ".en.vtt", ".fr.vtt", ".jpg")
    }
    assert files[0].suffix == ".mp4"
    assert streams(files[0]) == ["h264", "aac"]
    with av.open(str(files[0])) as film:
        assert [chapter["metadata"]["title"] for chapter in film.chapters()] == ["The source", "The bend"]
    assert {track.language for track in tracks_of(files[0])} == {"en", "fr"}
    info = json.loads(files[0].with_suffix(".info.json").read_text())
    assert (info["id"], info["title"], info["duration"], len(info["chapters"])) == (RIVERS.id, RIVERS.title, 4, 2)


def test_no_address_that_expires_is_kept(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    (facts,) = [file for file in fetched(Wish(RIVERS.id, folder)) if file.suffix == ".json"]
    assert "expire=" not in facts.read_text()
    assert "/media/" not in facts.read_text()


@pytest.mark.parametrize(
    ("wish", "codecs", "ending"),
    [
        ({"height": 720}, ["h264", "aac"], ".mp4"),
        ({"height": 1080}, ["h264", "aac"], ".mp4"),  # H.264 at 720p before VP9 at 1080p
        ({"height": 1440}, ["vp9", "aac"], ".mp4"),
        ({"height": 360}, ["h264", "aac"], ".mp4"),
        ({"what": "audio"}, ["aac"], ".m4a"),
    ],
)
def test_what_plays_everywhere_goes_first(tube: Tube, folder: Path, wish, codecs, ending) -> None:
    tube.add(RIVERS)
    file = fetched(Wish(RIVERS.id, folder, **wish))[0]
    assert (streams(file), file.suffix) == (codecs, ending)


def test_a_site_with_newer_codecs_alone_gives_them(tube: Tube, folder: Path) -> None:
    tube.add(Upload("newer000001", seconds=4, formats=("248", "251")))
    assert streams(fetched(Wish("newer000001", folder))[0]) == ["vp9", "opus"]


def test_captions_alone_are_put_beside_the_video_that_is_there(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    media = fetched(Wish(RIVERS.id, folder, languages=()))[0]
    assert not list(folder.glob("*.vtt"))
    files = fetched(Wish(RIVERS.id, folder, what="captions", languages=("fr", "en")))
    assert [file.name for file in files] == [f"{media.stem}.fr.vtt", f"{media.stem}.en.vtt"]
    told = done("fetch", Wish(RIVERS.id, folder, what="captions", languages=("xx",)))
    assert (told["say"], told["text"]) == ("failed", "There are no captions in: xx")


def test_captions_that_people_wrote_go_before_those_that_were_heard(tube: Tube, folder: Path) -> None:
    tube.add(Upload("spoken00001", seconds=4, captions={"en-US": ("Written.",)}, automatic={"en": ("Heard.",)}))
    (file,) = fetched(Wish("spoken00001", folder, "captions"))
    assert file.name.endswith(".en-US.vtt")
    assert "Written." in file.read_text()


def test_captions_that_cannot_be_had_cost_nothing_but_themselves(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    tube.fail("/captions/*", TOO_MANY)
    lines = Child("fetch", Wish(RIVERS.id, folder)).end()
    assert lines[-1]["say"] == "fetched"
    assert any("429" in line["text"] for line in lines if line["say"] == "warned")
    assert not list(folder.glob("*.vtt"))


@pytest.mark.parametrize("fault", [DIES_HALF_WAY, RESETS, NO_RANGES])
def test_a_connection_that_breaks_is_begun_anew(tube: Tube, folder: Path, fault: Fault) -> None:
    tube.add(RIVERS)
    good = hashed(fetched(Wish(RIVERS.id, folder / "good"))[0]) if (folder / "good").mkdir() is None else ""
    tube.fail("*/136.mp4", fault)
    assert hashed(fetched(Wish(RIVERS.id, folder))[0]) == good


@pytest.mark.parametrize(
    ("fault", "status"), [(FORBIDDEN, 403), (GONE, 404), (TOO_MANY, 429), (BUSY, None), (STALLS, None)]
)
def test_what_the_site_refuses_is_told_and_leaves_no_file_that_looks_whole(tube, folder, fault, status) -> None:
    tube.add(RIVERS)
    tube.fail("*/136.mp4", fault)
    told = done("fetch", Wish(RIVERS.id, folder), socket_timeout=0.5)
    assert (told["say"], told["status"]) == ("failed", status)
    assert {name.partition("/")[0] for name in names(folder)} <= {".alongside"}


@pytest.mark.parametrize("fault", [Fault(promises=70_000), Fault(promises=-200_000)])
def test_an_answer_that_lies_about_its_length_never_becomes_a_file(tube: Tube, folder: Path, fault: Fault) -> None:
    tube.add(Upload("lying000001", seconds=4))
    tube.fail("*/136.mp4", fault)
    assert done("fetch", Wish("lying000001", folder))["say"] == "failed"
    assert not list(folder.glob("*.mp4"))


def test_a_video_that_is_shorter_than_the_site_says_is_not_taken(tube: Tube, folder: Path) -> None:
    tube.add(Upload("short000001", seconds=4, extra={"duration": 60}))
    told = done("fetch", Wish("short000001", folder))
    assert (told["say"], told["error"]) == ("failed", "NotWholeError")
    assert not list(folder.glob("*.mp4"))


def test_it_goes_on_from_its_byte_after_it_was_stopped(tube: Tube, folder: Path) -> None:
    tube.add(SLOW)
    tube.fail("*/136.mp4", Fault(rate=1_000_000, times=1))
    child = Child("fetch", Wish(SLOW.id, folder))
    while child.next("progress")["done"] < 800_000:
        pass
    child.tell("stop")
    assert [line for line in child.end() if line["say"] in ("failed", "fetched")] == []
    assert child.process.returncode == 3
    tube.mend()
    fetched(Wish(SLOW.id, folder))
    first, *_, last = tube.asked("*/136.mp4")
    assert first.start == 0
    assert last.start > 500_000
    assert not (folder / ".alongside").exists()


def test_a_child_whose_parent_died_ends_with_all_that_it_started(tube: Tube, folder: Path) -> None:
    tube.add(SLOW)
    tube.fail("*/136.mp4", STALLS)
    child = Child("fetch", Wish(SLOW.id, folder), socket_timeout=30)
    while child.next("progress")["stage"] != "fetching":
        pass
    family = [psutil.Process(child.process.pid), *psutil.Process(child.process.pid).children(recursive=True)]
    assert child.process.stdin
    child.process.stdin.close()
    child.end()
    assert psutil.wait_procs(family, timeout=5)[1] == []


def test_a_child_that_was_killed_loses_no_byte(tube: Tube, folder: Path) -> None:
    tube.add(SLOW)
    (folder / "good").mkdir()
    good = hashed(fetched(Wish(SLOW.id, folder / "good"))[0])
    before = len(tube.requests)
    tube.fail("*/136.mp4", Fault(rate=1_000_000, times=1))
    child = Child("fetch", Wish(SLOW.id, folder))
    while child.next("progress")["done"] < 800_000:
        pass
    child.process.send_signal(signal.SIGKILL)
    child.end()
    tube.mend()
    assert hashed(fetched(Wish(SLOW.id, folder))[0]) == good
    asked = [request for request in tube.requests[before:] if request.path.endswith("136.mp4")]
    assert asked[-1].start > 500_000


def test_what_was_fetched_is_not_fetched_again(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    first = fetched(Wish(RIVERS.id, folder))
    asked = len(tube.requests)
    assert set(fetched(Wish(RIVERS.id, folder))) == set(first)
    assert len(tube.requests) == asked


def test_no_file_is_overwritten(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    (folder / "How rivers bend [rivers00001].mp4").write_bytes(b"somebody else's")
    file = fetched(Wish(RIVERS.id, folder))[0]
    assert file.name == "How rivers bend [rivers00001] (2).mp4"
    assert (folder / "How rivers bend [rivers00001].mp4").read_bytes() == b"somebody else's"
    assert not (folder / "How rivers bend [rivers00001].jpg").exists()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("x" * 300, "x" * 120),
        ("長" * 120, "長" * 40),
        ("../../etc/passwd", "⧸..⧸etc⧸passwd"),
        ("What? A: B | C* <D>", "What？ A： B ｜ C＊ ＜D＞"),
        ("😀 emoji", "😀 emoji"),
        ("con.txt", "_con.txt"),
        (".hidden", "hidden"),
        ("", "youtube video #titles00001"),
    ],
)
def test_a_title_becomes_a_name_that_every_system_allows(tube: Tube, folder: Path, title: str, name: str) -> None:
    tube.add(Upload("titles00001", title=title, seconds=4, formats=("140",), thumbnail=False, captions={}))
    file = fetched(Wish("titles00001", folder, "audio"))[0]
    assert file.name == f"{name} [titles00001].m4a"
    assert file.parent == folder


def test_a_full_disk_is_told_as_such(tube: Tube, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tube.add(Upload("large000001", seconds=4, extra={"filesize": 10**16}))
    said = json.loads(tube._bodies["/api/large000001.json"].piece)
    for each in said["formats"]:
        each["filesize"] = 10**16
    tube.put("/api/large000001.json", json.dumps(said))
    told = done("fetch", Wish("large000001", folder))
    assert (told["error"], told["status"]) == ("OSError", None)
    assert "No space left" in told["text"]
    assert tube.asked("/media/*") == []


@pytest.mark.parametrize("kind", ["plain", "page", "hls", "dash"])
def test_other_sites_give_files_too(tube: Tube, folder: Path, kind: str) -> None:
    address = getattr(tube, kind)(RIVERS)
    file = fetched(Wish(address, folder))[0]
    assert streams(file) == ["h264", "aac"]
    with av.open(str(file)) as film:
        assert "mpegts" not in film.format.name


def test_looking_fetches_nothing(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    told = done("look", Wish(RIVERS.id, folder, "audio"))
    assert told | {"size": 0} == {
        "say": "found", "title": "How rivers bend", "channel": "Water and stone", "length": 4.0, "size": 0,
        "captions": ["en"],
    }  # fmt: skip
    assert told["size"] == len(RIVERS.content("140", tube._folder))
    assert tube.asked("/media/*") == []
    assert names(folder) == set()


def test_a_stream_is_where_it_can_be_played_and_until_when(tube: Tube, folder: Path) -> None:
    tube.add(RIVERS)
    told = done("resolve", Wish(RIVERS.id, folder))
    assert told["picture"].startswith(f"{tube.url}/media/rivers00001/136.mp4")
    assert told["sound"].startswith(f"{tube.url}/media/rivers00001/140.m4a")
    assert told["headers"]["User-Agent"] == "local-tube/1"
    assert (told["length"], told["expires"]) == (4.0, 1999999999.0)


def test_two_that_want_the_same_do_not_mix(tube: Tube, folder: Path) -> None:
    tube.add(SLOW)
    tube.fail("*/136.mp4", Fault(rate=2_000_000, times=1))
    first, second = (Child("fetch", Wish(SLOW.id, folder)) for _ in range(2))
    ends = {child.end()[-1]["say"] for child in (first, second)}
    assert ends == {"fetched"}
    assert len(list(folder.glob("*.mp4"))) == 1
    assert not stage_folder(Wish(SLOW.id, folder)).exists()
