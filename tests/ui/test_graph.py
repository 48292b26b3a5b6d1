"""The graph: where its notes stand, and how it is followed by mouse, by keys and as a list."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest

from reader.library.neighbours import Neighbour, Neighbourhood
from reader.ui.graph_layout import Picture, lay_out
from reader.ui.graph_pane import GraphPane
from reader.ui.rows import Role
from tests.window import SEEK, Reader


def hood_of(videos: int, notes: int, steps: int) -> Neighbourhood:
    """So many videos with so many notes each, the further half of them two steps away, and three phantoms."""
    found = [Neighbour("x/open.md", "", "Open", "own", "Own video", "x", "X", 0)]
    for video, number in product(range(videos), range(notes)):
        step = 1 if steps == 1 or video < videos / 2 else 2
        title = f"Note {number} of {video} " + "long " * (video % 7)
        found.append(Neighbour(f"x/{video}-{number}.md", "", title, f"v{video}", f"Video {video}", "x", "X", step))
    found += [Neighbour("", f"no{n}", f"No {n}", "", "", "", "", 1) for n in range(3)]
    edges = {(0, place) for place, each in enumerate(found) if each.step == 1}
    edges |= {(place, place * 7 % len(found)) for place in range(1, len(found)) if place * 6 % len(found)}
    return Neighbourhood(tuple(found), tuple(sorted(edges)), 0)


def laid_out(hood: Neighbourhood) -> Picture:
    return lay_out(hood, lambda text: 7 * len(text), lambda text: 6 * len(text))


SIZES = [(1, 1, 1), (2, 1, 2), (7, 3, 2), (50, 1, 1), (40, 3, 2), (2, 70, 2), (1, 140, 1)]


@pytest.mark.parametrize(("videos", "notes", "steps"), SIZES)
def test_no_two_clusters_overlap_and_each_holds_its_notes(videos: int, notes: int, steps: int) -> None:
    hood = hood_of(videos, notes, steps)
    picture = laid_out(hood)
    assert not [1 for one, other in combinations(picture.cards, 2) if one.rect.intersects(other.rect)]
    assert not [1 for one, other in combinations(picture.rows.values(), 2) if one.intersects(other)]
    assert list(picture.rows) == list(range(len(hood.notes)))
    assert all(picture.card_of[note].rect.contains(row) for note, row in picture.rows.items())
    assert all(picture.bounds.contains(card.rect) for card in picture.cards)


@pytest.mark.parametrize(("videos", "notes", "steps"), SIZES)
def test_the_open_note_is_in_the_middle_and_the_first_step_nearer_than_the_second(
    videos: int, notes: int, steps: int
) -> None:
    picture = laid_out(hood_of(videos, notes, steps))
    assert picture.rows[0].contains(0, 0)
    for side in (-1, 1):
        far = {step: [] for step in (1, 2)}
        for card in picture.cards:
            if card.side == side:
                far[card.cluster.step].append(abs(card.rect.center().x()))
        if far[1] and far[2]:
            assert sum(far[1]) / len(far[1]) < sum(far[2]) / len(far[2])


def test_the_same_notes_give_the_same_picture() -> None:
    one, other = (laid_out(hood_of(40, 3, 2)) for _ in range(2))
    assert one.rows == other.rows
    assert one.edges == other.edges


@pytest.fixture
def pane(reader: Reader) -> Iterator[GraphPane]:
    """The graph beside the window, following it."""
    app = reader.app
    pane = GraphPane(app.library, app.theme, app.window)
    app.navigator.arrived.connect(lambda opened, _: pane.show_note(opened))
    pane.link_activated.connect(app.navigator.follow)
    pane.show()
    open_and_wait(reader, pane, "film/exact_seeking.md")
    yield pane
    pane.close()


def open_and_wait(reader: Reader, pane: GraphPane, path: str) -> None:
    with reader.qtbot.waitSignal(pane.shown, check_params_cb=lambda shown: shown == path):
        reader.open(path)


def titles(pane: GraphPane) -> dict[str, QModelIndex]:
    model = pane.list.rows
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    rows = [model.index(row, 0, top) for top in tops for row in range(model.rowCount(top))]
    return {index.data(): index for index in rows}


def place_of(pane: GraphPane, title: str) -> int:
    """The place of a note in the neighbourhood: that of its row in the list."""
    return list(titles(pane)).index(title)


def pixel_of(pane: GraphPane, title: str) -> QPoint:
    return pane.view.mapFromScene(pane.view.picture.rows[place_of(pane, title)].center())


def test_list_and_graph_hold_the_same_notes(pane: GraphPane) -> None:
    assert set(titles(pane)) == {"Exact seeking", "Keyframes", "film", "Captions", "Welcome", "open gop"}
    assert len(pane.view.picture.rows) == len(titles(pane))
    assert pane.summary.text() == "5 notes"
    assert pane.windowTitle() == "Graph of “Exact seeking”"


def test_rows_of_the_list_say_nothing_that_was_not_told_them(pane: GraphPane) -> None:
    for index in titles(pane).values():
        assert not index.data(Role.READ)
        assert not index.data(Role.HERE)


def test_a_click_on_a_note_follows_it_and_it_stands_in_the_middle_then(reader: Reader, pane: GraphPane) -> None:
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=pixel_of(pane, "Keyframes"))
    reader.qtbot.waitUntil(lambda: next(iter(titles(pane))) == "Keyframes")
    assert reader.title == "Keyframes"
    assert pane.windowTitle() == "Graph of “Keyframes”"


def test_a_click_on_the_title_of_a_cluster_leads_to_its_video(reader: Reader, pane: GraphPane) -> None:
    corner = pane.view.mapFromScene(pane.view.picture.cards[0].rect.topLeft()) + QPoint(20, 8)
    with reader.qtbot.waitSignal(pane.link_activated, check_params_cb=lambda href: href == f"video:{SEEK}"):
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=corner)


def test_drawing_the_picture_aside_follows_nothing(reader: Reader, pane: GraphPane) -> None:
    view, start = pane.view.viewport(), pixel_of(pane, "Keyframes")
    with reader.qtbot.assertNotEmitted(pane.link_activated):
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(view, start + QPoint(60, 30))
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 30))
    assert pixel_of(pane, "Keyframes") != start


def test_tab_goes_through_the_notes_in_the_order_of_the_list_and_enter_follows(reader: Reader, pane: GraphPane) -> None:
    order = list(titles(pane))
    pane.view.setFocus()
    for title in order[1:]:
        QTest.keyClick(pane.view, Qt.Key.Key_Tab)
        assert pane.list.currentIndex().data() == title
        assert title in pane.view.accessibleDescription()
    QTest.keyClick(pane.view, Qt.Key.Key_Home)
    QTest.keyClick(pane.view, Qt.Key.Key_Tab)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.title == order[1])


def test_arrows_go_to_the_note_in_that_direction(pane: GraphPane) -> None:
    rows = pane.view.picture.rows
    for key, ahead in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)):
        pane.view.focus_note(0)
        QTest.keyClick(pane.view, key)
        there = rows[place_of(pane, pane.list.currentIndex().data())].center().x()
        assert (there - rows[0].center().x()) * ahead > 0


def test_choosing_in_the_list_lights_the_note_in_the_graph(pane: GraphPane) -> None:
    pane.list.setCurrentIndex(titles(pane)["Captions"])
    assert pane.view.lit == place_of(pane, "Captions")


def test_the_list_says_the_direction_in_words_and_follows(reader: Reader, pane: GraphPane) -> None:
    index = titles(pane)["Welcome"]
    assert index.data(Role.EXTRA) == "←"
    assert "Links here" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    pane.list.setCurrentIndex(index)
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    reader.qtbot.waitUntil(lambda: reader.title == "Welcome")


def test_a_second_step_shows_what_lies_behind(reader: Reader, pane: GraphPane) -> None:
    open_and_wait(reader, pane, "index.md")
    assert "Keyframes" not in titles(pane)
    QTest.mouseClick(pane.steps.button(2), Qt.MouseButton.LeftButton)
    reader.qtbot.waitUntil(lambda: "Keyframes" in titles(pane))
    assert titles(pane)["Keyframes"].data(Role.EXTRA) == "2 steps"


def test_the_graph_follows_the_theme(reader: Reader, pane: GraphPane) -> None:
    corner = QPoint(3, 3)
    seen = set()
    for name in ("light", "dark"):
        reader.app.theme.set(name)
        colour = pane.view.viewport().grab().toImage().pixelColor(corner)
        assert colour == reader.app.theme.colour("paper")
        seen.add(colour.name())
    assert len(seen) == 2


def test_a_note_without_links_says_so(reader: Reader, pane: GraphPane) -> None:
    (reader.app.library.root / "alone.md").write_text("---\ntitle: Alone\n---\n\nNothing.\n")
    with reader.qtbot.waitSignal(reader.app.library.changed):
        reader.app.library.refresh()
    open_and_wait(reader, pane, "alone.md")
    assert pane.stack.currentWidget() is pane.state
    assert "no links" in pane.state.text()


def test_escape_closes_it(pane: GraphPane) -> None:
    QTest.keyClick(pane.view, Qt.Key.Key_Escape)
    assert not pane.isVisible()


def test_strangers_titles_are_plain_text(reader: Reader, pane: GraphPane) -> None:
    (reader.app.library.root / "bad.md").write_text("---\ntitle: <b>Bad</b>\n---\n\n[[exact_seeking]]\n")
    reader.app.library.refresh()
    reader.qtbot.waitUntil(lambda: "<b>Bad</b>" in titles(pane))
    place = pane.view.picture.rows[place_of(pane, "<b>Bad</b>")].center()
    assert "&lt;b&gt;Bad" in pane.view.tip_at(place)
