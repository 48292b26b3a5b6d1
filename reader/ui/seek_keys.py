"""The keys of the seek bar: those of a slider."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

STEP, _PAGE = 5.0, 30.0
_KEYS: dict[int, float] = {
    Qt.Key.Key_Left: -STEP,
    Qt.Key.Key_Down: -STEP,
    Qt.Key.Key_Right: STEP,
    Qt.Key.Key_Up: STEP,
    Qt.Key.Key_PageUp: _PAGE,
    Qt.Key.Key_PageDown: -_PAGE,
    Qt.Key.Key_Home: float("-inf"),
    Qt.Key.Key_End: float("inf"),
}


def step_of(event: QKeyEvent) -> float | None:
    """How far a key goes, in seconds; None where it is none of these."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _KEYS.get(event.key()) if plain else None
