"""The command line: exit codes, one line on standard error, answers for programs."""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader import doctor, headless, paths, start
from reader.cli import main, seconds_of
from reader.doctor import Finding
from reader.errors import ReaderError
from tests.conftest import MakeLibrary, note

VIDEO = "aaaaaaaaaaa"
Capture = pytest.CaptureFixture[str]
CHECKOUT = str(Path(paths.__file__).parents[1])


@pytest.fixture
def root(make_library: MakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of three notes, and a working folder beside it."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return make_library({"a/a.md": note("Chan"), "a/n.md": note("Ж", "[[m]]"), "a/m.md": note("M")})


def error_line(capsys: Capture) -> str:
    """The one line on standard error; nothing is on standard output."""
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("alongside: ")
    return err.removeprefix("alongside: ").strip()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("13:13", 793.0), ("1:02:03", 3723.0), ("793", 793.0), ("793.5", 793.5), ("0:00", 0.0), ("00:01:24", 84.0),
     ("0:05.5", 5.5), ("90:00", 5400.0)],
)  # fmt: skip
def test_a_time_is_written_as_people_write_it(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", ":", "x", "1:2:3:4", "-5", "1:-5", "nan", "inf", "1:nan", "1e9", "13h", "13:"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no time"):
        seconds_of(text)


@pytest.mark.parametrize(
    "words",
    [["--at", "soon"], ["--nonsense"], ["a", "b"], ["render"], ["render", "a", "b"], ["render", "a", "-x"],
     ["doctor", "x"], ["--at"], ["render", "a", "-o"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2(words: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["gone"], ["render", "gone.md"], ["gone.md", "--at", "5"], ["a\0b"], ["render", "x\0"], ["a" * 300]]
)
def test_what_is_not_there_ends_with_1_and_one_line(root: Path, words: list[str], capsys: Capture) -> None:
    assert main(words) == 1
    assert error_line(capsys).startswith("There is no “")


def test_a_line_of_error_is_one_line_whatever_it_names(root: Path, capsys: Capture) -> None:
    assert main(["render", "new\nline\x1b[31m\u202e.md"]) == 1
    assert error_line(capsys) == "There is no “new\ufffdline\ufffd[31m\ufffd.md”."


def test_details_are_told_to_those_who_ask(root: Path, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    words = ["render", str(root / "a/n.md"), "-o", str(tmp_path / "blocked/x.html")]
    assert main(words) == 1
    assert "cannot be written" in error_line(capsys)
    assert main([*words, "--verbose"]) == 1
    assert "Error(" in capsys.readouterr().err


def test_the_window_is_asked_for_a_place_and_a_moment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(start, "window", lambda path, seconds: asked.append((path, seconds)) or 0)
    assert main([]) == main([str(root), "--at", "13:13"]) == 0
    assert asked == [(None, None), (root, 793.0)]


def test_a_window_that_cannot_be_opened_is_an_error(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def window(*_: object) -> int:
        raise ReaderError("There is no display.")

    monkeypatch.setattr(start, "window", window)
    assert main([]) == 1
    assert error_line(capsys) == "There is no display."


def test_a_note_is_written_to_standard_output_in_utf_8(root: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": CHECKOUT}
    done = subprocess.run(
        [sys.executable, "-m", "reader", "render", str(root / "a/n.md")],
        capture_output=True, check=False, timeout=60, env=environment,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "<h1>Ж</h1>" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("target", [[], ["-o", "page.html"]], ids=["a long answer", "a short one"])
def test_a_reader_that_closes_the_pipe_is_no_error(root: Path, target: list[str]) -> None:
    words = ["render", str(root / "a/n.md"), *target]
    code = f"import sys; from reader.cli import main; sys.exit(main({words!r}))"
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=60,
            env=os.environ | {"PYTHONPATH": CHECKOUT, "PYTHONUNBUFFERED": ""},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_note_is_written_to_a_file(root: Path, capsys: Capture) -> None:
    assert main(["render", str(root / "a/n.md"), "-o", "page.html"]) == 0
    assert capsys.readouterr().out == "page.html written.\n"
    assert "<h1>Ж</h1>" in Path("page.html").read_text("utf-8")


def test_a_note_may_be_named_in_a_roundabout_way(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "a/sub").mkdir()
    (root / "a/sub/decoy.md").write_text("")
    monkeypatch.chdir(root / "a/sub")
    (root.parent / "link.md").symlink_to(root / "a/m.md")
    for source in ("../n.md", "../../a/./n.md", root.parent / "link.md"):
        assert main(["render", str(source), "-o", str(root.parent / "out.html")]) == 0
        (root.parent / "out.html").unlink()


def test_a_folder_is_written_beside_the_working_folder(root: Path, capsys: Capture) -> None:
    assert main(["render", str(root)]) == 0
    assert capsys.readouterr() == ("3 pages written.\n", "")
    assert sorted(page.name for page in Path("library-pages/a").iterdir()) == ["a.html", "m.html", "n.html"]


def test_a_program_gets_json(root: Path, capsys: Capture) -> None:
    assert main(["render", str(root), "-o", "pages", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == ["pages/a/a.html", "pages/a/m.html", "pages/a/n.html"]
    assert main(["render", str(root / "a/n.md"), "-o", "x.html", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == ["x.html"]


def test_a_folder_whose_name_is_no_utf_8_can_be_answered_in_json(root: Path, capsys: Capture) -> None:
    target = os.fsdecode(b"caf\xe9")
    assert main(["render", str(root), "-o", target, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == f"{target}/a/a.html"


@pytest.mark.parametrize("target", ["", "a/page.html", "../library/x.html"])
def test_nothing_is_written_into_the_library(root: Path, capsys: Capture, target: str) -> None:
    assert main(["render", str(root if not target else root / "a/n.md"), "-o", str(root / target)]) == 1
    assert "library itself" in error_line(capsys)
    assert sorted(file.name for file in root.rglob("*")) == ["a", "a.md", "m.md", "n.md"]


def test_a_folder_without_notes_says_so(tmp_path: Path, capsys: Capture) -> None:
    assert main(["render", str(tmp_path)]) == 1
    assert "There are no notes in" in error_line(capsys)


def test_what_cannot_be_read_is_named_and_the_rest_is_written(root: Path, capsys: Capture) -> None:
    os.mkfifo(root / "a/pipe.md")
    assert main(["render", str(root), "-o", "pages"]) == 0
    assert capsys.readouterr() == (
        "3 pages written.\n",
        "alongside: “a/pipe.md” is no ordinary file, so it is not read.\n",
    )


@pytest.mark.parametrize("name", ["pipe.md", "picture.png"])
def test_what_is_no_note_is_refused(root: Path, capsys: Capture, name: str) -> None:
    (root / "picture.png").write_bytes(b"x")
    os.mkfifo(root / "pipe.md")
    for words in (["render", str(root / name)], [str(root / name)]):
        assert main(words) == 1
        assert "is no note" in error_line(capsys)


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_the_doctor_tells_programs_too(monkeypatch: pytest.MonkeyPatch, capsys: Capture, ok: bool, code: int) -> None:
    finding = Finding(**dict.fromkeys(Finding.__dataclass_fields__, "x") | {"ok": ok})  # type: ignore[arg-type]
    monkeypatch.setattr(doctor, "examine", lambda: [finding])
    assert main(["doctor", "--json"]) == code
    assert json.loads(capsys.readouterr().out)[0]["ok"] is ok


def test_the_version_is_told(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("Alongside ")


@pytest.fixture
def linked_root(make_library: MakeLibrary, tmp_path: Path) -> Path:
    """Three notes about two videos: one link leads nowhere, one to several, one note cannot be read."""
    root = make_library({
        "a/a.md": note("Chan", f"### [The film](https://youtu.be/{VIDEO})\n- [[n]]\n"),
        "a/n.md": note("Née", "A zebra meets [[m | the M]] [0:07].\n\n[[gone]] [[same]]", VIDEO),
        "a/m.md": note("M"), "b/same.md": note("Same", video="bbbbbbbbbbb"), "c/same.md": note("Same"),
    })  # fmt: skip
    (root / "a/broken.md").symlink_to("nowhere")
    return root


def answer(capsys: Capture, *words: object) -> Any:
    assert main([*map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_index_is_answered_in_numbers(linked_root: Path, capsys: Capture) -> None:
    first = answer(capsys, "index", linked_root)
    assert first.pop("seconds") > 0
    assert first == {
        "notes": 5, "links": 4, "resolved": 2, "phantom": 1, "ambiguous": 1, "stamps": 1, "videos": 2,
    }  # fmt: skip
    assert answer(capsys, "index", linked_root).items() >= first.items()
    assert main(["index", str(linked_root)]) == 0
    assert "5 notes" in capsys.readouterr().out


def test_a_search_is_answered_with_sentences_and_stamps(linked_root: Path, capsys: Capture) -> None:
    (hit,) = answer(capsys, "search", linked_root, "zebra", "-krill", "--limit", 3)
    assert hit.pop("score") > 0
    assert hit == {
        "kind": "note", "path": "a/n.md", "title": "Née", "videoId": VIDEO,
        "snippet": "A zebra meets the M.", "stamp": 7.0,
    }  # fmt: skip
    assert answer(capsys, "search", linked_root, "zebra", "-meets") == []
    assert answer(capsys, "search", linked_root, "title:nee")[0]["path"] == "a/n.md"
    assert main(["search", str(linked_root), "zebra"]) == 0
    assert "[0:07] A zebra meets the M." in capsys.readouterr().out


def test_a_search_is_answered_with_what_videos_say_too(linked_root: Path, capsys: Capture) -> None:
    (linked_root / f"a/Film [{VIDEO}].mp4").write_bytes(b"video")
    (linked_root / f"a/Film [{VIDEO}].en.vtt").write_text("WEBVTT\n\n01:40.000 --> 01:42.000\nThe zebra runs.\n")
    written, said = answer(capsys, "search", linked_root, "zebra")
    assert (written["kind"], said.pop("kind"), said.pop("score") > 0) == ("note", "said", True)
    assert said == {
        "path": "a/n.md", "title": "The film", "videoId": VIDEO, "snippet": "The zebra runs.", "stamp": 100.0,
    }  # fmt: skip
    assert answer(capsys, "search", linked_root, "in:transcripts", "zebra")[0]["stamp"] == 100.0
    assert main(["search", str(linked_root), "zebra", "runs"]) == 0
    assert "The film  (said)\n    [1:40] The zebra runs." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["a/m.md", "absolute"])
def test_the_links_of_a_note_are_answered(linked_root: Path, capsys: Capture, name: str) -> None:
    found = answer(capsys, "links", linked_root, name if name != "absolute" else linked_root / "a/m.md")
    assert found == {
        "links": [],
        "backlinks": [{"path": "a/n.md", "title": "Née", "sentence": "A zebra meets the M.", "stamp": 7.0}],
    }
    of_n = answer(capsys, "links", linked_root, "a/n.md")["links"]
    assert [(link["target"], link["label"], link["resolves_to"], link["candidates"]) for link in of_n] == [
        ("m", "the M", "a/m.md", ["a/m.md"]), ("gone", "gone", None, []),
        ("same", "same", None, ["b/same.md", "c/same.md"]),
    ]  # fmt: skip
    assert main(["links", str(linked_root), "a/n.md"]) == 0
    assert "no note yet" in capsys.readouterr().out


def test_what_a_keeper_may_want_to_mend_is_answered(linked_root: Path, capsys: Capture) -> None:
    found = answer(capsys, "check", linked_root)
    assert found["phantoms"] == [{"target": "gone", "notes": ["a/n.md"]}]
    assert found["ambiguous"] == [{"target": "same", "notes": ["a/n.md"]}]
    assert found["without_video"] == ["a/m.md", "c/same.md"]
    assert [each["path"] for each in found["unreadable"]] == ["a/broken.md"]
    assert main(["check", str(linked_root)]) == 0
    assert "1 phantoms" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["index", "gone"], ["search", "gone", "x"], ["links", "{root}", "gone.md"]])
def test_what_is_not_there_is_one_line(linked_root: Path, capsys: Capture, words: list[str]) -> None:
    assert main([word.format(root=linked_root) for word in words]) == 1
    assert "gone" in error_line(capsys)


def test_a_bar_on_a_terminal_fills_as_notes_are_read() -> None:
    assert [headless.bar(taken, 60).count("█") for taken in (0, 1, 30, 60)] == [0, 0, 15, 30]
    assert {len(headless.bar(taken, 7)) for taken in range(8)} == {30}
    assert headless.bar(0, 0).count("█") == 0


def test_ctrl_c_ends_an_index_without_a_word_and_what_was_kept_stays(make_library: MakeLibrary) -> None:
    root = make_library({f"a/{number}.md": note(f"N {number}", "word " * 300) for number in range(3000)})
    terminal, theirs = os.openpty()
    command = [sys.executable, "-m", "reader", "index", str(root)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=CHECKOUT, start_new_session=True)
    said = b""
    while b"3,000 notes" not in said:
        said += os.read(terminal, 4096)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(60) == 130
    os.set_blocking(terminal, False)
    with contextlib.suppress(BlockingIOError):
        said += os.read(terminal, 65536)
    assert b"Traceback" not in said
    os.close(terminal)
    os.close(theirs)
    assert main(["index", str(root)]) == 0
