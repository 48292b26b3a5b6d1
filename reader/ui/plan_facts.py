"""What a download would mean, told before it begins: how many, how long, how large, and what cannot be had."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QLabel, QListView, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from reader.services.download_words import lasting, size
from reader.ui.text import count, plain
from reader.ui.widgets import row

if TYPE_CHECKING:
    from reader.services.download_plan import Plan

_LIST = 66
"""Pixels: three lines of troubles at least."""


class PlanFacts(QWidget):
    """Shows a `Plan` as it is now; more is known of it while the site is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.sum, self.room, self.looking = _label("plan-sum"), _label("plan-room"), _label("state-text")
        self.bar = QProgressBar(textVisible=False)
        self.heading, self.troubles = _label("state-text"), QListView(wordWrap=True)
        self._lines = QStringListModel(self)
        self._lay_out()

    def wait(self) -> None:
        """Show that it is being found out what there is to fetch."""
        self.sum.setText("Adding it up…")
        self.room.clear()
        for widget in (self.bar, self.looking, self.heading, self.troubles):
            widget.hide()

    def show_plan(self, plan: "Plan", titles: Mapping[str, str], *, is_asking: bool) -> None:
        """Show what is known; `titles` are the videos', by id."""
        self._show_sum(plan)
        self._show_room(plan)
        self._show_progress(plan, is_asking=is_asking)
        self._show_troubles(plan, titles)

    def _show_sum(self, plan: "Plan") -> None:
        about = "" if plan.known >= plan.videos else "about "
        parts = (
            count(plan.videos, "video", "videos"),
            lasting(plan.length) if plan.length else "",
            about + size(plan.size) if plan.size else "",
        )
        nothing = "All of it is here already." if plan.here else "There is nothing to fetch."
        self.sum.setText(" · ".join(filter(None, parts)) if plan.videos else nothing)

    def _show_room(self, plan: "Plan") -> None:
        here = f"{count(plan.here, 'more is', 'more are')} here already. " if plan.here and plan.videos else ""
        lacks = plan.size > plan.room
        self.room.setText(f"{here}{size(plan.room)} free in this folder{': that is not enough' if lacks else ''}.")
        self.room.setProperty("bad", lacks)
        self.room.style().unpolish(self.room)
        self.room.style().polish(self.room)

    def _show_progress(self, plan: "Plan", *, is_asking: bool) -> None:
        self.bar.setRange(0, max(plan.videos, 1))
        self.bar.setValue(plan.known)
        about = f" · about {size(plan.size)}" if plan.size else ""
        self.looking.setText(f"Looked up {plan.known:,} of {plan.videos:,}{about}")
        for widget in (self.bar, self.looking):
            widget.setVisible(is_asking)

    def _show_troubles(self, plan: "Plan", titles: Mapping[str, str]) -> None:
        lines = [f"{plain(titles.get(video, video))}: {plain(each.sentence)}" for video, each in plan.troubles.items()]
        if lines != self._lines.stringList():
            self._lines.setStringList(lines)
        self.heading.setText(f"{count(len(lines), 'video', 'videos')} cannot be fetched and will be left out:")
        for widget in (self.heading, self.troubles):
            widget.setVisible(bool(lines))

    def _lay_out(self) -> None:
        self.troubles.setModel(self._lines)
        self.troubles.setAccessibleName("Videos that cannot be fetched, and why")
        self.troubles.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.troubles.setMinimumHeight(_LIST)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("Videos that were looked up")
        progress = row(self.looking, self.bar, spacing=12)
        progress.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.sum, self.room):
            column.addWidget(part)
        column.addLayout(progress)
        column.addSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.troubles, 1)
        column.addStretch(0)


def _label(name: str) -> QLabel:
    return QLabel(objectName=name, wordWrap=name != "state-text", textFormat=Qt.TextFormat.PlainText)
