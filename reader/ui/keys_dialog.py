"""The window in which keys are changed: found by what they do or by pressing them, given, taken, and given back."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.commands import Command
from reader.keymaps import PRESETS
from reader.ui.actions import Keys
from reader.ui.chords import refusal, shown
from reader.ui.key_capture import KeyCapture
from reader.ui.keys_list import KEY, KeysList, KeysModel
from reader.ui.keys_panel import KeysPanel
from reader.ui.text import count
from reader.ui.theme import Theme
from reader.ui.widgets import row

_SIDE = 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INTO_LIST = (*_ENTER, Qt.Key.Key_Down)


class KeysDialog(QDialog):
    """Every change holds at once, and can be undone; a key that is taken is given only when that is said."""

    def __init__(self, keys: Keys, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setWindowTitle("Change keys")
        self.presets = self._make_presets()
        self.line = QLineEdit(placeholderText="Find a command", clearButtonEnabled=True)
        self.line.setAccessibleName("Find a command")
        self.by_key = QPushButton("Find a key…", autoDefault=False)
        self.by_key.setAccessibleName("Find what a key does by pressing it")
        self.asked = KeyCapture("Press a key to see what it does, or Esc")
        self.model = KeysModel(keys, self)
        self.list = KeysList(self.model, theme)
        self.nothing = QLabel(
            objectName="palette-nothing",
            wordWrap=True,
            alignment=Qt.AlignmentFlag.AlignCenter,
            textFormat=Qt.TextFormat.PlainText,
        )
        self.pages = QStackedWidget()
        self.panel = KeysPanel(theme)
        self.summary = QLabel(objectName="state-text")
        self.undo = QPushButton("Undo", autoDefault=False)
        self.reset_all = QPushButton("Reset all", autoDefault=False)
        self.reset_all.setAccessibleName("Reset all keys to those of the player")
        self._lay_out()
        self._join()
        self._refresh()
        self._select(self.model.index(1, 0))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where a command is looked for."""
        super().showEvent(event)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        self.line.setFocus()
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and find have their usual keys, Enter presses; Escape takes back an offer before it closes all."""
        focused = self.focusWidget()
        if event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Escape and self.panel.offered:
            self.panel.say("")
            self.list.setFocus()
        elif event.key() in _ENTER and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the line into the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _INTO_LIST:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    @property
    def command(self) -> Command | None:
        """The command that is selected."""
        index = self.list.currentIndex()
        return index.data(KeysModel.COMMAND) if index.isValid() else None

    def _ask(self, question: str) -> None:
        before = self.command
        self.model.ask(question)
        kept = self.model.index_of(before.id) if before else QModelIndex()
        self._select(kept if kept.isValid() else self.model.index(1, 0))
        none = self.model.rowCount() == 0
        if none:
            self.nothing.setText(self._why_nothing(question.strip()))
        self.pages.setCurrentWidget(self.nothing if none else self.list)

    def _on_text(self, question: str) -> None:
        self.panel.say("")
        self._ask(question)

    def _why_nothing(self, question: str) -> str:
        if not question.casefold().startswith(KEY):
            return "No command is called so."
        chord = question[len(KEY) :].strip()
        return refusal(chord) or f"{chord} does nothing yet. Choose a command, and add it there."

    def _on_asked(self, chord: str) -> None:
        """A key was pressed to see what it does."""
        self._end_asking()
        self.line.setText(KEY + shown(chord))
        (self.list if self.model.rowCount() else self.line).setFocus()

    def _begin_asking(self) -> None:
        self.line.hide()
        self.asked.begin()

    def _end_asking(self) -> None:
        self.line.show()
        self.by_key.setFocus()

    def _on_captured(self, chord: str) -> None:
        """A key was pressed that the selected command is to have."""
        command, holder = self.command, self._keys.holder(chord)
        assert command
        if why := refusal(chord):
            self.panel.say(why)
        elif holder is None:
            self._give(chord)
        elif holder is command:
            self.panel.say(f"{shown(chord)} does that already.")
        else:
            self.panel.offer(f"{shown(chord)} is taken: it does “{holder.title}”.", chord)

    def _give(self, chord: str) -> None:
        command, holder = self.command, self._keys.holder(chord)
        assert command
        self._keys.give(command.id, chord)
        lost = f", and “{holder.title}” no longer" if holder else ""
        self.panel.say(f"{shown(chord)} does “{command.title}” now{lost}.")

    def _remove(self, chord: str) -> None:
        self._keys.remove(chord)
        holder = self._keys.holder(chord)
        self.panel.say(f"{shown(chord)} does {f'“{holder.title}”' if holder else 'nothing'} now.")

    def _remove_last(self) -> None:
        if self.command and (held := self._keys.of(self.command.id)):
            self._remove(held[-1])

    def _reset(self) -> None:
        if self.command:
            self._keys.reset(self.command.id)
            self.panel.say(f"“{self.command.title}” has the keys of {PRESETS[self._keys.preset].title} again.")

    def _reset_all(self) -> None:
        self._keys.reset_all()
        self.panel.say(f"All keys are those of {PRESETS[self._keys.preset].title} again.")

    def _choose(self, number: int) -> None:
        self._keys.choose(tuple(PRESETS)[number])
        stay = " Your own changes stay." if self._keys.changes else ""
        self.panel.say(f"The keys are those of {PRESETS[self._keys.preset].title} now.{stay}")

    def _undo(self) -> None:
        if self._keys.can_undo:
            self._keys.undo()
            self.panel.say("The last change is undone.")

    def _refresh(self) -> None:
        """Show the keys as they are now."""
        self._ask(self.line.text())
        self.presets.button(tuple(PRESETS).index(self._keys.preset)).setChecked(True)
        changes = self._keys.changes
        self.summary.setText(f"{count(changes, 'command', 'commands')} changed" if changes else "")
        self.reset_all.setEnabled(changes > 0)
        self.undo.setEnabled(self._keys.can_undo)

    def _select(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._show_current()

    def _show_current(self) -> None:
        command = self.command
        self.panel.show_command(
            command.title if command else "",
            self._keys.of(command.id) if command else (),
            changed=bool(command) and command.id in self._keys.own,
        )

    def _make_presets(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, preset in enumerate(PRESETS.values()):
            button = QToolButton(text=preset.title, checkable=True, objectName="steps")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"Keys as in {preset.title}")
            group.addButton(button, number)
        return group

    def _lay_out(self) -> None:
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(8)
        side = (_SIDE, 0, _SIDE, 0)
        column.addLayout(row(QLabel("Keys as in"), *self.presets.buttons(), None, margins=side, spacing=6))
        search = row(self.line, self.asked, self.by_key, margins=side, spacing=8)
        search.setStretch(0, 1)
        search.setStretch(1, 1)
        column.addLayout(search)
        column.addWidget(self.pages, 1)
        column.addWidget(self.panel)
        column.addLayout(row(self.summary, None, self.undo, self.reset_all, margins=side, spacing=8))
        self.resize(560, 640)

    def _join(self) -> None:
        self.presets.idClicked.connect(self._choose)
        self.line.textChanged.connect(self._on_text)
        self.line.installEventFilter(self)
        self.by_key.clicked.connect(self._begin_asking)
        self.asked.captured.connect(self._on_asked)
        self.asked.cancelled.connect(self._end_asking)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_selected())
        self.list.key_wished.connect(self.panel.begin)
        self.list.removal_wished.connect(self._remove_last)
        self.panel.captured.connect(self._on_captured)
        self.panel.insisted.connect(self._give)
        self.panel.removed.connect(self._remove)
        self.panel.reset_wished.connect(self._reset)
        self.panel.left.connect(self.list.setFocus)
        self.undo.clicked.connect(self._undo)
        self.reset_all.clicked.connect(self._reset_all)
        self._keys.changed.connect(self._refresh)

    def _on_selected(self) -> None:
        self.panel.say("")
        self._show_current()
