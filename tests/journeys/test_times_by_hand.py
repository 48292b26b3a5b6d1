"""A reader who sees that the times of a note are read otherwise than they should be, and says so."""

from pathlib import Path
from typing import Any

import pytest

from reader.notes.hrefs import place_href
from reader.paths import Places
from reader.players.fake import FakeBackend
from reader.ui.rows import Role
from tests.conftest import MakeLibrary, note
from tests.window import reading

FILM = "FilmFilmFil"


@pytest.fixture
def root(make_library: MakeLibrary) -> Path:
    """A long note whose times are minutes and seconds, and one with a time past the end of its video."""
    paragraphs = "".join(f"Paragraph {minute} says so [{minute}:13:00].\n\n" for minute in range(20, 55))
    return make_library({
        "a/a.md": note("A"),
        "a/shifted.md": note("Shifted", paragraphs, FILM),
        "a/good.md": note("Good", "All is well [0:13].", FILM),
    })  # fmt: skip


def test_times_read_by_hand_are_drawn_at_once_and_the_page_stays_where_it_is(
    qtbot: Any, places: Places, root: Path
) -> None:
    with reading(qtbot, places, root, FakeBackend(), "a/shifted.md") as someone:
        someone.reads("25:13")
        someone.ask("window.scrollTo(0, 400)")
        qtbot.waitUntil(lambda: someone.app.note_view.scroll() == 400)
        switch = someone.app.window.switch
        assert switch.text().startswith("35 times are read as minutes:seconds")
        switch.times.actions()[1].trigger()
        someone.reads("25:13:00")
        assert someone.app.note_view.scroll() == 400
        assert switch.text() == "Times are read as written · Change"
    with reading(qtbot, places, root, FakeBackend(), "a/shifted.md") as someone:
        someone.reads("25:13:00")


def test_another_note_is_read_as_before(qtbot: Any, places: Places, root: Path) -> None:
    with reading(qtbot, places, root, FakeBackend(), "a/shifted.md") as someone:
        someone.reads("25:13")
        someone.app.window.switch.times.actions()[1].trigger()
        someone.reads("25:13:00")
        someone.open("a/good.md")
        qtbot.waitUntil(someone.app.window.switch.isHidden)


def test_a_doubtful_stamp_leads_from_the_list_to_its_sentence(qtbot: Any, places: Places, root: Path) -> None:
    (root / "a/film.mp4").write_bytes(b"video")
    (root / "a/film.info.json").write_text(f'{{"id": "{FILM}", "extractor_key": "Youtube", "duration": 5}}')
    with reading(qtbot, places, root, FakeBackend(), "a/shifted.md") as someone:
        someone.reads("Paragraph 25")
        pane = someone.app.windows.doubtful
        with qtbot.waitSignal(pane._stamps.finished):
            someone.app.windows.open_doubtful()
        hrefs = [pane.model.data(pane.model.index(row, 0), Role.HREF) for row in range(pane.model.rowCount())]
        place = hrefs.index(place_href("a/good.md", "All is well."))
        pane.table.activated.emit(pane.model.index(place, 0))
        someone.reads("All is well")
