"""What the reader makes is kept: known at once, on the disk in the end, and never thrown away."""

from pathlib import Path

import pytest

from reader.library.kept import Kept, note_key
from reader.services.keeper import Keeper
from tests.services.conftest import Desk


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "kept.sqlite"


def keeper_of(desk: Desk, file: Path) -> Keeper:
    return Keeper(desk.tasks, desk.messages, file, desk.owner)


def test_what_was_put_is_known_at_once_and_the_next_time(desk: Desk, file: Path) -> None:
    keeper = keeper_of(desk, file)
    with desk.qtbot.waitSignal(keeper.changed) as told:
        keeper.put("ranges", "SeekSeekSee", [[1.5, 2.5]])
    assert told.args == ["ranges", "SeekSeekSee"]
    assert keeper.value("ranges", "SeekSeekSee") == [[1.5, 2.5]]
    desk.tasks.close()
    keeper.close()
    assert Kept(file).value("ranges", "SeekSeekSee") == [[1.5, 2.5]]


def test_the_last_of_many_values_stays(desk: Desk, file: Path) -> None:
    keeper = keeper_of(desk, file)
    for number in range(100):
        keeper.put("watched", "SeekSeekSee", [number])
        keeper.put("watched", "ReadReadRea", None if number == 99 else [number])
    assert keeper.values("watched") == {"SeekSeekSee": [99]}
    desk.tasks.close()
    keeper.close()
    assert Kept(file).values("watched") == {"SeekSeekSee": [99]}


def test_kinds_and_libraries_are_told_apart(file: Path) -> None:
    kept = Kept(file)
    one, other = (note_key(Path(root), "a.md") for root in ("/one", "/other/../other"))
    kept.put("readings", one, "as written", 1.0)
    kept.put("readings", other, "minutes:seconds", 0.0)
    kept.put("ranges", one, [], 2.0)
    assert kept.values("readings") == {other: "minutes:seconds", one: "as written"}
    kept.put("readings", one, None, 3.0)
    assert kept.value("readings", one) is None
    assert kept.value("ranges", one) == []
    kept.close()


def test_where_nothing_can_be_written_it_is_kept_until_the_end_and_said_once(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_bytes(b"")
    keeper = keeper_of(desk, tmp_path / "blocked" / "kept.sqlite")
    with desk.qtbot.waitSignal(desk.messages.said):
        keeper.put("ranges", "a", [1])
    keeper.put("ranges", "b", [2])
    assert keeper.values("ranges") == {"a": [1], "b": [2]}
    keeper.close()
    assert [message.text for message in desk.said] == ["What you make cannot be kept: its file cannot be written."]


def test_a_file_that_cannot_be_read_is_moved_aside(desk: Desk, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all" * 100)
    keeper = keeper_of(desk, file)
    with desk.qtbot.waitSignal(desk.messages.said):
        keeper.put("ranges", "a", [1])
    assert "still there" in desk.said[0].text
    (moved,) = file.parent.glob("kept.sqlite.damaged-*")
    assert moved.read_bytes().startswith(b"no database")
    assert keeper.value("ranges", "a") == [1]
    keeper.close()
