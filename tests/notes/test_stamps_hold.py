"""What holds of stamps whatever a note is made of: where they stand, that a page shows them, and what they cost."""

import random
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reader.notes.code import code_spans
from reader.notes.note import read_note
from reader.notes.page import WindowHrefs, render
from reader.notes.stamps import find_stamps

ID = "dQw4w9WgXcQ"
ANCHOR = '<a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a>'
PIECES = (
    ANCHOR, '<a class="yt-timestamp" data-t="', '00:01:02"', ">", "</a>", "<p data-t=5>", "[0:05]", "[", "]", "(", ")",
    "](", "[0:01, 0:02 - 0:03]", "0:01", "1:02:03", " - ", "#t=5,10", f"https://youtu.be/{ID}?t=62",
    f"[x](https://youtu.be/{ID}", "?t=1h2m)", "!", "[[film.mp4#t=5]]", "[[a|", "]]", "{{youtube-timestamp 5}}", "{{",
    "}}", "```timestamp\n", "0:07\n",
    "```\n", "`", "\n", "\n\n", "    ", "- ", "<", "http", "\\", '"', "<iframe src=", "%%", "é", "\ue000",
)  # fmt: skip
anything = some.lists(some.one_of(some.sampled_from(PIECES), some.text(max_size=5)), max_size=40).map("".join)


@given(anything)
def test_stamps_stand_in_order_apart_and_within_the_text(body):
    at = 0
    for stamp in find_stamps(body, video=ID):
        assert at <= stamp.start < stamp.end <= len(body)
        assert stamp.line == body.count("\n", 0, stamp.start) + 1
        assert stamp.seconds is None or stamp.seconds >= 0
        at = stamp.end


LINES = (
    "word", "# Heading", "- item", "1. item", "  - inner", "    - deep", "\n", "\n", "    indented", "\tindented",
    "      indented", "[^1]: note", "> quote",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(300))
def test_the_page_shows_every_stamp_that_is_found_and_no_other_indented_code_among_them(seed):
    chance = random.Random(seed)
    lines = [chance.choice(LINES) for _ in range(chance.randrange(1, 9))]
    body = "\n".join(line if line == "\n" else f"{line} [0:{number:02}]" for number, line in enumerate(lines))
    page = render(read_note("n.md", b"---\ntitle: N\n---\n" + body.encode()), hrefs=WindowHrefs(), resolve=lambda _: ())
    shown = sorted(map(int, re.findall(r'data-n="(\d+)"', page.article)))
    assert shown == list(range(len(page.readings))), body
    assert len(shown) + len(re.findall(r"\[0:\d\d\]", page.article)) == len(re.findall(r"\[0:\d\d\]", body)), body


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("word\n\n    [0:01]\n\n    [0:02]\n\n[0:03]", [3]),
        ("\t[0:01]", []),
        ("# Heading\n    [0:01]", []),
        ("- item\n\nword\n\n    [0:01]", []),
        ("- item\n\n    [0:01]", [1]),
        ("word\n    [0:01]", [1]),
        ("1. one\n\n   two\n\n    [0:01]", [1]),
        ("[^1]: note\n\n    [0:01]", [1]),
        ("```markdown\nword\n\n    [0:01]\n\n[0:02]\n```", [2]),
    ],
)
def test_indented_code_holds_no_stamps(text, seconds):
    assert [stamp.seconds for stamp in find_stamps(text)] == seconds


UNITS = (
    "<a ", "<a yt ", "<a data-t=", "[", "[[", "(", "{{", "http", "https://youtu.be/", "[a](", "[0:01, ", "[0:01 ",
    "0:01", "1:02:03 ", "[x", "[x]", "[[x#t=1", "<a href=x ", "<iframe src=", "![", "#t=5", "{{video ",
    "```timestamp\n", "[ ", "\n\n    ", " ", "1", "\n\n \n", "- ", "```timestamp\n1",
)  # fmt: skip


def steps(body):
    """How often the expressions of the stamps are tried on `body`: a count of calls, which no clock can blur."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("c_call", "call")

    sys.setprofile(count)
    try:
        find_stamps(body, code_spans(body))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", UNITS)
def test_twice_as_much_of_anything_takes_at_most_twice_the_steps(unit):
    gate = "{{ #t=1 "  # so that every form is looked for
    once, twice = steps(gate + unit * 300), steps(gate + unit * 600)
    assert twice <= 2 * once + 50
