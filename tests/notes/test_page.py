"""The page of a note: its head, its links and its stamps, in the window and as a file."""

import pytest

from reader.notes.note import read_note
from reader.notes.page import FileHrefs, WindowHrefs, document, render
from reader.notes.repair import Evidence

PATHS = {
    "channel": ("channel/channel.md",),
    "other_note": ("channel/other_note.md",),
    "Other Note": ("channel/other_note.md",),
    "odd": ("⁨odd⁩ folder/50% & more?.md",),
    "twice": ("a/twice.md", "b/twice.md"),
}


def page(body, *, title="The title", video="abcdefghijk", hrefs=None, path="channel/note.md", **more):
    note = read_note(path, f"---\ntitle: {title}\nvideoId: {video}\n---\n\n{body}".encode())
    return render(note, hrefs=hrefs or WindowHrefs(), resolve=lambda target: PATHS.get(target, ()), **more)


def test_the_head_names_channel_video_and_length():
    article = page("From: [[channel]] <br/> \nText.", channel_title="The Channel", video_title="A & B").article
    assert article == (
        '<p class="from"><a class="link" href="note:channel/channel.md">The Channel</a> · A &amp; B · 1 min</p>\n'
        "<h1>The title</h1>\n<p>Text.</p>"
    )


@pytest.mark.parametrize("origin", ["", "From: [[@unknown]] <br/>\n"])
def test_a_channel_without_a_note_is_named_only(origin):
    assert page(origin + "Text.", path="unknown/x.md").article.startswith('<p class="from">unknown · 1 min</p>')


def test_a_channel_note_does_not_link_to_itself():
    assert "<a" not in page("Text.", path="channel/channel.md").article


def test_front_matter_is_not_shown():
    article = page("Text.").article
    assert "videoId" not in article
    assert "abcdefghijk" not in article


@pytest.mark.parametrize("heading", ["# The title", "# The *Title*", "The title\n===", "# [[x | The title]]"])
def test_a_heading_that_says_the_title_again_is_left_out(heading):
    made = page(f"From: [[channel]] <br/>\n{heading}\nText.")
    assert made.article.count("<h1") == 1
    assert made.headings == ()


def test_another_heading_stays():
    assert page("# Other\nText.").article.count("<h1") == 2


def test_a_rule_under_the_origin_does_not_make_it_a_heading():
    assert page("From: [[channel]] <br/>\n---\nText.").article.endswith("</h1>\n<hr><p>Text.</p>")


def test_headings_are_listed():
    found = page("## One *two*\n### [[other_note | Three]] [0:05]\n").headings
    assert [(heading.level, heading.id, heading.text) for heading in found] == [
        (2, "one-two", "One two"),
        (3, "three", "Three"),
    ]


def test_tags_and_escapes_do_not_get_into_the_ids_of_headings():
    made = page("## H<sub>2</sub>O \\* *x*\n")
    assert [(heading.id, heading.text) for heading in made.headings] == [("h2o--x", "H2O * x")]
    assert '<h2 id="h2o--x">H<sub>2</sub>O * <em>x</em></h2>' in made.article


def test_an_escaped_bracket_in_an_address_is_a_bracket():
    assert 'href="https://example.org/a(b"' in page(r"[x](https://example.org/a\(b)").article


def test_a_stamp_leads_to_its_second_of_the_video():
    article = page('Said <a class="yt-timestamp" data-t="00:13:13">[00:13:13]</a>.').article
    assert article.endswith('<p>Said <a class="t" data-n="0" href="seek:abcdefghijk?t=793">13:13</a>.</p>')


def test_fractions_and_missing_videos_are_allowed():
    article = page('<a class="yt-timestamp" data-t="0:00:01.5">x</a>', video="").article
    assert 'href="seek:?t=1.5"' in article


def test_a_repaired_stamp_says_what_was_written():
    article = page("[25:13:00]").article
    assert 'class="t fixed"' in article
    assert 'href="seek:abcdefghijk?t=1513"' in article
    assert 'title="Written 25:13:00; read as 25 min 13 s' in article
    assert ">25:13</a>" in article


def test_what_is_no_time_says_so():
    article = page('<a class="yt-timestamp" data-t="N/A">[N/A]</a>').article
    assert '<span class="t none" data-n="0" title="“N/A” is no time.">N/A</span>' in article


def test_what_is_known_of_the_video_is_heeded():
    made = page("[02:14:00]", evidence=Evidence(600))
    assert made.readings[0].seconds == 134
    assert ">2:14</a>" in made.article


def test_readings_are_numbered_as_the_elements_are():
    made = page("## [0:03]\n- [0:01]\n\n[[other_note | [0:02]]] `[0:09]`")
    assert [reading.seconds for reading in made.readings] == [3, 1, 2]
    for number, shown in enumerate(("0:03", "0:01", "0:02")):
        assert f'data-n="{number}" href="seek:abcdefghijk?t={int(shown[-1])}">{shown}</a>' in made.article


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[other_note | Shown]]", '<a class="link" href="note:channel/other_note.md">Shown</a>'),
        ("[[other_note#Part *one* | x]]", '<a class="link" href="note:channel/other_note.md#part-one">x</a>'),
        ("[[odd]]", '<a class="link" href="note:%E2%81%A8odd%E2%81%A9%20folder/50%25%20%26%20more%3F.md">odd</a>'),
        (
            "[[Open GOP]]",
            '<a class="phantom" href="phantom:Open%20GOP" title="No note has this name yet">Open GOP</a>',
        ),
        ("[[twice]]", '<a class="choose" href="choose:twice" title="2 notes have this name">twice</a>'),
        ("[[other_note | *It*]]", '<a class="link" href="note:channel/other_note.md"><em>It</em></a>'),
        ("**[[other_note | b** c]]", '**<a class="link" href="note:channel/other_note.md">b** c</a>'),
        ("[[#Part one]]", '<a class="link" href="#part-one">Part one</a>'),
        ("[[other_note | MCP]]s", '<a class="link" href="note:channel/other_note.md">MCP</a>s'),
        ("[label](other_note)", '<a class="link" href="note:channel/other_note.md">label</a>'),
        ("[label](other_note.md#Part)", '<a class="link" href="note:channel/other_note.md#part">label</a>'),
        ("[label](#Part)", '<a class="link" href="#part">label</a>'),
        (
            "[out](https://example.org/?a=1&b=2)",
            '<a class="out" href="https://example.org/?a=1&amp;b=2" title="https://example.org/?a=1&amp;b=2">out</a>',
        ),
        (
            "(https://example.org/a_(b)).",
            '(<a class="out" href="https://example.org/a_(b)" title="https://example.org/a_(b)">https://example.org/a_(b)</a>).',
        ),
        (
            "[t][r]\n\n[r]: https://example.org 'T'",
            '<a class="out" href="https://example.org" title="T · https://example.org">t</a>',
        ),
        (
            "<me@example.org>",
            '<a class="out" href="mailto:me@example.org" title="mailto:me@example.org">me@example.org</a>',
        ),
    ],
)
def test_links_lead_where_they_say(text, html):
    assert page(text).article.endswith(f"<p>{html}</p>")


def test_a_stamp_in_the_label_of_a_link_stands_behind_it():
    article = page("[[other_note | first seen [00:00:05]]] and [text [00:00:06]](https://example.org)").article
    assert 'href="note:channel/other_note.md">first seen</a> <a class="t" data-n="0"' in article
    assert 'title="https://example.org">text </a> <a class="t" data-n="1"' in article


def test_links_are_listed_with_what_they_can_mean():
    made = page("From: [[channel]] <br/>\n[[twice]] [[none | x]] `[[code]]`")
    assert [(found.link.target, found.paths) for found in made.links] == [("twice", PATHS["twice"]), ("none", ())]


def test_pictures_of_the_library_are_shown():
    article = page("![A *picture*](images/a%20b.png) ![[other c.png]] ![up](../x.png)").article
    assert '<img alt="A *picture*" src="alongside:/file/channel/images/a%20b.png">' in article
    assert '<img src="alongside:/file/channel/other%20c.png" alt="other c.png">' in article
    assert '<img alt="up" src="alongside:/file/x.png">' in article


def test_pictures_from_elsewhere_are_links():
    article = page("![A picture](https://example.org/a.png)").article
    assert "<img" not in article
    assert '<a class="out" href="https://example.org/a.png" title="https://example.org/a.png">A picture</a>' in article


def test_as_a_file_a_page_links_to_its_siblings_and_to_youtube():
    hrefs = FileHrefs("channel/note.md", lambda path: f"data:image/png;base64,{len(path)}" if "here" in path else None)
    article = page(
        "[13:13] [[other_note]] [[odd]] [[none]] [[twice]] ![x](here.png) ![y](gone.png)", hrefs=hrefs
    ).article
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk&amp;t=793s"' in article
    assert 'href="./other_note.html"' in article
    assert 'href="./../%E2%81%A8odd%E2%81%A9%20folder/50%25%20%26%20more%3F.html"' in article
    assert '<span class="phantom" title="No note has this name yet">none</span>' in article
    assert '<span class="choose" title="2 notes have this name">twice</span>' in article
    assert '<img alt="x" src="data:image/png;base64,16">' in article
    assert '<span class="dead" title="There is no picture “gone.png”">y</span>' in article


def test_as_a_file_without_a_video_stamps_lead_nowhere():
    article = page("[13:13]", video="", hrefs=FileHrefs("x.md", lambda _: None)).article
    assert '<span class="t" data-n="0">13:13</span>' in article


def test_words_are_counted_without_front_matter_and_markup_of_stamps():
    made = page('From: [[channel]] <br/> \none two <a class="yt-timestamp" data-t="00:00:01">[00:00:01]</a>')
    assert made.words == 2


def test_a_long_note_takes_its_time():
    assert " · 10 min</p>" in page("word " * 2300).article


@pytest.mark.parametrize(
    "data", [b"", b"---\n---\n", b"\xff\xfe", b"\x00\x01\x02", b"\x80" * 1000, b"From: [[x]] <br/>"]
)
def test_every_file_makes_a_page(data):
    made = render(read_note("c/empty_note.md", data), hrefs=WindowHrefs(), resolve=lambda _: ())
    assert "<h1>empty note</h1>" in made.article


def test_the_document_forbids_scripts_and_foreign_requests():
    html = document(page("Text."), css="p > a { content: '</style><script>' }", lang="en", theme="dark")
    assert html.startswith('<!doctype html>\n<html lang="en" data-theme="dark">')
    assert "default-src 'none'" in html
    assert "script-src" not in html
    assert html.count("</style>") == 1
    assert "<article>" in html


def test_the_document_follows_the_system_where_no_theme_is_asked_for():
    assert '<html lang="en">' in document(page("Text."), css="")


def test_the_end_of_a_range_is_read_as_its_beginning():
    found = page("Said [here](film.mp4#t=25:13:00,26:10:00).", evidence=Evidence(3600.0))
    assert ">25:13–26:10</a>" in found.article
    assert ">1:25:13–1:26:10</a>" in page("Said [here](film.mp4#t=1:25:13,1:26:10).").article
