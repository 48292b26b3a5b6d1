"""A channel's own note: what it says of the channel's videos."""

import pytest

from reader.notes.channel import ListedVideo, is_channel_note, listed_videos

ONE, TWO = "aaaaaaaaaaa", "-Rd_whmqP5s"


def address(video: str) -> str:
    return f"https://www.youtube.com/watch?v={video}"


def test_videos_come_in_the_order_of_the_note_with_their_targets() -> None:
    body = f"### [Second]({address(TWO)})\n- [[b | B]]\n- [[a|A]]\n\n### [First]({address(ONE)})\n* [[c]]\n"
    assert listed_videos(body) == [ListedVideo(TWO, "Second", ("b", "a")), ListedVideo(ONE, "First", ("c",))]


@pytest.mark.parametrize("title", ["a [b] c", "5 | 6", "🎬 Кино #1", 'He said "x"', "(almost) ](", "", "x](y) z"])
def test_a_title_may_hold_any_characters(title: str) -> None:
    assert listed_videos(f"### [{title}]({address(ONE)})") == [ListedVideo(ONE, title.strip(), ())]


@pytest.mark.parametrize(
    "written",
    [f"https://youtu.be/{ONE}", f"https://youtube.com/watch?v={ONE}", f"<{address(ONE)}>", f"{address(ONE)}&t=5s"],
)
def test_an_address_may_be_written_in_several_ways(written: str) -> None:
    assert [video.id for video in listed_videos(f"### [T]({written})")] == [ONE]


@pytest.mark.parametrize(
    "line", ["### Heading", f"## [T]({address(ONE)})", "### [T](https://example.org)", f"text {address(ONE)}", ""]
)
def test_other_lines_list_no_video(line: str) -> None:
    assert listed_videos(line) == []


def test_a_link_under_another_heading_belongs_to_no_video() -> None:
    body = f"- [[early]]\n### [T]({address(ONE)})\n- [[a]]\n## About\n- [[stray]]\n"
    assert listed_videos(body) == [ListedVideo(ONE, "T", ("a",))]


def test_a_video_listed_twice_keeps_its_first_title_and_place_and_all_targets() -> None:
    body = (
        f"### [First]({address(ONE)})\n- [[a]]\n### [Between]({address(TWO)})\n- [[b]]\n"
        f"### [Again]({address(ONE)})\n- [[c]]\n- [[a]]\n"
    )
    assert listed_videos(body) == [ListedVideo(ONE, "First", ("a", "c")), ListedVideo(TWO, "Between", ("b",))]


def test_a_heading_in_a_target_is_not_part_of_its_name() -> None:
    assert listed_videos(f"### [T]({address(ONE)})\n- [[a#part | A]]\n")[0].targets == ("a",)


def test_a_line_without_end_is_read_at_once() -> None:
    assert listed_videos("### [" + "](" * 100_000) == []
    assert listed_videos(f"### [T]({address(ONE)})\n- [[" + "a " * 100_000)[0].targets == ()


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("lemmino/LEMMiNO.md", True), ("a/b/b.md", True), ("hu-po/hu-po.md", True), ("x.y/x.y.md", True),
        ("a/b.md", False), ("a.md", False), ("a/b/a.md", False),
    ],
)  # fmt: skip
def test_a_channels_own_note_bears_its_folders_name(path: str, own: bool) -> None:
    assert is_channel_note(path) is own
