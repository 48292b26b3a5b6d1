"""How a file differs, in words."""

from math import inf

import pytest

from reader.notes.timemap import ONE_TO_ONE, At, Piece, TimeMap, Unsure
from reader.services.map_words import in_words, what_is_amiss


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (ONE_TO_ONE, ["Your file runs like the video that is cited."]),
        (
            TimeMap((Piece(0.0, 300.0, 0.0), Piece(330.0, 700.0, 300.0), Piece(700.0, inf, 764.0))),
            [
                "5:00–5:30 is cut out of your file.",
                "From 5:30 on, your file is 30 s earlier.",
                "At 11:40, your file has 1 min 34 s more.",
                "From 11:40 on, your file is 1 min 4 s later.",
            ],
        ),
        (
            TimeMap((Piece(0.0, 150.0, 4.0), Piece(180.0, inf, 154.0)), unsure=(Unsure(100.0, 230.0, 30.0),)),
            [
                "Your file begins with 4 s that the video does not have.",
                "Between 1:40 and 3:50, 30 s are cut out of your file; where is not known, so moments may be 30 s off.",
                "From 3:50 on, your file is 26 s earlier.",
            ],
        ),
        (
            TimeMap((Piece(0.0, 150.0, 0.0), Piece(150.0, inf, 180.0)), unsure=(Unsure(100.0, 200.0, 30.0),)),
            [
                "Between 1:40 and 3:20, your file has 30 s more; where is not known, so moments may be 30 s off.",
                "From 3:20 on, your file is 30 s later.",
            ],
        ),
        (
            TimeMap((Piece(10.0, 500.0, 0.0),), length=540.0),
            ["0:00–0:10 is cut out of your file.", "8:20–9:00 is cut out of your file."],
        ),
        (
            TimeMap((Piece(0.0, inf, 0.0),), 24 / 25, unsure=(Unsure(60.0, inf, 3.0),)),
            [
                "Your file runs 4.2% faster.",
                "From 1:00 on it is not known where your file differs: moments may be 3 s off.",
            ],
        ),
        (
            TimeMap((Piece(10.0, 20.0, 0.0), Piece(60.0, 90.0, 10.0)), length=600.0, in_parts=True),
            ["Only parts of the video are here: 0:10–0:20, 1:00–1:30."],
        ),
    ],
)
def test_a_map_in_words(found: TimeMap, words: list[str]) -> None:
    assert in_words(found) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (At(5.0), ""),
        (
            At(5.0, (190.0, 242.0)),
            "This moment is in a part that is cut out of your file (3:10–4:02); shown is what comes after.",
        ),
        (
            At(5.0, (190.0, 242.0), Unsure(100.0, 300.0, 52.0)),
            (
                "This moment seems to be in a part that is cut out of your file (about 3:10–4:02);"
                " shown is what comes after."
            ),
        ),
        (
            At(180.0, (190.0, 242.0), at_end=True),
            "This moment is in a part that is cut out of your file (3:10–4:02); shown is your file's end.",
        ),
        (
            At(5.0, None, Unsure(100.0, 300.0, 72.0)),
            "This may be 1 min 12 s off: it is not known where your file differs here.",
        ),
    ],
)
def test_what_is_amiss_with_a_moment(at: At, words: str) -> None:
    assert what_is_amiss(at) == words


@pytest.mark.parametrize(
    ("seconds", "shown"), [(30.0, "what comes after"), (300.0, "the end of the last of them")]
)  # fmt: skip
def test_a_moment_that_is_in_none_of_the_parts(seconds: float, shown: str) -> None:
    parts = TimeMap((Piece(10.0, 20.0, 0.0), Piece(60.0, 90.0, 10.0)), length=600.0, in_parts=True)
    lacks = "0:20–1:00" if seconds < 60 else "1:30–10:00"
    words = f"Only parts of this video are here, and {lacks} is in none of them; shown is {shown}."
    assert what_is_amiss(parts.to_file(seconds), in_parts=True) == words
