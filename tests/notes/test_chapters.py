"""Headings that go along with the video are its chapters."""

from reader.notes.chapters import Chapter, chapters_of, in_order
from reader.notes.repair import read_stamps
from reader.notes.sentences import moments
from reader.notes.stamps import find_stamps


def chapters(body: str) -> list[tuple[float, str]]:
    found = moments(body, read_stamps(find_stamps(body)))
    return [(each.start, each.title) for each in chapters_of(body, found)]


def test_each_heading_begins_with_the_first_moment_under_it() -> None:
    body = "# Title\nIntro [0:02].\n\n## One\nA [0:20]. B [0:10].\n\n### Below\nC [0:30].\n\n## **Two**\nD [1:00].\n"
    assert chapters(body) == [(10, "One"), (60, "Two")]


def test_a_heading_without_a_moment_is_no_chapter() -> None:
    assert chapters("## One\nA [0:10].\n## Summary\nNothing.\n## Two\nB [0:40].\n") == [(10, "One"), (40, "Two")]


def test_a_heading_may_have_its_moment_in_itself() -> None:
    assert chapters("## One [0:10]\n\nText.\n\n## Two [0:40]\n") == [(10, "One"), (40, "Two")]


def test_headings_that_go_back_and_forth_are_no_chapters() -> None:
    assert chapters("## One\nA [0:50].\n## Two\nB [0:10].\n") == []


def test_one_heading_makes_no_chapters() -> None:
    assert chapters("## One\nA [0:50]. B [0:10].\n") == []


def test_chapters_are_in_order_and_each_begins_at_another_time() -> None:
    mixed = [Chapter(5.0, "b"), Chapter(-1.0, "a"), Chapter(9.0, ""), Chapter(5.0, "c")]
    assert in_order(mixed) == (Chapter(0.0, "a"), Chapter(5.0, "c"))
