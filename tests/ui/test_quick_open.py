"""Quick open: letters of a title lead to its note."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.notes.hrefs import place_href
from reader.services.tasks import Task
from reader.ui.quick_open import ChoicesModel, QuickOpen
from reader.ui.rows import Role
from tests.palettes import Host

Key = Qt.Key


class Choice(NamedTuple):
    """A note that may be meant."""

    path: str
    title: str
    channel: str
    video_title: str
    marks: tuple[tuple[int, int], ...]


class Opening:
    """A person at quick open; `recent` are the paths of the notes read last."""

    def __init__(self, host: Host) -> None:
        self.desk, self.theme = host.desk, host.theme
        self.recent = ["film/captions.md", "film/elsewhere.md"]
        self.quick = QuickOpen(host.window, host.theme, self._ask)
        self.palette = self.quick.palette
        self.followed: list[str] = []
        self.quick.link_activated.connect(self.followed.append)

    def _ask(self, text: str, done: Callable[[list[Choice]], None]) -> Task:
        catalog = self.desk.library.catalog

        def find(_: Task) -> list[Choice]:
            found = catalog.matching([text], 50) if text else map(catalog.entry, self.recent)
            return [
                Choice(
                    each.path,
                    each.title,
                    catalog.channel_title(each.channel),
                    catalog.video_title(each.video) if each.video else "",
                    _marks(each.title, text),
                )
                for each in found
                if each
            ]

        return self.desk.tasks.run(find, done, self.desk.messages.error)

    def open(self) -> None:
        self.quick.open()
        self.desk.settle()

    def look_for(self, text: str) -> None:
        QTest.keyClicks(self.palette.line, text)
        self.desk.settle()

    @property
    def titles(self) -> list[str]:
        model = self.quick.model
        return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def _marks(title: str, text: str) -> tuple[tuple[int, int], ...]:
    at = title.lower().find(text.lower())
    return ((at, at + len(text)),) if text and at >= 0 else ()


@pytest.fixture
def opening(host: Host) -> Opening:
    opening = Opening(host)
    opening.open()
    return opening


def test_what_was_read_last_stands_there_at_first(opening: Opening) -> None:
    assert opening.titles == ["Captions", "Elsewhere"]
    assert opening.palette.summary.text() == "Read last"
    assert opening.palette.list.currentIndex().data() == "Captions"


def test_a_note_is_shown_with_its_channel_and_video_and_the_letters_marked(opening: Opening) -> None:
    opening.look_for("seeking")
    index = opening.palette.list.currentIndex()
    assert (index.data(), index.data(Role.EXTRA)) == ("Exact seeking", "Film · What a seek does")
    assert [tuple(mark) for mark in index.data(ChoicesModel.MARKS)] == [(6, 13)]
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Exact seeking, Film · What a seek does"
    image = opening.palette.list.grab(opening.palette.list.visualRect(index)).toImage()
    accent = opening.theme.colour("accent").rgb()
    assert any(image.pixel(x, y) == accent for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_enter_opens_the_note(opening: Opening, modifier: Qt.KeyboardModifier) -> None:
    opening.look_for("keyfr")
    QTest.keyClick(opening.palette.line, Key.Key_Return, modifier)
    assert opening.followed == [place_href("film/keyframes.md")]
    assert not opening.palette.isVisible()


def test_a_click_opens_the_note(opening: Opening) -> None:
    view = opening.palette.list
    place = view.visualRect(opening.quick.model.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opening.followed == [place_href("film/elsewhere.md")]


def test_enter_typed_before_the_titles_are_there_opens_the_best_of_them(opening: Opening) -> None:
    QTest.keyClicks(opening.palette.line, "keyfr")
    QTest.keyClick(opening.palette.line, Key.Key_Return)
    opening.desk.settle()
    assert opening.followed == [place_href("film/keyframes.md")]


def test_where_no_title_is_like_that_a_sentence_tells(opening: Opening) -> None:
    opening.look_for("zebra")
    assert opening.palette.nothing.text() == "No title is like that."
    QTest.keyClick(opening.palette.line, Key.Key_Return)
    assert opening.followed == []


def test_it_begins_anew_each_time(opening: Opening) -> None:
    opening.look_for("keyfr")
    QTest.keyClick(opening.palette.line, Key.Key_Escape)
    opening.open()
    assert opening.palette.line.text() == ""
    assert opening.titles == ["Captions", "Elsewhere"]


def test_before_anything_was_read_it_says_what_to_type(host: Host) -> None:
    opening = Opening(host)
    opening.recent = []
    opening.open()
    assert opening.palette.pages.currentWidget() is opening.palette.blank
