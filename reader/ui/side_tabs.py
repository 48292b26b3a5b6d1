"""What stands below the picture, one part behind the other: the moments, the transcript, the chapters."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

_ALONG = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


class TabBar(QTabBar):
    """Tabs as words, with a line under the open one; the arrow keys are its own while it has the keys."""

    def __init__(self) -> None:
        super().__init__(objectName="side-tabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Below the video")

    def event(self, event: QEvent) -> bool:
        """Claim a key before a shortcut takes it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _goes_along(event):
            event.accept()
            return True
        return super().event(event)


def _goes_along(event: QKeyEvent) -> bool:
    return event.key() in _ALONG and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    widget: QWidget
    empty: Callable[[], bool]


class SideTabs(QWidget):
    """The parts in the order in which they are added; one that is empty has no tab.

    The tab that the reader opened last stays the wished one while its part is empty, and is open again once it is not.
    """

    chosen = Signal(str)
    """The reader has opened the tab of that title."""
    changed = Signal()
    """Other tabs are to be seen, or none."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[_Part] = []
        self._wished = ""
        self._called: QWidget | None = None
        self.bar = TabBar()
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._on_current)

    @property
    def empty(self) -> bool:
        """Whether there is no tab to be seen."""
        return not any(map(self.bar.isTabVisible, range(self.bar.count())))

    @property
    def open_title(self) -> str:
        """The title of the tab that is open."""
        return self._parts[self.bar.currentIndex()].title if self._parts else ""

    def add(self, title: str, widget: QWidget, empty: Callable[[], bool]) -> None:
        """Have a further tab; `empty` tells whether there is nothing in it."""
        self._parts.append(_Part(title, widget, empty))
        self.stack.addWidget(widget)
        self.bar.blockSignals(True)
        self.bar.addTab(title)
        self.bar.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        """Parts may be empty, or not empty any more."""
        before = [self.bar.isTabVisible(place) for place in range(self.bar.count())]
        seen = [part.widget is self._called or not part.empty() for part in self._parts]
        self.bar.blockSignals(True)
        for place, visible in enumerate(seen):
            self.bar.setTabVisible(place, visible)
            self.bar.setTabText(place, self._parts[place].title)  # Qt 6.11 lays tabs out anew only for that
        self._open(self._place(seen))
        self.bar.blockSignals(False)
        if seen != before:
            self.changed.emit()

    def wish(self, title: str) -> None:
        """Have the tab of that title be open whenever its part is not empty."""
        self._wished = title
        self.refresh()

    def call(self, widget: QWidget) -> None:
        """Open the tab of a part although it may be empty; it goes with the next tab that is opened."""
        self._called = widget
        self._wished = next(part.title for part in self._parts if part.widget is widget)
        self.refresh()
        self.chosen.emit(self._wished)

    def _place(self, seen: list[bool]) -> int:
        titles = [part.title if visible else None for part, visible in zip(self._parts, seen, strict=True)]
        return titles.index(self._wished) if self._wished in titles else next(iter(_true(seen)), 0)

    def _open(self, place: int) -> None:
        self.bar.setCurrentIndex(place)
        self.stack.setCurrentIndex(place)

    def _on_current(self, place: int) -> None:
        self._wished, self._called = self._parts[place].title, None
        self.refresh()
        self.chosen.emit(self._wished)


def _true(values: list[bool]) -> list[int]:
    return [place for place, value in enumerate(values) if value]
