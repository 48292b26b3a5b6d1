"""Where a card stands beside what it tells of: never over it, and never off the screen."""

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize

Side = Literal["above", "below", "left", "right"]
GAP = 6
"""Pixels between the card and what it tells of."""
BY_TEXT: tuple[Side, ...] = ("above", "below", "right", "left")
BY_ROWS: tuple[Side, ...] = ("left", "right", "above", "below")


def place_beside(spot: QRect, size: QSize, room: QRect, sides: tuple[Side, ...] = BY_TEXT) -> QPoint:
    """The corner of a card of `size` at the first side of `spot` where there is space for it in `room`.

    Where there is none at any side, it is the side with the most, and the card stays in the room.
    """
    spot = spot.intersected(room) if spot.intersects(room) else spot
    free = {
        "above": spot.top() - room.top() - size.height(),
        "below": room.bottom() - spot.bottom() - size.height(),
        "left": spot.left() - room.left() - size.width(),
        "right": room.right() - spot.right() - size.width(),
    }
    fitting = [side for side in sides if free[side] >= GAP]
    side = fitting[0] if fitting else max(sides, key=lambda each: free[each])
    return _within(_corner(spot, size, side), size, room)


def _corner(spot: QRect, size: QSize, side: Side) -> QPoint:
    across, down = spot.center().x() - size.width() // 2, spot.center().y() - size.height() // 2
    match side:
        case "above":
            return QPoint(across, spot.top() - GAP - size.height())
        case "below":
            return QPoint(across, spot.bottom() + 1 + GAP)
        case "left":
            return QPoint(spot.left() - GAP - size.width(), down)
    return QPoint(spot.right() + 1 + GAP, down)


def _within(corner: QPoint, size: QSize, room: QRect) -> QPoint:
    right, bottom = room.right() + 1 - size.width(), room.bottom() + 1 - size.height()
    return QPoint(max(min(corner.x(), right), room.left()), max(min(corner.y(), bottom), room.top()))
