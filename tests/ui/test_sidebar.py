"""The sidebar: the tree, its filter, and what the open note is linked with."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from reader.ui.rows import Role
from tests.window import LIBRARY, Reader


def rows(model: object, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def find(model: object, *titles: str) -> QModelIndex:
    index = QModelIndex()
    for title in titles:
        index = model.index(rows(model, index).index(title), 0, index)
    return index


def double_click(view: QAbstractItemView, index: QModelIndex) -> None:
    place = view.visualRect(index).center()
    for part in (QTest.mouseClick, QTest.mouseDClick):
        part(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_tree_leads_from_channel_to_video_to_notes(reader: Reader) -> None:
    model = reader.app.window.sidebar.model
    assert rows(model) == ["Welcome", "film"]
    assert rows(model, find(model, "film")) == ["film", "What a seek does", "Reading along", "Elsewhere"]
    assert rows(model, find(model, "film", "What a seek does")) == ["Exact seeking", "Keyframes"]
    assert find(model, "film", "What a seek does").data(Role.HERE)
    assert not find(model, "film", "Elsewhere").data(Role.HERE)


def test_the_open_note_is_shown_where_it_stands(reader: Reader) -> None:
    reader.open("film/keyframes.md")
    sidebar = reader.app.window.sidebar
    index = find(sidebar.model, "film", "What a seek does", "Keyframes")
    assert index.data(Role.CURRENT)
    assert sidebar.tree.currentIndex() == index
    assert sidebar.tree.visualRect(index).isValid()


def test_a_click_in_the_tree_opens_a_note(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    index = find(sidebar.model, "film", "film")
    sidebar.tree.scrollTo(index)
    place = sidebar.tree.visualRect(index).center()
    QTest.mouseClick(sidebar.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    reader.qtbot.waitUntil(lambda: reader.title == "film")


def test_a_double_click_on_a_channel_opens_it_once(reader: Reader) -> None:
    tree = reader.app.window.sidebar.tree
    index = find(tree.model(), "film")
    tree.collapse(index)
    double_click(tree, index)
    assert tree.isExpanded(index)


def test_a_double_click_on_a_note_is_one_step_of_the_way_back(reader: Reader) -> None:
    tree = reader.app.window.sidebar.tree
    index = find(tree.model(), "film", "film")
    double_click(tree, index)
    reader.qtbot.waitUntil(lambda: reader.title == "film")
    reader.app.navigator.back()
    reader.qtbot.waitUntil(lambda: reader.title == "Welcome")
    assert not reader.app.navigator.can_go_back


def test_the_filter_finds_notes_by_their_words_and_enter_opens_the_first(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    QTest.keyClicks(sidebar.filter, "seek exact")
    QTest.keyClick(sidebar.filter, Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.title == "Exact seeking")
    assert rows(sidebar.model) == ["film"]
    assert rows(sidebar.model, find(sidebar.model, "film")) == ["Exact seeking"]
    sidebar.filter.clear()
    reader.qtbot.waitUntil(lambda: rows(sidebar.model) == ["Welcome", "film"])


def test_the_down_key_leads_from_the_filter_to_the_first_note_found(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    sidebar.focus_filter()
    QTest.keyClicks(sidebar.filter, "seek exact")
    reader.qtbot.waitUntil(lambda: rows(sidebar.model) == ["film"])
    reader.press(Qt.Key.Key_Down)
    assert sidebar.tree.hasFocus()
    reader.press(Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.title == "Exact seeking")


def test_escape_empties_the_filter_and_then_leads_back_to_the_note(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    sidebar.focus_filter()
    QTest.keyClicks(sidebar.filter, "exact")
    reader.press(Qt.Key.Key_Escape)
    assert sidebar.filter.text() == ""
    assert sidebar.filter.hasFocus()
    reader.press(Qt.Key.Key_Escape)
    assert not sidebar.filter.hasFocus()
    assert reader.app.note_view.isAncestorOf(QApplication.focusWidget())


def test_a_filter_that_matches_nothing_says_so(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    QTest.keyClicks(sidebar.filter, "zebra [[(*")
    reader.qtbot.waitUntil(lambda: rows(sidebar.model) == ["No title is like that"])
    QTest.keyClick(sidebar.filter, Qt.Key.Key_Return)
    assert reader.title == "Welcome"


def test_the_status_line_counts_the_library(reader: Reader) -> None:
    notes = sum(path.endswith(".md") for path in LIBRARY)
    assert reader.app.window.summary.text() == f"{notes} notes · 3 videos, 2 here"


def test_moments_are_listed_with_their_sentences_and_seek(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    moments = reader.app.window.video_pane.moments
    assert rows(moments.model) == ["A player goes back to a keyframe.", "The last word."]
    place = moments.list.visualRect(moments.model.index(1)).center()
    QTest.mouseClick(moments.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reader.app.player.position() == 168.0


def test_the_current_moment_stays_lit_in_another_order_and_on_a_page_made_anew(reader: Reader) -> None:
    reader.open("film/exact_seeking.md")
    moments = reader.app.window.video_pane.moments

    def lit() -> list[str]:
        places = map(moments.model.index, range(moments.model.rowCount()))
        return [place.data() for place in places if place.data(Role.CURRENT)]

    reader.app.player.seek_to(100.0)
    assert lit() == ["A player goes back to a keyframe."]
    moments.order.click()
    assert lit() == ["A player goes back to a keyframe."]
    with reader.qtbot.waitSignal(reader.app.navigator.arrived):
        reader.app.library.forget_pages()
        reader.app.navigator.reload()
    assert lit() == ["A player goes back to a keyframe."]


def test_what_is_open_in_the_tree_stays_open_when_a_note_is_saved(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    sidebar.tree.expand(find(sidebar.model, "film", "Reading along"))
    file = reader.app.library.root / "film/captions.md"
    with reader.qtbot.waitSignals([reader.app.library.changed, sidebar.model.modelReset]):
        file.write_text(file.read_text("utf-8").replace("title: Captions", "title: All captions"))
        reader.app.library.look_again()
    assert rows(sidebar.model, find(sidebar.model, "film", "Reading along")) == ["All captions"]
    assert sidebar.tree.isExpanded(find(sidebar.model, "film", "Reading along"))
    assert not sidebar.tree.isExpanded(find(sidebar.model, "film", "Elsewhere"))


def test_rows_that_are_chosen_together_have_one_menu(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    tree, model = sidebar.tree, sidebar.model
    rows_of = [find(model, "film", "What a seek does", "Keyframes"), find(model, "film", "Elsewhere")]
    for index in rows_of:
        tree.reveal(index)
    tree.reveal(rows_of[0])
    place = tree.visualRect(rows_of[1]).center()
    control = Qt.KeyboardModifier.ControlModifier
    with reader.qtbot.assertNotEmitted(sidebar.link_activated):
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, control, place)
    assert {model.keys(index) for index in tree.chosen(rows_of[1])} == {model.keys(index) for index in rows_of}
    menu = sidebar._menu_at(rows_of[1])
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Get 2 videos…",
        "Pack…",
        "Mark all as read",
    ]
    menu.deleteLater()


def test_a_menu_beside_what_is_chosen_is_about_its_own_row(reader: Reader) -> None:
    sidebar = reader.app.window.sidebar
    sidebar.tree.reveal(find(sidebar.model, "film", "Elsewhere"))
    other = find(sidebar.model, "film", "What a seek does")
    assert sidebar.tree.chosen(other) == [other]


def test_the_keys_go_from_pane_to_pane_and_to_what_is_offered_for_a_video_that_is_not_here(reader: Reader) -> None:
    reader.open("film/elsewhere.md")
    window = reader.app.window
    reader.qtbot.waitUntil(window.video_pane.card.isVisible)
    window.sidebar.tree.setFocus()
    for _ in range(4):
        if QApplication.focusWidget() is window.video_pane.card.first:
            break
        window.next_pane()
    assert QApplication.focusWidget() is window.video_pane.card.download
    window.next_pane()
    assert QApplication.focusWidget() is window.sidebar.tree
