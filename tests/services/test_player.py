"""The one video of the window."""

from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QSize
from pytestqt.qtbot import QtBot

from reader.library.media import Media
from reader.notes.timemap import ONE_TO_ONE, Piece, TimeMap, Unsure
from reader.players.base import State
from reader.players.fake import FakeBackend
from reader.services.cited import FileMoment
from reader.services.player import Pane, Player, Shown


class Table:
    """A player, the videos that are here, and what is heard of it."""

    def __init__(self) -> None:
        self.files = {video: Media(Path(f"{video}.mp4"), 1) for video in ("one", "two", "broken")}
        self.positions: dict[str, float] = {}
        self.left: list[tuple[str, float]] = []
        self.owner = QObject()
        self.backend = FakeBackend(self.owner, length=100.0, broken=("broken.mp4",))
        self.map = ONE_TO_ONE
        self.map_by_length: dict[float, TimeMap] = {}
        self.missed: list[str] = []
        self.player = Player(
            self.files.get,
            lambda video: self.positions.get(video, 0.0),
            self.owner,
            lambda _video, _media, length: self.map_by_length.get(length, self.map),
        )
        self.player.use(self.backend)
        self.player.missed.connect(self.missed.append)
        self.player.left.connect(lambda video, seconds: self.left.append((video, seconds)))


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    table = Table()
    yield table
    shiboken6.delete(table.owner)


def test_without_a_video_nothing_moves(table: Table) -> None:
    player = table.player
    player.show_video(None)
    player.play()
    player.toggle()
    player.skip(5)
    player.step(1)
    player.seek_to_share(0.5)
    player.look_again()
    assert player.shown == Shown(Pane.NO_VIDEO)
    assert (player.playing, player.position(), player.duration(), table.backend.file) == (False, 0.0, 0.0, None)


def test_a_video_is_shown_paused_where_it_was_left(table: Table) -> None:
    table.positions["one"] = 12.0
    with table_shows(table) as shown:
        table.player.show_video("one")
    assert shown == [Shown(Pane.VIDEO, "one", 12.0)]
    assert (table.backend.position(), table.backend.state()) == (12.0, State.PAUSED)


class table_shows:  # noqa: N801
    """Collects what the pane is told meanwhile."""

    def __init__(self, table: Table) -> None:
        self._table, self._shown = table, list[Shown]()

    def __enter__(self) -> list[Shown]:
        self._table.player.shown_changed.connect(self._shown.append)
        return self._shown

    def __exit__(self, *_: object) -> None:
        self._table.player.shown_changed.disconnect(self._shown.append)


def test_the_video_that_is_shown_already_is_left_as_it_is(table: Table) -> None:
    table.player.show_video("one")
    table.player.seek_to(30.0)
    table.player.play()
    with table_shows(table) as shown:
        table.player.show_video("one")
    assert (shown, table.backend.position(), table.player.playing) == ([], 30.0, True)
    table.player.show_video("one", 50.0)
    assert (table.backend.position(), table.player.playing) == (50.0, True)


def test_another_video_leaves_the_first_where_it_stood(table: Table) -> None:
    table.player.show_video("one")
    table.player.seek_to(30.0)
    table.player.play()
    table.backend.advance(2.0)
    table.player.show_video("two")
    assert table.left == [("one", 32.0)]
    assert (table.backend.file, table.player.playing) == (Path("two.mp4"), False)


def test_a_video_that_has_ended_begins_anew_the_next_time(table: Table) -> None:
    table.player.show_video("one", 99.0)
    table.player.play()
    table.backend.advance(5.0)
    assert table.player.ended
    table.player.show_video(None)
    assert table.left == [("one", 0.0)]
    assert table.backend.state() is State.EMPTY


def test_a_seek_of_another_video_loads_it_there(table: Table) -> None:
    table.player.show_video("one")
    table.player.seek("two", 40.0)
    assert (table.player.video, table.backend.position()) == ("two", 40.0)


def test_a_video_that_is_not_here_is_found_when_it_has_come(table: Table) -> None:
    table.player.show_video("one")
    table.player.seek("late", 79.0)
    assert table.player.shown == Shown(Pane.NOT_HERE, "late", 79.0)
    assert table.backend.state() is State.EMPTY
    table.player.look_again()
    assert table.player.shown.pane is Pane.NOT_HERE
    table.files["late"] = Media(Path("late.mp4"), 1)
    table.player.look_again()
    assert (table.player.shown.pane, table.backend.position()) == (Pane.VIDEO, 79.0)


def test_a_video_that_is_here_is_not_loaded_again(table: Table) -> None:
    table.player.show_video("one")
    table.player.play()
    with table_shows(table) as shown:
        table.player.look_again()
    assert (shown, table.player.playing) == ([], True)


def test_a_video_that_cannot_be_played_says_why_and_keeps_the_second(table: Table) -> None:
    table.player.seek("broken", 79.0)
    shown = table.player.shown
    assert (shown.pane, shown.video, shown.seconds) == (Pane.CANNOT_PLAY, "broken", 79.0)
    assert "broken.mp4" in shown.sentence
    assert table.player.position() == 79.0
    table.player.play()
    assert not table.player.playing


def test_a_video_that_could_not_be_played_is_tried_again(table: Table) -> None:
    table.player.seek("broken", 79.0)
    table.files["broken"] = Media(Path("whole.mp4"), 1)
    table.player.look_again()
    assert (table.player.shown.pane, table.backend.position()) == (Pane.VIDEO, 79.0)


@pytest.mark.parametrize(("by", "seconds"), [(5.0, 55.0), (-10.0, 40.0), (-99.0, 0.0), (99.0, 100.0)])
def test_a_skip_ends_at_the_ends(table: Table, by: float, seconds: float) -> None:
    table.player.show_video("one", 50.0)
    table.player.skip(by)
    assert table.backend.position() == seconds


def test_a_step_is_one_frame_and_pauses(table: Table) -> None:
    table.player.show_video("one", 10.0)
    table.player.play()
    table.player.step(-1)
    assert table.backend.position() == pytest.approx(10.0 - 1 / table.backend.frame_rate())
    assert not table.player.playing


def test_a_share_of_the_length_is_a_second(table: Table) -> None:
    table.player.show_video("one")
    table.player.seek_to_share(0.25)
    assert table.backend.position() == 25.0


def test_play_pause_and_toggle_are_heard(table: Table) -> None:
    heard: list[bool] = []
    table.player.show_video("one")
    table.player.playing_changed.connect(heard.append)
    table.player.toggle()
    table.player.toggle()
    assert heard == [True, False]


@pytest.mark.parametrize(("wished", "rate"), [(2.0, 2.0), (0.1, 0.25), (9.0, 4.0)])
def test_the_speed_stays_within_what_can_be_heard(table: Table, wished: float, rate: float) -> None:
    table.player.set_rate(wished)
    assert (table.player.rate, table.backend.rate) == (rate, rate)
    table.player.change_rate(-0.05)
    assert table.player.rate == max(round(rate - 0.05, 2), 0.25)


def test_muting_keeps_the_loudness(qtbot: QtBot, table: Table) -> None:
    player = table.player
    player.set_volume(0.6)
    with qtbot.waitSignal(player.volume_changed) as changed:
        player.toggle_mute()
    assert (changed.args, player.volume, player.muted, table.backend.volume) == ([0.0], 0.6, True, 0.0)
    player.toggle_mute()
    assert (table.backend.volume, player.muted) == (0.6, False)
    player.toggle_mute()
    player.change_volume(0.1)
    assert (player.volume, player.muted) == (0.7, False)
    player.change_volume(9)
    assert player.volume == 1.0


def test_a_seek_is_told_of_apart_from_playback(qtbot: QtBot, table: Table) -> None:
    table.player.show_video("one")
    seeks: list[float] = []
    table.player.seeked.connect(seeks.append)
    table.player.seek_to(10.0)
    table.player.play()
    with qtbot.waitSignal(table.player.position_changed) as position:
        table.backend.advance(1.0)
    assert (seeks, position.args) == ([10.0], [11.0])


CUT = TimeMap((Piece(0.0, 30.0, 10.0), Piece(50.0, inf, 40.0)))
"""An intro of 10 s was added, and 0:30–0:50 was cut out; the file ends at 1:50 of the video."""


@pytest.fixture
def cut(table: Table) -> Table:
    table.map = CUT
    return table


def test_cited_moments_are_shown_where_they_are_in_the_file(cut: Table) -> None:
    cut.player.seek("one", 20.0)
    assert (cut.backend.position(), cut.player.position()) == (30.0, 20.0)
    cut.player.seek("one", 60.0)
    assert (cut.backend.position(), cut.player.position()) == (50.0, 60.0)
    assert (cut.player.duration(), cut.missed) == (110.0, [])


def test_frames_positions_and_seeks_are_told_in_cited_time(cut: Table) -> None:
    cut.player.show_video("one", 55.0)
    frames, positions, seeks = list[float](), list[float](), list[float]()
    cut.player.frame_shown.connect(frames.append)
    cut.player.position_changed.connect(positions.append)
    cut.player.seeked.connect(seeks.append)
    cut.player.seek("one", 60.0)
    cut.player.play()
    cut.backend.advance(1.0)
    assert (frames, positions, seeks) == ([60.0, 61.0], [61.0], [60.0])


def test_playing_goes_right_across_a_cut(cut: Table) -> None:
    cut.player.show_video("one", 29.0)
    cut.player.play()
    cut.backend.advance(3.0)
    assert cut.player.position() == 52.0


def test_a_skip_goes_as_the_file_runs_and_is_not_caught_by_a_cut(cut: Table) -> None:
    cut.player.show_video("one", 28.0)
    cut.player.skip(5)
    assert cut.player.position() == 53.0
    cut.player.skip(-5)
    assert cut.player.position() == 28.0
    assert cut.missed == []


def test_a_step_goes_across_a_cut(cut: Table) -> None:
    frame = 1 / cut.backend.frame_rate()
    cut.player.show_video("one", 30.0 - frame)
    cut.player.step(1)
    cut.player.step(1)
    assert cut.player.position() == pytest.approx(50.0 + frame, abs=1e-5)


def test_a_moment_in_a_cut_shows_what_comes_after_and_says_so_once(cut: Table) -> None:
    seeks: list[float] = []
    cut.player.show_video("one")
    cut.player.seeked.connect(seeks.append)
    cut.player.seek("one", 35.0)
    cut.player.seek("one", 40.0)
    frame = 1 / cut.backend.frame_rate()
    assert cut.backend.position() == pytest.approx(40.0 + frame)
    assert seeks == [50.0, 50.0]
    sentence = "This moment is in a part that is cut out of your file (0:30–0:50); shown is what comes after."
    assert cut.missed == [sentence]
    cut.player.seek("one", 60.0)
    cut.player.seek("one", 40.0)
    assert cut.missed == [sentence, sentence]


def test_a_video_that_is_opened_at_a_moment_that_is_cut_out_says_so(cut: Table) -> None:
    cut.player.seek("one", 40.0)
    assert len(cut.missed) == 1
    assert cut.player.position() == pytest.approx(50.0, abs=0.1)


def test_a_moment_whose_place_is_not_known_is_said_to_be_so(table: Table) -> None:
    table.map = TimeMap(unsure=(Unsure(20.0, 40.0, 34.0),))
    table.player.show_video("one")
    table.player.seek("one", 30.0)
    assert ["34 s off" in sentence for sentence in table.missed] == [True]


def test_the_ends_of_the_bar_are_those_of_the_file(cut: Table) -> None:
    cut.player.show_video("one", 20.0)
    cut.player.seek_to_share(0)
    assert (cut.backend.position(), cut.player.position()) == (0.0, 0.0)
    cut.player.skip(5)
    assert (cut.backend.position(), cut.player.position()) == (5.0, 0.0)
    cut.player.seek_to_share(1)
    assert (cut.backend.position(), cut.player.position()) == (100.0, 110.0)


def test_the_second_that_is_remembered_is_a_cited_one(cut: Table) -> None:
    cut.player.show_video("one", 60.0)
    cut.player.show_video("two")
    assert cut.left == [("one", 60.0)]


def test_a_map_that_comes_while_the_video_is_shown_moves_the_numbers_only(table: Table) -> None:
    table.player.set_view_size(QSize(320, 180))
    table.player.show_video("one", 50.0)
    durations, positions, frames = list[float](), list[float](), list[float]()
    table.player.frame_shown.connect(frames.append)
    table.player.duration_changed.connect(durations.append)
    table.player.position_changed.connect(positions.append)
    table.map = CUT
    table.player.read_map("two")
    assert table.player.position() == 50.0
    table.player.read_map("one")
    assert (table.backend.position(), table.player.position()) == (50.0, 60.0)
    assert (durations, positions, frames) == ([110.0], [60.0], [60.0])


def test_a_map_that_needs_the_length_leads_to_the_moment_that_was_wished_for(table: Table) -> None:
    table.map_by_length = {0.0: ONE_TO_ONE, 100.0: CUT}
    table.player.seek("one", 60.0)
    assert (table.backend.position(), table.player.position()) == (50.0, 60.0)


def test_the_player_tells_where_the_file_stands(cut: Table) -> None:
    assert cut.player.here() is None
    cut.player.show_video("one", 60.0)
    assert cut.player.here() == FileMoment("one", "one.mp4", 100.0, 50.0)


def test_the_moment_that_was_asked_for_is_not_changed_by_the_bar(table: Table) -> None:
    table.player.show_video("one", 5.0)
    assert table.player.asked is None
    table.player.seek("one", 20.0)
    table.player.seek_to(40.0)
    table.player.skip(5)
    assert table.player.asked == 20.0
    table.player.seek("two", 30.0)
    assert table.player.asked == 30.0
    table.player.show_video("one")
    assert table.player.asked is None


def test_a_speed_is_a_multiple_of_a_twentieth_however_it_was_come_by(table: Table) -> None:
    for _ in range(40):
        table.player.change_rate(0.05)
    for _ in range(27):
        table.player.change_rate(-0.05)
    assert table.player.rate == table.backend.rate == 1.65
    table.player.set_rate(1.33)
    assert table.player.rate == 1.35


def test_a_speed_stays_within_its_ends(table: Table) -> None:
    table.player.set_rate(9.0)
    assert table.backend.rate == 4.0
    table.player.change_rate(-9.0)
    assert table.backend.rate == 0.25


@pytest.mark.parametrize(("rate", "hurried"), [(0.5, 2.0), (1.0, 2.0), (1.5, 3.0), (2.5, 4.0)])
def test_a_hurry_doubles_the_speed_and_then_all_is_as_before(table: Table, rate: float, hurried: float) -> None:
    told: list[bool] = []
    table.player.hurry_changed.connect(told.append)
    table.player.set_rate(rate)
    table.player.show_video("one")
    table.player.play()
    table.player.hurry(True)
    table.player.hurry(True)
    assert (table.backend.rate, table.player.speed, table.player.rate) == (hurried, hurried, rate)
    table.player.hurry(False)
    assert (table.backend.rate, table.player.playing, told) == (rate, True, [True, False])


def test_what_is_paused_plays_only_for_the_hurry(table: Table) -> None:
    table.player.show_video("one")
    table.player.hurry(True)
    assert table.player.playing
    table.backend.advance(3.0)
    table.player.hurry(False)
    assert (table.player.playing, table.player.position()) == (False, 6.0)


def test_a_speed_that_is_set_in_a_hurry_holds_after_it(table: Table) -> None:
    table.player.show_video("one")
    table.player.hurry(True)
    table.player.set_rate(1.5)
    assert table.backend.rate == 3.0
    table.player.hurry(False)
    assert table.backend.rate == 1.5


def test_without_a_video_or_at_its_end_there_is_no_hurry(table: Table) -> None:
    table.player.hurry(True)
    table.player.show_video("one", 99.0)
    table.player.play()
    table.backend.advance(5.0)
    table.player.hurry(True)
    assert (table.player.hurries, table.player.ended, table.backend.rate) == (False, True, 1.0)
    table.player.hurry(False)


def test_the_file_that_is_shown_is_known(table: Table) -> None:
    assert table.player.file is None
    table.player.show_video("one")
    assert table.player.file == Path("one.mp4")
    table.player.show_video("away")
    assert table.player.file is None
