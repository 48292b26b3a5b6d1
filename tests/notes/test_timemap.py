"""Cited time and the time of a file that differs: there and back, and found again from what is known."""

from dataclasses import dataclass
from itertools import pairwise
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.notes.alignment import Known, Pair, Segment, align, consistent
from reader.notes.timemap import ONE_TO_ONE, Piece, TimeMap, Unsure

KINDS = ("intro", "selfpromo", "sponsor")


@dataclass(frozen=True)
class Made:
    """A made-up file: an intro was added, and parts were cut out."""

    length: float
    intro: float
    cuts: tuple[tuple[float, float], ...]

    @property
    def file_length(self) -> float:
        return self.length + self.intro - sum(end - start for start, end in self.cuts)

    @property
    def pieces(self) -> list[tuple[float, float]]:
        edges = [0.0, *(edge for cut in self.cuts for edge in cut), self.length]
        return list(zip(edges[::2], edges[1::2], strict=True))

    def file(self, cited: float) -> float | None:
        """Where a moment is in the file; None inside a cut."""
        if any(start <= cited < end for start, end in self.cuts):
            return None
        return cited + self.intro - sum(end - start for start, end in self.cuts if end <= cited)


@st.composite
def made(draw: st.DrawFn, intro: float | None = None) -> Made:
    """Three cuts of three seconds to two minutes, a minute to ten apart."""
    at, cuts = 0.0, []
    for _ in range(3):
        start = at + draw(st.floats(60, 600))
        at = start + draw(st.floats(3, 120))
        cuts.append((start, at))
    added = draw(st.sampled_from((0.0, 4.0, 34.0))) if intro is None else intro
    return Made(at + draw(st.floats(60, 600)), added, tuple(cuts))


@st.composite
def maps(draw: st.DrawFn) -> TimeMap:
    cited = file = 0.0
    pieces = []
    for _ in range(draw(st.integers(1, 5))):
        cited += draw(st.floats(0, 100))
        file += draw(st.floats(0, 100))
        length = draw(st.floats(2, 1000))
        pieces.append((cited, length, file))
        cited, file = cited + length, file + length
    last = len(pieces) - 1 if draw(st.booleans()) else len(pieces)
    speed = draw(st.sampled_from((1.0, 24 / 25, 25 / 24)))
    return TimeMap(
        tuple(
            Piece(cited, inf if index == last else cited + length, file * speed)
            for index, (cited, length, file) in enumerate(pieces)
        ),
        speed,
        blur=draw(st.sampled_from((0.0, 0.5))),
    )


SECONDS = st.floats(0, 6000)


@given(maps(), SECONDS, SECONDS)
def test_what_is_later_stays_later_both_ways(given_map: TimeMap, one: float, other: float) -> None:
    one, other = sorted((one, other))
    assert given_map.to_file(one).seconds <= given_map.to_file(other).seconds + 1e-6
    assert given_map.to_file(one, 0.04).seconds <= given_map.to_file(other, 0.04).seconds + 1e-6
    assert given_map.to_cited(one).seconds <= given_map.to_cited(other).seconds + 1e-6


@given(maps(), SECONDS)
def test_outside_cuts_there_and_back_is_the_same_moment(given_map: TimeMap, seconds: float) -> None:
    at = given_map.to_file(seconds)
    back = given_map.to_cited(at.seconds)
    if at.cut is None:
        ends = (piece.end for piece in given_map.pieces)
        assert abs(back.seconds - seconds) <= given_map.blur * 1.05 + 1e-6 or any(
            abs(seconds - end) <= 0.6 for end in ends
        )
    else:
        assert at.cut[0] <= seconds <= at.cut[1]
        assert any(abs(back.seconds - edge) <= 0.6 for edge in (*at.cut, 0.0))


@given(maps(), SECONDS)
def test_outside_what_was_added_back_and_there_is_the_same_moment(given_map: TimeMap, seconds: float) -> None:
    cited = given_map.to_cited(seconds)
    assume(not cited.added)
    there = given_map.to_file(cited.seconds).seconds
    seams = (given_map.file_end(piece) for piece in given_map.pieces if piece.end < inf)
    assert abs(there - seconds) <= given_map.blur * 1.05 + 1e-6 or any(abs(seconds - end) <= 0.6 for end in seams)


@given(SECONDS)
def test_a_file_that_does_not_differ_has_its_own_times(seconds: float) -> None:
    assert align(Known()) == ONE_TO_ONE
    assert ONE_TO_ONE.to_file(seconds).seconds == ONE_TO_ONE.to_cited(seconds).seconds == seconds


def test_an_intro_is_before_the_first_cited_moment() -> None:
    found = align(Known((Pair(100.0, 134.0),)))
    assert found.to_file(0.0).seconds == 34.0
    assert (found.to_cited(20.0).seconds, found.to_cited(20.0).added) == (0.0, True)
    assert (found.to_cited(40.0).seconds, found.to_cited(40.0).added) == (6.0, False)


def test_a_file_that_begins_later_lacks_the_start() -> None:
    found = align(Known((Pair(100.0, 90.0),)))
    assert found.to_file(3.0).cut == (0.0, 10.0)
    assert (found.to_file(3.0).seconds, found.to_file(25.0).seconds) == (0.0, 15.0)


def worst_error(file: Made, found: TimeMap, *, unsure: bool, edge: float = 0.0) -> float:
    """The largest error outside cuts, and outside unsure stretches unless these count; a cut must be named.

    `edge`: seconds around the ends of cuts of which nothing is asked.
    """
    worst = 0.0
    ends = (end + by for cut in file.cuts for end in cut for by in (-1.1, -0.01, 0.0, 1.1))
    for cited in (*range(0, int(file.length), 9), *ends):
        at, true = found.to_file(cited), file.file(cited)
        near = any(abs(cited - end) < edge for cut in file.cuts for end in cut)
        if true is None:
            assert at.cut or at.unsure or near, f"{cited} is in a cut"
        elif not near and (unsure or not at.unsure):
            assert not at.cut or at.unsure, f"{cited} is in no cut"
            worst = max(worst, abs(at.seconds - true))
    return worst


@given(made(intro=0.0), st.data())
def test_segments_that_were_cut_out_are_found_by_the_length(file: Made, data: st.DataObject) -> None:
    """Two kinds were removed, a third was not."""
    segments = [Segment(*cut, data.draw(st.sampled_from(KINDS[1:]))) for cut in file.cuts]
    segments.append(Segment(10.0, 25.0, KINDS[0]))
    kinds = {segment.kind for segment in segments[:3]}
    sums = {sum(s.end - s.start for s in segments if s.kind in some) for some in ({KINDS[0]}, *({k} for k in kinds))}
    total = sum(end - start for start, end in file.cuts)
    assume(
        all(abs(some + more - total) > 4 for some in (0, *sums) for more in (0, 15.0) if some + more != total or more)
    )
    found = align(Known((), tuple(segments), file.file_length + 0.3, round(file.length)))
    assert worst_error(file, found, unsure=True) <= 0.1 + 1e-6
    for start, end in file.cuts:
        assert found.to_file((start + end) / 2).cut == pytest.approx((start, end))


def test_a_file_that_was_not_cut_has_no_cuts_though_segments_are_known() -> None:
    segments = (Segment(10.0, 40.0, "sponsor"), Segment(60.0, 60.5, "intro"))
    assert align(Known((), segments, 599.4, 600.0)) == ONE_TO_ONE


def test_where_two_choices_fit_the_length_the_stretch_between_is_unsure() -> None:
    segments = (Segment(100.0, 130.0, "sponsor"), Segment(300.0, 330.0, "outro"))
    found = align(Known((), segments, 570.0, 600.0))
    assert found.to_file(200.0).unsure == Unsure(100.0, 330.0, 30.0)
    assert (found.to_file(50.0).unsure, found.to_file(400.0).unsure) == (None, None)
    assert found.to_file(400.0).seconds == 370.0
    pair = (Pair(200.0, 200.3),)
    assert align(Known(pair, segments, 570.0, 600.0)).to_file(310.0).cut == (300.0, 330.0)


def test_a_cut_at_the_end_leads_to_the_last_picture() -> None:
    found = align(Known((), (Segment(550.0, 600.0, "outro"),), 550.0, 600.0))
    at = found.to_file(570.0)
    assert (at.seconds, at.cut, at.at_end) == (550.0, (550.0, 600.0), True)
    assert found.end_of(550.0) == 600.0


TAPS = st.lists(st.floats(-0.5, 0.5), min_size=8, max_size=8)


@given(made(), TAPS, st.floats(0.1, 0.9))
def test_one_noisy_pair_in_each_piece_is_enough_outside_the_unsure(file: Made, taps: list[float], where: float) -> None:
    cited = [start + (end - start) * where for start, end in file.pieces]
    pairs = tuple(Pair(at, (file.file(at) or 0.0) + tap) for at, tap in zip(cited, taps, strict=False))
    found = align(Known(pairs))
    assume(found.speed == 1.0)
    assert worst_error(file, found, unsure=False, edge=1.0) <= 0.5 + 1e-6
    for pair in pairs:
        assert found.to_file(pair.cited).seconds == pytest.approx(file.file(pair.cited), abs=0.5 + 1e-6)


@given(made(), TAPS)
def test_pairs_on_both_sides_of_each_cut_leave_nothing_unsure(file: Made, taps: list[float]) -> None:
    edges = [edge for start, end in file.cuts for edge in (start - 0.2, end + 0.2)]
    pairs = tuple(Pair(at, (file.file(at) or 0.0) + tap) for at, tap in zip(edges, taps, strict=False))
    found = align(Known(pairs, (), file.file_length, file.length))
    assert found.unsure == ()
    assert worst_error(file, found, unsure=True, edge=1.0) <= 0.5 + 1e-6


@given(made(), TAPS, st.floats(0.1, 0.9))
def test_pairs_choose_among_segments_and_are_made_exact_by_them(file: Made, taps: list[float], where: float) -> None:
    cited = [start + (end - start) * where for start, end in file.pieces]
    pairs = tuple(Pair(at, (file.file(at) or 0.0) + tap) for at, tap in zip(cited, taps, strict=False))
    segments = (*(Segment(*cut, "sponsor") for cut in file.cuts), Segment(1.0, 31.0, "intro"))
    found = align(Known(pairs, segments, file.file_length, file.length))
    assert found.unsure == ()
    assert worst_error(file, found, unsure=True, edge=0.2) <= 0.5 + 1e-6


def test_what_fits_between_two_pairs_exactly_is_a_cut_for_sure() -> None:
    found = align(Known((Pair(100.0, 100.0), Pair(160.5, 100.5))))
    assert (found.to_file(130.0).seconds, found.to_file(130.0).unsure) == (pytest.approx(100.75), None)
    assert found.to_file(130.0).cut == pytest.approx((100.25, 160.25))


def test_something_added_between_two_pairs_is_put_in_the_middle() -> None:
    found = align(Known((Pair(100.0, 100.0), Pair(200.0, 230.0))))
    assert (found.to_file(149.0).seconds, found.to_file(151.0).seconds) == (149.0, 181.0)
    assert found.to_file(149.0).unsure == Unsure(100.0, 200.0, 30.0)
    assert (found.to_cited(160.0).seconds, found.to_cited(160.0).added) == (150.0, True)


def test_a_file_shorter_than_its_pairs_explain_lacks_something_after_them() -> None:
    found = align(Known((Pair(100.0, 110.0),), (), 550.0, 600.0))
    assert found.to_file(300.0).unsure == Unsure(100.0, 600.0, 60.0)
    assert found.to_file(560.0).cut == (540.0, 600.0)
    assert found.to_file(50.0).unsure is None
    longer = align(Known((Pair(100.0, 100.0),), (), 650.0, 600.0))
    assert (longer.to_file(300.0).seconds, longer.to_file(300.0).unsure) == (300.0, Unsure(100.0, 600.0, 50.0))


@pytest.mark.parametrize("speed", [24 / 25, 25 / 24])
def test_three_pairs_tell_a_film_at_the_speed_of_pal(speed: float) -> None:
    found = align(Known(tuple(Pair(at, 10 + at * speed + tap) for at, tap in ((60, 0.4), (1800, -0.4), (5000, 0.3)))))
    assert found.speed == speed
    assert found.to_file(3000.0).seconds == pytest.approx(10 + 3000 * speed, abs=0.5)
    assert found.to_cited(10 + 3000 * speed).seconds == pytest.approx(3000, abs=0.5)


def test_a_newer_pair_wins_over_one_that_it_contradicts() -> None:
    wrong, right = Pair(100.0, 300.0), Pair(200.0, 210.0)
    assert consistent((wrong, right)) == (right,)
    assert consistent((right, Pair(200.0, 215.0))) == (Pair(200.0, 215.0),)
    assert consistent((right, Pair(100.0, 110.0))) == (Pair(100.0, 110.0), right)


@given(
    st.lists(st.builds(Pair, SECONDS, SECONDS), max_size=6),
    st.lists(st.builds(Segment, SECONDS, SECONDS, st.sampled_from(KINDS)), max_size=5),
    st.sampled_from((0.0, 1.0, 600.0, 5000.0)),
    st.sampled_from((0.0, 1.0, 600.0, 5000.0)),
)
def test_whatever_is_known_makes_a_map_that_is_in_order(
    pairs: list[Pair], segments: list[Segment], file_length: float, length: float
) -> None:
    found = align(Known(tuple(pairs), tuple(segments), file_length, length))
    times = [0.0, 1.0, 300.0, 700.0, 5000.0, 9000.0, *(pair.cited for pair in pairs)]
    there = [found.to_file(each).seconds for each in sorted(times)]
    assert all(one <= other + 1e-6 for one, other in pairwise(there))
    assert there[0] >= 0
    assert found.pieces


def test_the_cuts_of_a_map_are_what_the_file_lacks():
    assert ONE_TO_ONE.cuts() == []
    assert TimeMap((Piece(8.0, 20.0, 0.0), Piece(20.0, 30.0, 15.0), Piece(40.0, inf, 25.0))).cuts() == [
        (0, 8),
        (30, 40),
    ]
    assert TimeMap((Piece(0.0, 30.0, 4.0),), length=60.0).cuts() == [(30, 60)]
