"""The panel that Search and Quick open are seen in: keys, mouse, focus, and its place over the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QStyledItemDelegate

from reader.ui.palette import Palette
from tests.palettes import Host

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class Shown:
    """A palette over the window with a list of letters, the first of which is a heading."""

    def __init__(self, host: Host, rows: str = "Aabcdefghijklmnopqrstuvwxyz") -> None:
        self.host = host
        self.model = QStandardItemModel(host.window)
        for letter in rows:
            item = QStandardItem(letter)
            item.setFlags(Qt.ItemFlag.NoItemFlags if letter.isupper() else item.flags())
            self.model.appendRow(item)
        delegate = QStyledItemDelegate(host.window)
        blank = QLabel("Type something.")
        self.palette = Palette(host.window, host.theme, "Find", self.model, delegate, blank, [("Esc", "close")])
        self.asked: list[str] = []
        self.chosen: list[tuple[str, bool]] = []
        self.answer: Callable[[], None] = lambda: self.palette.show_rows("26 letters")
        self.palette.asked.connect(self._ask)
        self.palette.chosen.connect(lambda index, other: self.chosen.append((index.data(), other)))

    def _ask(self, text: str) -> None:
        self.asked.append(text)
        self.answer()

    def press(self, *keys: Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.host.window, key, modifier)

    def click(self, letter: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        view = self.palette.list
        [item] = self.model.findItems(letter, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive)
        place = view.visualRect(item.index()).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    @property
    def current(self) -> str:
        return str(self.palette.list.currentIndex().data())

    @property
    def panel_in_window(self) -> tuple[int, int, int, int]:
        panel = self.palette.panel
        corner = panel.mapTo(self.host.window, QPoint())
        return corner.x(), corner.y(), corner.x() + panel.width(), corner.y() + panel.height()


@pytest.fixture
def shown(host: Host) -> Shown:
    shown = Shown(host)
    shown.palette.open()
    return shown


def test_it_comes_up_with_the_keys_in_its_line_and_the_first_row_selected(shown: Shown) -> None:
    assert QApplication.focusWidget() is shown.palette.line
    assert (shown.asked, shown.current, shown.palette.summary.text()) == ([""], "a", "26 letters")


@pytest.mark.parametrize("size", [(1280, 800), (800, 600), (500, 400)])
def test_it_stands_in_the_upper_middle_of_the_window_and_follows_it(shown: Shown, size: tuple[int, int]) -> None:
    width, height = size
    shown.host.window.resize(*size)
    left, top, right, bottom = shown.panel_in_window
    assert abs(left - (width - right)) <= 1
    assert left >= 24
    assert 0 < top < height // 5
    assert bottom < height
    assert shown.palette.list.height() > 150


def test_escape_closes_it_and_gives_the_keys_back(shown: Shown) -> None:
    shown.press(Key.Key_Escape)
    assert not shown.palette.isVisible()
    assert QApplication.focusWidget() is shown.host.before


def test_a_click_beside_it_closes_it_and_one_on_it_does_not(shown: Shown) -> None:
    foot = shown.palette.panel.geometry().center()
    foot.setY(shown.palette.panel.geometry().bottom() - 8)
    QTest.mouseClick(shown.palette, Qt.MouseButton.LeftButton, pos=foot)
    assert shown.palette.isVisible()
    QTest.mouseClick(shown.palette, Qt.MouseButton.LeftButton, pos=QPoint(4, 300))
    assert not shown.palette.isVisible()
    assert QApplication.focusWidget() is shown.host.before


def test_arrows_move_in_the_list_while_typing_goes_on(shown: Shown) -> None:
    QTest.keyClicks(shown.palette.line, "x")
    shown.press(Key.Key_Down, Key.Key_Down)
    assert shown.current == "c"
    shown.press(Key.Key_Up)
    assert shown.current == "b"
    QTest.keyClicks(shown.palette.line, "k ?")
    assert (shown.palette.line.text(), shown.current, shown.host.letters) == ("xk ?", "a", 0)
    shown.press(Key.Key_Escape, Key.Key_K)
    assert shown.host.letters == 1


def test_the_list_ends_at_its_ends(shown: Shown) -> None:
    shown.press(Key.Key_Up)
    assert shown.current == "a"
    shown.press(Key.Key_End, Key.Key_Down)
    assert shown.current == "z"
    shown.press(Key.Key_Home)
    assert shown.current == "a"


def test_a_page_is_what_can_be_seen(shown: Shown) -> None:
    shown.host.window.resize(800, 400)
    shown.press(Key.Key_PageDown)
    moved = ord(shown.current) - ord("a")
    assert 3 < moved < 20
    shown.press(Key.Key_PageUp)
    assert shown.current == "a"
    assert shown.palette.list.verticalScrollBar().value() == 0  # so that the heading is seen again


def test_headings_are_passed_over(host: Host) -> None:
    shown = Shown(host, "AaBCb")
    shown.palette.open()
    shown.press(Key.Key_Down)
    assert shown.current == "b"
    shown.click("B")
    assert shown.chosen == []
    shown.press(Key.Key_Up)
    assert shown.current == "a"


def test_enter_chooses_and_with_shift_the_other_way(shown: Shown) -> None:
    shown.press(Key.Key_Down, Key.Key_Return)
    assert not shown.palette.isVisible()
    assert QApplication.focusWidget() is shown.host.before
    shown.palette.open()
    shown.press(Key.Key_Enter, modifier=SHIFT)
    assert shown.chosen == [("b", False), ("a", True)]


def test_a_click_chooses_and_with_shift_the_other_way(shown: Shown) -> None:
    shown.click("c")
    shown.palette.open()
    shown.click("d", SHIFT)
    assert shown.chosen == [("c", False), ("d", True)]


def test_enter_waits_for_the_rows_of_what_was_typed(shown: Shown) -> None:
    shown.answer = lambda: None
    QTest.keyClicks(shown.palette.line, "x")
    shown.press(Key.Key_Return, modifier=SHIFT)
    assert shown.chosen == []
    shown.model.item(1).setText("new")
    shown.palette.show_rows("")
    assert shown.chosen == [("new", True)]


@pytest.mark.parametrize("then", [Key.Key_Y, Key.Key_Escape])
def test_enter_is_forgotten_when_something_else_is_wanted(shown: Shown, then: Key) -> None:
    shown.answer = lambda: None
    QTest.keyClicks(shown.palette.line, "x")
    shown.press(Key.Key_Return, then)
    shown.palette.show_rows("")
    assert shown.chosen == []


def test_where_nothing_was_found_a_sentence_says_so_and_enter_does_nothing(shown: Shown) -> None:
    shown.palette.show_nothing("Nothing.\u202e")
    assert shown.palette.pages.currentWidget() is shown.palette.nothing
    assert (shown.palette.nothing.text(), shown.palette.summary.text()) == ("Nothing.", "")
    shown.press(Key.Key_Return, Key.Key_Down)
    assert shown.palette.isVisible()
    assert shown.chosen == []


def test_tab_stays_in_the_line(shown: Shown) -> None:
    shown.press(Key.Key_Tab)
    assert QApplication.focusWidget() is shown.palette.line


def test_whoever_takes_the_keys_elsewhere_closes_it(shown: Shown) -> None:
    shown.host.other.setFocus()
    assert not shown.palette.isVisible()
    assert QApplication.focusWidget() is shown.host.other


def test_one_palette_takes_the_place_of_another(shown: Shown) -> None:
    other = Shown(shown.host)
    other.palette.open()
    assert (shown.palette.isVisible(), other.palette.isVisible()) == (False, True)
    other.press(Key.Key_Escape)
    assert QApplication.focusWidget() is shown.host.before


def test_opened_again_its_text_is_selected_and_asked_for_again(shown: Shown) -> None:
    QTest.keyClicks(shown.palette.line, "x")
    shown.press(Key.Key_Escape)
    shown.palette.open()
    assert shown.palette.line.selectedText() == "x"
    assert shown.asked == ["", "x", "x"]


def test_the_keys_go_to_the_window_when_what_had_them_is_hidden(shown: Shown) -> None:
    shown.host.before.hide()
    shown.press(Key.Key_Escape)
    assert QApplication.focusWidget() is shown.host.window


def test_the_keys_come_back_though_what_had_them_is_gone(shown: Shown) -> None:
    shown.host.before.deleteLater()
    shown.host.desk.qtbot.waitSignal(shown.host.before.destroyed).wait()
    shown.press(Key.Key_Escape)
    assert not shown.palette.isVisible()
