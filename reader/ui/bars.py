"""What comes and goes over the note: the find bar, an address before it is opened, messages, and a toast."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reader.services.messages import Message
from reader.ui.text import host_and_rest, plain, tooltip
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row

_TOAST_MS = 4500
_GAP = 12


class Bar(QFrame):
    """A bar that floats over its parent, at the top right or along the bottom; Escape closes it."""

    def __init__(self, over: QWidget, *, at_bottom: bool) -> None:
        super().__init__(over)
        self.setObjectName("bar")
        self._at_bottom = at_bottom
        over.installEventFilter(self)
        self.hide()

    def lie_over(self, over: QWidget) -> None:
        """Float over another widget from now on."""
        _lay_over(self, over)
        if not self.isHidden():
            self.place()

    def open(self) -> None:
        """Show the bar in its place."""
        self.show()
        self.place()
        self.raise_()

    def dismiss(self) -> None:
        """Hide the bar and give the keys back to the note."""
        if self.isVisible():
            self.hide()
            self.parentWidget().setFocus()

    def place(self) -> None:
        """Move to where the bar belongs, no wider than its parent."""
        over = self.parentWidget()
        room = over.width() - 2 * _GAP
        width = min(self.sizeHint().width(), room) if not self._at_bottom else min(640, room)
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        left = (over.width() - width) // 2 if self._at_bottom else over.width() - width - _GAP
        self.setGeometry(left, over.height() - height - _GAP if self._at_bottom else _GAP, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the parent is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)


class FindBar(Bar):
    """Finds words in the open note."""

    def __init__(self, view: Any, theme: Theme) -> None:
        super().__init__(view, at_bottom=False)
        self._view = view
        self.field = QLineEdit(placeholderText="Find in this note")
        self.field.setMinimumWidth(48)
        self.count = QLabel("")
        self.count.setMinimumWidth(52)
        before = IconButton(theme, "arrow-up-s-line")
        after = IconButton(theme, "arrow-down-s-line")
        close = IconButton(theme, "close-line")
        before.set_name("Hit before")
        after.set_name("Next hit")
        close.set_name("Close", "Esc")
        self.setLayout(row(self.field, self.count, before, after, close, margins=(8, 6, 6, 6)))
        before.clicked.connect(self.previous)
        after.clicked.connect(self.next)
        close.clicked.connect(self.dismiss)
        self.field.textChanged.connect(self.next)

    def open(self) -> None:
        """Show the bar and type into it."""
        super().open()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.next()

    def dismiss(self) -> None:
        """Hide the bar; hits are not marked any more."""
        self._view.find("", lambda *_: None)
        super().dismiss()

    def next(self) -> None:
        """Go to the next hit."""
        self._view.find(self.field.text(), self._found)

    def previous(self) -> None:
        """Go to the hit before."""
        self._view.find(self.field.text(), self._found, backward=True)

    def _found(self, at: int, number: int) -> None:
        if not self.field.text():
            self.count.setText("")
        else:
            self.count.setText(f"{at} of {number}" if number else "no hit")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter goes back."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.previous()
        else:
            self.next()


class AddressBar(Bar):
    """Shows where a link leads before the browser opens it."""

    opened = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, at_bottom=True)
        self._address = ""
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setMinimumWidth(60)
        self.open_button = QPushButton("Open in browser")
        self.open_button.setProperty("primary", True)
        self.copy_button = QPushButton("Copy")
        cancel = QPushButton("Cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 8, 8)
        column.addWidget(self.label)
        column.addLayout(row(None, self.open_button, self.copy_button, cancel, spacing=8))
        self.open_button.clicked.connect(self._open)
        self.copy_button.clicked.connect(self._copy)
        cancel.clicked.connect(self.dismiss)

    def ask(self, address: str) -> None:
        """Show `address`, first the host it leads to; of a host that has no room its end, which is what counts."""
        self._address = address
        host, rest = host_and_rest(address)
        self.label.setToolTip(tooltip(host + rest))
        self.open()
        metrics, room = self.label.fontMetrics(), max(self.label.width(), 120)
        shown = host if metrics.horizontalAdvance(host) > room else host + rest
        side = Qt.TextElideMode.ElideLeft if shown == host else Qt.TextElideMode.ElideRight
        self.label.setText(metrics.elidedText(shown, side, room))
        self.open_button.setFocus()

    def _open(self) -> None:
        self.dismiss()
        self.opened.emit(self._address)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.dismiss()


class MessageBar(Bar):
    """A sentence that stays until the reader has seen it; its details on demand."""

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over, at_bottom=True)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.details, self.action = QPushButton("Details"), QPushButton()
        close = IconButton(theme, "close-line")
        close.set_name("Close", "Esc")
        self.setLayout(row(self.label, self.action, self.details, close, margins=(14, 8, 8, 8), spacing=8))
        self.layout().setStretch(0, 1)
        self._detail = ""
        self._act: Callable[[], None] = lambda: None
        self.action.clicked.connect(self._do)
        self.details.clicked.connect(self._show_detail)
        close.clicked.connect(self.dismiss)

    def tell(self, message: Message) -> None:
        """Show a message."""
        self._detail = "\n".join(map(plain, message.detail.splitlines()))
        self.label.setText(plain(message.text))
        self.details.setVisible(bool(message.detail))
        self._act = message.act
        self.action.setText(message.action)
        self.action.setVisible(bool(message.action))
        self.open()

    def _do(self) -> None:
        self.dismiss()
        self._act()

    def _show_detail(self) -> None:
        self.label.setText(self._detail)
        self.details.hide()
        self.place()


class Toast(QLabel):
    """A sentence in passing, over the foot of its parent."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("toast")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self, singleShot=True, interval=_TOAST_MS)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text` for some seconds."""
        self.setText(plain(text))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def lie_over(self, over: QWidget) -> None:
        """Lie over another widget from now on."""
        _lay_over(self, over)
        if not self.isHidden():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the parent is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        over = self.parentWidget()
        room = over.width() - 4 * _GAP
        self.setWordWrap(False)
        wide = self.sizeHint().width()
        self.setWordWrap(wide > room)
        self.setFixedWidth(min(wide, room))
        self.adjustSize()
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - 2 * _GAP)


def _lay_over(bar: QWidget, over: QWidget) -> None:
    before = bar.parentWidget()
    if over is not before:
        hidden = bar.isHidden()
        before.removeEventFilter(bar)
        over.installEventFilter(bar)
        bar.setParent(over)
        bar.setHidden(hidden)
        bar.raise_()
