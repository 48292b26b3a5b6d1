"""Stamps as links, fragments of files, and in the ways of other programs: found, and shown in the page."""

import pytest

from reader.notes.links import find_links
from reader.notes.note import read_note
from reader.notes.outline import outline
from reader.notes.page import FileHrefs, WindowHrefs, render
from reader.notes.repair import Evidence, read_stamps
from reader.notes.sentences import moments
from reader.notes.stamps import fields_of, find_stamps, seconds_of

ID = "dQw4w9WgXcQ"
OTHER = "MFXWY8TqSWw"

TIMES = [
    ("2241", 2241, (2241,)),
    ("62s", 62, (62,)),
    ("62.5", 62.5, (62.5,)),
    ("1m", 60, (60,)),
    ("1h2m3s", 3723, (3723,)),
    ("1H2M", 3720, (3720,)),
    ("00h02m30s", 150, (150,)),
    ("125:13:00", 450780, (125, 13, 0)),
    ("1:02.5", 62.5, (1, 2.5)),
    ("00:01:02,500", 62.5, (0, 1, 2.5)),
    ("0:00:00.413Z", 0.413, (0, 0, 0.413)),
    ("01:00:13:24", 3613, (1, 0, 13)),
    ("01:00:13;24", 3613, (1, 0, 13)),
    ("0:01:2.5", 62.5, (0, 1, 2.5)),
    ("N/A", None, ()),
    ("", None, ()),
    ("h", None, ()),
    ("1s2m", None, ()),
    ("HH:MM:SS", None, ()),
]

ADDRESSES = [
    (f"https://www.youtube.com/watch?v={ID}&t=62", 62),
    (f"https://www.youtube.com/watch?v={ID}&amp;t=62s", 62),
    (f"https://youtube.com/watch?t=1m2s&v={ID}", 62),
    (f"http://m.youtube.com/watch?app=x&v={ID}&t=62", 62),
    (f"https://youtu.be/{ID}?t=62", 62),
    (f"https://youtu.be/{ID}?si=abc&t=1h2m3s", 3723),
    (f"youtu.be/{ID}?t=62", 62),
    (f"https://www.youtube.com/shorts/{ID}?t=5", 5),
    (f"https://www.youtube.com/live/{ID}?si=x&t=5", 5),
    (f"https://www.youtube.com/embed/{ID}?start=62&end=70", 62),
    (f"https://www.youtube-nocookie.com/embed/{ID}?start=62", 62),
    (f"https://www.youtube.com/watch?time_continue=62&v={ID}", 62),
    (f"https://www.youtube.com/watch?v={ID}#t=1:02", 62),
    (f"https://youtu.be/{ID}#t=62.5", 62.5),
    (f"https://youtu.be/{ID}?t=1%3A02", 62),
]


@pytest.mark.parametrize(("written", "seconds", "fields"), TIMES)
def test_each_way_to_write_a_time_makes_its_seconds(written, seconds, fields):
    assert (seconds_of(written), fields_of(written)) == (seconds, fields)


@pytest.mark.parametrize(("address", "seconds"), ADDRESSES)
@pytest.mark.parametrize("around", ["[{}]({{}})", "[1:02]({})", "<{}>", "{}", '<a href="{}">1:02</a>', "see {}, and"])
def test_a_second_of_a_video_is_read_from_every_address_of_it(address, seconds, around):
    text = around.replace("{{}}", "{}").format(address, address) if "{{" in around else around.format(address)
    stamps = find_stamps(text)
    assert [(stamp.seconds, stamp.video, stamp.label) for stamp in stamps] == [(seconds, ID, "")]
    left = text[: stamps[0].start] + text[stamps[0].end :]
    assert left in ("", "see , and")


FORMS = [
    # what is written in the note, seconds, end of the range, what its text says besides
    ("[clip](#t=10,20)", 10, "20", "clip"),
    ("[00:24:20](#t=00:24:20)", 1460, "", ""),
    ("[x](#t=,20)", 0, "20", "x"),
    ("[x](#t=npt:10,20)", 10, "20", "x"),
    ("[x](#t=npt:0:02:00)", 120, "", "x"),
    ("[x](#t=smpte-25:00:02:00:12)", 120, "", "x"),
    ("[x](#t=5,e)", 5, "", "x"),
    ("[x](#t=5&loop)", 5, "", "x"),
    ("[5s→10s](film.mp4#t=5,10)", 5, "10", ""),
    ("[the end](<media/film.mp4#t=1:02>)", 62, "", "the end"),
    ("[x](file:///home/me/film.mp4#t=62)", 62, "", "x"),
    ('[x](film.mp4#t=62 "A film")', 62, "", "x"),
    ("![](film.mp4#t=62)", 62, "", ""),
    ("[[film.mp4#t=5]]", 5, "", ""),
    ("![[film.mp4#t=5,10]]", 5, "10", ""),
    ("![[film.mp4#t=5,10|300]]", 5, "10", ""),
    ("[[a film.webm#t=00:01:02.5|the *end*]]", 62.5, "", "the *end*"),
    ("[[#t=5]]", 5, "", ""),
    ("[02:01]()", 121, "", ""),
    ("[3:05:53]()", 11153, "", ""),
    ("```timestamp \n 01:02\n ```\n", 62, "", ""),
    ("~~~timestamp\n1:02:03\n~~~\n", 3723, "", ""),
    ("{{youtube-timestamp 123}}", 123, "", ""),
    ("{{youtube-timestamp 1:02:03}}", 3723, "", ""),
    ("{{renderer :media-timestamp, 60}}", 60, "", ""),
    ("{{renderer :media-timestamp, 00:01:00, ((63158bf5-1436-41e4-a8af-a4a03b8b5a5b))}}", 60, "", ""),
    ("{{renderer :bilibili-timestamp, 01:00}}", 60, "", ""),
    ('<a class="yt-timestamp" data-t="62">the intro</a>', 62, "", "the intro"),
    ('<a class="yt-timestamp" data-t="1h2m3s"></a>', 3723, "", ""),
    ('<a class="yt-timestamp" data-t="62s">[1:02]</a>', 62, "", ""),
    ('<a class="yt-timestamp"\n data-t="0:01:02">[0:01:02]</a>', 62, "", ""),
    ('<a class="yt>timestamp" data-t="0:01:02">[0:01:02]</a>', 62, "", ""),
    ('[0:01:02](<a class="yt-timestamp" data-t="0:01:02">[0:01:02]</a>', 62, "", ""),
    ("[125:13:00]", 450780, "", ""),
    ("[000:02:33]", 153, "", ""),
    ("[00:01:02.5]", 62.5, "", ""),
    ("[00:01:02,500]", 62.5, "", ""),
    ("[00:01:02;15]", 62, "", ""),
    ("01:02:03:04", 3723, "", ""),
    ("1:02:03.5", 3723.5, "", ""),
]


@pytest.mark.parametrize(("text", "seconds", "until", "label"), FORMS)
def test_each_form_is_read_with_what_it_says(text, seconds, until, label):
    (stamp,) = find_stamps(text)
    assert (stamp.seconds, stamp.until, stamp.label, stamp.video) == (seconds, until, label, "")
    assert (text[: stamp.start] + text[stamp.end :]).strip() == ""


@pytest.mark.parametrize("dash", ["-", "–", "—", "‒", "−", "‐", "~", "→", "->", "-->", "..", "…", " to ", " until "])
def test_a_range_has_any_dash(dash):
    assert [stamp.seconds for stamp in find_stamps(f"[0:00:05{dash}0:00:10]")] == [5, 10]


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.org/film.mp4#t=5)",
        "[x](https://vimeo.com/1#t=5s)",
        f"[x](https://youtu.be/{ID})",
        f"[x](https://youtu.be/{ID}?t=soon)",
        f"https://notyoutube.com/watch?v={ID}&t=62",
        "https://youtu.be/short?t=62",
        f"`https://youtu.be/{ID}?t=62`",
        f"\\[x](https://youtu.be/{ID}?t=62)",
        f"[1]: https://youtu.be/{ID}?t=62",
        "`{{youtube-timestamp 5}}`",
        "{{youtube-timestamp soon}}",
        "{{query 1:2}}",
        "`[[film.mp4#t=5]]`",
        "[[note#t=5]]",
        "[[film.mp4]]",
        "```timestamp\nnone\n```",
        "```timestamps\n[0:01]\n```",
        "at 10:30 we met",
        "(John 3:16)",
        "[3:2]",
        "[1]",
        "2024-01-02 10:20:30",
        "it was 10:20:30 PM",
        "a 1:2:4 resonance",
        "(2m30s)",
        "[mp4#t=5",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    assert find_stamps(text) == []


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ('<a class="yt-timestamp" data-t="06:00:00">[00:06:00]</a>', "00:06:00"),
        ('<a class="yt-timestamp" data-t="00:05:52">[5:52]</a>', ""),
        ('<a class="yt-timestamp" data-t="62">[1:05]</a>', "1:05"),
        (f"[1:05](https://youtu.be/{ID}?t=62)", "1:05"),
        (f"[1:02](https://youtu.be/{ID}?t=62)", ""),
    ],
)
def test_another_time_in_the_text_of_its_link_is_known(tag, shown):
    assert [stamp.shown for stamp in find_stamps(tag)] == [shown]


def test_a_link_to_the_notes_own_video_names_no_other():
    text = f"https://youtu.be/{ID}?t=1 https://youtu.be/{OTHER}?t=2 [0:03]"
    assert [stamp.video for stamp in find_stamps(text, video=ID)] == ["", OTHER, ""]


def test_a_file_says_by_its_name_which_video_it_is():
    text = f"[[A film [{OTHER}].mp4#t=5]] [x](A%20film%20[{OTHER}].mp4#t=5)"
    assert find_stamps(text)[0].video == OTHER


def test_times_of_logseq_and_timestamp_notes_are_of_the_video_shown_before_them():
    text = (
        f"{{{{youtube-timestamp 1}}}}\n{{{{video https://youtu.be/{ID}}}}}\n{{{{youtube-timestamp 2}}}}\n"
        f"```timestamp-url \n https://www.youtube.com/watch?v={OTHER}\n ```\n```timestamp \n 0:03\n ```\n"
    )
    assert [(stamp.seconds, stamp.video, stamp.line) for stamp in find_stamps(text)] == [
        (1, "", 1), (2, ID, 3), (3, OTHER, 7),
    ]  # fmt: skip


def test_every_row_of_a_timestamp_fence_is_a_stamp_and_nothing_is_left_of_the_fence():
    text = "a\n```timestamp\n0:01 one\n0:02\n```\nb"
    stamps = find_stamps(text)
    assert [(stamp.seconds, stamp.line) for stamp in stamps] == [(1, 2), (2, 4)]
    assert text[: stamps[0].start] + text[stamps[0].end : stamps[1].start] + text[stamps[1].end :] == "a\n\n\nb"


def page(body, video=ID, resolve=lambda _: (), hrefs=None):
    head = f"---\nvideoId: {video}\n---\n" if video else ""
    return render(read_note("a/n.md", (head + body).encode()), hrefs=hrefs or WindowHrefs(), resolve=resolve).article


def test_a_stamp_of_another_video_leads_there_and_keeps_the_text_of_its_link():
    html = page(f"See [watch the *intro*](https://youtu.be/{OTHER}?t=62) now.")
    assert f'See watch the <em>intro</em> <a class="t" data-n="0" href="seek:{OTHER}?t=62"' in html
    assert ">1:02</a> now." in html


def test_a_link_whose_text_is_the_time_is_the_stamp_alone():
    assert f'<p>See <a class="t" data-n="0" href="seek:{ID}?t=62">1:02</a>.</p>' in page(
        f"See [1:02](https://www.youtube.com/watch?v={ID}&t=62s)."
    )


def test_a_link_without_a_time_or_to_another_host_stays_a_link():
    for address in (f"https://youtu.be/{OTHER}", "https://example.org/watch?v=1&t=62"):
        assert 'class="out"' in page(f"[x]({address})")


def test_a_range_shows_its_end():
    assert ">0:05–0:10</a>" in page("![[film.mp4#t=5,10]]")


def test_a_timestamp_fence_is_a_stamp_in_the_page():
    html = page("before\n\n```timestamp \n 01:02\n ```\n\nafter")
    assert f'<p><a class="t" data-n="0" href="seek:{ID}?t=62">1:02</a></p>' in html
    assert "timestamp" not in html


def test_a_second_of_another_note_leads_into_that_note_and_plays():
    html = page("[[other#t=62|there]] [[gone#t=5]]", resolve=lambda name: ("a/other.md",) if name == "other" else ())
    assert '<a class="link" href="note:a/other.md?play=62" title="Plays from 1:02">there</a>' in html
    assert 'class="phantom"' in html
    html = page("[[other#t=62]]", resolve=lambda _: ("a/other.md",), hrefs=FileHrefs("a/n.md", lambda _: None))
    assert 'href="./other.html"' in html


def test_a_second_of_a_file_is_no_link_to_a_note():
    found = find_links("[[film.mp4#t=5]] ![[film.mp4#t=5,10]] [[#t=5]] [[0:01, 0:02]] [[note#t=1:02|x]] [[note#T]]")
    assert [(link.target, link.heading, link.seconds) for link in found] == [("note", "", 62), ("note", "T", None)]


def test_the_catalogue_keeps_the_stamps_of_the_notes_own_video():
    links = f"[x](https://youtu.be/{OTHER}?t=1) https://youtu.be/{ID}?t=2"
    text = f"---\nvideoId: {ID}\n---\n{links} {{{{youtube-timestamp 3}}}}"
    assert [stamp.seconds for stamp in outline(read_note("n.md", text.encode())).stamps] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        f"[<img src=x onerror=alert(1)>](https://youtu.be/{ID}?t=62)",
        f'[a](https://youtu.be/{ID}?t=62"onclick=alert(1))',
        f"[<script>alert(1)</script>](https://youtu.be/{ID}?t=62)",
        f"[[a [{ID}].mp4#t=5|<script>alert(1)</script>]]",
        '<a class="yt-timestamp" data-t="62">&lt;script&gt;alert(1)</a>',
        "[![x](javascript:alert(1))](#t=5)",
        "[[x.mp4#t=5|[y](javascript:alert(1))]]",
    ],
)
def test_the_text_of_a_stamps_link_stays_harmless(text):
    html = page(text)
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert not any(f" {word}=" in part.partition(">")[0] for part in html.split("<") for word in ("onclick", "onerror"))


def test_a_stamp_of_another_video_is_taken_as_written_and_is_no_moment_of_the_note():
    stamps = find_stamps(f"https://youtu.be/{OTHER}?t=99:00:00 [0:05] https://youtu.be/{ID}?t=6", video=ID)
    readings = read_stamps(stamps, Evidence(length=60.0))
    assert (readings[0].seconds, readings[0].reading, readings[0].certainty) == (356400, "as written", "certain")
    assert [moment.seconds for moment in moments("", readings)] == [5, 6]


def test_a_sentence_has_the_text_of_a_stamps_link_and_nothing_of_other_stamps():
    body = f"See [the *intro*](https://youtu.be/{ID}?t=62), {{{{youtube-timestamp 123}}}} and [0:01 - 0:02]. More."
    said = moments(body, read_stamps(find_stamps(body, video=ID)))
    assert {moment.sentence for moment in said} == {"See the intro, and."}
