"""Captions on the picture, and the button that chooses them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.library.state import State
from reader.services.captions import Captions
from reader.services.keeper import Keeper
from reader.services.session import Session
from reader.settings import SettingsFile
from reader.ui.caption_menu import CaptionButton
from reader.ui.caption_overlay import CaptionOverlay
from reader.ui.caption_paint import drawn
from reader.ui.theme import Theme
from reader.ui.video_view import VideoView
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SEEK, BARE = "SeekSeekSee", "BareBareBar"
FILM = f"What a seek does [{SEEK}]"
LONG = "many words " * 30
LIBRARY: dict[str, str | bytes] = {
    "seek.md": note("Seek", "Here [0:01].\n", SEEK),
    "bare.md": note("Bare", "Here [0:01].\n", BARE),
    f"{FILM}.mp4": b"video",
    f"Bare [{BARE}].mp4": b"video",
    f"{FILM}.en.vtt": f"WEBVTT\n\n00:01.000 --> 00:03.000\nHello\n\n00:05.000 --> 00:06.000\n{LONG}\n",
    f"{FILM}.Q&A.srt": "1\n00:00:01,000 --> 00:00:02,000\n<b>Hallo</b>\n",
}
INK, BOX = QColor("white"), QColor("black")
SCREEN = QSize(480, 270)
pytestmark = pytest.mark.usefixtures("qapp")


class Cinema:
    """A picture of 480 by 270 with captions on it, and their button."""

    def __init__(self, qapp: QApplication, desk: Desk, folder: Path) -> None:
        self.desk = desk
        theme = Theme(qapp)
        self.keeper = Keeper(desk.tasks, desk.messages, folder / "kept.sqlite", desk.owner)
        state = State(folder / "state.json")
        session = Session(SettingsFile(folder / "settings.json"), state, desk.messages, desk.owner)
        self.captions = Captions(desk.player, desk.library, self.keeper, session, desk.messages, desk.owner)
        self.view = VideoView(desk.player, theme)
        self.overlay = CaptionOverlay(self.view, self.captions, desk.player, theme)
        self.toggle = QAction("Captions on or off", desk.owner, shortcut="C")
        self.later = QAction("Captions 0.1 s later", desk.owner)
        self.later.triggered.connect(lambda: self.captions.shift(0.1))
        self.button = CaptionButton(self.captions, theme, self.toggle, [self.later])
        self.view.resize(480, 270)
        self.view.show()
        self.button.show()

    def show(self, video: str, seconds: float) -> None:
        """Show a moment, with the captions read."""
        self.desk.player.show_video(video, seconds)
        self.desk.settle()

    def seek(self, seconds: float) -> QRect:
        """Go to a moment; where the captions are then, nowhere if there are none."""
        self.desk.player.seek_to(seconds)
        return self.overlay.geometry() if self.overlay.isVisible() else QRect()

    def entries(self, path: str = "") -> dict[str, QAction]:
        """What the menu has, or one of its own menus, by name; it is made anew for that."""
        menu = self.button.menu()
        menu.aboutToShow.emit()
        if path:
            menu = next(each for each in menu.findChildren(QMenu) if each.title() == path)
        return {action.text(): action for action in menu.actions() if action.text()}

    def choose(self, name: str, path: str = "") -> None:
        """Choose an entry of the menu and wait until it holds."""
        self.entries(path)[name].trigger()
        self.desk.settle()

    def chosen(self, path: str = "") -> list[str]:
        """The entries that are marked."""
        return [name for name, action in self.entries(path).items() if action.isChecked()]


@pytest.fixture
def cinema(qapp: QApplication, desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Iterator[Cinema]:
    cinema = Cinema(qapp, desk, tmp_path)
    desk.read(make_library(LIBRARY))
    cinema.show(SEEK, 0)
    yield cinema
    for widget in (cinema.view, cinema.button):
        widget.close()
        widget.deleteLater()
    desk.settle()
    cinema.keeper.close()


def test_captions_never_cover_the_controls_that_lie_on_the_picture(cinema: Cinema) -> None:
    cinema.choose("English")
    button = QWidget(cinema.view)
    button.setGeometry(cinema.view.rect())
    button.show()
    place = cinema.seek(1)
    assert cinema.view.childAt(place.center()) is button
    assert cinema.view.children().index(cinema.overlay) < cinema.view.children().index(button)


def test_captions_lie_at_the_foot_of_the_picture_while_somebody_speaks(cinema: Cinema) -> None:
    assert cinema.seek(1).isNull()
    cinema.choose("English")
    place = cinema.seek(1)
    assert (cinema.seek(0.5), cinema.seek(3)) == (QRect(), QRect())
    assert 220 < place.top() < place.bottom() < 265
    assert abs(place.center().x() - 240) <= 1


def test_they_stay_on_the_picture_wherever_that_is(cinema: Cinema) -> None:
    cinema.choose("English")
    for size in ((480, 270), (480, 600), (900, 270), (160, 90)):
        cinema.view.resize(*size)
        picture = QRect(QPoint(0, 0), QSize(320, 180).scaled(*size, Qt.AspectRatioMode.KeepAspectRatio))
        picture.moveCenter(cinema.view.rect().center())
        for seconds in (1, 5):
            assert picture.contains(cinema.seek(seconds))


def test_they_grow_with_the_picture_and_by_wish(cinema: Cinema) -> None:
    cinema.choose("English")
    normal = cinema.seek(1)
    cinema.choose("Very large", "Size")
    assert cinema.seek(1).height() > 1.7 * normal.height()
    cinema.choose("Normal", "Size")
    cinema.view.resize(960, 540)
    assert cinema.seek(1).height() > 1.7 * normal.height()
    assert cinema.chosen("Size") == ["Normal"]


def test_they_go_to_the_head_of_the_picture_by_wish_and_out_of_the_way_of_controls(cinema: Cinema) -> None:
    cinema.choose("English")
    foot = cinema.seek(1)
    cinema.overlay.keep_clear(60)
    assert cinema.seek(1).bottom() == foot.bottom() - 60
    cinema.choose("At the head of the picture", "Place")
    assert cinema.seek(1).bottom() < 60
    assert cinema.chosen("Place") == ["At the head of the picture"]


def test_two_languages_are_one_above_the_other(cinema: Cinema) -> None:
    cinema.choose("English")
    alone = cinema.seek(1)
    cinema.choose("Q&&A", "Second language")
    both = cinema.seek(1)
    assert (both.bottom(), cinema.overlay.accessibleName()) == (alone.bottom(), "Hallo Hello")
    assert 1.5 * alone.height() < both.height() < 2 * alone.height()


def test_a_click_on_them_is_one_on_the_picture(cinema: Cinema) -> None:
    cinema.choose("English")
    place = cinema.seek(1)
    assert cinema.view.childAt(place.center()) is None


def test_the_menu_shows_what_is_chosen(cinema: Cinema) -> None:
    assert cinema.chosen() == ["Off"]
    cinema.choose("Q&&A")
    assert (cinema.chosen(), cinema.chosen("Second language")) == (["Q&&A"], ["None"])
    assert list(cinema.entries("Second language")) == ["None", "English"]
    cinema.choose("Off")
    assert cinema.chosen() == ["Off"]


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_captions_are_shifted_as_often_as_wished_while_the_menu_is_open(cinema: Cinema) -> None:
    menu = cinema.button.menu()
    menu.popup(QPoint(0, 0))
    for _ in range(3):
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(cinema.later).center())
    assert menu.isVisible()
    assert "Shown 0.3 s later" in [action.text() for action in menu.actions()]
    menu.close()


def test_the_button_says_whether_there_are_captions_and_its_key(cinema: Cinema) -> None:
    assert (cinema.button.isEnabled(), cinema.button.accessibleName()) == (True, "Captions")
    assert "(C)" in cinema.button.toolTip()
    cinema.show(BARE, 0)
    assert (cinema.button.isEnabled(), cinema.button.accessibleName()) == (False, "No captions beside this video")


def test_the_button_is_coloured_while_captions_are_on(cinema: Cinema) -> None:
    off = cinema.button.grab().toImage()
    cinema.choose("English")
    on = cinema.button.grab().toImage()
    cinema.choose("Off")
    assert on != off == cinema.button.grab().toImage()


def picture(*lines: str, second: tuple[str, ...] = (), size: QSize = SCREEN, scale: float = 1.0) -> QImage:
    return drawn(lines, second, size, (INK, BOX), scale)


def test_what_looks_like_marks_is_text() -> None:
    assert picture("<b>Hello</b>").width() > 1.5 * picture("Hello").width()


def test_nothing_is_drawn_where_nothing_is_said() -> None:
    assert picture().isNull()


@pytest.mark.parametrize("scale", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("size", [(1, 1), (160, 90), (480, 270), (3840, 2160), (270, 480)])
@pytest.mark.parametrize("line", ["word", "many words " * 40, "w" * 2000, "שלום " * 60])
def test_captions_of_any_length_fit_the_picture(line: str, size: tuple[int, int], scale: float) -> None:
    image = picture(line, line, second=(line,), size=QSize(*size), scale=scale)
    assert image.width() <= max(size[0], 30)
    assert image.height() <= size[1]


def test_a_line_that_needs_two_rows_has_them_of_about_one_length() -> None:
    room = picture("many words " * 20).width()
    assert picture("You click on a time in your notes and a moment later the picture is there").width() < 0.85 * room


@pytest.mark.parametrize(("line", "letters_left"), [("word........", True), ("שלום........", False)])
def test_a_line_is_drawn_in_its_own_direction(line: str, letters_left: bool) -> None:
    image = picture(line)
    half = [QRect(x, 0, image.width() // 2, image.height() // 2) for x in (0, image.width() // 2)]
    assert [_has_ink(image.copy(part)) for part in half] == [letters_left, not letters_left]


def _has_ink(image: QImage) -> bool:
    return any(image.pixelColor(x, y).lightness() > 127 for x in range(image.width()) for y in range(image.height()))
