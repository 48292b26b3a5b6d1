"""The sheet of all keys as they are now, made from the table of commands."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reader.commands import Command
from reader.ui.widgets import row

_TENTHS = "video.tenth-"


class KeysSheet(QDialog):
    """Shows what can be done by which keys; `actions` by the ids of their commands."""

    def __init__(self, commands: Iterable[Command], actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        groups: dict[str, list[tuple[str, list[str]]]] = {}
        for command in commands:
            if (keys := _shown(actions[command.id])) and not command.id.startswith(_TENTHS):
                groups.setdefault(command.group, []).append((command.title, keys))
        if tenths := [key for id_, action in actions.items() if id_.startswith(_TENTHS) for key in _shown(action)[:1]]:
            groups.setdefault("Video", []).append(("Go to 0 % … 90 % of the video", [f"{tenths[0]} … {tenths[-1]}"]))
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(_column({name: rows for name, rows in groups.items() if name == "Video"}))
        columns.addLayout(_column({name: rows for name, rows in groups.items() if name != "Video"}))
        inner = QWidget()
        inner.setLayout(columns)
        area = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        if change := actions.get("window.change-keys"):
            layout.addLayout(row(None, self._button(change)))
        room = parent.window().size()
        self.resize(min(900, room.width() - 40), min(inner.sizeHint().height() + 90, room.height() - 40))

    def _button(self, change: QAction) -> QPushButton:
        button = QPushButton(change.text(), autoDefault=False)
        button.clicked.connect(self.close)
        button.clicked.connect(change.trigger)
        return button


def _column(groups: Mapping[str, Iterable[tuple[str, list[str]]]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    for name, rows in groups.items():
        column.addWidget(QLabel(name, objectName="keys-group"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for line, (title, keys) in enumerate(rows):
            grid.addWidget(QLabel(title), line, 0)
            grid.addLayout(_caps(keys), line, 1)
        column.addLayout(grid)
    column.addStretch(1)
    return column


def _shown(action: QAction) -> list[str]:
    """The first two keys of an action, as this platform writes them; those that only few keyboards have if no other."""
    keys = action.shortcuts()
    common = [key for key in keys if key[0].key() < Qt.Key.Key_Back]
    return [key.toString(QKeySequence.SequenceFormat.NativeText) for key in (common or keys)[:2]]


def _caps(keys: list[str]) -> QHBoxLayout:
    caps = QHBoxLayout()
    caps.setSpacing(4)
    caps.addStretch(1)
    for key in keys:
        caps.addWidget(QLabel(key, objectName="key", alignment=Qt.AlignmentFlag.AlignCenter))
    return caps
