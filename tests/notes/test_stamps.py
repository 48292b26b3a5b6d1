"""Every form in which real notes write a time (`notes-format.md` §3)."""

import pytest

from reader.clock import clock
from reader.notes.stamps import find_stamps, seconds_of

ANCHOR = '<a class="yt-timestamp" data-t="{}">{}</a>'

FORMS = [
    # what is written in the note, the times it gives, what is left of the text around them
    ('<a class="yt-timestamp" data-t="00:02:38">[00:02:38]</a>', [158], ""),
    ('<a class="yt-timestamp" data-t="00:02:38">[00:03:00]</a>', [158], ""),
    ('<a class="yt-timestamp" data-t="14:12">[14:12]</a>', [852], ""),
    ('<a class="yt-timestamp" data-t="00:02:26">00:02:26</a>', [146], ""),
    ('<a class="yt-timestamp" data-t="01:26"></a>', [86], ""),
    ('<a class="yt-timestamp" data-t="0:25:23">[0:25:23]</a>', [1523], ""),
    ('<a class="yt-timestamp" data-t="01:00:13:00">[01:00:13:00]</a>', [3613], ""),
    ('<a class="yt-timestamp" data-t="00:5:52">[00:5:52]</a>', [352], ""),
    ('<a class="yt-timestamp" data-t="11:23:0">[11:23:0]</a>', [40980], ""),
    ('<a class="yt-timestamp" data-t="05:21:999">[05:21:999]</a>', [321], ""),
    ('<a class="yt-timestamp" data-t="0:00:00.413Z">[0:00:00]</a>', [0.413], ""),
    ('<a class="yt-timestamp" data-t="02:25:25]">[02:25:25]</a>', [8725], ""),
    ('<a class="yt-timestamp" data-t="01:26:">[01:26]</a>', [86], ""),
    ('<a class="yt-timestamp" data-t="01:24:99">[01:24:99]</a>', [5139], ""),
    ('<a class="yt-timestamp" data-t="2241">[2241]</a>', [2241], ""),
    ('<a class="yt-timestamp" data-t="HH:MM:SS">[HH:MM:SS]</a>', [None], ""),
    ('<a class="yt-timestamp" data-t="N/A">[N/A]</a>', [None], ""),
    ('<a class="yt-timestamp" data-t="https://youtu.be/XYZ">[x]</a>', [None], ""),
    ('<a class="yt-timestamp"></a>', [None], ""),
    ("<a class='yt-timestamp' data-t='00:00:05'>[00:00:05]</a>", [5], ""),
    ('<a class="yt="yt-timestamp" data-t="00:00:05">[00:00:05]</a>', [5], ""),
    ('<a class="yt_timestamp" data-t="00:00:05">[00:00:05]</a>', [5], ""),
    ('<a class="yt-timestamp" data="00:00:16">[00:00:16]</a>', [16], ""),
    ('<a class="yt-timestamp" data=t="00:00:16">[00:00:16]</a>', [16], ""),
    ('<a class="yt-timestamp" data-3:09:57:00">[3:09:57]</a>', [11397], ""),
    ('<a class="yt-19:28">[19:28]</a>', [1168], ""),
    ('<a class="yt-timestamp" data-t="00:15:58">[00:15:58]].', [958], "]."),
    ('<a class="yt-timestamp" data-t="00:15:58">and on', [958], "and on"),
    ('<a class="yt-timestamp" data-t="00:15:11]-[00:15:24]</a>', [911], ""),
    ('<p class="yt-timestamp" data-t="00:15:11">[00:15:11]</p>', [911], ""),
    ('[<a class="yt-timestamp" data-t="00:15:11">00:15:11</a>]', [911], ""),
    ('[00:06:02](<a class="yt-timestamp" data-t="06:02">06:02</a>)', [362], ""),
    ('(see <a class="yt-timestamp" data-t="06:02">06:02</a>)', [362], "(see )"),
    ('[label](<a class="yt-timestamp" data-t="06:02">06:02</a>)', [362], "[label]()"),
    ('<a class="yt-timestamp" data-t="0:01"></a><a class="yt-timestamp" data-t="0:02"></a>', [1, 2], ""),
    ("[00:24:20](#t=00:24:20)", [1460], ""),
    ("[00:24:20](#)", [1460], ""),
    ("[00:24:20](00:24:20)", [1460], ""),
    ("[00:00:21] [00:00:27].", [21, 27], " ."),
    ("[01:22]", [82], ""),
    ("[0:01:28]", [88], ""),
    ("(0:52)", [52], ""),
    ("[00:04:19, 00:12:01, 00:12:40]", [259, 721, 760], ", , "),
    ("[00:02:14 | 00:05:49 | 00:06:00]", [134, 349, 360], "  "),
    ("[00:54:52 - 00:54:56]", [3292, 3296], " - "),
    ("[01:07:07-01:21:26]", [4027, 4886], "-"),
    ("[00:54:52–00:54:56]", [3292, 3296], "–"),
    ("[[00:50:02]]", [3002], ""),
    ("[00:00:01)", [1], "[)"),
    ("[[00:00:01] and more]", [1], "[ and more]"),
    ("[00:00:01]]]", [1], "]]"),
    ("it ends at 1:02:03 sharp", [3723], "it ends at  sharp"),
]


@pytest.mark.parametrize(("text", "seconds", "rest"), FORMS)
def test_each_form_is_read(text, seconds, rest):
    stamps = find_stamps(text)
    assert [stamp.seconds for stamp in stamps] == seconds
    left = text
    for stamp in reversed(stamps):
        left = left[: stamp.start] + left[stamp.end :]
    assert left == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text",
        "a ratio of (16:9)",
        "[16:9]",
        "John 3:16",
        "(3:16-17)",
        "[link](https://example.org/00:00:01)",
        "[0:52](https://example.org/watch?t=52)",
        "https://example.org/1:02:03",
        "2024-01-02T10:20:30",
        "::ffff:1:2:3:4",
        '<a href="https://example.org">one</a>',
        "`[00:00:01]`",
        "``a ` [00:00:01]``",
        "```\n[00:00:01]\n```",
        "~~~js\n[00:00:01]\n~~~\n",
        "- item\n  ```\n  [00:00:01]\n  ```",
        "> ```\n> [00:00:01]\n> ```",
        "```\n[00:00:01]",
        "1:2:3:4:5",
    ],
)
def test_what_is_no_stamp_is_left_alone(text):
    assert find_stamps(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "```js\ncode\n```\n[00:00:01]",
        "`a` [00:00:01] `b`",
        "a ` tick [00:00:01]\n\nanother ` tick",
        "\\`[00:00:01]`",
        "```markdown\n# Article\n[00:00:01]\n```",
        "\n```Markdown\n```js\nx\n```\n[00:00:01]\n```\n",
        "From: [[x]] <br/>\n```markdown\n[00:00:01]\n```",
    ],
)
def test_stamps_beside_code_are_found(text):
    assert [stamp.seconds for stamp in find_stamps(text)] == [1]


def test_stamps_know_their_line():
    text = "one [0:01]\n\n" + ANCHOR.format("0:02", "x") + " and [0:03]\n[0:04]"
    assert [stamp.line for stamp in find_stamps(text)] == [1, 3, 3, 4]


def test_stamps_stand_in_the_order_of_the_text():
    text = "[00:09:00] " + ANCHOR.format("00:01:00", "") + " (0:30)"
    assert [stamp.seconds for stamp in find_stamps(text)] == [540, 60, 30]


@pytest.mark.parametrize("seconds", [0, 1, 59, 60, 3599, 3600, 3661, 86399])
def test_what_the_clock_shows_is_read_back(seconds):
    assert seconds_of(clock(seconds)) == seconds


@pytest.mark.parametrize(("seconds", "shown"), [(84, "1:24"), (5, "0:05"), (3723.9, "1:02:03"), (36000, "10:00:00")])
def test_times_are_shown_short(seconds, shown):
    assert clock(seconds) == shown
