"""The chapters of the video that is shown: of its files, else of the note; and going from one to the next."""

import json

import pytest

from reader.services.chapters import Chapter, Chapters
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SEEK, READ = "SeekSeekSee", "ReadReadRea"
LIBRARY: dict[str, str | bytes] = {
    "film/parts.md": note("Parts", "## One\n\nA [0:10].\n\n## Two\n\nB [1:00].\n", SEEK),
    "film/other.md": note("Other", "## Far\n\nA [0:10].\n\n## Farther\n\nB [1:00].\n", READ),
    f"film/What a seek does [{SEEK}].mp4": b"video",
    f"film/Reading along [{READ}].mp4": b"video",
    f"film/Reading along [{READ}].info.json": json.dumps(
        {"chapters": [{"start_time": 0, "title": "Begin"}, {"start_time": 30, "title": "Go on"}]}
    ),
}


@pytest.fixture
def chapters(desk: Desk, make_library: MakeLibrary) -> Chapters:
    chapters = Chapters(desk.tasks, desk.messages, desk.library, desk.player)
    desk.navigator.arrived.connect(lambda opened, _: chapters.show_note(opened))
    desk.read(make_library(LIBRARY))
    return chapters


def titles(chapters: Chapters) -> list[str]:
    return [chapter.title for chapter in chapters.all]


def test_where_files_tell_of_none_the_headings_of_the_note_are_chapters(desk: Desk, chapters: Chapters) -> None:
    desk.open("film/parts.md")
    desk.qtbot.waitUntil(lambda: titles(chapters) == ["One", "Two"])
    assert chapters.at(5.0) is None
    assert chapters.at(60.0) == Chapter(60.0, "Two")


def test_what_was_published_goes_before_the_note(desk: Desk, chapters: Chapters) -> None:
    desk.open("film/other.md")
    desk.qtbot.waitUntil(lambda: titles(chapters) == ["Begin", "Go on"])
    desk.open("film/parts.md")
    desk.qtbot.waitUntil(lambda: titles(chapters) == ["One", "Two"])


def test_the_current_one_follows_the_video(desk: Desk, chapters: Chapters) -> None:
    told: list[int] = []
    chapters.current_changed.connect(told.append)
    desk.open("film/parts.md")
    desk.qtbot.waitUntil(lambda: titles(chapters) == ["One", "Two"])
    for seconds in (12.0, 30.0, 61.0, 2.0):
        desk.player.seek_to(seconds)
    assert told == [0, 1, -1]


def test_going_on_and_back_leads_from_start_to_start(desk: Desk, chapters: Chapters) -> None:
    desk.open("film/parts.md")
    desk.qtbot.waitUntil(lambda: titles(chapters) == ["One", "Two"])
    places = []
    for by in (1, 1, 1, -1, -1):
        chapters.step(by)
        places.append(desk.player.position())
    assert places == [10.0, 60.0, 60.0, 10.0, 10.0]
    desk.player.seek_to(70.0)
    chapters.step(-1)
    assert desk.player.position() == 60.0


def test_where_there_are_none_the_reader_is_told(desk: Desk, chapters: Chapters) -> None:
    chapters.step(1)
    assert desk.said[-1].text == "This video has no chapters."
