"""Pages that nobody wrote: what several notes say of one video, of a channel, and of a name without a note."""

import random

from reader.notes.gathered import Mentioned, Name, Shelf, channel_article, merged, phantom_article, video_article
from reader.notes.repair import Reading
from reader.notes.sentences import Moment
from reader.notes.stamps import Stamp

ONE, TWO, THREE = Name("a/one.md", "One"), Name("a/two.md", "Two"), Name("a/<b>.md", "<b>Bold</b>")
VIDEO = "rbu7Zu5X1zI"


def said(seconds: float, sentence: str, why: str = "") -> Moment:
    reading = Reading(
        Stamp("1:00", seconds, 0, 4, 0),
        seconds,
        "minutes:seconds" if why else "as written",
        "likely" if why else "certain",
        why,
    )
    return Moment(reading, seconds, sentence)


def test_what_notes_say_is_merged_in_the_order_of_the_video() -> None:
    found = merged([(ONE, [said(60, "Later"), said(10, "First")]), (TWO, [said(30, "Between")])])
    assert [(each.moment.seconds, each.moment.sentence) for each in found] == [
        (10, "First"), (30, "Between"), (60, "Later"),
    ]  # fmt: skip


def test_what_two_notes_say_alike_of_one_moment_stands_once_with_both_names() -> None:
    found = merged(
        [
            (ONE, [said(84, "An exact seek throws the frames on the way away.")]),
            (TWO, [said(85, "An exact seek throws all frames on the way away.")]),
        ]
    )
    assert [each.notes for each in found] == [(ONE, TWO)]


def test_what_is_said_differently_or_elsewhere_stands_twice() -> None:
    assert len(merged([(ONE, [said(84, "It is fast.")]), (TWO, [said(84, "A picture is whole in itself.")])])) == 2
    assert len(merged([(ONE, [said(84, "It is fast.")]), (TWO, [said(87, "It is fast.")])])) == 2


def test_one_note_that_repeats_itself_is_named_once() -> None:
    (found,) = merged([(ONE, [said(5, "It is fast."), said(5, "It is fast.")])])
    assert found.notes == (ONE,)


def test_nothing_that_is_said_is_lost() -> None:
    words = ["keyframe", "decoder", "group", "picture", "seek", "exact", "fast", "frame", "motion"]
    notes = []
    for name in (ONE, TWO, THREE):
        sentences = [" ".join(random.choices(words, k=5)) for _ in range(40)]
        notes.append((name, [said(random.randrange(60), sentence) for sentence in sentences]))
    found = merged(notes)
    for name, moments in notes:
        assert all(
            any(name in each.notes and abs(each.moment.seconds - moment.seconds) <= 2 for each in found)
            for moment in moments
        )
    assert sorted(each.moment.seconds for each in found) == [each.moment.seconds for each in found]


def test_a_video_s_page_leads_to_its_moments_notes_and_channel() -> None:
    page = video_article("A & B", VIDEO, Name("a", "Channel"), (ONE, TWO), merged([(ONE, [said(84, "1 < 2", "why")])]))
    assert "<h1>A &amp; B</h1>" in page
    assert f'<a class="t fixed" href="seek:{VIDEO}?t=84" title="why">1:24</a><div>1 &lt; 2' in page
    assert 'href="note:a/one.md"' in page
    assert 'href="channel:a"' in page
    assert "2 notes · 1 moment" in page


def test_what_strangers_call_their_notes_stays_text() -> None:
    page = channel_article("<i>c</i>", THREE, [Shelf(VIDEO, "<u>v</u>", True, (THREE,)), Shelf("", "", False, (ONE,))])
    page += phantom_article("<s>x</s>", [Mentioned(THREE, "<em>says</em>", VIDEO, 3.0)], [THREE])
    for tag in ("<i>", "<b>", "<u>", "<s>", "<em>"):
        assert tag not in page
    assert "1 video · 2 notes" in page
    assert "Without a video" in page


def test_a_phantom_s_page_counts_the_notes_and_leads_to_the_sentence() -> None:
    page = phantom_article("open GOP", [Mentioned(ONE, "It is an open GOP.", VIDEO, 9.0)], [])
    assert "named in 1 note<" in page
    assert 'href="note:a/one.md?says=It+is+an+open+GOP."' in page
    assert f'href="seek:{VIDEO}?t=9"' in page
    assert "Perhaps" not in page
