"""Stamps that cannot be meant as they are written are read as they were meant, and say why."""

from reader.notes.repair import Evidence, read_stamps
from reader.notes.stamps import find_stamps


def readings(*written, duration=None):
    return read_stamps(find_stamps(" ".join(f"[{time}]" for time in written)), Evidence(duration))


def seconds(*written, duration=None):
    return [reading.seconds for reading in readings(*written, duration=duration)]


def test_right_stamps_are_read_as_written():
    read = readings("00:00:15", "00:02:01", "01:10:00", "04:08:00")
    assert [reading.seconds for reading in read] == [15, 121, 4200, 14880]
    assert {reading.certainty for reading in read} == {"certain"}
    assert {reading.why for reading in read} == {""}


def test_a_note_of_minutes_and_seconds_with_zeros_behind_is_read_so():
    assert seconds("00:15:00", "01:30:00", "02:05:00", "25:13:00") == [15, 90, 125, 1513]


def test_four_in_five_are_enough_and_the_fifth_stays():
    assert seconds("00:15:00", "01:30:00", "02:05:00", "25:13:00", "00:00:44") == [15, 90, 125, 1513, 44]


def test_three_stamps_prove_nothing():
    assert seconds("00:15:00", "01:30:00", "02:05:00") == [900, 5400, 7500]


def test_what_is_past_four_hours_loses_its_last_field():
    assert seconds("00:00:15", "02:01:00", "09:56:00", "12:34:56") == [15, 7260, 596, 754]


def test_a_stamp_past_the_end_of_the_video_is_read_otherwise_if_that_fits():
    assert seconds("00:00:15", "02:14:00", duration=600) == [15, 134]


def test_a_stamp_past_the_end_that_fits_in_no_way_is_doubtful():
    read = readings("50:00:00", "20:00", duration=600)
    assert [(reading.seconds, reading.certainty) for reading in read] == [(180000, "doubtful"), (1200, "doubtful")]


def test_a_note_whose_stamps_all_fit_the_video_is_not_touched():
    assert seconds("00:15:00", "01:30:00", "02:05:00", "03:00:00", duration=11_000) == [900, 5400, 7500, 10800]


def test_a_long_video_may_be_longer_than_four_hours():
    assert seconds("05:00:01", duration=20_000) == [18001]


def test_two_fields_are_minutes_and_seconds():
    assert seconds("14:12", "00:30", "70:00", "01:00") == [852, 30, 4200, 60]


def test_a_repair_says_what_was_written_and_why():
    read = readings("00:15:00", "01:30:00", "02:05:00", "25:13:00")[3]
    assert read.certainty == "likely"
    assert read.why == (
        "Written 25:13:00; read as 25 min 13 s, because the seconds of nearly every stamp in this note are :00."
    )
    assert "more than four hours" in readings("09:56:01")[0].why
    assert readings("02:14:00", duration=600)[0].why.endswith("because the video is 10:00 long.")


def test_what_is_no_time_has_no_seconds_and_says_so():
    read = read_stamps(find_stamps('<a class="yt-timestamp" data-t="N/A">[N/A]</a>'))
    assert [(reading.seconds, reading.certainty) for reading in read] == [(None, "certain")]
    assert "N/A" in read[0].why


def test_readings_keep_the_order_of_the_text():
    assert seconds("00:09:00", "00:01:30", "00:05:10") == [540, 90, 310]
