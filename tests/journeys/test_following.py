"""The page follows the video: what is lit, and where the page goes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.players.vlc import Vlc
from reader.players.vlc_backend import VlcBackend
from tests.conftest import note
from tests.videos import Video, make_video, number_in
from tests.window import SEEK, Reader, reading

FILLER = "".join(f"Paragraph {n} fills the page, so that it scrolls.\n\n" for n in range(40))
LIBRARY = {
    "film/film.md": note("film"),
    "film/far.md": note(
        "Far",
        "It begins here. “Keyframes are whole” [0:10]! Others are <b>not</b> [0:20] [0:22]. Both are needed.\n\n"
        f"{FILLER}- A point [1:00]\n    - below it [0:30]\n\n{FILLER}A second place [0:10].\n\n"
        f"{FILLER}The end [0:05].\n",
        SEEK,
    ),
    "film/near.md": note(
        "Near", "| A | B |\n|---|---|\n| a cell | a row [0:10] |\n\n> A quotation [0:20].\n\n## Ahead [0:30]\n", SEEK
    ),
    f"film/What a seek does [{SEEK}].mp4": b"video",
}
LIT = "[...(CSS.highlights.get('now') ?? [])].map(String).join('')"


class Follower(Reader):
    """A reader who watches what is lit."""

    def lit(self) -> str:
        """The text that is lit, in the order of the page."""
        return " ".join(str(self.ask(LIT)).split())

    def lights(self, words: str) -> None:
        """Wait until just these words are lit."""
        self.qtbot.waitUntil(lambda: self.lit() == words)

    def in_sight(self) -> bool:
        """Whether the bar beside what is lit is in the comfortable part of the view."""
        return bool(self.ask("(([a, b]) => a >= 0.09 * innerHeight && b <= 0.76 * innerHeight)"
                             "((box => [box.top, box.bottom])(following.bar.getBoundingClientRect()))"))  # fmt: skip

    def at(self, seconds: float) -> None:
        """Seek, as by the seek bar."""
        self.app.player.seek_to(seconds)

    def wheel(self) -> None:
        """Turn the mouse's wheel over the note."""
        page = self.app.note_view.page_widget()
        where = QPointF(page.rect().center())
        QApplication.sendEvent(
            page,
            QWheelEvent(
                where, page.mapToGlobal(where), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip


@pytest.fixture
def reader(qtbot: Any, places: Places, make_library: Any) -> Iterator[Follower]:
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend(), "film/far.md") as someone:
        follower = Follower(qtbot, someone.app, someone.backend)
        follower.reads("It begins here")
        qtbot.waitUntil(lambda: follower.app.player.at_video and not follower.app.follow._opening)
        follower.see()
        yield follower


def test_the_sentence_of_the_current_stamp_is_lit_with_its_marks(reader: Follower) -> None:
    reader.at(12)
    reader.lights("“Keyframes are whole” !")
    reader.at(20)
    reader.lights("Others are not .")
    reader.at(23)
    reader.lights("Others are not .")
    reader.at(4)
    reader.lights("")


def test_it_is_lit_as_the_video_plays_in_any_order_of_the_text(reader: Follower) -> None:
    # At 0:15 the eye is at the end of the page, near the second of two places.
    reader.app.player.play()
    for second, words in (
        (6, "The end ."),
        (15, "A second place ."),
        (29, "Others are not ."),
        (31, "below it"),
    ):
        reader.backend.advance(second - reader.app.player.position())
        reader.lights(words)


def test_rows_quotations_and_headings_are_lit(reader: Follower) -> None:
    reader.open("film/near.md")
    for second, words in ((10, "a cella row"), (20, "A quotation ."), (30, "Ahead")):
        reader.at(second)
        reader.lights(words)


def test_nothing_moves_where_text_is_lit(reader: Follower) -> None:
    boxes = "JSON.stringify([...document.querySelectorAll('article *')].map(each => each.getBoundingClientRect()))"
    reader.at(12)
    reader.lights("“Keyframes are whole” !")
    before, html = reader.ask(boxes), reader.ask("document.querySelector('article').innerHTML")
    reader.at(20)
    reader.lights("Others are not .")
    assert (reader.ask(boxes), reader.ask("document.querySelector('article').innerHTML")) == (before, html)


def test_the_page_scrolls_only_when_it_must(reader: Follower) -> None:
    reader.at(12)
    reader.lights("“Keyframes are whole” !")
    assert reader.app.note_view.scroll() == 0
    reader.at(60)
    reader.lights("A point")
    reader.qtbot.waitUntil(reader.in_sight)
    reader.qtbot.waitUntil(lambda: reader.app.note_view.scroll() > 300)
    reader.at(40)
    reader.lights("below it")
    assert reader.in_sight()


def test_with_reduced_motion_the_page_is_there_at_once(reader: Follower) -> None:
    arrives_at_once = (
        "following.light([['.t[data-n=\"3\"]', '']], true);"
        "Math.abs(following.bar.getBoundingClientRect().top - ARRIVAL * innerHeight) < 2"
    )
    assert reader.ask(arrives_at_once) is False
    reader.ask("following.light([], false); window.scrollTo(0, 0); window.matchMedia = () => ({ matches: true })")
    assert reader.ask(arrives_at_once) is True


def test_of_two_places_the_nearest_is_lit_and_arrows_lead_to_the_other(reader: Follower) -> None:
    reader.at(12)
    reader.lights("“Keyframes are whole” !")
    arrow = "#now > button:not([hidden])"
    name = reader.ask(f"document.querySelector('{arrow}').getAttribute('aria-label')")
    assert name == "This moment also stands below: A second place."
    reader.ask(f"document.querySelector('{arrow}').focus()")
    reader.press(Qt.Key.Key_Return)
    reader.lights("A second place .")
    reader.qtbot.waitUntil(reader.in_sight)
    reader.press(Qt.Key.Key_Return)
    reader.lights("“Keyframes are whole” !")


def test_of_two_places_the_one_that_was_clicked_is_lit(reader: Follower) -> None:
    reader.click_where(".t[data-n='5']")
    reader.lights("A second place .")
    reader.click_where(".t[data-n='0']")
    reader.lights("“Keyframes are whole” !")


@pytest.mark.parametrize(
    "look_elsewhere",
    [
        Follower.wheel,
        lambda reader: reader.press(Qt.Key.Key_PageDown),
        lambda reader: reader.ask("getSelection().selectAllChildren(document.querySelector('h1'))"),
        lambda reader: reader.app.note_view.find("Paragraph", lambda *_: None),
        lambda reader: QTest.mousePress(
            (page := reader.app.note_view.page_widget()), Qt.MouseButton.LeftButton, pos=QPoint(page.width() - 3, 50)
        ),
    ],
    ids=["wheel", "key", "selection", "find", "scroll bar"],
)
def test_who_looks_elsewhere_stays_there_and_one_button_leads_back(
    reader: Follower, look_elsewhere: Callable[[Follower], object]
) -> None:
    reader.at(12)
    reader.lights("“Keyframes are whole” !")
    assert not reader.app.following.button.isVisible()
    look_elsewhere(reader)
    reader.qtbot.waitUntil(reader.app.following.button.isVisible)
    reader.at(60)
    reader.lights("A point")
    assert not reader.in_sight()
    reader.app.following.button.click()
    reader.qtbot.waitUntil(reader.in_sight)
    assert not reader.app.following.button.isVisible()


def test_one_key_leads_back(reader: Follower) -> None:
    reader.at(60)
    reader.qtbot.waitUntil(reader.in_sight)
    reader.wheel()
    assert not reader.app.follow.following
    reader.press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert reader.app.follow.following


def test_scrolling_to_the_video_is_not_taken_for_the_readers(reader: Follower) -> None:
    for second, words in ((60, "A point"), (5, "The end ."), (20, "Others are not .")):
        reader.at(second)
        reader.lights(words)
        reader.qtbot.waitUntil(reader.in_sight)
    assert reader.app.follow.following


def test_a_click_on_a_stamp_is_the_wish_to_follow_again(reader: Follower) -> None:
    reader.at(12)
    reader.ask("getSelection().selectAllChildren(document.querySelector('h1'))")
    reader.qtbot.waitUntil(reader.app.following.button.isVisible)
    reader.click(f"seek:{SEEK}?t=20")
    reader.lights("Others are not .")
    assert reader.app.follow.following


def test_a_footnote_or_heading_that_was_gone_to_is_stayed_at(reader: Follower) -> None:
    reader.open("film/near.md")
    reader.at(12)
    reader.app.navigator.follow("note:film/near.md#ahead")
    assert not reader.app.follow.following


def test_a_note_is_opened_at_its_beginning_wherever_the_video_stands(reader: Follower) -> None:
    reader.open("film/near.md")
    reader.at(60)
    reader.lights("Ahead")
    reader.open("film/far.md")
    reader.lights("A point")
    assert reader.app.note_view.scroll() == 0
    assert reader.app.follow.following


def test_all_that_is_said_of_a_video_is_followed_too(reader: Follower) -> None:
    reader.app.navigator.follow(f"video:{SEEK}")
    reader.reads("In the order of the video")
    reader.at(31)
    reader.qtbot.waitUntil(lambda: reader.lit() in ("below it", "Ahead"))


def test_it_is_lit_again_on_a_page_that_was_drawn_again(reader: Follower) -> None:
    reader.at(12)
    reader.lights("“Keyframes are whole” !")
    reader.app.preferences.toggle_theme()
    reader.app.preferences.change_zoom(1.5)
    reader.lights("“Keyframes are whole” !")
    with reader.qtbot.waitSignal(reader.app.note_view.note_shown, timeout=20_000):
        reader.app.note_view._on_terminated()
    reader.lights("“Keyframes are whole” !")


def test_the_bar_stands_beside_what_is_lit_when_the_text_is_set_anew(reader: Follower) -> None:
    reader.at(60)
    reader.qtbot.waitUntil(reader.in_sight)
    reader.app.preferences.change_zoom(1.5)
    beside = "Math.abs(following.bar.getBoundingClientRect().top - [...CSS.highlights.get('now')][0].getBoundingClientRect().top) < 2"  # noqa: E501
    reader.qtbot.waitUntil(lambda: reader.ask(beside))


def test_the_frame_on_the_screen_is_the_one_of_what_is_lit(
    qtbot: Any, places: Places, make_library: Any, tmp_path: Path
) -> None:
    stamps = {
        "film/film.md": note("film"),
        "film/fast.md": note("Fast", "One [0:03]. Two [0:01]. Three [0:02]. Four [0:04].\n", SEEK),
        f"film/What a seek does [{SEEK}].mp4": make_video(Video("film.mp4", seconds=6), tmp_path).read_bytes(),
    }
    backend = VlcBackend(Vlc(["--aout=dummy"]))
    with reading(qtbot, places, make_library(stamps), backend, "film/fast.md") as someone:
        reader = Follower(qtbot, someone.app, backend)
        reader.reads("Three")
        shown: list[int] = []
        seen: list[tuple[int, int | None]] = []
        qtbot.waitUntil(lambda: not backend.image().isNull(), timeout=10_000)
        backend.frame_shown.connect(lambda _: shown.append(number_in(backend.image())))
        reader.app.follow.current_changed.connect(lambda number: seen.append((number_in(backend.image()), number)))
        with qtbot.waitSignal(
            backend.state_changed, check_params_cb=lambda state: state.value == "ended", timeout=20_000
        ):
            reader.app.player.play()
        reader.lights("Four .")
        assert [number for _, number in seen] == [1, 2, 0, 3]
        for (frame, _), second in zip(seen, (1, 2, 3, 4), strict=True):
            first = min(each for each in shown if each >= 30 * second)  # a busy machine leaves frames out
            assert 30 * second <= frame <= first + 3
        seen.clear()
        with qtbot.waitSignal(reader.app.follow.current_changed):
            reader.at(2.5)
        reader.lights("Three .")
        assert seen == [(75, 2)]
