"""Stamps that cannot be meant as they are written are read as they were meant, and say why."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes.repair import Evidence, read_stamps
from reader.notes.stamps import Stamp, find_stamps, seconds_of

MINUTES = [12, 44, 61, 95, 130, 171, 188, 240, 262, 305, 333, 371, 420, 433, 481, 502, 547, 590]
"""Seconds that a note cites one after the other."""


def stamps(*written):
    return [Stamp(time, seconds_of(time), place, place, 1) for place, time in enumerate(written)]


def readings(*written, duration=None, siblings=(), choice="automatic"):
    return read_stamps(stamps(*written), Evidence(duration, tuple(siblings)), choice)


def seconds(*written, **known):
    return [reading.seconds for reading in readings(*written, **known)]


def right(time):
    return f"{time // 3600:02}:{time // 60 % 60:02}:{time % 60:02}"


def with_zeros(time):
    return f"{time // 60:02}:{time % 60:02}:00"


def with_frames(time, frame):
    return f"{time // 60:02}:{time % 60:02}:{frame:02}"


def test_right_stamps_are_read_as_written():
    read = readings("00:00:15", "00:02:01", "01:10:20", "00:03:00", "04:08:11")
    assert [reading.seconds for reading in read] == [15, 121, 4220, 180, 14891]
    assert {reading.reading for reading in read} == {"as written"}
    assert {reading.why for reading in read} == {""}


def test_a_note_of_minutes_and_seconds_with_zeros_behind_is_read_so():
    read = readings(*map(with_zeros, MINUTES))
    assert [reading.seconds for reading in read] == MINUTES
    assert {(reading.reading, reading.certainty) for reading in read} == {("minutes:seconds", "certain")}


def test_a_note_with_frames_behind_is_read_without_them():
    read = readings(*(with_frames(time, time * 7 % 25) for time in MINUTES), duration=640)
    assert [reading.seconds for reading in read] == MINUTES
    assert {reading.reading for reading in read} <= {"frames", "minutes:seconds"}


@pytest.mark.parametrize("duration", [640, None])
@pytest.mark.parametrize("wrong", [range(6, 12), range(0, 18, 3)], ids=["in a run", "here and there"])
def test_a_third_that_is_shifted_is_told_from_the_rest(wrong, duration):
    written = [with_zeros(time) if place in wrong else right(time) for place, time in enumerate(MINUTES)]
    read = readings(*written, duration=duration)
    assert [reading.seconds for reading in read] == MINUTES
    assert [place for place, reading in enumerate(read) if reading.repaired] == list(wrong)


def test_seconds_that_are_written_twice_are_counted_once():
    assert seconds("02:02:02", "04:05:05", "04:31:31", "05:12:12", "05:40:40") == [122, 245, 271, 312, 340]


def test_minutes_in_the_place_of_hours_may_be_more_than_59():
    assert seconds("75:13:00", "75:40:00", "76:02:00", "125:13:00") == [4513, 4540, 4562, 7513]


def test_round_minutes_that_follow_one_another_are_meant():
    assert seconds("00:01:00", "00:02:00", "00:03:00", "00:04:00", "00:05:00", duration=310) == [60, 120, 180, 240, 300]


def test_a_stamp_past_the_end_of_the_video_is_read_otherwise_if_that_fits():
    assert seconds("00:00:15", "02:14:00", duration=600) == [15, 134]


def test_a_stamp_past_the_end_that_fits_in_no_way_is_doubtful_and_says_so():
    read = readings("50:00:00", "20:00", duration=600)
    assert [(reading.seconds, reading.certainty) for reading in read] == [(180000, "doubtful"), (1200, "doubtful")]
    assert read[1].why == "The video is only 10:00 long."


def test_a_long_video_may_be_longer_than_four_hours():
    assert seconds("05:00:01", duration=20_000) == [18001]


def test_other_notes_of_the_video_show_how_long_it_is():
    written = ("02:32:06", "02:37:06", "02:41:07", "03:01:08")
    siblings = [5, 31, 60, 97, 152, 157, 181, 199, 212, 240]
    read = readings(*written, siblings=siblings)
    assert [reading.seconds for reading in read] == [152, 157, 161, 181]
    assert read[0].why.endswith("because another note about this video cites that moment.")
    assert read[2].why.endswith("because no other note about this video goes farther than 4:00.")


def test_two_fields_are_minutes_and_seconds():
    assert seconds("14:12", "00:30", "70:00", "01:00") == [852, 30, 4200, 60]


def test_a_repair_says_what_was_written_and_why():
    assert readings(*map(with_zeros, [15, 90, 125, 1513]))[2].why == (
        "Written 02:05:00; read as 2 min 5 s, because the seconds of nearly every stamp in this note are :00."
    )
    assert "more than four hours" in readings("09:56:01")[0].why
    assert readings("02:14:00", duration=600)[0].why.endswith("because the video is 10:00 long.")
    assert readings("00:01:05", "02:01:00", "00:02:20")[1].why.endswith("because that fits the times round it.")


def test_one_stamp_is_no_habit():
    read = readings("00:20:00", siblings=[3, 20, 41, 60, 95, 120, 140])
    assert read[0].seconds == 20
    assert read[0].why.endswith("because another note about this video cites that moment.")


def anchors(*pairs):
    text = " ".join(f'<a class="yt-timestamp" data-t="{tag}">[{shown}]</a>' for tag, shown in pairs)
    return [(each.seconds, each.reading) for each in read_stamps(find_stamps(text))]


def test_the_text_of_a_link_bears_out_what_its_tag_can_mean():
    assert anchors(("06:00:00", "00:06:00"), ("02:10:00", "00:02:10")) == [(360, "as shown"), (130, "as shown")]
    assert anchors(("00:02:38", "00:03:00")) == [(158, "as written")]
    assert anchors(("09:59:59", "00:41:00"), ("00:40:30", "00:40:30"))[0] == (2460, "as shown")
    assert anchors(("00:12:30", "00:41:00")) == [(750, "as written")]


def test_the_reader_may_choose_otherwise():
    assert seconds(*map(with_zeros, MINUTES), choice="as written") == [60 * time for time in MINUTES]
    read = readings("00:01:30", "1:05", "02:00:00", choice="minutes:seconds")
    assert [reading.seconds for reading in read] == [1, 65, 120]
    assert [reading.repaired for reading in read] == [True, False, True]
    assert "as chosen" in read[0].why


@pytest.mark.parametrize("choice", ["automatic", "as written", "minutes:seconds"])
def test_what_is_no_time_has_no_seconds_and_says_so(choice):
    found = find_stamps('[0:01] <a class="yt-timestamp" data-t="N/A">[N/A]</a> [0:02]')
    read = read_stamps(found, choice=choice)
    assert [reading.seconds for reading in read] == [1, None, 2]
    assert (read[1].reading, read[1].why) == ("no time", "“N/A” is no time.")


def test_readings_keep_the_order_of_the_text():
    assert seconds("00:09:00", "00:01:30", "00:05:10") == [540, 90, 310]


def test_a_note_without_stamps_has_no_readings():
    assert read_stamps([]) == []


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 99), st.integers(0, 99)), max_size=40),
    st.none() | st.floats(1, 1e5),
    st.lists(st.floats(0, 1e5), max_size=20),
)
def test_every_stamp_has_one_of_its_two_readings_whatever_is_written(fields, length, siblings):
    written = [f"{a:02}:{b:02}:{c:02}" for a, b, c in fields]
    read = read_stamps(stamps(*written), Evidence(length, tuple(sorted(siblings))))
    assert len(read) == len(fields)
    for (a, b, c), each in zip(fields, read, strict=True):
        assert each.seconds == (a * 60 + b if each.repaired else a * 3600 + b * 60 + c)
        assert bool(each.why) or not each.repaired


@given(st.integers(0, 2**32), st.integers(600, 12_000), st.integers(8, 60))
def test_right_notes_in_the_order_of_the_video_are_left_alone(seed, length, many):
    rng = random.Random(seed)
    times = sorted(rng.sample(range(length), many))
    assert seconds(*map(right, times), duration=length) == times
