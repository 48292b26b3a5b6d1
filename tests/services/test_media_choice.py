"""The reader says which file shows a video; lengths say it where they can."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.library.fingerprints import KIND
from reader.library.media import Media
from reader.notes.timemap import Piece
from reader.services.keeper import Keeper
from reader.services.media_choice import MediaChoice, chosen_in
from reader.services.timemaps import TimeMaps
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk
from tests.videos import Video, make_video

FILM = "FilmFilmFil"


class Table(NamedTuple):
    desk: Desk
    keeper: Keeper
    choice: MediaChoice

    def file(self) -> str:
        """What shows the film."""
        media = self.desk.library.media(FILM)
        return media.file.name if media else ""

    def shown(self) -> str:
        """What is shown of it now."""
        return self.desk.player.file.name if self.desk.player.file else ""


@pytest.fixture
def table(desk: Desk, tmp_path: Path) -> Iterator[Table]:
    keeper = Keeper(desk.tasks, desk.messages, tmp_path / "kept.sqlite", desk.owner)
    desk.library._chosen = lambda: chosen_in(keeper)
    desk.library.changed.connect(desk.player.look_again)
    yield Table(desk, keeper, MediaChoice(keeper, desk.library, desk.player, desk.tasks, desk.messages, desk.owner))
    desk.settle()
    keeper.close()


def test_a_file_that_is_chosen_shows_its_video_at_once_and_undone_no_more(
    table: Table, make_library: MakeLibrary, tmp_path: Path
) -> None:
    desk = table.desk
    desk.read(make_library({"n.md": note("N", video=FILM)}))
    desk.open("n.md")
    (tmp_path / "holiday.mp4").write_bytes(b"film")
    table.choice.choose(FILM, tmp_path / "holiday.mp4")
    desk.qtbot.waitUntil(lambda: table.shown() == "holiday.mp4")
    message = desk.said[-1]
    assert (message.text, message.action) == ("“holiday.mp4” shows “N” from now on.", "Undo")
    message.act()
    desk.qtbot.waitUntil(lambda: not table.file())
    assert table.keeper.value(KIND, FILM) is None


def test_undo_brings_back_what_was_chosen_before(table: Table, make_library: MakeLibrary) -> None:
    desk = table.desk
    root = make_library({"n.md": note("N", video=FILM), "one.mp4": b"one", "two.mp4": b"two."})
    desk.read(root)
    for name in ("one.mp4", "two.mp4"):
        table.choice.choose(FILM, root / name)
        desk.qtbot.waitUntil(lambda name=name: table.file() == name)
    desk.said[-1].act()
    desk.qtbot.waitUntil(lambda: table.file() == "one.mp4")


def test_a_choice_is_forgotten_until_that_is_undone(table: Table, make_library: MakeLibrary) -> None:
    desk = table.desk
    root = make_library({"n.md": note("N", video=FILM), "one.mp4": b"one", f"two [{FILM}].mp4": b"two"})
    desk.read(root)
    table.choice.choose(FILM, root / "one.mp4")
    desk.qtbot.waitUntil(lambda: table.file() == "one.mp4")
    assert table.choice.is_chosen(FILM)
    table.choice.forget(FILM)
    desk.qtbot.waitUntil(lambda: table.file() == f"two [{FILM}].mp4")
    assert not table.choice.is_chosen(FILM)
    assert desk.said[-1].text == "Which file shows “N” is told by their names again."
    desk.said[-1].act()
    desk.qtbot.waitUntil(lambda: table.file() == "one.mp4")


def test_what_cannot_be_chosen_or_forgotten_is_told(table: Table) -> None:
    table.choice.ask("")
    table.choice.forget(FILM)
    assert [message.text for message in table.desk.said] == [
        "There is no video here for which a file could be chosen.",
        "No file was chosen for this video.",
    ]


def test_a_chosen_file_that_was_renamed_is_found_again(table: Table, make_library: MakeLibrary) -> None:
    desk = table.desk
    root = make_library({"n.md": note("N", video=FILM), "one.mp4": b"one"})
    desk.read(root)
    table.choice.choose(FILM, root / "one.mp4")
    desk.qtbot.waitUntil(lambda: table.file() == "one.mp4")
    (root / "one.mp4").rename(root / "uno.mp4")
    desk.library.refresh()
    desk.qtbot.waitUntil(lambda: table.file() == "uno.mp4")
    table.choice.forget(FILM)
    desk.qtbot.waitUntil(lambda: not table.file())


def test_a_file_that_cannot_be_read_is_not_chosen(table: Table, make_library: MakeLibrary, tmp_path: Path) -> None:
    table.desk.read(make_library({"n.md": note("N", video=FILM)}))
    table.choice.choose(FILM, tmp_path / "gone.mp4")
    table.desk.qtbot.waitUntil(lambda: bool(table.desk.said))
    assert table.desk.said[0].lasting
    assert table.keeper.value(KIND, FILM) is None


def test_of_two_files_the_one_that_is_long_enough_is_shown(table: Table, make_library: MakeLibrary) -> None:
    desk = table.desk
    root = make_library({"n.md": note("N", "Look [0:05].", FILM)})
    long, short = (Video(f"{name} [{FILM}].mp4", seconds, sound=False) for name, seconds in (("long", 6), ("short", 1)))
    make_video(long, root)
    file = make_video(short, root)
    file.write_bytes(file.read_bytes() + bytes(2_000_000))
    desk.read(root)
    assert table.file() == short.name
    desk.open("n.md")
    desk.qtbot.waitUntil(lambda: table.shown() == long.name)
    desk.settle()
    assert not any(message.action for message in desk.said)


def test_where_lengths_do_not_tell_the_reader_is_asked_and_the_answer_kept(
    table: Table, make_library: MakeLibrary
) -> None:
    desk = table.desk
    root = make_library({
        "n.md": note("N", video=FILM), f"one [{FILM}].mp4": b"one", f"two [{FILM}].mp4": b"two",
    })  # fmt: skip
    desk.read(root)
    desk.open("n.md")
    desk.qtbot.waitUntil(lambda: bool(desk.said))
    assert (desk.said[0].text, desk.said[0].action) == ("2 files may show “N”.", "Choose…")
    with desk.qtbot.waitSignal(table.choice.asked) as asked:
        desk.said[0].act()
    (video,) = asked.args
    files = [each.file for each in desk.library.catalog.media.candidates(video)]
    listed = table.choice.choices(video, "two")
    assert [(each.title, each.channel, each.video_title) for each in listed] == [
        (f"two [{FILM}].mp4", str(root), "3 bytes"),
        ("Another file…", "", ""),
    ]
    other = next(file for file in files if file.name != table.shown())
    table.choice.choose(video, other)
    desk.qtbot.waitUntil(lambda: table.shown() == other.name)
    assert chosen_in(table.keeper)[0].file == other
    desk.library.refresh()
    desk.settle()
    assert len([message for message in desk.said if message.action == "Choose…"]) == 1


def test_a_library_that_was_opened_meanwhile_is_told_nothing(
    table: Table, make_library: MakeLibrary, tmp_path: Path
) -> None:
    desk = table.desk
    root = make_library({
        "n.md": note("N", video=FILM), f"one [{FILM}].mp4": b"one", f"two [{FILM}].mp4": b"two",
    })  # fmt: skip
    (tmp_path / "other").mkdir()
    (tmp_path / "other/o.md").write_text("")
    desk.read(root)
    desk.player.show_video(FILM)
    desk.read(tmp_path / "other")
    desk.settle()
    assert not desk.said


def test_a_file_of_parts_brings_its_own_time_map(desk: Desk, tmp_path: Path) -> None:
    keeper = Keeper(desk.tasks, desk.messages, tmp_path / "kept.sqlite", desk.owner)
    maps: TimeMaps = TimeMaps(keeper, desk.owner)
    media = Media(Path("f.parts.mp4"), 1, "F", 600.0, (), (Piece(10.0, 20.0, 0.0), Piece(60.0, 90.0, 10.0)))
    found = maps.of(FILM, media, 40.0)
    assert found.to_file(65.0).seconds == 15.0
    assert found.cuts() == [(0.0, 10.0), (20.0, 60.0), (90.0, 600.0)]
    assert found.end_of(40.0) == 600.0
    keeper.close()
