"""The list of what is to be watched on."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader.services.resume import Unfinished
from reader.services.tasks import Task
from reader.ui.continue_list import ContinueList, UnfinishedModel, ago
from reader.ui.rows import Role
from tests.palettes import Host

NOW = 1_763_985_600.0


def video(number: int, title: str = "", length: float = 3600.0) -> Unfinished:
    """A video of an hour, stopped at its half."""
    title = title or f"Video {number}"
    return Unfinished(f"id{number}", title, "film", 1800.0, length, NOW, f"note:{number}?play=1797", f"note:{number}")


class Asked:
    """A list over a window, and what it was asked and told."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.videos = [video(1), video(2), video(3)]
        self.list = ContinueList(host.window, host.theme, self.ask)
        self.followed: list[str] = []
        self.list.link_activated.connect(self.followed.append)
        self.list.removed.connect(self.remove)
        self.list.open()

    def ask(self, text: str, done: Callable[[list[Unfinished]], None]) -> Task:
        """Answer at once."""
        done([each for each in self.videos if text in each.title])
        return Task(lambda *_: None)

    def remove(self, id_: str) -> None:
        """Have one no more."""
        self.videos = [each for each in self.videos if each.video != id_]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the line."""
        QTest.keyClick(self.list.palette.line, key, modifier)

    @property
    def selected(self) -> str:
        """The video that is selected."""
        return str(self.list.palette.list.currentIndex().data(UnfinishedModel.VIDEO))


@pytest.fixture
def asked(host: Host) -> Iterator[Asked]:
    asked = Asked(host)
    yield asked
    asked.list.palette.dismiss()


def test_enter_goes_on_with_the_newest_and_shift_enter_only_opens_it(asked: Asked) -> None:
    asked.press(Qt.Key.Key_Return)
    asked.list.open()
    asked.press(Qt.Key.Key_Down)
    asked.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert asked.followed == ["note:1?play=1797", "note:2"]


def test_delete_takes_the_selected_one_out_and_the_next_is_selected(asked: Asked) -> None:
    asked.press(Qt.Key.Key_Down)
    asked.press(Qt.Key.Key_Delete)
    assert (asked.selected, asked.list.model.rowCount()) == ("id3", 2)
    asked.press(Qt.Key.Key_Delete)
    assert asked.selected == "id1"
    asked.press(Qt.Key.Key_Delete)
    assert asked.list.palette.pages.currentWidget() is asked.list.palette.blank
    asked.press(Qt.Key.Key_Delete)


def test_delete_is_the_line_s_where_it_has_something_to_delete(asked: Asked) -> None:
    QTest.keyClicks(asked.list.palette.line, "Video")
    asked.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    asked.list.palette.line.selectAll()
    asked.press(Qt.Key.Key_Delete)
    assert (asked.list.palette.line.text(), len(asked.videos)) == ("", 3)


def test_the_menu_of_a_row_takes_it_out_too(asked: Asked) -> None:
    view = asked.list.palette.list
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=QPoint(place))
    (remove,) = view.actions()
    remove.trigger()
    assert [each.video for each in asked.videos] == ["id1", "id2"]


def test_what_is_typed_chooses_and_says_where_nothing_fits(asked: Asked) -> None:
    asked.press(Qt.Key.Key_End)
    QTest.keyClicks(asked.list.palette.line, "3")
    assert asked.selected == "id3"
    QTest.keyClicks(asked.list.palette.line, "9")
    assert asked.list.palette.nothing.text() == "No video that you began is called so."


def test_a_row_tells_how_far_it_is(asked: Asked) -> None:
    asked.videos = [video(1, "A <b>bold</b>\u202e title"), video(2, length=0.0)]
    asked.list.open()
    first, second = (asked.list.model.index(row, 0) for row in range(2))
    assert (first.data(), first.data(Role.STAMP)) == ("A <b>bold</b> title", "30:00 of 1:00:00")
    assert first.data(UnfinishedModel.SHARE) == 0.5
    assert "<b>" not in first.data(Qt.ItemDataRole.ToolTipRole)
    assert (second.data(Role.STAMP), second.data(UnfinishedModel.SHARE)) == ("30:00", -1.0)
    assert not asked.list.palette.grab().isNull()


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3599, "59 minutes ago"),
        (86_400 * 3, "3 days ago"),
        (86_400 * 40, "15 October 2025"),
    ],
)
def test_it_says_how_long_ago_that_was(passed: float, said: str) -> None:
    assert ago(NOW - passed, NOW) == said


def test_hours_end_at_midnight() -> None:
    assert {ago(NOW - hours * 3600, NOW) for hours in (2, 23)} <= {"2 hours ago", "23 hours ago", "yesterday"}
    assert ago(NOW - 86_400, NOW) == "yesterday"
