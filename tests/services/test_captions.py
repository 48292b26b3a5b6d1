"""The captions of the video that is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.captions import Cue
from reader.library.state import State
from reader.notes.timemap import Piece, TimeMap
from reader.services.captions import KIND, Captions, offset_words
from reader.services.keeper import Keeper
from reader.services.player import Player
from reader.services.session import Session
from reader.settings import SettingsFile
from tests.conftest import MakeLibrary, note
from tests.services.conftest import Desk

SEEK, READ = "SeekSeekSee", "ReadReadRea"
FILM, OTHER = f"What a seek does [{SEEK}]", f"Reading along [{READ}]"


def vtt(*cues: tuple[float, float, str]) -> str:
    return "WEBVTT\n\n" + "".join(f"00:{a:06.3f} --> 00:{b:06.3f}\n{text}\n\n" for a, b, text in cues)


ENGLISH = ((1, 3, "Hello"), (2, 4, "you"), (10, 12, "Bye\nbye"))
LIBRARY: dict[str, str | bytes] = {
    "seek.md": note("Seek", "Here [0:01].\n", SEEK),
    "read.md": note("Read", "Here [0:01].\n", READ),
    "bare.md": note("Bare", "No video.\n"),
    f"{FILM}.mp4": b"video",
    f"{FILM}.en.vtt": vtt(*ENGLISH),
    f"{FILM}.de.vtt": vtt((1, 3, "Hallo"), (10, 12, "Tschüss")),
    f"{OTHER}.mp4": b"video",
    f"{OTHER}.en.vtt": vtt((5, 6, "Read")),
    f"{OTHER}.de-AT.vtt": vtt((5, 6, "Lies")),
}


class Screen:
    """A desk with captions, told of what they tell."""

    def __init__(self, desk: Desk, folder: Path, root: Path) -> None:
        self.desk, self.root = desk, root
        self.map = TimeMap()
        desk.player = Player(desk.library.media, lambda _: 0.0, desk.owner, lambda *_: self.map)
        desk.player.use(desk.backend)
        self.keeper = Keeper(desk.tasks, desk.messages, folder / "kept.sqlite", desk.owner)
        self.settings = SettingsFile(folder / "settings.json")
        self.session = Session(self.settings, State(folder / "state.json"), desk.messages, desk.owner)
        self.captions = self.another()
        self.told: list[str] = []
        for name in ("changed", "cues_changed", "shown_changed", "current_changed"):
            getattr(self.captions, name).connect(lambda *_, name=name: self.told.append(name))
        desk.read(root)

    def another(self) -> Captions:
        """Captions as they would be the next day."""
        desk = self.desk
        return Captions(desk.player, desk.library, self.keeper, self.session, desk.messages, desk.owner)

    def show(self, video: str, seconds: float = 0.0) -> None:
        """Show a video and wait until its captions are known."""
        self.desk.player.show_video(video, seconds)
        self.desk.settle()

    def choose(self, name: str, *, second: bool = False) -> None:
        """Choose a track by its name and wait until it is read."""
        self.captions.choose(next(track for track in self.captions.tracks if track.name == name), second)
        self.desk.settle()

    def at(self, seconds: float) -> tuple[str, ...]:
        """What is drawn at a cited moment."""
        self.desk.player.seek_to(seconds)
        return self.captions.shown

    @property
    def names(self) -> list[str]:
        """What the tracks are called."""
        return [track.name for track in self.captions.tracks]

    @property
    def said(self) -> str:
        """The last sentence for the reader."""
        return self.desk.said[-1].text


@pytest.fixture
def screen(desk: Desk, make_library: MakeLibrary, tmp_path: Path) -> Iterator[Screen]:
    screen = Screen(desk, tmp_path, make_library(LIBRARY))
    yield screen
    desk.settle()
    screen.keeper.close()


def test_lines_come_and_go_with_the_frames(screen: Screen) -> None:
    screen.show(SEEK)
    screen.choose("English")
    assert [screen.at(seconds) for seconds in (0.5, 1, 2, 3, 4, 10, 12)] == [
        (), ("Hello",), ("Hello", "you"), ("you",), (), ("Bye", "bye"), (),
    ]  # fmt: skip


def test_without_a_wish_nothing_is_drawn_but_the_cues_of_the_best_are_known(screen: Screen) -> None:
    screen.show(SEEK, 2)
    captions = screen.captions
    assert (captions.on, captions.shown, screen.names) == (False, (), ["English", "German"])
    assert captions.cues == tuple(Cue(*cue) for cue in ENGLISH)
    assert (captions.current, [cue.text for cue in captions.round(8, 4)]) == (1, ["Bye\nbye"])
    assert [cue.text for cue in captions.round(11.5)] == ["Hello", "you", "Bye\nbye"]


def test_playing_tells_of_a_new_line_once(screen: Screen) -> None:
    screen.show(SEEK)
    screen.choose("English")
    screen.told.clear()
    screen.desk.player.play()
    for _ in range(30):
        screen.desk.backend.advance(0.05)
    assert screen.told.count("shown_changed") == screen.told.count("current_changed") == 1
    assert (screen.captions.shown, screen.captions.current) == (("Hello",), 0)


def test_on_and_off_and_from_one_to_the_next(screen: Screen) -> None:
    screen.show(SEEK, 1)
    captions = screen.captions
    seen = []
    for act in (captions.toggle, captions.toggle, captions.next_track, captions.next_track, captions.next_track):
        act()
        screen.desk.settle()
        seen.append((captions.shown, screen.said))
    off = ((), "Captions off")
    english, german = (("Hello",), "Captions: English"), (("Hallo",), "Captions: German")
    assert seen == [english, off, english, german, off]


def test_two_are_shown_at_once(screen: Screen) -> None:
    screen.show(SEEK, 1)
    screen.choose("English")
    screen.choose("German", second=True)
    assert (screen.captions.shown, screen.captions.second_shown) == (("Hello",), ("Hallo",))
    screen.choose("German")
    assert (screen.captions.shown, screen.captions.second_shown, screen.captions.second) == (("Hallo",), (), None)
    screen.choose("English", second=True)
    screen.captions.choose(None)
    assert (screen.captions.shown, screen.captions.second_shown) == ((), ())


def test_the_language_is_chosen_for_other_videos_too(screen: Screen) -> None:
    screen.show(SEEK)
    screen.choose("German")
    screen.choose("English", second=True)
    screen.show(READ, 5)
    captions = screen.captions
    assert (captions.shown, captions.second_shown) == (("Lies",), ("Read",))
    captions.choose(None, second=True)
    tomorrow = screen.another()
    screen.show(SEEK, 1)
    assert (tomorrow.shown, tomorrow.second_shown) == (("Hallo",), ())


def test_an_offset_moves_all_of_them_and_is_kept_for_the_video(screen: Screen) -> None:
    screen.show(SEEK, 1)
    screen.choose("English")
    for _ in range(15):
        screen.captions.shift(0.1)
    assert (screen.captions.shown, screen.captions.current, screen.said) == ((), -1, "Captions 1.5 s later")
    screen.desk.settle()
    assert [cue.start for cue in screen.captions.cues] == [2.5, 3.5, 11.5]
    assert screen.at(2.5) == ("Hello",)
    screen.show(READ)
    assert screen.captions.offset == 0
    screen.show(SEEK, 2.5)
    assert (screen.captions.offset, screen.captions.shown) == (1.5, ("Hello",))
    screen.captions.unshift()
    screen.desk.settle()
    assert screen.keeper.value(KIND, SEEK) is None
    assert (screen.said, screen.captions.cues[0].start) == ("Captions as in their file", 1)


def test_cues_are_told_in_cited_time_and_shown_in_the_files(screen: Screen) -> None:
    """A second was put before the film, and 3 to 9 were cut out."""
    screen.map = TimeMap((Piece(0, 3, 1.5), Piece(9, float("inf"), 4.5)))
    screen.show(SEEK)
    screen.choose("English")
    assert [(cue.start, cue.end) for cue in screen.captions.cues] == [(0, 1.5), (0.5, 2.5), (14.5, 16.5)]
    assert (screen.at(0.6), screen.at(14.6), screen.captions.current) == (("Hello", "you"), ("Bye", "bye"), 2)
    screen.desk.backend.seek(1.2)  # in what was added
    assert (screen.captions.shown, screen.captions.current) == (("Hello",), 0)


def test_a_map_that_is_learned_moves_the_cues(screen: Screen) -> None:
    screen.show(SEEK)
    screen.map = TimeMap((Piece(0, float("inf"), 0.5),))
    screen.desk.player.read_map(SEEK)
    screen.desk.settle()
    assert [cue.start for cue in screen.captions.cues] == [0.5, 1.5, 9.5]


def test_a_cue_that_was_sought_is_the_current_one_though_its_frame_begins_before_it(screen: Screen) -> None:
    late = vtt((1.01, 2, "before"), (3.016, 4, "sought"))
    (screen.root / f"{FILM}.en.vtt").write_text(late)
    screen.show(SEEK)
    screen.desk.player.seek(SEEK, 3.016)
    screen.desk.backend.frame_shown.emit(3.0)
    assert screen.captions.current == 1


def test_captions_that_come_later_are_found(screen: Screen) -> None:
    screen.show(SEEK)
    (screen.root / f"{FILM}.fr.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nSalut\n")
    with screen.desk.qtbot.waitSignal(screen.desk.library.updated):
        screen.desk.library.refresh()
    screen.desk.settle()
    assert screen.names == ["English", "French", "German"]


def test_captions_that_cannot_be_read_are_told_of_and_the_others_are_shown(screen: Screen) -> None:
    (screen.root / f"{FILM}.en.vtt").write_text("a letter")
    screen.show(SEEK, 1)
    assert screen.said == f"The captions “{FILM}.en.vtt” cannot be read."
    screen.choose("German")
    assert (screen.captions.shown, len(screen.desk.said)) == (("Hallo",), 1)


def test_where_there_is_no_video_nothing_is_shown(screen: Screen) -> None:
    screen.show(SEEK, 1)
    screen.choose("English")
    screen.desk.player.show_video(None)
    assert (screen.captions.shown, screen.captions.cues, screen.captions.current) == ((), (), -1)
    screen.desk.settle()
    screen.captions.toggle()
    screen.captions.shift(1)
    assert (screen.names, screen.said, screen.captions.offset) == ([], "No video is shown.", 0)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.3, "0.3 s later"), (-1.25, "1.25 s earlier"), (0.0, "as in their file")]
)
def test_an_offset_in_words(seconds: float, words: str) -> None:
    assert offset_words(seconds) == words
