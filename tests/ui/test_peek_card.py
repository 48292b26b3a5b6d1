"""The card: what it says, how much of it, and that nothing moves when the frame comes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.services.peek import Spot, Told
from reader.ui.peek_card import PeekCard
from reader.ui.theme import Theme

SPOT = Spot("video", 134.0, "a.md", "Beyond a tenth of a second people notice.")
WORDS = "word " * 200


@pytest.fixture
def card(qapp: QApplication) -> Iterator[PeekCard]:
    window = QWidget()
    window.show()
    yield PeekCard(Theme(qapp), window)
    window.close()
    window.deleteLater()


def shown(card: PeekCard, told: Told) -> QImage:
    card.tell(told)
    return card.grab().toImage()


def test_it_says_when_what_and_who_else(card: PeekCard) -> None:
    card.tell(Told(SPOT, others=("Keyframes", "Costs")))
    assert card.text() == ("2:14 Beyond a tenth of a second people notice.\nAlso in 2 notes: Keyframes, Costs")


def test_of_a_place_without_a_stamp_it_says_what_the_stamp_before_tells(card: PeekCard) -> None:
    spot = replace(SPOT, seconds=140.0, since=134.0, title="Keyframes")
    card.tell(Told(spot, chapter="Costs"))
    assert card.text() == "2:20 Costs\n2:14 Beyond a tenth of a second people notice.\nKeyframes"


def test_it_says_why_a_time_is_read_otherwise_than_it_is_written(card: PeekCard) -> None:
    card.tell(Told(replace(SPOT, why="Written 02:14:00, read as 2:14.")))
    assert "Written 02:14:00, read as 2:14." in card.text()


def test_what_is_spoken_is_told_and_the_line_of_the_moment_stands_out(card: PeekCard) -> None:
    cues = ("before it", "at the moment", "after it")
    one, other = (shown(card, Told(SPOT, cues=cues, spoken=spoken)) for spoken in (0, 1))
    assert "before it at the moment after it" in card.text()
    assert one != other


def test_its_height_is_the_same_with_its_frame_and_while_others_are_sought(card: PeekCard) -> None:
    card.tell(Told(SPOT, has_picture=True, others=None))
    before = card.size()
    image = QImage(32, 18, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    card.set_picture(image)
    card.tell(Told(SPOT, has_picture=True, others=("Keyframes",)))
    assert card.size() == before
    assert card.grab().toImage().pixelColor(136, 60) == QColor("red")


def test_without_a_file_it_is_words_alone(card: PeekCard) -> None:
    card.tell(Told(SPOT, has_picture=True))
    tall = card.height()
    card.tell(Told(SPOT))
    assert card.height() < tall - 140


def test_long_texts_are_cut(card: PeekCard) -> None:
    spot = Spot("v", 1.0, "a.md", WORDS, why=WORDS, title=WORDS, hints=(WORDS,))
    cues = tuple(f"{number} {WORDS}" for number in range(9))
    card.tell(Told(spot, cues=cues, spoken=4, others=(WORDS,) * 9, has_picture=True))
    assert card.height() < 520


def test_what_strangers_wrote_is_shown_as_text(card: PeekCard) -> None:
    spot = replace(SPOT, sentence="<b>bold</b>\u202e <img src='file:///x'> 🎬🎬" + "🎬 " * 200)
    shown(card, Told(spot, cues=("🎬" * 300, "<i>now</i>"), spoken=1))
    assert "<b>bold</b> <img" in card.text()
    assert "\u202e" not in card.text()


def test_it_takes_neither_keys_nor_mouse_and_goes_away(card: PeekCard, qtbot: QtBot) -> None:
    card.tell(Told(SPOT))
    card.show_beside(QRect(300, 300, 40, 20))
    assert card.told
    assert card.windowFlags() & Qt.WindowType.WindowTransparentForInput
    assert QApplication.activeWindow() is not card
    card.fade()
    qtbot.waitUntil(lambda: card.told is None)
