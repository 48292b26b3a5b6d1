"""Parts of a video: what lies in them, between them, and in both."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.notes.ranges import COVERS, bounded, covered, gaps, intersection, total, union

RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple), max_size=12)
END = 60


def seconds_of(ranges: list[tuple[float, float]]) -> set[int]:
    """The whole seconds that lie in ranges of whole seconds."""
    return {second for start, end in ranges for second in range(int(start), int(end))}


@given(RANGES)
def test_a_union_holds_what_any_range_holds(ranges: list[tuple[float, float]]) -> None:
    found = union(ranges)
    assert seconds_of(found) == seconds_of(ranges)
    assert total(found) == len(seconds_of(ranges))
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(RANGES, RANGES)
def test_an_intersection_holds_what_both_hold(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> None:
    assert seconds_of(intersection(union(one), union(other))) == seconds_of(one) & seconds_of(other)


@given(RANGES)
def test_gaps_hold_all_the_rest(ranges: list[tuple[float, float]]) -> None:
    assert seconds_of(gaps(union(ranges), END)) == set(range(END)) - seconds_of(ranges)


def test_a_gap_that_is_too_short_is_none() -> None:
    assert gaps([(0, 10), (12, 20)], 60, shortest=5) == [(20, 60)]


def test_what_lies_past_the_end_makes_no_gap() -> None:
    assert gaps([(10, 20), (90, 95)], 60) == [(0, 10), (20, 60)]


def test_ranges_that_nearly_touch_are_one() -> None:
    assert union([(5, 6), (0, 4.5)], together=0.5) == [(0, 6)]


@given(RANGES, st.integers(1, 4))
def test_there_are_no_more_ranges_than_asked_for_and_nothing_is_lost(
    ranges: list[tuple[float, float]], most: int
) -> None:
    found = bounded(union(ranges), most)
    assert len(found) <= most
    assert seconds_of(ranges) <= seconds_of(found)


def test_the_narrowest_gaps_are_closed_first() -> None:
    assert bounded([(0, 1), (9, 10), (11, 12)], 2) == [(0, 1), (9, 12)]


def test_a_stamp_covers_what_follows_up_to_the_next_one_or_half_a_minute() -> None:
    assert covered([100.0, 10.0, 20.0, 10.0]) == [(10.0, 20.0 + COVERS), (100.0, 100.0 + COVERS)]
    assert covered([]) == []
