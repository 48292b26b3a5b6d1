"""A panel over the window with a line to type into and a list below it: what Search and Quick open are seen in."""

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.ui.text import plain
from reader.ui.theme import Theme
from reader.ui.widgets import row

_WIDTH, _MOST_HEIGHT = 660, 560
_TOP, _SIDE = 56, 24
"""Pixels from the window's upper edge, and at least from its other edges."""
_SHADOW = 12
_KEYS = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape),
    }
)
_STAY = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


class Palette(QWidget):
    """Covers the window `over`, but is seen only in its upper middle; a click beside it or Escape closes it.

    Whoever makes it fills the model when `asked` tells that the text is another, and calls `show_rows`, `show_blank`
    or `show_nothing` then.  What the list shows stays meanwhile; Enter waits for the new rows.
    """

    asked = Signal(str)
    """Rows for this text are wanted."""
    chosen = Signal(QModelIndex, bool)
    """A row was chosen; with Shift: the other way."""

    def __init__(
        self,
        over: QWidget,
        theme: Theme,
        prompt: str,
        model: QAbstractListModel,
        delegate: QAbstractItemDelegate,
        blank: QWidget,
        hints: Iterable[tuple[str, str]],
    ) -> None:
        """`prompt` stands in the empty line, `blank` below it; `hints` are keys and what they do."""
        super().__init__(over)
        self.hide()
        self._theme = theme
        self._before: QWidget | None = None
        self._waiting = False
        self._wish: bool | None = None
        self.panel = QFrame(self, objectName="palette")
        self.line = QLineEdit(placeholderText=prompt)
        self.line.setAccessibleName(prompt)
        self.list = self._make_list(model, delegate, prompt)
        self.blank = blank
        self.nothing = QLabel(objectName="palette-nothing", alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.pages = QStackedWidget()
        for page in (self.blank, self.list, self.nothing):
            self.pages.addWidget(page)
        self.summary = QLabel(objectName="palette-quiet")
        self._foot = self._make_foot(hints)
        self._lay_out()
        self.line.textChanged.connect(self._on_text)
        self.line.installEventFilter(self)
        over.installEventFilter(self)
        theme.changed.connect(self.update)

    def open(self) -> None:
        """Come up with the line's text selected, in place of another palette, and ask for its rows again."""
        for other in self.parentWidget().findChildren(Palette):
            other.dismiss()
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._on_text(self.line.text())

    def dismiss(self) -> None:
        """Go, and give the keys back to what had them."""
        if self.isVisible():
            before = self._before
            there = before is not None and shiboken6.isValid(before) and before.isVisible()
            (before if there else self.parentWidget()).setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()
            self._settle()

    def show_rows(self, summary: str, kept: str = "", role: int = Qt.ItemDataRole.DisplayRole) -> None:
        """Show the model's rows, the first selected, or the one whose `role` is `kept`; `summary` tells how many."""
        self._show(self.list, summary)
        rows = self._rows()
        model = self.list.model()
        first = next((at for at in rows if kept and model.index(at, 0).data(role) == kept), rows[0])
        self.list.scrollToTop()
        self._select(first)
        wish = self._wish
        self._settle()
        if wish is not None:
            self._choose(self.list.currentIndex(), wish)

    def show_blank(self) -> None:
        """Show what stands below an empty line."""
        self._show(self.blank, "")
        self._settle()

    def show_nothing(self, sentence: str) -> None:
        """Show that there are no rows, and why."""
        self.nothing.setText(plain(sentence))
        self._show(self.nothing, "")
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys go through the line; the panel follows the window; whoever takes the keys elsewhere closes it."""
        kind = event.type()
        if watched is not self.line:
            if kind == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif kind == QEvent.Type.ShortcutOverride and self._takes(event):
            event.accept()
            return True
        elif kind == QEvent.Type.KeyPress and self._takes(event):
            self._on_key(event)
            return True
        elif kind == QEvent.Type.FocusOut and event.reason() not in _STAY:
            self.hide()
        return False

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802
        """Tab stays here."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel closes it."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the panel's shadow."""
        panel, round_ = self.panel.geometry(), 12
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRegion(event.region() - QRegion(panel.adjusted(round_, round_, -round_, -round_)))
        painter.setPen(Qt.PenStyle.NoPen)
        colour = self._theme.colour("shadow")
        colour.setAlphaF(colour.alphaF() / _SHADOW)
        painter.setBrush(colour)
        for step in range(1, 2 * _SHADOW, 2):
            painter.drawRoundedRect(panel.adjusted(-step, 4 - step, step, 4 + step), round_ + step, round_ + step)

    def _make_list(self, model: QAbstractListModel, delegate: QAbstractItemDelegate, name: str) -> QListView:
        view = QListView()
        view.setModel(model)
        view.setItemDelegate(delegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(name)
        view.clicked.connect(lambda index: self._choose(index, _shift(QGuiApplication.keyboardModifiers())))
        return view

    def _make_foot(self, hints: Iterable[tuple[str, str]]) -> QWidget:
        foot = QWidget(objectName="palette-foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parts: list[QWidget | None] = []
        for keys, what in hints:
            parts += [QLabel(keys, objectName="key"), QLabel(f"{what}   ", objectName="palette-quiet")]
        foot.setLayout(row(*parts, None, self.summary, margins=(16, 6, 16, 6), spacing=8))
        return foot

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.pages, 1)
        column.addWidget(self._foot)

    def _place(self) -> None:
        """Take all of the window; the panel is as high as what it shows, as far as there is room."""
        self.setGeometry(self.parentWidget().rect())
        width = min(_WIDTH, self.width() - 2 * _SIDE)
        room = min(_MOST_HEIGHT, self.height() - _TOP - _SIDE)
        around = self.line.sizeHint().height() + self._foot.sizeHint().height() + 2
        self.panel.setGeometry((self.width() - width) // 2, _TOP, width, min(room, around + self._page_height(width)))
        self.update()

    def _page_height(self, width: int) -> int:
        page = self.pages.currentWidget()
        if page is self.list:
            rows = range(self.list.model().rowCount())
            return sum(self.list.sizeHintForRow(at) for at in rows) + 2 * self.list.frameWidth() + 8
        return page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()

    def _show(self, page: QWidget, summary: str) -> None:
        self.pages.setCurrentWidget(page)
        self.summary.setText(summary)
        self._place()

    def _on_text(self, text: str) -> None:
        self._waiting, self._wish = True, None
        self.asked.emit(text)

    def _settle(self) -> None:
        """Nothing is waited for any more."""
        self._waiting, self._wish = False, None

    def _takes(self, event: QKeyEvent) -> bool:
        kept = Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            kept |= Qt.KeyboardModifier.ShiftModifier
        return event.key() in _KEYS and not event.modifiers() & ~kept

    def _on_key(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.dismiss()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._waiting:
                self._wish = _shift(event.modifiers())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.list.currentIndex(), _shift(event.modifiers()))
            case key:
                self._move(key)

    def _choose(self, index: QModelIndex, other_way: bool) -> None:
        if self.pages.currentWidget() is self.list and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.dismiss()
            self.chosen.emit(index, other_way)

    def _rows(self) -> list[int]:
        """The rows that can be selected."""
        model = self.list.model()
        indexes = (model.index(at, 0) for at in range(model.rowCount()))
        return [index.row() for index in indexes if index.flags() & Qt.ItemFlag.ItemIsSelectable]

    def _move(self, key: int) -> None:
        if self.pages.currentWidget() is not self.list:
            return
        rows, current = self._rows(), self.list.currentIndex()
        at = rows.index(current.row()) if current.isValid() else 0
        page = max(self.list.viewport().height() // self.list.visualRect(current).height() - 1, 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -len(rows),
            Qt.Key.Key_End: len(rows),
        }
        self._select(rows[min(max(at + steps[Qt.Key(key)], 0), len(rows) - 1)])

    def _select(self, at: int) -> None:
        """Select a row; the heading above it comes into sight with it."""
        index = self.list.model().index(at, 0)
        above = index.siblingAtRow(at - 1)
        if above.isValid() and not above.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.list.scrollTo(above)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self.line.setAccessibleDescription(
            str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole))
        )


def _shift(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
