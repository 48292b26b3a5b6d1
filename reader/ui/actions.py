"""The commands as actions of the window: the only place where shortcuts are set."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QSlider, QWidget

from reader.commands import Command

_OF_LISTS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


def make_actions(app: Any, commands: Iterable[Command]) -> dict[str, QAction]:
    """An action for each command, by the command's id."""
    actions = {}
    for command in commands:
        action = QAction(command.title, app)
        action.setShortcuts([key for text in command.keys for key in sequences(text)])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False, run=command.run: run(app))
        actions[command.id] = action
    return actions


def sequences(text: str) -> list[QKeySequence]:
    """The key sequences that a command's key stands for; `Standard:X` are the platform's own."""
    if name := text.removeprefix("Standard:") if text.startswith("Standard:") else "":
        return QKeySequence.keyBindings(QKeySequence.StandardKey[name])
    return [QKeySequence(text)]


class KeysOfFocus(QObject):
    """Leaves to the focused widget the keys that it needs itself: typing, moving in a list, pressing a button."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old:
            old.removeEventFilter(self)
        if new:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key before a shortcut takes it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(watched, QWidget):
            assert isinstance(event, QKeyEvent)
            if needs(watched, event):
                event.accept()
                return True
        return False


def needs(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether `widget`, focused, needs the key itself."""
    if isinstance(widget, QLineEdit):
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        return plain and (bool(event.text().strip()) or event.key() == Qt.Key.Key_Space or event.key() in _OF_LISTS)
    if event.modifiers():
        return False
    if isinstance(widget, QAbstractItemView | QSlider):
        return event.key() in _OF_LISTS
    return isinstance(widget, QAbstractButton) and event.key() == Qt.Key.Key_Space
