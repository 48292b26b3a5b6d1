"""The seek bar: where the video is, the ticks of its notes, and what a mouse, keys and a screen reader find there."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QImage, QKeySequence, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip
from pytestqt.qtbot import QtBot

from reader.notes.hrefs import place_href
from reader.services.coverage import Covered
from reader.services.timeline import Lane, Tick
from reader.ui.lanes import MARGIN
from reader.ui.seek_bar import SeekBar
from reader.ui.theme import Theme

LENGTH = 500
TRACK, OWN, FIRST_LANE, SECOND_LANE = 8, 20, 30, 36
"""Heights on the bar."""
NONE = Qt.KeyboardModifier.NoModifier


def lane(name: str, *seconds: float, doubtful: bool = False) -> Lane:
    ticks = (Tick(each, f"{name}.md", name.title(), f"{name} says {each:g}.", doubtful) for each in seconds)
    return Lane(f"{name}.md", name.title(), tuple(ticks))


class Seen(SeekBar):
    """A bar on which a second is a pixel, and what it was asked to draw, to seek and to open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.drawn: list[QRect] = []
        self.sought: list[float] = []
        self.opened: list[str] = []
        self.seek_wished.connect(self.sought.append)
        self.moment_wished.connect(self.sought.append)
        self.scrubbed: list[float] = []
        self.scrub_wished.connect(self.scrubbed.append)
        self.link_activated.connect(self.opened.append)
        self.set_room(6, strips=True)
        self.set_duration(LENGTH)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.drawn.append(event.rect())
        super().paintEvent(event)

    def at(self, seconds: float, y: int = TRACK) -> QPoint:
        return QPoint(round(MARGIN + seconds), y)

    def click(self, seconds: float, y: int = TRACK, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self, Qt.MouseButton.LeftButton, modifier, self.at(seconds, y))

    def tip(self, seconds: float, y: int = TRACK) -> str:
        QTest.mouseMove(self, self.at(seconds + 9, y))
        QTest.mouseMove(self, self.at(seconds, y))
        return QToolTip.text()

    def picture(self) -> QImage:
        return self.grab().toImage()


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot) -> Iterator[Seen]:
    window = QMainWindow()
    bar = Seen(Theme(qapp))
    window.setCentralWidget(bar)
    window.resize(LENGTH + 2 * MARGIN, 80)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield bar
    QToolTip.hideText()
    window.close()
    window.deleteLater()


def test_a_click_on_a_tick_goes_exactly_there(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100.4, 300), ())
    for place in (97, 100, 104):
        bar.click(place)
    bar.click(101, OWN)
    assert bar.sought == [100.4] * 4


def test_a_click_elsewhere_goes_to_the_second_under_the_mouse(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100.4, 300), ())
    bar.click(90)
    bar.click(110, OWN)
    assert bar.sought == [90, 110]


def test_the_nearest_of_several_ticks_is_meant(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100, 103, 106), ())
    bar.click(104)
    assert bar.sought == [103]
    assert "+2 more here" in bar.tip(103)


def test_drawing_the_knob_from_a_tick_goes_on_by_seconds(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100.4), ())
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=bar.at(100))
    QTest.mouseMove(bar, bar.at(102))
    QTest.mouseMove(bar, bar.at(120))
    QTest.mouseMove(bar, bar.at(101))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=bar.at(101))
    assert bar.sought == [100.4, 101]
    assert bar.scrubbed == [120, 101]


def test_while_it_is_drawn_the_knob_stays_with_the_mouse(bar: Seen) -> None:
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=bar.at(100))
    bar.set_position(300)
    assert bar.value() == 100
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=bar.at(100))
    bar.set_position(300)
    assert bar.value() == 300


def test_a_click_in_a_lane_shows_the_moment_of_that_note(bar: Seen) -> None:
    bar.set_lanes(lane("own", 200), (lane("first", 100.5), lane("second", 102.5)))
    bar.click(101, FIRST_LANE)
    bar.click(101, SECOND_LANE)
    bar.click(200, SECOND_LANE)
    assert bar.sought == [100.5, 102.5, 200]
    assert bar.opened == []


def test_a_double_click_opens_the_note_where_it_says_so(bar: Seen) -> None:
    bar.set_lanes(Lane(), (lane("first", 100.5),))
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=bar.at(100, FIRST_LANE))
    assert bar.opened == [place_href("first.md", "first says 100.5.", 100.5)]
    assert "Double-click" in bar.tip(100, FIRST_LANE)


def test_so_does_a_click_with_ctrl_and_the_video_waits_for_the_note(bar: Seen) -> None:
    bar.set_lanes(Lane(), (lane("first", 100.5),))
    bar.click(100, FIRST_LANE, Qt.KeyboardModifier.ControlModifier)
    assert bar.opened == [place_href("first.md", "first says 100.5.", 100.5)]
    assert bar.sought == []


def test_the_mouse_is_told_time_note_and_sentence(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100), (lane("first", 200),))
    assert "1:40 · Own<br>own says 100." in bar.tip(100)
    assert "3:20 · First<br>first says 200." in bar.tip(200, FIRST_LANE)
    assert "0:40 · First" in bar.tip(40, FIRST_LANE)
    assert "<qt>0:40</qt>" in bar.tip(40)


def test_between_stamps_the_mouse_is_told_what_the_one_before_says_of_that_moment(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100), (lane("first", 200),))
    assert "1:55 · Own<br>1:40 own says 100." in bar.tip(115)
    assert "3:35 · First<br>3:20 first says 200." in bar.tip(215, FIRST_LANE)
    assert "<qt>2:20</qt>" in bar.tip(140)


def test_what_strangers_wrote_is_shown_as_text(bar: Seen) -> None:
    tick = Tick(100, "x.md", "<img src='file:///x'>", "<b>bold</b> " + "word " * 200)
    bar.set_lanes(Lane("x.md", tick.title, (tick,)), ())
    assert "&lt;img src=" in bar.tip(100)
    assert "<b>" not in QToolTip.text()
    assert len(QToolTip.text()) < 500


def test_a_page_that_nobody_wrote_is_not_opened(bar: Seen) -> None:
    bar.set_lanes(Lane("", "All", (Tick(100, "", "All", "Said."),)), ())
    bar.click(100, TRACK, Qt.KeyboardModifier.ControlModifier)
    assert (bar.opened, bar.sought) == ([], [100])
    assert "Double-click" not in bar.tip(100)


def test_notes_for_which_there_is_no_lane_are_in_the_last_one_together(bar: Seen) -> None:
    bar.set_lanes(Lane(), [lane(f"note {number}", 50 * number + 1) for number in range(9)])
    last = FIRST_LANE + 5 * 6
    assert "0:20 · 4 more notes" in bar.tip(20, last)
    assert "6:41 · Note 8" in bar.tip(401, last)
    bar.click(250, last)
    assert bar.sought == [251]


def test_stamps_past_the_end_are_counted_and_not_drawn(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100, 501, 600, 700), (lane("first", 900),))
    assert "3 stamps past the end of the video at 8:20" in bar.tip(498)
    bar.click(100 * (LENGTH - 20) / LENGTH)
    assert bar.sought == [100]
    bar.set_lanes(lane("own", 100), ())
    assert "past the end" not in bar.tip(498)


def test_nothing_is_past_the_end_while_the_length_is_not_known(bar: Seen) -> None:
    bar.set_duration(0)
    bar.set_lanes(lane("own", 100, 600), ())
    bar.click(100)
    assert bar.sought == []
    assert bar.picture() == bar.picture()


def test_a_doubtful_tick_is_fainter(bar: Seen) -> None:
    bar.set_lanes(Lane("o.md", "O", (*lane("o", 100).ticks, *lane("o", 200, doubtful=True).ticks)), ())
    picture = bar.picture()
    empty, sure, doubtful = (picture.pixelColor(bar.at(place, OWN)).lightness() for place in (150, 100, 200))
    assert abs(sure - empty) > abs(doubtful - empty) > 10


def test_what_is_looped_is_a_band_from_its_beginning_to_its_end(bar: Seen) -> None:
    above = TRACK - 5

    def differ() -> list[int]:
        """The seconds at which the bar looks otherwise than at its end."""
        picture = bar.picture()
        empty = picture.pixelColor(bar.at(400, above))
        return [second for second in (50, 100, 150, 200, 250) if picture.pixelColor(bar.at(second, above)) != empty]

    bar.set_loop((100.0, 200.0))
    assert differ() == [100, 150, 200]
    bar.set_loop((100.0, None))
    assert differ() == [100]
    bar.set_loop(None)
    assert differ() == []


def test_the_strips_show_what_is_covered_and_tell_how_much(bar: Seen) -> None:
    bar.set_covered(Covered(LENGTH, ((0.0, 100.0),), ((200.0, 250.0),), ((200.0, 350.0),)))
    strips = bar.sizeHint().height() - 6
    tip = bar.tip(50, strips)
    assert all(line in tip for line in ("watched 20 %", "This note cites 10 %", "All notes cite 30 %"))
    picture = bar.picture()
    column = [picture.pixelColor(bar.at(50, y)) for y in range(strips - 8, strips + 6)]
    other = [picture.pixelColor(bar.at(400, y)) for y in range(strips - 8, strips + 6)]
    assert column != other


def test_with_little_room_only_the_ticks_of_the_note_are_left(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100), [lane(f"note {number}", 50) for number in range(9)])
    full = bar.sizeHint().height()
    bar.set_room(2, strips=True)
    few = bar.sizeHint().height()
    assert "8 more notes" in bar.tip(20, SECOND_LANE)
    bar.set_room(0, strips=False)
    assert full > few > bar.sizeHint().height()
    assert bar.sizeHint().height() <= 24
    bar.click(100, OWN)
    assert bar.sought == [100]


def test_as_the_video_moves_on_only_the_knob_is_drawn_again(bar: Seen, qtbot: QtBot) -> None:
    bar.set_lanes(lane("own", *range(0, LENGTH, 2)), [lane("first", *range(0, LENGTH, 3))])
    bar.set_position(100)
    qtbot.waitUntil(lambda: bool(bar.drawn))
    QApplication.processEvents()
    bar.drawn.clear()
    for tenth in range(20):
        bar.set_position(100 + tenth / 10)
        QApplication.processEvents()
    assert 0 < len(bar.drawn) <= 4
    assert all(rect.width() < 40 for rect in bar.drawn)


@pytest.mark.parametrize(
    ("key", "seconds"),
    [
        (Qt.Key.Key_Left, 195),
        (Qt.Key.Key_Right, 205),
        (Qt.Key.Key_PageUp, 230),
        (Qt.Key.Key_PageDown, 170),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, LENGTH),
    ],
)
def test_the_keys_of_a_slider_work_on_it(bar: Seen, key: Qt.Key, seconds: float) -> None:
    shortcuts = []
    action = QAction("shortcut", bar.window())
    action.setShortcut(QKeySequence(key))
    action.triggered.connect(lambda: shortcuts.append(key))
    bar.window().addAction(action)
    bar.set_position(200)
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bar, key)
    assert (bar.sought, shortcuts) == ([seconds], [])


def test_other_keys_are_left_to_the_window(bar: Seen) -> None:
    shortcuts = []
    action = QAction("shortcut", bar.window())
    action.setShortcuts([QKeySequence("Ctrl+Right"), QKeySequence("K")])
    action.triggered.connect(lambda: shortcuts.append("run"))
    bar.window().addAction(action)
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(bar, Qt.Key.Key_K)
    assert (bar.sought, len(shortcuts)) == ([], 2)


def test_who_has_the_keys_can_be_seen(bar: Seen) -> None:
    bar.clearFocus()
    before = bar.picture()
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    assert bar.picture() != before


def test_to_a_screen_reader_it_is_a_slider_of_seconds(bar: Seen) -> None:
    bar.set_position(83.6)
    told = QAccessible.queryAccessibleInterface(bar)
    assert told.role() is QAccessible.Role.Slider
    assert told.text(QAccessible.Text.Name) == "Position in the video"
    assert told.text(QAccessible.Text.Description) == "1:23 of 8:20"
    value = told.valueInterface()
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (0, 83, LENGTH)
    value.setCurrentValue(120)
    assert bar.sought == [120]


def test_another_theme_has_other_ticks(bar: Seen) -> None:
    bar.set_lanes(lane("own", 100), ())
    theme = bar._theme
    theme.set("light")
    light = bar.picture().pixelColor(bar.at(100, OWN))
    theme.set("dark")
    assert bar.picture().pixelColor(bar.at(100, OWN)) != light
