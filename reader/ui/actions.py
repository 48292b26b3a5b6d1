"""The commands as actions of the window: the only place where shortcuts are set."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QSlider, QWidget

from reader.commands import Command
from reader.keymaps import settle
from reader.ui.chords import chords, sequences

Own = dict[str, tuple[str, ...]]
_OF_LISTS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


def make_actions(app: Any, commands: Iterable[Command]) -> dict[str, QAction]:
    """An action for each command, by the command's id, with the keys of the table."""
    actions = {}
    for command in commands:
        action = QAction(command.title, app)
        action.setObjectName(command.id)
        action.setShortcuts([key for text in command.keys for key in sequences(text)])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False, run=command.run: run(app))
        actions[command.id] = action
    return actions


class Keys(QObject):
    """What the keys of every command are now: those of a preset, and what the reader chose instead."""

    changed = Signal()

    def __init__(
        self, commands: Iterable[Command], actions: Mapping[str, QAction], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.commands = tuple(commands)
        self._actions = actions
        self._before: list[tuple[str, Own]] = []
        self.preset = "youtube"
        self.own: Own = {}
        """All keys of each command whose keys the reader chose, by its id; other versions' commands are kept."""
        self._hold()

    def of(self, id_: str) -> tuple[str, ...]:
        """The chords of a command."""
        return self._held[id_]

    def holder(self, chord: str) -> Command | None:
        """The command that a chord runs."""
        return next((command for command in self.commands if chord in self._held[command.id]), None)

    @property
    def changes(self) -> int:
        """How many commands have other keys than those of the preset."""
        return sum(command.id in self.own for command in self.commands)

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed that can be undone."""
        return bool(self._before)

    def take(self, preset: str, own: Own) -> None:
        """Have the keys that were kept."""
        self.preset, self.own = preset, own
        self._hold()

    def choose(self, preset: str) -> None:
        """Have the keys of another preset; what the reader chose stays."""
        self._change(preset, self.own)

    def give(self, id_: str, chord: str) -> None:
        """Have a chord run a command, and no longer the one that it ran."""
        own = self._without(chord)
        self._change(self.preset, own | {id_: (*self._held[id_], chord)})

    def remove(self, chord: str) -> None:
        """Have a chord no longer run the command that it runs."""
        self._change(self.preset, self._without(chord))

    def reset(self, id_: str) -> None:
        """Give a command the preset's keys back, also those that others have now."""
        standard = settle(self.commands, self.preset, {}, chords)[id_]
        own = {
            other: tuple(key for key in keys if key not in standard) if other in self._held else keys
            for other, keys in self._own_held().items()
        }
        own.pop(id_, None)
        self._change(self.preset, own)

    def reset_all(self) -> None:
        """Have the keys of the preset alone."""
        self._change(self.preset, {id_: keys for id_, keys in self.own.items() if id_ not in self._held})

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self.take(*self._before.pop())

    def _change(self, preset: str, own: Own) -> None:
        for id_ in [each for each, keys in own.items() if keys != self.own.get(each)]:
            without = {other: keys for other, keys in own.items() if other != id_}
            if settle(self.commands, preset, without, chords)[id_] == own[id_]:
                own = without
        if (preset, own) != (self.preset, self.own):
            self._before.append((self.preset, self.own))
            self.take(preset, own)

    def _own_held(self) -> Own:
        """What the reader chose, without the chords that another command has after all."""
        return {id_: self._held.get(id_, keys) for id_, keys in self.own.items()}

    def _without(self, chord: str) -> Own:
        """What the reader chose, and that a chord runs nothing."""
        own, holder = self._own_held(), self.holder(chord)
        return own | ({holder.id: tuple(key for key in self._held[holder.id] if key != chord)} if holder else {})

    def _hold(self) -> None:
        self._held = settle(self.commands, self.preset, self.own, chords)
        for id_, held in self._held.items():
            self._actions[id_].setShortcuts([QKeySequence(chord) for chord in held])
        self.changed.emit()


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
