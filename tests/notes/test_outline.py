"""What a catalogue keeps of a note is what its page shows."""

import random

import pytest

from reader.notes.code import code_spans
from reader.notes.links import find_links
from reader.notes.note import read_note
from reader.notes.outline import nearest, outline, sentence_round
from reader.notes.repair import read_stamps
from reader.notes.stamps import find_stamps

STAMP = '<a class="yt-timestamp" data-t="{}">[{}]</a>'
PIECES = (
    STAMP.format("00:01:05", "00:01:05"), STAMP.format("25:37:00", "25:37:00"), STAMP.format("03:00", "03:00"),
    STAMP.format("00:09:60", ""), "[0:52]", "(1:02:03, 1:02:09)", "10:00:00", " 3:16 ", '<a data-t="1">', "`", "```\n",
    "\n\n", "\n", "# ", "word. ", "it ", "#tag ", "[[a]]", "[[a b | c]]", "[[a#h|x]]", "![[pic.png]]", "[[0:50]]",
    "[[x\\|y]]", "[[a | b [0:10]]]", "[[", "]]", "[", "](",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(300))
def test_links_and_stamps_are_those_of_the_page_whatever_the_note_holds(seed: int) -> None:
    chance = random.Random(seed)
    body = "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 25)))
    note = read_note("a/n.md", body.encode())
    found, code = outline(note), code_spans(note.body)
    links = find_links(note.body, code)
    readings = [each for each in read_stamps(find_stamps(note.body, code)) if each.seconds is not None]
    assert [(each.target, each.heading, each.label, each.at) for each in found.links] == [
        (each.target, each.heading, each.label, each.start) for each in links
    ]
    assert [(each.seconds, each.certain) for each in found.stamps] == [
        (each.seconds, each.certainty == "certain") for each in readings
    ]


def test_headings_tags_and_other_names_are_found() -> None:
    text = (
        "---\ntitle: N\ntags: [one, '#two']\naliases:\n  - Other name\n  - Third\n---\n"
        "# Top ##\ntext #three and no#tag\n```\n# code #four\n```\n## Sub [[a | link]] [0:10]\n"
    )
    found = outline(read_note("n.md", text.encode()))
    assert [(level, words) for _, level, words in found.headings] == [(1, "Top"), (2, "Sub link")]
    assert (found.tags, found.aliases) == (("one", "two", "three"), ("Other name", "Third"))


def test_a_link_keeps_the_sentence_round_it() -> None:
    body = (
        "First one. Then a [[b | *good* link]] stands here "
        '<a class="yt-timestamp" data-t="00:01:05">[00:01:05]</a>. Last.\n- [[alone]]'
    )
    first, alone = outline(read_note("n.md", body.encode())).links
    assert sentence_round(first.excerpt, first.end) == "Then a good link stands here."
    assert alone.excerpt == ""


def test_the_nearest_stamp_is_the_next_one_of_the_line_then_the_last_then_any() -> None:
    body = "word [0:01] place [0:02] end\nmiddle\n\nother [0:03] tail"
    stamps = outline(read_note("n.md", body.encode())).stamps
    nearby = {word: nearest(stamps, body, body.index(word)) for word in ("place", "end", "middle", "other", "tail")}
    assert {word: None if number is None else stamps[number].seconds for word, number in nearby.items()} == {
        "place": 2.0, "end": 2.0, "middle": 2.0, "other": 3.0, "tail": 3.0,
    }  # fmt: skip
    assert nearest((), body, 3) is None
