"""The sidebar: the library as a tree with a filter, and below it what the open note is linked with."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from reader.services.history import ReadingHistory
from reader.services.library import LibraryService
from reader.services.media_choice import MediaChoice
from reader.services.pages import OpenedNote
from reader.ui.library_model import LibraryModel
from reader.ui.linked_view import Linked
from reader.ui.rows import Role
from reader.ui.theme import Theme
from reader.ui.tree_menu import ArrangeMenu, row_menu, rows_menu
from reader.ui.tree_view import Tree
from reader.ui.widgets import Heading, IconButton, row

_FEW_ROWS = 3
"""A library with so few channels shows their videos at once."""
_SELECTING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Sidebar(QWidget):
    """Leads through the library.  `link_activated` carries a link as pages write them."""

    link_activated = Signal(str)
    arranged = Signal(dict)
    """The reader wants the tree otherwise: settings by their names, to be given to `arrange` with all others."""
    pack_wished = Signal(str, tuple)
    """The notes at these paths, which a name stands for, are to be packed."""
    download_wished = Signal(str, tuple)
    """The videos of these ids, which a name stands for, are to be fetched."""
    left = Signal()
    """The reader is done with the filter and wants to read on."""

    def __init__(self, library: LibraryService, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._library = library
        self._history: ReadingHistory | None = None
        self._choice: MediaChoice | None = None
        self._opened: OpenedNote | None = None
        self._to_reveal = self._to_unfold = self._to_open = False
        self.filter = QLineEdit(placeholderText="Filter and search", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the library by title, and search its text")
        self.model = LibraryModel(library)
        self.tree = Tree(self.model, theme)
        self.count = QLabel(objectName="tree-count")
        self.menu = ArrangeMenu(self)
        self.arrange_button = self._make_button(theme)
        self.linked = Linked(library, theme)
        self.parts = QSplitter(Qt.Orientation.Vertical, handleWidth=1, childrenCollapsible=False)
        self._lay_out()
        self.arrange("name", "channel", only_unread=False)
        self._join()

    def attend(self, history: ReadingHistory) -> None:
        """Show from now on which notes were read."""
        self._history = history
        self.model.attend(history)
        history.changed.connect(self.tree.viewport().update)

    def offer_files(self, choice: MediaChoice) -> None:
        """Let the reader say from now on, at a row, which file shows its video."""
        self._choice = choice

    def arrange(self, order: str, group: str, *, only_unread: bool, only_here: bool = False) -> None:
        """Show the tree as `Settings` say: `tree_order`, `tree_group`, `only_unread` and `only_here`."""
        self.menu.show_choice(order, group, only_unread=only_unread, only_here=only_here)
        self.model.arrange(order, group, only_unread=only_unread, only_here=only_here)
        self._to_reveal = True

    def show_note(self, opened: OpenedNote) -> None:
        """Show where the open note stands and what it is linked with."""
        path = opened.note.path
        self._to_reveal |= self._opened is None or path != self._opened.note.path
        self._opened = opened
        self.model.set_current(path)
        self._reveal()
        self.linked.show_note(opened)

    def clear(self) -> None:
        """No note is open."""
        self._opened = None
        self.model.set_current("")
        self.linked.show_note(None)

    def focus_filter(self) -> None:
        """Type into the filter."""
        self.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def remembered(self) -> dict[str, Any]:
        """How it is divided, to be given to `restore` another day."""
        return {"parts": self.parts.sizes()}

    def restore(self, value: Mapping[str, Any]) -> None:
        """Be divided as it was; what cannot be understood is passed over."""
        sizes = value.get("parts")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) and size > 0 for size in sizes):
            self.parts.setSizes(sizes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead the keys of the filter; open the menu of a row of the tree, by the mouse or by its key."""
        if watched is self.filter:
            return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._lead(event.key())
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            index = self.tree.currentIndex() if by_key else self.tree.indexAt(event.pos())
            place = self.tree.visualRect(index).bottomLeft() + QPoint(16, 0) if by_key else event.pos()
            if index.isValid() and self.model.node(index).kind:
                self._menu_at(index).popup(self.tree.viewport().mapToGlobal(place))
            return True
        return super().eventFilter(watched, event)

    def _menu_at(self, index: QModelIndex) -> QMenu:
        wishes = [
            wished.emit if self.isSignalConnected(QMetaMethod.fromSignal(wished)) else None
            for wished in (self.download_wished, self.pack_wished)
        ]
        services = self._library, self._history, *wishes
        chosen = [each for each in self.tree.chosen(index) if self.model.node(each).kind]
        if len(chosen) > 1:
            return rows_menu(self.tree, chosen, *services)
        return row_menu(self.tree, index, self.link_activated.emit, *services, self._choice)

    def _lead(self, key: int) -> bool:
        """Go down into the tree, or away from the filter once it is empty; tells whether `key` asks for that."""
        if key == Qt.Key.Key_Down:
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
            if self.model.filtered and (first := self._first_note()).isValid():
                self.tree.reveal(first)
        elif key == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        return key in (Qt.Key.Key_Down, Qt.Key.Key_Escape)

    def _make_button(self, theme: Theme) -> IconButton:
        button = IconButton(theme, "equalizer-line")
        button.set_name("Sort, group and choose what is listed")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.menu)
        return button

    def _lay_out(self) -> None:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        heading = (Heading("Library"), self.count, None, self.arrange_button)
        column.addLayout(row(*heading, margins=(0, 6, 0, 2), spacing=0))
        column.addWidget(self.tree, 1)
        self.parts.addWidget(above)
        self.parts.addWidget(self.linked.view)
        for place, (share, least) in enumerate(((3, 120), (2, 64))):
            self.parts.setStretchFactor(place, share)
            self.parts.widget(place).setMinimumHeight(least)
        self.parts.setSizes([300, 200])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(0)
        layout.addWidget(self.filter)
        layout.addWidget(self.parts, 1)

    def _join(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self._open_first)
        self.model.settled.connect(self._on_settled)
        self.menu.arranged.connect(self.arranged)
        self._library.opened.connect(self._on_opened)
        self._library.changed.connect(self._on_changed)
        self.tree.activated.connect(self._follow)
        self.linked.view.link_activated.connect(self.link_activated)
        self.filter.installEventFilter(self)
        self.tree.installEventFilter(self)
        self.tree.viewport().installEventFilter(self)

    def _on_opened(self) -> None:
        self._to_unfold = True

    def _on_changed(self) -> None:
        if self._opened:
            self.linked.show_note(self._opened)
        self.linked.seek(self.filter.text())

    def _on_filter(self, text: str) -> None:
        self.model.set_filter(text)
        self.linked.seek(text)
        self._to_reveal |= not text.strip()

    def _on_settled(self) -> None:
        notes = self.model.count_notes()
        self.count.setText(f"{notes:,}" if notes else "")
        if self._to_unfold and self._library.ready and not self.model.filtered:
            self._to_unfold = False
            if self.model.rowCount() <= _FEW_ROWS:
                self.tree.expandToDepth(0)
        self._reveal()
        if self._to_open:
            self._open_first()

    def _reveal(self) -> None:
        """Show where the open note stands, once it stands there."""
        if not self._to_reveal or self._opened is None or self.model.settling:
            return
        index = self.model.index_of(self._opened.note.path)
        if index.isValid():
            self._to_reveal = False
            self.tree.reveal(index)

    def _open_first(self) -> None:
        """Open the first note of the tree, or else of the text, once what was typed has been found."""
        self._to_open = self.model.settling
        if self._to_open:
            return
        if href := self._first_note().data(Role.HREF) or self.linked.first_hit():
            self.link_activated.emit(href)

    def _first_note(self) -> QModelIndex:
        """The first note of the tree; invalid where its first branch has none."""
        index = self.model.index(0, 0)
        while index.isValid() and not index.data(Role.HREF):
            index = self.model.index(0, 0, index)
        return index

    def _follow(self, index: QModelIndex) -> None:
        """Go where a row leads; a click with Ctrl or Shift only selects it with others."""
        if QGuiApplication.keyboardModifiers() & _SELECTING:
            return
        if href := index.data(Role.HREF):
            self.link_activated.emit(href)
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
