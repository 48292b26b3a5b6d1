"""A card covers nothing of what it tells of, and is on the screen."""

from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QRect, QSize

from reader.ui.peek_place import BY_ROWS, BY_TEXT, GAP, place_beside

SCREEN = QRect(100, 50, 1280, 720)
CARD = QSize(272, 260)


def beside(spot: QRect, sides: tuple = BY_TEXT, size: QSize = CARD, room: QRect = SCREEN) -> QRect:
    return QRect(place_beside(spot, size, room, sides), size)


def test_it_stands_over_a_stamp_in_its_middle() -> None:
    card = beside(QRect(600, 500, 40, 18))
    assert card.bottom() + 1 + GAP == 500
    assert abs(card.center().x() - 620) <= 2


def test_it_stands_under_one_at_the_top_and_beside_one_where_neither_has_room() -> None:
    assert beside(QRect(600, 60, 40, 18)).top() == 78 + GAP
    low = QRect(100, 50, 1280, 300)
    assert beside(QRect(600, 200, 40, 18), room=low).left() == 640 + GAP
    assert beside(QRect(1300, 200, 40, 18), room=low).right() + 1 + GAP == 1300


def test_beside_rows_it_leaves_the_rows_free() -> None:
    assert beside(QRect(900, 400, 400, 34), BY_ROWS).right() + 1 + GAP == 900


@given(
    some.integers(100, 1360), some.integers(50, 750), some.integers(1, 500), some.integers(1, 60),
    some.integers(80, 500), some.sampled_from([BY_TEXT, BY_ROWS]),
)  # fmt: skip
def test_it_is_on_the_screen_and_off_the_spot_wherever_that_is(
    x: int, y: int, width: int, height: int, tall: int, sides: tuple
) -> None:
    spot = QRect(x, y, width, height).intersected(SCREEN)
    card = beside(spot, sides, QSize(272, min(tall, 300)))
    assert SCREEN.contains(card)
    assert not card.intersects(spot)


@given(some.integers(100, 400), some.integers(50, 200), some.integers(1, 300))
def test_where_there_is_no_room_at_all_it_is_on_the_screen_nevertheless(x: int, y: int, width: int) -> None:
    small = QRect(100, 50, 400, 270)
    assert small.contains(beside(QRect(x, y, width, 20), room=small))
