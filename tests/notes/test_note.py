"""Whatever a file holds, the reader gets a note."""

import pytest

from reader.notes.note import read_note

REAL = b"---\ntitle: Arrest of Timur Ivanov\nvideoId: Fh6Db5Jn7wo\n---\n\nFrom: [[x]] <br/> \nText.\n"


def test_a_real_note_has_title_video_and_body():
    note = read_note("channel/arrest_of_timur_ivanov.md", REAL)
    assert (note.title, note.video, note.problem) == ("Arrest of Timur Ivanov", "Fh6Db5Jn7wo", "")
    assert note.body == "\nFrom: [[x]] <br/> \nText.\n"
    assert note.body_line == 5
    assert (note.channel, note.stem) == ("channel", "arrest_of_timur_ivanov")


def test_a_note_at_the_top_is_in_no_channel():
    note = read_note("index.md", b"")
    assert (note.channel, note.stem, note.title, note.video, note.body) == ("", "index", "index", None, "")


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: Foo: bar", "Foo: bar"),
        ("title: Foo # bar", "Foo # bar"),
        ('title: "In quotes: yes"', "In quotes: yes"),
        ("title: 'It''s'", "It's"),
        ('title: "a" and b', '"a" and b'),
        ("title: >\n  folded\n  text", "folded text"),
        ("title: 2024", "2024"),
        ("title: yes", "yes"),
        ("title:   two  blanks ", "two blanks"),
        ("title: first\ntitle: last", "last"),
        ("title: [unclosed\nvideoId: x", "[unclosed"),
        ("title: *alias", "*alias"),
        ("title: @mrbeast", "@mrbeast"),
        ("title: !!python/object/apply:os.system ['true']", "the heading"),
        ("title:", "the heading"),
        ("title: {a: b}", "the heading"),
        ("other: 1", "the heading"),
    ],
)
def test_titles_are_read_as_they_are_meant(front, title):
    assert read_note("c/x.md", f"---\n{front}\n---\n# the *heading* #\n".encode()).title == title


@pytest.mark.parametrize(
    ("body", "title"),
    [("", "a b"), ("text", "a b"), ("## second level", "a b"), ("text\n\n# [[x | Shown]]\n", "Shown"), ("# ", "a b")],
)
def test_a_note_without_title_is_called_by_its_heading_or_its_file(body, title):
    assert read_note("c/a_b.md", body.encode()).title == title


def test_properties_keep_lists():
    note = read_note("x.md", b"---\ntitle: T\ntags:\n  - a\n  - b\naliases: [c, d]\n---\n")
    assert note.properties["tags"] == ["a", "b"]
    assert note.properties["aliases"] == ["c", "d"]


@pytest.mark.parametrize("written", ["", "empty", '""'])
def test_a_note_may_name_no_video(written):
    note = read_note("x.md", f"---\nvideoId: {written}\n---\n".encode())
    assert (note.video, note.problem) == (None, "")


@pytest.mark.parametrize(
    "written",
    [
        "short",
        "twelve_chars",
        "has space11",
        "../../../etc",
        "https://youtu.be/abcdefghijk",
        "[abcdefghijk]",
        "ünicödé_123",
    ],
)
def test_what_is_no_video_id_is_said_to_be_none(written):
    note = read_note("x.md", f"---\ntitle: T\nvideoId: {written}\n---\n".encode())
    assert note.video is None
    assert "videoId" in note.problem


def test_a_video_id_may_begin_with_a_dash():
    assert read_note("x.md", b"---\ntitle: T\nvideoId: -RdOwhmqP5s\n---\n").video == "-RdOwhmqP5s"


def test_a_bomb_of_aliases_is_read_as_plain_lines():
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    note = read_note("x.md", ("---\ntitle: T\n" + "\n".join(rows) + "\n---\n").encode())
    assert note.title == "T"
    assert note.properties["a1"] == "&a1 [*a0, *a0]"


@pytest.mark.parametrize("opening", ["[", "{", "- ", "a: [", "? "])
def test_front_matter_may_be_nested_deeply(opening):
    front = "title: T\nx: " + opening * 5000
    assert read_note("x.md", f"---\n{front}\n---\nbody".encode()).body == "body"


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b"\xef\xbb\xbf---\ntitle: T\n---\nbody", "body"),
        (b"---\r\ntitle: T\r\n---\r\nbody\r\n", "body\n"),
        (b"---\rtitle: T\r---\rbody\r", "body\n"),
        (b"---\ntitle: T\n---\na\rb\n", "a b\n"),
        ("---\ntitle: T\n---\nbody".encode("utf-16"), "body"),
        (b"---\ntitle: T\n...\nbody", "body"),
        (b"---\ntitle: T\n---", ""),
        (b"---\n---\nbody", "body"),
    ],
)
def test_line_ends_and_byte_order_marks_do_not_matter(data, body):
    note = read_note("x.md", data)
    assert (note.body, note.problem) == (body, "")


def test_front_matter_that_never_ends_is_text():
    assert read_note("x.md", b"---\ntitle: T\n\ntext").body == "---\ntitle: T\n\ntext"


def test_a_second_front_matter_is_text():
    assert read_note("x.md", b"---\ntitle: T\n---\n---\ntags: x\n---\ntext").body.startswith("---\ntags")


def test_bytes_that_are_no_text_are_shown_as_such_and_said():
    note = read_note("x.md", b"# T\n\ncaf\xe9 au lait\n")
    assert note.body == "# T\n\ncaf\ufffd au lait\n"
    assert "UTF-8" in note.problem
    assert "line 3" in note.problem


def test_a_file_cut_within_a_character_is_still_text():
    assert read_note("x.md", "é".encode()[:1]).problem == ""


def test_nul_bytes_do_not_get_through():
    note = read_note("x.md", b"a\0b")
    assert note.body == "a\ufffdb"
    assert note.problem


def test_a_large_note_is_read_whole():
    body = "line of text\n" * 100_000
    assert read_note("x.md", f"---\ntitle: T\n---\n{body}".encode()).body == body
