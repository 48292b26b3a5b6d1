"""The window in which a pack is chosen, seen for what it holds, and made."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
)

from reader.services.download_words import size
from reader.services.packing import Packing, Wanted
from reader.ui.download_fields import Choices, form, margin_box, quieted
from reader.ui.text import count, plain
from reader.ui.theme import Theme
from reader.ui.widgets import Line, bring_up, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.library.pack_plan import Plan, Videos
    from reader.services.tasks import Task

    MakePlan = Callable[[Wanted, Callable[[Plan], None]], Task]

_VIDEOS: "dict[Videos, str]" = {"clips": "Only what is cited", "whole": "Whole videos", "none": "No videos"}
_STEPS = {"None": 0, "One link away": 1, "Two links away": 2, "Three links away": 3}
_GIGABYTE = 1_000_000_000
_PAUSE_MS = 300
_LIST = 66
"""Pixels: three lines of what is left out at least."""


class PackDialog(QDialog):
    """Asks how what `name` stands for is packed; `make_plan` tells what that means, `packing` makes it."""

    made = Signal(Path)
    """The pack is there."""

    def __init__(
        self, name: str, make_plan: "MakePlan", packing: Packing, theme: Theme, parent: "QWidget | None" = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Pack")
        self._name, self._make_plan, self._packing = name, make_plan, packing
        self._plan: Plan | None = None
        self._task: Task | None = None
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.kinds = QButtonGroup(self)
        for number, text in enumerate(_VIDEOS.values()):
            self.kinds.addButton(QRadioButton(text), number)
        self.kinds.button(0).setChecked(True)
        self.margin = margin_box()
        self.margin.setValue(round(Wanted(()).margin))
        self.steps = Choices(theme, "How far linked notes are taken along", _STEPS)
        self.budget = self._make_budget()
        self.sum, self.left_out = Line("plan-sum"), QLabel(objectName="state-text", textFormat=Qt.TextFormat.PlainText)
        self.list, self._lines = QListView(wordWrap=True), QStringListModel(self)
        self.bar = QProgressBar(textVisible=False)
        self.zip, self.folder = QPushButton("Pack into one file…", default=True), QPushButton("Into a folder…")
        self.cancel = QPushButton("Cancel", autoDefault=False)
        self._lay_out()
        self._join()

    @property
    def wanted(self) -> Wanted:
        """What is chosen now; the notes stay open."""
        videos = tuple(_VIDEOS)[self.kinds.checkedId()]
        budget = round(self.budget.value() * _GIGABYTE)
        return Wanted((), self.steps.currentData(), videos, float(self.margin.value()), budget)

    def open(self) -> None:
        """Come up, and tell what it would hold."""
        self.plan()
        bring_up(self)
        self.zip.setFocus()

    def plan(self) -> None:
        """Find out what the choice means as it is now."""
        self._later.stop()
        self._drop_task()
        self._plan = None
        self._task = self._make_plan(self.wanted, self._take)
        self._refresh()

    def make(self, target: Path) -> None:
        """Write it to `target`, a zip where its name ends so."""
        if self._plan:
            self._packing.write(self._plan, target, self._on_made)
            self.bar.setRange(0, 0)
            self._refresh()

    def reject(self) -> None:
        """Leave it; a pack that is being made is stopped."""
        self._packing.cancel()
        super().reject()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing more."""
        super().hideEvent(event)
        self._later.stop()
        self._drop_task()

    def _take(self, plan: "Plan") -> None:
        self._task, self._plan = None, plan
        self._refresh()

    def _refresh(self) -> None:
        plan, busy = self._plan, self._packing.active
        ready = plan is not None and bool(plan.notes) and not busy
        for button in (self.zip, self.folder):
            button.setEnabled(ready)
        for widget in (*self.kinds.buttons(), self.steps, self.budget):
            widget.setEnabled(not busy)
        self.margin.setEnabled(not busy and self.kinds.checkedId() == 0)
        self.bar.setVisible(busy)
        self.cancel.setText("Stop" if busy else "Cancel")
        self.sum.show_text(_sum(plan) if plan else "Looking…")
        lines = [f"{plain(each.title)}: {each.why}" for each in plan.left_out] if plan else []
        self._lines.setStringList(lines)
        self.left_out.setText(f"{count(len(lines), 'video does', 'videos do')} not go in:")
        for widget in (self.left_out, self.list):
            widget.setVisible(bool(lines))

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _on_made(self, target: Path) -> None:
        self.accept()
        self.made.emit(target)

    def _choose_file(self) -> None:
        file, _ = QFileDialog.getSaveFileName(self, "Where the pack goes", f"{self._file_name}.zip", "Packs (*.zip)")
        if file:
            self.make(Path(file) if file.lower().endswith(".zip") else Path(f"{file}.zip"))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Where the pack’s folder goes")
        if folder:
            self.make(Path(folder) / self._file_name)

    @property
    def _file_name(self) -> str:
        return "".join(each if each.isalnum() or each in " -_" else "_" for each in self._name).strip(" _") or "Pack"

    def _drop_task(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None

    def _make_budget(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox(maximum=10_000, decimals=1, singleStep=0.5, suffix=" GB")
        box.setSpecialValueText("as large as it gets")
        box.setAccessibleName("How large the pack may be, in gigabytes; 0 for no limit")
        return quieted(box)

    def _join(self) -> None:
        self.kinds.idClicked.connect(lambda _: self.plan())
        self.steps.chosen.connect(lambda _: self.plan())
        for box in (self.margin, self.budget):
            box.valueChanged.connect(lambda _: self._later.start())
        self._later.timeout.connect(self.plan)
        self.zip.clicked.connect(self._choose_file)
        self.folder.clicked.connect(self._choose_folder)
        self.cancel.clicked.connect(self.reject)
        self._packing.progressed.connect(self._on_progress)
        self._packing.ended.connect(self._refresh)

    def _lay_out(self) -> None:
        self.zip.setProperty("primary", True)
        self.list.setModel(self._lines)
        self.list.setAccessibleName("Videos that do not go into the pack, and why")
        self.list.setMinimumHeight(_LIST)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("How far the pack is")
        title = Line("state-title")
        title.show_text(f"Pack “{plain(self._name)}”")
        cited, *others = self.kinds.buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(row(cited, self.margin, None, spacing=12))
        for button in others:
            column.addWidget(button)
        column.addLayout(form({"Linked notes": self.steps, "Size at most": self.budget}))
        for part in (self.sum, self.left_out):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.bar)
        column.addStretch(0)
        column.addLayout(row(None, self.zip, self.folder, self.cancel, spacing=8))
        self.resize(520, 420)


def _sum(plan: "Plan") -> str:
    notes, videos = count(len(plan.notes), "note", "notes"), count(len(plan.videos), "video", "videos")
    return f"{notes} · {videos} · about {size(plan.size)}"
