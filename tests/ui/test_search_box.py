"""Search: what is typed, what is found of a real library, and where that leads."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton

from reader.notes.hrefs import place_href
from reader.ui.header import Header, SearchField
from reader.ui.hits import HitDelegate, HitRow, HitsModel
from reader.ui.marked import fitted, plain_marked
from reader.ui.search_box import SearchBox
from tests.conftest import MakeLibrary, note
from tests.library.spoken import captions, media, vtt
from tests.palettes import SEEK, Host
from tests.window import Reader

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOBODY = "NobodyWrote"


class Searching:
    """A person at the search."""

    def __init__(self, host: Host) -> None:
        self.desk, self.theme = host.desk, host.theme
        self.box = SearchBox(host.window, host.desk.library, host.theme)
        self.palette = self.box.palette
        self.followed: list[str] = []
        self.box.link_activated.connect(self.followed.append)

    def look_for(self, text: str) -> None:
        if not self.palette.isVisible():
            self.box.open()
        self.palette.line.clear()
        QTest.keyClicks(self.palette.line, text)
        self.desk.settle()

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.palette.line, key, modifier)

    @property
    def rows(self) -> list[HitRow]:
        model = self.box.model
        return [model.index(at, 0).data(HitsModel.ROW) for at in range(model.rowCount())]

    @property
    def titles(self) -> list[str]:
        """Headings in brackets."""
        return [row.title if row.href else f"[{row.title}]{row.extra}" for row in self.rows]

    @property
    def said(self) -> str:
        page = self.palette.pages.currentWidget()
        return self.palette.nothing.text() if page is self.palette.nothing else ""


@pytest.fixture
def search(host: Host) -> Searching:
    return Searching(host)


def test_notes_stand_below_their_videos_and_those_without_one_below_their_channel(search: Searching) -> None:
    search.look_for("frame -keyframes")
    rows = {row.title: row for row in search.rows}
    assert set(search.titles) == {
        *("[What a seek does]", "Exact seeking"),
        *("[Reading along]", "Captions"),
        *("[Film]", "Elsewhere"),
    }
    assert search.titles[search.titles.index("Elsewhere") - 1] == "[Film]"
    assert (rows["Captions"].extra, rows["Captions"].stamp) == ("Film", "0:05")
    assert (rows["Elsewhere"].extra, rows["Elsewhere"].stamp) == ("", "")
    assert search.palette.summary.text() == "3 notes"


def test_a_heading_says_how_many_notes_are_below_it(search: Searching) -> None:
    search.look_for("whole frame")
    assert search.titles[0] == "[What a seek does]2"
    assert set(search.titles[1:]) == {"Exact seeking", "Keyframes"}


def test_the_words_that_were_looked_for_are_marked_in_their_sentence(search: Searching) -> None:
    search.look_for("back wh")
    [row] = [row for row in search.rows if row.href]
    assert row.text == "A player goes back to a whole frame."
    assert [row.text[start:end] for start, end in row.marks] == ["back", "whole"]
    assert row.stamp == "1:24"


def test_enter_opens_the_note_at_its_sentence_and_with_shift_plays_from_the_stamp(search: Searching) -> None:
    search.look_for("goes back")
    search.press(Key.Key_Return)
    search.box.open()
    search.desk.settle()
    search.press(Key.Key_Return, SHIFT)
    path, said = "film/exact_seeking.md", "A player goes back to a whole frame."
    assert search.followed == [place_href(path, said), place_href(path, said, 84.0)]


def test_a_note_without_a_video_has_no_moment_to_play(search: Searching) -> None:
    search.look_for("no video shows")
    search.press(Key.Key_Return, SHIFT)
    assert search.followed == [place_href("film/elsewhere.md", "No video shows this frame.")]


def test_enter_typed_before_the_hits_are_there_opens_the_best_of_them(search: Searching) -> None:
    search.look_for("captions")
    search.palette.line.clear()
    QTest.keyClicks(search.palette.line, "goes back")
    search.press(Key.Key_Return)
    assert search.followed == []
    search.desk.settle()
    assert search.followed == [place_href("film/exact_seeking.md", "A player goes back to a whole frame.")]


def test_the_old_hits_stay_until_the_new_ones_are_there_and_the_newest_question_wins(search: Searching) -> None:
    search.look_for("captions")
    before = search.titles
    resets: list[int] = []
    search.box.model.modelReset.connect(lambda: resets.append(search.box.model.notes))
    search.palette.line.setText("frame")
    search.palette.line.setText("keyframes")
    assert search.titles == before
    search.desk.settle()
    assert "Keyframes" in search.titles
    assert len(resets) == 1


def test_without_a_question_it_shows_how_to_ask(search: Searching) -> None:
    search.look_for("captions")
    search.palette.line.clear()
    assert search.palette.pages.currentWidget() is search.palette.blank
    assert search.rows == []
    assert search.palette.summary.text() == ""


def test_where_no_note_says_it_a_sentence_tells(search: Searching) -> None:
    search.look_for("zebra")
    assert search.said.startswith("No note says that.")
    assert not search.palette.list.isVisible()


@pytest.mark.parametrize("text", ['"', "-", ":::", "title:", "%00\\", "a\u202eb", "🦊" * 50, "(*)[?]{1}|^$"])
def test_any_character_may_be_typed(search: Searching, text: str) -> None:
    search.box.open()
    search.palette.line.setText(text)
    search.desk.settle()
    assert search.desk.said == []


def test_opened_again_the_last_question_is_selected_and_so_is_the_hit(search: Searching) -> None:
    search.look_for("frame")
    search.press(Key.Key_Down)
    title = search.palette.list.currentIndex().data()
    search.press(Key.Key_Return)
    search.box.open()
    search.desk.settle()
    assert search.palette.line.selectedText() == "frame"
    assert search.palette.list.currentIndex().data() == title


def test_what_changes_in_the_library_changes_the_hits(search: Searching, make_library: MakeLibrary) -> None:
    search.look_for("zebra")
    make_library({"film/new.md": note("Stripes", "A zebra.")})
    with search.desk.qtbot.waitSignal(search.desk.library.changed):
        search.desk.library.refresh()
    search.desk.settle()
    assert search.titles == ["[Film]", "Stripes"]


def say(search: Searching, make_library: MakeLibrary, video: str, *said: tuple[float, str]) -> None:
    """Put a video with captions into the library."""
    make_library({f"film/{media(video)}": b"video", f"film/{captions(video)}": vtt(*said)})
    with search.desk.qtbot.waitSignal(search.desk.library.heard):
        search.desk.library.refresh()
    search.desk.settle()


def test_what_a_video_says_stands_below_its_notes(search: Searching, make_library: MakeLibrary) -> None:
    say(search, make_library, SEEK, (83, "so it goes back to a"), (86, "whole frame, always"))
    say(search, make_library, NOBODY, (7, "a <b>whole\u202e</b> frame of film"))
    search.look_for("whole fram")
    assert set(search.titles[:3]) == {"[What a seek does]3", "Exact seeking", "Keyframes"}
    heading, unwritten = search.rows[-2:]
    said = search.rows[3]
    assert (said.title, said.extra, said.stamp, said.text) == (
        "What a seek does", "said", "1:26", "whole frame, always",
    )  # fmt: skip
    assert [said.text[start:end] for start, end in said.marks] == ["whole", "frame"]
    assert (heading.title, unwritten.text) == ("Film", "a whole frame of film")
    assert search.palette.summary.text() == "2 notes, 2 times said"


def test_what_is_said_leads_to_its_moment_beside_the_note_that_is_nearest(
    search: Searching, make_library: MakeLibrary
) -> None:
    say(search, make_library, SEEK, (33, "an okapi"))
    say(search, make_library, NOBODY, (7, "a gnu"))
    for words, modifier in (("okapi", Qt.KeyboardModifier.NoModifier), ("okapi", SHIFT), ("gnu", SHIFT)):
        search.look_for(words)
        search.press(Key.Key_Return, modifier)
    assert search.followed == [
        "note:film/keyframes.md?at=33", "note:film/keyframes.md?play=33", f"seek:{NOBODY}?t=7&play=1",
    ]  # fmt: skip


def test_what_is_said_while_the_search_is_open_is_found_as_soon_as_it_is_known(
    search: Searching, make_library: MakeLibrary
) -> None:
    search.look_for("okapi")
    assert search.said
    say(search, make_library, SEEK, (33, "an okapi"))
    assert [row.stamp for row in search.rows if row.said] == ["0:33"]


def test_another_library_forgets_what_was_found(search: Searching, tmp_path: Path) -> None:
    search.look_for("frame")
    (tmp_path / "other").mkdir()
    search.desk.read(tmp_path / "other")
    assert not search.palette.isVisible()
    search.box.open()
    assert (search.rows, search.palette.line.text()) == ([], "")


def test_while_the_library_is_read_the_first_time_it_says_so(search: Searching) -> None:
    search.desk.library.ready = False
    search.look_for("zebra")
    assert search.said == "Nothing yet: the library is still being read."


def test_texts_of_strangers_stay_texts_on_one_line(search: Searching, make_library: MakeLibrary) -> None:
    make_library({"film/evil.md": note("<b>Evil\u202e</b>", "One\u202e zebra <img src=x>.", SEEK)})
    with search.desk.qtbot.waitSignal(search.desk.library.changed):
        search.desk.library.refresh()
    search.look_for("zebra")
    index = search.palette.list.currentIndex()
    row: HitRow = index.data(HitsModel.ROW)
    assert row.title == "<b>Evil</b>"
    assert [row.text[start:end] for start, end in row.marks] == ["zebra"]
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "zebra" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_marks_stay_at_their_words_when_the_text_is_cut_to_the_room(qapp: QApplication) -> None:
    metrics = QFontMetrics(qapp.font())
    text = "Long before anything else is said here a keyframe is whole, and that is not all of it by far."
    at = text.index("keyframe")
    for room in range(60, metrics.horizontalAdvance(text) + 20, 7):
        shown, marks = fitted(text, [(at, at + 8), (at + 12, at + 17)], metrics, room)
        assert metrics.horizontalAdvance(shown) <= room
        assert "keyframe".startswith(shown[slice(*marks[0])].rstrip("…"))
        assert all(shown[slice(*mark)] in "whole" for mark in marks[1:])
    assert shown == text


def test_a_text_that_loses_characters_keeps_its_marks() -> None:
    assert plain_marked("\u202ea\u200fb zebra", [(5, 10)]) == ("ab zebra", ((3, 8),))


def test_hits_can_be_read_in_a_list_as_narrow_as_the_sidebar(search: Searching) -> None:
    search.look_for("keyframes frame")
    view = QListView()
    view.setModel(search.box.model)
    view.setItemDelegate(HitDelegate(search.theme))
    view.resize(QSize(248, 300))
    search.desk.qtbot.addWidget(view)
    [at] = [at for at, row in enumerate(search.rows) if row.title == "Keyframes"]
    place = view.visualRect(search.box.model.index(at, 0))
    band, pill = search.theme.colour("now"), search.theme.colour("pill")
    image = view.grab(QRect(place)).toImage()
    assert _columns(image, pill.rgb())[0] < 20
    marked = _columns(image, band.rgb())
    assert marked
    assert marked[-1] < 248


def _columns(image: QImage, rgb: int) -> list[int]:
    """Where a colour is seen."""
    return [x for x in range(image.width()) if any(image.pixel(x, y) == rgb for y in range(image.height()))]


def test_from_the_page_by_keys_to_a_moment_of_another_note_and_back_to_the_page(reader: Reader) -> None:
    search, control = reader.app.search, Qt.KeyboardModifier.ControlModifier
    reader.see()
    page = QApplication.focusWidget()
    reader.press(Key.Key_K, control)
    assert QApplication.focusWidget() is search.palette.line
    QTest.keyClicks(search.palette.line, "whole keyf")
    reader.press(Key.Key_Return, SHIFT)
    reader.qtbot.waitUntil(lambda: reader.title == "Keyframes")
    reader.qtbot.waitUntil(lambda: reader.app.player.position() == 31.0)
    assert QApplication.focusWidget() is page


def test_the_header_leads_into_the_search(host: Host) -> None:
    action = QAction("Search all notes", host.window)
    run: list[bool] = []
    action.triggered.connect(lambda: run.append(True))
    field = SearchField(host.theme, action)
    host.desk.qtbot.addWidget(field)
    field.show_count(21_273)
    assert "Search 21,273 notes" in {label.text() for label in field.findChildren(type(field._prompt))}
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert len(run) == 1


def test_in_a_narrow_window_the_search_of_the_header_is_an_icon(reader: Reader) -> None:
    window = reader.app.window
    window.resize(1280, 800)
    header: Header = window.header
    field = header.search
    reader.qtbot.waitUntil(lambda: field.width() == 340)
    assert abs(field.geometry().center().x() - header.width() / 2) < 12
    window.resize(800, 600)
    reader.qtbot.waitUntil(lambda: field.width() == 28)
    assert all(button.isVisible() for button in header.findChildren(QPushButton))
    assert header.title.width() > 30
    assert window.width() == 800
