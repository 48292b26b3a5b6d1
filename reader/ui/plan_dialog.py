"""The window in which a download is chosen, and seen for what it means, before it begins."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from reader.services.download_items import Choice
from reader.ui.choice_form import ChoiceForm
from reader.ui.plan_facts import PlanFacts
from reader.ui.text import count
from reader.ui.theme import Theme
from reader.ui.widgets import Line, bring_up, row

if TYPE_CHECKING:
    from reader.services.download_plan import Plan
    from reader.services.tasks import Task

    MakePlan = Callable[[Choice, Callable[[Plan], None]], Task | None]
    """Delivers the plan of a choice, now or later; the task is cancelled where another choice came before."""

LOOKED_UP = 25
"""So many videos are looked up at once; the site is asked of more only when the reader wants that."""
_PAUSE_MS = 300
_TALL = 560
"""Pixels that are needed where troubles are listed."""


class PlanDialog(QDialog):
    """Asks about the videos of `titles` (by id); `choice` is offered, the plan from `make_plan` tells what it means."""

    begun = Signal(object, tuple)
    """The reader wants it: the `Choice`, and the videos that cannot be had, which are to be left out."""

    def __init__(
        self,
        name: str,
        titles: Mapping[str, str],
        choice: Choice,
        make_plan: "MakePlan",
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Get videos")
        self._titles, self._make_plan = titles, make_plan
        self._plan: Plan | None = None
        self._task: Task | None = None
        self._asking = self._again = False
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.title = Line("state-title")
        self.title.show_text(name)
        self.form, self.facts = ChoiceForm(choice, theme), PlanFacts()
        self.look = QPushButton(autoDefault=False)
        self.begin, self.cancel = QPushButton("Download", default=True), QPushButton("Cancel", autoDefault=False)
        self._lay_out()
        self.form.changed.connect(self._later.start)
        self._later.timeout.connect(self.plan)
        self.look.clicked.connect(self._look_up)
        self.begin.clicked.connect(self._on_begin)
        self.cancel.clicked.connect(self.reject)

    def open(self) -> None:
        """Come up, and ask the site of the videos where they are not too many."""
        self.plan()
        bring_up(self)
        self.begin.setFocus()

    def plan(self) -> None:
        """Find out what the choice means as it is now."""
        self._later.stop()
        self._drop_plan()
        self.begin.setEnabled(False)
        self.look.hide()
        self.facts.wait()
        self._task = self._make_plan(self.form.choice, self._take)

    def _take(self, plan: "Plan") -> None:
        self._task, self._plan = None, plan
        self._plan.changed.connect(self._refresh)
        again, self._again, self._asking = self._again, False, False
        if plan.videos > 0 and (again or plan.videos <= LOOKED_UP):
            self._ask_site()
        else:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask the site no more."""
        super().hideEvent(event)
        self._later.stop()
        self._drop_plan()

    def _look_up(self) -> None:
        """Ask the site of them all, or once more."""
        if self._plan and self._plan.known >= self._plan.videos:
            self._again = True
            self.plan()
        elif self._plan:
            self._ask_site()

    def _ask_site(self) -> None:
        self._asking = True
        self._refresh()
        self._plan.begin()

    def _drop_plan(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None
        if self._plan:
            self._plan.changed.disconnect(self._refresh)
            self._plan.cancel()
            self._plan.deleteLater()
            self._plan = None

    def _refresh(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self._asking = self._asking and plan.known < plan.videos
        self.facts.show_plan(plan, self._titles, is_asking=self._asking)
        troubled = len(plan.troubles)
        if troubled:
            self.setMinimumHeight(_TALL)
        self.look.setText("Look again" if troubled else "Look them up")
        self.look.setVisible(not self._asking and (troubled > 0 or plan.known < plan.videos))
        left = plan.videos - troubled
        self.begin.setEnabled(left > 0)
        self.begin.setText(f"Download {count(left, 'video', 'videos')}" if left > 1 else "Download")

    def _on_begin(self) -> None:
        choice, left_out = self.form.choice, tuple(self._plan.troubles if self._plan else ())
        self.accept()
        self.begun.emit(choice, left_out)

    def _lay_out(self) -> None:
        self.begin.setProperty("primary", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.title)
        column.addWidget(self.form)
        column.addWidget(self.facts, 1)
        column.addLayout(row(self.look, None, self.begin, self.cancel, spacing=8))
        self.resize(520, 420)
