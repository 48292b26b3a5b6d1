"""The sheet of all keys, made from the table of commands."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reader.commands import Command
from reader.ui.actions import sequences


class KeysSheet(QDialog):
    """Shows what can be done by which keys."""

    def __init__(self, commands: Iterable[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        groups: dict[str, list[Command]] = {}
        for command in commands:
            if command.keys and not command.id.startswith("video.tenth-"):
                groups.setdefault(command.group, []).append(command)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        video, *others = groups
        columns.addLayout(_column({video: groups[video]}, extra=("0 … 9", "Go to 0 % … 90 % of the video")))
        columns.addLayout(_column({name: groups[name] for name in others}))
        inner = QWidget()
        inner.setLayout(columns)
        area = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        room = parent.window().size()
        self.resize(min(760, room.width() - 40), min(inner.sizeHint().height() + 40, room.height() - 40))


def _column(groups: dict[str, list[Command]], extra: tuple[str, str] | None = None) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    for name, commands in groups.items():
        column.addWidget(QLabel(name, objectName="keys-group"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        rows = [(command.title, _shown(command)) for command in commands]
        rows += [(extra[1], [extra[0]])] if extra else []
        for line, (title, keys) in enumerate(rows):
            grid.addWidget(QLabel(title), line, 0)
            grid.addLayout(_caps(keys), line, 1)
        column.addLayout(grid)
    column.addStretch(1)
    return column


def _shown(command: Command) -> list[str]:
    keys = (sequence for text in command.keys for sequence in sequences(text)[:1])
    native = (sequence.toString(QKeySequence.SequenceFormat.NativeText) for sequence in keys)
    return list(dict.fromkeys(filter(None, native)))[:2]


def _caps(keys: list[str]) -> QHBoxLayout:
    caps = QHBoxLayout()
    caps.setSpacing(4)
    caps.addStretch(1)
    for key in keys:
        caps.addWidget(QLabel(key, objectName="key", alignment=Qt.AlignmentFlag.AlignCenter))
    return caps
