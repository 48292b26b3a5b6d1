"""The list of the transcript: thousands of rows of which only those near the reader are ever measured."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPropertyAnimation,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from reader.ui.transcript_model import TranscriptModel
from reader.ui.transcript_paint import LINE, PADDING, CueDelegate, lines_guessed
from reader.ui.transcript_rows import RowHeights

_FAR = 2
"""Pages; further than that the list does not glide, it jumps."""
_Action = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


class TranscriptView(QListView):
    """A list whose rows are as high as their text.  Rows in sight stay where they are when others are measured."""

    looked_elsewhere = Signal()
    """The reader has scrolled, moved along the rows or selected some."""
    scrolled = Signal()

    def __init__(self, model: TranscriptModel, delegate: CueDelegate) -> None:
        super().__init__()
        self._model = model
        self._rows = RowHeights()
        self._glide = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.verticalScrollBar().actionTriggered.connect(self._look_elsewhere)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def chosen_rows(self) -> list[int]:
        """The selected rows in order, or the one that the keys are at."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return rows or [self.currentIndex().row()] * self.currentIndex().isValid()

    def copy(self) -> None:
        """Copy the chosen rows with their stamps."""
        if rows := self.chosen_rows():
            QGuiApplication.clipboard().setText(self._model.stamped(rows))

    def bring(self, row: int) -> None:
        """Have a row in sight: where it is not, a third from above; softly where it is near."""
        if self._wholly_in_sight(row):
            return
        self._glide.stop()
        self._measure_round(self._rows.top(row))
        bar, goal = self.verticalScrollBar(), self._goal(row)
        soft = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        if not soft or not self.isVisible() or abs(goal - bar.value()) > _FAR * bar.pageStep():
            bar.setValue(goal)
            return
        self._glide.setDuration(soft)
        self._glide.setStartValue(bar.value())
        self._glide.setEndValue(min(max(goal, bar.minimum()), bar.maximum()))
        self._glide.start()

    def top_row(self) -> int:
        """The first row of which something is seen."""
        return self._rows.at(self.verticalOffset())

    def sight(self, row: int) -> int:
        """Where a row is: -1 above what is seen, 0 in sight, 1 below."""
        box = self._box(row)
        return -1 if box.bottom() < 0 else int(box.top() >= self.viewport().height())

    def doItemsLayout(self) -> None:
        """Guess how high all rows are in this width, and measure those in sight; the first of them stays."""
        before, top = self._rows, self.top_row()
        offset = self.verticalOffset() - before.top(top) if len(before) == len(self._model.lines) else 0
        letter = QFontMetricsF(self.font()).averageCharWidth()
        width = self.viewport().width()
        guesses = [lines_guessed(line, letter, width) * LINE + 2 * PADDING for line in self._model.lines]
        self._rows = RowHeights(guesses, self._measured)
        self._go(self._rows.top(top) + offset if top < len(guesses) else 0)
        self._measure_round(self.verticalOffset())
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        page, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setRange(0, max(self._rows.total - page, 0))
        bar.setPageStep(page)
        bar.setSingleStep(LINE + 2 * PADDING)

    def visualRect(self, index: QModelIndex) -> QRect:  # type: ignore[override]
        """Where a row is in the viewport."""
        return self._box(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a place of the viewport."""
        y = point.y() + self.verticalOffset()
        return self._model.index(self._rows.at(y)) if 0 <= y < self._rows.total else QModelIndex()

    def scrollTo(self, index: QModelIndex, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:  # type: ignore[override]
        """Have a row in sight at once, where it is not."""
        if not index.isValid() or (hint is _Hint.EnsureVisible and self._wholly_in_sight(index.row())):
            return
        self._measure_round(self._rows.top(index.row()))
        box, room = self._box(index.row()), self.viewport().height()
        if hint is not _Hint.EnsureVisible:
            self.verticalScrollBar().setValue(self._goal(index.row()))
        else:
            by = box.top() if box.top() < 0 else max(box.bottom() - room + 1, 0)
            self.verticalScrollBar().setValue(self.verticalOffset() + by)

    def verticalOffset(self) -> int:
        """How far the list is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def moveCursor(self, action: QAbstractItemView.CursorAction, _: Qt.KeyboardModifier) -> QModelIndex:  # type: ignore[override]
        """The row to which a key leads."""
        if not len(self._rows):
            return QModelIndex()
        here, last = self.currentIndex().row(), len(self._rows) - 1
        page = self.viewport().height()
        goals = {
            _Action.MoveHome: 0,
            _Action.MoveEnd: last,
            _Action.MovePageUp: self._rows.at(self._rows.top(max(here, 0)) - page),
            _Action.MovePageDown: self._rows.at(self._rows.top(max(here, 0)) + page),
            _Action.MoveUp: here - 1,
            _Action.MovePrevious: here - 1,
            _Action.MoveLeft: here,
            _Action.MoveRight: here,
        }
        goal = goals.get(action, here + 1) if here >= 0 else max(self._model.current, self.top_row())
        return self._model.index(min(max(goal, 0), last))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows between two places."""
        rect = rect.normalized()
        rows = self._rows.between(rect.top() + self.verticalOffset(), rect.bottom() + self.verticalOffset())
        if rows:
            selection = QItemSelection(self._model.index(rows[0]), self._model.index(rows[-1]))
            self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, _: QItemSelection) -> QRegion:
        """What is to be painted anew: to find out would take longer than to paint all."""
        return QRegion(self.viewport().rect())

    def dataChanged(self, top: QModelIndex, bottom: QModelIndex, roles: object = ()) -> None:  # type: ignore[override]
        """Rows look otherwise; they are as high as they were."""
        self.viewport().update(self.visualRect(top).united(self.visualRect(bottom)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        QAbstractItemView.resizeEvent(self, event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()
        else:
            self._measure_round(self.verticalOffset())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Measure what comes near."""
        self.viewport().scroll(dx, dy)
        self._measure_round(self.verticalOffset())
        self.scrolled.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in sight."""
        painter, option = QPainter(self.viewport()), self._option()
        plain, delegate = QStyle.StateFlag(option.state), self.itemDelegate()
        over = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) if self.underMouse() else QModelIndex()
        offset = self.verticalOffset()
        for row in self._rows.between(event.rect().top() + offset, event.rect().bottom() + offset):
            index = self._model.index(row)
            option.rect = self._box(row)
            option.state = plain | self._state(index, over)
            delegate.paint(painter, option, index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The reader looks elsewhere."""
        self._look_elsewhere()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The reader moves along the rows."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self._look_elsewhere()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys begin at the row that is spoken."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason and not self.selectedIndexes():
            row = max(self._model.current, 0)
            self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)

    def _measured(self, row: int) -> int:
        option = self._option()
        option.rect = QRect(0, 0, self.viewport().width(), 0)
        return self.itemDelegate().sizeHint(option, self._model.index(row)).height()

    def _measure_round(self, y: int) -> None:
        """Measure the rows a page above and two pages below `y`, so that whoever scrolls there meets no guesses."""
        rows, page = self._rows, self.viewport().height()
        top = self.top_row()
        offset, goal = self.verticalOffset() - rows.top(top), rows.at(y)
        while rows.measure(rows.between(rows.top(goal) - page, rows.top(goal) + 2 * page)):
            pass
        self._go(rows.top(top) + offset)

    def _go(self, value: int) -> None:
        self.updateGeometries()
        if value != self.verticalOffset():
            self.verticalScrollBar().setValue(value)
            self.viewport().update()

    def _goal(self, row: int) -> int:
        return self._rows.top(row) - (self.viewport().height() - self._rows.height(row)) // 3

    def _box(self, row: int) -> QRect:
        if row >= len(self._rows):
            return QRect()
        top = self._rows.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._rows.height(row))

    def _wholly_in_sight(self, row: int) -> bool:
        box = self._box(row)
        return box.top() >= 0 and box.bottom() < self.viewport().height()

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option

    def _state(self, index: QModelIndex, over: QModelIndex) -> QStyle.StateFlag:
        state = QStyle.StateFlag.State_None
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if index == over:
            state |= QStyle.StateFlag.State_MouseOver
        if self.hasFocus() and index == self.currentIndex():
            state |= QStyle.StateFlag.State_HasFocus
        return state

    def _on_selection(self) -> None:
        if len(self.selectedIndexes()) > 1:
            self._look_elsewhere()

    def _look_elsewhere(self) -> None:
        self._glide.stop()
        self.looked_elsewhere.emit()
