"""The sentence a stamp belongs to, without markup."""

import pytest

from reader.notes.repair import read_stamps
from reader.notes.sentences import moments
from reader.notes.stamps import find_stamps

T = '<a class="yt-timestamp" data-t="00:01:24">[00:01:24]</a>'


def sentences(body: str) -> list[str]:
    return [moment.sentence for moment in moments(body, read_stamps(find_stamps(body)))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"A player goes back {T}.", "A player goes back."),
        (f"A first one. A player goes back {T}. A third one.", "A player goes back."),
        (f"It is said. {T} And more is said.", "It is said."),
        (f"Before {T} and after. Another.", "Before and after."),
        (f"*   **Trust**: a picture is *believed* {T}", "Trust: a picture is believed"),
        (f"| I | the whole picture | {T} |", "I · the whole picture"),
        (f"1.  See [[open_gop | open GOP]] and [the web](https://example.org) {T}.", "See open GOP and the web."),
        (f"> [!tip] Try it {T}", "Try it"),
        (f"## What it costs {T}", "What it costs"),
        (f"- [ ] Read on {T}", "Read on"),
        (f"It is (1 * 3) + (2 * 4) {T}.", "It is (1 * 3) + (2 * 4)."),
        ("Plain stamps count [0:52] too. More.", "Plain stamps count too."),
        (f"It is known[^1] {T}.", "It is known."),
        (f"{T}", ""),
        (f"Line one.\nLine two {T}.\nLine three.", "Line two."),
    ],
)
def test_a_stamp_belongs_to_its_sentence(body: str, expected: str) -> None:
    assert sentences(body) == [expected]


def test_two_stamps_of_a_sentence_share_it() -> None:
    assert sentences(f"One {T} and the other {T}. Next.") == ["One and the other."] * 2


def test_the_commas_between_stamps_go_with_them() -> None:
    assert sentences("Said here [1:20, 1:25] , there [1:30], and after.") == ["Said here, there, and after."] * 3


def test_what_is_no_time_is_no_moment() -> None:
    assert sentences('Never <a class="yt-timestamp" data-t="N/A">[N/A]</a>.') == []


def test_a_line_without_end_is_looked_at_in_part() -> None:
    body = "word " * 100_000 + T
    assert len(sentences(body)[0]) <= 1_200
