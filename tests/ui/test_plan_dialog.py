"""What is asked and told before a download begins."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.services.download_items import Choice
from reader.ui.plan_dialog import PlanDialog
from reader.ui.theme import Theme
from tests.ui.fetching import PRIVATE, REFUSED, FakePlan

OFFERED = Choice(Path("/videos"))


class Bench:
    """The dialog, and each plan that it asked for."""

    def __init__(self, qtbot: Any, qapp: QApplication) -> None:
        self.qtbot, self.theme = qtbot, Theme(qapp)
        self.plans: list[FakePlan] = []
        self.choices: list[Choice] = []
        self.begun: list[tuple[Choice, tuple[str, ...]]] = []
        self.answer: Callable[[], None] = lambda: None

    def ask(self, videos: int = 3, **values: Any) -> PlanDialog:
        titles = {f"v{number}": f"Video {number}" for number in range(videos)}
        room = values.pop("room", 120_000_000_000)
        here = values.pop("here", 0)
        later = values.pop("later", False)

        def make_plan(choice: Choice, done: Callable[[FakePlan], None]) -> None:
            self.choices.append(choice)
            self.plans.append(FakePlan(videos - here, here, room))
            self.answer = lambda: done(self.plans[-1])
            if not later:
                self.answer()

        self.dialog = PlanDialog("Get “film”", titles, OFFERED, make_plan, self.theme)
        self.dialog.begun.connect(lambda *told: self.begun.append(told))
        self.dialog.open()
        self.qtbot.waitExposed(self.dialog)
        return self.dialog

    def choose(self, number: int) -> None:
        """Choose what is to be fetched, and wait until it was planned anew."""
        before = len(self.plans)
        self.qtbot.mouseClick(self.dialog.form.kinds.button(number), Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: len(self.plans) > before)

    def click(self, button: Any) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def close(self) -> None:
        self.dialog.close()
        shiboken6.delete(self.dialog)
        shiboken6.delete(self.theme)


@pytest.fixture
def bench(qtbot: Any, qapp: QApplication) -> Iterator[Bench]:
    bench = Bench(qtbot, qapp)
    yield bench
    bench.close()


def test_it_tells_how_many_how_long_how_large_and_how_much_room(bench: Bench) -> None:
    facts = bench.ask(12, here=2).facts
    bench.plans[0].tell(known=3, length=30_000.0, size=1_200_000_000)
    assert facts.sum.text() == "10 videos · 8 h 20 min · about 1.2 GB"
    assert facts.room.text() == "2 more are here already. 120 GB free in this folder."
    assert facts.looking.text() == "Looked up 3 of 10 · about 1.2 GB"
    bench.plans[0].tell(known=10)
    assert facts.sum.text() == "10 videos · 8 h 20 min · 1.2 GB"
    assert not facts.looking.isVisible()


def test_few_videos_are_looked_up_at_once(bench: Bench) -> None:
    bench.ask(25)
    assert bench.plans[0].begun


def test_of_many_the_site_is_asked_only_when_the_reader_wants_it(bench: Bench) -> None:
    dialog = bench.ask(26)
    assert not bench.plans[0].begun
    assert not dialog.facts.looking.isVisible()
    assert dialog.begin.isEnabled()
    bench.click(dialog.look)
    assert bench.plans[0].begun
    assert dialog.facts.looking.isVisible()
    assert not dialog.look.isVisible()


def test_nothing_can_begin_before_it_is_known_what(bench: Bench) -> None:
    dialog = bench.ask(later=True)
    assert dialog.facts.sum.text() == "Adding it up…"
    assert not dialog.begin.isEnabled()
    bench.answer()
    assert dialog.facts.sum.text() == "3 videos"
    assert dialog.begin.isEnabled()


def test_too_little_room_is_said(bench: Bench) -> None:
    dialog = bench.ask(room=1_000_000_000)
    bench.plans[0].tell(known=3, size=2_000_000_000)
    assert dialog.facts.room.text() == "1.0 GB free in this folder: that is not enough."
    assert dialog.begin.isEnabled()


def test_where_all_is_here_there_is_nothing_to_begin(bench: Bench) -> None:
    dialog = bench.ask(2, here=2)
    assert dialog.facts.sum.text() == "All of it is here already."
    assert not dialog.begin.isEnabled()


def test_troubles_are_listed_and_left_out(bench: Bench) -> None:
    dialog = bench.ask()
    bench.plans[0].tell(known=3, troubles={"v1": PRIVATE})
    assert dialog.facts.heading.text() == "1 video cannot be fetched and will be left out:"
    assert dialog.facts.troubles.model().index(0, 0).data() == "Video 1: This video is private."
    assert dialog.begin.text() == "Download 2 videos"
    bench.click(dialog.begin)
    assert bench.begun == [(OFFERED, ("v1",))]
    assert not dialog.isVisible()


def test_they_are_looked_up_again_when_the_reader_wants_it(bench: Bench) -> None:
    dialog = bench.ask(30)
    bench.click(dialog.look)
    bench.plans[0].tell(known=30, troubles={f"v{number}": REFUSED for number in range(30)})
    assert not dialog.begin.isEnabled()
    assert dialog.look.text() == "Look again"
    bench.click(dialog.look)
    assert bench.plans[0].cancelled
    assert bench.plans[1].begun


def test_another_choice_is_planned_anew(bench: Bench) -> None:
    dialog = bench.ask()
    bench.choose(1)
    assert bench.plans[0].cancelled
    assert bench.choices[-1].cited
    assert dialog.form.margin.isEnabled()
    bench.choose(2)
    assert (bench.choices[-1].what, bench.choices[-1].cited) == ("audio", False)
    assert not dialog.form.margin.isEnabled()
    assert not dialog.form.height_of.isEnabled()
    assert not dialog.form.languages.isEnabled()
    bench.choose(3)
    assert bench.choices[-1].what == "captions"
    assert dialog.form.languages.isEnabled()


def test_all_that_is_chosen_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    form = bench.ask().form
    bench.choose(1)
    form.margin.setValue(30)
    form.height_of.setFocus()
    bench.qtbot.keyClick(form.height_of, Qt.Key.Key_Down)
    form.languages.setText("en  pt-BR, en")
    bench.qtbot.keyClick(form.languages, Qt.Key.Key_Tab)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/elsewhere")
    bench.click(form.folder.button)
    bench.qtbot.waitUntil(lambda: bench.choices[-1].folder == Path("/elsewhere"))
    bench.click(bench.dialog.begin)
    assert bench.begun == [(Choice(Path("/elsewhere"), "video", 1080, True, 30.0, ("en", "pt-BR")), ())]


def test_the_site_is_asked_no_more_once_it_is_closed(bench: Bench) -> None:
    dialog = bench.ask()
    bench.click(dialog.cancel)
    assert bench.plans[0].cancelled
    assert bench.begun == []
