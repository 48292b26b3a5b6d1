"""The window: its parts, how they are laid out, and what is remembered of it."""

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from reader.paths import Places
from reader.players.fake import FakeBackend
from tests.conftest import MakeLibrary
from tests.window import LIBRARY, SEEK, Reader, reading


def test_the_video_stands_beside_the_note_or_above_it(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    note, pane = reader.app.note_view, reader.app.window.video_pane
    assert pane.mapToGlobal(QPoint()).x() > note.mapToGlobal(QPoint()).x()
    reader.press("t")
    reader.qtbot.waitUntil(lambda: pane.mapToGlobal(QPoint()).y() < note.mapToGlobal(QPoint()).y())
    reader.press("t")
    reader.qtbot.waitUntil(lambda: pane.mapToGlobal(QPoint()).x() > note.mapToGlobal(QPoint()).x())


def test_layout_theme_zoom_and_size_are_remembered(qtbot: object, places: Places, make_library: MakeLibrary) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as first:
        first.app.window.resize(780, 640)
        first.app.preferences.toggle_layout()
        first.app.preferences.toggle_theme()
        first.app.preferences.change_zoom(1.1)
        first.app.window.toggle_sidebar()
        theme = first.app.theme.name
    with reading(qtbot, places, root, FakeBackend()) as second:
        assert second.app.window.size() == QSize(780, 640)
        assert second.app.window.reading.orientation() is Qt.Orientation.Vertical
        assert second.app.theme.name == theme
        assert second.app.session.settings.now.zoom == 1.1
        assert second.app.window.sidebar.isHidden()


def test_a_second_start_opens_the_note_that_was_read_last(
    qtbot: object, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as first:
        first.open("film/exact_seeking.md")
        first.app.player.seek(SEEK, 50.0)
    with reading(qtbot, places, root, FakeBackend()) as second:
        second.qtbot.waitUntil(lambda: second.title == "Exact seeking")
        second.qtbot.waitUntil(lambda: second.app.player.position() == 50.0)


def test_a_note_can_be_opened_by_its_path(qtbot: object, places: Places, make_library: MakeLibrary) -> None:
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend(), "film/captions.md") as someone:
        someone.qtbot.waitUntil(lambda: someone.title == "Captions")
        assert someone.app.library.root == someone.app.library.root.parent / "library"


def test_the_whole_screen_is_for_the_video_alone_and_escape_leaves_it(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    window = reader.app.window
    reader.press("f")
    reader.qtbot.waitUntil(window.isFullScreen)
    assert not any(part.isVisible() for part in (window.header, window.sidebar, window.note_view, window.status))
    assert window.video_pane.isVisible()
    reader.press(Qt.Key.Key_Escape)
    reader.qtbot.waitUntil(lambda: not window.isFullScreen())
    assert all(part.isVisible() for part in (window.header, window.sidebar, window.note_view, window.status))


def test_find_counts_hits_and_escape_closes_it(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.app.window.find_bar.open()
    field = reader.app.window.find_bar.field
    QTest.keyClicks(field, "paragraph 1")
    reader.qtbot.waitUntil(lambda: reader.app.window.find_bar.count.text() == "1 of 11")
    QTest.keyClick(field, Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.app.window.find_bar.count.text() == "2 of 11")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    reader.qtbot.waitUntil(lambda: reader.app.window.find_bar.count.text() == "1 of 11")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not reader.app.window.find_bar.isVisible()


def test_find_says_when_there_is_no_hit(reader: Reader) -> None:
    reader.open("film/keyframes.md")
    reader.app.window.find_bar.open()
    QTest.keyClicks(reader.app.window.find_bar.field, "zebra")
    reader.qtbot.waitUntil(lambda: reader.app.window.find_bar.count.text() == "no hit")


def test_the_note_grows_and_shrinks(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    before = reader.ask("window.innerWidth")
    reader.app.preferences.change_zoom(1.5)
    reader.qtbot.waitUntil(lambda: reader.ask("window.innerWidth") < before)
    reader.app.preferences.change_zoom(0)
    reader.qtbot.waitUntil(lambda: reader.ask("window.innerWidth") == before)


def test_light_becomes_dark_on_the_page_too(reader: Reader) -> None:
    before = reader.ask("getComputedStyle(document.documentElement).backgroundColor")
    reader.app.preferences.toggle_theme()
    reader.qtbot.waitUntil(
        lambda: reader.ask("getComputedStyle(document.documentElement).backgroundColor") != before,
    )
    assert reader.ask("document.documentElement.dataset.theme") == reader.app.theme.name


def test_a_bar_shows_where_the_video_is_and_takes_it_elsewhere(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    bar = reader.app.window.video_pane.transport.bar
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 2))
    assert abs(reader.app.player.position() - 300) < 2
    assert reader.app.window.video_pane.transport.length.text() == "/ 10:00"


def test_a_click_on_the_picture_plays_and_pauses(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    view = reader.app.window.video_pane.view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert reader.app.player.playing
    QTest.mouseClick(view, Qt.MouseButton.LeftButton)
    assert not reader.app.player.playing


def test_the_icons_come_after_the_first_note(reader: Reader) -> None:
    play = reader.app.window.video_pane.transport.play
    reader.qtbot.waitUntil(lambda: not play.icon().isNull())


def test_everything_fits_a_small_window(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    reader.app.window.resize(800, 600)
    reader.qtbot.waitUntil(lambda: reader.app.window.width() == 800)
    transport = reader.app.window.video_pane.transport

    def fits() -> bool:
        boxes = [part.geometry() for part in transport.children() if part.isWidgetType() and part.isVisible()]
        inside = all(transport.rect().contains(box) for box in boxes)
        return inside and not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])

    reader.qtbot.waitUntil(fits)


def test_a_library_that_is_gone_says_so_and_the_sample_opens(
    qtbot: object, places: Places, make_library: MakeLibrary, tmp_path: Path
) -> None:
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend()) as first:
        first.open("film/keyframes.md")
    (tmp_path / "library").rename(tmp_path / "moved")
    with reading(qtbot, places, None, FakeBackend()) as second:
        second.qtbot.waitUntil(lambda: second.title == "Start here")
        assert "There is no folder" in second.warning()


def test_a_library_can_be_opened_at_a_moment(qtbot: object, places: Places, make_library: MakeLibrary) -> None:
    root = make_library({**LIBRARY, "index.md": f"---\ntitle: Welcome\nvideoId: {SEEK}\n---\n\nHello.\n"})
    with reading(qtbot, places, root, FakeBackend(), seconds=793.0 / 2) as someone:
        someone.qtbot.waitUntil(lambda: someone.app.player.position() == 793.0 / 2)
        assert someone.title == "Welcome"


def test_a_note_can_be_opened_at_a_moment(qtbot: object, places: Places, make_library: MakeLibrary) -> None:
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend(), "film/keyframes.md", 31.0) as someone:
        someone.qtbot.waitUntil(lambda: someone.app.player.position() == 31.0)


def test_the_note_has_the_keys_again_after_the_find_bar_and_the_whole_screen(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    window = reader.app.window
    window.find_bar.open()
    reader.press(Qt.Key.Key_Escape)
    assert window.note_view.isAncestorOf(window.focusWidget())
    reader.press("f")
    reader.qtbot.waitUntil(window.isFullScreen)
    reader.press(Qt.Key.Key_Escape)
    reader.qtbot.waitUntil(lambda: window.note_view.isAncestorOf(window.focusWidget()))


def test_a_maximised_window_is_maximised_again_after_the_whole_screen(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    window = reader.app.window
    window.showMaximized()
    window.toggle_fullscreen()
    reader.app.preferences.toggle_layout()
    assert window.isFullScreen()
    assert not window.video_pane.moments.isVisible()
    window.toggle_fullscreen()
    assert window.isMaximized()


def test_closing_on_the_whole_screen_is_no_way_to_begin_the_next_day(
    qtbot: object, places: Places, make_library: MakeLibrary
) -> None:
    root = make_library(LIBRARY)
    with reading(qtbot, places, root, FakeBackend()) as first:
        first.app.window.toggle_fullscreen()
    with reading(qtbot, places, root, FakeBackend()) as second:
        assert not second.app.window.isFullScreen()
        assert all(part.isVisible() for part in (second.app.window.sidebar, second.app.note_view))
        assert all(size > 0 for size in second.app.window.columns.sizes())


def test_a_long_title_gives_way_to_the_buttons(reader: Reader) -> None:
    window = reader.app.window
    window.header.title.show_text("A very long title " * 40)
    window.resize(window.minimumSizeHint())
    buttons = window.header.findChildren(QToolButton)
    assert buttons
    assert all(button.geometry().right() < window.header.width() for button in buttons)


def test_titles_and_tooltips_of_strangers_are_text(qtbot: object, places: Places, make_library: MakeLibrary) -> None:
    title = "<img src='secret.png'> Q&A"
    root = make_library({"index.md": f'---\ntitle: "{title}"\n---\n\nOne [0:05].\n'})
    with reading(qtbot, places, root, FakeBackend()) as someone:
        someone.qtbot.waitUntil(lambda: someone.title == title)
        window = someone.app.window
        assert window.header.title.textFormat() is Qt.TextFormat.PlainText
        assert window.notice.textFormat() is Qt.TextFormat.PlainText
        someone.qtbot.waitUntil(lambda: window.sidebar.model.index(0, 0).isValid())
        row = window.sidebar.model.index(0, 0)
        for tip in (window.header.title.toolTip(), row.data(Qt.ItemDataRole.ToolTipRole)):
            assert "&lt;img" in tip
            assert "<img" not in tip


def test_an_empty_library_has_its_icons_and_shows_nothing_of_the_one_before(
    qtbot: object, places: Places, make_library: MakeLibrary, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with reading(qtbot, places, make_library(LIBRARY), FakeBackend(), "film/exact_seeking.md") as someone:
        someone.qtbot.waitUntil(lambda: "Paragraph 1" in someone.text())
        someone.app.open_library(empty)
        someone.qtbot.waitUntil(lambda: "There are no notes" in someone.warning())
        assert someone.text().strip() == ""
        window = someone.app.window
        assert (someone.title, window.header.title.text(), window.video_pane.moments.empty) == ("Alongside", "", True)
        assert window.sidebar.linked.view.rows.rowCount() == 0
    with reading(qtbot, places, empty, FakeBackend()) as someone:
        someone.qtbot.waitUntil(lambda: not someone.app.window.video_pane.transport.play.icon().isNull())


def test_the_mouse_has_buttons_for_back_and_forward(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    QTest.mouseClick(reader.app.note_view.page_widget(), Qt.MouseButton.BackButton)
    reader.qtbot.waitUntil(lambda: reader.title == "Welcome")
    QTest.mouseClick(reader.app.note_view.page_widget(), Qt.MouseButton.ForwardButton)
    reader.qtbot.waitUntil(lambda: reader.title == "Exact seeking")


def test_what_has_no_key_is_in_the_menu_of_the_picture(reader: Reader) -> None:
    titles = {action.text() for action in reader.app.window.video_pane.view.actions()}
    assert {"Open the video in the browser at this time", "Add a folder of videos…"} <= titles


def test_a_sentence_in_passing_stays_over_the_foot_when_the_window_is_resized(reader: Reader) -> None:
    toast, note = reader.app.window.toast, reader.app.window.note_view
    toast.say("Something happened that is told in a sentence which is rather long for so small a window as this one.")
    reader.app.window.resize(800, 600)
    reader.qtbot.waitUntil(lambda: toast.geometry().bottom() < note.height() <= toast.geometry().bottom() + 40)
    assert toast.x() >= 0
    assert toast.geometry().right() <= note.width()


def test_the_buttons_for_a_missing_video_are_read_whole_however_narrow_the_pane(reader: Reader) -> None:
    reader.open("film/elsewhere.md")
    card = reader.app.window.video_pane.card
    for wide in (560, 800, 1280):
        reader.app.window.resize(wide, 600)
        for button in (card.download, card.cited, card.browser, card.file, card.folder):
            reader.qtbot.waitUntil(lambda button=button: button.width() >= button.sizeHint().width())
    reader.qtbot.waitUntil(lambda: card.download.y() == card.cited.y())
