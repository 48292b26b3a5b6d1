"""`alongside stamps` and what `alongside check` says of stamps: as people, programs and spreadsheets read it."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader import paths
from reader.cli import main
from reader.library.stamped import FEW
from tests.conftest import MakeLibrary, note

VIDEO, DASHED = "aaaaaaaaaaa", "-RdOwhmqP5s"
CHECKOUT = str(Path(paths.__file__).parents[1])
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """Two notes about one video, one about another, and one without times."""
    return make_library({
        "a/a.md": note("Chan"),
        "a/early.md": note("Early", "Soon [0:07], later [18:00].\n\nNever <a class=\"yt-timestamp\">N/A</a>.", VIDEO),
        "a/late.md": note("Late", "It ends well after all [00:19:45].", VIDEO),
        "b/other.md": note("Other", "Elsewhere [0:30].", DASHED),
    })  # fmt: skip


def told(capsys: Capture, *words: object) -> list[dict[str, Any]]:
    """What a program is told: a value for each line."""
    assert main(["stamps", *map(str, words), "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_note_is_a_line_by_path_with_its_stamps_in_the_order_of_the_text(root: Path, capsys: Capture) -> None:
    found = told(capsys, root)
    assert [(each["path"], each["videoId"], len(each["stamps"])) for each in found] == [
        ("a/a.md", None, 0), ("a/early.md", VIDEO, 3), ("a/late.md", VIDEO, 1), ("b/other.md", DASHED, 1),
    ]  # fmt: skip
    first, _, last = found[1]["stamps"]
    assert first == {
        "written": "0:07", "seconds": 7.0, "reading": "as written", "certainty": "certain", "why": "", "line": 6,
    }  # fmt: skip
    assert (last["written"], last["seconds"], last["reading"], last["line"]) == ("N/A", None, "no time", 8)


def test_a_line_is_that_of_the_file(root: Path, capsys: Capture) -> None:
    for each in told(capsys, root):
        lines = (root / each["path"]).read_text().split("\n")
        assert all(stamp["written"] in lines[stamp["line"] - 1] for stamp in each["stamps"])


def test_a_note_is_told_relative_to_its_library_and_alone(root: Path, capsys: Capture) -> None:
    (found,) = told(capsys, root / "a" / "late.md")
    assert found["path"] == "a/late.md"
    assert [each["path"] for each in told(capsys, root / "a")] == ["a.md", "early.md", "late.md"]


def test_a_video_is_as_long_as_is_said(root: Path, capsys: Capture, tmp_path: Path) -> None:
    (late,) = told(capsys, root / "a/late.md", "--duration", "2:00")
    assert late["stamps"][0]["seconds"] <= 120
    lengths = tmp_path / "lengths.json"
    lengths.write_text(json.dumps({VIDEO: 120, DASHED: None}))
    _, _, of_all, other = told(capsys, root, "--durations", lengths)
    assert of_all == late
    assert other["stamps"][0]["seconds"] == 30.0


def test_the_media_beside_a_note_tell_how_long_its_video_is(root: Path, capsys: Capture) -> None:
    (root / "a/film.mp4").write_bytes(b"video")
    (root / "a/film.info.json").write_text(json.dumps({"id": VIDEO, "extractor_key": "Youtube", "duration": 120}))
    (late,) = told(capsys, root / "a/late.md")
    assert late["stamps"][0]["seconds"] <= 120
    assert told(capsys, root)[2] == late


@pytest.mark.parametrize(
    ("content", "said"),
    [("[1]", "does not map"), ("{", "is no JSON"), (f'{{"{VIDEO}": "long"}}', VIDEO), (f'{{"{VIDEO}": -1}}', VIDEO),
     (None, "cannot be read")],
)  # fmt: skip
def test_lengths_that_are_none_are_refused(
    root: Path, capsys: Capture, tmp_path: Path, content: str | None, said: str
) -> None:
    lengths = tmp_path / "lengths.json"
    if content is not None:
        lengths.write_text(content)
    assert main(["stamps", str(root), "--durations", str(lengths)]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


def test_many_notes_come_in_the_same_order_from_several_processes(make_library: MakeLibrary, capsys: Capture) -> None:
    videos = [f"video{number:06d}" for number in range(50)]
    notes = {f"c{number % 7}/n{number:03d}.md": note("N", f"At [0:{number % 60:02d}].", videos[number % 50])
             for number in range(FEW + 50)}  # fmt: skip
    found = told(capsys, make_library(notes))
    assert [each["path"] for each in found] == sorted(notes)
    assert all(each["stamps"][0]["seconds"] == int(each["path"][4:7]) % 60 for each in found)


def test_people_read_a_table(root: Path, capsys: Capture) -> None:
    assert main(["stamps", str(root)]) == 0
    out = capsys.readouterr().out
    assert f"a/early.md  ({VIDEO})\n" in out
    assert "a/a.md  (no video)\n    no stamps\n" in out


def test_a_spreadsheet_gets_a_table_that_holds_no_formula(root: Path, capsys: Capture) -> None:
    (root / "=1+1.md").write_text(note("Sum", "Now [0:05].", DASHED))
    assert main(["stamps", str(root), "--csv"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("\ufeffpath,")
    heading, first, *others = csv.reader(io.StringIO(out.removeprefix("\ufeff")))
    assert heading == ["path", "videoId", "line", "written", "seconds", "reading", "certainty", "why"]
    assert first[:6] == ["'=1+1.md", f"'{DASHED}", "6", "0:05", "5", "as written"]
    assert len(others) == 5


def test_doubtful_ones_can_be_asked_for_alone(root: Path, capsys: Capture) -> None:
    found = told(capsys, root, "--doubtful", "--duration", "5")
    assert found
    assert {stamp["certainty"] for each in found for stamp in each["stamps"]} == {"doubtful"}


def test_what_cannot_be_read_is_named_and_the_rest_is_told(root: Path, capsys: Capture) -> None:
    (root / "a/broken.md").symlink_to("nowhere")
    assert main(["stamps", str(root), "--json"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 4
    assert "a/broken.md" in err


def test_where_nothing_can_be_read_it_is_an_error(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["stamps", str(tmp_path / "empty")]) == 1
    assert "There are no notes" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["stamps"], ["stamps", "x", "--duration", "0"], ["stamps", "x", "--duration", "1", "--durations", "f"],
              ["stamps", "x", "--json", "--csv"]],
)  # fmt: skip
def test_wrong_usage_is_told(words: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_a_reader_that_closes_the_pipe_ends_all_processes_without_a_word(make_library: MakeLibrary) -> None:
    root = make_library({f"a/{number}.md": note("N", "[0:05] " * 100) for number in range(4 * FEW)})
    command = [sys.executable, "-m", "reader", "stamps", str(root), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=CHECKOUT) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


def test_ctrl_c_ends_it_without_a_word(make_library: MakeLibrary) -> None:
    root = make_library({f"a/{number}.md": note("N", "[0:05] " * 300) for number in range(8 * FEW)})
    command = [sys.executable, "-m", "reader", "stamps", str(root), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=CHECKOUT, start_new_session=True
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        running.stdout.read()
        assert (running.wait(60), running.stderr.read()) == (130, b"")


def test_a_check_counts_stamps_and_lists_the_doubtful_ones(root: Path, capsys: Capture) -> None:
    (root / "b/other.mp4").write_bytes(b"video")
    (root / "b/other.info.json").write_text(json.dumps({"id": DASHED, "extractor_key": "Youtube", "duration": 5}))
    assert main(["check", str(root), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["stamps"]) == ["certain", "likely", "doubtful", "no time"]
    assert sum(found["stamps"].values()) == 5
    assert (found["stamps"]["doubtful"], found["stamps"]["no time"]) == (1, 1)
    (doubtful,) = found["doubtful"]
    assert (doubtful["path"], doubtful["videoId"], doubtful["line"]) == ("b/other.md", DASHED, 6)
    assert main(["check", str(root)]) == 0
    assert "b/other.md:6: “0:30” is doubtful." in capsys.readouterr().out
