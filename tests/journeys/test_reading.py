"""A person reads: clicks a stamp, follows links, goes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from reader.services.player import Pane
from tests.window import AWAY, READ, SEEK, Reader


def test_a_click_on_a_stamp_shows_that_moment(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    with reader.qtbot.waitSignal(reader.app.window.video_pane.view.painted, check_params_cb=lambda at: at == 84.0):
        reader.click(f"seek:{SEEK}?t=84")
    assert reader.app.window.video_pane.transport.time.text() == "1:24"


def test_a_link_leads_on_and_back_leads_back(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.click("note:film/keyframes.md")
    reader.qtbot.waitUntil(lambda: reader.title == "Keyframes")
    reader.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    reader.qtbot.waitUntil(lambda: reader.title == "Exact seeking")
    reader.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    reader.qtbot.waitUntil(lambda: reader.title == "Keyframes")


def test_back_restores_scroll_and_video_and_its_position(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.click(f"seek:{SEEK}?t=168")
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 168.0)
    reader.qtbot.waitUntil(lambda: reader.app.note_view.scroll() > 300)
    scroll = reader.app.note_view.scroll()
    reader.open("film/captions.md")
    reader.qtbot.waitUntil(lambda: reader.app.player.video == READ)
    reader.qtbot.waitUntil(lambda: reader.app.note_view.scroll() == 0)
    with reader.qtbot.waitSignal(reader.app.note_view.note_shown):
        reader.app.navigator.back()
    assert (reader.app.player.video, reader.app.player.position()) == (SEEK, 168.0)
    reader.qtbot.waitUntil(lambda: abs(reader.app.note_view.scroll() - scroll) < 2)


def test_an_address_is_shown_before_the_browser_opens_it(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    reader.open("film/exact_seeking.md")
    reader.click("https://example.org/page?q=1")
    bar = reader.app.window.address_bar
    reader.qtbot.waitUntil(bar.isVisible)
    assert "example.org/page?q=1" in bar.label.text()
    assert opened == []
    bar.open_button.click()
    assert opened == ["https://example.org/page?q=1"]
    assert not bar.isVisible()


def test_a_video_that_is_not_here_offers_the_browser_at_that_time(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    reader.open("film/elsewhere.md")
    reader.click(f"seek:{AWAY}?t=793")
    reader.qtbot.waitUntil(lambda: reader.app.player.shown.seconds == 793)
    pane = reader.app.window.video_pane.card
    assert reader.app.player.shown.pane is Pane.NOT_HERE
    assert pane.browser.isVisible()
    assert "13:13" in pane.browser.text()
    pane.browser.click()
    assert opened == [f"https://www.youtube.com/watch?v={AWAY}&t=793s"]


def test_the_note_can_be_read_without_any_video(reader: Reader) -> None:
    reader.open("film/film.md")
    assert reader.app.player.shown.pane is Pane.NO_VIDEO
    assert "What a seek does" in reader.text()


def test_what_was_open_is_open_again_where_it_was_left(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.click(f"seek:{SEEK}?t=168")
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 168.0)
    reader.qtbot.waitUntil(lambda: reader.app.note_view.scroll() > 300)
    scroll = reader.app.note_view.scroll()
    reader.app.session.save()
    reader.app.resume.keep()
    place = reader.app.session.place_in(reader.app.library.root)
    assert place
    assert (place.path, reader.app.resume.position(SEEK)) == ("film/exact_seeking.md", 168.0)
    assert abs(place.scroll - scroll) < 2


def test_a_footnote_is_a_step_that_back_undoes(reader: Reader) -> None:
    (reader.app.library.root / "film" / "foot.md").write_text(
        "---\ntitle: Foot\n---\n\nKnown[^1].\n\n" + "Filler.\n\n" * 80 + "[^1]: From a book.\n"
    )
    with reader.qtbot.waitSignal(reader.app.library.changed):
        reader.app.library.refresh()
    reader.open("film/foot.md")
    with reader.qtbot.waitSignal(reader.app.note_view.link_activated) as link:
        reader.click_where("a.footnote")
    assert link.args[0].startswith("note:film/foot.md#")
    reader.qtbot.waitUntil(lambda: reader.app.note_view.scroll() > 300)
    reader.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    reader.qtbot.waitUntil(lambda: reader.app.note_view.scroll() == 0)
    assert reader.title == "Foot"
