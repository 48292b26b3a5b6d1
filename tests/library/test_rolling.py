"""Captions that roll, as YouTube writes what it hears: each line is read once."""

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.cues import Cue, cues_in

words = st.lists(st.sampled_from(["yeah", "so", "a", "rolling", "line", "über", "[Music]", "1984", "それ"]), min_size=1)
lines = words.map(" ".join)
pauses = st.sampled_from([0.0, 0.0, 0.0, 0.5, 12.0])


@st.composite
def plain_cues(draw: st.DrawFn) -> list[Cue]:
    """Lines that follow each other at once or after a pause, some of them said twice or more."""
    cues, at = [], draw(st.integers(0, 5000)) / 1000
    for text in draw(st.lists(lines, min_size=1, max_size=20)):
        at += draw(pauses)
        end = at + draw(st.integers(200, 5000)) / 1000
        cues.append(Cue(round(at, 3), round(end, 3), text))
        at = end
    return cues


def stamp(seconds: float) -> str:
    total = round(seconds * 1000)
    return f"{total // 3600000:02}:{total // 60000 % 60:02}:{total // 1000 % 60:02}.{total % 1000:03}"


def rolling(cues: list[Cue], *, stamped: bool) -> str:
    """The WEBVTT that YouTube makes of them: the line before and the new one, then 10 ms of the new one alone."""
    blocks, before = ["WEBVTT\nKind: captions\nLanguage: en"], Cue(-1, -1, " ")
    for cue in cues:
        first, *rest = cue.text.split(" ")
        new = first + "".join(f"<{stamp(cue.start + 0.1)}><c> {word}</c>" if stamped else f" {word}" for word in rest)
        above = before.text if cue.start - before.end < 1 else " "
        turn = cue.end - 0.01
        blocks.append(f"{stamp(cue.start)} --> {stamp(turn)} align:start position:0%\n{above}\n{new}")
        blocks.append(f"{stamp(turn)} --> {stamp(cue.end)} align:start position:0%\n{cue.text}\n ")
        before = cue
    return "\n\n".join(blocks) + "\n"


@given(plain_cues(), st.booleans())
def test_a_file_that_rolls_gives_the_lines_it_was_made_of(cues: list[Cue], stamped: bool) -> None:
    assert cues_in(rolling(cues, stamped=stamped)) == tuple(cues)


@given(plain_cues())
def test_so_does_one_that_was_converted_to_srt(cues: list[Cue]) -> None:
    text = rolling(cues, stamped=False).removeprefix("WEBVTT\nKind: captions\nLanguage: en\n\n").replace(".", ",")
    numbered = "\n\n".join(f"{number}\n{block}" for number, block in enumerate(text.split("\n\n"), 1))
    assert cues_in(numbered) == tuple(cues)


@given(plain_cues())
def test_a_line_that_stays_until_the_one_after_the_next_is_read_once(cues: list[Cue]) -> None:
    """Two rows that roll without the short cues between."""
    said = [Cue(cue.start, cue.end, f"{cue.text} {number}") for number, cue in enumerate(cues)]
    rows = [f"{above.text}\n{cue.text}" for above, cue in zip([Cue(0, 0, ""), *said], said, strict=False)]
    text = "\n\n".join(
        f"{stamp(cue.start)} --> {stamp(cue.end)}\n{row.strip()}" for cue, row in zip(said, rows, strict=True)
    )
    assert cues_in(f"WEBVTT\n\n{text}") == tuple(said)


@pytest.mark.parametrize("form", ["srt", "vtt", "ass"])
@given(cues=plain_cues())
def test_what_does_not_roll_is_read_as_pysubs2_wrote_it(form: str, cues: list[Cue]) -> None:
    """Also where somebody says the same again at once."""
    said = [Cue(round(cue.start, 2), round(cue.end, 2), f"{cue.text}\nand he too") for cue in cues]
    file = pysubs2.SSAFile()
    for cue in said:
        file.append(pysubs2.SSAEvent(round(cue.start * 1000), round(cue.end * 1000), cue.text.replace("\n", "\\N")))
    assert cues_in(file.to_string(form)) == tuple(said)


def test_a_refrain_is_not_taken_for_rolling() -> None:
    verses = [
        "Row, row\nyour boat",
        "your boat\ngently",
        "down\nthe stream",
        "Merrily\nmerrily",
        "life is\nbut a dream",
    ]
    text = "".join(f"\n\n00:{n:02}.000 --> 00:{n + 1:02}.000\n{verse}" for n, verse in enumerate(verses))
    assert [cue.text for cue in cues_in(f"WEBVTT{text}")] == verses


def test_the_beginning_of_a_talk_as_youtube_writes_it() -> None:
    text = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.160 --> 00:00:02.310 align:start position:0%\n \n"
        "hello<00:00:00.480><c> everyone</c><00:00:00.799><c> and</c>\n\n"
        "00:00:02.310 --> 00:00:02.320 align:start position:0%\nhello everyone and\n \n\n"
        "00:00:02.320 --> 00:00:04.630 align:start position:0%\nhello everyone and\n"
        "welcome<00:00:02.720><c> back</c>\n\n"
        "00:00:04.630 --> 00:00:04.640 align:start position:0%\nwelcome back\n \n\n"
        "00:00:09.120 --> 00:00:12.000 align:start position:0%\n \n[Music]\n\n"
        "00:00:12.000 --> 00:00:14.500 align:start position:0%\n[Music]\nso&nbsp;let&#39;s begin\n"
    )
    assert cues_in(text) == (
        Cue(0.16, 2.32, "hello everyone and"),
        Cue(2.32, 4.64, "welcome back"),
        Cue(9.12, 12.0, "[Music]"),
        Cue(12.0, 14.5, "so let's begin"),
    )
