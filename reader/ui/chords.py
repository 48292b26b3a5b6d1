"""Chords of the keyboard: how they are spelled, which one was pressed, and which cannot be given to a command."""

import sys

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_Key, _With = Qt.Key, Qt.KeyboardModifier
_ARROWS = "moves in lists and scrolls the note"
_ENTER = "presses the button or opens the row that has the focus"
_MENU = "opens the menu of what has the focus"
_DESKTOP = "belongs to the desktop"
_NEEDED = {
    "Esc": "closes what is open, and leaves the whole screen",
    "Tab": "goes to what is next in the window",
    "Shift+Tab": "goes to what is before in the window",
    "Backtab": "goes to what is before in the window",
    **dict.fromkeys(("Up", "Down", "PgUp", "PgDown"), _ARROWS),
    **dict.fromkeys(("Return", "Enter", "Shift+Return", "Shift+Enter"), _ENTER),
    **dict.fromkeys(("Menu", "Shift+F10"), _MENU),
    **dict.fromkeys(("Alt+F4", "Alt+Tab", "Alt+Shift+Tab", "Alt+Space", "Alt+Esc", "Ctrl+Alt+Del"), _DESKTOP),
}
_OF_TEXT = ("Cut", "Paste", "SelectAll", "Undo", "Redo")
_MODIFIERS = frozenset(
    {
        *(_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta, _Key.Key_Super_L),
        *(_Key.Key_Super_R, _Key.Key_Hyper_L, _Key.Key_Hyper_R, _Key.Key_Mode_switch, _Key.Key_Multi_key),
        *(_Key.Key_CapsLock, _Key.Key_NumLock, _Key.Key_ScrollLock),
    }
)
_NAMELESS = frozenset({0, _Key.Key_unknown})


def sequences(text: str) -> list[QKeySequence]:
    """The key sequences that a command's key stands for; `Standard:X` are the platform's own."""
    standard, _, name = text.partition("Standard:")
    if standard or not name:
        return [QKeySequence(text)]
    known = QKeySequence.StandardKey.__members__.get(name)
    return [] if known is None else QKeySequence.keyBindings(known)


def chords(text: str) -> list[str]:
    """The chords that a key stands for, spelled alike on every platform; none for what no command can be given."""
    found = (each.toString() for each in sequences(text) if each.count() == 1)
    return [chord for chord in found if chord and not refusal(chord)]


def shown(chord: str) -> str:
    """A chord as this platform writes it."""
    return QKeySequence(chord).toString(QKeySequence.SequenceFormat.NativeText)


def pressed(event: QKeyEvent) -> str | None:
    """The chord that was pressed; None while only Shift and its like are, empty for a key that has no name."""
    key = event.key()
    if key in _MODIFIERS:
        return None
    if key in _NAMELESS or _Key.Key_Dead_Grave <= key <= _Key.Key_Dead_Longsolidusoverlay:
        return ""
    if key == _Key.Key_Backtab:
        return "Shift+Tab"
    return QKeySequence(QKeyCombination(_modifiers(event), _Key(key))).toString()


def refusal(chord: str) -> str:
    """Why a chord cannot be given to a command, as a sentence; empty where it can."""
    if not chord:
        return "That key has no name here, so no command can be told by it."
    sequence = QKeySequence(chord)
    with_meta = bool(sequence[0].keyboardModifiers() & _With.MetaModifier) and sys.platform != "darwin"
    of_text = any(sequence in QKeySequence.keyBindings(QKeySequence.StandardKey[name]) for name in _OF_TEXT)
    why = _NEEDED.get(chord) or (with_meta and _DESKTOP) or (of_text and "is needed where text is written")
    return f"{shown(chord)} {why}, so it cannot be given to a command." if why else ""


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Those held, but for Shift where it only makes another sign of the key: `?` is `?` on every keyboard."""
    kept = event.modifiers() & (_With.ControlModifier | _With.AltModifier | _With.MetaModifier)
    sign = chr(event.key()) if event.key() < _Key.Key_Escape else ""
    makes_sign = sign and not sign.isalnum() and not sign.isspace()
    return kept if makes_sign else kept | (event.modifiers() & _With.ShiftModifier)
