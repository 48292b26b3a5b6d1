"""The window of the doubtful stamps: what in the library cannot be trusted, why, and the way to each place."""

from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reader.services.doubtful import DoubtfulStamps
from reader.services.library import LibraryService
from reader.ui.doubtful_model import Column, DoubtfulModel
from reader.ui.drawing import font_like, paint_pill, paint_text
from reader.ui.rows import Index, Role
from reader.ui.text import count
from reader.ui.theme import Theme
from reader.ui.widgets import IconButton, row

_HEIGHT = 32
_WIDTHS = {Column.CHANNEL: 130, Column.NOTE: 210, Column.WRITTEN: 88, Column.READ_AS: 92}
_GAP = 8


class _Cells(QStyledItemDelegate):
    """Draws a time as a pill, the note's name clearly, and all else quietly."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(60, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("pill"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        rect, column = option.rect.adjusted(_GAP, 0, -_GAP, 0), index.column()
        if column == Column.READ_AS:
            ground = "paper" if option.state & QStyle.StateFlag.State_Selected else "pill"
            paint_pill(painter, self._theme, rect, option.font, f"{index.data()} ?", ground)
        else:
            clear = column in (Column.NOTE, Column.SENTENCE)
            font = font_like(option.font, weight=QFont.Weight.DemiBold) if column == Column.NOTE else option.font
            paint_text(painter, rect, str(index.data()), font, self._theme.colour("ink" if clear else "quiet"))
        painter.restore()


class DoubtfulPane(QDialog):
    """Stands beside the window; the notes are read when it is first seen, and again when that is asked for."""

    link_activated = Signal(str)

    def __init__(
        self, stamps: DoubtfulStamps, library: LibraryService, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._stamps = stamps
        self._read = False
        self.model = DoubtfulModel(self)
        self.table = self._make_table(theme)
        self.filter = QLineEdit(placeholderText="Filter", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter the doubtful stamps by what is in any column")
        self.summary = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Notes that were read")
        self.again = IconButton(theme, "refresh-line")
        self.again.set_name("Read the notes again")
        self.export = QPushButton("Export as CSV…", autoDefault=False)
        self._lay_out()
        self._join(library)
        self.setWindowTitle("Doubtful stamps")
        self.resize(1080, 620)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the notes, unless that was done."""
        super().showEvent(event)
        self.resize(self.size().boundedTo(self.screen().availableSize()))
        if not self._read:
            self.read()
        self.filter.setFocus()

    def read(self) -> None:
        """Look for doubtful stamps from the first note on."""
        self._read = True
        self.model.clear()
        self._on_progress(0, 0)
        self.bar.show()
        self._stamps.begin()

    def save(self) -> None:
        """Write what is shown as a table, to a file that the reader chooses."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        first = str(Path(folder) / "doubtful stamps.csv")
        chosen, _ = QFileDialog.getSaveFileName(self, "Export the doubtful stamps", first, "Tables (*.csv)")
        if chosen:
            self._stamps.write(Path(chosen), self.model.shown())

    def _forget(self) -> None:
        """Another library was opened."""
        self._stamps.stop()
        self._read = False
        self.model.clear()
        if self.isVisible():
            self.read()

    def _narrow(self, text: str) -> None:
        self.model.narrow(text)
        self._sum_up()

    def _on_progress(self, read: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(read)
        self._sum_up()

    def _on_finished(self) -> None:
        self.bar.hide()
        self.model.sort_again()
        self._sum_up()

    def _sum_up(self) -> None:
        shown, held = self.model.rowCount(), self.model.count
        self.export.setEnabled(shown > 0)
        if not self.bar.isHidden():
            self.summary.setText(f"Reading… {count(held, 'doubtful stamp', 'doubtful stamps')} so far")
        elif not held:
            self.summary.setText("No stamp of this library is doubtful.")
        else:
            of_all = f"{shown:,} of " if shown != held else ""
            self.summary.setText(of_all + count(held, "doubtful stamp", "doubtful stamps"))

    def _follow(self, index: Index) -> None:
        self.link_activated.emit(index.data(Role.HREF))

    def _make_table(self, theme: Theme) -> QTreeView:
        table = QTreeView(
            rootIsDecorated=False, uniformRowHeights=True, itemsExpandable=False, allColumnsShowFocus=True
        )
        table.setObjectName("doubtful")
        table.setModel(self.model)
        table.setItemDelegate(_Cells(theme))
        table.setMouseTracking(True)
        table.setAccessibleName("Doubtful stamps")
        header = table.header()
        header.setSectionsClickable(True)
        header.setSortIndicator(Column.CHANNEL, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setSortingEnabled(True)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        for column in (Column.WHY, Column.SENTENCE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(table.viewport().update)
        return table

    def _lay_out(self) -> None:
        self.filter.setFixedWidth(240)
        self.bar.setFixedSize(120, 6)
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(
            row(self.filter, self.summary, self.bar, None, self.again, self.export, margins=(8, 8, 8, 8), spacing=10)
        )
        column.addWidget(self.table, 1)

    def _join(self, library: LibraryService) -> None:
        self._stamps.found.connect(self.model.add)
        self._stamps.progress.connect(self._on_progress)
        self._stamps.finished.connect(self._on_finished)
        library.opened.connect(self._forget)
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self.table.setFocus)
        self.again.clicked.connect(self.read)
        self.export.clicked.connect(self.save)
        self.table.activated.connect(self._follow)
