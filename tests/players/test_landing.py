"""After a seek libvlc is where the frames it shows say; where it shows none of those awaited, where it says itself."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from reader.players.landing import AT_LAST, PATIENCE, Landing, Sight, small
from reader.players.vlc_frames import Frame


def picture(grey: int) -> QImage:
    image = QImage(QSize(320, 180), QImage.Format.Format_RGB32)
    image.fill(QColor(grey, grey, grey))
    return image


def landing() -> Landing:
    """A seek to second 7, whose frames get lighter; libvlc has read what it needs at 100."""
    under_way = Landing()
    under_way.expect([Sight(7.0 + number / 30, small(picture(20 * number))) for number in range(3)])
    under_way.buffered(100.0)
    return under_way


def test_it_has_landed_at_a_frame_that_is_known() -> None:
    under_way = landing()
    under_way.see(Frame(picture(20), 100.2))
    assert under_way.landed() == (7.0 + 1 / 30, 100.2)


def test_other_frames_are_waited_out() -> None:
    under_way = landing()
    under_way.see(Frame(picture(200), 100.0 + PATIENCE / 2))
    assert under_way.landed() is None


def test_who_comes_too_late_to_be_known_is_where_libvlc_says() -> None:
    under_way = landing()
    under_way.reported(9.9, 99.9)
    under_way.reported(8.4, 100.4)
    under_way.see(Frame(picture(200), 100.1 + PATIENCE))
    assert under_way.landed() == (8.4, 100.4)


def test_who_says_to_be_hardly_there_may_still_show_what_lies_before() -> None:
    under_way = landing()
    under_way.reported(7.0, 100.4)
    under_way.see(Frame(picture(200), 100.1 + PATIENCE))
    assert under_way.landed() is None
    under_way.see(Frame(picture(0), 100.2 + PATIENCE))
    assert under_way.landed() == (7.0, 100.2 + PATIENCE)


def test_where_libvlc_says_nothing_the_wish_is_believed_at_last() -> None:
    under_way = landing()
    under_way.reported(9.9, 99.9)
    under_way.see(Frame(picture(200), 100.1 + PATIENCE))
    assert under_way.landed() is None
    under_way.see(Frame(picture(200), 100.1 + AT_LAST))
    assert under_way.landed() == (7.0, 100.1 + AT_LAST)
