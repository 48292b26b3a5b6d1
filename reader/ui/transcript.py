"""The transcript of the video: what is said, beside when; it follows the video, is searched, and is copied."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from reader.clock import clock
from reader.ui.rows import Role
from reader.ui.theme import Theme
from reader.ui.transcript_model import TranscriptModel
from reader.ui.transcript_paint import CueDelegate
from reader.ui.transcript_search import TranscriptSearch
from reader.ui.transcript_view import TranscriptView

if TYPE_CHECKING:
    from reader.services.captions import Captions

NOTHING = (
    "No transcript.\n\nIt is read from the captions of the video: a .vtt or .srt file that lies beside the video "
    "and begins with the same name."
)
_GAP = 12
_KEYS = (QKeySequence.StandardKey.FindNext, QKeySequence.StandardKey.FindPrevious, QKeySequence.StandardKey.Find)
_CHOOSING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Transcript(QWidget):
    """The cues as a list.  `video` tells which video they are of, `title_of` what it is called."""

    link_activated = Signal(str)

    def __init__(
        self, captions: "Captions", video: Callable[[], str], title_of: Callable[[str], str], theme: Theme
    ) -> None:
        super().__init__()
        self._captions, self._video, self._title_of = captions, video, title_of
        self.model = TranscriptModel(self)
        self.search = TranscriptSearch(theme)
        self.list = TranscriptView(self.model, CueDelegate(theme, self.model))
        self.list.setAccessibleName("Transcript of this video")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.nothing = QLabel(NOTHING, wordWrap=True, textFormat=Qt.TextFormat.PlainText, objectName="state-text")
        self.nothing.setContentsMargins(16, 14, 16, 14)
        self.back = QPushButton(self.list, objectName="follow")
        self.back.setCursor(Qt.CursorShape.PointingHandCursor)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.following = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self._join()
        self._on_cues()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.model.lines

    def follow_again(self) -> None:
        """Go to where the video is, and along with it from now on."""
        had_keys = self.back.hasFocus()
        self.following = True
        if had_keys:
            self.list.setFocus()
        self._bring_current()
        self._show_back()

    def find(self) -> None:
        """Have the reader type what is to be found."""
        self.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.field.selectAll()

    def event(self, event: QEvent) -> bool:
        """Claim the keys for finding while the reader is here."""
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and not self.empty and any(event.matches(key) for key in _KEYS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find, and go from hit to hit."""
        again, before, find = (event.matches(key) for key in _KEYS)
        if find:
            self.find()
        elif again or before:
            self._step(-1 if before else 1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once the list has another size, keep the current line in sight and the button in its place."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._settle)
        return super().eventFilter(watched, event)

    def _join(self) -> None:
        self._captions.cues_changed.connect(self._on_cues)
        self._captions.current_changed.connect(self._on_current)
        self.list.installEventFilter(self)
        self.list.activated.connect(self._on_activated)
        self.list.looked_elsewhere.connect(self._look_elsewhere)
        self.list.scrolled.connect(self._show_back)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.back.clicked.connect(self.follow_again)
        self.search.asked.connect(self._on_asked)
        self.search.step_wished.connect(self._step)
        self.search.left.connect(self._on_left)

    def _on_cues(self) -> None:
        self.model.show(self._captions.cues, self._video(), self._captions.current)
        for part in (self.search, self.list):
            part.setHidden(self.empty)
        self.nothing.setVisible(self.empty)
        self.following = True
        self.list.doItemsLayout()
        self.model.find(self.search.field.text())
        self.search.show_count(1, len(self.model.found))
        self._bring_current()
        self._show_back()

    def _on_current(self, current: int) -> None:
        self.model.set_current(current)
        self._bring_current()
        self._show_back()

    def _bring_current(self) -> None:
        pressed = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if self.following and not pressed and 0 <= self.model.current < len(self.model.lines):
            self.list.bring(self.model.current)

    def _settle(self) -> None:
        self._bring_current()
        self._place()

    def _look_elsewhere(self) -> None:
        self.following = False
        self._show_back()

    def _on_activated(self, index: QModelIndex) -> None:
        if not QGuiApplication.keyboardModifiers() & _CHOOSING:
            self.list.clearSelection()
            self.following = True
            self._show_back()
            self.link_activated.emit(index.data(Role.HREF))

    def _on_asked(self, words: str) -> None:
        self.model.find(words)
        if len(self.model.found):
            self._go_to(self.model.found.first_from(self.list.top_row()))
        else:
            self.search.show_count(0, 0)
        self.list.viewport().update()

    def _step(self, step: int) -> None:
        if number := len(self.model.found):
            self._go_to((self.model.hit + step) % number)

    def _go_to(self, hit: int) -> None:
        self.model.hit = hit
        self._look_elsewhere()
        self.list.bring(self.model.found.line_of(hit))
        self.list.viewport().update()
        self.search.show_count(hit + 1, len(self.model.found))

    def _on_left(self) -> None:
        self.list.setFocus()
        self.follow_again()

    def _show_back(self) -> None:
        current = self.model.current
        there = not self.following and 0 <= current < len(self.model.lines)
        if there:
            arrow = "↑" if self.list.sight(current) < 0 else "↓"
            self.back.setText(f"{arrow} Back to {clock(self.model.start(current))}")
            self.back.setAccessibleName(f"Back to {clock(self.model.start(current))}, and follow the video")
        self.back.setVisible(there)
        self._place()

    def _place(self) -> None:
        room = self.list.viewport()
        self.back.adjustSize()
        self.back.move((room.width() - self.back.width()) // 2, room.height() - self.back.height() - _GAP)
        self.back.raise_()

    def _open_menu(self, where: QPoint) -> None:
        if rows := self.list.chosen_rows():
            menu = self.menu(rows)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(where))

    def menu(self, rows: list[int]) -> QMenu:
        """The ways to copy some rows."""
        title = self._title_of(self._video())
        menu = QMenu(self)
        ways: dict[str, Callable[[], Any]] = {
            "Copy with stamps\tCtrl+C": lambda: self.model.stamped(rows),
            "Copy the text": lambda: self.model.text_of(rows),
            "Copy as a quotation with its link": lambda: self.model.quoted(rows, title),
        }
        for name, text in ways.items():
            menu.addAction(name).triggered.connect(lambda _=False, text=text: _copy(text()))
        return menu


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
