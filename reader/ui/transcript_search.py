"""The row over the transcript: words to be found in it, how often they are there, and the way from hit to hit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row


class TranscriptSearch(QWidget):
    """Says what is to be found; whoever knows the text answers with `show_count`."""

    asked = Signal(str)
    """Other words are typed."""
    step_wished = Signal(int)
    """To the next hit (1), or to the one before (-1)."""
    left = Signal()
    """Escape was pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.field = QLineEdit(placeholderText="Search the transcript")
        self.field.setAccessibleName("Search the transcript")
        self.field.setMinimumWidth(60)
        self.count = QLabel(textFormat=Qt.TextFormat.PlainText, objectName="hits")
        self.before, self.after = IconButton(theme, "arrow-up-s-line"), IconButton(theme, "arrow-down-s-line")
        self.before.set_name("Hit before", "Shift+F3")
        self.after.set_name("Next hit", "F3")
        self.before.clicked.connect(lambda: self.step_wished.emit(-1))
        self.after.clicked.connect(lambda: self.step_wished.emit(1))
        self.field.textChanged.connect(self.asked)
        self.setLayout(row(self.field, self.count, self.before, self.after, margins=(12, 6, 8, 6)))
        self.show_count(0, 0)

    def show_count(self, at: int, number: int) -> None:
        """Tell that the reader is at hit `at`, from 1, of so many."""
        wished = bool(self.field.text().strip())
        self.count.setText((f"{at:,} of {number:,}" if number else "no hit") if wished else "")
        for part in (self.count, self.before, self.after):
            part.setVisible(wished)
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Shift+Enter lead from hit to hit; Escape leaves."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step_wished.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case Qt.Key.Key_Escape:
                self.field.clear()
                self.left.emit()
            case _:
                super().keyPressEvent(event)
