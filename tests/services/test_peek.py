"""What is told of a moment before anybody goes there."""

from dataclasses import dataclass

import pytest

from reader.services.chapters import Chapter
from reader.services.peek import Peek, Spot, Told
from reader.services.timeline import Timeline
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SHOWN, OTHER = "ShownShown1", "OtherOther2"
FILES = {
    "film/film.md": f"# film\n### [The film](https://www.youtube.com/watch?v={SHOWN})\n- [[open]]\n- [[near]]\n"
    f"### [Another film](https://www.youtube.com/watch?v={OTHER})\n- [[there]]\n",
    "film/open.md": note(
        "Open",
        f"It begins [0:10]. It goes on [0:20].\n\nIn another film https://youtu.be/{OTHER}?t=31 it ends.\n\n"
        "All is said [00:01:00].",
        SHOWN,
    ),
    "film/near.md": note("Near", "Nearly the same [0:12] as this [0:12]. And this [0:23].", SHOWN),
    "film/there.md": note("There", "It ends [0:30].", OTHER),
    f"film/film [{SHOWN}].mp4": b"video",
}


@dataclass(frozen=True)
class Line:
    start: float
    end: float
    text: str


class Lines:
    """Captions that say every five seconds which second it is."""

    def round(self, seconds: float, within: float = 10.0) -> tuple[Line, ...]:
        lines = (Line(start, start + 3, f"It is\n{start}") for start in range(0, 60, 5))
        return tuple(line for line in lines if abs(line.start - seconds) <= within)


class Parts:
    """A chapter for each minute but the first."""

    def at(self, seconds: float) -> Chapter | None:
        return Chapter(seconds // 60 * 60, f"Part {seconds // 60:g}") if seconds >= 60 else None


@dataclass
class Looker:
    desk: Desk
    peek: Peek

    def told(self, spot: Spot | None) -> Told:
        """All that is told of a spot."""
        assert spot
        found: list[Told] = []
        self.peek.ask(spot, found.append)
        self.desk.qtbot.waitUntil(lambda: bool(found) and found[-1].others is not None)
        return found[-1]


@pytest.fixture
def looker(desk: Desk, make_library: MakeLibrary) -> Looker:
    desk.read(make_library(FILES))
    timeline = Timeline(desk.library, desk.player, parent=desk.owner)
    peek = Peek(desk.library, desk.player, timeline, Lines(), Parts(), desk.owner)
    for part in (timeline, peek):
        desk.navigator.arrived.connect(lambda opened, _, part=part: part.show_note(opened))
    desk.open("film/open.md")
    desk.qtbot.waitUntil(lambda: bool(timeline.others))
    return Looker(desk, peek)


def test_a_stamp_tells_its_sentence_and_the_other_notes_that_cite_within_two_seconds(looker: Looker) -> None:
    told = looker.told(looker.peek.stamp(f"seek:{SHOWN}?t=10", 0))
    assert (told.spot.seconds, told.spot.sentence, told.others) == (10.0, "It begins.", ("Near",))
    assert looker.told(looker.peek.stamp(f"seek:{SHOWN}?t=20", 1)).others == ()


def test_the_captions_ten_seconds_round_it_are_told_and_which_of_them_is_spoken_then(looker: Looker) -> None:
    told = looker.told(Spot(SHOWN, 21.5))
    assert told.cues == ("It is 15", "It is 20", "It is 25", "It is 30")
    assert told.cues[told.spoken] == "It is 20"
    assert looker.told(Spot(SHOWN, 500.0)).spoken == -1


def test_so_is_the_chapter(looker: Looker) -> None:
    assert [looker.told(Spot(SHOWN, seconds)).chapter for seconds in (59.0, 61.0)] == ["", "Part 1"]


def test_whether_there_is_a_picture_depends_on_the_file(looker: Looker) -> None:
    assert looker.told(Spot(SHOWN, 1.0)).has_picture
    assert not looker.told(Spot(OTHER, 1.0)).has_picture
    assert not looker.told(Spot("", 1.0)).has_picture


def test_a_stamp_of_another_video_tells_its_title_and_who_cites_it(looker: Looker) -> None:
    told = looker.told(looker.peek.stamp(f"seek:{OTHER}?t=31", 2))
    assert (told.video, told.others, told.cues, told.spot.sentence) == ("Another film", ("There",), (), "")


def test_the_notes_are_not_known_at_once_of_a_video_that_is_not_shown(looker: Looker) -> None:
    found: list[Told] = []
    looker.peek.ask(Spot(OTHER, 31.0), found.append)
    assert [told.others for told in found] == [None]
    looker.peek.cancel()
    looker.desk.settle()
    assert len(found) == 1


def test_the_moment_of_a_row_is_told_like_its_stamp(looker: Looker) -> None:
    assert looker.peek.moment(1) == looker.peek.stamp(f"seek:{SHOWN}?t=20", 1)
    assert looker.peek.moment(99) is None


@pytest.mark.parametrize("href", ["note:film/near.md", "seek:", "seek:x?t=", "seek:x?t=nan", "https://example.org"])
def test_what_is_no_moment_is_no_spot(looker: Looker, href: str) -> None:
    assert looker.peek.stamp(href, 0) is None


def test_without_a_note_there_is_no_spot(looker: Looker) -> None:
    looker.peek.clear()
    assert looker.peek.stamp(f"seek:{SHOWN}?t=10", 0) is None
    assert looker.peek.moment(0) is None
