"""Which frames are made ready, in which order, and what those see who only peek."""

from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from reader.notes.timemap import ONE_TO_ONE, Piece, TimeMap
from reader.services.frames import Frames
from reader.services.player import Player
from reader.services.timeline import Timeline
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk
from tests.videos import number_in

SEEK, AWAY = "SeekSeekSee", "AwayAwayAwa"
LIBRARY: dict[str, str | bytes] = {
    "film/exact.md": note("Exact seeking", "The last [2:48]. The first [0:10]. The middle [1:00].\n", SEEK),
    "film/keys.md": note("Keyframes", "Near [0:20]. Nearer [0:05]. Far [9:00].\n", SEEK),
    "film/away.md": note("Away", "Not here [0:10].\n", AWAY),
    f"film/What a seek does [{SEEK}].mp4": b"video",
}
SIZE = QSize(160, 90)


class Glimpsed:
    """Decodes nothing: it notes what is wished for."""

    def __init__(self) -> None:
        self.wishes: list[tuple[str, float]] = []
        self.cancelled = 0

    def wish(self, file: Path, seconds: float, size: QSize, told: Callable[[QImage], None]) -> None:
        self.wishes.append((file.name, seconds))
        told(QImage(size, QImage.Format.Format_RGB32))

    def cancel(self) -> None:
        self.cancelled += 1

    def close(self) -> None:
        self.cancelled += 1


class Peeking:
    """A desk whose notes have their frames made ready."""

    def __init__(self, desk: Desk, map_of: Callable[..., TimeMap] = lambda *_: ONE_TO_ONE) -> None:
        self.desk = desk
        self.glimpsed = Glimpsed()
        player = self.player = Player(desk.library.media, lambda _: 0.0, desk.owner, map_of)
        player.use(desk.backend)
        self.timeline = Timeline(desk.library, player, parent=desk.owner)
        desk.navigator.arrived.connect(lambda opened, _: player.show_video(opened.note.video))
        desk.navigator.arrived.connect(lambda opened, _: self.timeline.show_note(opened))
        self.frames = Frames(player, self.timeline, desk.library.media, lambda: self.glimpsed, desk.owner)

    def prepared(self, *times: float) -> None:
        """Wait until these frames are wished for, in this order."""
        self.desk.qtbot.waitUntil(lambda: self.desk.backend.prepared == times)

    def peek(self, video: str, seconds: float) -> QImage:
        """The picture that comes last."""
        seen: list[QImage] = []
        self.frames.peek(video, seconds, SIZE, seen.append)
        return seen[-1]


@pytest.fixture
def peeking(desk: Desk, make_library: MakeLibrary) -> Peeking:
    peeking = Peeking(desk)
    desk.read(make_library(LIBRARY))
    return peeking


def test_the_stamps_of_the_note_come_first_and_then_what_others_cite_nearby(peeking: Peeking) -> None:
    peeking.desk.open("film/exact.md")
    peeking.prepared(10, 60, 168, 5, 20)


def test_they_are_ordered_from_where_the_video_stands(peeking: Peeking) -> None:
    peeking.desk.open("film/exact.md")
    peeking.prepared(10, 60, 168, 5, 20)
    peeking.player.seek(SEEK, 150.0)
    peeking.prepared(168, 60, 10)


def test_a_cut_file_has_its_frames_where_they_are_and_none_of_what_is_cut(
    desk: Desk, make_library: MakeLibrary
) -> None:
    peeking = Peeking(desk, lambda *_: TimeMap((Piece(0.0, 30.0, 0.0), Piece(100.0, inf, 30.0))))
    desk.read(make_library(LIBRARY))
    desk.open("film/exact.md")
    peeking.prepared(10, 98, 5, 20)


def test_nothing_is_made_ready_where_the_video_is_not_here(peeking: Peeking) -> None:
    peeking.desk.open("film/exact.md")
    peeking.prepared(10, 60, 168, 5, 20)
    peeking.desk.open("film/away.md")
    assert peeking.peek(AWAY, 10.0).isNull()
    assert not peeking.glimpsed.wishes


def test_who_peeks_at_a_ready_frame_sees_it_at_once(peeking: Peeking) -> None:
    peeking.desk.open("film/exact.md")
    peeking.prepared(10, 60, 168, 5, 20)
    assert number_in(peeking.peek(SEEK, 60.0)) == 1800
    assert not peeking.glimpsed.wishes


def test_who_peeks_elsewhere_gets_it_decoded(peeking: Peeking) -> None:
    peeking.desk.open("film/exact.md")
    assert peeking.peek(SEEK, 33.0).size() == SIZE
    assert peeking.glimpsed.wishes == [(f"What a seek does [{SEEK}].mp4", 33.0)]
    peeking.frames.cancel_peek()
    assert peeking.glimpsed.cancelled
